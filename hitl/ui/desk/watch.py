"""Keeps the desk true while nobody presses a key: new cases and others' decisions show by themselves."""

from datetime import timedelta
from typing import NamedTuple

import streamlit as st

from hitl import views
from hitl.domain.case import Status
from hitl.domain.roles import Level
from hitl.ports.reads import Reads
from hitl.ui.desk.state import Desk
from hitl.ui.works import Works

EVERY = timedelta(seconds=5)
"""Often enough for a waiting chat, which is due in minutes; each look costs some milliseconds."""


class Seen(NamedTuple):
    """What a change would show in: the counts, the rows, and how the case on the screen stands."""

    counts: tuple[int, ...]
    rows: tuple[str, ...]
    status: Status | None


def seen(reads: Reads, queue: views.Desk, case_id: str | None) -> Seen:
    """Of the queue as it was read."""
    status = reads.case_status(case_id) if case_id else None
    return Seen(tuple(queue.counts.values()), tuple(row.case_id for row in queue.rows), status)


def show(works: Works, desk: Desk, level: Level, drawn: Seen) -> None:
    """Look again now and then; draws nothing, and waits for as long as a form is open."""
    st.fragment(_look, run_every=EVERY)(works, desk, level, drawn, ["just drawn"])


def _look(works: Works, desk: Desk, level: Level, drawn: Seen, fresh: list[str]) -> None:
    if fresh:  # the run that drew the page: everything was read a moment ago
        fresh.clear()
        return
    if desk.panel is not None:
        return
    after = desk.places[-1] if desk.places else None
    with works.store.reads() as reads:
        queue = views.desk(reads, view=desk.view, level=level, now=works.clock.now(), after=after)
        if seen(reads, queue, desk.case_id) != drawn:
            st.rerun()
