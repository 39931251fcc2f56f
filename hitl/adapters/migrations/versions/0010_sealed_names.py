"""The name of a saved view is sealed with it, and a customer's cases have an index by time.

Frozen: a later change of the tables is a migration of its own. The table of views is made anew, empty;
whoever migrates reads what stood in it before and puts it back (`hitl/adapters/migrations/saved_views.py`).
"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

KEY = sa.String().with_variant(sa.String(collation="C"), "postgresql")  # compared byte by byte


def upgrade() -> None:
    """A keyed hash stands in the name's place, so that a person's names stay unique."""
    _made_anew(sa.Column("called", KEY, nullable=False))
    op.create_index("ix_cases_history", "cases", ["customer_id", "received_at", "case_id"])


def downgrade() -> None:
    """Back to readable names; what is sealed cannot be read here, so the views are gone."""
    op.drop_index("ix_cases_history", "cases")
    _made_anew(sa.Column("name", sa.Text(), nullable=False))


def _made_anew(known_by: sa.Column[str]) -> None:
    op.drop_table("saved_views")
    op.create_table(
        "saved_views",
        sa.Column("email", KEY, nullable=False),
        known_by,
        sa.Column("saved_at", sa.BigInteger(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("email", known_by.name, name="pk_saved_views"),
    )
