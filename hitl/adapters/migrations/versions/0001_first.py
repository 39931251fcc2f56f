"""Everything: customers, orders, cases, decisions, refunds, the ledger, and what an installation keeps.

Frozen: a later change of the tables is a migration of its own.
"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

KEY = sa.String().with_variant(sa.String(collation="C"), "postgresql")  # compared byte by byte
NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")  # counts up by itself


def upgrade() -> None:
    """Make every table."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute("CREATE SEQUENCE case_numbers START WITH 1001")
    _audit_events()
    _cases()
    _customers()
    _data_keys()
    _demo_charges()
    _demo_refunds()
    _human_outcomes()
    _installation()
    _ledger_head()
    _modes()
    _orders()
    _policy_versions()
    _progress()
    _rulesets()
    _users()
    _workers()
    _drafts()
    _messages()
    _order_lines()
    _policy_clauses()
    _review_actions()
    _satisfaction()
    _tickets()
    _case_reasons()
    _decisions()
    _deliveries()
    _refunds()
    _refund_lines()


def downgrade() -> None:
    """Drop every table, with all it holds."""
    for name in reversed(_TABLES):
        op.drop_table(name)
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP SEQUENCE case_numbers")


_TABLES = (
    "audit_events",
    "cases",
    "customers",
    "data_keys",
    "demo_charges",
    "demo_refunds",
    "human_outcomes",
    "installation",
    "ledger_head",
    "modes",
    "orders",
    "policy_versions",
    "progress",
    "rulesets",
    "users",
    "workers",
    "drafts",
    "messages",
    "order_lines",
    "policy_clauses",
    "review_actions",
    "satisfaction",
    "tickets",
    "case_reasons",
    "decisions",
    "deliveries",
    "refunds",
    "refund_lines",
)


def _key(name: str, *, nullable: bool = False) -> sa.Column[str]:
    return sa.Column(name, KEY, nullable=nullable)


def _integer(name: str, *, nullable: bool = False) -> sa.Column[int]:
    """Money in minor units, or a time in microseconds since 1970, UTC."""
    return sa.Column(name, sa.BigInteger(), nullable=nullable)


def _audit_events() -> None:
    op.create_table(
        "audit_events",
        sa.Column("seq", sa.BigInteger(), autoincrement=False, nullable=False),
        _integer("at"),
        _key("actor"),
        _key("kind"),
        _key("case_id", nullable=True),
        sa.Column("payload", sa.Text(), nullable=False),
        _key("mac"),
        _key("key_id"),
        sa.PrimaryKeyConstraint("seq", name="pk_audit_events"),
    )
    op.create_index("ix_audit_events_case", "audit_events", ["case_id", "seq"], unique=False)


def _cases() -> None:
    op.create_table(
        "cases",
        _key("case_id"),
        _integer("number"),
        _key("ticket_id"),
        _key("status"),
        _key("channel"),
        _integer("received_at"),
        _key("customer_id", nullable=True),
        _key("order_id", nullable=True),
        _key("about_order", nullable=True),
        _key("key_id"),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("waiting", sa.Boolean(), nullable=False),
        sa.Column("simulated", sa.Boolean(), nullable=False),
        _key("linked_case", nullable=True),
        sa.Column("draft_version", sa.Integer(), nullable=False),
        sa.Column("attempt", sa.Integer(), nullable=False),
        sa.Column("draft_rejected", sa.Boolean(), nullable=False),
        sa.Column("attention", sa.Text(), nullable=False),
        _key("worker", nullable=True),
        _integer("lease_until", nullable=True),
        _key("claimed_by", nullable=True),
        _integer("claimed_until", nullable=True),
        _integer("snoozed_until", nullable=True),
        _key("queue"),
        _key("level"),
        sa.Column("priority", sa.Integer(), nullable=False),
        _integer("due_at"),
        _integer("queued_at", nullable=True),
        _integer("closed_at", nullable=True),
        _key("route", nullable=True),
        _key("mode", nullable=True),
        sa.Column("reasons", sa.Text(), nullable=False),
        sa.Column("confidence", sa.Float(), nullable=True),
        _key("language", nullable=True),
        _key("draft_action", nullable=True),
        _integer("draft_minor", nullable=True),
        _key("draft_currency", nullable=True),
        sa.PrimaryKeyConstraint("case_id", name="pk_cases"),
        sa.UniqueConstraint("number", name="uq_cases_number"),
        sa.UniqueConstraint("ticket_id", name="uq_cases_ticket_id"),
    )
    op.create_index(
        "ix_cases_desk", "cases", ["status", "level", "priority", "due_at", "case_id"], unique=False
    )
    op.create_index(
        "ix_cases_desk_waiting",
        "cases",
        ["status", "level", "priority", "due_at", "case_id"],
        unique=False,
        sqlite_where=sa.text("waiting = 1"),
        postgresql_where=sa.text("waiting"),
    )
    op.create_index("ix_cases_lease", "cases", ["status", "lease_until"], unique=False)
    op.create_index("ix_cases_of_customer", "cases", ["customer_id", "about_order"], unique=False)
    op.create_index("ix_cases_received", "cases", ["received_at", "case_id"], unique=False)
    op.create_index(
        "ix_cases_to_draft",
        "cases",
        ["status", sa.literal_column("waiting DESC"), "received_at", "case_id"],
        unique=False,
    )


def _customers() -> None:
    op.create_table(
        "customers",
        _key("customer_id"),
        _key("tier"),
        _key("email_hash"),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("customer_id", name="pk_customers"),
    )
    op.create_index("ix_customers_email_hash", "customers", ["email_hash"], unique=False)


def _data_keys() -> None:
    op.create_table(
        "data_keys",
        _key("key_id"),
        _key("owner"),
        sa.Column("wrapped", sa.LargeBinary(), nullable=True),
        _key("master_id"),
        _integer("destroyed_at", nullable=True),
        sa.PrimaryKeyConstraint("key_id", name="pk_data_keys"),
    )
    op.create_index(
        "uq_data_keys_living",
        "data_keys",
        ["owner"],
        unique=True,
        sqlite_where=sa.text("wrapped IS NOT NULL"),
        postgresql_where=sa.text("wrapped IS NOT NULL"),
    )


def _demo_charges() -> None:
    op.create_table(
        "demo_charges",
        _key("payment_ref"),
        _integer("captured"),
        _integer("refunded"),
        _key("currency"),
        sa.PrimaryKeyConstraint("payment_ref", name="pk_demo_charges"),
    )


def _demo_refunds() -> None:
    op.create_table(
        "demo_refunds",
        _key("id"),
        _key("key"),
        _key("payment_ref"),
        _integer("minor"),
        _key("currency"),
        _key("status"),
        _integer("created_at"),
        sa.PrimaryKeyConstraint("id", name="pk_demo_refunds"),
        sa.UniqueConstraint("key", name="uq_demo_refunds_key"),
    )
    op.create_index("ix_demo_refunds_payment_ref", "demo_refunds", ["payment_ref"], unique=False)


def _human_outcomes() -> None:
    op.create_table(
        "human_outcomes",
        _key("ticket_id"),
        _key("action"),
        _integer("decided_at"),
        _integer("minor", nullable=True),
        _key("currency", nullable=True),
        _key("reviewer", nullable=True),
        sa.Column("seconds_spent", sa.Integer(), nullable=True),
        sa.Column("csat", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("ticket_id", name="pk_human_outcomes"),
    )
    op.create_index("ix_human_outcomes_decided_at", "human_outcomes", ["decided_at"], unique=False)


def _installation() -> None:
    op.create_table(
        "installation",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        _key("data_key_id"),
        _key("ledger_key_id"),
        sa.Column("simulated", sa.Boolean(), nullable=False),
        sa.Column("active_policy", sa.Integer(), nullable=False),
        sa.Column("stopped", sa.Text(), nullable=True),
        _key("stopped_by", nullable=True),
        _integer("stopped_at", nullable=True),
        _integer("made_at"),
        sa.CheckConstraint("id = 1", name="one_installation"),
        sa.PrimaryKeyConstraint("id", name="pk_installation"),
    )


def _ledger_head() -> None:
    op.create_table(
        "ledger_head",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        _integer("seq"),
        _key("mac"),
        _key("seal"),
        sa.CheckConstraint("id = 1", name="one_head"),
        sa.PrimaryKeyConstraint("id", name="pk_ledger_head"),
    )


def _modes() -> None:
    op.create_table(
        "modes",
        sa.Column("mode_id", NUMBER, nullable=False),
        _key("mode"),
        sa.Column("canary", sa.Integer(), nullable=False),
        _integer("since"),
        _key("by"),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("evidence", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("mode_id", name="pk_modes"),
    )


def _orders() -> None:
    op.create_table(
        "orders",
        _key("order_id"),
        _key("customer_id"),
        _key("currency"),
        _integer("placed_at", nullable=True),
        _integer("shipped_at", nullable=True),
        _integer("delivered_at", nullable=True),
        _key("status", nullable=True),
        _integer("paid_total", nullable=True),
        _integer("discount"),
        _integer("shipping"),
        _integer("tax"),
        _key("payment_ref"),
        _key("payment_method", nullable=True),
        sa.Column("dispute_open", sa.Boolean(), nullable=False),
        _integer("newest_at"),
        sa.Column("sealed", sa.LargeBinary(), nullable=True),
        sa.PrimaryKeyConstraint("order_id", name="pk_orders"),
    )
    op.create_index("ix_orders_of_customer", "orders", ["customer_id", "newest_at", "order_id"], unique=False)


def _policy_versions() -> None:
    op.create_table(
        "policy_versions",
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        _key("content_hash"),
        _integer("added_at"),
        _integer("activated_at", nullable=True),
        sa.PrimaryKeyConstraint("version", name="pk_policy_versions"),
        sa.UniqueConstraint("content_hash", name="uq_policy_versions_content_hash"),
    )


def _progress() -> None:
    op.create_table(
        "progress",
        sa.Column("progress_id", NUMBER, nullable=False),
        _key("case_id"),
        sa.Column("attempt", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        _integer("at"),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("progress_id", name="pk_progress"),
    )
    op.create_index("ix_progress_case", "progress", ["case_id", "attempt"], unique=False)


def _rulesets() -> None:
    op.create_table(
        "rulesets",
        _key("version"),
        sa.Column("content", sa.Text(), nullable=False),
        _integer("adopted_at"),
        sa.PrimaryKeyConstraint("version", name="pk_rulesets"),
    )


def _users() -> None:
    op.create_table(
        "users",
        _key("email"),
        sa.Column("name", sa.Text(), nullable=False),
        _key("role"),
        _integer("limit", nullable=True),
        _key("limit_currency", nullable=True),
        sa.Column("disabled", sa.Boolean(), nullable=False),
        _integer("changed_at"),
        sa.PrimaryKeyConstraint("email", name="pk_users"),
    )


def _workers() -> None:
    op.create_table(
        "workers",
        _key("slot"),
        _key("worker_id"),
        _integer("heartbeat_at"),
        _integer("lease_until"),
        sa.PrimaryKeyConstraint("slot", name="pk_workers"),
    )


def _drafts() -> None:
    op.create_table(
        "drafts",
        _key("case_id"),
        sa.Column("version", sa.Integer(), nullable=False),
        _integer("drafted_at"),
        sa.Column("policy", sa.Integer(), nullable=False),
        _key("ruleset"),
        _key("mode"),
        _key("route"),
        _key("queue"),
        _key("level"),
        _key("confirmation"),
        sa.Column("priority", sa.Integer(), nullable=False),
        _integer("due_at"),
        sa.Column("reasons", sa.Text(), nullable=False),
        _key("language"),
        _key("intent"),
        _key("order_id", nullable=True),
        _key("action", nullable=True),
        _integer("minor", nullable=True),
        _key("currency", nullable=True),
        sa.Column("confidence", sa.Float(), nullable=True),
        _key("drafter"),
        _key("model"),
        _key("prompt"),
        _key("flow"),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.case_id"], name="fk_drafts_case_id"),
        sa.PrimaryKeyConstraint("case_id", "version", name="pk_drafts"),
    )


def _messages() -> None:
    op.create_table(
        "messages",
        _key("case_id"),
        sa.Column("number", sa.Integer(), nullable=False),
        _key("author"),
        _integer("at"),
        _key("ticket_id", nullable=True),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.case_id"], name="fk_messages_case_id"),
        sa.PrimaryKeyConstraint("case_id", "number", name="pk_messages"),
    )


def _order_lines() -> None:
    op.create_table(
        "order_lines",
        _key("order_id"),
        _key("line_id"),
        sa.Column("position", sa.Integer(), nullable=False),
        _key("sku"),
        sa.Column("title", sa.Text(), nullable=False),
        _key("category", nullable=True),
        _integer("unit_price"),
        sa.Column("quantity", sa.Integer(), nullable=False),
        sa.Column("final_sale", sa.Boolean(), nullable=False),
        _integer("returned_at", nullable=True),
        _integer("refunded"),
        sa.Column("sealed", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(["order_id"], ["orders.order_id"], name="fk_order_lines_order_id"),
        sa.PrimaryKeyConstraint("order_id", "line_id", name="pk_order_lines"),
    )


def _policy_clauses() -> None:
    op.create_table(
        "policy_clauses",
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        _key("clause_id"),
        sa.Column("content", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["version"], ["policy_versions.version"], name="fk_policy_clauses_version"),
        sa.PrimaryKeyConstraint("version", "position", name="pk_policy_clauses"),
    )


def _review_actions() -> None:
    op.create_table(
        "review_actions",
        sa.Column("action_id", NUMBER, nullable=False),
        _key("case_id"),
        _key("kind"),
        _key("by"),
        _integer("at"),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.case_id"], name="fk_review_actions_case_id"),
        sa.PrimaryKeyConstraint("action_id", name="pk_review_actions"),
    )
    op.create_index("ix_review_actions_case_id", "review_actions", ["case_id"], unique=False)


def _satisfaction() -> None:
    op.create_table(
        "satisfaction",
        _key("case_id"),
        sa.Column("score", sa.Integer(), nullable=False),
        _integer("at"),
        sa.ForeignKeyConstraint(["case_id"], ["cases.case_id"], name="fk_satisfaction_case_id"),
        sa.PrimaryKeyConstraint("case_id", name="pk_satisfaction"),
    )


def _tickets() -> None:
    op.create_table(
        "tickets",
        _key("ticket_id"),
        _key("case_id"),
        _integer("received_at"),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.case_id"], name="fk_tickets_case_id"),
        sa.PrimaryKeyConstraint("ticket_id", name="pk_tickets"),
    )
    op.create_index("ix_tickets_case_id", "tickets", ["case_id"], unique=False)


def _case_reasons() -> None:
    op.create_table(
        "case_reasons",
        _key("case_id"),
        sa.Column("version", sa.Integer(), nullable=False),
        _key("code"),
        sa.ForeignKeyConstraint(
            ["case_id", "version"],
            ["drafts.case_id", "drafts.version"],
            name="fk_case_reasons_case_id_version",
        ),
        sa.PrimaryKeyConstraint("case_id", "version", "code", name="pk_case_reasons"),
    )
    op.create_index("ix_case_reasons_code", "case_reasons", ["code", "case_id"], unique=False)


def _decisions() -> None:
    op.create_table(
        "decisions",
        _key("decision_id"),
        _key("case_id"),
        sa.Column("draft_version", sa.Integer(), nullable=False),
        _key("by"),
        _key("outcome"),
        _key("action"),
        _integer("minor", nullable=True),
        _key("currency", nullable=True),
        _key("order_id", nullable=True),
        sa.Column("claims", sa.Text(), nullable=False),
        _key("draft_action"),
        _integer("draft_minor", nullable=True),
        _key("draft_currency", nullable=True),
        _key("reason_code", nullable=True),
        sa.Column("without", sa.Text(), nullable=False),
        _integer("queued_at", nullable=True),
        _integer("opened_at", nullable=True),
        _integer("decided_at"),
        sa.Column("policy", sa.Integer(), nullable=False),
        _key("ruleset"),
        sa.Column("feedback_score", sa.Integer(), nullable=True),
        _key("feedback_kind", nullable=True),
        sa.Column("reply_changed", sa.Boolean(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id", "draft_version"],
            ["drafts.case_id", "drafts.version"],
            name="fk_decisions_case_id_draft_version",
        ),
        sa.ForeignKeyConstraint(["case_id"], ["cases.case_id"], name="fk_decisions_case_id"),
        sa.PrimaryKeyConstraint("decision_id", name="pk_decisions"),
        sa.UniqueConstraint("case_id", name="uq_decisions_case_id"),
    )
    op.create_index("ix_decisions_time", "decisions", ["decided_at", "case_id"], unique=False)


def _deliveries() -> None:
    op.create_table(
        "deliveries",
        _key("delivery_id"),
        _key("case_id"),
        _key("decision_id", nullable=True),
        _key("kind"),
        _key("status"),
        sa.Column("attempts", sa.Integer(), nullable=False),
        _integer("not_before"),
        _integer("created_at"),
        _integer("sent_at", nullable=True),
        _key("worker", nullable=True),
        _integer("lease_until", nullable=True),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.case_id"], name="fk_deliveries_case_id"),
        sa.ForeignKeyConstraint(["decision_id"], ["decisions.decision_id"], name="fk_deliveries_decision_id"),
        sa.PrimaryKeyConstraint("delivery_id", name="pk_deliveries"),
    )
    op.create_index("ix_deliveries_decision_id", "deliveries", ["decision_id"], unique=False)
    op.create_index("ix_deliveries_due", "deliveries", ["status", "not_before", "delivery_id"], unique=False)
    op.create_index("ix_deliveries_of_case", "deliveries", ["case_id", "created_at"], unique=False)


def _refunds() -> None:
    op.create_table(
        "refunds",
        _key("refund_id"),
        _key("decision_id"),
        _key("case_id"),
        _key("order_id"),
        _key("customer_id"),
        _integer("minor"),
        _key("currency"),
        _key("status"),
        _key("key"),
        _key("payment_ref"),
        _integer("not_before"),
        sa.Column("by_gate", sa.Boolean(), nullable=False),
        _key("processor_id", nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("error", sa.Text(), nullable=False),
        _integer("reserved_at"),
        _integer("settled_at", nullable=True),
        _key("worker", nullable=True),
        _integer("lease_until", nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["cases.case_id"], name="fk_refunds_case_id"),
        sa.ForeignKeyConstraint(["decision_id"], ["decisions.decision_id"], name="fk_refunds_decision_id"),
        sa.PrimaryKeyConstraint("refund_id", name="pk_refunds"),
        sa.UniqueConstraint("case_id", name="uq_refunds_case_id"),
        sa.UniqueConstraint("decision_id", name="uq_refunds_decision_id"),
        sa.UniqueConstraint("key", name="uq_refunds_key"),
    )
    op.create_index("ix_refunds_due", "refunds", ["status", "not_before", "refund_id"], unique=False)
    op.create_index("ix_refunds_on_order", "refunds", ["order_id"], unique=False)
    op.create_index("ix_refunds_time", "refunds", ["reserved_at", "refund_id"], unique=False)
    op.create_index("ix_refunds_to_customer", "refunds", ["customer_id", "reserved_at"], unique=False)


def _refund_lines() -> None:
    op.create_table(
        "refund_lines",
        _key("refund_id"),
        _key("line_id"),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("quantity", sa.Integer(), nullable=False),
        _integer("minor"),
        sa.ForeignKeyConstraint(["refund_id"], ["refunds.refund_id"], name="fk_refund_lines_refund_id"),
        sa.PrimaryKeyConstraint("refund_id", "line_id", name="pk_refund_lines"),
    )
