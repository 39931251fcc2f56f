"""Reconciliation: every way in which both sides can differ is found, and nothing else."""

from datetime import UTC, datetime, timedelta

import pytest

from hitl.adapters.payments.demo import DemoPayments
from hitl.adapters.payments.fake import Fault
from hitl.domain.refund import ProcessorRefund, RefundStatus
from hitl.errors import PaymentUnknown
from hitl.ports.reads import RefundRow
from hitl.steps.reconcile import Kind, compare, reconcile
from tests.paying import Till, order, usd

AT = datetime(2026, 11, 10, 12, 0, tzinfo=UTC)
KEY = "countersign-D-1001-abc"


def ours(status: RefundStatus = RefundStatus.SUCCEEDED, **changes: object) -> RefundRow:
    known = {
        "refund_id": "RF-1001",
        "case_id": "CS-1001",
        "decision_id": "D-1001",
        "order_id": "10482",
        "amount": usd("12.50"),
        "status": status,
        "processor_id": "re_1",
        "payment_ref": "pay-1",
        "key": KEY,
        "reserved_at": AT,
    }
    return RefundRow.model_validate({**known, **changes})


def theirs(status: RefundStatus = RefundStatus.SUCCEEDED, **changes: object) -> ProcessorRefund:
    known = {"processor_id": "re_1", "key": KEY, "payment_ref": "pay-1", "amount": usd("12.50")}
    return ProcessorRefund.model_validate({**known, "status": status, "created_at": AT, **changes})


@pytest.mark.parametrize(
    ("here", "there", "why"),
    [
        ([ours()], [theirs()], "paid on both sides"),
        ([ours(RefundStatus.PENDING)], [theirs(RefundStatus.PENDING)], "pending on both sides"),
        ([ours(RefundStatus.FAILED)], [theirs(RefundStatus.FAILED)], "failed on both sides"),
        ([ours(RefundStatus.FAILED)], [], "refused: the processor keeps no record of it"),
        ([ours(RefundStatus.RESERVED)], [], "not sent yet"),
        ([ours(RefundStatus.CANCELLED)], [], "never sent"),
        ([ours(RefundStatus.SENDING)], [], "on its way"),
        ([ours(RefundStatus.UNKNOWN)], [], "being looked up"),
        ([ours()], [theirs(RefundStatus.FAILED, processor_id="re_0"), theirs()], "failed first, then paid"),
        ([], [], "nothing anywhere"),
    ],
)
def test_what_agrees_is_no_difference(here: list[RefundRow], there: list[ProcessorRefund], why: str) -> None:
    found = compare(here, there)

    assert found.differences == ()
    assert (found.refunds, found.at_processor) == (len(here), len(there))


@pytest.mark.parametrize(
    ("here", "there", "kind", "says"),
    [
        ([ours()], [], Kind.MISSING_THERE, "is succeeded here and unknown to the processor"),
        ([ours(RefundStatus.PENDING)], [], Kind.MISSING_THERE, "is pending here and unknown"),
        ([ours()], [theirs(amount=usd("9.00"))], Kind.AMOUNT, "is $12.50 here and $9.00 at the processor"),
        (
            [ours(RefundStatus.FAILED)],
            [theirs()],
            Kind.STATUS,
            "RF-1001 of $12.50 on order 10482 is failed here and succeeded at the processor",
        ),
        ([ours()], [theirs(RefundStatus.FAILED)], Kind.STATUS, "succeeded here and failed at the processor"),
        ([ours(RefundStatus.CANCELLED)], [theirs()], Kind.STATUS, "cancelled here and succeeded"),
        ([ours(RefundStatus.UNKNOWN)], [theirs()], Kind.STATUS, "unknown here and succeeded"),
        (
            [ours()],
            [theirs(), theirs(processor_id="re_2")],
            Kind.TWICE,
            "was paid 2 times: re_1, re_2",
        ),
        (
            [],
            [theirs()],
            Kind.MISSING_HERE,
            "re_1: $12.50 on payment pay-1 carries a key of this product that is not in this database",
        ),
        (
            [],
            [theirs(key=None)],
            Kind.MISSING_HERE,
            "re_1: $12.50 on payment pay-1 was not made by this product",
        ),
    ],
)
def test_every_difference_is_said_in_plain_words(
    here: list[RefundRow], there: list[ProcessorRefund], kind: Kind, says: str
) -> None:
    (difference,) = compare(here, there).differences

    assert difference.kind is kind
    assert says in difference.says


def test_a_difference_names_refund_case_and_the_processors_number() -> None:
    (difference,) = compare([ours(RefundStatus.FAILED)], [theirs()]).differences

    assert (difference.refund, difference.case, difference.processor_id) == ("RF-1001", "CS-1001", "re_1")


@pytest.fixture
def till(store, clock) -> Till:
    return Till(store=store, clock=clock)


def test_after_every_kind_of_trouble_both_sides_agree_again(till: Till) -> None:
    for number, fault in enumerate([Fault.NONE, Fault.REFUSED, Fault.LOST_BEFORE, Fault.LOST_AFTER]):
        till.fake.script.append(fault)
        till.pay(till.decide(till.put(order(str(number))), usd("12.50")))
    before = reconcile(store=till.store, payments=till.payments)
    till.lapse()
    till.sweep()

    after = reconcile(store=till.store, payments=till.payments)

    assert [one.kind for one in before.differences] == [Kind.STATUS]  # paid, and not known here yet
    assert (after.refunds, after.at_processor, after.differences) == (4, 3, ())


def test_the_demos_processor_agrees_with_what_was_paid_through_it(till: Till) -> None:
    till.payments = DemoPayments(till.store.engine, till.clock)
    for number, ref in enumerate(["pay", "demo-lost", "demo-pending", "demo-fail", "demo-bounce"]):
        case = till.decide(till.put(order(str(number), payment_ref=f"{ref}-{number}")), usd("12.50"))
        till.pay(case)
    till.lapse()
    till.sweep()

    assert reconcile(store=till.store, payments=till.payments).differences == ()


def test_a_refund_sent_while_both_sides_are_read_is_no_difference(till: Till) -> None:
    case = till.decide(till.put(order()), usd("12.50"))
    listed = till.fake.refunds

    def then_pay(since: datetime | None = None):
        found = list(listed(since))
        till.pay(case)
        return found

    till.fake.refunds = then_pay

    assert reconcile(store=till.store, payments=till.payments).differences == ()


def test_a_refund_that_the_processor_lost_is_a_difference(till: Till) -> None:
    case = till.decide(till.put(order()), usd("12.50"))
    till.pay(case)
    till.fake.forget(till.refund(case).key)

    (difference,) = reconcile(store=till.store, payments=till.payments).differences

    assert difference.kind is Kind.MISSING_THERE
    assert difference.case == case.case_id


def test_refunds_made_by_hand_are_told(till: Till) -> None:
    mug = till.put(order())
    till.payments.payment(mug)
    till.fake.pay_elsewhere(mug.payment_ref, usd("5.00"))

    (difference,) = reconcile(store=till.store, payments=till.payments).differences

    assert difference.says == "fake_1: $5.00 on payment pay-10482 was not made by this product"


def test_a_processor_that_cannot_be_asked_is_said_so(till: Till) -> None:
    case = till.decide(till.put(order()), usd("12.50"))
    till.pay(case)
    till.fake.forget(till.refund(case).key)
    till.fake.deaf.add("find")
    till.clock.advance(timedelta(minutes=1))

    with pytest.raises(PaymentUnknown):
        reconcile(store=till.store, payments=till.payments)
