"""The demo company for tests: lived through once a test run, then copied.

What it holds depends on the day, the weekday and the hour, so tests look at it on one and the same day.
"""

import fcntl
import os
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from hitl.entrypoints.demo import load
from hitl.settings import Settings

AS_OF = "2026-11-21T18:00:00Z"
"""When it was loaded: for HITL_CLOCK of whatever runs on a copy of it."""


def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An installation's `var` folder with the demo company in it, for all processes of pytest-xdist."""
    own = tmp_path_factory.getbasetemp()
    shared = own.parent if "PYTEST_XDIST_WORKER" in os.environ else own
    folder = shared / "demo-company"
    with (shared / "demo-company.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # let go when the file is closed
        if not folder.exists():
            unfinished = shared / "demo-company-unfinished"
            load(Settings.load({"HITL_VAR": str(unfinished / "var"), "HITL_CLOCK": AS_OF}))
            unfinished.rename(folder)
    return folder / "var"


def case_of(var: Path, ticket_id: str) -> str:
    """The case of one of the demo's tickets; its number depends on how many came before it."""
    with closing(sqlite3.connect(var / "countersign.sqlite")) as database:
        (case_id,) = database.execute(
            "SELECT case_id FROM cases WHERE ticket_id = ?", (ticket_id,)
        ).fetchone()
    return str(case_id)
