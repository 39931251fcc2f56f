"""Many rows at once, as each database takes them fastest."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, Table
from sqlalchemy.dialects import postgresql
from sqlalchemy.engine import Dialect
from sqlalchemy.exc import DBAPIError


def insert_many(
    connection: Connection, table: Table, columns: Sequence[str], rows: Iterable[Sequence[Any]]
) -> None:
    """Insert rows whose values stand as the database keeps them, in the order of the columns."""
    named = ", ".join(f'"{column}"' for column in columns)
    if connection.dialect.name == "postgresql":
        _copy(
            connection,
            f"COPY {table.name} ({named}) FROM STDIN (FORMAT BINARY)",
            _types(table, columns),
            rows,
        )
        return
    ready = [tuple(row) for row in rows]
    if ready:
        marks = ", ".join("?" * len(columns))
        statement = f"INSERT INTO {table.name} ({named}) VALUES ({marks})"  # noqa: S608 - names of our own
        connection.exec_driver_sql(statement, ready)


def _types(table: Table, columns: Sequence[str]) -> list[str]:
    dialect = _postgresql()
    names = (table.c[column].type.compile(dialect).split()[0].lower() for column in columns)
    return ["float8" if name == "float" else name for name in names]


_postgresql: Callable[[], Dialect] = postgresql.dialect


def _copy(connection: Connection, statement: str, types: list[str], rows: Iterable[Sequence[Any]]) -> None:
    """PostgreSQL's COPY, on the transaction's own connection."""
    import psycopg

    raw: Any = connection.connection.driver_connection
    try:
        with raw.cursor() as cursor, cursor.copy(statement) as copy:
            copy.set_types(types)
            for row in rows:
                copy.write_row(row)
    except psycopg.Error as error:
        raise DBAPIError(statement, None, error) from error
