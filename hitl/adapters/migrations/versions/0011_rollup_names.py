"""What the roll-ups count is named once; their cells have numbers for it.

Frozen: a later change of the tables is a migration of its own.
"""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

KEY = sa.String().with_variant(sa.String(collation="C"), "postgresql")  # compared byte by byte


def upgrade() -> None:
    """Add the names. The cells are of an older version, so the next sweep makes all of them afresh."""
    op.create_table(
        "rollup_names",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("name", KEY, nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_rollup_names"),
        sa.UniqueConstraint("name", name="uq_rollup_names_name"),
    )


def downgrade() -> None:
    """Drop the names, and with them what cells mean; the figures are worked out from the log again."""
    op.execute("DELETE FROM rollup_state")
    op.execute("DELETE FROM rolled_cases")
    op.execute("DELETE FROM rollups")
    op.drop_table("rollup_names")
