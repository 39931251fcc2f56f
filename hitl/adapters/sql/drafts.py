"""Versions of a case's draft: the whole sealed, beside it the columns that figures and filters need."""

from typing import Any

from sqlalchemy import Connection, Integer, bindparam, insert, select

from hitl.adapters.sql.columns import KEY, AnyRow
from hitl.adapters.sql.keys import Keys
from hitl.adapters.sql.tables import case_reasons, drafts
from hitl.adapters.vault import ERASED, DataKey
from hitl.domain.draft import Action, Draft
from hitl.domain.drafted import Drafted
from hitl.domain.gate.verdict import Code, GateReason, Route, Verdict
from hitl.domain.mode import Mode
from hitl.domain.money import Money
from hitl.domain.reading.record import Intent, Reading
from hitl.domain.roles import Level

_ADD = insert(drafts)
_ADD_REASONS = insert(case_reasons)
_OF_CASE = select(drafts).where(drafts.c.case_id == bindparam("id", type_=KEY))
_VERSION = _OF_CASE.where(drafts.c.version == bindparam("number", type_=Integer))
_VERSIONS = _OF_CASE.order_by(drafts.c.version)
_NEWEST = _OF_CASE.order_by(drafts.c.version.desc()).limit(1)


def add_draft(connection: Connection, drafted: Drafted, order_id: str | None, key: DataKey) -> None:
    """Store one version with its reasons."""
    connection.execute(_ADD, _values(drafted, order_id, key))
    codes = dict.fromkeys(reason.code.value for reason in drafted.verdict.reasons)
    if codes:
        place = {"case_id": drafted.case_id, "version": drafted.version}
        connection.execute(_ADD_REASONS, [{**place, "code": code} for code in codes])


def read_draft(connection: Connection, keys: Keys, case_id: str, version: int | None) -> Drafted | None:
    """One version, or the newest; without its texts where they were erased."""
    if version is None:
        row = connection.execute(_NEWEST, {"id": case_id}).one_or_none()
    else:
        row = connection.execute(_VERSION, {"id": case_id, "number": version}).one_or_none()
    return None if row is None else _drafted(row, keys)


def read_drafts(connection: Connection, keys: Keys, case_id: str) -> tuple[Drafted, ...]:
    """Every version, oldest first; without texts where they were erased."""
    return tuple(_drafted(row, keys) for row in connection.execute(_VERSIONS, {"id": case_id}))


def _drafted(row: AnyRow, keys: Keys) -> Drafted:
    text = keys.open(row.sealed, _place(row.case_id, row.version))
    return _outline(row) if text is None else Drafted.model_validate_json(text)


def _place(case_id: str, version: int) -> str:
    return f"drafts:{case_id}:{version}"


def _values(drafted: Drafted, order_id: str | None, key: DataKey) -> dict[str, Any]:
    verdict, draft = drafted.verdict, drafted.draft
    amount = draft.amount if draft else None
    return {
        "case_id": drafted.case_id,
        "version": drafted.version,
        "drafted_at": drafted.drafted_at,
        "policy": drafted.policy,
        "ruleset": verdict.ruleset,
        "mode": verdict.mode.value,
        "route": verdict.route.value,
        "queue": verdict.queue,
        "level": verdict.level.value,
        "confirmation": verdict.confirmation,
        "priority": verdict.priority,
        "due_at": verdict.due_at,
        "reasons": " ".join(reason.code for reason in verdict.reasons),
        "language": drafted.reading.language,
        "intent": drafted.reading.intent.value,
        "order_id": order_id,
        "action": draft.action.value if draft else None,
        "minor": amount.minor if amount else None,
        "currency": amount.currency if amount else None,
        "confidence": drafted.confidence.value if drafted.confidence else None,
        "drafter": draft.drafter if draft else "",
        "model": draft.model if draft else "",
        "prompt": draft.prompt if draft else "",
        "flow": drafted.flow,
        "sealed": key.seal(drafted.model_dump_json(), _place(drafted.case_id, drafted.version)),
    }


def _outline(row: AnyRow) -> Drafted:
    """What is left of a draft whose texts were erased: what was proposed and where the gate sent it."""
    verdict = Verdict(
        route=Route(row.route),
        reasons=tuple(GateReason(code=Code(code), says=ERASED) for code in row.reasons.split()),
        queue=row.queue,
        level=Level(row.level),
        confirmation=row.confirmation,
        priority=row.priority,
        due_at=row.due_at,
        ruleset=row.ruleset,
        mode=Mode(row.mode),
    )
    return Drafted(
        case_id=row.case_id,
        version=row.version,
        verdict=verdict,
        policy=row.policy,
        reading=Reading(language=row.language, intent=Intent(row.intent)),
        draft=_outline_of_draft(row) if row.action else None,
        assessment=None,
        confidence=None,
        failure="" if row.action else ERASED,
        flow=row.flow,
        drafted_at=row.drafted_at,
    )


def _outline_of_draft(row: AnyRow) -> Draft:
    amount = None if row.minor is None else Money(minor=row.minor, currency=row.currency)
    return Draft(
        action=Action(row.action),
        reply=ERASED,
        order_id=row.order_id,
        amount=amount,
        understanding=0.0,
        drafter=row.drafter,
        model=row.model,
        prompt=row.prompt,
    )
