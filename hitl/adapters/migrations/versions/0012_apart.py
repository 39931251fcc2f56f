"""A message about several orders has a case for each: the later ones name the first.

Frozen: a later change of the tables is a migration of its own.
"""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

KEY = sa.String().with_variant(sa.String(collation="C"), "postgresql")  # compared byte by byte


def upgrade() -> None:
    """Add the column, and an index over the few cases that have it."""
    op.add_column("cases", sa.Column("part_of", KEY, nullable=True))
    where = sa.text("part_of IS NOT NULL")
    op.create_index("ix_cases_apart", "cases", ["part_of"], sqlite_where=where, postgresql_where=where)


def downgrade() -> None:
    """Drop both; every case stands by itself again."""
    op.drop_index("ix_cases_apart", "cases")
    op.drop_column("cases", "part_of")
