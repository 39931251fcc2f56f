"""The desk's part of a unit of work, and what screens read of it."""

from datetime import datetime, timedelta
from statistics import median
from typing import Any

from sqlalchemy import BigInteger, Connection, bindparam, func, literal_column, select, type_coerce
from sqlalchemy.sql.elements import ColumnClause

from hitl.adapters.sql.columns import KEY, Micros, one_of
from hitl.adapters.sql.desk_claims import SqlAssignments, SqlClaims, read_away, read_hold
from hitl.adapters.sql.desk_notes import SqlNotebook
from hitl.adapters.sql.desk_search import search
from hitl.adapters.sql.desk_shelf import SqlShelf, read_presence, read_replies, read_views
from hitl.adapters.sql.desk_words import SqlWords
from hitl.adapters.sql.keys import Keys
from hitl.adapters.sql.tables import cases, decisions
from hitl.domain.case import Status
from hitl.domain.decision import DecisionOutcome
from hitl.domain.saved_reply import SavedReply
from hitl.ports.desk import QUARTER, Day, Flow, Hold, Note, Presence, ReplyText, SavedView

_SINCE = bindparam("since", type_=Micros())
_DAY = select(decisions.c.outcome, decisions.c.opened_at, decisions.c.decided_at).where(
    decisions.c.by == bindparam("of", type_=KEY), decisions.c.decided_at >= _SINCE
)
_WAITING = one_of({Status.IN_REVIEW, Status.SNOOZED, Status.AWAITING_SECOND})
_OPEN = select(func.count()).select_from(cases).where(cases.c.status.in_(_WAITING))
_BY_PEOPLE: ColumnClause[bool] = literal_column("decisions.by <> 'gate'")


def _quarter(at: Any) -> Any:
    return type_coerce(at, BigInteger) // (QUARTER // timedelta(microseconds=1))


def _between(at: Any) -> tuple[Any, Any]:
    return at >= _SINCE, at < bindparam("until", type_=Micros())


_WORK = (
    select(_quarter(decisions.c.decided_at).label("quarter"), func.count().label("decided"))
    .where(_BY_PEOPLE, *_between(decisions.c.decided_at))
    .group_by("quarter")
    .cte("work")
)
_ARRIVED = (
    select(func.count())
    .select_from(cases)
    .where(*_between(cases.c.queued_at), _quarter(cases.c.queued_at).in_(select(_WORK.c.quarter)))
)
_FLOW = select(
    _OPEN.scalar_subquery().label("open"),
    _ARRIVED.scalar_subquery().label("arrived"),
    select(func.coalesce(func.sum(_WORK.c.decided), 0)).scalar_subquery().label("decided"),
    select(func.count()).select_from(_WORK).scalar_subquery().label("quarters"),
)
_LAST = select(decisions.c.decided_at).where(_BY_PEOPLE).order_by(decisions.c.decided_at.desc()).limit(1)


class SqlDesk(SqlClaims, SqlAssignments, SqlShelf, SqlNotebook, SqlWords):
    """Implements ports.desk.Desk."""

    def __init__(self, connection: Connection, keys: Keys) -> None:
        SqlNotebook.__init__(self, connection, keys)


class SqlDeskReads:
    """Implements ports.desk.DeskReads."""

    def __init__(self, connection: Connection, keys: Keys) -> None:
        self._desk_connection = connection
        self._notebook = SqlNotebook(connection, keys)
        self._desk_keys = keys

    def hold(self, case_id: str) -> Hold | None:
        """Who claimed the case last and has not released it."""
        return read_hold(self._desk_connection, case_id)

    def search(self, text: str, limit: int) -> tuple[str, ...]:
        """Cases that hold every word of the text, newest first."""
        return search(self._desk_connection, self._desk_keys, text, limit)

    def day_of(self, email: str, since: datetime) -> Day:
        """What that person decided since then."""
        rows = self._desk_connection.execute(_DAY, {"of": email, "since": since}).all()
        seconds = [(row.decided_at - row.opened_at).total_seconds() for row in rows if row.opened_at]
        return Day(
            decided=len(rows),
            median_seconds=median(seconds) if seconds else None,
            changed=sum(row.outcome != DecisionOutcome.APPROVED.value for row in rows),
        )

    def last_decided(self) -> datetime | None:
        """When a person decided something last."""
        return self._desk_connection.scalar(_LAST)

    def flow(self, since: datetime, until: datetime) -> Flow:
        """What came to the desk and left it between the two, while people worked."""
        row = self._desk_connection.execute(_FLOW, {"since": since, "until": until}).one()
        return Flow(
            open=row.open, arrived=row.arrived, decided=int(row.decided), worked=row.quarters * QUARTER
        )

    def saved_views(self, email: str) -> tuple[SavedView, ...]:
        """That person's views, by name."""
        return read_views(self._desk_connection, self._desk_keys, email)

    def saved_replies(self) -> tuple[SavedReply, ...]:
        """Everybody's replies, by title."""
        return read_replies(self._desk_connection)

    def notes(self, case_id: str) -> tuple[Note, ...]:
        """The notes on a case, oldest first."""
        return self._notebook.notes(case_id)

    def unread_mentions(self, email: str) -> int:
        """How many notes call that person and are unread."""
        return self._notebook.unread_mentions(email)

    def mentions(self, email: str, limit: int) -> tuple[Note, ...]:
        """The unread notes that call that person, newest first."""
        return self._notebook.mentions(email, limit)

    def away(self, now: datetime) -> dict[str, datetime]:
        """Who is away at that time, by e-mail, and until when."""
        return read_away(self._desk_connection, now)

    def who_is_here(self, case_id: str, since: datetime) -> tuple[Presence, ...]:
        """Who looked at the case since then, by e-mail."""
        return read_presence(self._desk_connection, case_id, since)

    def reply_text(self, case_id: str, version: int) -> ReplyText | None:
        """The reply to that draft as it was saved last."""
        return self._notebook.reply_text(case_id, version, lock=False)
