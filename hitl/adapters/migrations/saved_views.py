"""Saved views of an older database, sealed on the way up: it kept their queries or names in the clear."""

from typing import NamedTuple

from sqlalchemy import Connection, text

from hitl.adapters.sql.columns import SEALED, Micros
from hitl.adapters.sql.desk_shelf import view_row
from hitl.adapters.sql.desk_tables import saved_views
from hitl.adapters.sql.keys import Keys
from hitl.adapters.vault import Vault
from hitl.domain.record import Moment
from hitl.ports.desk import SavedView

PLAIN = frozenset({"0002", "0003", "0004", "0005", "0006", "0007"})
"""Versions that kept all of it as plain text."""
NAMED = frozenset({"0008", "0009"})
"""Versions that sealed the query, not the name."""

_PLAIN = text("SELECT email, name, query, saved_at FROM saved_views").columns(saved_at=Micros())
_NAMED = text("SELECT email, name, sealed, saved_at FROM saved_views").columns(
    saved_at=Micros(), sealed=SEALED()
)


class Kept(NamedTuple):
    """A view as it stood in the older database, readable."""

    email: str
    view: SavedView
    at: Moment


def before(connection: Connection, vault: Vault, version: str | None) -> tuple[Kept, ...]:
    """All of them, before the migration drops the table."""
    if version in PLAIN:
        rows = connection.execute(_PLAIN)
        return tuple(Kept(r.email, SavedView(name=r.name, query=r.query), r.saved_at) for r in rows)
    if version not in NAMED:
        return ()
    keys = Keys(connection, vault)
    opened = (
        (row, keys.open(row.sealed, f"saved_views:{row.email}:{row.name}"))
        for row in connection.execute(_NAMED).all()
    )
    return tuple(
        Kept(row.email, SavedView(name=row.name, query=query), row.saved_at)
        for row, query in opened
        if query is not None
    )


def put_back(connection: Connection, vault: Vault, views: tuple[Kept, ...]) -> None:
    """Write them again, sealed. Raises StoreUnavailable where the database was made with other keys."""
    keys = Keys(connection, vault)
    rows = [view_row(keys, one.email, one.view, one.at) for one in views]
    if rows:
        connection.execute(saved_views.insert(), rows)
