"""What holds for the whole house at the moment: mode, kill switch and policy, read once a transaction."""

from sqlalchemy import Connection, func, select

from hitl.adapters.sql.columns import AnyRow
from hitl.adapters.sql.house_tables import installation, modes

_NEWEST_MODE = select(func.max(modes.c.mode_id)).scalar_subquery()
_IN_FORCE = (
    select(
        installation.c.stopped,
        installation.c.active_policy,
        modes.c.mode,
        modes.c.canary,
        modes.c.since,
        modes.c.by,
        modes.c.reason,
    )
    .join_from(installation, modes, modes.c.mode_id == _NEWEST_MODE)
    .where(installation.c.id == 1)
)


class InForce:
    """The row as one transaction knows it; whoever changes a part of it says so."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._row: AnyRow | None = None

    @property
    def row(self) -> AnyRow:
        """stopped, active_policy, and the columns of the newest mode."""
        if self._row is None:
            self._row = self._connection.execute(_IN_FORCE).one()
        return self._row

    def changed(self) -> None:
        """It is read again when it is next asked for."""
        self._row = None
