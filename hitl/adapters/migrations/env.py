"""Alembic's environment: always run on a connection that `migrate` hands over, inside its transaction."""

from alembic import context

from hitl.adapters.migrations.migrate import VERSION_TABLE, is_ours
from hitl.adapters.sql import (  # noqa: F401 -- they fill the metadata
    blind_tables,
    catalog_tables,
    desk_tables,
    house_tables,
    quality_tables,
    rollup_tables,
    tables,
)
from hitl.adapters.sql.columns import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    version_table=VERSION_TABLE,
    include_name=is_ours,
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()
