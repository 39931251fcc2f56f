"""The engine's own connections on SQLite: they write in turn with ours, and do not wait for the disk.

SQLite has one writer at a time and lets the others sleep and try again: of two that write in turns each
sleeps through the other's pauses, and a third of a worker's time went by like that.
"""

import re
import sqlite3
from typing import Any, Protocol

from hitl.errors import StoreUnavailable

PATIENCE = 30
"""Seconds that a writer waits, for its turn and for other processes."""

_WRITES = re.compile(r"\s*(?:INSERT|UPDATE|DELETE|REPLACE|BEGIN)", re.IGNORECASE)
"""What makes the driver begin a transaction that holds the write lock."""


class Turns(Protocol):
    """The order in which this process writes."""

    def take(self, timeout: float) -> None:
        """Wait for one's turn. Raises StoreUnavailable after so many seconds."""
        ...

    def give(self) -> None:
        """Pass it on."""
        ...


def connect(database: str, turns: Turns | None) -> sqlite3.Connection:
    """A connection for rows that are scratch: our own commits, in the same file, take them to the disk."""
    connection = sqlite3.connect(database, timeout=PATIENCE, check_same_thread=False, factory=_InTurn)
    connection.turns = turns
    connection.execute("PRAGMA synchronous = NORMAL")
    return connection


class _InTurn(sqlite3.Connection):
    """Holds the turn from its first write to the end of the transaction."""

    turns: Turns | None = None
    _held = False

    def cursor(self, factory: Any = None) -> Any:  # noqa: ARG002 - ours, whatever is asked for
        return super().cursor(_Cursor)

    def before(self, statement: str) -> None:
        """Wait for the turn if the statement begins to write. Raises OperationalError after 30 seconds."""
        if self.turns is None or self._held or not _WRITES.match(statement):
            return
        try:
            self.turns.take(PATIENCE)
        except StoreUnavailable as error:
            raise sqlite3.OperationalError("database is locked") from error
        self._held = True

    def commit(self) -> None:
        super().commit()
        self._pass_on()

    def rollback(self) -> None:
        super().rollback()
        self._pass_on()

    def close(self) -> None:
        super().close()
        self._pass_on()

    def _pass_on(self) -> None:
        if self._held and self.turns is not None:
            self._held = False
            self.turns.give()


class _Cursor(sqlite3.Cursor):
    connection: _InTurn

    def execute(self, statement: str, parameters: Any = (), /) -> Any:
        self.connection.before(statement)
        return super().execute(statement, parameters)

    def executemany(self, statement: str, parameters: Any, /) -> Any:
        self.connection.before(statement)
        return super().executemany(statement, parameters)
