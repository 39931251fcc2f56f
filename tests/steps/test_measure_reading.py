"""Whether people still read: each signal speaks from enough cases on, and not by chance."""

from datetime import timedelta
from itertools import groupby, product

import pytest

from hitl.ports.reads import Review
from hitl.steps.measure_reading import Signal, chance_of_run, reading
from tests.steps.test_measure import NOON


def _row(number: int, *, seconds: float = 60, as_drafted: bool = True, length: int = 800) -> Review:
    at = NOON + timedelta(hours=number)
    return Review(
        by="",
        case_id=f"CS-{number}",
        opened_at=at - timedelta(seconds=seconds),
        decided_at=at,
        as_drafted=as_drafted,
        length=length,
    )


def test_what_was_approved_quicker_than_it_can_be_read_is_counted() -> None:
    rows = [_row(n, seconds=10 if n < 15 else 60) for n in range(20)]
    rows += [_row(20, seconds=1, as_drafted=False)]  # whoever changed it has read it
    (found,) = reading({"theo": rows, "rita": []})
    assert (found.quick.part, found.quick.whole) == (15, 20)
    assert found.too_quick is Signal.LOOK


@pytest.mark.parametrize(
    ("quick", "timed", "signal"),
    [
        (19, 19, Signal.TOO_FEW),
        (20, 20, Signal.LOOK),
        (8, 20, Signal.USUAL),  # 40%, but as few as 22% by chance
        (0, 20, Signal.USUAL),
    ],
)
def test_the_pace_speaks_from_twenty_approvals_on(quick: int, timed: int, signal: Signal) -> None:
    (found,) = reading({"theo": [_row(n, seconds=5 if n < quick else 90) for n in range(timed)]})
    assert found.too_quick is signal


@pytest.mark.parametrize(
    ("own", "others", "signal"),
    [
        ((49, 49), (150, 200), Signal.TOO_FEW),
        ((50, 50), (35, 49), Signal.TOO_FEW),  # of colleagues
        ((60, 60), (150, 200), Signal.LOOK),
        ((48, 60), (150, 200), Signal.USUAL),
    ],
)
def test_approving_as_drafted_is_held_against_colleagues(
    own: tuple[int, int], others: tuple[int, int], signal: Signal
) -> None:
    found = reading(
        {
            name: [_row(n, as_drafted=n % whole < part) for n in range(whole)]
            for name, (part, whole) in {"theo": own, "rita": others}.items()
        }
    )
    theo = next(one for one in found if one.by == "theo")
    assert theo.rarely_changes is signal
    assert theo.streak == own[0]
    assert theo.long_streak is (Signal.TOO_FEW if signal is Signal.TOO_FEW else Signal.LOOK)


@pytest.mark.parametrize(("run", "count", "share"), [(1, 4, 0.3), (2, 5, 0.5), (3, 8, 0.9), (8, 8, 0.7)])
def test_the_chance_of_a_run_is_that_of_all_ways_in_which_it_may_come(
    run: int, count: int, share: float
) -> None:
    chance = sum(
        share ** sum(way) * (1 - share) ** (count - sum(way))
        for way in product((0, 1), repeat=count)
        if max((len(list(same)) for one, same in groupby(way) if one), default=0) >= run
    )
    assert chance_of_run(run, count, share) == pytest.approx(chance)


@pytest.mark.parametrize(
    ("run", "count", "share", "chance"), [(0, 5, 0.5, 1.0), (6, 5, 0.5, 0.0), (3, 5, 1.0, 1.0)]
)
def test_the_chance_of_a_run_at_its_ends(run: int, count: int, share: float, chance: float) -> None:
    assert chance_of_run(run, count, share) == chance
