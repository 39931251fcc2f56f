"""A decided case that failed on its way is no dead end: it is tried again, or closed by hand."""

from datetime import timedelta

import pytest

from hitl.adapters.payments.fake import Fault
from hitl.domain.case import Case, Status
from hitl.domain.draft import Claim
from hitl.domain.mode import Mode
from hitl.domain.policy import GoodsBack, Reason
from hitl.domain.refund import RefundStatus
from hitl.domain.roles import Role, User
from hitl.errors import NotAllowed, Refused
from hitl.steps.attention import close_by_hand, try_again
from hitl.steps.deliver import deliver
from hitl.steps.reconcile import reconcile
from tests.paying import PERSON, REPLY, Till, order, usd


@pytest.fixture
def till(store, clock) -> Till:
    opened = Till(store=store, clock=clock)
    with store.unit() as unit:
        unit.controls.save_user(User(email=PERSON, name="Senior", role=Role.SENIOR), clock.now())
        unit.controls.save_user(User(email="a@example.com", name="A", role=Role.ANALYST), clock.now())
        unit.commit()
    return opened


def failed(till: Till, amount: str = "50.00") -> Case:
    till.fake.script.append(Fault.REFUSED)
    case = till.decide(till.put(order()), usd(amount))
    assert till.pay(case) is RefundStatus.FAILED
    return case


def again(till: Till, case: Case, by: str = PERSON) -> Case:
    return try_again(case.case_id, by=by, store=till.store, clock=till.clock)


def close(till: Till, case: Case, note: str = "Paid by bank transfer.") -> Case:
    return close_by_hand(case.case_id, by=PERSON, note=note, store=till.store, clock=till.clock)


def test_a_failed_refund_is_sent_once_more_under_a_key_of_its_own(till: Till) -> None:
    case = failed(till)
    first = till.refund(case).key

    now = again(till, case)

    assert (now.status, now.attention) == (Status.DECIDED, "")
    assert till.pay(case) is RefundStatus.SUCCEEDED
    till.deliver()
    assert till.now(case).status is Status.CLOSED
    assert till.refund(case).key == f"{first}.2"
    assert [one.amount for one in till.fake.held("pay-10482")] == [usd("50.00")]
    reserved = [event for event in till.events(case) if event.kind == "refund.reserved"]
    assert [event.actor for event in reserved] == [PERSON, PERSON]


def test_what_failed_after_it_was_taken_can_be_paid_again(till: Till) -> None:
    till.fake.script.append(Fault.PENDING_FAILS)
    case = till.decide(till.put(order()), usd("50.00"))
    till.pay(case)
    till.lapse()
    till.sweep()

    again(till, case)

    assert till.pay(case) is RefundStatus.SUCCEEDED
    assert len(till.fake.held("pay-10482")) == 1
    assert reconcile(store=till.store, payments=till.payments).differences == ()


def test_every_further_try_has_another_key(till: Till) -> None:
    case = failed(till)
    keys = {till.refund(case).key}
    for _ in range(3):
        till.fake.script.append(Fault.REFUSED)
        again(till, case)
        till.pay(case)
        keys.add(till.refund(case).key)

    assert len(keys) == 4


def test_a_place_that_was_taken_meanwhile_is_not_taken_twice(till: Till) -> None:
    case = failed(till)
    till.pay(till.decide(till.put(order()), usd("0.01")))

    with pytest.raises(Refused, match="still refundable"):
        again(till, case)

    assert till.refund(case).status is RefundStatus.FAILED


def test_only_what_has_failed_is_tried_again(till: Till) -> None:
    paid = till.decide(till.put(order()), usd("12.50"))
    till.pay(paid)

    with pytest.raises(Refused, match="needs attention"):
        again(till, paid)


def test_in_shadow_mode_nothing_is_tried_again(till: Till) -> None:
    case = failed(till)
    till.set_mode(Mode.SHADOW)

    with pytest.raises(Refused, match="shadow"):
        again(till, case)


@pytest.mark.parametrize("by", ["a@example.com", "nobody@example.com"])
def test_who_may_not_decide_may_not_try_again(till: Till, by: str) -> None:
    case = failed(till)

    with pytest.raises(NotAllowed):
        again(till, case, by)


def test_a_case_settled_elsewhere_is_closed_with_a_word_on_how(till: Till) -> None:
    case = failed(till)

    assert close(till, case).status is Status.CLOSED

    last = till.events(case)[-1]
    assert (last.kind, last.actor) == ("case.closed", PERSON)
    assert last.private == {"note": "Paid by bank transfer."}
    assert till.deliveries(case) == ()
    assert till.pay(case) is None


def test_closing_by_hand_wants_a_word_on_how(till: Till) -> None:
    case = failed(till)

    with pytest.raises(Refused, match="how"):
        close(till, case, "  ")


def test_while_money_may_still_move_a_case_is_not_closed_by_hand(till: Till) -> None:
    case = till.decide(till.put(order()), usd("12.50"))
    till.fake.deaf.add("payment")
    till.pay(case)
    till.fake.deaf.add("find")
    for _ in range(3):
        till.lapse()
        till.sweep()
    assert till.now(case).status is Status.NEEDS_ATTENTION

    with pytest.raises(Refused, match="not known yet"):
        close(till, case)


def undeliverable(till: Till, case: Case) -> None:
    """Let the reply fail as often as it is tried."""
    reply = till.deliveries(case)[0]
    for _ in range(3):
        till.carrier.script.append("no such address")
        deliver(reply.delivery_id, store=till.store, post=till.post, clock=till.clock, worker="worker-1")
        till.clock.advance(timedelta(minutes=5))


def returned_without_a_word(till: Till) -> Case:
    """The goods are back, and the reply that asked for them could not be delivered."""
    claims = [Claim(line_id="1", quantity=1, reason=Reason.CHANGED_MIND)]
    goods = till.put(order())
    case = till.decide(goods, usd("50.00"), claims=claims, goods_back=GoodsBack.FIRST)
    undeliverable(till, case)
    back = goods.lines[0].model_copy(update={"returned_at": till.clock.now()})
    till.put(goods.model_copy(update={"lines": (back,)}))
    till.sweep()
    return case


def test_a_reply_that_could_not_be_delivered_is_sent_again_and_closes_the_case(till: Till) -> None:
    case = till.decide(till.put(order()), usd("50.00"))
    till.pay(case)
    undeliverable(till, case)
    till.deliver()
    assert till.now(case).status is Status.NEEDS_ATTENTION

    assert again(till, case).status is Status.EXECUTING
    assert till.deliver() == [True]

    assert till.now(case).status is Status.CLOSED
    assert till.said(case).count(REPLY) == 1
    (renewed,) = [event for event in till.events(case) if event.kind == "delivery.renewed"]
    assert (renewed.actor, renewed.payload["kind"]) == (PERSON, "reply")
    assert len(till.held(order())) == 1, "what is paid is not paid again"


def test_what_cannot_be_delivered_again_comes_back_to_a_person_after_another_round(till: Till) -> None:
    case = till.decide(till.put(order()), None)
    undeliverable(till, case)
    till.deliver()
    again(till, case)

    undeliverable(till, case)

    assert till.now(case).status is Status.NEEDS_ATTENTION
    assert till.now(case).attention == "The reply could not be delivered in 6 attempts."


def test_a_reply_about_goods_that_are_awaited_is_sent_again_while_they_are(till: Till) -> None:
    claims = [Claim(line_id="1", quantity=1, reason=Reason.CHANGED_MIND)]
    case = till.decide(till.put(order()), usd("50.00"), claims=claims, goods_back=GoodsBack.FIRST)
    undeliverable(till, case)
    assert till.now(case).attention

    now = again(till, case)

    assert (now.status, now.attention) == (Status.AWAITING_RETURN, "")
    assert till.deliver() == [True]
    assert till.refund(case).status is RefundStatus.RESERVED


def test_while_money_may_still_move_nothing_is_sent_again(till: Till) -> None:
    case = returned_without_a_word(till)
    till.fake.deaf.update({"payment", "find"})
    till.pay(case)
    for _ in range(3):
        till.lapse()
        till.sweep()
    assert till.now(case).status is Status.NEEDS_ATTENTION

    with pytest.raises(Refused, match="not known yet"):
        again(till, case)


def test_who_tries_again_decides_on_the_order_as_it_is_now(till: Till) -> None:
    goods = till.put(order())
    case = till.decide(goods, usd("50.00"), bound="what was on the screen then")
    till.put(goods.model_copy(update={"shipping": 500}))
    assert till.pay(case) is RefundStatus.FAILED, "the order is not as it was"

    again(till, case)

    assert till.pay(case) is RefundStatus.SUCCEEDED


def test_a_case_whose_money_is_paid_without_its_reply_comes_to_a_person(till: Till) -> None:
    case = returned_without_a_word(till)
    assert till.pay(case) is RefundStatus.SUCCEEDED
    till.deliver()

    now = till.now(case)
    assert (now.status, now.attention) == (Status.NEEDS_ATTENTION, "The reply could not be delivered.")

    again(till, case)
    till.deliver()
    assert till.now(case).status is Status.CLOSED
