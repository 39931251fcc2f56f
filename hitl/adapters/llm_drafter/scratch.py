"""A small file of its own for what all processes of an installation must know of a model at once.

How much was used within the hour, and whether the endpoint is left alone. It is scratch: delete it, and the
hour begins anew; no case, decision or sum of money is in it. It is not in the database because a case's
transaction must never wait for a model's bookkeeping.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from hitl.errors import DrafterFailed

_TABLES = """
create table if not exists used (
    id integer primary key, at real, calls integer, tokens integer, microdollars integer
);
create index if not exists used_at on used (at);
create table if not exists endpoint (
    address text primary key, failures integer, opened integer, until real, why text
);
"""
_WAIT = 2.0
"""Seconds for another process to let go of the file; each holds it for less than a millisecond."""


class Scratch:
    """Opened anew for each use, so that threads and processes share nothing but the file."""

    def __init__(self, path: Path) -> None:
        self._path = path

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """One transaction that nobody else can come between. Raises DrafterFailed where there is none."""
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            with closing(sqlite3.connect(self._path, timeout=_WAIT, isolation_level=None)) as connection:
                connection.execute("pragma synchronous = off")  # what a power cut takes is an hour's count
                connection.executescript(_TABLES)
                connection.execute("begin immediate")
                try:
                    yield connection
                except BaseException:
                    connection.execute("rollback")
                    raise
                connection.execute("commit")
        except (sqlite3.Error, OSError) as error:
            raise DrafterFailed(f"The model's budget cannot be kept in {self._path.name}: {error}") from error
