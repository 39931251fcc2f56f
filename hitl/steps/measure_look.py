"""Step 8, measure: the one door to the figures: of any span and slice, from kept sums where they hold.

Whole days come from the kept sums, of at most two dimensions from cells, of more from columns, with the
difference that cases make which have changed since; what is left of days at both ends comes from the log, and
so does everything where the sums are not built yet. Both ways give the same counts and sums; of
durations the kept sums know the bucket, so percentiles are off by half a percent at most.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime, time, timedelta
from functools import cached_property
from typing import NamedTuple

from pydantic import InstanceOf

from hitl.domain.model_run import Use
from hitl.domain.record import Record
from hitl.domain.sketch import Durations, middle
from hitl.ports.reads import Reads
from hitl.ports.rollups import Rolled
from hitl.steps.measure_all import Measured, measured
from hitl.steps.measure_counts import VERSION
from hitl.steps.measure_days import Days, Entry
from hitl.steps.measure_share import KEPT, by_kind, catalogue, parts, slice_names, value_of
from hitl.steps.measure_slice import Dimension, Log, Where, cut, read_log
from hitl.steps.measure_sums import measured_of, models_of, worth_of
from hitl.steps.measure_value import Tally, tally
from hitl.steps.roll_up import Change, current, differences
from hitl.steps.roll_up_parts import rolled_of

_DAY = timedelta(days=1)

Span = tuple[datetime | None, datetime | None]
"""From the first on, and before the second."""


class Look(Record):
    """What is seen of a span and a slice."""

    measured: Measured
    worth: Tally
    models: Use  # of the cases that came in the span, whenever they were drafted
    days: InstanceOf[Days]
    kept: bool  # from kept sums; else worked out from the log


class Lookout:
    """Where figures are looked at, on one snapshot."""

    def __init__(self, reads: Reads, *, demo: bool) -> None:
        """Simulated cases are seen where `demo`."""
        self._reads = reads
        self._demo = demo
        state = reads.rollups.state()
        usable = state is not None and state.built and state.version == VERSION
        self._state = state if usable else None
        self._logs: dict[Span, Log] = {}

    @property
    def kept(self) -> bool:
        """Whether there are kept sums to look at; without them every look reads the log."""
        return self._state is not None

    def look(self, where: Where, since: datetime | None, until: datetime | None) -> Look:
        """The figures from `since` on and before `until`."""
        if self._state is None:
            return _of_log(self._log(where, (since, until)))
        return _of_sums(*self._kept(where, since, until))

    def days(self, where: Where, since: datetime | None, until: datetime | None) -> Days:
        """The counts by day alone."""
        if self._state is None:
            return _days_of(self._log(where, (since, until)))
        return _counted(*self._kept(where, since, until))

    def _kept(
        self, where: Where, since: datetime | None, until: datetime | None
    ) -> tuple[Rolled, list[Change]]:
        """What is kept of the slice, and what differs from it or lies beside its whole days."""
        days = _days(self._reads, since, until)
        rolled = self._rolled(where, days.first, days.last)
        beside = [
            change
            for change in self._changes
            if days.hold(change.part.day) and change.part.fits(where, demo=self._demo)
        ]
        for edge in days.edges:
            log = self._log(where, edge)
            beside.extend(Change(part, 1) for _, part in parts(log.cases, log.decisions))
        return rolled, beside

    def _rolled(self, where: Where, first: int | None, last: int | None) -> Rolled:
        """Out of cells, or where so many dimensions have none out of columns."""
        rollups = self._reads.rollups
        if len(where) <= KEPT:
            return rollups.rolled(slice_names(where, demo=self._demo), first, last)
        batches = rollups.parts(first, last)
        return rolled_of(batches, rollups.names(), where, (first, last), demo=self._demo)

    def catalogue(self, since: datetime | None, until: datetime | None) -> Days:
        """How many cases came on each day of the span with which value of each dimension.

        Shadow is a mode that cases have; they have no other value. From kept sums days count as a whole.
        """
        heads = [catalogue(simulated=simulated) for simulated in {False, self._demo}]
        if self._state is None:
            log = self._log({}, (since, until), uncut=True)
            changes = (Change(part, 1) for _, part in parts(log.cases, ()))
            return Days.of((), (), _catalogued(changes, heads))
        last_moment = until and until - timedelta.resolution  # one that ends at midnight has none of that day
        first, last = (None if at is None else at.date().toordinal() for at in (since, last_moment))
        rolled = self._reads.rollups.rolled(heads, first, last)
        changes = (one for one in self._changes if _within(one.part.day, first, last))
        return Days.of(rolled.names, rolled.days, _catalogued(changes, heads))

    @cached_property
    def _changes(self) -> tuple[Change, ...]:
        """What cases have changed since the kept sums were brought up to date."""
        rollups = self._reads.rollups
        touched = rollups.touched(self._state.seq).case_ids if self._state else ()
        return tuple(differences(rollups.shares(touched), current(rollups, touched)))

    def _log(self, where: Where, span: Span, *, uncut: bool = False) -> Log:
        if span not in self._logs:
            self._logs[span] = read_log(self._reads, *span, demo=self._demo)
        return self._logs[span] if uncut else cut(self._logs[span], where)


def choices(days: Days) -> dict[Dimension, tuple[str, ...]]:
    """The values of every dimension that occur in a catalogue, those of most cases first."""
    found: dict[Dimension, dict[str, int]] = {dimension: {} for dimension in Dimension}
    for name, size in days.total.items():
        dimension, wanted = value_of(name)
        found[dimension][wanted] = size
    return {dimension: _ordered(own) for dimension, own in found.items()}


def _catalogued(changes: Iterable[Change], heads: Collection[str]) -> Iterator[Entry]:
    for part, sign in changes:
        head, shown = part.catalogue
        if head in heads:
            yield from ((part.day, name, sign) for name in shown)


def _ordered(found: Mapping[str, int]) -> tuple[str, ...]:
    some = ((name, size) for name, size in found.items() if size > 0)
    return tuple(name for name, _ in sorted(some, key=lambda one: (-one[1], one[0])))


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


def _counted(rolled: Rolled, beside: Iterable[Change]) -> Days:
    return Days.of(rolled.names, rolled.days, _entries(beside))


def _entries(changes: Iterable[Change]) -> Iterator[Entry]:
    for part, sign in changes:
        yield from ((part.day, key, sign) for key in part.ones)
        yield from ((part.day, key, sign * amount) for key, amount in part.sums)


def _of_sums(rolled: Rolled, beside: Sequence[Change]) -> Look:
    days, spread = _counted(rolled, beside), Counter(rolled.spread)
    for part, sign in beside:
        for number in part.spread:
            spread[number] += sign
    lengths = {
        kind: Durations({middle(number): count for number, count in found.items()})
        for kind, found in by_kind(spread).items()
    }
    return Look(
        measured=measured_of(days.total, lengths),
        worth=worth_of(days.total),
        models=models_of(days.total),
        days=days,
        kept=True,
    )


def _days_of(log: Log) -> Days:
    changes = (Change(part, 1) for _, part in parts(log.cases, log.decisions))
    return Days.of((), (), _entries(changes))


def _of_log(log: Log) -> Look:
    days = _days_of(log)
    return Look(
        measured=measured(log),
        worth=tally(log.decisions),
        models=models_of(days.total),
        days=days,
        kept=False,
    )
