"""Paying: whatever the processor does and wherever a worker dies, it is paid once or a person is told."""

from collections.abc import Callable
from datetime import timedelta
from threading import Barrier, Thread

import pytest

from hitl.adapters.payments.fake import Fault
from hitl.domain.case import Case, Status
from hitl.domain.draft import StepKind
from hitl.domain.mode import Mode
from hitl.domain.order import Order
from hitl.domain.policy import GoodsBack
from hitl.domain.refund import RefundStatus
from hitl.errors import NotFound, Refused
from hitl.steps.execute import execute_refund
from tests.paying import REPLY, Till, line, order, usd


@pytest.fixture
def till(store, clock) -> Till:
    return Till(store=store, clock=clock)


@pytest.fixture
def mug(till: Till) -> Order:
    """An order of 50.00."""
    return till.put(order())


def test_a_decided_refund_is_paid_told_and_closed(till: Till, mug: Order) -> None:
    case = till.decide(mug, usd("12.50"))

    assert till.pay(case) is RefundStatus.SUCCEEDED
    assert till.now(case).status is Status.EXECUTING
    till.deliver()

    assert [one.amount for one in till.held(mug)] == [usd("12.50")]
    refund = till.refund(case)
    assert (refund.status, refund.processor_id, refund.settled_at) == (
        RefundStatus.SUCCEEDED,
        "fake_1",
        till.clock.now(),
    )
    assert till.now(case).status is Status.CLOSED
    assert till.said(case)[-1] == REPLY
    assert till.kinds(case) == [
        "refund.reserved",
        "refund.sending",
        "refund.succeeded",
        "delivery.sent",
        "delivery.sent",
        "case.closed",
    ]


def test_the_processor_is_told_which_case_and_decision_it_was(till: Till, mug: Order) -> None:
    case = till.decide(mug, usd("12.50"))
    till.pay(case)

    refund = till.refund(case)
    assert till.fake.labels[refund.key] == {
        "case": case.case_id,
        "decision": refund.decision_id,
        "refund": refund.refund_id,
    }
    assert refund.key.startswith(f"countersign-{refund.decision_id}-")


def test_paying_again_does_nothing(till: Till, mug: Order) -> None:
    case = till.decide(mug, usd("12.50"))
    till.pay(case)

    assert till.pay(case) is None
    assert till.fake.calls["refund"] == 1


def test_a_refund_that_is_not_there_is_said_so(till: Till) -> None:
    with pytest.raises(NotFound):
        execute_refund("RF-1", store=till.store, payments=till.payments, clock=till.clock, worker="w")


def test_nothing_is_sent_before_the_undo_window_is_over(till: Till, mug: Order) -> None:
    case = till.decide(mug, usd("12.50"), undo=timedelta(seconds=10))

    assert till.pay(case) is None
    till.clock.advance(timedelta(seconds=9))
    assert till.pay(case) is None
    assert till.fake.calls == {}
    till.clock.advance(timedelta(seconds=1))
    assert till.pay(case) is RefundStatus.SUCCEEDED


# What the processor does wrong


def test_a_refusal_goes_to_a_person_and_the_reply_stays_here(till: Till, mug: Order) -> None:
    till.fake.script.append(Fault.REFUSED)
    case = till.decide(mug, usd("12.50"))

    assert till.pay(case) is RefundStatus.FAILED

    now = till.now(case)
    assert now.status is Status.NEEDS_ATTENTION
    assert now.attention == "The refund of $12.50 was not paid. The processor refused the refund."
    assert till.deliveries(case) == ()
    assert till.refund(case).settled_at == till.clock.now()
    assert till.kinds(case)[-2:] == ["refund.failed", "case.attention"]


def test_a_refund_that_failed_gives_its_amount_back(till: Till, mug: Order) -> None:
    till.fake.script.append(Fault.REFUSED)
    till.pay(till.decide(mug, usd("50.00")))

    again = till.decide(mug, usd("50.00"))

    assert till.pay(again) is RefundStatus.SUCCEEDED


@pytest.mark.parametrize(
    ("fault", "sent", "why"),
    [
        (Fault.LOST_BEFORE, 2, "it never arrived: it is sent again"),
        (Fault.LOST_AFTER, 1, "the money moved: it is found, not sent again"),
    ],
)
def test_a_lost_answer_is_looked_up_before_anything_is_sent_again(
    till: Till, mug: Order, fault: Fault, sent: int, why: str
) -> None:
    till.fake.script.append(fault)
    case = till.decide(mug, usd("12.50"))

    assert till.pay(case) is RefundStatus.UNKNOWN
    assert till.deliveries(case) == ()
    assert till.sweep().looked_up == 0  # not at once: the processor needs a moment
    till.lapse()
    assert till.sweep().settled == 1

    assert till.refund(case).status is RefundStatus.SUCCEEDED
    assert [one.amount for one in till.held(mug)] == [usd("12.50")]
    assert till.fake.calls["refund"] == sent
    assert till.kinds(case).count("refund.sending") == sent


@pytest.mark.parametrize(
    ("fault", "ends", "case_ends"),
    [
        (Fault.PENDING, RefundStatus.SUCCEEDED, Status.EXECUTING),
        (Fault.PENDING_FAILS, RefundStatus.FAILED, Status.NEEDS_ATTENTION),
    ],
)
def test_a_pending_refund_is_followed_to_its_end(
    till: Till, mug: Order, fault: Fault, ends: RefundStatus, case_ends: Status
) -> None:
    till.fake.script.append(fault)
    case = till.decide(mug, usd("12.50"))

    assert till.pay(case) is RefundStatus.PENDING
    assert till.deliveries(case) == ()
    till.lapse()
    till.sweep()

    assert till.refund(case).status is ends
    assert till.now(case).status is case_ends
    assert len(till.held(mug)) == (ends is RefundStatus.SUCCEEDED)
    assert till.fake.calls["refund"] == 1


def test_a_pending_refund_stays_pending_while_the_processor_does_not_answer(till: Till, mug: Order) -> None:
    till.fake.script.append(Fault.PENDING)
    case = till.decide(mug, usd("12.50"))
    till.pay(case)
    till.fake.deaf.add("find")
    till.lapse()

    till.sweep()

    assert till.refund(case).status is RefundStatus.PENDING
    assert till.kinds(case)[-1] == "refund.pending"  # no further event: nothing has changed


@pytest.mark.parametrize("call", ["payment", "find"])
def test_while_the_processor_is_deaf_nothing_is_sent_and_a_person_hears_of_it(
    till: Till, mug: Order, call: str
) -> None:
    till.fake.deaf.add(call)
    case = till.decide(mug, usd("12.50"))
    till.abandon(case)
    for _ in range(3):
        till.lapse()
        till.sweep()

    assert till.held(mug) == []
    assert till.fake.calls["refund"] == 0
    now = till.now(case)
    assert now.status is Status.NEEDS_ATTENTION
    assert now.attention.startswith("Whether the refund of $12.50 was paid is not known yet.")
    assert till.kinds(case).count("case.attention") == 1

    till.fake.deaf.clear()
    till.lapse()
    till.sweep()
    till.deliver()

    assert len(till.held(mug)) == 1
    assert till.now(case).status is Status.CLOSED
    assert till.now(case).attention == ""


def test_a_refund_that_vanished_at_the_processor_is_never_sent_again(till: Till, mug: Order) -> None:
    till.fake.script.append(Fault.PENDING)
    case = till.decide(mug, usd("12.50"))
    till.pay(case)
    till.fake.forget(till.refund(case).key)
    till.lapse()

    till.sweep()

    refund = till.refund(case)
    assert refund.status is RefundStatus.UNKNOWN
    assert refund.error == "The processor took this refund as fake_1 and does not show it any more."
    assert till.fake.calls["refund"] == 1


def test_another_amount_under_our_key_is_never_taken_for_ours(till: Till, mug: Order) -> None:
    case = till.decide(mug, usd("12.50"))
    till.abandon(case)
    till.payments.payment(mug)
    till.fake.pay_elsewhere(mug.payment_ref, usd("1.00"), key=till.refund(case).key)
    till.lapse()

    till.sweep()

    assert till.refund(case).status is RefundStatus.UNKNOWN
    assert till.refund(case).error == "The processor holds $1.00 under this refund's key, not $12.50."


# What was paid elsewhere, and what has changed since the decision


def refunded_by_hand(till: Till, mug: Order) -> None:
    till.payments.payment(mug)
    till.fake.pay_elsewhere(mug.payment_ref, usd("45.00"))


def refunded_by_import(till: Till, mug: Order) -> None:
    till.put(mug.model_copy(update={"lines": (line(refunded=4500),)}))


def gone_over_to_another_currency(till: Till, mug: Order) -> None:
    till.put(mug.model_copy(update={"currency": "EUR"}))


def paid_otherwise(till: Till, mug: Order) -> None:
    till.put(mug.model_copy(update={"payment_ref": "pay-other"}))


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (refunded_by_hand, "Only $5.00 of the $50.00 captured is left at the processor"),
        (
            refunded_by_import,
            "With this refund $57.50 of the $50.00 paid for order 10482 would be paid back.",
        ),
        (gone_over_to_another_currency, "Order 10482 is in EUR now, the refund in USD."),
        (paid_otherwise, "Order 10482 names another payment than when the refund was decided."),
    ],
)
def test_what_changed_since_the_decision_stops_for_a_person(
    till: Till, mug: Order, change: Callable[[Till, Order], None], says: str
) -> None:
    case = till.decide(mug, usd("12.50"))
    change(till, mug)

    assert till.pay(case) is RefundStatus.FAILED

    assert till.fake.calls["refund"] == 0
    assert says in till.now(case).attention
    assert till.now(case).status is Status.NEEDS_ATTENTION


def test_a_chargeback_since_then_stops_what_the_gate_decided_and_not_what_a_person_did(till: Till) -> None:
    mug, lamp = till.put(order("1")), till.put(order("2"))
    by_gate = till.let_through(mug, usd("12.50"), limit=usd("25.00"), velocity=usd("50.00"))
    by_person = till.decide(lamp, usd("12.50"))
    for each in (mug, lamp):
        till.put(each.model_copy(update={"dispute_open": True}))

    assert till.pay(by_gate) is RefundStatus.FAILED
    assert "chargeback" in till.now(by_gate).attention
    assert till.pay(by_person) is RefundStatus.SUCCEEDED


def test_two_refunds_that_fit_together_are_both_paid(till: Till, mug: Order) -> None:
    first, second = till.decide(mug, usd("30.00")), till.decide(mug, usd("20.00"))

    assert [till.pay(first), till.pay(second)] == [RefundStatus.SUCCEEDED] * 2
    assert sum(one.amount.minor for one in till.held(mug)) == 5000


# Crashes, and two workers at once


def test_a_worker_that_dies_before_sending_leaves_a_refund_that_another_one_pays(
    till: Till, mug: Order
) -> None:
    case = till.decide(mug, usd("12.50"))
    till.abandon(case)

    assert till.pay(case, "worker-2") is None  # still held
    assert till.sweep().looked_up == 0
    till.lapse()
    assert till.sweep().settled == 1

    assert len(till.held(mug)) == 1


def test_a_worker_that_dies_after_sending_leaves_a_refund_that_another_one_finds(
    till: Till, mug: Order
) -> None:
    case = till.decide(mug, usd("12.50"))
    till.abandon(case)
    refund = till.refund(case)
    till.payments.payment(mug)
    till.payments.refund(refund.payment_ref, refund.amount, refund.key)
    till.lapse()

    assert till.sweep().settled == 1

    assert len(till.held(mug)) == 1
    assert till.fake.calls["refund"] == 1
    assert till.refund(case).status is RefundStatus.SUCCEEDED


def test_a_worker_that_wakes_up_too_late_does_not_speak_for_the_refund(till: Till, mug: Order) -> None:
    case = till.decide(mug, usd("12.50"))

    def sleep_through_the_lease() -> None:
        till.fake.before_refund = None
        till.lapse()
        assert till.pay(case, "worker-2") is RefundStatus.SUCCEEDED

    till.fake.before_refund = sleep_through_the_lease

    assert till.pay(case, "worker-1") is None
    assert len(till.held(mug)) == 1
    assert till.kinds(case).count("refund.succeeded") == 1


def test_nothing_is_sent_in_the_second_half_of_a_lease(till: Till, mug: Order) -> None:
    """The look before the sending took so long that another worker could be about to look as well."""
    case = till.decide(mug, usd("12.50"))
    ask = till.fake.payment

    def slowly(of: Order):
        till.clock.advance(till.fake.longest_call * 2 + timedelta(seconds=1))
        return ask(of)

    till.fake.payment = slowly

    assert till.pay(case) is RefundStatus.UNKNOWN
    assert till.fake.calls["refund"] == 0

    till.fake.payment = ask
    till.lapse()
    till.sweep()
    assert len(till.held(mug)) == 1


def test_two_workers_at_once_pay_once(till: Till, mug: Order) -> None:
    case, start = till.decide(mug, usd("12.50")), Barrier(4)
    results: list[RefundStatus | None] = []

    def work(worker: str) -> None:
        start.wait()
        results.append(till.pay(case, worker))

    threads = [Thread(target=work, args=(f"worker-{number}",)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(results, key=str) == [None, None, None, RefundStatus.SUCCEEDED]
    assert till.fake.calls["refund"] == 1


def test_two_workers_that_look_an_unclear_refund_up_at_once_pay_once(till: Till, mug: Order) -> None:
    till.fake.script.append(Fault.LOST_BEFORE)
    case, start = till.decide(mug, usd("12.50")), Barrier(2)
    till.pay(case)
    till.lapse()

    def work(worker: str) -> None:
        start.wait()
        till.pay(case, worker)

    threads = [Thread(target=work, args=(f"worker-{number}",)) for number in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(till.held(mug)) == 1
    assert till.fake.calls["refund"] == 2  # the lost one, and one more


# The kill switch and shadow mode


def test_while_execution_is_stopped_nothing_is_paid_and_afterwards_everything_is(
    till: Till, mug: Order
) -> None:
    case = till.decide(mug, usd("12.50"))
    till.stop()

    assert till.pay(case) is None
    assert till.refund(case).status is RefundStatus.RESERVED
    assert till.fake.calls == {}

    till.stop(None)
    assert till.pay(case) is RefundStatus.SUCCEEDED


def test_a_stop_does_not_hide_what_became_of_a_refund_that_was_sent(till: Till, mug: Order) -> None:
    till.fake.script.append(Fault.LOST_AFTER)
    case = till.decide(mug, usd("12.50"))
    till.pay(case)
    till.stop()
    till.lapse()

    till.sweep()

    assert till.refund(case).status is RefundStatus.SUCCEEDED


def test_a_stop_keeps_what_was_lost_from_being_sent_again(till: Till, mug: Order) -> None:
    till.fake.script.append(Fault.LOST_BEFORE)
    case = till.decide(mug, usd("12.50"))
    till.pay(case)
    till.stop()
    till.lapse()

    till.sweep()

    assert till.held(mug) == []
    assert till.refund(case).error == "Not sent again. Execution is stopped: fire drill"
    till.stop(None)
    till.lapse()
    till.sweep()
    assert len(till.held(mug)) == 1


def test_a_stop_between_the_look_and_the_sending_is_heard(till: Till, mug: Order) -> None:
    till.fake.script.append(Fault.LOST_BEFORE)
    case = till.decide(mug, usd("12.50"))
    till.pay(case)
    till.lapse()
    ask = till.fake.payment

    def stop_then_answer(of: Order):
        till.stop()
        return ask(of)

    till.fake.payment = stop_then_answer
    till.sweep()

    assert till.held(mug) == []
    assert till.refund(case).status is RefundStatus.UNKNOWN


def test_in_shadow_mode_nothing_is_arranged(till: Till, mug: Order) -> None:
    till.set_mode(Mode.SHADOW)

    for amount in (usd("12.50"), None):
        with pytest.raises(Refused, match="shadow"):
            till.decide(mug, amount)


def test_what_was_arranged_before_shadow_mode_waits(till: Till, mug: Order) -> None:
    case, denied = till.decide(mug, usd("12.50")), till.decide(mug, None)
    till.set_mode(Mode.SHADOW)

    assert till.pay(case) is None
    assert till.deliver() == [False, False]
    assert till.fake.calls == {}
    assert till.said(denied) == ["Please refund it."]


# Goods that come back first


def test_goods_that_must_come_back_hold_the_money_and_not_the_reply(till: Till, mug: Order) -> None:
    case = till.decide(mug, usd("50.00"), goods_back=GoodsBack.FIRST)
    till.deliver()

    assert till.now(case).status is Status.AWAITING_RETURN
    assert till.said(case)[-1] == REPLY
    assert till.pay(case) is None
    assert till.sweep().released == 0

    till.put(mug.model_copy(update={"lines": (line(returned_at=till.clock.now()),)}))
    assert till.sweep().released == 1
    assert till.now(case).status is Status.DECIDED
    assert till.pay(case) is RefundStatus.SUCCEEDED
    till.deliver()

    assert till.now(case).status is Status.CLOSED
    assert till.said(case)[-2:] == [REPLY, "Your refund of $50.00 for order 10482 has been paid."]
    assert "case.goods_returned" in till.kinds(case)


def test_a_late_reply_does_not_close_a_case_that_is_still_being_paid(till: Till, mug: Order) -> None:
    case = till.decide(mug, usd("50.00"), goods_back=GoodsBack.FIRST)
    till.put(mug.model_copy(update={"lines": (line(returned_at=till.clock.now()),)}))
    till.sweep()
    till.fake.script.append(Fault.PENDING)
    till.pay(case)

    till.deliver()

    assert till.now(case).status is Status.EXECUTING


# Plans with steps left out


@pytest.mark.parametrize(
    ("without", "kinds"),
    [
        (frozenset[StepKind](), ["reply", "ticket_note"]),
        (frozenset({StepKind.REPLY}), ["ticket_note"]),
        (frozenset({StepKind.TICKET_NOTE}), ["reply"]),
        (frozenset({StepKind.REPLY, StepKind.TICKET_NOTE}), []),
    ],
)
def test_steps_that_a_person_dropped_are_not_done(
    till: Till, mug: Order, without: frozenset[StepKind], kinds: list[str]
) -> None:
    case = till.decide(mug, usd("12.50"), without=without)
    till.pay(case)
    till.deliver()

    assert [one.kind for one in till.deliveries(case)] == kinds
    assert till.now(case).status is Status.CLOSED


def test_a_refund_left_out_is_not_promised_in_a_reply(till: Till, mug: Order) -> None:
    with pytest.raises(Refused, match="promises"):
        till.decide(mug, usd("12.50"), without=frozenset({StepKind.REFUND}))


def test_a_refund_and_its_reply_left_out_leave_a_note(till: Till, mug: Order) -> None:
    case = till.decide(mug, usd("12.50"), without=frozenset({StepKind.REFUND, StepKind.REPLY}))
    till.deliver()

    assert [one.kind for one in till.deliveries(case)] == ["ticket_note"]
    assert till.now(case).status is Status.CLOSED
    with till.store.unit() as unit:
        assert unit.refunds.of_case(case.case_id) is None


def test_a_case_that_went_elsewhere_is_not_paid(till: Till, mug: Order) -> None:
    case: Case = till.decide(mug, usd("12.50"))
    with till.store.unit() as unit:
        unit.cases.move(case.case_id, Status.WITHDRAWN, expect={Status.DECIDED}, at=till.clock.now())
        unit.commit()

    assert till.pay(case) is None
    assert till.fake.calls == {}
    assert till.refund(case).status is RefundStatus.RESERVED
