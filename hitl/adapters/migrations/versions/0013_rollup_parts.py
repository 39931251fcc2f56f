"""The roll-ups are kept by columns as well, for whoever combines more than two dimensions.

Frozen: a later change of the tables is a migration of its own.
"""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the batches. The roll-ups are of an older version, so the next worker makes all of them afresh."""
    op.create_table(
        "rollup_parts",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("first", sa.Integer(), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_rollup_parts"),
    )


def downgrade() -> None:
    """Drop them, and say that nothing is rolled up; the figures are worked out from the log again."""
    op.execute("DELETE FROM rollup_state")
    op.execute("DELETE FROM rolled_cases")
    op.execute("DELETE FROM rollups")
    op.execute("DELETE FROM rollup_names")
    op.drop_table("rollup_parts")
