"""Reserving: every sum is counted again in the transaction that reserves."""

from datetime import timedelta
from threading import Barrier, Thread

import pytest

from hitl.domain.case import Case
from hitl.domain.decision import GATE
from hitl.domain.draft import Claim
from hitl.domain.gate.verdict import Code
from hitl.domain.money import Money
from hitl.domain.order import Order
from hitl.domain.policy import Reason
from hitl.domain.refund import RefundStatus
from hitl.errors import CountersignError, Refused
from hitl.steps.reserve import LimitReached, refund_key, split
from tests.paying import Till, line, order, usd


@pytest.fixture
def till(store, clock) -> Till:
    return Till(store=store, clock=clock)


def claim(line_id: str, quantity: int = 1) -> Claim:
    return Claim(line_id=line_id, quantity=quantity, reason=Reason.DAMAGED)


def test_a_reservation_counts_against_the_order_at_once(till: Till) -> None:
    mug = till.put(order())
    till.decide(mug, usd("30.00"))

    with pytest.raises(Refused, match=r"\$20.01 is more than the \$20.00 still refundable on order 10482"):
        till.decide(mug, usd("20.01"))

    till.decide(mug, usd("20.00"))


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"amount": Money(minor=100, currency="EUR")}, "Order 10482 is in USD"),
        ({"amount": usd("0.00")}, "above nothing"),
        ({"order_id": None}, "names no order"),
        ({"order_id": "99999"}, "not one of this customer's"),
        ({"order_id": "20000"}, "not one of this customer's"),
    ],
)
def test_what_cannot_be_paid_is_refused_and_nothing_is_kept(
    till: Till, changes: dict[str, object], says: str
) -> None:
    mug = till.put(order())
    till.put(order("20000", customer_id="C2"))
    case = till.case(mug)

    decision = till.decision(case, usd("10.00")).model_copy(update=changes)

    with pytest.raises(Refused, match=says), till.store.unit() as unit:
        till.arrange(unit, case, decision)

    with till.store.unit() as unit:
        assert unit.decisions.of_case(case.case_id) is None
        assert unit.refunds.of_case(case.case_id) is None
    assert till.kinds(case) == []


def test_a_case_of_nobody_known_is_not_paid(till: Till) -> None:
    mug = till.put(order())
    case = till.case(mug).model_copy(update={"customer_id": None})

    with pytest.raises(Refused, match="known customer"), till.store.unit() as unit:
        till.arrange(unit, case, till.decision(case, usd("10.00")))


# The limits of the gate


@pytest.mark.parametrize(
    ("amount", "code", "why"),
    [
        ("24.99", None, "strictly under the limit"),
        ("25.00", Code.AMOUNT_LIMIT, "not under it"),
        ("30.00", Code.AMOUNT_LIMIT, "over it"),
    ],
)
def test_the_gate_pays_strictly_under_the_limit(till: Till, amount: str, code: Code | None, why: str) -> None:
    mug = till.put(order())
    if code is None:
        till.let_through(mug, usd(amount), limit=usd("25.00"), velocity=usd("50.00"))
        return
    with pytest.raises(LimitReached) as reached:
        till.let_through(mug, usd(amount), limit=usd("25.00"), velocity=usd("50.00"))
    assert reached.value.code is code


def test_what_the_gate_paid_on_an_order_before_counts(till: Till) -> None:
    mug = till.put(order())
    till.let_through(mug, usd("10.00"), limit=usd("25.00"), velocity=usd("100.00"))
    till.let_through(mug, usd("14.99"), limit=usd("25.00"), velocity=usd("100.00"))

    with pytest.raises(LimitReached, match=r"\$25.00 on order 10482") as reached:
        till.let_through(mug, usd("0.01"), limit=usd("25.00"), velocity=usd("100.00"))

    assert reached.value.code is Code.AMOUNT_LIMIT


def test_what_the_gate_paid_a_customer_in_thirty_days_counts_across_orders(till: Till) -> None:
    orders = [till.put(order(str(number))) for number in range(4)]
    for each in orders[:2]:
        till.let_through(each, usd("20.00"), limit=usd("25.00"), velocity=usd("50.00"))

    with pytest.raises(LimitReached, match=r"\$60.00 to this customer in 30 days") as reached:
        till.let_through(orders[2], usd("20.00"), limit=usd("25.00"), velocity=usd("50.00"))
    assert reached.value.code is Code.VELOCITY

    till.let_through(orders[2], usd("10.00"), limit=usd("25.00"), velocity=usd("50.00"))
    till.clock.advance(timedelta(days=30, seconds=1))
    till.let_through(orders[3], usd("20.00"), limit=usd("25.00"), velocity=usd("50.00"))


def test_what_people_paid_does_not_count_against_the_gate(till: Till) -> None:
    mug, lamp = till.put(order("1")), till.put(order("2"))
    till.decide(mug, usd("50.00"))

    till.let_through(lamp, usd("20.00"), limit=usd("25.00"), velocity=usd("20.00"))


def test_what_failed_or_was_taken_back_does_not_count(till: Till) -> None:
    mug = till.put(order())
    case = till.let_through(mug, usd("20.00"), limit=usd("25.00"), velocity=usd("25.00"))
    refund = till.refund(case)
    with till.store.unit() as unit:
        assert unit.refunds.cancel(refund.refund_id, till.clock.now())
        unit.commit()

    again = till.let_through(mug, usd("20.00"), limit=usd("25.00"), velocity=usd("25.00"))

    assert till.refund(again).status is RefundStatus.RESERVED


def test_a_currency_without_limits_is_not_the_gates_to_pay(till: Till) -> None:
    krona = till.put(order(currency="SEK"))
    case = till.case(krona)
    decision = till.decision(case, Money(minor=100, currency="SEK"), by=GATE)

    with pytest.raises(LimitReached, match="SEK") as reached, till.store.unit() as unit:
        till.arrange(unit, case, decision)

    assert reached.value.code is Code.AMOUNT_LIMIT


@pytest.mark.parametrize(
    ("same_order", "code"),
    [
        pytest.param(True, Code.AMOUNT_LIMIT, id="two cases about one order"),
        pytest.param(False, Code.VELOCITY, id="two orders of one customer"),
    ],
)
def test_of_two_reservations_at_once_that_only_fit_alone_exactly_one_is_made(
    till: Till, same_order: bool, code: Code
) -> None:
    orders = [till.put(order("1")), till.put(order("1" if same_order else "2"))]
    cases = [till.case(each) for each in orders]
    start, results = Barrier(2), []

    def reserve(case: Case) -> None:
        start.wait()
        try:
            with till.store.unit() as unit:
                decision = till.decision(case, usd("20.00"), by=GATE)
                till.arrange(unit, case, decision, limit=usd("25.00"), velocity=usd("30.00"))
                unit.commit()
            results.append(None)
        except LimitReached as reached:
            results.append(reached.code)

    threads = [Thread(target=reserve, args=(case,)) for case in cases]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(results, key=str) == sorted([None, code], key=str)


def test_of_many_reservations_at_once_none_goes_beyond_the_order(till: Till) -> None:
    mug = till.put(order())
    cases = [till.case(mug) for _ in range(5)]
    start, results = Barrier(5), []

    def reserve(case: Case) -> None:
        start.wait()
        try:
            with till.store.unit() as unit:
                till.arrange(unit, case, till.decision(case, usd("20.00")))
                unit.commit()
            results.append(True)
        except CountersignError:
            results.append(False)

    threads = [Thread(target=reserve, args=(case,)) for case in cases]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert results.count(True) == 2  # 50.00 was paid


# Lines


def two_lines(**changes: object) -> Order:
    return order(lines=(line("1", 3000), line("2", 1000, quantity=2)), **changes)


@pytest.mark.parametrize(
    ("minor", "claims", "expected", "why"),
    [
        (3000, [claim("1")], {"1": (1, 3000)}, "the claimed line alone"),
        (1000, [claim("2", 1)], {"2": (1, 1000)}, "one piece of two"),
        (2000, [claim("2", 1), claim("2", 1)], {"2": (2, 2000)}, "two claims on one line"),
        (2500, [claim("1"), claim("2", 2)], {"1": (1, 1500), "2": (2, 1000)}, "in proportion"),
        (3, [claim("1"), claim("2", 2)], {"1": (1, 1), "2": (2, 2)}, "what rounding leaves goes on"),
        (3500, [claim("1")], {"1": (1, 3000), "2": (0, 500)}, "more than was claimed: the next line"),
        (3500, [], {"1": (1, 3000), "2": (2, 500)}, "nothing claimed: the lines in sequence, as a whole"),
        (500, [], {"1": (1, 500)}, "nothing claimed, and one line is enough"),
        (700, [claim("9")], {"1": (0, 700)}, "a line that is not there holds nothing"),
    ],
)
def test_a_refund_is_counted_on_the_lines_it_is_about(
    minor: int, claims: list[Claim], expected: dict[str, tuple[int, int]], why: str
) -> None:
    lines = split(minor, tuple(claims), two_lines())

    assert {one.line_id: (one.quantity, one.minor) for one in lines} == expected


def test_the_lines_of_a_reservation_are_kept_and_count(till: Till) -> None:
    goods = till.put(two_lines())
    case = till.decide(goods, usd("30.00"), claims=[claim("1")])

    assert [(one.line_id, one.minor) for one in till.refund(case).lines] == [("1", 3000)]
    with till.store.unit() as unit:
        now = unit.catalog.order(goods.order_id)
    assert [one.refunded for one in now.lines] == [3000, 0]


# Keys


def test_the_key_is_the_same_for_a_decision_and_another_for_every_other(till: Till) -> None:
    mug = till.put(order())
    decision = till.decision(till.case(mug), usd("10.00"))
    later = decision.decided_at + timedelta(microseconds=1)
    others = [
        (decision.model_copy(update={"decided_at": later}), mug),
        (decision.model_copy(update={"decision_id": "D-9"}), mug),
        (decision.model_copy(update={"amount": usd("10.01")}), mug),
        (decision, order("9")),
        (decision, order(payment_ref="pay-other")),
    ]

    key = refund_key(decision, mug)
    assert key == refund_key(decision.model_copy(), mug.model_copy())
    assert len({key, *(refund_key(*one) for one in others)}) == 6
    assert len(key) <= 255  # the most that Stripe takes
