"""The tables of the installation itself: keys, people, policy, controls, workers, ledger, demo processor."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    PrimaryKeyConstraint,
    Table,
)

from hitl.adapters.sql.columns import key, metadata, minor, moment, sealed, text

installation = Table(  # one row
    "installation",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    key("data_key_id"),  # which master key wraps the data keys
    key("ledger_key_id"),
    Column("simulated", Boolean, nullable=False),
    Column("active_policy", Integer, nullable=False),  # 0: none
    text("stopped", nullable=True),  # the kill switch: why, or NULL
    key("stopped_by", nullable=True),
    moment("stopped_at", nullable=True),
    moment("made_at"),
    CheckConstraint("id = 1", name="one_installation"),
)

data_keys = Table(
    "data_keys",
    metadata,
    key("key_id", primary_key=True),
    key("owner"),  # customer:C1, case:CS-1001 or installation
    sealed("wrapped", nullable=True),  # NULL: destroyed
    key("master_id"),
    moment("destroyed_at", nullable=True),
)
Index(
    "uq_data_keys_living",
    data_keys.c.owner,
    unique=True,
    sqlite_where=data_keys.c.wrapped.is_not(None),
    postgresql_where=data_keys.c.wrapped.is_not(None),
)

users = Table(
    "users",
    metadata,
    key("email", primary_key=True),  # in lower case
    text("name"),
    key("role"),
    minor("limit", nullable=True),
    key("limit_currency", nullable=True),
    Column("disabled", Boolean, nullable=False),
    moment("away_until", nullable=True),
    moment("changed_at"),
)

modes = Table(  # the newest row is in force
    "modes",
    metadata,
    Column("mode_id", BigInteger().with_variant(Integer, "sqlite"), primary_key=True),
    key("mode"),
    Column("canary", Integer, nullable=False),
    moment("since"),
    key("by"),
    text("reason"),
    text("evidence"),  # JSON
)

rulesets = Table(
    "rulesets",
    metadata,
    key("version", primary_key=True),
    text("content"),
    moment("adopted_at"),
)

calibrations = Table(  # of each maker of drafts the newest is in force
    "calibrations",
    metadata,
    key("maker"),
    Column("version", Integer, nullable=False),
    text("content"),  # JSON
    moment("at"),
    PrimaryKeyConstraint("maker", "version"),
)

policy_versions = Table(
    "policy_versions",
    metadata,
    Column("version", Integer, primary_key=True, autoincrement=False),
    key("content_hash", unique=True),
    moment("added_at"),
    moment("activated_at", nullable=True),  # last put in force
)

policy_clauses = Table(
    "policy_clauses",
    metadata,
    Column("version", Integer, ForeignKey("policy_versions.version"), nullable=False),
    Column("position", Integer, nullable=False),
    key("clause_id"),
    text("content"),  # the whole clause, JSON
    PrimaryKeyConstraint("version", "position"),
)

workers = Table(  # who is alive: one live worker a slot
    "workers",
    metadata,
    key("slot", primary_key=True),
    key("worker_id"),
    moment("heartbeat_at"),
    moment("lease_until"),
)

audit_events = Table(
    "audit_events",
    metadata,
    Column("seq", BigInteger, primary_key=True, autoincrement=False),
    moment("at"),
    key("actor"),
    key("kind"),
    key("case_id", nullable=True),
    text("payload"),  # JSON; `_sealed` in it holds the personal part, encrypted
    key("mac"),
    key("key_id"),  # of the ledger key
    Index("ix_audit_events_case", "case_id", "seq"),
)

ledger_head = Table(  # one row: where the chain ends, signed
    "ledger_head",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("seq", BigInteger, nullable=False),
    key("mac"),
    key("seal"),
    CheckConstraint("id = 1", name="one_head"),
)

demo_charges = Table(  # the demo's payment processor
    "demo_charges",
    metadata,
    key("payment_ref", primary_key=True),
    minor("captured"),
    minor("refunded"),
    key("currency"),
)

demo_refunds = Table(
    "demo_refunds",
    metadata,
    key("id", primary_key=True),
    key("key", unique=True),
    key("payment_ref", index=True),
    minor("minor"),
    key("currency"),
    key("status"),
    moment("created_at"),
)
