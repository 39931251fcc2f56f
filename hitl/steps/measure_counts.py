"""Step 8, measure: what one case, and one decision, adds to the figures: counts, sums and durations.

Whatever a figure is made of is a sum over rows, so figures of days and slices are added up, and what has
changed is taken out and put in again. A row's features that are counted together make one key, such as
`d p amount approve_refund approve_refund succeeded met o`; `measure_sums` reads them. A change of what is
written here needs a new `VERSION`, by which kept sums are thrown away and made afresh.
"""

from enum import StrEnum
from typing import NamedTuple

from hitl.domain.case import Status
from hitl.domain.decision import GATE, DecisionOutcome
from hitl.domain.gate.verdict import Code
from hitl.domain.mode import Mode
from hitl.ports.reads import CaseRow, DecisionRow
from hitl.steps.measure import ON_ITS_WAY, changed, lengths, overridden, refund_matter
from hitl.steps.measure_agreement import place_of
from hitl.steps.measure_flow import moves, path
from hitl.steps.measure_value import kept_back

VERSION = 1

MICRO = 1_000_000
"""Confidence is summed up in millionths, so that sums are whole numbers in whatever order they are made."""

NOTHING = "-"
YES, NO = "y", "n"


class Length(StrEnum):
    """The durations that are kept."""

    LATENCY = "latency"  # from the desk to a person's decision
    WAITING = "waiting"  # from the desk to the opening
    HANDLING = "handling"  # from the opening to the decision


class Added(NamedTuple):
    """What a row adds."""

    counts: dict[str, int]
    seconds: tuple[tuple[Length, float], ...] = ()


def of_case(row: CaseRow) -> Added:
    """A case, on the day when it came; a withdrawn one adds nothing."""
    if row.status is Status.WITHDRAWN:
        return Added({})
    matter = Code.NOT_A_REFUND_REQUEST not in row.reasons
    features = (
        row.status,
        row.route or NOTHING,
        _yes(row.escalated),
        _yes(row.draft_version > 1),
        _yes(matter),
    )
    counts = {" ".join(("c", *features)): 1}
    for code in row.reasons:
        counts[f"h {code}"] = counts.get(f"h {code}", 0) + 1
    return Added(counts)


def of_decision(row: DecisionRow) -> Added:
    """A decision, on the day when it was made; what is no refund matter adds nothing."""
    if not refund_matter(row):
        return Added({})
    counts = {_profile(row): 1}
    for key, amount in _sums(row):
        counts[key] = counts.get(key, 0) + amount
    return Added(counts, _seconds(row) if row.by != GATE else ())


def _profile(row: DecisionRow) -> str:
    person = row.by != GATE
    features = (
        "p" if person else "g",
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


def _sums(row: DecisionRow) -> list[tuple[str, int]]:
    """What is counted beside the profile: money, answers of customers, agreement by reason and confidence."""
    person = row.by != GATE
    found = [(f"m {name} {amount.currency}", amount.minor) for name, amount in moves(row)]
    if row.amount is not None and row.refund_status in ON_ITS_WAY:
        found.append((f"paid {'p' if person else 'g'} {row.amount.currency}", row.amount.minor))
    if row.score is not None:
        found.append((f"q {path(row)} {row.score}", 1))
    return found + (_of_person(row) if person else [])


def _of_person(row: DecisionRow) -> list[tuple[str, int]]:
    agreed = _yes(row.outcome is DecisionOutcome.APPROVED)
    found = [(f"k {code} {agreed}", 1) for code in row.reasons]
    if row.confidence is not None:
        place = place_of(row.confidence)
        found += [(f"b {place} {agreed}", 1), (f"said {place}", round(row.confidence * MICRO))]
    if row.mode is Mode.SHADOW:
        return found  # there no draft was used, so nothing was gained by it
    if row.opened_at:
        found.append(("hands", max(0, round((row.decided_at - row.opened_at).total_seconds()))))
    less = kept_back(row)
    if less is not None:
        held = less.minor if Code.POLICY_TERMS_NOT_MET in row.reasons else 0
        found += [
            (f"v cases {less.currency}", 1),
            (f"v sum {less.currency}", less.minor),
            (f"v held {less.currency}", held),
        ]
    return found


def _seconds(row: DecisionRow) -> tuple[tuple[Length, float], ...]:
    spans = {
        Length.LATENCY: (row.queued_at, row.decided_at),
        Length.WAITING: (row.queued_at, row.opened_at),
        Length.HANDLING: (row.opened_at, row.decided_at),
    }
    return tuple((kind, seconds) for kind, span in spans.items() for seconds in lengths([span]))


def _yes(so: object) -> str:
    return YES if so else NO
