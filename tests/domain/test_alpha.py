"""Krippendorff's alpha against the worked examples of its author, and where it says nothing."""

import pytest

from hitl.domain.alpha import Undefined, interval, nominal

# K. Krippendorff, "Computing Krippendorff's Alpha-Reliability", University of Pennsylvania 2011.
MEG, OWEN = "0100000010", "1110010000"  # example A
BEN, GERRY = "aabbdcccedda", "babbbccceddd"  # example B
FOUR_OBSERVERS = (
    "123321412...",
    "1233224125.3",
    ".3332342251.",
    "1233244125 1.".replace(" ", ""),
)  # example C


def _by_unit(*observers: str) -> list[list[str]]:
    return [[said for said in unit if said != "."] for unit in zip(*observers, strict=True)]


@pytest.mark.parametrize(
    ("observers", "published"),
    [
        pytest.param((MEG, OWEN), 0.095, id="two observers, two values: 1 - 19 * 8 / (2 * 14 * 6)"),
        pytest.param((BEN, GERRY), 0.692, id="two observers, five values"),
        pytest.param(FOUR_OBSERVERS, 0.743, id="four observers, some of whom read some units only"),
    ],
)
def test_the_published_examples_give_the_published_alpha(
    observers: tuple[str, ...], published: float
) -> None:
    assert nominal(_by_unit(*observers)).value == pytest.approx(published, abs=0.0005)


def test_the_published_example_of_distances_gives_the_published_alpha() -> None:
    units = [[int(said) for said in unit] for unit in _by_unit(*FOUR_OBSERVERS)]

    assert interval(units).value == pytest.approx(0.849, abs=0.0005)


def test_a_unit_that_one_person_read_is_left_out() -> None:
    """The twelfth of the published example has one reader: eleven are left."""
    assert nominal(_by_unit(*FOUR_OBSERVERS)).units == 11


def test_full_agreement_is_one_and_its_interval_too() -> None:
    found = nominal([("pay", "pay")] * 20 + [("deny", "deny")] * 20)

    assert (found.value, found.low, found.high) == (1, 1, 1)


def test_agreement_worse_than_chance_is_below_zero() -> None:
    """Four ratings, two of each: observed 1, expected 1 - 4 / 12 = 2 / 3, so alpha is -1 / 2."""
    assert nominal([("pay", "deny"), ("deny", "pay")]).value == pytest.approx(-0.5)


@pytest.mark.parametrize(
    ("units", "why"),
    [
        pytest.param([], Undefined.NO_PAIRS, id="nothing read at all"),
        pytest.param([("pay",), ("deny",)], Undefined.NO_PAIRS, id="nothing read by two"),
        pytest.param([("pay", "pay")] * 9, Undefined.ALL_ALIKE, id="one answer throughout"),
    ],
)
def test_where_nothing_can_be_said_there_is_a_reason_and_no_figure(
    units: list[tuple[str, ...]], why: Undefined
) -> None:
    found = nominal(units)

    assert (found.value, found.low, found.high, found.undefined) == (None, None, None, why)


def test_amounts_that_are_all_the_same_have_no_alpha() -> None:
    assert interval([(2500, 2500)] * 5).undefined is Undefined.ALL_ALIKE


def test_one_dissenting_pair_among_many_has_a_figure_but_no_interval() -> None:
    """More than a third of the resamples, (1 - 1/30)^30, hold no second answer."""
    found = nominal([("pay", "pay")] * 29 + [("pay", "deny")])

    assert found.value == pytest.approx(0)
    assert (found.low, found.high) == (None, None)


def test_the_interval_holds_the_figure_narrows_with_more_cases_and_is_the_same_every_time() -> None:
    some = [("pay", "pay")] * 6 + [("deny", "deny")] * 5 + [("pay", "deny")] * 3
    few, many = nominal(some), nominal(some * 9)

    assert few.low is not None
    assert few.high is not None
    assert few.value is not None
    assert few.low < few.value < few.high
    assert many.low is not None
    assert many.high is not None
    assert many.high - many.low < (few.high - few.low) / 2
    assert nominal(reversed(some)).value == few.value
    assert nominal(some) == few


def test_the_interval_holds_what_a_delta_method_gives() -> None:
    """Half of 40 pairs pay, half deny, a fifth of them apart: by the delta method 0.6 plus or minus 0.25."""
    found = nominal([("pay", "pay")] * 16 + [("deny", "deny")] * 16 + [("pay", "deny"), ("deny", "pay")] * 4)

    assert found.value == pytest.approx(0.605, abs=0.001)
    assert found.low == pytest.approx(0.605 - 0.25, abs=0.06)
    assert found.high == pytest.approx(0.605 + 0.25, abs=0.06)
