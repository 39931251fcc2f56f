"""The tables of a case's way: cases, drafts, decisions, refunds, deliveries, outcomes.

What is personal stands in `sealed` columns (JSON, encrypted as a whole); beside it only what is searched,
sorted or counted. Customers and orders are in `catalog_tables`, the installation itself in `house_tables`.
"""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Float,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    PrimaryKeyConstraint,
    Sequence,
    Table,
    false,
    literal_column,
)

from hitl.adapters.sql.columns import key, metadata, minor, moment, sealed, text

FIRST_CASE = 1001
case_numbers = Sequence("case_numbers", start=FIRST_CASE, metadata=metadata)  # PostgreSQL only

cases = Table(
    "cases",
    metadata,
    key("case_id", primary_key=True),
    Column("number", BigInteger, nullable=False, unique=True),
    key("ticket_id", unique=True),
    key("status"),
    key("channel"),
    moment("received_at"),
    key("customer_id", nullable=True),
    key("order_id", nullable=True),  # as the ticket names it
    key("about_order", nullable=True),  # the one that the draft found, else the ticket's
    key("key_id"),  # the data key of everything personal in the case
    sealed(),  # sender, subject, metadata
    Column("waiting", Boolean, nullable=False),
    Column("simulated", Boolean, nullable=False),
    key("linked_case", nullable=True),
    key("part_of", nullable=True),  # of a message about several orders the first case; that one has none
    Column("draft_version", Integer, nullable=False, default=0),
    Column("attempt", Integer, nullable=False, default=0),
    Column("draft_rejected", Boolean, nullable=False, default=False),
    text("attention", default=""),
    key("worker", nullable=True),  # who drafts it now
    moment("lease_until", nullable=True),
    key("claimed_by", nullable=True),  # the person who has it open
    moment("claimed_until", nullable=True),
    key("takeover_by", nullable=True),  # who has asked the holder to hand it over
    key("assigned_to", nullable=True),
    moment("snoozed_until", nullable=True),
    Column("escalated", Boolean, nullable=False, default=False, server_default=false()),
    key("tier", nullable=True),  # of the customer, as of the draft
    key("category", nullable=True),  # of the order's goods, as of the draft; `several` where they differ
    # What the queue shows and sorts by, so that it never reads a whole draft.
    key("queue"),
    key("level"),
    Column("priority", Integer, nullable=False),
    moment("due_at"),
    moment("queued_at", nullable=True),
    moment("closed_at", nullable=True),
    key("route", nullable=True),
    key("mode", nullable=True),
    text("reasons", default=""),  # codes of the newest draft, joined by a space
    Column("confidence", Float, nullable=True),
    key("language", nullable=True),
    key("draft_action", nullable=True),
    minor("draft_minor", nullable=True),
    key("draft_currency", nullable=True),
    key("matter", nullable=True),  # the reason that the newest draft claims first
    key("clause", nullable=True),  # and the clause that it cites first: alike cases share both
    moment("fallback_for", nullable=True),  # the due time for which it was acted upon that nobody decided
    Index("ix_cases_alike", "matter", "status", "closed_at"),
    Index("ix_cases_received", "received_at", "case_id"),
    Index("ix_cases_lease", "status", "lease_until"),
    Index("ix_cases_of_customer", "customer_id", "about_order"),
    Index("ix_cases_history", "customer_id", "received_at", "case_id"),
)
Index(
    "ix_cases_desk",
    cases.c.status,
    cases.c.level,
    cases.c.priority,
    cases.c.due_at,
    cases.c.case_id,
)
Index(
    "ix_cases_desk_waiting",
    cases.c.status,
    cases.c.level,
    cases.c.priority,
    cases.c.due_at,
    cases.c.case_id,
    sqlite_where=literal_column("waiting = 1"),
    postgresql_where=literal_column("waiting"),
)
AT_DESK = "status IN ('awaiting_customer', 'awaiting_second', 'in_review', 'needs_attention', 'snoozed')"
"""The states that the desk lists, as its indexes say it; SQLite wants to read it so in a question."""

UNTOLD = "status = 'in_review' AND (fallback_for IS NULL OR fallback_for < due_at)"
"""Cases in review of which nobody has been told yet that they wait too long."""

Index(
    "ix_cases_fallback",
    cases.c.waiting,
    cases.c.due_at,
    cases.c.case_id,
    sqlite_where=literal_column(UNTOLD),
    postgresql_where=literal_column(UNTOLD),
)
Index(
    "ix_cases_apart",
    cases.c.part_of,
    sqlite_where=literal_column("part_of IS NOT NULL"),
    postgresql_where=literal_column("part_of IS NOT NULL"),
)
Index("ix_cases_queued", cases.c.queued_at, cases.c.case_id)
Index("ix_cases_to_draft", cases.c.status, cases.c.waiting.desc(), cases.c.received_at, cases.c.case_id)

tickets = Table(
    "tickets",
    metadata,
    key("ticket_id", primary_key=True),
    key("case_id", ForeignKey("cases.case_id"), index=True),
    moment("received_at"),
    sealed(),  # the whole ticket
)

messages = Table(
    "messages",
    metadata,
    key("case_id", ForeignKey("cases.case_id")),
    Column("number", Integer, nullable=False),
    key("author"),
    moment("at"),
    key("ticket_id", nullable=True),  # the ticket that it came with
    sealed(),  # text and attachments
    PrimaryKeyConstraint("case_id", "number"),
)

drafts = Table(
    "drafts",
    metadata,
    key("case_id", ForeignKey("cases.case_id")),
    Column("version", Integer, nullable=False),
    moment("drafted_at"),
    Column("policy", Integer, nullable=False),
    key("ruleset"),
    key("mode"),
    key("route"),
    key("queue"),
    key("level"),
    key("confirmation"),
    Column("priority", Integer, nullable=False),
    moment("due_at"),
    text("reasons"),
    key("language"),
    key("intent"),
    key("order_id", nullable=True),
    key("action", nullable=True),  # None: the drafter failed
    minor("minor", nullable=True),
    key("currency", nullable=True),
    Column("confidence", Float, nullable=True),
    key("drafter"),
    key("model"),
    key("prompt"),
    key("flow"),
    sealed(),  # the whole draft with what was known and said about it
    PrimaryKeyConstraint("case_id", "version"),
)

case_reasons = Table(
    "case_reasons",
    metadata,
    key("case_id"),
    Column("version", Integer, nullable=False),
    key("code"),
    PrimaryKeyConstraint("case_id", "version", "code"),
    ForeignKeyConstraint(["case_id", "version"], ["drafts.case_id", "drafts.version"]),
    Index("ix_case_reasons_code", "code", "case_id"),
)

progress = Table(  # scratch: what the agent is doing, for the page that waits
    "progress",
    metadata,
    Column("progress_id", BigInteger().with_variant(Integer, "sqlite"), primary_key=True),
    key("case_id"),
    Column("attempt", Integer, nullable=False),
    Column("number", Integer, nullable=False),
    moment("at"),
    sealed(),
    Index("ix_progress_case", "case_id", "attempt"),
)

decisions = Table(
    "decisions",
    metadata,
    key("decision_id", primary_key=True),
    key("case_id", ForeignKey("cases.case_id"), unique=True),
    Column("draft_version", Integer, nullable=False),
    key("by"),
    key("outcome"),
    key("action"),
    minor("minor", nullable=True),
    key("currency", nullable=True),
    key("order_id", nullable=True),
    text("claims"),  # JSON
    key("draft_action"),
    minor("draft_minor", nullable=True),
    key("draft_currency", nullable=True),
    key("reason_code", nullable=True),
    text("without"),  # steps left out, joined by a space
    moment("queued_at", nullable=True),
    moment("opened_at", nullable=True),
    moment("decided_at"),
    Column("policy", Integer, nullable=False),
    key("ruleset"),
    Column("feedback_score", Integer, nullable=True),
    key("feedback_kind", nullable=True),  # None: no feedback
    Column("reply_changed", Boolean, nullable=False),
    Column("replaces", Boolean, nullable=False, server_default=false()),
    key("first_by", nullable=True),  # who signed first, where two had to agree
    key("bound", server_default=""),  # a digest of what was on the screen
    sealed(),  # reply, changes, comment
    ForeignKeyConstraint(["case_id", "draft_version"], ["drafts.case_id", "drafts.version"]),
    Index("ix_decisions_time", "decided_at", "case_id"),
    Index("ix_decisions_by", "by", "decided_at"),
    Index(
        "ix_decisions_people",
        "decided_at",
        "case_id",
        sqlite_where=literal_column("by <> 'gate'"),
        postgresql_where=literal_column("by <> 'gate'"),
    ),
)

signatures = Table(  # the first of two, while the second is awaited
    "signatures",
    metadata,
    key("case_id", ForeignKey("cases.case_id"), primary_key=True),
    Column("draft_version", Integer, nullable=False),
    key("by"),
    moment("at"),
    sealed(),  # what they would decide, and why
)

review_actions = Table(
    "review_actions",
    metadata,
    Column("action_id", BigInteger().with_variant(Integer, "sqlite"), primary_key=True),
    key("case_id", ForeignKey("cases.case_id"), index=True),
    key("kind"),
    key("by"),
    moment("at"),
    sealed(),  # the note
)

refunds = Table(
    "refunds",
    metadata,
    key("refund_id", primary_key=True),
    key("decision_id", ForeignKey("decisions.decision_id"), unique=True),
    key("case_id", ForeignKey("cases.case_id"), unique=True),
    key("order_id"),
    key("customer_id"),
    minor("minor"),
    key("currency"),
    key("status"),
    key("key", unique=True),
    key("payment_ref"),
    moment("not_before"),
    Column("by_gate", Boolean, nullable=False),
    key("processor_id", nullable=True),
    Column("attempts", Integer, nullable=False),
    text("error"),
    moment("reserved_at"),
    moment("settled_at", nullable=True),
    key("worker", nullable=True),
    moment("lease_until", nullable=True),
    Index("ix_refunds_due", "status", "not_before", "refund_id"),
    Index("ix_refunds_on_order", "order_id"),
    Index("ix_refunds_to_customer", "customer_id", "reserved_at"),
    Index("ix_refunds_time", "reserved_at", "refund_id"),
)

refund_lines = Table(
    "refund_lines",
    metadata,
    key("refund_id", ForeignKey("refunds.refund_id")),
    key("line_id"),
    Column("position", Integer, nullable=False),
    Column("quantity", Integer, nullable=False),
    minor("minor"),
    PrimaryKeyConstraint("refund_id", "line_id"),
)

deliveries = Table(
    "deliveries",
    metadata,
    key("delivery_id", primary_key=True),
    key("case_id", ForeignKey("cases.case_id")),
    key("decision_id", ForeignKey("decisions.decision_id"), nullable=True, index=True),
    key("kind"),
    key("status"),
    Column("attempts", Integer, nullable=False),
    moment("not_before"),
    moment("created_at"),
    moment("sent_at", nullable=True),
    key("worker", nullable=True),
    moment("lease_until", nullable=True),
    sealed(),  # body, and the last error, which may name an address
    Index("ix_deliveries_of_case", "case_id", "created_at"),
    Index("ix_deliveries_due", "status", "not_before", "delivery_id"),
)

human_outcomes = Table(  # what people decided beside the agent
    "human_outcomes",
    metadata,
    key("ticket_id", primary_key=True),
    key("action"),
    moment("decided_at", index=True),
    minor("minor", nullable=True),
    key("currency", nullable=True),
    key("reviewer", nullable=True),
    Column("seconds_spent", Integer, nullable=True),
    Column("csat", Integer, nullable=True),
)

satisfaction = Table(
    "satisfaction",
    metadata,
    key("case_id", ForeignKey("cases.case_id"), primary_key=True),
    Column("score", Integer, nullable=False),
    moment("at"),
)
