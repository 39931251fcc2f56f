"""Step 8, measure: what a case adds to which slices on which days: its share of the kept sums.

A slice is named by its values: `0` is everything of a company's own cases and `1` of simulated ones,
`0.channel=chat` one dimension, `0:channel=chat|tier=premium` two of them. More than two have no cells,
since of twelve dimensions there are 66 pairs and 220 triples: `roll_up_parts` keeps them by columns. `0#`
counts how many cases have which value.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache
from itertools import combinations
from typing import NamedTuple

from hitl.domain.mode import Mode
from hitl.domain.sketch import BUCKETS, bucket
from hitl.ports.reads import CaseRow, DecisionRow
from hitl.steps.measure_counts import Added, Length, Sums, of_case, of_decision
from hitl.steps.measure_flow import judged
from hitl.steps.measure_slice import Dimension, Where, values_of

KEPT = 2
"""Dimensions that have cells together."""

WATCHED = (
    Dimension.REASON,
    Dimension.CATEGORY,
    Dimension.CHANNEL,
    Dimension.TIER,
    Dimension.BAND,
    Dimension.CURRENCY,
)
"""The dimensions whose mix is watched, and by which causes are looked for."""

_ORDER = tuple(Dimension)
PLACES = {dimension: place for place, dimension in enumerate(_ORDER)}
"""Where the value of each dimension stands among a row's values."""

_WATCHED = tuple((_ORDER.index(dimension), dimension) for dimension in WATCHED)
MODE_PLACE = _ORDER.index(Dimension.MODE)
"""Where the mode stands among a row's values: the last of them."""

_LENGTHS = tuple(Length)


class Part(NamedTuple):
    """What one row adds, on its day."""

    day: int
    simulated: bool
    values: tuple[str, ...]  # in the order of the dimensions
    ones: tuple[str, ...]
    sums: Sums
    spread: tuple[int, ...]  # buckets

    @property
    def names(self) -> tuple[str, ...]:
        """The names of its values."""
        return _names(self.values)

    @property
    def of_case(self) -> bool:
        """Whether it is the case's part, not its decision's."""
        return self.ones[0].startswith("c ")

    @property
    def catalogue(self) -> tuple[str, tuple[str, ...]]:
        """Where the values of cases are counted, and those of this one: of shadow mode that alone."""
        names = _names(self.values)
        shown = names[MODE_PLACE : MODE_PLACE + 1] if self.values[MODE_PLACE] == Mode.SHADOW else names
        return catalogue(simulated=self.simulated), shown if self.of_case else ()

    @property
    def slices(self) -> Iterator[str]:
        """The slices that the row belongs to; shadow mode only to those that ask for it."""
        head, names = str(int(self.simulated)), _names(self.values)
        if self.values[MODE_PLACE] == Mode.SHADOW:
            shadow = names[MODE_PLACE]
            yield f"{head}.{shadow}"
            yield from (f"{head}:{name}|{shadow}" for name in names[:MODE_PLACE])
            return
        yield head
        yield from (f"{head}.{name}" for name in names)
        yield from (f"{head}:{one}|{other}" for one, other in combinations(names, 2))

    def fits(self, where: Where, *, demo: bool) -> bool:
        """Whether the row belongs to the slice, as `measure_slice.cut` has it."""
        shadow = self.values[MODE_PLACE] == Mode.SHADOW and where.get(Dimension.MODE) != Mode.SHADOW
        return (
            (demo or not self.simulated)
            and not shadow
            and all(self.values[_ORDER.index(dimension)] == wanted for dimension, wanted in where.items())
        )


@lru_cache(maxsize=4096)
def _names(values: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(_name(dimension, one) for dimension, one in zip(_ORDER, values, strict=True))


@lru_cache(maxsize=65_536)
def _name(dimension: Dimension, wanted: str) -> str:
    return f"{dimension}={wanted.replace('%', '%25').replace('|', '%7C')}"


def slice_names(where: Where, *, demo: bool) -> tuple[str, ...]:
    """The slices that together are the one asked for; `demo`: simulated cases are in it."""
    names = [_name(dimension, where[dimension]) for dimension in _ORDER if dimension in where]
    return tuple(slice_name(head, names) for head in ("01" if demo else "0"))


def slice_name(head: str, names: Sequence[str]) -> str:
    """The slice of a company's own cases (`0`) or of simulated ones (`1`) that have these values."""
    return head + ("", ".", ":")[len(names)] + "|".join(names)


def named(place: int, wanted: str) -> str:
    """The name of a value at its place among a row's values."""
    return _name(_ORDER[place], wanted)


def catalogue(*, simulated: bool) -> str:
    """The slice under which the values of cases are counted."""
    return f"{int(simulated)}#"


@lru_cache(maxsize=4096)
def value_of(name: str) -> tuple[Dimension, str]:
    """The dimension and the value of which a catalogue counts the cases."""
    dimension, _, wanted = name.partition("=")
    return Dimension(dimension), wanted.replace("%7C", "|").replace("%25", "%")


def parts(cases: Iterable[CaseRow], decisions: Iterable[DecisionRow]) -> Iterator[tuple[str, Part]]:
    """What every row adds, with its case; a row that adds nothing is left out."""
    for row in cases:
        added = of_case(row)
        if added.ones:
            part = _part(row, row.received_at.date(), added)
            yield row.case_id, part._replace(ones=part.ones + _mix(part.values)) if judged(row) else part
    for made in decisions:
        added = of_decision(made)
        if added.ones:
            yield made.case_id, _part(made, made.decided_at.date(), added)


def _part(row: CaseRow | DecisionRow, day: date, added: Added) -> Part:
    values = values_of(row)
    spread = tuple(place(kind, seconds) for kind, seconds in added.seconds)
    return Part(day.toordinal(), row.simulated, values, added.ones, added.sums, spread)


def _mix(values: Sequence[str]) -> tuple[str, ...]:
    """What a case counts for in the mix of the cases that come."""
    return tuple([_mixed(dimension, values[place]) for place, dimension in _WATCHED])


@lru_cache(maxsize=65_536)
def _mixed(dimension: Dimension, wanted: str) -> str:
    return f"x {_name(dimension, wanted)}"


def place(kind: Length, seconds: float) -> int:
    """The bucket of a duration among those of all kinds."""
    return _LENGTHS.index(kind) * BUCKETS + bucket(seconds)


def by_kind(spread: Mapping[int, int]) -> dict[Length, dict[int, int]]:
    """Buckets of each kind of duration."""
    found: dict[Length, dict[int, int]] = {kind: {} for kind in _LENGTHS}
    for number, count in spread.items():
        kind, own = divmod(number, BUCKETS)
        found[_LENGTHS[kind]][own] = count
    return found


_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
"""Made once: to make one takes longer than to write a share with it."""


def written(found: Iterable[Part]) -> str:
    """The parts of a case as text, the same for the same parts."""
    return _ENCODER.encode([*found])


def read(text: str) -> tuple[Part, ...]:
    """The parts of a case."""
    return tuple(
        Part(day, simulated, tuple(values), tuple(ones), tuple(map(tuple, sums)), tuple(spread))
        for day, simulated, values, ones, sums, spread in json.loads(text)
    )
