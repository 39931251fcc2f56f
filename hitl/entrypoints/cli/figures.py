"""`metrics`: the figures of the metrics page, of any slice of the log."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hitl.entrypoints.cli.answer import Answer
from hitl.entrypoints.cli.common import command, moment, records

if TYPE_CHECKING:
    from hitl.steps.measure import Percentiles, Rate
    from hitl.steps.measure_all import Measured
    from hitl.steps.measure_compare import Compared
    from hitl.steps.measure_pairs import Agreement
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
    from hitl.steps.measure_compare import compare
    from hitl.steps.measure_file import write
    from hitl.steps.measure_look import Lookout
    from hitl.steps.measure_pairs import NEWEST, agreement

    since, until = moment(args.since, "--since"), moment(args.until, "--until")
    if since and until and since >= until:
        raise InvalidInput("--since must be before --until")
    where, against = _where(args.where, "--where"), _where(args.against, "--against")
    with records() as app, app.store.reads() as reads:
        simulated = reads.house().simulated
        lookout = Lookout(reads, demo=simulated)
        found = lookout.look(where, since, until).measured
        beside = lookout.look(against, since, until).measured if against else None
        between = agreement(reads.blind_pairs(NEWEST, demo=simulated))
    report = {"since": args.since, "until": args.until, "simulated": simulated, **as_json(found)}
    report["between_reviewers"] = between.model_dump(mode="json")
    text = "\n".join([_text(found, simulated=simulated), *_between(between)])
    if beside is not None:
        rows = compare(beside, found)
        report["compared"] = [{**row.model_dump(), "difference": row.difference} for row in rows]
        text += "\n\nagainst " + " ".join(args.against) + "\n" + "\n".join(_beside(row) for row in rows)
    if args.out:
        write(args.out, table(found))
        text += f"\nwritten to {args.out}"
    return Answer(report=report, text=text)


def _where(given: list[str], option: str) -> "dict[Dimension, str]":
    from hitl.errors import InvalidInput
    from hitl.steps.measure_slice import Dimension

    found = {}
    for one in given:
        name, equals, wanted = one.partition("=")
        if not equals or name not in set(Dimension):
            known = ", ".join(Dimension)
            raise InvalidInput(f"{option} {one}: say DIMENSION=VALUE; known dimensions are {known}")
        found[Dimension(name)] = wanted
    return found


def as_json(measured: "Measured") -> dict[str, Any]:
    """Flat, under the names of docs/metrics.md: shares as numbers or null, their counts under `counts`."""
    from hitl.steps.measure_all import shares, times

    found, counts = measured.figures, shares(measured)
    flat: dict[str, Any] = {name: share.value for name, share in counts.items()}
    for name, span in times(measured).items():
        flat |= {f"{name}_p50": span.p50, f"{name}_p90": span.p90, f"{name}_p95": span.p95}
    flat["counts"] = {name: share.model_dump() for name, share in counts.items()}
    flat["moved"] = {
        currency: {name: getattr(sums, name).decimal() for name in type(sums).model_fields}
        for currency, sums in measured.moved.items()
    }
    flat["satisfaction"] = {path.value: said.model_dump() for path, said in measured.satisfaction.items()}
    flat["agreed_by_reason"] = {one.code.value: one.agreed.model_dump() for one in measured.held}
    flat["overrides"] = {kind: share.value for kind, share in found.overrides.items()}
    flat["override_rate_by_action"] = {
        action.value: share.value for action, share in found.override_rate_by_action.items()
    }
    flat["paid"] = {
        currency: {"by_gate": sums.by_gate.decimal(), "by_people": sums.by_people.decimal()}
        for currency, sums in found.paid.items()
    }
    same = {"cases", "statuses", "held_for", "decisions", "by_gate", "by_people", "not_refund_matters"}
    return flat | found.model_dump(mode="json", include=same)


def _text(measured: "Measured", *, simulated: bool) -> str:
    found, flow = measured.figures, measured.flow
    lines = ["These are figures of the demo company, partly simulated."] if simulated else []
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
    ]
    return "\n".join(lines)


def _between(found: "Agreement") -> list[str]:
    """How far two people agree, of the newest cases that were read twice, whatever slice is asked for."""
    alpha = found.actions
    lines = [f"two people the same   {_share(found.same)}"]
    if alpha.value is not None and alpha.low is not None and alpha.high is not None:
        lines.append(f"  alpha of the action {alpha.value:.2f}  (95 %: {alpha.low:.2f} to {alpha.high:.2f})")
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
