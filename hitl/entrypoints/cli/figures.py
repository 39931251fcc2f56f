"""`metrics`: the figures of the metrics page."""

import argparse
from typing import TYPE_CHECKING, Any

from hitl.entrypoints.cli.answer import Answer
from hitl.entrypoints.cli.common import command, moment, records

if TYPE_CHECKING:
    from hitl.steps.measure import Figures, Percentiles, Rate


def register(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command."""
    parser = command(commands, "metrics", "the figures of the metrics page", _metrics)
    parser.add_argument("--since", metavar="T", help="from that day or time on (ISO 8601), inclusive")
    parser.add_argument("--until", metavar="T", help="before that day or time, exclusive")


def _metrics(args: argparse.Namespace) -> Answer:
    from hitl.errors import InvalidInput
    from hitl.steps.measure import figures

    since, until = moment(args.since, "--since"), moment(args.until, "--until")
    if since and until and since >= until:
        raise InvalidInput("--since must be before --until")
    with records() as app, app.store.reads() as reads:
        found = figures(reads.cases(since, until), reads.decisions(since, until))
        with app.store.unit() as unit:
            simulated = unit.controls.simulated()
    report = {"since": args.since, "until": args.until, "simulated": simulated, **as_json(found)}
    return Answer(report=report, text=_text(found, simulated=simulated))


def as_json(found: "Figures") -> dict[str, Any]:
    """Flat, under the names of docs/metrics.md: shares as numbers or null, their counts under `counts`."""
    shares = {
        "auto_approval_rate": found.auto_approval_rate,
        "auto_refund_rate": found.auto_refund_rate,
        "override_rate": found.override_rate,
        "execution_failure_rate": found.execution_failure_rate,
    }
    flat: dict[str, Any] = {name: share.value for name, share in shares.items()}
    for name, times in (
        ("review_latency", found.review_latency),
        ("waiting", found.waiting),
        ("handling", found.handling),
    ):
        flat |= {f"{name}_p50": times.p50, f"{name}_p90": times.p90, f"{name}_p95": times.p95}
    flat["counts"] = {name: share.model_dump() for name, share in shares.items()}
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


def _text(found: "Figures", *, simulated: bool) -> str:
    lines = ["These are figures of the demo company, partly simulated."] if simulated else []
    lines += [
        f"cases received        {found.cases}",
        f"final decisions       {found.decisions} ({found.by_gate} by the gate, {found.by_people} by people)",
        f"auto-approval rate    {_share(found.auto_approval_rate)}",
        f"  of refunds          {_share(found.auto_refund_rate)}",
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
    ]
    return "\n".join(lines)


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
