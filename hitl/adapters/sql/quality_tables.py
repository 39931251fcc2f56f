"""Made-up cases with a known answer. No table refers to this one: nothing can be decided or paid on it."""

from sqlalchemy import BigInteger, Boolean, Column, Index, Table

from hitl.adapters.sql.columns import key, metadata, minor, moment, sealed

quality_cases = Table(
    "quality_cases",
    metadata,
    key("case_id", primary_key=True),  # of the same series as real cases; no foreign key
    Column("number", BigInteger, nullable=False, unique=True),
    key("label"),  # its id in the file
    key("by"),  # to whom it was given
    moment("given_at"),
    Column("planted", Boolean, nullable=False),  # whether the draft is wrong on purpose
    Column("simulated", Boolean, nullable=False),
    Column("rejected", Boolean, nullable=False),  # they threw the draft away
    moment("answered_at", nullable=True),
    key("outcome", nullable=True),
    Column("as_drafted", Boolean, nullable=True),
    key("action", nullable=True),
    minor("minor", nullable=True),
    key("currency", nullable=True),
    sealed(),  # all that was shown, with the right answer
    sealed("sealed_words", nullable=True),  # what they wrote
    Index("ix_quality_cases_once", "by", "label", unique=True),
    Index("ix_quality_cases_of", "by", "given_at"),
    Index("ix_quality_cases_answered", "by", "answered_at"),
)
