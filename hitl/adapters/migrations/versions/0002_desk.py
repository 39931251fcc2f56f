"""The review desk: who has a case, what it is searched by, notes, and what people save for themselves.

Frozen: a later change of the tables is a migration of its own.
"""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

KEY = sa.String().with_variant(sa.String(collation="C"), "postgresql")  # compared byte by byte
NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")  # counts up by itself
AT_DESK = "status IN ('awaiting_customer', 'awaiting_second', 'in_review', 'needs_attention', 'snoozed')"
PLACE = ["priority", "due_at", "case_id"]


def upgrade() -> None:
    """Add columns, tables and indexes."""
    for name in ("takeover_by", "assigned_to", "tier"):
        op.add_column("cases", _key(name, nullable=True))
    op.add_column("cases", sa.Column("escalated", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("users", _integer("away_until", nullable=True))
    _tiers()
    _desk_indexes()
    op.create_index("ix_cases_queued", "cases", ["queued_at", "case_id"])
    op.create_index("ix_decisions_by", "decisions", ["by", "decided_at"])
    people = sa.text("by <> 'gate'")
    op.create_index(
        "ix_decisions_people",
        "decisions",
        ["decided_at", "case_id"],
        sqlite_where=people,
        postgresql_where=people,
    )
    _words()
    _saved()
    _notes()
    _together()


def downgrade() -> None:
    """Drop what was added, with all it holds."""
    for name in _TABLES:
        op.drop_table(name)
    op.drop_index("ix_decisions_people", "decisions")
    op.drop_index("ix_decisions_by", "decisions")
    for name in _INDEXES:
        op.drop_index(name, "cases")
    op.drop_column("users", "away_until")
    for name in ("takeover_by", "assigned_to", "tier", "escalated"):
        op.drop_column("cases", name)


_TABLES = (
    "presence",
    "reply_texts",
    "note_mentions",
    "case_notes",
    "saved_replies",
    "saved_views",
    "customer_words",
    "search_words",
    "search_segments",
    "search_new",
)
_INDEXES = (
    "ix_cases_queued",
    "ix_cases_filter",
    "ix_cases_largest",
    "ix_cases_soonest",
    "ix_cases_oldest",
    "ix_cases_snoozed",
    "ix_cases_claimed",
    "ix_cases_escalated",
    "ix_cases_assigned",
    "ix_cases_unassigned",
)


def _key(name: str, *, nullable: bool = False) -> sa.Column[str]:
    return sa.Column(name, KEY, nullable=nullable)


def _integer(name: str, *, nullable: bool = False) -> sa.Column[int]:
    """Money in minor units, a time in microseconds since 1970, UTC, or a number."""
    return sa.Column(name, sa.BigInteger(), nullable=nullable)


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), nullable=False)


def _sealed() -> sa.Column[bytes]:
    return sa.Column("sealed", sa.LargeBinary(), nullable=False)


def _tiers() -> None:
    """Cases that wait are filtered by the tier of their customer."""
    tier = "(SELECT tier FROM customers WHERE customers.customer_id = cases.customer_id)"
    op.execute(f"UPDATE cases SET tier = {tier} WHERE {AT_DESK}")  # noqa: S608 -- constants


def _desk_index(name: str, columns: list[Any], where: str = "") -> None:
    condition = sa.text(f"{AT_DESK} AND {where}" if where else AT_DESK)
    op.create_index(name, "cases", columns, sqlite_where=condition, postgresql_where=condition)


def _desk_indexes() -> None:
    _desk_index("ix_cases_unassigned", ["status", "level", *PLACE], "assigned_to IS NULL")
    _desk_index("ix_cases_assigned", ["assigned_to", "status", *PLACE], "assigned_to IS NOT NULL")
    _desk_index("ix_cases_escalated", ["status", "level", *PLACE], "escalated = true")
    _desk_index("ix_cases_claimed", ["claimed_by", "claimed_until"], "claimed_by IS NOT NULL")
    _desk_index("ix_cases_snoozed", ["snoozed_until"], "snoozed_until IS NOT NULL")
    _desk_index("ix_cases_oldest", ["status", "level", "received_at", "case_id"])
    _desk_index("ix_cases_soonest", ["status", "level", "due_at", "case_id"])
    largest: Any = sa.literal_column("draft_minor DESC")
    _desk_index("ix_cases_largest", ["status", "level", "draft_currency", largest, "case_id"])
    money = ["draft_currency", "draft_minor"]
    others = ["tier", "channel", "language", "mode", "received_at", "reasons"]
    _desk_index("ix_cases_filter", ["status", "level", *PLACE, *money, *others])


def _words() -> None:
    op.create_table(
        "search_new",
        sa.Column("entry_id", NUMBER, nullable=False),
        _integer("number"),
        sa.Column("words", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("entry_id", name="pk_search_new"),
    )
    op.create_index("ix_search_new_number", "search_new", ["number"])
    op.create_table(
        "search_segments",
        sa.Column("segment", NUMBER, nullable=False),
        sa.PrimaryKeyConstraint("segment", name="pk_search_segments"),
    )
    op.create_table(
        "search_words",
        _integer("segment"),
        _integer("word"),
        _integer("number"),
        sa.PrimaryKeyConstraint("segment", "word", "number", name="pk_search_words"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_search_words_case", "search_words", ["number", "word"])
    op.create_table(
        "customer_words",
        _integer("word"),
        _key("customer_id"),
        sa.PrimaryKeyConstraint("word", "customer_id", name="pk_customer_words"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_customer_words_customer", "customer_words", ["customer_id"])


def _saved() -> None:
    op.create_table(
        "saved_views",
        _key("email"),
        _text("name"),
        _text("query"),
        _integer("saved_at"),
        sa.PrimaryKeyConstraint("email", "name", name="pk_saved_views"),
    )
    op.create_table(
        "saved_replies",
        sa.Column("reply_id", NUMBER, nullable=False),
        _text("title"),
        _text("text"),
        _key("by"),
        _integer("at"),
        sa.PrimaryKeyConstraint("reply_id", name="pk_saved_replies"),
    )


def _notes() -> None:
    op.create_table(
        "case_notes",
        sa.Column("note_id", NUMBER, nullable=False),
        _key("case_id"),
        _key("by"),
        _integer("at"),
        _sealed(),
        sa.PrimaryKeyConstraint("note_id", name="pk_case_notes"),
        sa.ForeignKeyConstraint(["case_id"], ["cases.case_id"], name="fk_case_notes_case_id"),
    )
    op.create_index("ix_case_notes_case", "case_notes", ["case_id", "note_id"])
    op.create_table(
        "note_mentions",
        _integer("note_id"),
        _key("email"),
        _integer("read_at", nullable=True),
        sa.PrimaryKeyConstraint("note_id", "email", name="pk_note_mentions"),
        sa.ForeignKeyConstraint(["note_id"], ["case_notes.note_id"], name="fk_note_mentions_note_id"),
    )
    op.create_index("ix_note_mentions_of", "note_mentions", ["email", "read_at", "note_id"])


def _together() -> None:
    op.create_table(
        "reply_texts",
        _key("case_id"),
        sa.Column("draft_version", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        _key("by"),
        _integer("at"),
        _sealed(),
        sa.PrimaryKeyConstraint("case_id", "draft_version", name="pk_reply_texts"),
        sa.ForeignKeyConstraint(["case_id"], ["cases.case_id"], name="fk_reply_texts_case_id"),
    )
    op.create_table(
        "presence",
        _key("case_id"),
        _key("email"),
        _integer("at"),
        _text("doing"),
        sa.PrimaryKeyConstraint("case_id", "email", name="pk_presence"),
    )
    op.create_index("ix_presence_time", "presence", ["at"])
