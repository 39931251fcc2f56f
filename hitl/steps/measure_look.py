"""Step 8, measure: the one door to the figures: of any span and slice, from kept sums where they hold.

Whole days of at most two dimensions come from the kept sums, with the difference that cases make which
have changed since; what is left of days at both ends comes from the log, and so does everything where the
sums are not built yet or more dimensions are combined. Both ways give the same counts and sums; of
durations the kept sums know the bucket, so percentiles are off by half a percent at most.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple

from hitl.domain.mode import Mode
from hitl.domain.record import Record
from hitl.domain.sketch import Durations, middle
from hitl.ports.reads import Reads
from hitl.ports.rollups import Rolled, RollupState
from hitl.steps.measure_all import Measured, measured
from hitl.steps.measure_counts import VERSION
from hitl.steps.measure_share import KEPT, Part, by_kind, parts, prefixes, slice_names, value_of
from hitl.steps.measure_slice import Dimension, Log, Where, cut, read_log, values
from hitl.steps.measure_sums import measured_of, worth_of
from hitl.steps.measure_value import Tally, tally
from hitl.steps.roll_up import Change, current, differences

_DAY = timedelta(days=1)

Span = tuple[datetime | None, datetime | None]
"""From the first on, and before the second."""


class Look(Record):
    """What is seen of a span and a slice."""

    measured: Measured
    worth: Tally
    days: dict[date, dict[str, int]]  # counts by day, UTC, as `measure_counts` writes them
    kept: bool  # from kept sums; else worked out from the log


def look(reads: Reads, where: Where, since: datetime | None, until: datetime | None, *, demo: bool) -> Look:
    """The figures from `since` on and before `until`; simulated cases are in them where `demo`."""
    state = _usable(reads)
    if state is None or len(where) > KEPT:
        return _of_log(cut(read_log(reads, since, until, demo=demo), where))
    days = _days(reads, since, until)
    rolled = reads.rollups.rolled(slice_names(where, demo=demo), days.first, days.last)
    for part, sign in _since(reads, state):
        if days.hold(part.day) and part.fits(where, demo=demo):
            _add(rolled, part, sign)
    for edge in days.edges:
        log = cut(read_log(reads, *edge, demo=demo), where)
        for _, part in parts(log.cases, log.decisions):
            _add(rolled, part, 1)
    return _of_sums(rolled)


def choices(
    reads: Reads, since: datetime | None, until: datetime | None, *, demo: bool
) -> dict[Dimension, tuple[str, ...]]:
    """The values of every dimension that occur on the days of the span, those of most cases first.

    Shadow is a mode to choose; its cases give no values to other dimensions.
    """
    state = _usable(reads)
    if state is None:
        return choices_of(read_log(reads, since, until, demo=demo))
    first, last = (None if at is None else at.date().toordinal() for at in (since, until))
    sizes = {dimension: _sizes(reads, dimension, first, last, demo=demo) for dimension in Dimension}
    for part, sign in _since(reads, state):
        if _within(part.day, first, last):
            for dimension, wanted in zip(Dimension, part.values, strict=True):
                shown = part.fits({dimension: wanted}, demo=demo)
                sizes[dimension][wanted] += sign * (part.of_case and shown)
    return {dimension: _ordered(found) for dimension, found in sizes.items()}


def choices_of(log: Log) -> dict[Dimension, tuple[str, ...]]:
    """The same of the rows of a log that is not cut yet."""
    usual, shadow = cut(log, {}), cut(log, {Dimension.MODE: Mode.SHADOW})
    every = Log(cases=(*usual.cases, *shadow.cases), decisions=())
    return {
        dimension: values(every if dimension is Dimension.MODE else usual, dimension)
        for dimension in Dimension
    }


def _sizes(
    reads: Reads, dimension: Dimension, first: int | None, last: int | None, *, demo: bool
) -> Counter[str]:
    found: Counter[str] = Counter()
    for prefix in prefixes(dimension, demo=demo):
        for name, size in reads.rollups.sizes(prefix, first, last).items():
            found[value_of(name)] += size
    return found


def _ordered(found: Mapping[str, int]) -> tuple[str, ...]:
    some = ((name, size) for name, size in found.items() if size > 0)
    return tuple(name for name, _ in sorted(some, key=lambda one: (-one[1], one[0])))


def _usable(reads: Reads) -> RollupState | None:
    """How far the kept sums go, where all cases are in them and they mean what is meant now."""
    state = reads.rollups.state()
    return state if state is not None and state.built and state.version == VERSION else None


def _since(reads: Reads, state: RollupState) -> Iterator[Change]:
    """What cases have changed since the kept sums were brought up to date."""
    touched = reads.rollups.touched(state.seq).case_ids
    return differences(reads.rollups.shares(touched), current(reads.rollups, touched))


class _Days(NamedTuple):
    """The whole days of a span, both included (None: without end), and the spans beside them."""

    first: int | None
    last: int | None
    edges: tuple[Span, ...]

    def hold(self, day: int) -> bool:
        """Whether it is one of the whole days."""
        return _within(day, self.first, self.last)


def _within(day: int, first: int | None, last: int | None) -> bool:
    return (first is None or day >= first) and (last is None or day <= last)


def _days(reads: Reads, since: datetime | None, until: datetime | None) -> _Days:
    """A day at an end is whole where nothing happened in the rest of it, as today nothing has yet."""
    start, end = since and _midnight(since), until and _midnight(until)
    edges: list[Span] = []
    if since is not None and start is not None and start < since and reads.rollups.anything(start, since):
        start += _DAY
        edges.append((since, start if until is None else min(start, until)))
    if until is not None and end is not None and end < until:
        if reads.rollups.anything(until, end + _DAY):
            if start is None or end >= start:
                edges.append((end, until))
        else:
            end += _DAY
    first = None if start is None else start.toordinal()
    return _Days(first, None if end is None else end.toordinal() - 1, tuple(edges))


def _midnight(at: datetime) -> datetime:
    return datetime.combine(at.astimezone(UTC).date(), time(), UTC)


def _add(rolled: Rolled, part: Part, sign: int) -> None:
    counts = rolled.days.setdefault(part.day, {})
    for key, amount in (*((key, 1) for key in part.ones), *part.sums):
        counts[key] = counts.get(key, 0) + sign * amount
    for number in part.spread:
        rolled.spread[number] = rolled.spread.get(number, 0) + sign


def _of_sums(rolled: Rolled) -> Look:
    days = {date.fromordinal(day): counts for day, counts in sorted(rolled.days.items())}
    whole = total(days.values())
    lengths = {
        kind: Durations({middle(number): count for number, count in found.items()})
        for kind, found in by_kind(rolled.spread).items()
    }
    return Look(measured=measured_of(whole, lengths), worth=worth_of(whole), days=days, kept=True)


def _of_log(log: Log) -> Look:
    days: dict[int, dict[str, int]] = {}
    rolled = Rolled(days, {})
    for _, part in parts(log.cases, log.decisions):
        _add(rolled, part, 1)
    return Look(
        measured=measured(log),
        worth=tally(log.decisions),
        days={date.fromordinal(day): counts for day, counts in sorted(days.items())},
        kept=False,
    )


def total(days: Iterable[Mapping[str, int]]) -> dict[str, int]:
    """The counts of several days together."""
    found: dict[str, int] = {}
    for counts in days:
        for key, count in counts.items():
            found[key] = found.get(key, 0) + count
    return found
