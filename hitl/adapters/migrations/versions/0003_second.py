"""Two signatures, what a decision is bound to, goods instead of money, and what makes cases alike.

Frozen: a later change of the tables is a migration of its own.
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

KEY = sa.String().with_variant(sa.String(collation="C"), "postgresql")  # compared byte by byte


def upgrade() -> None:
    """Add columns, an index and a table."""
    op.add_column("decisions", sa.Column("replaces", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("decisions", sa.Column("first_by", KEY, nullable=True))
    op.add_column("decisions", sa.Column("bound", KEY, nullable=False, server_default=""))
    op.add_column("cases", sa.Column("matter", KEY, nullable=True))
    op.add_column("cases", sa.Column("clause", KEY, nullable=True))
    op.create_index("ix_cases_alike", "cases", ["matter", "status", "closed_at"])
    op.create_table(
        "signatures",
        sa.Column("case_id", KEY, nullable=False),
        sa.Column("draft_version", sa.Integer(), nullable=False),
        sa.Column("by", KEY, nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.case_id"], name="fk_signatures_case_id"),
        sa.PrimaryKeyConstraint("case_id", name="pk_signatures"),
    )


def downgrade() -> None:
    """Drop what was added, with all it holds."""
    op.drop_table("signatures")
    op.drop_index("ix_cases_alike", "cases")
    for name in ("matter", "clause"):
        op.drop_column("cases", name)
    for name in ("replaces", "first_by", "bound"):
        op.drop_column("decisions", name)
