"""How satisfied customers said they were, one answer a case."""

from datetime import datetime

from sqlalchemy import Connection, bindparam, insert, select, update

from hitl.adapters.sql.columns import KEY
from hitl.adapters.sql.tables import satisfaction

_SCORE = select(satisfaction.c.score).where(satisfaction.c.case_id == bindparam("of", type_=KEY))
_ADD = insert(satisfaction)
_CHANGE = (
    update(satisfaction)
    .where(satisfaction.c.case_id == bindparam("of", type_=KEY))
    .values(score=bindparam("score"), at=bindparam("at", type_=satisfaction.c.at.type))
)


class SqlRatings:
    """Implements ports.decisions.Ratings."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def of_case(self, case_id: str) -> int | None:
        """What the customer said, 1 to 5."""
        score: int | None = self._connection.scalar(_SCORE, {"of": case_id})
        return score

    def save(self, case_id: str, score: int, at: datetime) -> None:
        """Insert or update."""
        changed = self._connection.execute(_CHANGE, {"of": case_id, "score": score, "at": at})
        if changed.rowcount == 0:
            self._connection.execute(_ADD, {"case_id": case_id, "score": score, "at": at})
