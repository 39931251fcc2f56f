"""Cases that a second person decides without seeing the first decision; nothing is paid or sent by it."""

from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, Table

from hitl.adapters.sql.columns import key, metadata, minor, moment, sealed

blind_readings = Table(
    "blind_readings",
    metadata,
    key("case_id", ForeignKey("cases.case_id"), primary_key=True),
    Column("draft_version", Integer, nullable=False),
    key("by"),  # the second reader
    moment("given_at"),
    Column("rejected", Boolean, nullable=False),  # they threw the draft away
    moment("answered_at", nullable=True),
    key("action", nullable=True),  # None of an answer: to a higher level
    minor("minor", nullable=True),
    key("currency", nullable=True),
    sealed(nullable=True),  # the reply that they would send
    Index("ix_blind_readings_of", "by", "given_at"),
    Index("ix_blind_readings_answered", "answered_at", "case_id"),
)
