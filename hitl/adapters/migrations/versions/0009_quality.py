"""Made-up cases with a known answer, apart from everything that can be decided or paid.

Frozen: a later change of the tables is a migration of its own.
"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

KEY = sa.String().with_variant(sa.String(collation="C"), "postgresql")  # compared byte by byte


def upgrade() -> None:
    """Add the table."""
    op.create_table(
        "quality_cases",
        sa.Column("case_id", KEY, nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("label", KEY, nullable=False),
        sa.Column("by", KEY, nullable=False),
        sa.Column("given_at", sa.BigInteger(), nullable=False),
        sa.Column("planted", sa.Boolean(), nullable=False),
        sa.Column("simulated", sa.Boolean(), nullable=False),
        sa.Column("rejected", sa.Boolean(), nullable=False),
        sa.Column("answered_at", sa.BigInteger(), nullable=True),
        sa.Column("outcome", KEY, nullable=True),
        sa.Column("as_drafted", sa.Boolean(), nullable=True),
        sa.Column("action", KEY, nullable=True),
        sa.Column("minor", sa.BigInteger(), nullable=True),
        sa.Column("currency", KEY, nullable=True),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("sealed_words", sa.LargeBinary(), nullable=True),
        sa.PrimaryKeyConstraint("case_id", name="pk_quality_cases"),
        sa.UniqueConstraint("number", name="uq_quality_cases_number"),
    )
    op.create_index("ix_quality_cases_once", "quality_cases", ["by", "label"], unique=True)
    op.create_index("ix_quality_cases_of", "quality_cases", ["by", "given_at"])
    op.create_index("ix_quality_cases_answered", "quality_cases", ["by", "answered_at"])


def downgrade() -> None:
    """Drop it, with all it holds."""
    op.drop_table("quality_cases")
