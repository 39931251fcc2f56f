"""What the desk needs beside a case: words to search by, notes, what people save; and the queue's indexes.

`search_words` and `customer_words` hold keyed hashes only (see `desk_words`); what is written about a
customer stands in `sealed` columns. `presence` is scratch.
"""

from sqlalchemy import (
    BigInteger,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    PrimaryKeyConstraint,
    Table,
    literal_column,
)
from sqlalchemy.sql.elements import ColumnClause

from hitl.adapters.sql.columns import key, metadata, moment, sealed, text
from hitl.adapters.sql.tables import AT_DESK, cases

_COUNTS_UP = BigInteger().with_variant(Integer, "sqlite")

search_new = Table(  # the words of cases that came lately; how they are searched: `desk_words`
    "search_new",
    metadata,
    Column("entry_id", _COUNTS_UP, primary_key=True),
    Column("number", BigInteger, nullable=False, index=True),  # of the case
    Column("words", LargeBinary, nullable=False),  # 8 bytes each
)

search_segments = Table(
    "search_segments",
    metadata,
    Column("segment", _COUNTS_UP, primary_key=True),
)

search_words = Table(  # no foreign keys: an index of what stands elsewhere, written with it
    "search_words",
    metadata,
    Column("segment", BigInteger, nullable=False),
    Column("word", BigInteger, nullable=False),  # the first 64 bits of the keyed hash
    Column("number", BigInteger, nullable=False),
    PrimaryKeyConstraint("segment", "word", "number"),
    Index("ix_search_words_case", "number", "word"),
    sqlite_with_rowid=False,
)

customer_words = Table(
    "customer_words",
    metadata,
    Column("word", BigInteger, nullable=False),
    key("customer_id"),
    PrimaryKeyConstraint("word", "customer_id"),
    Index("ix_customer_words_customer", "customer_id"),
    sqlite_with_rowid=False,
)

saved_views = Table(
    "saved_views",
    metadata,
    key("email"),
    key("called"),  # a keyed hash of the name
    moment("saved_at"),
    sealed(),  # name and query of the address: either may hold a customer's name
    PrimaryKeyConstraint("email", "called"),
)

saved_replies = Table(
    "saved_replies",
    metadata,
    Column("reply_id", _COUNTS_UP, primary_key=True),
    text("title"),
    text("text"),  # with placeholders, so without personal data
    key("by"),
    moment("at"),
)

case_notes = Table(
    "case_notes",
    metadata,
    Column("note_id", _COUNTS_UP, primary_key=True),
    key("case_id", ForeignKey("cases.case_id")),
    key("by"),
    moment("at"),
    sealed(),  # the text
    Index("ix_case_notes_case", "case_id", "note_id"),
)

note_mentions = Table(
    "note_mentions",
    metadata,
    Column("note_id", BigInteger, ForeignKey("case_notes.note_id"), nullable=False),
    key("email"),
    moment("read_at", nullable=True),
    PrimaryKeyConstraint("note_id", "email"),
    Index("ix_note_mentions_of", "email", "read_at", "note_id"),
)

reply_texts = Table(  # the reply that people edit together, one a draft
    "reply_texts",
    metadata,
    key("case_id", ForeignKey("cases.case_id")),
    Column("draft_version", Integer, nullable=False),
    Column("revision", Integer, nullable=False),
    key("by"),
    moment("at"),
    sealed(),
    PrimaryKeyConstraint("case_id", "draft_version"),
)

presence = Table(  # scratch: who looks at what right now
    "presence",
    metadata,
    key("case_id"),
    key("email"),
    moment("at"),
    text("doing"),
    PrimaryKeyConstraint("case_id", "email"),
    Index("ix_presence_time", "at"),
)


def _desk_index(name: str, *columns: object, where: str = "") -> None:
    """An index over the cases at the desk alone, so that all others cost it nothing."""
    condition: ColumnClause[bool] = literal_column(f"{AT_DESK} AND {where}" if where else AT_DESK)
    Index(name, *columns, sqlite_where=condition, postgresql_where=condition)  # type: ignore[arg-type]


_PLACE = (cases.c.priority, cases.c.due_at, cases.c.case_id)
_desk_index("ix_cases_unassigned", cases.c.status, cases.c.level, *_PLACE, where="assigned_to IS NULL")
_desk_index(
    "ix_cases_assigned", cases.c.assigned_to, cases.c.status, *_PLACE, where="assigned_to IS NOT NULL"
)
_desk_index("ix_cases_escalated", cases.c.status, cases.c.level, *_PLACE, where="escalated = true")
_desk_index("ix_cases_claimed", cases.c.claimed_by, cases.c.claimed_until, where="claimed_by IS NOT NULL")
_desk_index("ix_cases_snoozed", cases.c.snoozed_until, where="snoozed_until IS NOT NULL")
_desk_index("ix_cases_oldest", cases.c.status, cases.c.level, cases.c.received_at, cases.c.case_id)
_desk_index("ix_cases_soonest", cases.c.status, cases.c.level, cases.c.due_at, cases.c.case_id)
_desk_index(
    "ix_cases_largest",
    cases.c.status,
    cases.c.level,
    cases.c.draft_currency,
    cases.c.draft_minor.desc(),
    cases.c.case_id,
)
_desk_index(  # everything that filters ask, so that a page of few among many reads no rows but its own
    "ix_cases_filter",
    cases.c.status,
    cases.c.level,
    *_PLACE,
    cases.c.draft_currency,
    cases.c.draft_minor,
    cases.c.tier,
    cases.c.channel,
    cases.c.language,
    cases.c.mode,
    cases.c.received_at,
    cases.c.reasons,
)
