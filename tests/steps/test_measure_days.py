"""The table of counts by day, and how its cells are kept."""

from datetime import date

import numpy as np
import pytest

from hitl.adapters.sql.rollup_cells import columns_of, counts_of, packed_counts
from hitl.ports.rollups import DayCounts
from hitl.steps.measure_days import Days
from hitl.steps.measure_slice import Grain

MONDAY = date(2026, 11, 2)
SUNDAY, NEXT = date(2026, 11, 8), date(2026, 11, 9)
NAMES = ("c auto", "never counted", "c review", "x channel=chat")


def cell(day: date, **counts: int) -> DayCounts:
    """A cell whose counts are given by `n` and the number of a name."""
    numbers = [int(name[1:]) for name in counts]
    return DayCounts(day.toordinal(), np.array(numbers), np.array(list(counts.values())))


KEPT = (cell(SUNDAY, n0=3, n2=1), cell(MONDAY, n0=2), cell(SUNDAY, n2=4, n3=7), cell(NEXT, n2=5))
DAYS = Days.of(NAMES, KEPT, [(NEXT.toordinal(), "new", 2), (MONDAY.toordinal(), "c auto", -2)])


def test_cells_of_one_day_and_what_changed_since_are_added_up():
    assert DAYS == {MONDAY: {}, SUNDAY: {"c auto": 3, "c review": 5, "x channel=chat": 7}, NEXT: {**FEW}}
    assert DAYS.total == {"c auto": 3, "c review": 10, "x channel=chat": 7, "new": 2}
    assert DAYS.names == ("c auto", "c review", "x channel=chat", "new"), "a name that nobody used has none"


FEW = {"c review": 5, "new": 2}


@pytest.mark.parametrize(
    ("found", "expected", "why"),
    [
        (DAYS.by(Grain.WEEK)[MONDAY], DAYS[SUNDAY], "Sunday ends the week that Monday began"),
        (DAYS.by(Grain.WEEK)[NEXT], FEW, "the next Monday begins another"),
        (DAYS.by(Grain.MONTH).dates, (date(2026, 11, 1),), "a month is named by its first day"),
        (DAYS.since(SUNDAY).dates, (SUNDAY, NEXT), "from that day on, itself included"),
        (DAYS.among([SUNDAY, date(2030, 1, 1)]), DAYS[SUNDAY], "a day that is not there counts as nothing"),
        (DAYS.among([]), {}, "no days, no counts"),
        (DAYS.column("c review"), {SUNDAY: 5, NEXT: 5}, "days without any are left out"),
        (DAYS.only("c ").sizes, {SUNDAY: 8, NEXT: 5}, "all that begins so, together"),
        (Days.of(()).by(Grain.WEEK), {}, "an empty log has no weeks"),
        (Days.of(()).total, {}, "and nothing to add up"),
    ],
)
def test_only_what_is_asked_for_is_taken_out(found, expected, why):
    assert found == expected, why


def test_sums_of_money_are_kept_to_the_last_unit():
    counts = {7: 2**62 - 1, 3: 2**53 + 1, 70_000: 1}
    numbers, amounts = columns_of(packed_counts(counts))
    assert dict(zip(numbers.tolist(), amounts.tolist(), strict=True)) == counts
    assert dict(counts_of(packed_counts(counts))) == counts
    (day,) = Days.of([str(n) for n in range(70_001)], [DayCounts(1, numbers, amounts)]).values()
    assert day == {str(number): amount for number, amount in counts.items()}
