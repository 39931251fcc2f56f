"""A person's newest decisions beside how much there was to read.

The texts stay sealed: encryption adds the same few bytes to each, so that the length of a sealed text tells
that of the words in it closely enough.
"""

from sqlalchemy import Connection, bindparam, func, select

from hitl.adapters.sql.columns import KEY
from hitl.adapters.sql.tables import cases, decisions, messages
from hitl.domain.decision import DecisionOutcome
from hitl.ports.reads import Review

AROUND_MESSAGE, AROUND_REPLY = 75, 98
"""Bytes of a sealed text that are not its words: head, nonce, tag and the names of its fields, about."""

_WRITTEN = (
    select(func.coalesce(func.sum(func.length(messages.c.sealed) - AROUND_MESSAGE), 0))
    .where(messages.c.case_id == decisions.c.case_id, messages.c.at <= decisions.c.decided_at)
    .correlate(decisions)
    .scalar_subquery()
)
_REVIEWS = (
    select(
        decisions.c.by,
        decisions.c.case_id,
        decisions.c.opened_at,
        decisions.c.decided_at,
        decisions.c.outcome,
        (_WRITTEN + func.length(decisions.c.sealed) - AROUND_REPLY).label("length"),
    )
    .join(cases, cases.c.case_id == decisions.c.case_id)
    .where(decisions.c.by == bindparam("email", type_=KEY))
    .order_by(decisions.c.decided_at.desc(), decisions.c.case_id)
    .limit(bindparam("count"))
)
_REAL = _REVIEWS.where(cases.c.simulated.is_(False))


def read_reviews(connection: Connection, email: str, limit: int, *, demo: bool) -> tuple[Review, ...]:
    """The newest decisions of a person, oldest first; simulated ones only where `demo`."""
    rows = connection.execute(_REVIEWS if demo else _REAL, {"email": email, "count": limit})
    found = [
        Review(
            by=row.by,
            case_id=row.case_id,
            opened_at=row.opened_at,
            decided_at=row.decided_at,
            as_drafted=row.outcome == DecisionOutcome.APPROVED,
            length=max(0, int(row.length)),
        )
        for row in rows
    ]
    return tuple(found[::-1])
