"""`metrics`: the figures of the metrics page, of any slice of the log."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hitl.entrypoints.cli.answer import Answer
from hitl.entrypoints.cli.common import command, moment, records

if TYPE_CHECKING:
    from hitl.steps.measure import Percentiles, Rate
    from hitl.steps.measure_compare import Compared
    from hitl.steps.measure_look import Look
    from hitl.steps.measure_slice import Dimension


def register(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command."""
    parser = command(commands, "metrics", "the figures of the metrics page", _metrics)
    parser.add_argument("--since", metavar="T", help="from that day or time on (ISO 8601), inclusive")
    parser.add_argument("--until", metavar="T", help="before that day or time, exclusive")
    parser.add_argument(
        "--where",
        metavar="DIMENSION=VALUE",
        action="append",
        default=[],
        help="only what has that value: channel=chat, reviewer=gate, mode=shadow; may be repeated",
    )
    parser.add_argument(
        "--against",
        metavar="DIMENSION=VALUE",
        action="append",
        default=[],
        help="set the figures beside those of that slice, with the difference and its interval",
    )
    parser.add_argument("--out", metavar="FILE", type=Path, help="write them as .csv or .parquet too")


def _metrics(args: argparse.Namespace) -> Answer:
    from hitl.errors import InvalidInput
    from hitl.steps.measure_all import table
    from hitl.steps.measure_file import write
    from hitl.steps.measure_plain import told

    since, until = moment(args.since, "--since"), moment(args.until, "--until")
    if since and until and since >= until:
        raise InvalidInput("--since must be before --until")
    where, against = _where(args.where, "--where"), _where(args.against, "--against")
    with records() as app, app.store.reads() as reads:
        seen, found, compared = told(reads, where, since, until, against or None)
    report = {"since": args.since, "until": args.until, **found}
    text = _text(seen, found)
    if compared:
        text += "\n\nagainst " + " ".join(args.against) + "\n" + "\n".join(map(_beside, compared))
    if args.out:
        write(args.out, table(seen.measured))
        text += f"\nwritten to {args.out}"
    return Answer(report=report, text=text)


def _where(given: list[str], option: str) -> "dict[Dimension, str]":
    from hitl.errors import InvalidInput
    from hitl.steps.measure_plain import slice_of

    found: dict[Dimension, str] = {}
    for one in given:
        name, _, wanted = one.partition("=")
        try:
            found |= slice_of([(name, wanted)])
        except ValueError as error:
            raise InvalidInput(f"{option} {one}: say DIMENSION=VALUE; {error}") from None
    return found


def _text(seen: "Look", told: dict[str, Any]) -> str:
    measured = seen.measured
    found, flow = measured.figures, measured.flow
    lines = ["These are figures of the demo company, partly simulated."] if told["simulated"] else []
    lines += [
        f"cases received        {found.cases}",
        f"final decisions       {found.decisions} ({found.by_gate} by the gate, {found.by_people} by people)",
        f"auto-approval rate    {_share(found.auto_approval_rate)}",
        f"  of refunds          {_share(found.auto_refund_rate)}",
        f"sent to a person      {_share(flow.review_rate)}",
        f"  without a draft     {_share(flow.takeover_rate)}",
        f"  escalated           {_share(flow.escalation_rate)}",
        f"drafted again         {_share(flow.loop_back_rate)}",
        f"decided in time       {_share(flow.sla_met)}",
        f"override rate         {_share(found.override_rate)}",
        *(f"  {kind:<20}{_share(share)}" for kind, share in found.overrides.items() if share.part),
        f"review latency        {_times(found.review_latency)}",
        f"  waiting             {_times(found.waiting)}",
        f"  hands-on            {_times(found.handling)}",
        f"execution failures    {_share(found.execution_failure_rate)}",
        *(
            f"refunded              {sums.by_gate} alone, {sums.by_people} by people"
            for sums in found.paid.values()
        ),
        *(
            f"  {name.replace('_', ' '):<20}{getattr(sums, name)}"
            for sums in measured.moved.values()
            for name in ("denied", "edited_down", "edited_up", "auto_exposure")
        ),
        *(
            f"satisfied, {path:<11}{_share(said.satisfied)}"
            for path, said in measured.satisfaction.items()
            if said.answers
        ),
        *(f"held, then agreed     {_share(one.agreed)}, {one.code.value}" for one in measured.held),
        *_worth(told),
        *_between(told["between_reviewers"]),
    ]
    return "\n".join(lines)


def _worth(told: dict[str, Any]) -> list[str]:
    """What it cost, under the assumptions that the page begins with."""
    worth, assumed, error = told["worth"], told["assumed"], told["calibration_error"]
    lines = [] if error is None else [f"calibration error     {error:.3f}"]
    if worth["case"] is not None:
        by_hand = (
            f"{worth['case_by_hand']} by hand at {assumed['minutes_without']} min and {assumed['hour']}/h"
        )
        lines.append(f"cost of a case        {worth['case']}, {by_hand}")
    return lines


def _between(found: dict[str, Any]) -> list[str]:
    """How far two people agree, of the newest cases that were read twice, whatever slice is asked for."""
    from hitl.steps.measure import Rate

    alpha = found["actions"]
    lines = [f"two people the same   {_share(Rate.model_validate(found['same']))}"]
    if None not in (alpha["value"], alpha["low"], alpha["high"]):
        within = f"95 %: {alpha['low']:.2f} to {alpha['high']:.2f}"
        lines.append(f"  alpha of the action {alpha['value']:.2f}  ({within})")
    return lines


def _beside(row: "Compared") -> str:
    if row.difference is None or row.low is None or row.high is None:
        return f"{row.figure:<22}no data on one side"
    if row.unit == "share":
        told = (
            f"{row.before:.1%} to {row.after:.1%}, {row.difference:+.1%} ({row.low:+.1%} to {row.high:+.1%})"
        )
    else:
        change = f"{row.difference:+.0f} s ({row.low:+.0f} to {row.high:+.0f})"
        told = f"{row.before:.0f} s to {row.after:.0f} s, {change}"
    return f"{row.figure:<22}{told}{'' if row.sure else ', may be chance'}"


def _share(rate: "Rate") -> str:
    if rate.value is None or rate.low is None or rate.high is None:
        return "no data"
    return f"{rate.value:.1%}  ({rate.part} of {rate.whole}; 95 %: {rate.low:.1%} to {rate.high:.1%})"


def _times(times: "Percentiles") -> str:
    if times.p50 is None or times.p90 is None or times.p95 is None:
        return "no data"
    return f"p50 {_span(times.p50)}, p90 {_span(times.p90)}, p95 {_span(times.p95)}  ({times.count})"


def _span(seconds: float) -> str:
    for unit, length in (("d", 86_400), ("h", 3_600), ("min", 60)):
        if seconds >= length:
            return f"{seconds / length:.1f} {unit}"
    return f"{seconds:.1f} s"
