"""Step 8, measure: whether somebody still reads what they sign: three signals, silent while cases are few.

Each is a signal and no verdict: an easy queue looks like an absent eye. What chance or the queue alone may
make is kept silent; docs/metrics.md says what each rests on.
"""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from itertools import groupby

from hitl.domain.intervals import newcombe
from hitl.domain.record import Record
from hitl.ports.reads import Review
from hitl.steps.measure import Rate

NEWEST = 300
"""Decisions of a person that are looked at: what they did a year ago says nothing of today."""

QUICKEST = 40
"""Bytes a second, some 400 words of English a minute: skimming. People read at about 240
(M. Brysbaert, *Journal of Memory and Language* 109, 2019)."""

TIMED = 20
"""Timed approvals from which the pace speaks: Wilson's interval is then at most some 40 points wide."""

COMPARED = 50
"""Decisions, the person's own and their colleagues', from which the comparison and the streak speak."""

OFTEN = 0.25
"""A share of approvals quicker than can be read that is more than a few plain cases."""

BY_CHANCE = 0.01
"""A streak that colleagues' share of unchanged drafts makes less often than that is a signal."""


class Signal(StrEnum):
    """What a figure says of somebody's reading."""

    TOO_FEW = "too few cases"  # to speak
    USUAL = "as usual"
    LOOK = "look closer"


class Reading(Record):
    """How one person decided lately."""

    by: str
    reviews: int
    quick: Rate  # of the timed approvals as drafted, those quicker than the text can be read
    unchanged: Rate  # of all, those approved as drafted
    colleagues: Rate  # the same of everybody else
    difference: tuple[float, float] | None  # 95 % interval of own less colleagues' share
    streak: int  # the longest run of drafts approved unchanged
    streak_chance: float | None  # of a run as long, were each approved as often as by colleagues
    too_quick: Signal
    rarely_changes: Signal
    long_streak: Signal


def reading(lately: Mapping[str, Sequence[Review]]) -> tuple[Reading, ...]:
    """Everybody's newest decisions, in order of time, against those of their colleagues; by name."""
    return tuple(_of(by, lately) for by in sorted(lately) if lately[by])


def _of(by: str, lately: Mapping[str, Sequence[Review]]) -> Reading:
    own = lately[by]
    others = [row for name, rows in lately.items() if name != by for row in rows]
    quick, unchanged, colleagues = _quick(own), _unchanged(own), _unchanged(others)
    streak = max((len(list(run)) for same, run in groupby(own, key=_as_drafted) if same), default=0)
    enough = min(unchanged.whole, colleagues.whole) >= COMPARED
    difference, chance = None, None
    if enough:
        difference = newcombe((colleagues.part, colleagues.whole), (unchanged.part, unchanged.whole))
        chance = chance_of_run(streak, len(own), colleagues.value or 0.0)
    return Reading(
        by=by,
        reviews=len(own),
        quick=quick,
        unchanged=unchanged,
        colleagues=colleagues,
        difference=difference,
        streak=streak,
        streak_chance=chance,
        too_quick=_signal((quick.low or 0.0) > OFTEN if quick.whole >= TIMED else None),
        rarely_changes=_signal(difference[0] > 0 if difference else None),
        long_streak=_signal(chance < BY_CHANCE if chance is not None else None),
    )


def _signal(found: bool | None) -> Signal:  # noqa: FBT001 - what was found, or that nothing may be said
    if found is None:
        return Signal.TOO_FEW
    return Signal.LOOK if found else Signal.USUAL


def _as_drafted(row: Review) -> bool:
    return row.as_drafted


def _unchanged(rows: Sequence[Review]) -> Rate:
    return Rate.of(sum(row.as_drafted for row in rows), len(rows))


def _quick(rows: Sequence[Review]) -> Rate:
    """Approvals in less time than the words take; whoever changed something has read, and is left out."""
    timed = [
        (row.length, (row.decided_at - row.opened_at).total_seconds())
        for row in rows
        if row.as_drafted and row.opened_at
    ]
    return Rate.of(sum(length > QUICKEST * seconds for length, seconds in timed), len(timed))


def chance_of_run(run: int, count: int, share: float) -> float:
    """The chance of `run` or more in a row among `count`, each alike with the chance `share`; exact."""
    if run == 0 or share >= 1:
        return 1.0
    if run > count:
        return 0.0
    without = [1.0] * run + [1 - share**run]  # that no such run lies among the first n
    for n in range(run + 1, count + 1):
        without.append(without[n - 1] - (1 - share) * share**run * without[n - run - 1])
    return max(0.0, 1 - without[count])
