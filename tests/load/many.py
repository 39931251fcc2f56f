"""A long log in little time: cases, drafts, decisions, refunds and answers, straight into the tables.

Made as columns, twenty thousand cases at a time. What the figures read is filled as the product fills it
(tests/load/test_many.py holds the two side by side); what is sealed is empty, and the ledger knows nothing.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import text

from hitl.adapters.sql.bulk import insert_many
from hitl.adapters.sql.store import SqlStore
from hitl.adapters.sql.tables import cases, decisions, drafts, refunds, satisfaction
from hitl.domain.decision import GATE
from hitl.domain.gate.verdict import Code

START = datetime(2024, 11, 10, tzinfo=UTC)
DAYS = 730
DECIDED = 0.89
"""Share of the cases that are decided, rounded down."""

PORTION = 20_000
_TABLES = (cases, drafts, decisions, refunds, satisfaction)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_SECOND = 1_000_000
_DAY = 86_400 * _SECOND

CHANNELS = ("chat", "email", "web_form", "api")
CATEGORIES = ("kitchen", "garden", "home", "office", "several", None)
MATTERS = ("damaged", "defective", "late", "changed_mind", "wrong_item", "price", None)
CURRENCIES = ("USD", "USD", "USD", "EUR", "JPY")
TIERS = ("standard", "standard", "premium", "enterprise", None)
PEOPLE = tuple(f"person{number}@example.com" for number in range(8))
MODES = ("limited_autonomy",) * 12 + ("copilot",) * 3 + ("shadow",)
CODES = (Code.AMOUNT_LIMIT, Code.CUSTOMER_SENTIMENT, Code.POLICY_TERMS_NOT_MET, Code.LANGUAGE)
WHY = ("goodwill", "amount_wrong", "facts_wrong")
REFUNDS = ("succeeded", "failed", "pending", "unknown", "reserved")

Array = NDArray[Any]


class Plan(NamedTuple):
    """What is to be written."""

    count: int
    days: int = DAYS
    start: datetime = START
    seed: int = 1
    simulated: float = 0.0  # share of the cases
    first: int = 1  # number of the first case


def write(store: SqlStore, plan: Plan) -> None:
    """Write it, a portion a transaction, in order of receipt."""
    chance = np.random.default_rng((plan.seed, plan.first))
    for first in range(0, plan.count, PORTION):
        rows = _rows(np.arange(first, min(first + PORTION, plan.count)), plan, chance)
        with store.engine.begin() as connection:
            if store.url.get_backend_name() == "postgresql":  # every row refers to one just written
                connection.execute(text("SET LOCAL session_replication_role = replica"))
            for table, columns in zip(_TABLES, rows, strict=True):
                values = [column.tolist() for column in columns.values()]
                insert_many(connection, table, list(columns), zip(*values, strict=True))


@contextmanager
def indexed_afterwards(store: SqlStore) -> Iterator[None]:
    """Without the indexes of the tables that are written: to make them once takes a fifth of the time."""
    indexes = [index for table in _TABLES for index in table.indexes]
    with store.engine.begin() as connection:
        for index in indexes:
            index.drop(connection)
    yield
    with store.engine.begin() as connection:
        for index in indexes:
            index.create(connection)


Columns = dict[str, Array]


def _rows(place: Array, plan: Plan, chance: np.random.Generator) -> tuple[Columns, ...]:
    """The columns of every table; one case in eleven is still open, one in eighty was withdrawn."""
    drawn = _Drawn(place, plan, chance)
    made = drawn.decisions()
    paid = (made["minor"] != np.array(None)) & (drawn.mode != "shadow")[drawn.closed]
    answered = chance.random(len(made["case_id"])) < 0.3
    scores = chance.integers(1, 6, int(answered.sum()))
    said = {"case_id": made["case_id"][answered], "score": scores, "at": made["decided_at"][answered]}
    return drawn.cases(made["decided_at"]), drawn.drafts(), made, _refunds(made, paid, chance), said


class _Drawn:
    """So many cases, as chance has it."""

    def __init__(self, place: Array, plan: Plan, chance: np.random.Generator) -> None:
        self._chance, self._count = chance, len(place)
        self._number = plan.first + place
        step = timedelta(days=plan.days) / timedelta(microseconds=plan.count)
        begun = (plan.start - _EPOCH) // timedelta(microseconds=1)
        self._at = begun + (place * step).astype(np.int64) + chance.integers(0, _SECOND, self._count)
        self._simulated = self._share(plan.simulated)
        self.mode = self._one_of(MODES)
        self._alone = (self.mode == "limited_autonomy") & self._share(0.5)
        fate = chance.random(self._count)
        self._fate = np.where(self._alone, 0.5, fate)
        self._withdrawn = self._fate > 0.98
        self.closed = self._alone | ~(self._withdrawn | self._share(0.15))
        self._denied = ~self._alone & self._share(0.2)
        self._reasons = self._held_for()
        usual = np.round(100 * chance.lognormal(3.4, 1, self._count)).astype(np.int64) + 1
        self._cents = np.where(self._alone, 1 + usual % 2_499, usual)
        self._minor = _some(~self._denied, self._cents)
        self._currency = _some(~self._denied, self._one_of(CURRENCIES))
        sure = chance.random(self._count)
        self._confidence = np.round(np.where(self._alone, 0.9 + sure / 10, sure), 3)
        self._version = 1 + (self._share(0.1)).astype(np.int64)
        self._model = self._one_of(("", "", "small-1", "small-2"))
        self._matter, self._clause = self._one_of(MATTERS), self._one_of(("RP-1", "RP-2", "CM-1"))

    def _share(self, share: float) -> Array:
        return self._chance.random(self._count) < share

    def _one_of(self, options: Sequence[object]) -> Array:
        return np.array(options, object)[self._chance.integers(0, len(options), self._count)]

    def _held_for(self) -> Array:
        codes = np.array(CODES, object)[self._chance.integers(0, len(CODES), (self._count, 2))]
        own = {"shadow": (Code.MODE_SHADOW,), "copilot": (Code.MODE_COPILOT,)}
        found = [
            {*pair, *own.get(mode, ()), *((Code.DENIAL,) if denied else ())}
            for pair, mode, denied in zip(codes.tolist(), self.mode, self._denied, strict=True)
        ]
        for place in np.flatnonzero(self._fate > 0.97):
            found[place].add(Code.NOT_A_REFUND_REQUEST)
        held = np.array([" ".join(sorted(one)) for one in found], object)
        return np.where(self._alone, "", held)

    def _named(self, head: str) -> Array:
        return np.array([f"{head}{number}" for number in self._number.tolist()], object)

    def _all(self, value: object) -> Array:
        return np.full(self._count, value, object)

    def _same(self) -> Columns:
        """What stands in a case and in its draft."""
        return {
            "case_id": self._named("CS-"),
            "queue": self._all("refunds"),
            "level": self._all("reviewer"),
            "priority": self._all(4),
            "due_at": self._at + 4 * 3600 * _SECOND,
            "route": np.where(self._alone, "auto", np.where(self._fate < 0.05, "takeover", "review")),
            "mode": self.mode,
            "reasons": self._reasons,
            "confidence": self._confidence,
            "language": self._all("en"),
            "sealed": self._all(b""),
        }

    def cases(self, decided_at: Array) -> Columns:
        """Every case."""
        closed_at = self._all(None)
        closed_at[self.closed] = decided_at
        status = np.where(self.closed, "closed", np.where(self._withdrawn, "withdrawn", "in_review"))
        return self._same() | {
            "number": self._number,
            "ticket_id": self._named("T"),
            "status": status,
            "channel": self._one_of(CHANNELS),
            "received_at": self._at,
            "customer_id": self._named("C"),
            "about_order": self._named(""),
            "key_id": self._all("made up"),
            "waiting": self._all(value=False),
            "simulated": self._simulated,
            "draft_version": self._version,
            "attempt": self._version,
            "draft_rejected": self._all(value=False),
            "attention": self._all(""),
            "escalated": self._share(0.05),
            "tier": self._one_of(TIERS),
            "category": self._one_of(CATEGORIES),
            "queued_at": _some(~self._alone, self._at),
            "closed_at": closed_at,
            "draft_action": self._action(),
            "draft_minor": self._minor,
            "draft_currency": self._currency,
            "matter": self._matter,
            "clause": self._clause,
        }

    def _action(self) -> Array:
        return np.where(self._denied, "deny_refund", "approve_refund")

    def drafts(self) -> Columns:
        """The newest draft of every case."""
        return self._same() | {
            "version": self._version,
            "drafted_at": self._at + 2 * _SECOND,
            "policy": self._all(1),
            "ruleset": self._ruleset(),
            "confirmation": self._all("confirm"),
            "intent": self._all("refund"),
            "order_id": self._named(""),
            "action": self._action(),
            "minor": self._minor,
            "currency": self._currency,
            "drafter": np.where(self._model == "", "rules 1.0", "llm"),
            "model": self._model,
            "prompt": np.where(self._model == "", "", self._one_of(("p1", "p2"))),
            "flow": self._all("1"),
        }

    def _ruleset(self) -> Array:
        quarter = 1 + self._at // _DAY % 365 // 92
        return np.array([f"{one}-rules" for one in range(6)], object)[quarter]

    def decisions(self) -> Columns:
        """The decision of every closed case; in three of twenty a person changed something."""
        lasted = (self._chance.lognormal((7, 4), (1.2, 1), (self._count, 2)) * _SECOND).astype(np.int64)
        opened = self._at + lasted[:, 0]
        fate = np.where(self._alone, 1, self._chance.random(self._count))
        paid = ~self._denied
        turned = paid & (fate >= 0.1) & (fate < 0.13)
        factor = np.where(fate < 0.1, self._one_of((0.5, 0.8, 1.2)), 1.0).astype(float)
        minor = np.maximum(1, np.round(self._cents * factor)).astype(np.int64)
        found = {
            "decision_id": self._named("D-"),
            "case_id": self._named("CS-"),
            "draft_version": self._version,
            "by": np.where(self._alone, GATE, self._one_of(PEOPLE)),
            "outcome": np.where(fate < 0.15, "edited", np.where(fate < 0.18, "rejected", "approved")),
            "action": np.where(turned, "deny_refund", self._action()),
            "minor": _some(paid & ~turned, minor),
            "currency": _some(paid & ~turned, self._currency),
            "order_id": self._named(""),
            "claims": self._all('[{"line_id":"1/MUG/1","quantity":1,"reason":"damaged"}]'),
            "draft_action": self._action(),
            "draft_minor": self._minor,
            "draft_currency": self._currency,
            "reason_code": _some(fate < 0.18, self._one_of(WHY)),
            "without": self._all(""),
            "queued_at": _some(~self._alone, self._at),
            "opened_at": _some(~self._alone & ~self._share(0.1), opened),
            "decided_at": np.where(self._alone, self._at + 2 * _SECOND, opened + lasted[:, 1]),
            "policy": self._all(1),
            "ruleset": self._ruleset(),
            "reply_changed": fate < 0.15,
            "replaces": self._all(value=False),
            "bound": self._all("0123456789abcdef"),
            "sealed": self._all(b""),
        }
        return {name: column[self.closed] for name, column in found.items()}


def _refunds(made: Columns, paid: Array, chance: np.random.Generator) -> Columns:
    """The refund of every decision that pays outside of shadow mode."""
    numbers = [name[2:] for name in made["decision_id"][paid].tolist()]
    status = chance.choice(np.array(REFUNDS, object), len(numbers), p=(0.9, 0.04, 0.03, 0.01, 0.02))
    at, over = made["decided_at"][paid], np.isin(status, ("succeeded", "failed"))

    def named(head: str) -> Array:
        return np.array([head + number for number in numbers], object)

    return {
        "refund_id": named("RF-"),
        "decision_id": made["decision_id"][paid],
        "case_id": made["case_id"][paid],
        "order_id": named(""),
        "customer_id": named("C"),
        "minor": made["minor"][paid],
        "currency": made["currency"][paid],
        "status": status,
        "key": named("countersign-D-"),
        "payment_ref": named("demo-"),
        "not_before": at,
        "by_gate": made["by"][paid] == GATE,
        "processor_id": _some(over, named("demo_")),
        "attempts": np.ones(len(numbers), np.int64),
        "error": np.full(len(numbers), "", object),
        "reserved_at": at,
        "settled_at": _some(over, at + _SECOND),
    }


def _some(which: Array, values: Array) -> Array:
    """None elsewhere."""
    return np.where(which, values.astype(object), None)
