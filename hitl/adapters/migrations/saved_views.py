"""Saved views of an older database: their queries stood there in the clear, and are sealed on the way up."""

from typing import Any

from sqlalchemy import Connection, RowMapping, text

from hitl.adapters.sql.columns import Micros
from hitl.adapters.sql.desk_shelf import sealed_view
from hitl.adapters.sql.desk_tables import saved_views
from hitl.adapters.sql.keys import Keys
from hitl.adapters.vault import Vault
from hitl.ports.desk import SavedView

BEFORE = frozenset({"0002", "0003", "0004", "0005", "0006", "0007"})
"""Versions that kept them as plain text."""

_PLAIN = text("SELECT email, name, query, saved_at FROM saved_views").columns(saved_at=Micros())


def plain(connection: Connection) -> tuple[RowMapping, ...]:
    """All of them, before the migration drops the text."""
    return tuple(connection.execute(_PLAIN).mappings())


def put_back(connection: Connection, vault: Vault, views: tuple[RowMapping, ...]) -> None:
    """Write them again, sealed. Raises StoreUnavailable where the database was made with other keys."""
    keys = Keys(connection, vault)
    rows: list[dict[str, Any]] = [
        {
            "email": view["email"],
            "name": view["name"],
            "sealed": sealed_view(keys, view["email"], SavedView(name=view["name"], query=view["query"])),
            "saved_at": view["saved_at"],
        }
        for view in views
    ]
    if rows:
        connection.execute(saved_views.insert(), rows)
