"""The fake keeps the promises of a processor, and breaks them only as its script says."""

import pytest

from hitl.adapters.payments.fake import FakePayments, Fault
from hitl.domain.refund import RefundStatus
from hitl.errors import PaymentRefused, PaymentUnknown
from tests.adapters.payments.contract import NOW, Bench, RefusesContract, a_key, an_order, usd


class TestFake(RefusesContract):
    """In memory."""

    @pytest.fixture
    def bench(self) -> Bench:
        made = iter(range(100))
        return Bench(FakePayments(lambda: NOW), lambda minor, currency: f"pay-{next(made)}")


@pytest.mark.parametrize(
    ("fault", "raised", "held"),
    [
        pytest.param(Fault.REFUSED, PaymentRefused, 0, id="refused: nothing is held"),
        pytest.param(Fault.LOST_BEFORE, PaymentUnknown, 0, id="never arrived: nothing is held"),
        pytest.param(Fault.LOST_AFTER, PaymentUnknown, 1, id="the answer was lost: the money moved"),
    ],
)
def test_a_scripted_fault_happens_once(fault: Fault, raised: type[Exception], held: int) -> None:
    payments, order, key = FakePayments(), an_order("pay-1", 5000), a_key()
    payments.payment(order)
    payments.script.append(fault)

    with pytest.raises(raised):
        payments.refund("pay-1", usd(100), key)

    assert len(payments.held("pay-1")) == held
    assert payments.refund("pay-1", usd(100), key).status is RefundStatus.SUCCEEDED
    assert len(payments.held("pay-1")) == 1


@pytest.mark.parametrize(
    ("fault", "later"),
    [(Fault.PENDING, RefundStatus.SUCCEEDED), (Fault.PENDING_FAILS, RefundStatus.FAILED)],
)
def test_a_pending_refund_is_settled_by_the_next_look(fault: Fault, later: RefundStatus) -> None:
    payments, key = FakePayments(), a_key()
    payments.payment(an_order("pay-1", 5000))
    payments.script.append(fault)

    assert payments.refund("pay-1", usd(100), key).status is RefundStatus.PENDING

    found = payments.find("pay-1", key)
    assert found is not None
    assert found.status is later
