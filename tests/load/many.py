"""A long log in little time: cases, drafts, decisions, refunds and answers, written straight into the tables.

What is sealed is empty and the ledger knows nothing of it: it is for figures, which read neither.
"""

from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any, NamedTuple

from sqlalchemy import Table

from hitl.adapters.sql.columns import Micros
from hitl.adapters.sql.store import SqlStore
from hitl.adapters.sql.tables import cases, decisions, drafts, refunds, satisfaction
from hitl.domain.decision import GATE
from hitl.domain.gate.verdict import Code

START = datetime(2024, 11, 10, tzinfo=UTC)
DAYS = 730

_MICROS = Micros()
_TABLES = {"cases": cases, "drafts": drafts, "decisions": decisions, "refunds": refunds}
_TABLES["satisfaction"] = satisfaction
_PORTION = 20_000

CHANNELS = ("chat", "email", "web_form", "api")
CATEGORIES = ("kitchen", "garden", "home", "office", "several", None)
MATTERS = ("damaged", "defective", "late", "changed_mind", "wrong_item", "price", None)
CURRENCIES = ("USD", "USD", "USD", "EUR", "JPY")
TIERS = ("standard", "standard", "premium", "enterprise", None)
PEOPLE = tuple(f"person{number}@example.com" for number in range(8))
MODES = ("limited_autonomy",) * 12 + ("copilot",) * 3 + ("shadow",)
CODES = (Code.AMOUNT_LIMIT, Code.DENIAL, Code.CUSTOMER_SENTIMENT, Code.POLICY_TERMS_NOT_MET, Code.LANGUAGE)


class Plan(NamedTuple):
    """What is to be written."""

    count: int
    days: int = DAYS
    start: datetime = START
    seed: int = 1
    simulated: float = 0.0  # share of the cases
    first: int = 1  # number of the first case


Row = dict[str, Any]


def write(store: SqlStore, plan: Plan) -> None:
    """Write it, a portion a transaction, in order of receipt."""
    chance = Random(f"{plan.seed} {plan.first}")
    step = timedelta(days=plan.days) / plan.count
    for first in range(0, plan.count, _PORTION):
        rows: defaultdict[str, list[Row]] = defaultdict(list)
        for place in range(first, min(first + _PORTION, plan.count)):
            at = plan.start + step * place + timedelta(seconds=chance.random())
            for name, row in _case(plan.first + place, at, plan, chance):
                rows[name].append(row)
        _insert(store, rows)


def _insert(store: SqlStore, rows: dict[str, list[Row]]) -> None:
    with store.engine.begin() as connection:
        raw = connection.connection.driver_connection
        for name, table in _TABLES.items():
            if rows[name]:
                _copy(raw, store.url.get_backend_name(), table, rows[name])


def _copy(raw: Any, kind: str, table: Table, rows: list[Row]) -> None:
    columns = list(rows[0])
    named = ", ".join(f'"{column}"' for column in columns)
    values = ([_plain(row[column]) for column in columns] for row in rows)
    if kind == "sqlite":
        marks = ", ".join("?" * len(columns))
        raw.executemany(f"INSERT INTO {table.name} ({named}) VALUES ({marks})", values)
        return
    with raw.cursor() as cursor, cursor.copy(f"COPY {table.name} ({named}) FROM STDIN") as copy:
        for row in values:
            copy.write_row(row)


def _plain(value: Any) -> Any:
    return _MICROS.process_bind_param(value, None) if isinstance(value, datetime) else value


def _case(number: int, at: datetime, plan: Plan, chance: Random) -> Iterator[tuple[str, Row]]:
    """A case with all that follows from it; one in ten is still open, one in fifty was withdrawn."""
    alone, open_, fate = chance.random() < 0.4, chance.random() < 0.1, chance.random()
    seen: Row = {
        "due": at + timedelta(hours=4),
        "mode": chance.choice(MODES),
        "route": "auto" if alone else ("takeover" if fate < 0.05 else "review"),
        "reasons": "" if alone else " ".join(sorted(set(chance.choices(CODES, k=2)))),
        "confidence": round(chance.random(), 3),
        "action": "deny_refund" if not alone and chance.random() < 0.2 else "approve_refund",
        "minor": round(100 * chance.lognormvariate(3.4, 1)) + 1,
        "currency": chance.choice(CURRENCIES),
        "version": 2 if chance.random() < 0.1 else 1,
        "status": "withdrawn" if fate > 0.98 else ("in_review" if open_ else "closed"),
    }
    if fate > 0.97 and not alone:
        seen["reasons"] = f"{seen['reasons']} {Code.NOT_A_REFUND_REQUEST}"
    if seen["action"] == "deny_refund":
        seen["minor"] = seen["currency"] = None
    yield "cases", _case_row(number, at, seen, plan, chance)
    yield "drafts", _draft_row(number, at, seen, chance)
    if seen["status"] == "closed":
        yield from _end(number, at, seen, chance, alone=alone)


def _case_row(number: int, at: datetime, seen: Row, plan: Plan, chance: Random) -> Row:
    return {
        "case_id": f"CS-{number}",
        "number": number,
        "ticket_id": f"T{number}",
        "status": seen["status"],
        "channel": chance.choice(CHANNELS),
        "received_at": at,
        "key_id": "",
        "sealed": b"",
        "waiting": False,
        "simulated": chance.random() < plan.simulated,
        "draft_version": seen["version"],
        "attempt": 1,
        "draft_rejected": False,
        "attention": "",
        "escalated": chance.random() < 0.05,
        "tier": chance.choice(TIERS),
        "category": chance.choice(CATEGORIES),
        "queue": "refunds",
        "level": "reviewer",
        "priority": 4,
        "due_at": seen["due"],
        "queued_at": at,
        "route": seen["route"],
        "mode": seen["mode"],
        "reasons": seen["reasons"],
        "confidence": seen["confidence"],
        "draft_action": seen["action"],
        "draft_minor": seen["minor"],
        "draft_currency": seen["currency"],
        "matter": chance.choice(MATTERS),
    }


def _draft_row(number: int, at: datetime, seen: Row, chance: Random) -> Row:
    model = chance.choice(("", "", "small-1", "small-2"))
    return {
        "case_id": f"CS-{number}",
        "version": seen["version"],
        "drafted_at": at,
        "policy": 1,
        "ruleset": f"{1 + at.timetuple().tm_yday // 92}-rules",
        "mode": seen["mode"],
        "route": seen["route"],
        "queue": "refunds",
        "level": "reviewer",
        "confirmation": "confirm",
        "priority": 4,
        "due_at": seen["due"],
        "reasons": seen["reasons"],
        "language": "en",
        "intent": "refund",
        "action": seen["action"],
        "minor": seen["minor"],
        "currency": seen["currency"],
        "confidence": seen["confidence"],
        "drafter": "llm" if model else "rules 1.0",
        "model": model,
        "prompt": f"p{1 + number % 2}" if model else "",
        "flow": "1",
        "sealed": b"",
    }


def _end(number: int, at: datetime, seen: Row, chance: Random, *, alone: bool) -> Iterator[tuple[str, Row]]:
    opened = at + timedelta(seconds=chance.lognormvariate(7, 1.2))
    decided = at + timedelta(seconds=2) if alone else opened + timedelta(seconds=chance.lognormvariate(4, 1))
    action, minor, currency = seen["action"], seen["minor"], seen["currency"]
    outcome, fate = "approved", chance.random()
    if not alone and fate < 0.15:
        outcome = "edited"
        if minor and fate < 0.1:
            minor = max(1, round(minor * chance.choice((0.5, 0.8, 1.2))))
        elif minor and fate < 0.13:
            action, minor, currency = "deny_refund", None, None
    elif not alone and fate < 0.18:
        outcome = "rejected"
    yield (
        "decisions",
        {
            "decision_id": f"D-{number}",
            "case_id": f"CS-{number}",
            "draft_version": seen["version"],
            "by": GATE if alone else chance.choice(PEOPLE),
            "outcome": outcome,
            "action": action,
            "minor": minor,
            "currency": currency,
            "claims": "[]",
            "draft_action": seen["action"],
            "draft_minor": seen["minor"],
            "draft_currency": seen["currency"],
            "without": "",
            "queued_at": None if alone else at,
            "opened_at": None if alone or chance.random() < 0.1 else opened,
            "decided_at": decided,
            "policy": 1,
            "ruleset": f"{1 + at.timetuple().tm_yday // 92}-rules",
            "reply_changed": outcome == "edited",
            "replaces": False,
            "bound": "",
            "sealed": b"",
        },
    )
    if minor and seen["mode"] != "shadow":
        status = chance.choices(("succeeded", "failed", "pending", "unknown", "reserved"), (90, 4, 3, 1, 2))[
            0
        ]
        yield "refunds", _refund_row(number, minor, currency, status, decided, alone=alone)
    if chance.random() < 0.3:
        yield "satisfaction", {"case_id": f"CS-{number}", "score": chance.randint(1, 5), "at": decided}


def _refund_row(number: int, minor: int, currency: str, status: str, at: datetime, *, alone: bool) -> Row:
    return {
        "refund_id": f"R-{number}",
        "decision_id": f"D-{number}",
        "case_id": f"CS-{number}",
        "order_id": f"{number}",
        "customer_id": f"C{number}",
        "minor": minor,
        "currency": currency,
        "status": status,
        "key": f"key-{number}",
        "payment_ref": f"pay-{number}",
        "not_before": at,
        "by_gate": alone,
        "attempts": 1,
        "error": "",
        "reserved_at": at,
    }
