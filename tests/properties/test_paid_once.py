"""Whatever happens in whatever order, nothing is paid twice, nor more than was captured."""

from collections import Counter
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from hitl.adapters.clock import FixedClock
from hitl.adapters.payments.fake import FakePayments, Fault
from hitl.adapters.sql.store import SqlStore
from hitl.domain.case import Case, Status
from hitl.domain.money import Money
from hitl.domain.order import Order
from hitl.domain.refund import RefundStatus
from hitl.errors import CountersignError, Refused
from hitl.steps.reconcile import Kind, reconcile
from tests.databases import NOW, copy_of, sqlite_url, test_vault
from tests.paying import Till, order

CAPTURED = 5000


def machine(store: SqlStore) -> type[RuleBasedStateMachine]:
    """The machine on a store; every run uses orders of its own."""
    runs = iter(range(1_000_000))

    class Paying(RuleBasedStateMachine):
        """Decide, pay, crash, sweep, stop and meddle in any order."""

        def __init__(self) -> None:
            super().__init__()
            forgetful = FakePayments(
                remembers_keys=False
            )  # so that only our own care keeps it from paying twice
            self.till = Till(store=store, clock=FixedClock(NOW), payments=forgetful)
            self.till.stop(None)
            self.cases: list[Case] = []
            self.by_hand = 0

        @initialize()
        def begin(self) -> None:
            self.mug: Order = self.till.put(order(f"O{next(runs)}"))
            self.till.number = next(runs) * 1000

        @rule(minor=st.integers(1, CAPTURED))
        def decide(self, minor: int) -> None:
            try:
                self.cases.append(self.till.decide(self.mug, Money(minor=minor, currency="USD")))
            except Refused:
                return

        @rule(fault=st.sampled_from(Fault))
        def spoil(self, fault: Fault) -> None:
            self.till.fake.script.append(fault)

        @rule(call=st.sampled_from(["payment", "find"]))
        def deafen(self, call: str) -> None:
            self.till.fake.deaf.symmetric_difference_update({call})

        @precondition(lambda self: self.cases)
        @rule(data=st.data(), worker=st.sampled_from(["a", "b"]))
        def pay(self, data: st.DataObject, worker: str) -> None:
            self.till.pay(data.draw(st.sampled_from(self.cases)), worker)

        @precondition(lambda self: self.cases)
        @rule(data=st.data(), sent=st.booleans())
        def crash(self, data: st.DataObject, sent: bool) -> None:
            """A worker takes a refund, perhaps sends it, and dies before it says so."""
            case = data.draw(st.sampled_from(self.cases))
            refund = self.till.refund(case)
            if refund.status is not RefundStatus.RESERVED:
                return
            self.till.abandon(case)
            if sent:
                try:
                    self.till.payments.payment(self.mug)
                    self.till.payments.refund(refund.payment_ref, refund.amount, refund.key)
                except CountersignError:
                    return

        @rule(seconds=st.sampled_from([1, 30, 3600]))
        def wait(self, seconds: int) -> None:
            self.till.clock.advance(timedelta(seconds=seconds))

        @rule()
        def sweep(self) -> None:
            self.till.sweep()

        @rule()
        def deliver(self) -> None:
            self.till.deliver()

        @rule(stop=st.booleans())
        def stop(self, stop: bool) -> None:
            self.till.stop("drill" if stop else None)

        @rule(minor=st.integers(1, 1000))
        def refund_by_hand(self, minor: int) -> None:
            held = sum(one.amount.minor for one in self.till.held(self.mug))
            if self.till.fake.deaf or held + minor > CAPTURED:
                return
            self.till.payments.payment(self.mug)
            self.till.fake.pay_elsewhere(self.mug.payment_ref, Money(minor=minor, currency="USD"))
            self.by_hand += 1

        @invariant()
        def never_twice(self) -> None:
            keys = Counter(one.key for one in self.till.fake.refunds() if one.key is not None)
            assert all(count == 1 for count in keys.values())

        @invariant()
        def never_above_what_was_captured(self) -> None:
            if hasattr(self, "mug"):
                assert sum(one.amount.minor for one in self.till.held(self.mug)) <= CAPTURED

        @invariant()
        def never_told_before_it_is_paid(self) -> None:
            paid = {one.key for one in self.till.fake.refunds() if one.status is RefundStatus.SUCCEEDED}
            for case in self.cases:
                if self.till.deliveries(case):
                    assert self.till.refund(case).key in paid

        def teardown(self) -> None:
            """Left alone for long enough, every refund ends, and both sides agree."""
            till = self.till
            till.stop(None)
            till.fake.script.clear()
            till.fake.deaf.clear()
            for _ in range(3):
                for case in self.cases:
                    till.pay(case)
                till.lapse()
                till.sweep()
                till.deliver()
            for case in self.cases:
                ended = till.refund(case).status
                assert ended in {RefundStatus.SUCCEEDED, RefundStatus.FAILED}
                paid = ended is RefundStatus.SUCCEEDED
                assert till.now(case).status is (Status.CLOSED if paid else Status.NEEDS_ATTENTION)
            self._both_sides_agree()

        def _both_sides_agree(self) -> None:
            if not self.cases:
                return
            mine = {case.case_id for case in self.cases}
            found = reconcile(store=self.till.store, payments=self.till.payments).differences
            assert [one for one in found if one.case in mine] == []
            assert sum(one.kind is Kind.MISSING_HERE for one in found) == self.by_hand

    return Paying


@pytest.fixture
def one_store(sqlite_template, tmp_path):
    """A store for all runs of the machine."""
    opened = SqlStore(sqlite_url(copy_of(sqlite_template, tmp_path)), test_vault())
    yield opened
    opened.close()


def test_a_decision_is_paid_once_and_never_more_than_was_captured(one_store: SqlStore) -> None:
    run_state_machine_as_test(
        machine(one_store),
        settings=settings(
            max_examples=100,
            stateful_step_count=20,
            suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
        ),
    )
