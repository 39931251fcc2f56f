"""Lettered marks on the time axis: what drifted, and what was changed on purpose."""

from collections.abc import Sequence
from datetime import date
from string import ascii_uppercase

from hitl.domain.record import Record
from hitl.steps.measure_drift import Drift
from hitl.steps.measure_turns import Turn
from hitl.ui.metrics import drifted, naming

MOST = 8
"""More letters than that lie on top of each other; the newest are kept."""


class Mark(Record):
    """One mark; `last` is its last day."""

    letter: str
    first: date
    last: date
    drift: bool
    says: str


def marks(drifts: Sequence[Drift], turns: Sequence[Turn], shown: tuple[date, date]) -> tuple[Mark, ...]:
    """In order of time, on or between the first and the last day shown; changes of one day share a letter."""
    found: list[tuple[date, date, bool, str]] = [
        (*drifted.days(one), True, f"{drifted.when(one)}: {drifted.what(one)}") for one in drifts
    ]
    of_day: dict[date, list[str]] = {}
    for turn in turns:
        of_day.setdefault(turn.at.date(), []).append(naming.turn(turn))
    found += [(day, day, False, f"{day.day} {day:%B}: {', '.join(says)}") for day, says in of_day.items()]
    inside = sorted(one for one in found if shown[0] <= one[0] <= shown[1])[-MOST:]
    return tuple(
        Mark(letter=letter, first=first, last=last, drift=drift, says=says)
        for letter, (first, last, drift, says) in zip(ascii_uppercase, inside, strict=False)
    )
