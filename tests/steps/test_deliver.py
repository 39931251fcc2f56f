"""Delivering: each thing once, in the conversation, and the case closes with its last."""

from datetime import timedelta
from threading import Barrier, Thread

import pytest

from hitl.adapters.payments.fake import FakePayments
from hitl.adapters.post import LocalPost
from hitl.domain.case import Author, Case, Status
from hitl.domain.delivery import Delivery, DeliveryKind, DeliveryStatus
from hitl.domain.order import Order
from hitl.domain.policy import GoodsBack
from hitl.steps.deliver import deliver
from tests.paying import REPLY, Till, line, order, usd


@pytest.fixture
def till(store, clock) -> Till:
    return Till(store=store, clock=clock)


@pytest.fixture
def house(store, clock) -> Till:
    """A till whose carrier keeps everything in the house."""
    return Till(store=store, clock=clock, payments=FakePayments(), post=LocalPost())


@pytest.fixture
def mug(till: Till) -> Order:
    return till.put(order())


def ask(till: Till, case: Case, kind: DeliveryKind = DeliveryKind.QUESTION) -> Delivery:
    """Something to deliver that is part of no decision."""
    delivery = Delivery(
        delivery_id=f"{case.case_id}-9",
        case_id=case.case_id,
        decision_id=None,
        kind=kind,
        body="Which of the two mugs is it?",
        not_before=till.clock.now(),
        created_at=till.clock.now(),
    )
    with till.store.unit() as unit:
        unit.deliveries.add(delivery)
        unit.commit()
    return delivery


def carry(till: Till, delivery_id: str, worker: str = "worker-1") -> bool:
    return deliver(delivery_id, store=till.store, post=till.post, clock=till.clock, worker=worker)


def test_a_denial_is_told_noted_and_closed(till: Till, mug: Order) -> None:
    case = till.decide(mug, None)
    assert till.now(case).status is Status.EXECUTING

    assert till.deliver() == [True, True]

    assert till.now(case).status is Status.CLOSED
    assert [one.status for one in till.deliveries(case)] == [DeliveryStatus.SENT] * 2
    with till.store.unit() as unit:
        last = unit.cases.conversation(case.case_id)[-1]
    assert (last.author, last.text, last.at) == (Author.AGENT, REPLY, till.clock.now())
    assert till.kinds(case) == ["delivery.sent", "delivery.sent", "case.closed"]


def test_the_ticket_note_says_what_was_decided_by_whom_and_paid_as_what(till: Till, mug: Order) -> None:
    case = till.decide(mug, usd("12.50"))
    till.pay(case)
    till.deliver()

    note = till.deliveries(case)[-1]
    number = case.case_id.removeprefix("CS-")
    assert note.kind is DeliveryKind.TICKET_NOTE
    assert note.body == (
        f"Approve refund of $12.50 on order 10482, decided by senior@example.com (D-{number}). "
        f"Paid as RF-{number}."
    )
    assert note.body not in till.said(case)


def test_the_words_go_out_after_the_undo_window_and_not_sooner(till: Till, mug: Order) -> None:
    case = till.decide(mug, None, undo=timedelta(seconds=10))
    (first, _) = till.deliveries(case)

    assert not carry(till, first.delivery_id)
    till.clock.advance(timedelta(seconds=10))
    assert carry(till, first.delivery_id)


def test_delivering_again_does_nothing(till: Till, mug: Order) -> None:
    case = till.decide(mug, None)
    till.deliver()

    assert not carry(till, till.deliveries(case)[0].delivery_id)
    assert till.said(case).count(REPLY) == 1
    assert set(till.carrier.calls.values()) == {1}


def test_in_the_house_a_case_is_told_and_closed_at_once(house: Till) -> None:
    case = house.decide(house.put(order()), None)
    first, second = house.deliveries(case)

    assert carry(house, first.delivery_id)
    assert house.now(case).status is Status.CLOSED
    assert not carry(house, second.delivery_id)

    assert house.said(case).count(REPLY) == 1
    assert house.kinds(case) == ["delivery.sent", "delivery.sent", "case.closed"]


def test_in_the_house_what_is_said_of_a_payment_is_said_with_it(house: Till) -> None:
    case = house.decide(house.put(order()), usd("12.50"))

    house.pay(case)

    assert house.now(case).status is Status.CLOSED
    reply, note = house.deliveries(case)
    assert (reply.kind, note.kind) == (DeliveryKind.REPLY, DeliveryKind.TICKET_NOTE)
    for one in (reply, note):
        assert (one.status, one.attempts, one.sent_at) == (DeliveryStatus.SENT, 1, house.clock.now())
    assert house.said(case).count(REPLY) == 1
    assert house.deliver() == []
    assert house.kinds(case)[-4:] == ["refund.succeeded", "delivery.sent", "delivery.sent", "case.closed"]


def test_in_the_house_nothing_is_said_while_execution_is_stopped(house: Till) -> None:
    case = house.decide(house.put(order()), usd("12.50"))
    house.fake.before_refund = house.stop  # after it was taken, before it is settled

    house.pay(case)

    assert house.now(case).status is Status.EXECUTING
    assert [one.status for one in house.deliveries(case)] == [DeliveryStatus.WAITING] * 2
    assert REPLY not in house.said(case)


def test_in_the_house_a_case_stays_open_while_words_of_before_are_on_their_way(house: Till) -> None:
    goods = house.put(order())
    case = house.decide(goods, usd("50.00"), goods_back=GoodsBack.FIRST)
    house.put(goods.model_copy(update={"lines": (line(returned_at=house.clock.now()),)}))
    house.sweep()

    house.pay(case)

    assert house.now(case).status is Status.EXECUTING
    assert [one.kind for one in house.deliveries(case)] == [
        DeliveryKind.REPLY,
        DeliveryKind.NOTICE,
        DeliveryKind.TICKET_NOTE,
    ]
    assert house.deliver() == [True]
    assert house.now(case).status is Status.CLOSED


def test_a_carrier_that_fails_is_tried_again_and_the_case_closes_in_the_end(till: Till, mug: Order) -> None:
    till.carrier.script.extend(["mailbox full", "mailbox full"])
    case = till.decide(mug, None)
    reply, _ = till.deliveries(case)

    waits = []
    for _ in range(3):
        carry(till, reply.delivery_id)
        known = till.deliveries(case)[0]
        waits.append((known.attempts, known.status, known.not_before - till.clock.now()))
        till.clock.set(known.not_before)
    till.deliver()

    assert waits[:2] == [
        (1, DeliveryStatus.WAITING, timedelta(seconds=30)),
        (2, DeliveryStatus.WAITING, timedelta(seconds=120)),
    ]
    assert till.now(case).status is Status.CLOSED
    assert till.said(case).count(REPLY) == 1
    failed = [event for event in till.events(case) if event.kind == "delivery.failed"]
    assert [event.payload["final"] for event in failed] == [False, False]
    assert failed[0].private == {"error": "mailbox full"}


def test_after_the_third_failure_a_person_is_told(till: Till, mug: Order) -> None:
    case = till.decide(mug, None)
    reply, _ = till.deliveries(case)
    for _ in range(3):
        till.carrier.script.append("no such address")
        carry(till, reply.delivery_id)
        till.clock.advance(timedelta(minutes=5))
    till.deliver()

    now = till.now(case)
    assert now.status is Status.NEEDS_ATTENTION
    assert now.attention == "The reply could not be delivered in 3 attempts."
    assert till.deliveries(case)[0].status is DeliveryStatus.FAILED
    assert till.deliveries(case)[0].error == "no such address"
    assert "case.attention" in till.kinds(case)
    assert REPLY not in till.said(case)


def test_a_question_parks_nothing_more_and_a_lost_one_comes_back_to_a_person(till: Till, mug: Order) -> None:
    case = till.case(mug, Status.AWAITING_CUSTOMER)
    question = ask(till, case)
    for _ in range(3):
        till.carrier.script.append("down")
        carry(till, question.delivery_id)
        till.clock.advance(timedelta(minutes=5))

    assert till.now(case).status is Status.NEEDS_ATTENTION


@pytest.mark.parametrize(
    ("kind", "author"),
    [(DeliveryKind.QUESTION, Author.AGENT), (DeliveryKind.NOTICE, Author.SYSTEM)],
)
def test_what_is_part_of_no_decision_moves_no_case(
    till: Till, mug: Order, kind: DeliveryKind, author: Author
) -> None:
    case = till.case(mug, Status.IN_REVIEW)
    asked = ask(till, case, kind)

    assert carry(till, asked.delivery_id)

    assert till.now(case).status is Status.IN_REVIEW
    with till.store.unit() as unit:
        assert unit.cases.conversation(case.case_id)[-1].author is author


def test_a_lost_notice_takes_no_case_from_the_desk(till: Till, mug: Order) -> None:
    case = till.case(mug, Status.IN_REVIEW)
    notice = ask(till, case, DeliveryKind.NOTICE)
    for _ in range(3):
        till.carrier.script.append("down")
        carry(till, notice.delivery_id)
        till.clock.advance(timedelta(minutes=5))

    assert till.now(case).status is Status.IN_REVIEW


def test_a_lost_reply_about_goods_to_send_back_leaves_the_money_waiting_for_them(
    till: Till, mug: Order
) -> None:
    case = till.decide(mug, usd("50.00"), goods_back=GoodsBack.FIRST)
    (reply,) = till.deliveries(case)
    for _ in range(3):
        till.carrier.script.append("down")
        carry(till, reply.delivery_id)
        till.clock.advance(timedelta(minutes=5))

    now = till.now(case)
    assert now.status is Status.AWAITING_RETURN
    assert now.attention == "The reply could not be delivered in 3 attempts."
    assert till.pay(case) is None


def test_while_execution_is_stopped_nothing_is_sent(till: Till, mug: Order) -> None:
    case = till.decide(mug, None)
    till.stop()
    assert till.deliver() == [False, False]
    assert till.carrier.sent == {}

    till.stop(None)
    assert till.deliver() == [True, True]
    assert till.now(case).status is Status.CLOSED


def test_a_worker_that_dies_while_carrying_leaves_a_delivery_that_another_one_settles(
    till: Till, mug: Order
) -> None:
    case = till.decide(mug, None)
    reply, _ = till.deliveries(case)
    with till.store.unit() as unit:
        assert unit.deliveries.take(reply.delivery_id, "worker-1", till.clock.now(), timedelta(minutes=2))
        unit.commit()
    till.carrier.send(reply, case)

    assert not carry(till, reply.delivery_id, "worker-2")
    till.lapse()
    assert carry(till, reply.delivery_id, "worker-2")

    assert list(till.carrier.sent) == [reply.delivery_id]  # the carrier knows it by its id
    assert till.said(case).count(REPLY) == 1


@pytest.mark.parametrize("kept", [True, False], ids=["in the house", "carried"])
def test_many_workers_at_once_deliver_once(till: Till, house: Till, mug: Order, kept: bool) -> None:
    office = house if kept else till
    case, start = office.decide(mug, None), Barrier(4)
    ids = [one.delivery_id for one in office.deliveries(case)]
    sent: list[bool] = []

    def work(worker: str) -> None:
        start.wait()
        sent.extend(carry(office, one, worker) for one in ids)

    threads = [Thread(target=work, args=(f"worker-{number}",)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sum(sent) == (1 if kept else 2)
    assert office.said(case).count(REPLY) == 1
    assert office.kinds(case).count("delivery.sent") == 2
    assert office.kinds(case).count("case.closed") == 1
    assert office.now(case).status is Status.CLOSED
