"""Whatever is wrong with a database is said in one sentence that tells what to do."""

import sqlite3
from pathlib import Path

import pytest
from sqlalchemy.engine import make_url

from hitl.adapters.sql import engine as engine_module
from hitl.adapters.sql.failures import in_plain_words, sentence
from hitl.adapters.sql.store import SqlStore
from hitl.adapters.vault import Vault
from hitl.errors import StoreUnavailable
from tests.databases import NOW, Postgres, sqlite_url


def _says(store: SqlStore, *words: str) -> None:
    with pytest.raises(StoreUnavailable) as error:
        store.migrate(NOW)
    said = str(error.value)
    assert all(word in said for word in words), said
    assert "\n" not in said
    store.close()


def test_a_file_that_is_no_database(tmp_path: Path, vault: Vault) -> None:
    file = tmp_path / "letter.txt"
    file.write_text("Dear Sir or Madam, " * 100)
    _says(SqlStore(sqlite_url(file), vault), str(file), "is not a database", "HITL_DATABASE_URL")


def test_a_folder_that_cannot_be_made(tmp_path: Path, vault: Vault) -> None:
    (tmp_path / "file").write_text("")
    _says(SqlStore(sqlite_url(tmp_path / "file" / "x.sqlite"), vault), "folder", "cannot be made")


def test_a_folder_in_place_of_the_file(tmp_path: Path, vault: Vault) -> None:
    (tmp_path / "x.sqlite").mkdir()
    _says(SqlStore(sqlite_url(tmp_path / "x.sqlite"), vault), "cannot be opened", "folder")


def test_a_database_that_another_program_holds(
    sqlite_database: str, vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine_module, "BUSY_SECONDS", 0.01)
    store = SqlStore(sqlite_database, vault)
    assert store.url.database is not None
    other = sqlite3.connect(store.url.database, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(StoreUnavailable, match="locked by another program"):
        store.unit().__enter__()
    other.execute("ROLLBACK")
    other.close()
    with store.unit() as unit:
        unit.commit()
    store.close()


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("postgresql+psycopg://u:p@127.0.0.1:1/none", ("127.0.0.1:1", "cannot be reached")),
        ("postgresql+psycopg://u:p@/none?host=/nowhere", ("cannot be reached",)),
    ],
)
def test_a_server_that_does_not_answer(address: str, words: tuple[str, ...], vault: Vault) -> None:
    _says(SqlStore(address, vault), *words)


def test_a_database_that_the_server_does_not_have(postgres: Postgres, vault: Vault) -> None:
    with postgres.database() as address:
        missing = make_url(address).set(database="nobodys")
    _says(SqlStore(missing.render_as_string(hide_password=False), vault), "no database 'nobodys'")


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("attempt to write a readonly database", "may not be written to"),
        ("database disk image is malformed", "backup"),
        ("database or disk is full", "make room"),
        ("no such table: cases", "brings a new database up to date"),
        ("something new", "something new"),
    ],
)
def test_what_sqlite_says_is_translated(said: str, words: str) -> None:
    assert words in sentence(sqlite3.OperationalError(said), make_url("sqlite:////tmp/x.sqlite"))


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ('password authentication failed for user "u"', "user and password"),
        ("deadlock detected", "try again"),
        ("permission denied for schema public", "rights"),
        ("server closed the connection unexpectedly", "cannot be reached"),
        ("something new", "something new"),
    ],
)
def test_what_postgresql_says_is_translated(said: str, words: str) -> None:
    url = make_url("postgresql+psycopg://u:secret@db.example.com/hitl")
    told = sentence(sqlite3.OperationalError(said), url)
    assert words in told
    assert "secret" not in told


def test_errors_that_are_not_the_databases_pass_through() -> None:
    with pytest.raises(KeyError), in_plain_words(make_url("sqlite://")):
        raise KeyError("a bug")
