"""From an empty database up, beside other programs' tables, and what is said where that is impossible."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from sqlalchemy import NullPool, create_engine, inspect, text

from hitl.adapters.migrations.migrate import VERSION_TABLE, is_ours
from hitl.adapters.migrations.migrate import _connected as connected
from hitl.adapters.sql.columns import metadata
from hitl.adapters.sql.keys import Keys
from hitl.adapters.sql.store import SqlStore, open_store
from hitl.adapters.vault import Vault
from hitl.domain.order import Tier
from hitl.errors import StoreUnavailable
from hitl.ports.desk import SavedView
from hitl.ports.reads import QueueFilter
from hitl.settings import ROOT, Settings
from tests.adapters.sql.records import at_desk, stocked
from tests.databases import NOW, Postgres, sqlite_url, test_vault

TAKEN = {
    "queues",
    "streams",
    "notifications",
    "operation_outputs",
    "application_versions",
    "checkpoints",
    "writes",
}
"""Names of the durable queue's and of langgraph's tables."""


@pytest.fixture(params=["sqlite", "postgresql"])
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of an empty database of each kind."""
    if request.param == "sqlite":
        yield sqlite_url(tmp_path / "deep" / "down" / "new.sqlite")
        return
    server: Postgres = request.getfixturevalue("postgres")
    with server.empty_database() as address:
        yield address


def test_the_migrations_make_exactly_the_tables_that_the_code_uses(store: SqlStore) -> None:
    with store.engine.connect() as connection:
        context = MigrationContext.configure(
            connection, opts={"version_table": VERSION_TABLE, "include_name": is_ours}
        )
        assert compare_metadata(context, metadata) == []


def test_no_table_has_a_name_that_the_engines_use() -> None:
    assert not TAKEN & set(metadata.tables)
    assert not [name for name in metadata.tables if name.startswith("workflow_")]


def test_an_empty_database_is_migrated_and_a_migrated_one_left_alone(empty: str) -> None:
    for _ in range(2):
        store = SqlStore(empty, test_vault())
        store.migrate(NOW)
        with store.reads() as reads:
            assert len(reads.house().users) == 1
        store.close()


def test_other_programs_tables_are_left_alone(empty: str) -> None:
    store = SqlStore(empty, test_vault())
    if store.url.database and "/" in store.url.database:
        Path(store.url.database).parent.mkdir(parents=True)
    with create_engine(store.url, poolclass=NullPool).begin() as connection:
        connection.execute(text("CREATE TABLE queues (name TEXT)"))
        connection.execute(text("INSERT INTO queues VALUES ('theirs')"))
    store.migrate(NOW)
    with store.engine.connect() as connection:
        assert connection.scalar(text("SELECT name FROM queues")) == "theirs"
    store.close()


def test_two_processes_that_start_at_once_agree(empty: str) -> None:
    script = (
        "import sys; from tests.databases import *; store = SqlStore(sys.argv[1], test_vault());"
        "store.migrate(NOW); print('ready')"
    )
    processes = [
        subprocess.Popen([sys.executable, "-c", script, empty], cwd=ROOT, stdout=subprocess.PIPE, text=True)
        for _ in range(2)
    ]
    assert [process.communicate(timeout=60)[0].strip() for process in processes] == ["ready"] * 2
    store = SqlStore(empty, test_vault())
    with store.reads() as reads:
        assert reads.verify().ok
        assert len(reads.house().users) == 1
    store.close()


def test_a_database_of_a_newer_version_is_refused_untouched(store: SqlStore) -> None:
    with store.engine.begin() as connection:
        connection.execute(text(f"UPDATE {VERSION_TABLE} SET version_num = '9999'"))
        tables = inspect(connection).get_table_names()
    with pytest.raises(StoreUnavailable, match="newer Countersign") as error:
        store.migrate(NOW)
    assert "9999" in str(error.value)
    with store.engine.connect() as connection:
        assert inspect(connection).get_table_names() == tables


@pytest.mark.parametrize(
    ("data", "ledger", "named"),
    [
        ("another data key of sorts", "the ledger key of the tests", "HITL_DATA_KEY"),
        ("the data key of the tests", "another ledger key of sorts", "HITL_LEDGER_KEY"),
    ],
)
def test_a_database_of_other_keys_is_refused(store: SqlStore, data: str, ledger: str, named: str) -> None:
    stranger = SqlStore(store.url.render_as_string(hide_password=False), Vault(data, ledger))
    with pytest.raises(StoreUnavailable, match=named):
        stranger.migrate(NOW)
    stranger.close()


def test_opening_makes_keys_and_database_in_var(tmp_path: Path) -> None:
    settings = Settings.load({"HITL_VAR": str(tmp_path / "var")})
    first = open_store(settings)
    first.close()
    again = open_store(settings)
    with again.reads() as reads:
        assert reads.house().mode.mode == "shadow"
    again.close()
    assert {file.name for file in (tmp_path / "var").iterdir()} >= {
        "countersign.sqlite",
        "data.key",
        "ledger.key",
    }


def test_an_older_database_keeps_its_cases_and_they_can_be_searched(store: SqlStore) -> None:
    stocked(store)
    case = at_desk(store, body="The chandelier fell", waiting=True)
    _take_down(store, "0001")
    store.migrate(NOW)
    with store.reads() as reads:
        for words in ("chandelier", "lovelace", case.case_id):
            assert reads.search(words, 9) == (case.case_id,)
        (row,) = reads.queue(QueueFilter(tier=Tier.PREMIUM, unassigned_only=True), None, 9)
    assert (row.case_id, row.escalated) == (case.case_id, False)


def test_views_that_an_older_database_saved_are_kept_and_no_longer_readable_in_it(store: SqlStore) -> None:
    _take_down(store, "0007")
    with store.engine.begin() as connection:
        row = {"email": "grace@example.com", "name": "Hers", "query": "words=Lovelace", "saved_at": 1}
        keys = ", ".join(f":{name}" for name in row)
        connection.execute(text(f"INSERT INTO saved_views ({', '.join(row)}) VALUES ({keys})"), row)
    store.migrate(NOW)
    with store.reads() as reads:
        assert reads.saved_views("grace@example.com") == (SavedView(name="Hers", query="words=Lovelace"),)
    with store.engine.connect() as connection:
        kept = connection.execute(text("SELECT * FROM saved_views")).mappings().one()
    assert set(kept) == {"email", "called", "saved_at", "sealed"}
    assert b"Lovelace" not in kept["sealed"]
    assert "Hers" not in str(dict(kept))


def test_views_whose_names_an_older_database_kept_readable_are_sealed_whole(store: SqlStore) -> None:
    _take_down(store, "0008")
    with store.engine.begin() as connection:
        sealed = (
            Keys(connection, test_vault())
            .of_installation()
            .seal("words=Lovelace", "saved_views:grace@example.com:Countess")
        )
        row = {"email": "grace@example.com", "name": "Countess", "sealed": sealed, "saved_at": 1}
        keys = ", ".join(f":{name}" for name in row)
        connection.execute(text(f"INSERT INTO saved_views ({', '.join(row)}) VALUES ({keys})"), row)
    store.migrate(NOW)
    with store.reads() as reads:
        views = reads.saved_views("grace@example.com")
    assert views == (SavedView(name="Countess", query="words=Lovelace"),)
    with store.engine.connect() as connection:
        kept = connection.execute(text("SELECT * FROM saved_views")).mappings().one()
    assert "Countess" not in str(dict(kept))


def _take_down(store: SqlStore, version: str) -> None:
    """As a program of that version left it."""
    with connected(store.url) as connection, connection.begin():
        config = Config()
        config.set_main_option("script_location", str(ROOT / "hitl/adapters/migrations"))
        config.attributes["connection"] = connection
        command.downgrade(config, version)
