"""What the scores of models' drafts are worth, as learned from decisions.

Frozen: a later change of the tables is a migration of its own.
"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

KEY = sa.String().with_variant(sa.String(collation="C"), "postgresql")  # compared byte by byte


def upgrade() -> None:
    """Add the table."""
    op.create_table(
        "calibrations",
        sa.Column("maker", KEY, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("maker", "version", name="pk_calibrations"),
    )


def downgrade() -> None:
    """Drop it, with all it holds."""
    op.drop_table("calibrations")
