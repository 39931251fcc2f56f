"""Roll-ups of the figures, what every case has added to them, and the category of its goods in the case.

Frozen: a later change of the tables is a migration of its own.
"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

KEY = sa.String().with_variant(sa.String(collation="C"), "postgresql")  # compared byte by byte

CATEGORY = """
UPDATE cases SET category = (
    SELECT CASE WHEN min(category) = max(category) THEN min(category)
                WHEN min(category) IS NOT NULL THEN 'several' END
    FROM order_lines WHERE order_id = coalesce(cases.about_order, cases.order_id)
) WHERE draft_version > 0
"""


def upgrade() -> None:
    """Add the column, filled from the orders as they are now, and three tables that the next sweep fills."""
    op.add_column("cases", sa.Column("category", KEY, nullable=True))
    op.execute(CATEGORY)
    op.create_table(
        "rollups",
        sa.Column("slice", KEY, nullable=False),
        sa.Column("day", sa.Integer(), nullable=False),
        sa.Column("counts", sa.LargeBinary(), nullable=False),
        sa.Column("spread", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("slice", "day", name="pk_rollups"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "rolled_cases",
        sa.Column("case_id", KEY, nullable=False),
        sa.Column("share", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("case_id", name="pk_rolled_cases"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "rollup_state",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("built", sa.Boolean(), nullable=False),
        sa.Column("after_at", sa.BigInteger(), nullable=True),
        sa.Column("after_case", KEY, nullable=True),
        sa.CheckConstraint("id = 1", name="one_state"),
        sa.PrimaryKeyConstraint("id", name="pk_rollup_state"),
    )


def downgrade() -> None:
    """Drop what was added; the figures are worked out from the log again."""
    for name in ("rollup_state", "rolled_cases", "rollups"):
        op.drop_table(name)
    op.drop_column("cases", "category")
