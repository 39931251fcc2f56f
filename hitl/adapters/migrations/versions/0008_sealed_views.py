"""Saved views are sealed: what somebody searches for can be a customer's name or words.

Frozen: a later change of the tables is a migration of its own. The table is made anew, empty; whoever
migrates reads what stood in it before and puts it back sealed (`hitl/adapters/migrations/saved_views.py`).
"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

KEY = sa.String().with_variant(sa.String(collation="C"), "postgresql")  # compared byte by byte


def upgrade() -> None:
    """The query is no longer kept in the clear."""
    _made_anew(sa.Column("sealed", sa.LargeBinary(), nullable=False))


def downgrade() -> None:
    """Back to a readable column; what is sealed cannot be read here, so the views are gone."""
    _made_anew(sa.Column("query", sa.Text(), nullable=False))


def _made_anew(holds: sa.Column[bytes] | sa.Column[str]) -> None:
    op.drop_table("saved_views")
    op.create_table(
        "saved_views",
        sa.Column("email", KEY, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        holds,
        sa.Column("saved_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("email", "name", name="pk_saved_views"),
    )
