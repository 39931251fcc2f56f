"""A till for tests: decided cases without a draft's way, and everything that pays and delivers them."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from hitl.adapters.clock import FixedClock
from hitl.adapters.payments.fake import FakePayments
from hitl.adapters.post import FakePost
from hitl.bootstrap import RULES
from hitl.domain.case import Case, Status, Ticket
from hitl.domain.decision import GATE, Decision, DecisionOutcome
from hitl.domain.delivery import Delivery
from hitl.domain.draft import Action, Claim, Draft, StepKind
from hitl.domain.drafted import Drafted
from hitl.domain.event import LoggedEvent
from hitl.domain.gate.ruleset import parse_ruleset
from hitl.domain.gate.verdict import Route, Verdict
from hitl.domain.mode import Mode, ModeState
from hitl.domain.money import Money
from hitl.domain.order import Customer, Line, Order
from hitl.domain.policy import GoodsBack
from hitl.domain.reading.record import Intent, Reading
from hitl.domain.refund import ProcessorRefund, Refund, RefundStatus
from hitl.domain.roles import Level
from hitl.ports.payments import Payments
from hitl.ports.post import Post
from hitl.ports.store import Store, Unit
from hitl.steps.arrange import arrange
from hitl.steps.deliver import deliver
from hitl.steps.execute import execute_refund
from hitl.steps.sweep import SweepReport, sweep

PERSON = "senior@example.com"
RULESET = parse_ruleset(RULES.read_text("utf-8"))
REPLY = "We have refunded your order."


def usd(text: str) -> Money:
    """Dollars."""
    return Money.parse(text, "USD")


def line(line_id: str = "1", unit_price: int = 5000, **changes: object) -> Line:
    """One piece at 50.00."""
    known = {"line_id": line_id, "sku": "MUG", "title": "Mug", "unit_price": unit_price, "quantity": 1}
    return Line.model_validate({**known, **changes})


def order(order_id: str = "10482", customer_id: str = "C1", **changes: object) -> Order:
    """An order of one line, paid in full."""
    known = {"order_id": order_id, "customer_id": customer_id, "currency": "USD", "lines": (line(),)}
    return Order.model_validate({**known, "payment_ref": f"pay-{order_id}", **changes})


@dataclass(kw_only=True)
class Till:
    """A store in limited autonomy, a processor and a carrier that fail as they are told."""

    store: Store
    clock: FixedClock
    payments: Payments = field(default_factory=FakePayments)
    post: Post = field(default_factory=FakePost)
    number: int = 0

    def __post_init__(self) -> None:
        self.set_mode(Mode.LIMITED_AUTONOMY)

    @property
    def fake(self) -> FakePayments:
        """The processor where it is the fake."""
        assert isinstance(self.payments, FakePayments)
        return self.payments

    @property
    def carrier(self) -> FakePost:
        """The carrier where it is the fake."""
        assert isinstance(self.post, FakePost)
        return self.post

    def set_mode(self, mode: Mode) -> None:
        """Another mode from now on."""
        with self.store.unit() as unit:
            unit.controls.set_mode(ModeState(mode=mode, since=self.clock.now(), by="test"), {})
            unit.commit()

    def stop(self, reason: str | None = "fire drill") -> None:
        """The kill switch; None resumes."""
        with self.store.unit() as unit:
            unit.controls.set_stopped(reason, "test", self.clock.now())
            unit.commit()

    def put(self, what: Order) -> Order:
        """An order on record, with its customer."""
        with self.store.unit() as unit:
            unit.catalog.save_customer(
                Customer(customer_id=what.customer_id, email=f"{what.customer_id}@example.com".lower())
            )
            unit.catalog.save_order(what)
            unit.commit()
        return what

    def case(self, of: Order, to: Status = Status.DECIDED) -> Case:
        """A case about an order, drafted and moved on."""
        self.number += 1
        ticket = Ticket(
            ticket_id=f"T{self.number}",
            body="Please refund it.",
            received_at=self.clock.now(),
            customer_id=of.customer_id,
            order_id=of.order_id,
        )
        with self.store.unit() as unit:
            case = unit.cases.open(ticket, linked_case=None, simulated=False)
            unit.cases.claim_draft(case.case_id, "worker", self.clock.now(), timedelta(minutes=1))
            assert unit.cases.save_draft(_drafted(case.case_id, self.clock.now()), "worker", to, of.order_id)
            case = unit.cases.get(case.case_id)
            unit.commit()
        return case

    def decision(self, case: Case, amount: Money | None, **changes: object) -> Decision:
        """A decision of a person on a case, not stored yet."""
        action = Action.APPROVE_REFUND if amount is not None else Action.DENY_REFUND
        known = {
            "decision_id": case.case_id.replace("CS-", "D-"),
            "case_id": case.case_id,
            "draft_version": 1,
            "by": PERSON,
            "outcome": DecisionOutcome.APPROVED,
            "action": action,
            "amount": amount,
            "order_id": case.order_id,
            "reply": REPLY,
            "draft_action": action,
            "draft_amount": amount,
            "decided_at": self.clock.now(),
            "policy": 0,
            "ruleset": "test",
        }
        return Decision.model_validate({**known, **changes})

    def decide(
        self,
        of: Order,
        amount: Money | None,
        *,
        claims: Sequence[Claim] = (),
        without: frozenset[StepKind] = frozenset(),
        goods_back: GoodsBack = GoodsBack.NO,
        undo: timedelta = timedelta(0),
        bound: str = "",
    ) -> Case:
        """A case decided by a person, with what follows arranged."""
        case = self.case(of)
        with self.store.unit() as unit:
            self.arrange(
                unit,
                case,
                self.decision(case, amount, claims=tuple(claims), without=without, bound=bound),
                goods_back=goods_back,
                undo=undo,
            )
            unit.commit()
        return case

    def let_through(self, of: Order, amount: Money, *, limit: Money, velocity: Money) -> Case:
        """A case decided by the gate under limits. Raises LimitReached, and then nothing is kept of it."""
        case = self.case(of)
        with self.store.unit() as unit:
            self.arrange(unit, case, self.decision(case, amount, by=GATE), limit=limit, velocity=velocity)
            unit.commit()
        return case

    def arrange(
        self,
        unit: Unit,
        case: Case,
        decision: Decision,
        *,
        goods_back: GoodsBack = GoodsBack.NO,
        undo: timedelta = timedelta(0),
        limit: Money | None = None,
        velocity: Money | None = None,
    ) -> None:
        """Store a decision and arrange what follows, in a unit of the caller's."""
        unit.decisions.add(decision)
        arrange(
            unit,
            case=case,
            decision=decision,
            at=self.clock.now(),
            not_before=self.clock.now() + undo,
            goods_back=goods_back,
            auto_limit=limit,
            velocity_limit=velocity,
        )

    def pay(self, case: Case, worker: str = "worker-1") -> RefundStatus | None:
        """Execute the case's refund."""
        refund = self.refund(case)
        return execute_refund(
            refund.refund_id,
            store=self.store,
            payments=self.payments,
            clock=self.clock,
            worker=worker,
            post=self.post,
        )

    def deliver(self) -> list[bool]:
        """Deliver what is due, each once."""
        with self.store.unit() as unit:
            due = unit.deliveries.due(self.clock.now(), 100)
        return [
            deliver(one, store=self.store, post=self.post, clock=self.clock, worker="worker-1") for one in due
        ]

    def sweep(self, worker: str = "sweeper") -> SweepReport:
        """One sweep."""
        return sweep(
            store=self.store,
            payments=self.payments,
            post=self.post,
            clock=self.clock,
            ruleset=RULESET,
            worker=worker,
        )

    def abandon(self, case: Case, worker: str = "worker-1") -> None:
        """Take the case's refund as a worker that then dies before it says anything."""
        refund = self.refund(case)
        with self.store.unit() as unit:
            lease = self.payments.longest_call * 4
            assert unit.refunds.take(refund.refund_id, worker, self.clock.now(), lease)
            unit.cases.move(case.case_id, Status.EXECUTING, expect={Status.DECIDED}, at=self.clock.now())
            unit.commit()

    def lapse(self) -> datetime:
        """Wait until every lease and every pause before the next look is over."""
        return self.clock.advance(timedelta(minutes=20))

    def refund(self, case: Case) -> Refund:
        """The case's refund."""
        with self.store.unit() as unit:
            refund = unit.refunds.of_case(case.case_id)
        assert refund is not None
        return refund

    def now(self, case: Case) -> Case:
        """The case as it stands."""
        with self.store.unit() as unit:
            return unit.cases.get(case.case_id)

    def deliveries(self, case: Case) -> tuple[Delivery, ...]:
        """The case's deliveries."""
        with self.store.unit() as unit:
            return unit.deliveries.of_case(case.case_id)

    def said(self, case: Case) -> list[str]:
        """The texts of the conversation."""
        with self.store.unit() as unit:
            return [message.text for message in unit.cases.conversation(case.case_id)]

    def events(self, case: Case) -> list[LoggedEvent]:
        """The case's events, oldest first."""
        with self.store.reads() as reads:
            return list(reads.timeline(case.case_id))

    def kinds(self, case: Case) -> list[str]:
        """Their kinds."""
        return [str(event.kind) for event in self.events(case)]

    def held(self, of: Order) -> list[ProcessorRefund]:
        """What the fake processor holds of an order's payment."""
        return self.fake.held(of.payment_ref)


def _drafted(case_id: str, at: datetime) -> Drafted:
    verdict = Verdict(
        route=Route.REVIEW,
        reasons=(),
        queue="refunds",
        level=Level.REVIEWER,
        confirmation="inform",
        priority=5,
        due_at=at + timedelta(hours=4),
        ruleset="test",
        mode=Mode.LIMITED_AUTONOMY,
    )
    draft = Draft(action=Action.DENY_REFUND, reply="No.", understanding=1.0, drafter="test", order_id=None)
    return Drafted(
        case_id=case_id,
        version=1,
        verdict=verdict,
        policy=0,
        reading=Reading(language="en", intent=Intent.REFUND),
        draft=draft,
        assessment=None,
        confidence=None,
        flow="test",
        drafted_at=at,
    )
