"""A tiny company for tests: one policy, a customer or two, their orders, and an agent to serve them."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from langgraph.checkpoint.memory import InMemorySaver

from hitl.adapters.payments.fake import FakePayments
from hitl.adapters.policy_search import ClauseSearch
from hitl.adapters.reading_weights import load_lexicon
from hitl.adapters.rules_drafter import RulesDrafter
from hitl.bootstrap import RULES
from hitl.domain.case import Case, Channel, Ticket
from hitl.domain.decision import Answer, Submission
from hitl.domain.drafted import Drafted
from hitl.domain.gate.ruleset import parse_ruleset
from hitl.domain.mode import Mode, ModeState
from hitl.domain.order import Customer, Line, Order, OrderStatus, PaymentMethod
from hitl.domain.policy_file import parse_policy
from hitl.domain.roles import Role, User
from hitl.flow import Agent
from hitl.ports.drafter import Drafter
from hitl.ports.store import Store
from hitl.settings import ROOT
from hitl.steps.intake import receive
from hitl.steps.review import submit

START = datetime(2026, 11, 10, 12, 0, tzinfo=UTC)
"""When tests begin; the fixture clock stands here."""

POLICY = """# Returns

## RP-1 Damaged or defective goods
Goods that arrive damaged, or stop working, are refunded when we hear of it within 30 days of delivery.

```toml
reasons = ["damaged", "defective"]
outcome = "refund"
within_days = 30
```

## RP-2 Change of mind
Unused goods can be sent back within 14 days of delivery; we pay when they have come back.

```toml
reasons = ["changed_mind"]
outcome = "refund"
within_days = 14
condition = ["unused"]
goods_back = "first"
```

## RP-3 Goodwill
In special cases a colleague may grant more than this policy says.
"""

RULESET = parse_ruleset(RULES.read_text("utf-8"))
LEXICON = load_lexicon(ROOT, RULESET)
REVIEWER = User(email="reviewer@example.com", name="Reviewer", role=Role.REVIEWER)
SENIOR = User(email="senior@example.com", name="Senior", role=Role.SENIOR)
MANAGER = User(email="manager@example.com", name="Manager", role=Role.MANAGER)
ANALYST = User(email="analyst@example.com", name="Analyst", role=Role.ANALYST)


def customer(customer_id: str = "C1", **changes: object) -> Customer:
    """A calm standard customer."""
    known = {"customer_id": customer_id, "email": f"{customer_id.lower()}@example.com", "name": "Ada Byron"}
    return Customer.model_validate({**known, "country": "US", **changes})


def line(line_id: str = "1", **changes: object) -> Line:
    """One mug at 12.00."""
    known = {"line_id": line_id, "sku": "MUG", "title": "Stoneware mug", "category": "kitchen"}
    return Line.model_validate({**known, "unit_price": 1200, "quantity": 1, **changes})


def order(order_id: str = "10482", customer_id: str = "C1", **changes: object) -> Order:
    """A delivered order of one mug, paid by card."""
    known = {
        "order_id": order_id,
        "customer_id": customer_id,
        "currency": "USD",
        "lines": (line(),),
        "placed_at": START - timedelta(days=9),
        "shipped_at": START - timedelta(days=7),
        "delivered_at": START - timedelta(days=4),
        "status": OrderStatus.DELIVERED,
        "payment_ref": f"pay-{order_id}",
        "payment_method": PaymentMethod.CARD,
    }
    return Order.model_validate({**known, **changes})


def ticket(
    body: str = "My mug arrived broken, please refund it.", ticket_id: str = "T1", **changes: object
) -> Ticket:
    """A form about order 10482."""
    known = {"ticket_id": ticket_id, "body": body, "received_at": START, "channel": Channel.WEB_FORM}
    return Ticket.model_validate({**known, "customer_id": "C1", "order_id": "10482", **changes})


@dataclass(kw_only=True)
class Company:
    """A store with a company in it, and the agent that serves it."""

    store: Store
    clock: object
    payments: FakePayments
    agent: Agent
    checkpoints: InMemorySaver

    def set_mode(self, mode: Mode, canary: int = 100) -> None:
        """Another mode from now on."""
        with self.store.unit() as unit:
            state = ModeState(mode=mode, canary=canary, since=self.clock.now(), by="test")
            unit.controls.set_mode(state, {})
            unit.commit()

    def add(self, *orders: Order, owner: Customer | None = None) -> None:
        """More orders, and their customer where that is another one."""
        with self.store.unit() as unit:
            if owner is not None:
                unit.catalog.save_customer(owner)
            for each in orders:
                unit.catalog.save_order(each)
            unit.commit()

    def receive(self, what: Ticket) -> Case:
        """Take a ticket in."""
        return receive(what, store=self.store, clock=self.clock)

    def draft(self, what: Ticket | None = None) -> tuple[Case, Drafted]:
        """Take a ticket in and let the agent draft it."""
        case = self.receive(what or ticket())
        drafted = self.agent.draft(case.case_id, "worker-1")
        assert drafted is not None
        return self.case(case.case_id), drafted

    def answer(self, case: Case, answer: Answer, *, by: User = MANAGER, **changes: object) -> Case:
        """A person's answer to the newest draft."""
        known = {
            "case_id": case.case_id,
            "draft_version": case.draft_version,
            "answer": answer,
            "by": by.email,
        }
        submission = Submission.model_validate({**known, **changes})
        return submit(submission, store=self.store, ruleset=RULESET, clock=self.clock)

    def case(self, case_id: str) -> Case:
        """The case as it stands."""
        with self.store.unit() as unit:
            return unit.cases.get(case_id)

    def events(self, case_id: str) -> list[str]:
        """The kinds of the case's events, in order."""
        with self.store.reads() as reads:
            return [str(event.kind) for event in reads.timeline(case_id)]


def found(store: Store, clock: object, *, drafter: Drafter | None = None) -> Company:
    """A company with one policy, one customer, one order and four users, in limited autonomy."""
    payments, checkpoints = FakePayments(), InMemorySaver()
    agent = Agent(
        store=store,
        payments=payments,
        drafter=drafter or RulesDrafter(LEXICON),
        search=ClauseSearch(),
        lexicon=LEXICON,
        ruleset=RULESET,
        clock=clock,
        checkpointer=checkpoints,
    )
    company = Company(store=store, clock=clock, payments=payments, agent=agent, checkpoints=checkpoints)
    with store.unit() as unit:
        version = unit.policies.add(parse_policy("returns", POLICY), clock.now())
        unit.policies.activate(version, clock.now())
        unit.catalog.save_customer(customer())
        unit.catalog.save_order(order())
        for user in (REVIEWER, SENIOR, MANAGER, ANALYST):
            unit.controls.save_user(user, clock.now())
        unit.commit()
    company.set_mode(Mode.LIMITED_AUTONOMY)
    return company
