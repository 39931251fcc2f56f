"""Step 8, measure: where people agree with the draft: by the reason it was held, and by its confidence.

Only people's decisions count: what went out alone was checked by nobody. A person agrees where they
approved the draft unchanged.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from math import floor

from hitl.domain.decision import DecisionOutcome
from hitl.domain.gate.verdict import Code
from hitl.domain.record import Record
from hitl.ports.reads import DecisionRow
from hitl.steps.measure import Rate

BAND = 0.1
"""Width of a band of confidence."""


class HeldFor(Record):
    """One reason of the gate."""

    code: Code
    cases: int  # of people's decisions, one may have several reasons
    agreed: Rate


class Band(Record):
    """Drafts whose confidence lies in one band."""

    low: float  # the band goes from here to `low + BAND`
    said: float  # the mean confidence in it
    agreed: Rate


def agreed(rows: Sequence[DecisionRow]) -> Rate:
    """Drafts that people approved unchanged, of all that they decided on."""
    return Rate.of(sum(row.outcome is DecisionOutcome.APPROVED for row in rows), len(rows))


def by_reason(by_people: Iterable[DecisionRow]) -> tuple[HeldFor, ...]:
    """Agreement by reason, the most frequent reason first."""
    grouped: defaultdict[Code, list[DecisionRow]] = defaultdict(list)
    for row in by_people:
        for code in row.reasons:
            grouped[code].append(row)
    found = [HeldFor(code=code, cases=len(rows), agreed=agreed(rows)) for code, rows in grouped.items()]
    return tuple(sorted(found, key=lambda one: (-one.cases, one.code)))


def calibration(by_people: Iterable[DecisionRow]) -> tuple[Band, ...]:
    """Agreement by the confidence of the draft decided on, from low to high; empty bands are left out."""
    grouped: defaultdict[int, list[tuple[float, DecisionRow]]] = defaultdict(list)
    for row in by_people:
        if row.confidence is not None:
            grouped[place_of(row.confidence)].append((row.confidence, row))
    return tuple(_band(place, grouped[place]) for place in sorted(grouped))


def place_of(confidence: float) -> int:
    """Which band it lies in, from 0; 1.0 belongs to the highest."""
    return min(floor(confidence / BAND + 1e-9), round(1 / BAND) - 1)


def _band(place: int, rows: Sequence[tuple[float, DecisionRow]]) -> Band:
    said = sum(confidence for confidence, _ in rows) / len(rows)
    return Band(low=place * BAND, said=said, agreed=agreed([row for _, row in rows]))


def calibration_error(bands: Sequence[Band]) -> float | None:
    """Mean distance of what was said from what came true, by cases (expected calibration error)."""
    whole = sum(band.agreed.whole for band in bands)
    if not whole:
        return None
    return sum(abs(band.said - (band.agreed.value or 0.0)) * band.agreed.whole for band in bands) / whole
