"""The tables of the roll-ups: all of it can be worked out again from the log."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Integer,
    LargeBinary,
    PrimaryKeyConstraint,
    Table,
)

from hitl.adapters.sql.columns import key, metadata, moment

rollups = Table(  # clustered by its key on SQLite: a slice over time is one stretch of the file
    "rollups",
    metadata,
    key("slice"),
    Column("day", Integer, nullable=False),  # proleptic Gregorian ordinal, UTC
    Column("counts", LargeBinary, nullable=False),  # by number of a name, see `rollup_cells`
    Column("spread", LargeBinary, nullable=False),  # durations by bucket
    PrimaryKeyConstraint("slice", "day"),
    sqlite_with_rowid=False,
)

rollup_names = Table(  # what is counted; a name is written once, not in every cell
    "rollup_names",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    key("name", nullable=False, unique=True),
)

rollup_parts = Table(  # the same by columns and not by slice, for whoever combines more than two dimensions
    "rollup_parts",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("first", Integer, nullable=False),  # days, as above
    Column("last", Integer, nullable=False),
    Column("size", Integer, nullable=False),  # parts in it
    Column("body", LargeBinary, nullable=False),  # see `rollup_parts`
)

rolled_cases = Table(  # what a case has added to the roll-ups, so that it can be taken out again
    "rolled_cases",
    metadata,
    key("case_id", primary_key=True),
    Column("share", LargeBinary, nullable=False),  # JSON, compressed
    sqlite_with_rowid=False,
)

rollup_state = Table(  # one row
    "rollup_state",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("version", Integer, nullable=False),  # of the definitions
    Column("seq", BigInteger, nullable=False),  # the last event of the ledger that is in
    Column("built", Boolean, nullable=False),  # whether every case is in
    moment("after_at", nullable=True),  # where building has come to: the last case that is in
    key("after_case", nullable=True),
    CheckConstraint("id = 1", name="one_state"),
)
