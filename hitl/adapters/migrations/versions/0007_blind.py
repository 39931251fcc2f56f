"""Second readings of decided cases by people who do not see the first decision.

Frozen: a later change of the tables is a migration of its own.
"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

KEY = sa.String().with_variant(sa.String(collation="C"), "postgresql")  # compared byte by byte


def upgrade() -> None:
    """Add the table."""
    op.create_table(
        "blind_readings",
        sa.Column("case_id", KEY, nullable=False),
        sa.Column("draft_version", sa.Integer(), nullable=False),
        sa.Column("by", KEY, nullable=False),
        sa.Column("given_at", sa.BigInteger(), nullable=False),
        sa.Column("rejected", sa.Boolean(), nullable=False),
        sa.Column("answered_at", sa.BigInteger(), nullable=True),
        sa.Column("action", KEY, nullable=True),
        sa.Column("minor", sa.BigInteger(), nullable=True),
        sa.Column("currency", KEY, nullable=True),
        sa.Column("sealed", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["cases.case_id"], name="fk_blind_readings_case_id"),
        sa.PrimaryKeyConstraint("case_id", name="pk_blind_readings"),
    )
    op.create_index("ix_blind_readings_of", "blind_readings", ["by", "given_at"])
    op.create_index("ix_blind_readings_answered", "blind_readings", ["answered_at", "case_id"])


def downgrade() -> None:
    """Drop it, with all it holds."""
    op.drop_table("blind_readings")
