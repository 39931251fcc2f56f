"""Bringing a database up to date: an empty one gets every table and its first rows.

Alembic is imported only where there is something to do, for it costs a quarter of a second.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import (
    Connection,
    NullPool,
    column,
    create_engine,
    event,
    insert,
    inspect,
    select,
    table,
    text,
)
from sqlalchemy.engine import URL

from hitl.adapters.migrations import saved_views, words
from hitl.adapters.sql.columns import metadata
from hitl.adapters.sql.controls import OWNER
from hitl.adapters.sql.engine import BUSY_SECONDS
from hitl.adapters.sql.house_tables import installation, ledger_head, modes, users
from hitl.adapters.sql.ledger import new_head
from hitl.adapters.vault import Vault
from hitl.domain.mode import Mode
from hitl.domain.roles import Role
from hitl.errors import StoreUnavailable

VERSION_TABLE = "hitl_alembic"
_HERE = Path(__file__).parent
_ONE_AT_A_TIME = 0x484954_4C  # number of the advisory lock under which PostgreSQL is migrated


def is_ours(name: str | None, kind: str, _parents: Any) -> bool:
    """Whether alembic may look at it: the durable queue and langgraph have tables in the same database."""
    return kind != "table" or name in metadata.tables


def bring_up_to_date(url: URL, vault: Vault, now: datetime) -> None:
    """Migrate where needed, and check that this database belongs to these keys.

    Raises StoreUnavailable for a newer version or other keys.
    """
    with _connected(url) as connection:
        if _version(connection) == _newest():
            _check_keys(connection, vault)
            return
    with _connected(url, "BEGIN IMMEDIATE") as connection, _alone(connection):
        version = _version(connection)  # another process may have been quicker
        if version is not None and version not in _known_versions():
            raise StoreUnavailable(
                f"This database was made by a newer Countersign (schema {version}, this one knows "
                f"{_newest()}); update the program, or name another database in HITL_DATABASE_URL"
            )
        views = saved_views.before(connection, vault, version)
        _upgrade(connection)
        saved_views.put_back(connection, vault, views)
        if version in words.BEFORE:
            words.make_searchable(connection, vault)
        if connection.execute(select(installation.c.id)).first() is None:
            _first_rows(connection, vault, now)
        _check_references(connection)
    with _connected(url) as connection:
        _check_keys(connection, vault)


_KEPT = frozenset({"data_keys", "workers", "policy_versions", "policy_clauses", "rulesets"})
"""What living processes remember by name: their own place, keys, and texts that never change."""


def start_afresh(connection: Connection, vault: Vault, now: datetime) -> None:
    """Delete all business of a database that is up to date, in the caller's transaction.

    It is as new after it. Whether that may be done is for the caller to know. The ledger's head goes last:
    whoever writes holds it last, so that nobody waits in a circle.
    """
    gone = [each for each in reversed(metadata.sorted_tables) if each.name not in _KEPT]
    for each in sorted(gone, key=lambda each: each is ledger_head):
        connection.execute(each.delete())
    _first_rows(connection, vault, now)


def _known_versions() -> list[str]:
    """Revisions in order: files are called 0001_what_it_does.py."""
    return sorted(path.name.split("_")[0] for path in (_HERE / "versions").glob("[0-9]*.py"))


def _newest() -> str:
    return _known_versions()[-1]


@contextmanager
def _connected(url: URL, begin: str = "BEGIN") -> Iterator[Connection]:
    """A connection of its own: on SQLite with foreign keys off, for a changed table is built anew."""
    engine = create_engine(url, poolclass=NullPool, hide_parameters=True)
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _prepare)
        event.listen(engine, "begin", lambda connection: connection.exec_driver_sql(begin))
    try:
        with engine.connect() as connection:
            yield connection
    finally:
        engine.dispose()


def _prepare(connection: Any, _record: object) -> None:
    connection.isolation_level = None
    cursor = connection.cursor()
    cursor.execute(f"PRAGMA busy_timeout = {BUSY_SECONDS * 1000}")
    cursor.execute("PRAGMA journal_mode = WAL")
    cursor.execute("PRAGMA synchronous = FULL")
    cursor.execute("PRAGMA foreign_keys = OFF")
    cursor.close()


@contextmanager
def _alone(connection: Connection) -> Iterator[None]:
    """One transaction that no other process migrates beside."""
    with connection.begin():
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:number)"), {"number": _ONE_AT_A_TIME})
        yield


def _version(connection: Connection) -> str | None:
    if not inspect(connection).has_table(VERSION_TABLE):
        return None
    found = connection.scalar(select(column("version_num")).select_from(table(VERSION_TABLE)))
    return None if found is None else str(found)


def _upgrade(connection: Connection) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(_HERE).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def _first_rows(connection: Connection, vault: Vault, now: datetime) -> None:
    """Shadow mode, the owner as administrator, an empty ledger."""
    row = {
        "id": 1,
        "data_key_id": vault.data_key_id,
        "ledger_key_id": vault.ledger_key_id,
        "simulated": False,
        "active_policy": 0,
        "made_at": now,
    }
    connection.execute(insert(installation), row)
    connection.execute(insert(ledger_head), new_head(vault))
    mode = {"mode": Mode.SHADOW.value, "canary": 100, "since": now, "by": OWNER}
    connection.execute(insert(modes), {**mode, "reason": "a new database starts here", "evidence": "{}"})
    owner = {"email": OWNER, "name": "Owner", "role": Role.ADMINISTRATOR.value, "disabled": False}
    connection.execute(insert(users), {**owner, "changed_at": now})


def _check_references(connection: Connection) -> None:
    if connection.dialect.name != "sqlite":
        return
    broken = connection.exec_driver_sql("PRAGMA foreign_key_check").first()
    if broken is not None:
        raise StoreUnavailable(
            f"The migration would leave rows of {broken[0]} without what they refer to; nothing was changed"
        )


def _check_keys(connection: Connection, vault: Vault) -> None:
    row = connection.execute(select(installation.c.data_key_id, installation.c.ledger_key_id)).one()
    wrong = [
        f"{name} (or var/{file})"
        for name, file, ours, theirs in (
            ("HITL_DATA_KEY", "data.key", vault.data_key_id, row.data_key_id),
            ("HITL_LEDGER_KEY", "ledger.key", vault.ledger_key_id, row.ledger_key_id),
        )
        if ours != theirs
    ]
    if wrong:
        raise StoreUnavailable(
            f"This database was made with other keys; put back {' and '.join(wrong)} as it was, "
            "or name another database in HITL_DATABASE_URL"
        )
