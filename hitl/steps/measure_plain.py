"""Step 8, measure: the figures of a slice as plain data under the names of docs/metrics.md.

The command and the API give this; the page and the files show the same `Look`.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from hitl.ports.reads import Reads
from hitl.steps.measure_agreement import calibration_error
from hitl.steps.measure_all import Measured, shares, times
from hitl.steps.measure_compare import Compared, compare
from hitl.steps.measure_look import Look, Lookout
from hitl.steps.measure_pairs import NEWEST, agreement
from hitl.steps.measure_slice import Dimension, Where
from hitl.steps.measure_value import Assumptions, Value, value

Plain = dict[str, Any]


def told(
    reads: Reads, where: Where, since: datetime | None, until: datetime | None, against: Where | None = None
) -> tuple[Look, Plain, tuple[Compared, ...]]:
    """What is seen, the same as plain data, and how it differs from the slice that it is set beside."""
    simulated = reads.house().simulated
    lookout = Lookout(reads, demo=simulated)
    seen = lookout.look(where, since, until)
    found = {"simulated": simulated, **of_measured(seen.measured), **_of_worth(seen)}
    found["between_reviewers"] = agreement(reads.blind_pairs(NEWEST, demo=simulated)).model_dump(mode="json")
    if against is None:
        return seen, found, ()
    rows = compare(lookout.look(against, since, until).measured, seen.measured)
    found["compared"] = [{**row.model_dump(), "difference": row.difference} for row in rows]
    return seen, found, rows


def of_measured(measured: Measured) -> Plain:
    """Shares as numbers or None, with their counts and intervals under `counts`; money as decimal strings."""
    found, counts = measured.figures, shares(measured)
    flat: Plain = {name: share.value for name, share in counts.items()}
    for name, span in times(measured).items():
        flat |= {f"{name}_p50": span.p50, f"{name}_p90": span.p90, f"{name}_p95": span.p95}
    flat["counts"] = {name: share.model_dump() for name, share in counts.items()}
    flat["moved"] = {
        currency: {name: getattr(sums, name).decimal() for name in type(sums).model_fields}
        for currency, sums in measured.moved.items()
    }
    flat["satisfaction"] = {path.value: said.model_dump() for path, said in measured.satisfaction.items()}
    flat["agreed_by_reason"] = {one.code.value: one.agreed.model_dump() for one in measured.held}
    flat["agreed_by_confidence"] = [band.model_dump() for band in measured.bands]
    flat["calibration_error"] = calibration_error(measured.bands)
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


def _of_worth(seen: Look) -> Plain:
    """What it cost and saved, under the assumptions that the page begins with, which stand beside it."""
    given = Assumptions()
    return {
        "worth": _worth(value(seen.worth, given)),
        "assumed": {"minutes_without": str(given.minutes_without), "hour": str(given.hour)},
        "models": seen.models.model_dump(),
    }


def _worth(found: Value) -> Plain:
    return {
        "cases": found.tally.cases,
        "minutes_saved": float(found.minutes_saved),
        "money_saved": str(found.money_saved),
        "case": None if found.case is None else str(found.case),
        "case_by_hand": str(found.case_by_hand),
        "cases_an_hour": None if found.cases_an_hour is None else float(found.cases_an_hour),
        "avoided": {currency: one.amount.decimal() for currency, one in found.tally.avoided.items()},
    }


def slice_of(given: Sequence[tuple[str, str]] | Mapping[str, str]) -> dict[Dimension, str]:
    """A slice out of names and values. Raises ValueError naming a dimension that is not known."""
    pairs = given.items() if isinstance(given, Mapping) else given
    found = {}
    for name, wanted in pairs:
        if name not in set(Dimension):
            raise ValueError(f"there is no dimension {name!r}; known ones are {', '.join(Dimension)}")
        found[Dimension(name)] = wanted
    return found
