"""The engine's connections on SQLite write in turn with ours."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from hitl.durable.connections import connect
from hitl.errors import StoreUnavailable


class Turn:
    """Writes down what is asked of it; refuses where it is told to."""

    def __init__(self, *, refuses: bool = False) -> None:
        self.held = 0
        self._refuses = refuses

    def take(self, timeout: float) -> None:
        """One more holder."""
        if self._refuses:
            raise StoreUnavailable(f"Nothing within {timeout} seconds")
        self.held += 1

    def give(self) -> None:
        """One holder fewer."""
        self.held -= 1


@pytest.fixture
def turn() -> Turn:
    return Turn()


@pytest.fixture
def connection(tmp_path: Path, turn: Turn) -> Iterator[sqlite3.Connection]:
    made = connect(str(tmp_path / "engine.sqlite"), turn)
    made.cursor().execute("CREATE TABLE job (id INTEGER)")
    yield made
    made.close()


@pytest.mark.parametrize("end", ["commit", "rollback", "close"])
def test_a_write_holds_the_turn_until_its_transaction_ends(
    connection: sqlite3.Connection, turn: Turn, end: str
) -> None:
    connection.cursor().execute("INSERT INTO job VALUES (1)")
    connection.cursor().execute("UPDATE job SET id = 2")
    assert turn.held == 1
    getattr(connection, end)()
    assert turn.held == 0


def test_reading_needs_no_turn(connection: sqlite3.Connection, turn: Turn) -> None:
    connection.cursor().execute("SELECT id FROM job").fetchall()
    assert turn.held == 0


def test_many_rows_are_one_turn(connection: sqlite3.Connection, turn: Turn) -> None:
    connection.cursor().executemany("INSERT INTO job VALUES (?)", [(1,), (2,)])
    assert turn.held == 1
    connection.commit()


def test_a_turn_that_does_not_come_is_a_locked_database_to_the_engine(tmp_path: Path) -> None:
    made = connect(str(tmp_path / "engine.sqlite"), Turn(refuses=True))
    made.cursor().execute("CREATE TABLE job (id INTEGER)")
    with pytest.raises(sqlite3.OperationalError, match="locked"):
        made.cursor().execute("INSERT INTO job VALUES (1)")
    made.close()
