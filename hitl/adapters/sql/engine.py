"""Connections as each database wants them."""

from copy import copy
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, StaticPool, create_engine, event
from sqlalchemy.engine import URL

from hitl.errors import StoreUnavailable

BUSY_SECONDS = 30
"""How long a writer waits for another process before it gives up."""


def make_engine(url: URL) -> Engine:
    """The engine that everything but the migrations uses; it connects when it is first needed."""
    if url.get_backend_name() == "sqlite":
        return _sqlite(url)
    return create_engine(url, pool_size=20, max_overflow=20, pool_pre_ping=True, hide_parameters=True)


def reading(engine: Engine) -> Engine:
    """The same pool, for transactions that see one snapshot and write nothing."""
    if isinstance(engine.pool, StaticPool):  # part of one transaction, see all_or_nothing
        return engine
    if engine.dialect.name == "sqlite":
        reader = engine.execution_options()
        reader.dialect = copy(engine.dialect)
        return _beginning(reader, "BEGIN")
    return engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)


def passing(engine: Engine) -> Engine:
    """The same pool, for transactions that the power may take: their commit does not wait for the disk.

    The next commit that does wait takes them to the disk first, so the order is kept.
    """
    if isinstance(engine.pool, StaticPool):  # part of one transaction, see all_or_nothing
        return engine
    writer = engine.execution_options()
    dialect: Any = copy(engine.dialect)
    writer.dialect = dialect
    if dialect.name != "sqlite":

        def begin(connection: Any) -> None:
            connection.cursor().execute("SET LOCAL synchronous_commit = off")

        dialect.do_begin = begin
        return writer
    _not_waiting(dialect, engine.dialect)
    return writer


def _not_waiting(dialect: Any, usual: Any) -> None:
    """On SQLite a connection is told so before such a transaction, and told otherwise after it."""

    def begin(connection: Any) -> None:
        connection.cursor().execute("PRAGMA synchronous = NORMAL")
        try:
            usual.do_begin(connection)
        except BaseException:
            wait(connection)
            raise

    def commit(connection: Any) -> None:
        usual.do_commit(connection)
        wait(connection)

    def roll_back(connection: Any) -> None:
        usual.do_rollback(connection)
        wait(connection)

    def wait(connection: Any) -> None:
        connection.cursor().execute("PRAGMA synchronous = FULL")

    dialect.do_begin, dialect.do_commit, dialect.do_rollback = begin, commit, roll_back


def make_folder(url: URL) -> None:
    """Make the folder of a SQLite file. Raises StoreUnavailable."""
    if url.get_backend_name() != "sqlite" or not url.database or url.database == ":memory:":
        return
    try:
        Path(url.database).parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreUnavailable(
            f"The folder of the database {url.database} cannot be made ({error.strerror})"
        ) from error


def _sqlite(url: URL) -> Engine:
    engine = create_engine(
        url,
        pool_size=20,
        max_overflow=20,
        hide_parameters=True,
        connect_args={"timeout": BUSY_SECONDS, "isolation_level": None, "check_same_thread": False},
    )
    event.listen(engine, "connect", prepare_sqlite)
    # At once: a transaction that reads first and writes later may be refused the write lock.
    return _beginning(engine, "BEGIN IMMEDIATE")


def _beginning(engine: Engine, statement: str) -> Engine:
    """Have every transaction of the engine begin like that.

    Not by listening to its "begin": an engine with listeners asks them about every single statement.
    """

    def begin(connection: Any) -> None:
        connection.cursor().execute(statement)

    engine.dialect.do_begin = begin  # type: ignore[assignment, method-assign]
    return engine


def prepare_sqlite(connection: Any, _record: object) -> None:
    """What every connection to a SQLite file is told first."""
    cursor = connection.cursor()
    cursor.execute("PRAGMA journal_mode = WAL")
    cursor.execute("PRAGMA synchronous = FULL")
    cursor.execute("PRAGMA foreign_keys = ON")
    cursor.close()
