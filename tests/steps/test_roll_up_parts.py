"""The kept sums by columns, on parts small enough to count by hand."""

import pytest

from hitl.adapters.sql.rollup_parts import packed, unpacked
from hitl.domain.decision import GATE
from hitl.domain.mode import Mode
from hitl.ports.rollups import PartColumns, Rolled
from hitl.steps import roll_up_parts
from hitl.steps.measure_share import Part, parts
from hitl.steps.measure_slice import Dimension
from hitl.steps.roll_up_parts import columns_of, keep_changes, names_of, rolled_of
from tests.steps.test_measure import NOON, case, decision

DAY = NOON.date().toordinal()
CHAT = case(1).model_copy(update={"channel": "chat"})
WATCHED = case(2).model_copy(update={"mode": Mode.SHADOW})
MADE_UP = case(3).model_copy(update={"simulated": True})


class Batches:
    """The part of the kept sums that holds columns."""

    def __init__(self) -> None:
        self.names: dict[str, int] = {}
        self.kept: dict[int, PartColumns] = {}
        self._next = 0

    def numbered(self, names):
        for name in names:
            self.names.setdefault(name, len(self.names))
        return self.names

    def keep_parts(self, found):
        if len(found.days):
            self.kept[self._next] = unpacked(packed(found))
            self._next += 1

    def small_parts(self, below):
        return {number: one for number, one in self.kept.items() if len(one.days) < below}

    def drop_parts(self, numbers):
        for number in list(numbers):
            del self.kept[number]

    def look(self, where=None, span=(None, None), *, demo=False) -> Rolled:
        return rolled_of(self.kept.values(), self.names, where or {}, span, demo=demo)

    def came(self, where=None, span=(None, None), *, demo=False) -> int:
        """How many cases."""
        found = self.look(where, span, demo=demo)
        return sum(
            int(count)
            for day in found.days
            for number, count in zip(day.numbers, day.counts, strict=True)
            if found.names[number].startswith("c ")
        )


def of(*rows) -> list[Part]:
    return [part for row in rows for _, part in parts([row], [])]


def put(*rows) -> Batches:
    found = Batches()
    keep_changes(found, [(part, 1) for part in of(*rows)])
    return found


@pytest.mark.parametrize(
    ("where", "demo", "count", "why"),
    [
        ({}, False, 2, "neither shadow mode nor what is simulated"),
        ({}, True, 3, "of the demo what is simulated as well"),
        ({Dimension.CHANNEL: "chat"}, False, 1, "one value"),
        ({Dimension.CHANNEL: "email", Dimension.MODE: Mode.LIMITED_AUTONOMY}, False, 1, "two"),
        ({Dimension.MODE: Mode.SHADOW}, False, 1, "shadow mode where it is asked for"),
        ({Dimension.CHANNEL: "pigeon"}, True, 0, "a value that nothing has"),
    ],
)
def test_a_look_holds_what_has_all_values(where, demo, count, why):
    assert put(case(4), CHAT, WATCHED, MADE_UP).came(where, demo=demo) == count, why


def test_both_ends_of_a_span_are_in_it():
    found = put(case(1))
    assert [found.came(span=span) for span in ((DAY, DAY), (DAY + 1, None), (None, DAY - 1))] == [1, 0, 0]


def test_what_is_taken_back_is_gone_with_its_durations():
    found = Batches()
    (made,) = (part for _, part in parts([], [decision(1, opened_at=NOON)]))
    (alone,) = (part for _, part in parts([], [decision(1, GATE)]))
    keep_changes(found, [(made, 1)])
    assert sum(found.look().spread.values()) == 3
    keep_changes(found, [(made, -1), (alone, 1)])
    seen = found.look()
    told = {
        seen.names[number]: int(count)
        for day in seen.days
        for number, count in zip(day.numbers, day.counts, strict=True)
    }
    assert seen.spread == {}
    assert told["m auto_exposure USD"] == told["paid g USD"] == 1000
    assert "paid p USD" not in told


def test_small_batches_are_put_together_and_say_the_same(monkeypatch):
    monkeypatch.setattr(roll_up_parts, "MANY", 4)
    found = Batches()
    (part,) = of(case(1))
    for _ in range(3):
        keep_changes(found, [(part, 1)])
        keep_changes(found, [(part, -1)])
    assert found.came() == 0
    assert len(found.kept) < 4
    assert keep_changes(found, [(part, 1), (part, -1)]) is None
    keep_changes(found, [(part, 1), (part, 1)])
    assert found.came() == 2


@pytest.mark.parametrize("amount", [0, 255, 256, -1, 40_000, -40_000, 2**31, 2**40, -(2**40)])
def test_an_amount_of_any_size_is_kept_to_the_last_unit(amount):
    (part,) = of(case(1))
    part = part._replace(sums=(("m refunded USD", amount),))
    numbers = {name: number for number, name in enumerate(dict.fromkeys(names_of([part])))}
    found = unpacked(packed(columns_of([part], [1], numbers)))
    assert int(found.amounts[-1]) == amount
    assert [len(column) for column in found[:4]] == [1] * 4
