"""The value panel: its figures are those of `measure_value`, and change with what is assumed."""

from decimal import Decimal

import pytest
from streamlit.testing.v1 import AppTest

from hitl.bootstrap import Countersign
from hitl.domain.model_run import Use
from hitl.domain.money import Money
from hitl.settings import ROOT
from hitl.steps.measure_value import Assumptions, Avoided, Tally, tally, value
from hitl.ui.value import panel
from tests.pages.conftest import Show, words


def _tally(demo: Countersign) -> Tally:
    with demo.store.reads() as reads:
        return tally(reads.decisions(None, None))


@pytest.mark.parametrize("name", ["start", "metrics"])
def test_the_panel_shows_what_measure_works_out(demo: Countersign, show: Show, name: str) -> None:
    told = words(show(name))
    found = value(_tally(demo), Assumptions())
    assert f'<div class="v">{found.tally.cases:,}</div>' in told
    assert str(found.money_saved) in told
    assert "8 min a case by hand (assumed)" in told


def test_another_assumption_gives_another_figure(demo: Countersign, show: Show) -> None:
    page = show("metrics")
    page.number_input(key="worth_minutes").set_value(12.5).run()
    page.number_input(key="worth_hour").set_value(45.0).run()
    given = Assumptions(minutes_without=Decimal("12.5"), hour=Money(minor=4500, currency="USD"))
    told = words(page)
    assert str(value(_tally(demo), given).money_saved) in told
    assert "12.5 min a case by hand (assumed)" in told


def test_currencies_are_added_only_at_a_rate_that_somebody_gave(demo: Countersign, show: Show) -> None:
    page = show("metrics")
    assert "at your rates" not in words(page)
    others = [currency for currency in _tally(demo).avoided if currency != "USD"]
    assert others, "the demo has wrong payments avoided in two currencies"
    for currency in others:
        page.number_input(key=f"worth_rate_{currency}_USD").set_value(2.0).run()
    given = Assumptions(rates=dict.fromkeys(others, Decimal(2)))
    told = words(page)
    assert "at your rates" in told
    assert str(value(_tally(demo), given).avoided) in told


def test_another_currency_of_the_hour_lets_go_of_the_rates(demo: Countersign, show: Show) -> None:
    page = show("metrics")
    page.selectbox(key="worth_currency").select("EUR").run()
    assert "€30.00 an hour (assumed)" in words(page)


def test_an_assumption_is_the_same_on_every_page(demo: Countersign) -> None:
    page = AppTest.from_file(str(ROOT / "hitl" / "entrypoints" / "ui.py"), default_timeout=30).run()
    page.number_input(key="worth_minutes").set_value(20.0).run()
    page.switch_page(str(ROOT / "pages" / "metrics.py")).run()
    assert "20 min a case by hand (assumed)" in words(page)


@pytest.mark.parametrize(
    ("sums", "says"),
    [
        ((), "none yet"),
        (((500, "USD"),), "$5.00"),
        (((500, "EUR"), (700, "USD")), "$7.00"),  # the hour's currency first, the other beside it
        (((500, "EUR"), (900, "GBP")), "€5.00"),
    ],
)
def test_sums_of_several_currencies_stand_side_by_side(sums: tuple[tuple[int, str], ...], says: str) -> None:
    avoided = {
        currency: Avoided(
            cases=1,
            amount=Money(minor=minor, currency=currency),
            held_by_terms=Money.zero(currency),
        )
        for minor, currency in sums
    }
    found = Tally(cases=3, alone=1, measured=0, hands_on_seconds=0, avoided=avoided)
    told = panel.html(value(found, Assumptions()), Assumptions(), Use())
    assert says in told
    for minor, currency in sums:
        assert str(Money(minor=minor, currency=currency)) in told


@pytest.mark.parametrize(
    ("spent", "says"),
    [
        (Use(), "no model was asked"),
        (Use(calls=2, tokens=31_000, microdollars=1_234_567), "models about $1.23, for 31,000 tokens"),
        (Use(calls=1, tokens=500, microdollars=150), "models about $0.0001, for 500 tokens"),
    ],
)
def test_what_models_cost_stands_beside_the_cost_of_time(spent: Use, says: str) -> None:
    found = Tally(cases=1, alone=1, measured=0, hands_on_seconds=0, avoided={})
    assert says in panel.html(value(found, Assumptions()), Assumptions(), spent)
