"""The scratch memory of graphs that wait for a person. Lose it and no case, decision or cent is lost."""

import sqlite3
from pathlib import Path

from langgraph.checkpoint.base import BaseCheckpointSaver
from langgraph.checkpoint.memory import InMemorySaver
from langgraph.checkpoint.serde.jsonplus import JsonPlusSerializer
from sqlalchemy.engine import make_url

from hitl.settings import Settings


def open_checkpointer(settings: Settings) -> BaseCheckpointSaver[str]:
    """In a file beside the SQLite database, so that scratch never waits for real work; or in PostgreSQL."""
    # A checkpoint holds plain values only: nothing else is ever made from its bytes.
    serde = JsonPlusSerializer(allowed_msgpack_modules=None)
    if not settings.sqlite:
        return _postgres(settings.database_url, serde)
    database = make_url(settings.database_url).database
    if not database or database == ":memory:":
        return InMemorySaver(serde=serde)
    return _sqlite(Path(database), serde)


def _sqlite(beside: Path, serde: JsonPlusSerializer) -> BaseCheckpointSaver[str]:
    from langgraph.checkpoint.sqlite import SqliteSaver

    scratch = beside.with_name(f"{beside.stem}-scratch.sqlite")
    connection = sqlite3.connect(scratch, check_same_thread=False, timeout=30)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = OFF")  # scratch may be lost with the power
    saver = SqliteSaver(connection, serde=serde)
    saver.setup()
    return saver


def _postgres(url: str, serde: JsonPlusSerializer) -> BaseCheckpointSaver[str]:
    from langgraph.checkpoint.postgres import PostgresSaver
    from psycopg import Connection
    from psycopg.rows import DictRow, dict_row
    from psycopg_pool import ConnectionPool

    address = make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
    pool: ConnectionPool[Connection[DictRow]] = ConnectionPool(
        address,
        min_size=0,
        max_size=4,
        kwargs={"autocommit": True, "prepare_threshold": 0, "row_factory": dict_row},
        open=True,
    )
    saver = PostgresSaver(pool, serde=serde)
    saver.setup()
    return saver
