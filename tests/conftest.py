"""Fixtures that every test may use; one that is not asked for costs nothing.

- `clock`: a `FixedClock` at `tests.databases.NOW`, moved with `advance` and `set`
- `vault`: the keys of all test databases
- `store`: a fresh migrated `SqlStore`; the test runs twice, on SQLite and on PostgreSQL
- `sqlite_store`: the same on SQLite alone, for tests that are not about the database
- `postgres`: the server, for tests that need a database of their own on it

Where tests run side by side, those that drive a browser stay together: they share one running app.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from xdist.remote import Producer
from xdist.scheduler import LoadScopeScheduling

from hitl.adapters.clock import FixedClock
from hitl.adapters.vault import Vault
from tests.databases import NOW, Postgres, copy_of, make_sqlite_template, sqlite_url, test_vault

settings.register_profile("busy machine", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("busy machine")  # how long an example takes says nothing about whether it holds


class BrowsersTogether(LoadScopeScheduling):
    """Every test by itself to whichever process is free, but all browser tests to one."""

    def _split_scope(self, nodeid: str) -> str:
        return BROWSER if nodeid.startswith(BROWSER) else nodeid


BROWSER = "tests/browser/"


def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> BrowsersTogether:
    """Used instead of `--dist loadgroup`, whose groups go unseen since pytest 9.2."""
    return BrowsersTogether(config, log)


@pytest.fixture
def clock() -> FixedClock:
    """A clock that stands still until it is moved."""
    return FixedClock(NOW)


@pytest.fixture
def vault() -> Vault:
    """The keys of the test databases, with nothing remembered."""
    return test_vault()


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated SQLite file."""
    return make_sqlite_template(tmp_path_factory.mktemp("template"))


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """A PostgreSQL server for the session."""
    server = Postgres()
    yield server
    server.stop()


@pytest.fixture
def sqlite_database(sqlite_template: Path, tmp_path: Path) -> str:
    """The address of a fresh migrated SQLite database."""
    return sqlite_url(copy_of(sqlite_template, tmp_path))


@pytest.fixture
def postgresql_database(postgres: Postgres) -> Iterator[str]:
    """The address of a fresh migrated PostgreSQL database."""
    with postgres.database() as url:
        yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest) -> str:
    """The address of a fresh migrated database, once on each kind."""
    address: str = request.getfixturevalue(f"{request.param}_database")
    return address


@pytest.fixture
def store(database: str, vault: Vault) -> Iterator["SqlStore"]:  # noqa: F821
    """A fresh store, once on each kind of database."""
    from hitl.adapters.sql.store import SqlStore

    opened = SqlStore(database, vault)
    yield opened
    opened.close()


@pytest.fixture
def sqlite_store(sqlite_database: str, vault: Vault) -> Iterator["SqlStore"]:  # noqa: F821
    """A fresh store on SQLite."""
    from hitl.adapters.sql.store import SqlStore

    opened = SqlStore(sqlite_database, vault)
    yield opened
    opened.close()
