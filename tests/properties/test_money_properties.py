from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from hitl.domain.money import Money, minor_digits, portion, shares
from hitl.domain.order import Line, Order

AMOUNTS = st.integers(min_value=0, max_value=10_000_000)
CURRENCIES = st.sampled_from(["USD", "EUR", "GBP", "JPY", "KWD", "SEK"])


@st.composite
def orders(draw: st.DrawFn) -> Order:
    lines = tuple(
        Line(
            line_id=f"L{number}",
            sku="S",
            title="T",
            unit_price=draw(st.integers(0, 100_000)),
            quantity=draw(st.integers(1, 9)),
            refunded=draw(st.one_of(st.just(0), st.integers(0, 200_000))),
        )
        for number in range(draw(st.integers(1, 5)))
    )
    return Order(
        order_id="1",
        customer_id="C",
        currency=draw(CURRENCIES),
        lines=lines,
        discount=draw(st.one_of(st.just(0), st.integers(0, 300_000))),
        shipping=draw(st.integers(0, 2_000)),
        paid_total=draw(st.one_of(st.none(), AMOUNTS)),
    )


@given(AMOUNTS, st.lists(AMOUNTS, min_size=1, max_size=30))
def test_shares_add_up_to_the_whole_and_none_is_below_nothing(minor: int, weights: list[int]):
    found = shares(minor, weights)
    assert sum(found) == minor
    assert min(found) >= 0
    assert len(found) == len(weights)


@given(AMOUNTS, st.integers(0, 10_000), st.integers(1, 10_000))
def test_a_portion_is_the_nearest_whole_number(minor: int, numerator: int, denominator: int):
    exact = Fraction(minor * numerator, denominator)
    found = portion(minor, numerator, denominator)
    assert abs(found - exact) <= Fraction(1, 2)
    assert found == round(exact)  # Python rounds fractions half to even, too


@given(AMOUNTS, CURRENCIES)
def test_what_is_written_is_read_again(minor: int, currency: str):
    amount = Money(minor=minor, currency=currency)
    assert Money.parse(amount.decimal(), currency) == amount
    assert len(amount.decimal().partition(".")[2]) == minor_digits(currency)


@given(orders())
def test_no_line_costs_more_than_its_price_nor_less_than_nothing(order: Order):
    net = order.net_prices()
    assert all(0 <= net[line.line_id] <= line.price for line in order.lines)


@given(orders(), st.integers(0, 4), st.integers(1, 12), st.integers(0, 100))
def test_no_part_of_a_line_is_refundable_beyond_the_line_the_order_or_the_payment(
    order: Order, which: int, quantity: int, percent: int
):
    line = order.lines[which % len(order.lines)]
    found = order.refundable_on(line.line_id, quantity=quantity, percent=percent)
    assert 0 <= found <= max(0, line.price - line.refunded)
    assert found <= order.refundable
    assert found + order.refunded <= order.captured or found == 0


@given(orders(), st.lists(st.tuples(st.integers(0, 4), st.integers(1, 9), st.integers(0, 100)), max_size=12))
def test_refunds_one_after_another_never_come_to_more_than_was_refundable(
    order: Order, refunds: list[tuple[int, int, int]]
):
    before = order.refundable
    paid = 0
    for which, quantity, percent in refunds:
        line_id = order.lines[which % len(order.lines)].line_id
        amount = order.refundable_on(line_id, quantity=quantity, percent=percent)
        order = order.paid_back({line_id: amount})
        paid += amount
    assert paid <= before
    assert order.refundable == before - paid


@given(orders())
def test_all_lines_in_turn_pay_back_everything(order: Order):
    before, paid = order.refundable, 0
    for line in order.lines:
        amount = order.refundable_on(line.line_id)
        order = order.paid_back({line.line_id: amount})
        paid += amount
    assert paid == before
    assert order.refundable == 0


@given(orders(), st.integers(1, 9), st.integers(0, 99))
def test_more_pieces_or_a_higher_percentage_never_pay_less(order: Order, quantity: int, percent: int):
    line_id = order.lines[0].line_id
    less = order.refundable_on(line_id, quantity=quantity, percent=percent)
    assert less <= order.refundable_on(line_id, quantity=quantity + 1, percent=percent)
    assert less <= order.refundable_on(line_id, quantity=quantity, percent=percent + 1)
