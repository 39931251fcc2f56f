"""What people save for themselves and for each other, and who looks at which case."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, bindparam, delete, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite

from hitl.adapters.sql.columns import KEY, Micros
from hitl.adapters.sql.desk_tables import presence, saved_replies, saved_views
from hitl.adapters.sql.keys import Keys
from hitl.domain.saved_reply import SavedReply
from hitl.ports.desk import Presence, SavedView

_STALE = timedelta(hours=1)
"""Older traces of presence are swept away when somebody comes."""

_DIALECTS: dict[str, Any] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}

_SAVE_VIEW = {
    name: into(saved_views).on_conflict_do_update(
        index_elements=["email", "called"],
        set_={"sealed": into(saved_views).excluded.sealed, "saved_at": into(saved_views).excluded.saved_at},
    )
    for name, into in _DIALECTS.items()
}
_VIEWS = select(saved_views.c.called, saved_views.c.sealed).where(
    saved_views.c.email == bindparam("of", type_=KEY)
)
_REMOVE_VIEW = delete(saved_views).where(
    saved_views.c.email == bindparam("of", type_=KEY), saved_views.c.called == bindparam("name", type_=KEY)
)
_REPLIES = select(saved_replies).order_by(saved_replies.c.title, saved_replies.c.reply_id)
_ADD_REPLY = insert(saved_replies).returning(saved_replies.c.reply_id)
_CHANGE_REPLY = (
    update(saved_replies)
    .where(saved_replies.c.reply_id == bindparam("id"))
    .values(
        {name: bindparam(name) for name in ("title", "text", "by")} | {"at": bindparam("at", type_=Micros())}
    )
)
_REMOVE_REPLY = delete(saved_replies).where(saved_replies.c.reply_id == bindparam("id"))
_HERE = {
    name: into(presence).on_conflict_do_update(
        index_elements=["case_id", "email"],
        set_={"at": into(presence).excluded.at, "doing": into(presence).excluded.doing},
    )
    for name, into in _DIALECTS.items()
}
_SWEEP = delete(presence).where(presence.c.at < bindparam("before", type_=Micros()))
_GONE = delete(presence).where(
    presence.c.case_id == bindparam("id", type_=KEY), presence.c.email == bindparam("of", type_=KEY)
)
_WHO = (
    select(presence.c.email, presence.c.at, presence.c.doing)
    .where(
        presence.c.case_id == bindparam("id", type_=KEY),
        presence.c.at > bindparam("since", type_=Micros()),
    )
    .order_by(presence.c.email)
)


class SqlShelf:
    """Implements ports.desk.Shelf."""

    def __init__(self, connection: Connection, keys: Keys) -> None:
        self._connection = connection
        self._keys = keys

    def save_view(self, email: str, view: SavedView, at: datetime) -> None:
        """Add or replace."""
        row = view_row(self._keys, email, view, at)
        self._connection.execute(_SAVE_VIEW[self._connection.dialect.name], row)

    def remove_view(self, email: str, name: str) -> bool:
        """False where there was none of that name."""
        called = _called(self._keys, name)
        return self._connection.execute(_REMOVE_VIEW, {"of": email, "name": called}).rowcount == 1

    def add_reply(self, title: str, text: str, by: str, at: datetime) -> SavedReply:
        """A new saved reply."""
        row = {"title": title, "text": text, "by": by, "at": at}
        reply_id = self._connection.execute(_ADD_REPLY, row).scalar_one()
        return SavedReply(reply_id=reply_id, title=title, text=text, by=by, at=at)

    def change_reply(self, reply: SavedReply) -> bool:
        """False where there is none of that id."""
        values = {"id": reply.reply_id, **reply.model_dump(exclude={"reply_id"})}
        return self._connection.execute(_CHANGE_REPLY, values).rowcount == 1

    def remove_reply(self, reply_id: int) -> bool:
        """False where there is none of that id."""
        return self._connection.execute(_REMOVE_REPLY, {"id": reply_id}).rowcount == 1

    def here(self, case_id: str, email: str, doing: str, at: datetime) -> None:
        """That person looks at that case."""
        self._connection.execute(_SWEEP, {"before": at - _STALE})
        row = {"case_id": case_id, "email": email, "at": at, "doing": doing}
        self._connection.execute(_HERE[self._connection.dialect.name], row)

    def gone(self, case_id: str, email: str) -> None:
        """They no longer do."""
        self._connection.execute(_GONE, {"id": case_id, "of": email})


def view_row(keys: Keys, email: str, view: SavedView, at: datetime) -> dict[str, Any]:
    """A view as it is stored: under the key of what belongs to no customer in particular."""
    called = _called(keys, view.name)
    sealed = keys.of_installation().seal(view.model_dump_json(), _view_place(email, called))
    return {"email": email, "called": called, "sealed": sealed, "saved_at": at}


def read_views(connection: Connection, keys: Keys, email: str) -> tuple[SavedView, ...]:
    """That person's views, by name."""
    rows = connection.execute(_VIEWS, {"of": email}).all()
    opened = (keys.open(row.sealed, _view_place(email, row.called)) for row in rows)
    views = (SavedView.model_validate_json(text) for text in opened if text is not None)
    return tuple(sorted(views, key=lambda view: view.name))


def _called(keys: Keys, name: str) -> str:
    return keys.digest("saved view", name)


def _view_place(email: str, called: str) -> str:
    return f"saved_views:{email}:{called}"


def read_replies(connection: Connection) -> tuple[SavedReply, ...]:
    """Everybody's replies, by title."""
    rows = connection.execute(_REPLIES)
    return tuple(
        SavedReply(reply_id=row.reply_id, title=row.title, text=row.text, by=row.by, at=row.at)
        for row in rows
    )


def read_presence(connection: Connection, case_id: str, since: datetime) -> tuple[Presence, ...]:
    """Who looked at the case since then, by e-mail."""
    rows = connection.execute(_WHO, {"id": case_id, "since": since})
    return tuple(Presence(email=row.email, at=row.at, doing=row.doing) for row in rows)
