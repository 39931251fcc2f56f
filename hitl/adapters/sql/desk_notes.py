"""Notes on cases for colleagues, and the reply that is edited together; both sealed."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import Connection, Integer, bindparam, func, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite

from hitl.adapters.sql.columns import KEY, AnyRow, Micros
from hitl.adapters.sql.desk_tables import case_notes, note_mentions, reply_texts
from hitl.adapters.sql.keys import Keys
from hitl.adapters.vault import ERASED
from hitl.ports.desk import Note, ReplyText

_ADD = insert(case_notes).returning(case_notes.c.note_id)
_ADD_MENTIONS = insert(note_mentions)
_COLUMNS = [case_notes.c.note_id, case_notes.c.case_id, case_notes.c.by, case_notes.c.at, case_notes.c.sealed]
_OF_CASE = (
    select(*_COLUMNS).where(case_notes.c.case_id == bindparam("id", type_=KEY)).order_by(case_notes.c.note_id)
)
_MENTIONED = (
    select(note_mentions.c.note_id, note_mentions.c.email)
    .where(note_mentions.c.note_id.in_(bindparam("ids", expanding=True)))
    .order_by(note_mentions.c.email)
)
_UNREAD = note_mentions.c.email == bindparam("of", type_=KEY), note_mentions.c.read_at.is_(None)
_COUNT_UNREAD = select(func.count()).select_from(note_mentions).where(*_UNREAD)
_UNREAD_NOTES = (
    select(*_COLUMNS)
    .join_from(note_mentions, case_notes, case_notes.c.note_id == note_mentions.c.note_id)
    .where(*_UNREAD)
    .order_by(note_mentions.c.note_id.desc())
    .limit(bindparam("count"))
)
_ITS_NOTES = select(case_notes.c.note_id).where(case_notes.c.case_id == bindparam("id", type_=KEY))
_READ = update(note_mentions).where(*_UNREAD).values(read_at=bindparam("at", type_=Micros()))
_READ_ON_CASE = _READ.where(note_mentions.c.note_id.in_(_ITS_NOTES))

_REPLY = select(reply_texts).where(
    reply_texts.c.case_id == bindparam("id", type_=KEY),
    reply_texts.c.draft_version == bindparam("version", type_=Integer),
)
_LOCKED_REPLY = _REPLY.with_for_update()
_FIRST_REPLY = {
    "sqlite": sqlite.insert(reply_texts).on_conflict_do_nothing().returning(reply_texts.c.revision),
    "postgresql": postgresql.insert(reply_texts).on_conflict_do_nothing().returning(reply_texts.c.revision),
}
_NEXT_REPLY = (
    update(reply_texts)
    .where(
        reply_texts.c.case_id == bindparam("id", type_=KEY),
        reply_texts.c.draft_version == bindparam("version", type_=Integer),
        reply_texts.c.revision == bindparam("before", type_=Integer),
    )
    .values(
        revision=bindparam("revision", type_=Integer),
        by=bindparam("by", type_=KEY),
        at=bindparam("at", type_=Micros()),
        sealed=bindparam("sealed"),
    )
)


class SqlNotebook:
    """Implements ports.desk.Notebook, and what screens read of it."""

    def __init__(self, connection: Connection, keys: Keys) -> None:
        self._connection = connection
        self._keys = keys

    def add_note(self, case_id: str, text: str, by: str, at: datetime, mentions: Collection[str]) -> Note:
        """A note, unread by those it calls."""
        sealed = self._keys.of_case(case_id).seal(text, _note_place(case_id))
        row = {"case_id": case_id, "by": by, "at": at, "sealed": sealed}
        note_id = self._connection.execute(_ADD, row).scalar_one()
        called = tuple(sorted(set(mentions)))
        if called:
            self._connection.execute(
                _ADD_MENTIONS, [{"note_id": note_id, "email": email} for email in called]
            )
        return Note(note_id=note_id, case_id=case_id, by=by, at=at, text=text, mentions=called)

    def mark_read(self, email: str, case_id: str | None, at: datetime) -> int:
        """That person has read the notes that call them; how many were unread."""
        if case_id is None:
            return self._connection.execute(_READ, {"of": email, "at": at}).rowcount
        return self._connection.execute(_READ_ON_CASE, {"of": email, "at": at, "id": case_id}).rowcount

    def notes(self, case_id: str) -> tuple[Note, ...]:
        """The notes on a case, oldest first."""
        return self._opened(self._connection.execute(_OF_CASE, {"id": case_id}).all())

    def unread_mentions(self, email: str) -> int:
        """How many notes call that person and are unread."""
        return int(self._connection.scalar(_COUNT_UNREAD, {"of": email}) or 0)

    def mentions(self, email: str, limit: int) -> tuple[Note, ...]:
        """The unread notes that call that person, newest first."""
        return self._opened(self._connection.execute(_UNREAD_NOTES, {"of": email, "count": limit}).all())

    def reply_text(self, case_id: str, version: int, *, lock: bool = True) -> ReplyText | None:
        """The reply as it was saved last; with `lock` held until the end of the transaction."""
        statement = _LOCKED_REPLY if lock else _REPLY
        row = self._connection.execute(statement, {"id": case_id, "version": version}).one_or_none()
        if row is None:
            return None
        text = self._keys.open(row.sealed, _reply_place(case_id, version))
        return ReplyText(
            case_id=case_id,
            version=version,
            revision=row.revision,
            text=ERASED if text is None else text,
            by=row.by,
            at=row.at,
        )

    def save_reply_text(self, text: ReplyText) -> bool:
        """Compare-and-set on the revision before this one."""
        key = self._keys.of_case(text.case_id)
        values = {
            "revision": text.revision,
            "by": text.by,
            "at": text.at,
            "sealed": key.seal(text.text, _reply_place(text.case_id, text.version)),
        }
        if text.revision == 1:
            row = {"case_id": text.case_id, "draft_version": text.version, **values}
            return self._connection.scalar(_FIRST_REPLY[self._connection.dialect.name], row) is not None
        place = {"id": text.case_id, "version": text.version, "before": text.revision - 1}
        return self._connection.execute(_NEXT_REPLY, {**values, **place}).rowcount == 1

    def _opened(self, rows: Sequence[AnyRow]) -> tuple[Note, ...]:
        called: dict[int, list[str]] = {row.note_id: [] for row in rows}
        if rows:
            for mention in self._connection.execute(_MENTIONED, {"ids": list(called)}):
                called[mention.note_id].append(mention.email)
        self._keys.load(row.sealed for row in rows)
        return tuple(self._note(row, called[row.note_id]) for row in rows)

    def _note(self, row: AnyRow, called: list[str]) -> Note:
        text = self._keys.open(row.sealed, _note_place(row.case_id))
        return Note(
            note_id=row.note_id,
            case_id=row.case_id,
            by=row.by,
            at=row.at,
            text=ERASED if text is None else text,
            mentions=tuple(called),
        )


def _note_place(case_id: str) -> str:
    return f"case_notes:{case_id}"


def _reply_place(case_id: str, version: int) -> str:
    return f"reply_texts:{case_id}:{version}"
