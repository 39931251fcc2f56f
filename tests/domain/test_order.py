from datetime import UTC, datetime
from typing import Any

import pytest
from pydantic import ValidationError

from hitl.domain.order import Line, Order

WHEN = datetime(2026, 11, 3, 9, 0, tzinfo=UTC)


def line(line_id: str, unit_price: int, quantity: int = 1, **more: Any) -> Line:
    return Line(line_id=line_id, sku=line_id, title=line_id, unit_price=unit_price, quantity=quantity, **more)


def order(*lines: Line, currency: str = "USD", **more: Any) -> Order:
    return Order(order_id="1", customer_id="C1", currency=currency, lines=lines, **more)


@pytest.mark.parametrize(
    ("prices", "discount", "net", "why"),
    [
        ((1000,), 300, [700], "one line takes it all"),
        ((1000, 1000), 300, [850, 850], "in halves"),
        ((1000, 2000), 300, [900, 1800], "in proportion to the price"),
        ((1000, 1000, 1000), 100, [967, 967, 966], "what rounding leaves goes to the last"),
        ((100, 100), 5, [98, 97], "half a cent to the even one: 2.5 is 2, the last takes 3"),
        ((100, 100), 7, [96, 97], "half a cent to the even one: 3.5 is 4, the last takes 3"),
        ((0, 1000), 300, [0, 700], "what is free takes no share"),
        ((1000, 0), 300, [700, 0], "what is free takes no share, last or not"),
        ((1000,), 1500, [0], "never below nothing"),
        ((100,) * 10, 15, [98] * 7 + [99] + [100] * 2, "no line gains what others lost by rounding up"),
    ],
)
def test_each_line_bears_its_share_of_the_discount(
    prices: tuple[int, ...], discount: int, net: list[int], why: str
):
    goods = order(*(line(f"L{number}", price) for number, price in enumerate(prices)), discount=discount)
    assert list(goods.net_prices().values()) == net, why


@pytest.mark.parametrize(
    ("goods", "captured", "why"),
    [
        (order(line("A", 1000, 2)), 2000, "price times quantity"),
        (order(line("A", 1000), discount=200, shipping=500, tax=80), 1380, "discount, shipping and tax"),
        (order(line("A", 1000), paid_total=750), 750, "what is recorded as paid"),
        (order(line("A", 1000), paid_total=0), 0, "paid nothing is not the same as not recorded"),
        (order(line("A", 1000), discount=5000), 0, "never below nothing"),
    ],
)
def test_what_the_customer_paid(goods: Order, captured: int, why: str):
    assert goods.captured == captured, why


@pytest.mark.parametrize(
    ("goods", "left", "why"),
    [
        (order(line("A", 1000), line("B", 500)), 1500, "everything"),
        (order(line("A", 1000), line("B", 500), shipping=400), 1500, "lines only, not the shipping"),
        (order(line("A", 1000, refunded=300)), 700, "less what was paid back"),
        (order(line("A", 1000), paid_total=600), 600, "never more than was paid"),
        (
            order(line("A", 1000, refunded=400), line("B", 500), paid_total=600),
            200,
            "less refunds on any line",
        ),
        (order(line("A", 1000, refunded=1200), line("B", 500)), 300, "a line paid back too much counts"),
        (order(line("A", 1000, refunded=2000), line("B", 500)), 0, "never below nothing"),
    ],
)
def test_what_may_still_be_paid_back(goods: Order, left: int, why: str):
    assert goods.refundable == left, why


@pytest.mark.parametrize(
    ("goods", "asked", "amount", "why"),
    [
        (order(line("A", 1000, 3)), {}, 3000, "the whole line"),
        (order(line("A", 1000, 3)), {"quantity": 2}, 2000, "two of three"),
        (order(line("A", 1000, 3)), {"quantity": 7}, 3000, "never more pieces than were bought"),
        (order(line("A", 1000, 3)), {"percent": 50}, 1500, "a part of the price"),
        (order(line("A", 1000, 3), discount=100), {"quantity": 1}, 967, "a third of what was paid, rounded"),
        (order(line("A", 25, 2)), {"quantity": 1, "percent": 50}, 12, "12.5 is 12: half to even"),
        (order(line("A", 27, 2)), {"quantity": 1, "percent": 50}, 14, "13.5 is 14: half to even"),
        (order(line("A", 1000, 3, refunded=2500)), {"quantity": 1}, 500, "never more than is left of it"),
        (order(line("A", 1000), paid_total=300), {}, 300, "never more than is left of the payment"),
        (order(line("A", 500, 2), currency="JPY"), {"quantity": 1}, 500, "yen have no cents"),
        (order(line("A", 333, 1), currency="JPY"), {"percent": 10}, 33, "yen are rounded to whole yen"),
        (order(line("A", 1000)), {"percent": 0}, 0, "nothing of it"),
    ],
)
def test_what_may_be_paid_for_pieces_of_a_line(goods: Order, asked: dict[str, int], amount: int, why: str):
    assert goods.refundable_on("A", **asked) == amount, why


def test_a_line_that_is_not_there_has_nothing_to_refund():
    goods = order(line("A", 1000))
    assert goods.line("B") is None
    assert goods.refundable_on("B") == 0


def test_refunds_are_counted_into_their_lines():
    paid = order(line("A", 1000, refunded=100), line("B", 500)).paid_back({"A": 200, "C": 50})
    assert [one.refunded for one in paid.lines] == [300, 0]
    assert paid.refunded == 300
    assert paid.refundable == 1200


def test_an_order_is_back_when_its_last_line_is():
    out = order(line("A", 1, returned_at=WHEN), line("B", 1))
    back = order(line("A", 1, returned_at=WHEN), line("B", 1, returned_at=WHEN.replace(day=5)))
    assert out.returned_at is None
    assert back.returned_at == WHEN.replace(day=5)


@pytest.mark.parametrize(
    ("build", "why"),
    [
        (order, "an order has lines"),
        (lambda: order(line("A", 1), line("A", 2)), "one line_id twice"),
        (lambda: order(line("A", 1), currency="XYZ"), "not a currency"),
        (lambda: order(line("A", 1), discount=-1), "a negative discount"),
        (lambda: line("A", -1), "a negative price"),
        (lambda: line("A", 1, 0), "no pieces"),
        (lambda: line("", 1), "no id"),
        (lambda: order(line("A", 1), placed_at=datetime(2026, 1, 1)), "a time without an offset"),  # noqa: DTZ001
    ],
)
def test_impossible_orders_are_refused(build: Any, why: str):
    with pytest.raises(ValidationError):
        build()


def test_a_price_is_a_whole_number_of_minor_units():
    with pytest.raises(ValidationError, match="valid integer"):
        line("A", 19.5)  # type: ignore[arg-type]
