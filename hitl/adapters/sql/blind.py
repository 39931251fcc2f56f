"""Second readings: who was given which decided case, and what they said beside what was decided."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import (
    Connection,
    and_,
    bindparam,
    exists,
    false,
    func,
    literal_column,
    or_,
    select,
    update,
)
from sqlalchemy.dialects import postgresql, sqlite

from hitl.adapters.sql.blind_tables import blind_readings
from hitl.adapters.sql.columns import KEY, AnyRow, Micros, one_of
from hitl.adapters.sql.decisions import money
from hitl.adapters.sql.keys import Keys
from hitl.adapters.sql.tables import cases, decisions, review_actions
from hitl.domain.blind import Given, Pair, Said
from hitl.domain.case import Status
from hitl.domain.draft import Action

_B, _D = blind_readings.c, decisions.c

AT_MOST = 500
"""Decided cases that are looked through for one of the share; two days of a desk of five."""

_BY = bindparam("of", type_=KEY)
_SINCE, _LAPSED = bindparam("since", type_=Micros()), bindparam("lapsed", type_=Micros())
_THIS = _B.case_id == bindparam("id", type_=KEY)
_MINE = and_(_B.by == _BY, _B.answered_at.is_(None))

_ADD = {
    "sqlite": sqlite.insert(blind_readings).on_conflict_do_nothing().returning(_B.case_id),
    "postgresql": postgresql.insert(blind_readings).on_conflict_do_nothing().returning(_B.case_id),
}
_PASS_ON = (
    update(blind_readings)
    .where(_THIS, _B.answered_at.is_(None), _B.given_at <= _LAPSED)
    .values(
        by=bindparam("to", type_=KEY),
        given_at=bindparam("at", type_=Micros()),
        draft_version=bindparam("version"),
        rejected=False,
    )
)
_REJECT = update(blind_readings).where(_THIS, _MINE, _B.rejected == false()).values(rejected=True)
_ANSWER = (
    update(blind_readings)
    .where(_THIS, _MINE)
    .values(
        answered_at=bindparam("at", type_=Micros()),
        action=bindparam("does", type_=KEY),
        minor=bindparam("much"),
        currency=bindparam("coin", type_=KEY),
        sealed=bindparam("words"),
    )
)
_GIVEN = select(_B.case_id, _B.draft_version, _B.by, _B.given_at, _B.rejected).where(_THIS, _MINE)
_OPEN = select(_B.case_id).where(_MINE, _B.given_at >= _SINCE).order_by(_B.given_at.desc()).limit(1)
_LAST_GIVEN = select(func.coalesce(func.max(_B.given_at), 0)).where(_B.by == _BY).scalar_subquery()
_DECIDED_SINCE = (
    select(func.count())
    .select_from(decisions)
    .where(_D.by == _BY, _D.decided_at >= _SINCE, _D.decided_at > _LAST_GIVEN)
)
_TAKEN = exists().where(
    _B.case_id == _D.case_id, or_(_B.answered_at.is_not(None), _B.given_at > _LAPSED, _B.by == _BY)
)
_TOUCHED = exists().where(review_actions.c.case_id == _D.case_id, review_actions.c.by == _BY)
_TO_READ = (
    select(_D.case_id)
    .join(cases, cases.c.case_id == _D.case_id)
    .where(
        literal_column("decisions.by <> 'gate'"),  # as the index says it
        _D.by != _BY,
        _D.first_by.is_(None),
        _D.decided_at.between(_SINCE, bindparam("before", type_=Micros())),
        cases.c.status.in_(one_of({Status.DECIDED, Status.EXECUTING, Status.AWAITING_RETURN, Status.CLOSED})),
        cases.c.level.in_(bindparam("levels", expanding=True)),
        ~_TAKEN,
        ~_TOUCHED,
    )
    .order_by(_D.decided_at.desc(), _D.case_id)
    .limit(AT_MOST)
)
_NEWEST = (
    select(blind_readings)
    .where(_B.answered_at.is_not(None))
    .order_by(_B.answered_at.desc(), _B.case_id.desc())
    .limit(bindparam("count"))
    .subquery("newest")
)
_N = _NEWEST.c
_PAIRS = (
    select(
        _N.case_id,
        _D.by,
        _D.action,
        _D.minor,
        _D.currency,
        _D.decided_at,
        _N.by.label("second_by"),
        _N.action.label("second_action"),
        _N.minor.label("second_minor"),
        _N.currency.label("second_currency"),
        _N.answered_at,
    )
    .join(decisions, and_(_D.case_id == _N.case_id, _D.draft_version == _N.draft_version))
    .join(cases, cases.c.case_id == _N.case_id)
    .order_by(_N.answered_at, _N.case_id)
)
_REAL = cases.c.simulated == false()


class SqlBlind:
    """Implements ports.blind.Blind."""

    def __init__(self, connection: Connection, keys: Keys) -> None:
        self._connection = connection
        self._keys = keys

    def give(self, given: Given, lapsed: datetime) -> bool:
        """Give a case to its second reader."""
        again = {
            "id": given.case_id,
            "to": given.by,
            "at": given.at,
            "version": given.draft_version,
            "lapsed": lapsed,
        }
        if self._connection.execute(_PASS_ON, again).rowcount:
            return True
        row = {
            "case_id": given.case_id,
            "draft_version": given.draft_version,
            "by": given.by,
            "given_at": given.at,
            "rejected": False,
        }
        return self._connection.scalar(_ADD[self._connection.dialect.name], row) is not None

    def reject(self, case_id: str, by: str) -> bool:
        """They threw the draft away."""
        return self._connection.execute(_REJECT, {"id": case_id, "of": by}).rowcount == 1

    def answer(self, case_id: str, said: Said, reply: str) -> bool:
        """What they would do, and write."""
        values: dict[str, Any] = {
            "id": case_id,
            "of": said.by,
            "at": said.at,
            "does": said.action.value if said.action else None,
            "much": said.amount.minor if said.amount else None,
            "coin": said.amount.currency if said.amount else None,
            "words": self._keys.of_case(case_id).seal(reply, f"blind_readings:{case_id}"),
        }
        return self._connection.execute(_ANSWER, values).rowcount == 1


class SqlBlindReads:
    """Implements ports.blind.BlindReads."""

    _blind_connection: Connection

    def blind_given(self, case_id: str, by: str) -> Given | None:
        """The case, where it was given to that person and they have not answered."""
        row = self._blind_connection.execute(_GIVEN, {"id": case_id, "of": by}).one_or_none()
        if row is None:
            return None
        return Given(
            case_id=row.case_id,
            draft_version=row.draft_version,
            by=row.by,
            at=row.given_at,
            rejected=row.rejected,
        )

    def blind_open(self, by: str, since: datetime) -> str | None:
        """The case that was given to that person last, and that they have not answered."""
        found: str | None = self._blind_connection.scalar(_OPEN, {"of": by, "since": since})
        return found

    def decided_since_blind(self, by: str, since: datetime) -> int:
        """Cases that they decided since then and since they were last given one to read blind."""
        return int(self._blind_connection.scalar(_DECIDED_SINCE, {"of": by, "since": since}) or 0)

    def to_read_blind(
        self,
        by: str,
        levels: Collection[str],
        since: datetime,
        before: datetime,
        lapsed: datetime,
        *,
        demo: bool,
    ) -> tuple[str, ...]:
        """Cases that other people decided alone between the two times, and that `by` never touched."""
        values = {"of": by, "levels": list(levels), "since": since, "before": before, "lapsed": lapsed}
        statement = _TO_READ if demo else _TO_READ.where(_REAL)
        return tuple(self._blind_connection.scalars(statement, values))

    def blind_pairs(self, limit: int, *, demo: bool) -> tuple[Pair, ...]:
        """The newest cases that two people decided, oldest first."""
        statement = _PAIRS if demo else _PAIRS.where(_REAL)
        return tuple(map(_pair, self._blind_connection.execute(statement, {"count": limit})))


def _pair(row: AnyRow) -> Pair:
    return Pair(
        case_id=row.case_id,
        first=Said(
            by=row.by,
            action=Action(row.action),
            amount=money(row.minor, row.currency),
            at=row.decided_at,
        ),
        second=Said(
            by=row.second_by,
            action=Action(row.second_action) if row.second_action else None,
            amount=money(row.second_minor, row.second_currency),
            at=row.answered_at,
        ),
    )
