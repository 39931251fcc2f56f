"""Transactions that the power may take do not wait for the disk; nothing after them is like that."""

import pytest

from hitl.adapters.sql.store import SqlStore
from hitl.adapters.sql.unit import SqlUnit

ASK = {"sqlite": "PRAGMA synchronous", "postgresql": "SHOW synchronous_commit"}
WAITS = {"sqlite": 2, "postgresql": "on"}
DOES_NOT_WAIT = {"sqlite": 1, "postgresql": "off"}


def _durability(unit: SqlUnit) -> object:
    return unit.connection.exec_driver_sql(ASK[unit.connection.dialect.name]).scalar()


@pytest.mark.parametrize("kept", [True, False], ids=["kept", "left without a commit"])
def test_only_a_passing_unit_does_not_wait_for_the_disk(store: SqlStore, *, kept: bool) -> None:
    backend = store.url.get_backend_name()
    with store.unit() as unit:
        assert _durability(unit) == WAITS[backend]
    with store.unit(passing=True) as unit:
        assert _durability(unit) == DOES_NOT_WAIT[backend]
        if kept:
            unit.commit()
    with store.unit() as unit:
        assert _durability(unit) == WAITS[backend]
