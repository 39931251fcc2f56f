"""Quality cases: who was given which made-up case, and how they answered."""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, and_, bindparam, exists, false, func, select, update
from sqlalchemy.dialects import postgresql, sqlite

from hitl.adapters.sql.case_statements import NEXT_NUMBER
from hitl.adapters.sql.columns import KEY, Micros
from hitl.adapters.sql.keys import Keys
from hitl.adapters.sql.quality_tables import quality_cases
from hitl.adapters.sql.tables import case_numbers, decisions
from hitl.domain.quality import Answered, Made, Outcome, QualityCase, Told

_Q, _D = quality_cases.c, decisions.c
_BY, _SINCE = bindparam("of", type_=KEY), bindparam("since", type_=Micros())
_THIS = _Q.case_id == bindparam("id", type_=KEY)
_MINE = and_(_Q.by == _BY, _Q.answered_at.is_(None))

_ADD = {
    "sqlite": sqlite.insert(quality_cases).on_conflict_do_nothing().returning(_Q.case_id),
    "postgresql": postgresql.insert(quality_cases).on_conflict_do_nothing().returning(_Q.case_id),
}
_GIVEN = select(_Q.case_id, _Q.by, _Q.given_at, _Q.rejected, _Q.sealed).where(_THIS, _MINE)
_REJECT = update(quality_cases).where(_THIS, _MINE, _Q.rejected == false()).values(rejected=True)
_ANSWER = (
    update(quality_cases)
    .where(_THIS, _MINE)
    .values(
        answered_at=bindparam("at", type_=Micros()),
        outcome=bindparam("ends", type_=KEY),
        as_drafted=bindparam("same"),
        action=bindparam("does", type_=KEY),
        minor=bindparam("much"),
        currency=bindparam("coin", type_=KEY),
        sealed_words=bindparam("words"),
    )
)
_HOLDS = select(exists().where(_THIS))
_OPEN = (
    select(_Q.case_id)
    .where(_MINE, _Q.given_at > _SINCE)
    .order_by(_Q.given_at.desc(), _Q.case_id.desc())
    .limit(1)
)
_LABELS = select(_Q.label).where(_Q.by == _BY).order_by(_Q.given_at, _Q.label)
_LAST = select(func.coalesce(func.max(_Q.given_at), 0)).where(_Q.by == _BY).scalar_subquery()
_DECIDED = (
    select(_D.case_id)
    .where(_D.by == _BY, _D.decided_at > _SINCE, _D.decided_at > _LAST)
    .order_by(_D.decided_at.desc(), _D.case_id.desc())
    .limit(bindparam("count"))
)
_ANSWERS = (
    select(_Q.by, _Q.label, _Q.answered_at, _Q.planted, _Q.outcome, _Q.as_drafted)
    .where(_Q.by == _BY, _Q.answered_at.is_not(None))
    .order_by(_Q.answered_at.desc(), _Q.case_id.desc())
    .limit(bindparam("count"))
)
_REAL = _Q.simulated == false()


class SqlQuality:
    """Implements ports.quality.Quality."""

    def __init__(self, connection: Connection, keys: Keys) -> None:
        self._connection = connection
        self._keys = keys

    def next_id(self) -> str:
        """A case number that nobody has, and that nobody else gets."""
        postgres = self._connection.dialect.name == "postgresql"
        return f"CS-{self._connection.scalar(case_numbers.next_value() if postgres else NEXT_NUMBER)}"

    def give(self, given: QualityCase) -> bool:
        """Give a made-up case to somebody."""
        made = given.made
        sealed = self._keys.of_installation().seal(made.model_dump_json(), _place(given.case_id))
        row = {
            "case_id": given.case_id,
            "number": int(given.case_id.removeprefix("CS-")),
            "label": made.label,
            "by": given.by,
            "given_at": given.at,
            "planted": made.planted,
            "simulated": made.case.simulated,
            "rejected": False,
            "sealed": sealed,
        }
        return self._connection.scalar(_ADD[self._connection.dialect.name], row) is not None

    def given(self, case_id: str, by: str) -> QualityCase | None:
        """The case, where it was given to that person and they have not answered."""
        return _given(self._connection, self._keys, case_id, by)

    def reject(self, case_id: str, by: str) -> bool:
        """They threw the draft away."""
        return self._connection.execute(_REJECT, {"id": case_id, "of": by}).rowcount == 1

    def answer(self, told: Told, by: str, at: datetime, words: str) -> bool:
        """How it ended, and what they wrote."""
        said = told.said
        amount = said.amount if said else None
        values: dict[str, Any] = {
            "id": told.case_id,
            "of": by,
            "at": at,
            "ends": told.outcome.value,
            "same": told.as_drafted,
            "does": said.action.value if said and said.action else None,
            "much": amount.minor if amount else None,
            "coin": amount.currency if amount else None,
            "words": self._keys.of_installation().seal(words, _place(told.case_id)),
        }
        return self._connection.execute(_ANSWER, values).rowcount == 1

    def holds(self, case_id: str) -> bool:
        """Whether that is the number of a quality case."""
        return bool(self._connection.scalar(_HOLDS, {"id": case_id}))


class SqlQualityReads:
    """Implements ports.quality.QualityReads."""

    _quality_connection: Connection
    _quality_keys: Keys

    def quality_given(self, case_id: str, by: str) -> QualityCase | None:
        """The case, where it was given to that person and they have not answered."""
        return _given(self._quality_connection, self._quality_keys, case_id, by)

    def quality_open(self, by: str, since: datetime) -> str | None:
        """The case that was given to that person last, since then, and that they have not answered."""
        found: str | None = self._quality_connection.scalar(_OPEN, {"of": by, "since": since})
        return found

    def quality_labels(self, by: str) -> tuple[str, ...]:
        """Which ones that person was ever given."""
        return tuple(self._quality_connection.scalars(_LABELS, {"of": by}))

    def decided_since_quality(self, by: str, since: datetime, limit: int) -> tuple[str, ...]:
        """Cases that they decided since then and since they were last given one, newest first."""
        values = {"of": by, "since": since, "count": limit}
        return tuple(self._quality_connection.scalars(_DECIDED, values))

    def quality_answers(self, by: str, limit: int, *, demo: bool) -> tuple[Answered, ...]:
        """The newest that somebody answered, oldest first."""
        statement = _ANSWERS if demo else _ANSWERS.where(_REAL)
        rows = self._quality_connection.execute(statement, {"of": by, "count": limit}).all()
        return tuple(
            Answered(
                by=row.by,
                label=row.label,
                at=row.answered_at,
                planted=row.planted,
                outcome=Outcome(row.outcome),
                as_drafted=row.as_drafted,
            )
            for row in reversed(rows)
        )


def _given(connection: Connection, keys: Keys, case_id: str, by: str) -> QualityCase | None:
    row = connection.execute(_GIVEN, {"id": case_id, "of": by}).one_or_none()
    text = keys.open(row.sealed, _place(case_id)) if row is not None else None
    if row is None or text is None:
        return None
    made = Made.model_validate_json(text)
    return QualityCase(made=made, by=row.by, at=row.given_at, rejected=row.rejected)


def _place(case_id: str) -> str:
    return f"quality_cases:{case_id}"
