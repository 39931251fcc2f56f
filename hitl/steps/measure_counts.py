"""Step 8, measure: what one case, and one decision, adds to the figures: counts, sums and durations.

Whatever a figure is made of is a sum over rows, so figures of days and slices are added up, and what has
changed is taken out and put in again. A row's features that are counted together make one key, such as
`d p amount approve_refund approve_refund succeeded met o`; `measure_sums` reads them. A change of what is
written here needs a new `VERSION`, by which kept sums are thrown away and made afresh.
"""

from enum import StrEnum
from math import floor
from typing import NamedTuple

from hitl.domain.case import Status
from hitl.domain.decision import GATE, DecisionOutcome
from hitl.domain.gate.verdict import Code
from hitl.domain.mode import Mode
from hitl.ports.reads import CaseRow, DecisionRow
from hitl.steps.measure import ON_ITS_WAY, changed, lengths, overridden, refund_matter
from hitl.steps.measure_agreement import place_of
from hitl.steps.measure_flow import judged, moves, path
from hitl.steps.measure_value import kept_back

VERSION = 5

MICRO = 1_000_000
"""Confidence is summed up in millionths, so that sums are whole numbers in whatever order they are made."""

NOTHING = "-"
YES, NO = "y", "n"


class Length(StrEnum):
    """The durations that are kept."""

    LATENCY = "latency"  # from the desk to a person's decision
    WAITING = "waiting"  # from the desk to the opening
    HANDLING = "handling"  # from the opening to the decision


Sums = tuple[tuple[str, int], ...]


class Added(NamedTuple):
    """What a row adds; nothing at all where it adds no ones."""

    ones: tuple[str, ...]  # what it counts for, once each
    sums: Sums = ()
    seconds: tuple[tuple[Length, float], ...] = ()


def of_case(row: CaseRow) -> Added:
    """A case, on the day when it came; a withdrawn one adds nothing."""
    if row.status is Status.WITHDRAWN:
        return Added(())
    matter = Code.NOT_A_REFUND_REQUEST not in row.reasons
    features = (
        row.status,
        row.route or NOTHING,
        _yes(row.escalated),
        _yes(row.draft_version > 1),
        _yes(matter),
    )
    sure = [f"u {floor(row.confidence * 100 + 1e-9)}"] if judged(row) and row.confidence is not None else []
    spent = row.spent.model_dump().items() if row.spent else ()
    return Added(
        (" ".join(("c", *features)), *(f"h {code}" for code in row.reasons), *sure),
        tuple((f"t {name}", count) for name, count in spent),
    )


def of_decision(row: DecisionRow) -> Added:
    """A decision, on the day when it was made; what is no refund matter adds nothing."""
    if not refund_matter(row):
        return Added(())
    person, used = row.by != GATE, row.mode is not Mode.SHADOW
    less = kept_back(row) if person and used else None
    ones = [_profile(row)]
    ones += [f"q {path(row)} {row.score}"] if row.score is not None else []
    ones += _agreement(row) if person else []
    ones += [f"v cases {less.currency}"] if less is not None else []
    sums = [(f"m {name} {amount.currency}", amount.minor) for name, amount in moves(row)]
    if row.amount is not None and row.refund_status in ON_ITS_WAY:
        sums.append((f"paid {'p' if person else 'g'} {row.amount.currency}", row.amount.minor))
    if person and row.confidence is not None:
        sums.append((f"said {place_of(row.confidence)}", round(row.confidence * MICRO)))
    if person and used and row.opened_at:  # in shadow no draft was used, so nothing was gained by it
        sums.append(("hands", max(0, round((row.decided_at - row.opened_at).total_seconds()))))
    if less is not None:
        held = less.minor if Code.POLICY_TERMS_NOT_MET in row.reasons else 0
        sums += [(f"v sum {less.currency}", less.minor), (f"v held {less.currency}", held)]
    return Added(tuple(ones), tuple(sums), _seconds(row) if person else ())


def _profile(row: DecisionRow) -> str:
    features = (
        "g" if row.by == GATE else "p",
        changed(row) if overridden(row) else NOTHING,
        row.draft_action,
        row.action,
        row.refund_status or NOTHING,
        NOTHING if row.due_at is None else ("met" if row.decided_at <= row.due_at else "late"),
        _yes(row.opened_at is not None),
        path(row),
        _yes(row.mode is Mode.SHADOW),
    )
    return " ".join(("d", *features))


def _agreement(row: DecisionRow) -> list[str]:
    agreed = _yes(row.outcome is DecisionOutcome.APPROVED)
    found = [f"k {code} {agreed}" for code in row.reasons]
    return found if row.confidence is None else [*found, f"b {place_of(row.confidence)} {agreed}"]


def _seconds(row: DecisionRow) -> tuple[tuple[Length, float], ...]:
    spans = {
        Length.LATENCY: (row.queued_at, row.decided_at),
        Length.WAITING: (row.queued_at, row.opened_at),
        Length.HANDLING: (row.opened_at, row.decided_at),
    }
    return tuple((kind, seconds) for kind, span in spans.items() for seconds in lengths([span]))


def _yes(so: object) -> str:
    return YES if so else NO
