"""Column types and shorthands that the tables share."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Any, TypeAlias

from sqlalchemy import BigInteger, Column, LargeBinary, MetaData, Row, String, Text, literal_column
from sqlalchemy.engine import Dialect
from sqlalchemy.sql.elements import ColumnClause
from sqlalchemy.types import TypeDecorator, TypeEngine

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    }
)

AnyRow: TypeAlias = Row[*tuple[Any, ...]]
"""A row of whatever columns."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)

KEY: TypeEngine[str] = String().with_variant(String(collation="C"), "postgresql")
"""An identifier: compared byte by byte on both databases, whatever the server's language."""

SEALED = LargeBinary
"""Personal data, encrypted by the vault."""


class Micros(TypeDecorator[datetime]):
    """A point in time as whole microseconds since 1970 in UTC: sorts and indexes alike on both databases."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, _dialect: Dialect) -> int | None:
        """To the database."""
        return None if value is None else (value - _EPOCH) // _MICROSECOND

    def process_result_value(self, value: Any | None, _dialect: Dialect) -> datetime | None:
        """From the database."""
        return None if value is None else _EPOCH + timedelta(microseconds=value)


def key(name: str, *args: Any, **options: Any) -> Column[str]:
    """A column that holds an identifier or a code."""
    return Column(name, KEY, *args, **{"nullable": False, **options})


def moment(name: str, **options: Any) -> Column[datetime]:
    """A column that holds a point in time."""
    return Column(name, Micros, **{"nullable": False, **options})


def minor(name: str, **options: Any) -> Column[int]:
    """A column that holds minor units of a currency beside it."""
    return Column(name, BigInteger, **{"nullable": False, **options})


def text(name: str, **options: Any) -> Column[str]:
    """A column that holds words without personal data."""
    return Column(name, Text, **{"nullable": False, **options})


def sealed(name: str = "sealed", **options: Any) -> Column[bytes]:
    """A column that holds encrypted personal data."""
    return Column(name, SEALED, **{"nullable": False, **options})


def one_of(codes: Iterable[StrEnum]) -> list[ColumnClause[str]]:
    """Codes of ours as literals for IN: they never vary, so the statement is compiled once."""
    return [literal_column(f"'{code.value}'") for code in sorted(codes)]


def code(value: StrEnum) -> ColumnClause[str]:
    """One code of ours as a literal."""
    return one_of([value])[0]
