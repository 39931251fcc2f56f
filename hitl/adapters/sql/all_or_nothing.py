"""One transaction around many units of work: all of them are kept at its end, or none.

Everything goes through one connection whose transaction is already open; what its users begin, commit and
roll back are savepoints. Others read what was there before until the end; on SQLite they wait to write.
"""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

from sqlalchemy import Engine, StaticPool, create_engine, event
from sqlalchemy.engine import URL

from hitl.adapters.sql.engine import BUSY_SECONDS, prepare_sqlite

_ONE_AT_A_TIME = 0x484954_4D
"""Number of the advisory lock under which PostgreSQL lets one such transaction run; SQLite has one writer."""

_SAVEPOINT = "unit_of_work"


@contextmanager
def all_or_nothing(url: URL) -> Iterator[Engine]:
    """An engine for one thread, kept at the end of the block and undone where it raises."""
    engine = _one_connection(url)
    connection: Any = engine.raw_connection().dbapi_connection
    try:
        connection.cursor().execute(_first_words(engine))
        _with_savepoints(engine)
        yield engine
        connection.commit()
    except BaseException:
        with suppress(Exception):  # a connection that is gone has nothing left to undo
            connection.rollback()
        raise
    finally:
        connection.close()


def _one_connection(url: URL) -> Engine:
    if url.get_backend_name() != "sqlite":
        return create_engine(url, poolclass=StaticPool, pool_reset_on_return=None, hide_parameters=True)
    engine = create_engine(
        url,
        poolclass=StaticPool,
        pool_reset_on_return=None,
        hide_parameters=True,
        connect_args={"timeout": BUSY_SECONDS, "isolation_level": None},
    )
    event.listen(engine, "connect", prepare_sqlite)
    return engine


def _first_words(engine: Engine) -> str:
    if engine.dialect.name == "sqlite":
        return "BEGIN IMMEDIATE"
    return f"SELECT pg_advisory_xact_lock({_ONE_AT_A_TIME})"


def _with_savepoints(engine: Engine) -> None:
    def begin(connection: Any) -> None:
        connection.cursor().execute(f"SAVEPOINT {_SAVEPOINT}")

    def commit(connection: Any) -> None:
        connection.cursor().execute(f"RELEASE SAVEPOINT {_SAVEPOINT}")

    def roll_back(connection: Any) -> None:
        connection.cursor().execute(f"ROLLBACK TO SAVEPOINT {_SAVEPOINT}")
        connection.cursor().execute(f"RELEASE SAVEPOINT {_SAVEPOINT}")

    dialect: Any = engine.dialect
    dialect.do_begin, dialect.do_commit, dialect.do_rollback = begin, commit, roll_back
