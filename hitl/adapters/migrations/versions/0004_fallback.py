"""For which due time it was acted upon that nobody decided a case, so that it is once.

Frozen: a later change of the tables is a migration of its own.
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

OPEN = "status = 'in_review' AND (fallback_for IS NULL OR fallback_for < due_at)"


def upgrade() -> None:
    """Add the column, and an index over the cases that still wait."""
    op.add_column("cases", sa.Column("fallback_for", sa.BigInteger(), nullable=True))
    where = sa.text(OPEN)
    op.create_index(
        "ix_cases_fallback",
        "cases",
        ["waiting", "due_at", "case_id"],
        sqlite_where=where,
        postgresql_where=where,
    )


def downgrade() -> None:
    """Drop both."""
    op.drop_index("ix_cases_fallback", "cases")
    op.drop_column("cases", "fallback_for")
