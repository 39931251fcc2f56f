"""Final decisions, one a case, and the review actions that are not final."""

import json
from datetime import datetime
from functools import lru_cache
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import Connection, bindparam, delete, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite

from hitl.adapters.sql.columns import KEY, AnyRow
from hitl.adapters.sql.keys import Keys
from hitl.adapters.sql.tables import (
    decisions,
    deliveries,
    refund_lines,
    refunds,
    review_actions,
    signatures,
)
from hitl.adapters.vault import ERASED
from hitl.domain.decision import GATE, Decision, DecisionOutcome, DecisionReason, Feedback
from hitl.domain.draft import Action, Claim, StepKind
from hitl.domain.money import Money
from hitl.domain.signature import Signature
from hitl.errors import AlreadyDecided

_CLAIMS = TypeAdapter(tuple[Claim, ...])

_ADD = {
    "sqlite": sqlite.insert(decisions).on_conflict_do_nothing().returning(decisions.c.decision_id),
    "postgresql": postgresql.insert(decisions).on_conflict_do_nothing().returning(decisions.c.decision_id),
}
_OF_CASE = select(decisions).where(decisions.c.case_id == bindparam("id", type_=KEY))
_NOTE = insert(review_actions)
_BIND = (
    update(decisions)
    .where(decisions.c.decision_id == bindparam("id", type_=KEY))
    .values(bound=bindparam("to", type_=KEY))
)
_SIGN = insert(signatures)
_SIGNATURE = select(signatures.c.sealed).where(signatures.c.case_id == bindparam("id", type_=KEY))
_UNSIGN = delete(signatures).where(signatures.c.case_id == bindparam("id", type_=KEY))
_ITS_REFUND = select(refunds.c.refund_id).where(refunds.c.decision_id == bindparam("id", type_=KEY))
_WITHDRAW = (
    delete(deliveries).where(deliveries.c.decision_id == bindparam("id", type_=KEY)),
    delete(refund_lines).where(refund_lines.c.refund_id.in_(_ITS_REFUND)),
    delete(refunds).where(refunds.c.decision_id == bindparam("id", type_=KEY)),
    delete(decisions).where(decisions.c.decision_id == bindparam("id", type_=KEY)),
)


class SqlDecisions:
    """Implements ports.decisions.Decisions."""

    def __init__(self, connection: Connection, keys: Keys) -> None:
        self._connection = connection
        self._keys = keys

    def add(self, decision: Decision) -> None:
        """Store it. Raises AlreadyDecided where the case has one.

        Two transactions cannot both see none: the case's compare-and-set comes first, and holds its row.
        """
        added = self._connection.scalar(_ADD[self._connection.dialect.name], self._values(decision))
        if added is None:
            known = self._connection.execute(_OF_CASE, {"id": decision.case_id}).one()
            who = "the gate" if known.by == GATE else known.by
            raise AlreadyDecided(
                f"{decision.case_id} was already decided by {who}: {known.outcome}, {known.action}"
            )

    def of_case(self, case_id: str) -> Decision | None:
        """The case's decision."""
        row = self._connection.execute(_OF_CASE, {"id": case_id}).one_or_none()
        return None if row is None else self._decision(row)

    def withdraw(self, decision_id: str) -> None:
        """Remove a decision of which nothing has left, with its cancelled refund and its deliveries."""
        for statement in _WITHDRAW:
            self._connection.execute(statement, {"id": decision_id})

    def bind(self, decision_id: str, bound: str) -> None:
        """Bind a decision anew."""
        self._connection.execute(_BIND, {"id": decision_id, "to": bound})

    def sign(self, signature: Signature) -> None:
        """Keep the first of two signatures; it takes the place of an older draft's."""
        self.unsign(signature.case_id)
        key = self._keys.of_case(signature.case_id)
        self._connection.execute(
            _SIGN,
            {
                "case_id": signature.case_id,
                "draft_version": signature.draft_version,
                "by": signature.by,
                "at": signature.at,
                "sealed": key.seal(signature.model_dump_json(), f"signatures:{signature.case_id}"),
            },
        )

    def signature(self, case_id: str) -> Signature | None:
        """The first signature of a case; None also where the customer's data was erased."""
        row = self._connection.execute(_SIGNATURE, {"id": case_id}).one_or_none()
        text = None if row is None else self._keys.open(row.sealed, f"signatures:{case_id}")
        return None if text is None else Signature.model_validate_json(text)

    def unsign(self, case_id: str) -> None:
        """Remove the first signature of a case."""
        self._connection.execute(_UNSIGN, {"id": case_id})

    def note_action(self, case_id: str, kind: str, by: str, at: datetime, note: str) -> None:
        """A review action that is not final."""
        text = self._keys.of_case(case_id).seal(note, f"review_actions:{case_id}")
        row = {"case_id": case_id, "kind": kind, "by": by, "at": at, "sealed": text}
        self._connection.execute(_NOTE, row)

    def _values(self, decision: Decision) -> dict[str, Any]:
        feedback = decision.feedback
        personal = {
            "reply": decision.reply,
            "changes": decision.changes,
            "note": decision.note,
            "comment": feedback.comment if feedback else "",
        }
        key = self._keys.of_case(decision.case_id)
        return {
            "decision_id": decision.decision_id,
            "case_id": decision.case_id,
            "draft_version": decision.draft_version,
            "by": decision.by,
            "outcome": decision.outcome.value,
            "action": decision.action.value,
            "minor": decision.amount.minor if decision.amount else None,
            "currency": decision.amount.currency if decision.amount else None,
            "order_id": decision.order_id,
            "claims": _CLAIMS.dump_json(decision.claims).decode(),
            "draft_action": decision.draft_action.value,
            "draft_minor": decision.draft_amount.minor if decision.draft_amount else None,
            "draft_currency": decision.draft_amount.currency if decision.draft_amount else None,
            "reason_code": decision.reason_code.value if decision.reason_code else None,
            "without": " ".join(sorted(decision.without)),
            "queued_at": decision.queued_at,
            "opened_at": decision.opened_at,
            "decided_at": decision.decided_at,
            "policy": decision.policy,
            "ruleset": decision.ruleset,
            "feedback_score": feedback.score if feedback else None,
            "feedback_kind": feedback.kind if feedback else None,
            "reply_changed": "reply" in decision.changes,
            "replaces": decision.replaces,
            "first_by": decision.first_by,
            "bound": decision.bound,
            "sealed": key.seal(json.dumps(personal, ensure_ascii=False), _place(decision.decision_id)),
        }

    def _decision(self, row: AnyRow) -> Decision:
        text = self._keys.open(row.sealed, _place(row.decision_id))
        erased: dict[str, Any] = {"reply": ERASED, "changes": {}, "comment": ""}
        personal = erased if text is None else json.loads(text)
        return Decision(
            decision_id=row.decision_id,
            case_id=row.case_id,
            draft_version=row.draft_version,
            by=row.by,
            outcome=DecisionOutcome(row.outcome),
            action=Action(row.action),
            amount=money(row.minor, row.currency),
            order_id=row.order_id,
            claims=_CLAIMS.validate_json(row.claims),
            reply=personal["reply"],
            draft_action=Action(row.draft_action),
            draft_amount=money(row.draft_minor, row.draft_currency),
            reason_code=DecisionReason(row.reason_code) if row.reason_code else None,
            changes=personal["changes"],
            note=personal.get("note", ""),
            replaces=row.replaces,
            first_by=row.first_by,
            bound=row.bound,
            without=frozenset(StepKind(step) for step in row.without.split()),
            queued_at=row.queued_at,
            opened_at=row.opened_at,
            decided_at=row.decided_at,
            policy=row.policy,
            ruleset=row.ruleset,
            feedback=_feedback(row, personal["comment"]),
        )


@lru_cache(maxsize=8192)
def money(minor: int | None, currency: str | None) -> Money | None:
    """An amount out of its two columns."""
    return None if minor is None or currency is None else Money(minor=minor, currency=currency)


def _feedback(row: AnyRow, comment: str) -> Feedback | None:
    if row.feedback_kind is None:
        return None
    return Feedback(score=row.feedback_score, kind=row.feedback_kind, comment=comment)


def _place(decision_id: str) -> str:
    return f"decisions:{decision_id}"
