"""The list of the cases behind a figure, a bar or a point, with a link to each."""

from collections.abc import Callable

import streamlit as st

from hitl.domain.counted import counted
from hitl.ports.reads import DecisionRow
from hitl.ports.store import Store
from hitl.steps.measure_cases import Opened, behind
from hitl.steps.measure_flow import Path
from hitl.steps.measure_newest import narrowed, newest
from hitl.ui import markup, words
from hitl.ui.metrics import naming
from hitl.ui.metrics.report import Report
from hitl.ui.metrics.tiles import exactly
from hitl.ui.places import Place, link

SHOWN = 30
"""More than that nobody reads in a dialog; how many there are is said."""

_ASKED = "metrics_opened"

NAMES = {
    **naming.FIGURE,
    **naming.MONEY,
    "sla_met": "Decided too late",
    "handled": "Cases handled",
    "avoided": "Refused or lowered by people",
    "review_latency_p50": "Waiting for a decision, the longest first",
    "waiting_p50": "Waiting to be opened, the longest first",
    "handling_p50": "Hands-on time, the longest first",
}
_TIMES = {"review_latency_p50": "Decided after", "handling_p50": "Hands-on time of"}
"""Where a bar is opened, which holds times from so long to so long."""


def ask(what: Opened) -> None:
    """Open the list at the end of this run."""
    st.session_state[_ASKED] = what


def show(store: Store, report: Report, *, demo: bool) -> None:
    """The list, if one was asked for."""
    what: Opened | None = st.session_state.pop(_ASKED, None)
    if what is not None:
        _dialog(store, report, what, demo=demo)


def title(what: Opened) -> str:
    """What is listed, in words."""
    if what.figure == "agreed_by_reason":
        name = f"Held: {words.CODE.get(what.of, what.of)}"  # type: ignore[call-overload]
    elif what.figure == "overrides":
        name = f"Changed by people: {what.of}"
    elif what.figure == "agreed_by_confidence":
        name = f"Confidence from {what.low or 0.0:.1f}, changed ones first"
    elif what.figure == "drift":
        return (
            f"Drift, cases of {naming.slice_(what.where)}" if what.where else "Drift, all cases of the time"
        )
    elif what.figure == "satisfied":
        name = f"Customers who answered: {naming.PATH[Path(what.of)].lower()}"
    elif what.low is not None and what.high is not None:
        name = f"{_TIMES[what.figure]} {exactly(what.low)} to {exactly(what.high)}"
    else:
        name = NAMES.get(what.figure, what.figure)
    return f"{name}, from {what.start.day} {what.start:%B}" if what.start else name


def _list(store: Store, report: Report, what: Opened, *, demo: bool) -> None:
    span = narrowed(what, report.series.grain, report.begins, report.until)
    with store.reads() as reads:
        rows = newest(reads, report.asked.where, *span, demo=demo)
        found = behind(rows.log, what, report.series.grain)
        _, made = reads.rollups.rows(found[:SHOWN])  # some of them long after the span
    more = f", the first {SHOWN} are shown" if len(found) > SHOWN else ""
    among = "" if rows.whole else f", among the newest {max(len(rows.log.cases), len(rows.log.decisions)):,}"
    count = f"{counted(len(found), 'case')}{among}{more}"
    st.html(f"{markup.heading(title(what), level=2)}<p class='mut'>{count}</p>")
    decided = {row.case_id: row for row in made}
    with st.container(key="opened_cases"):
        for case_id in found[:SHOWN]:
            link(Place.CASE, f"{case_id}: {_told(decided.get(case_id))}", query={"case": case_id})


def _told(row: DecisionRow | None) -> str:
    if row is None:
        return "not decided yet"
    amount = f" {row.amount}" if row.amount else ""
    changed = "" if row.outcome == "approved" else f", {words.OUTCOME[row.outcome]}"
    return f"{words.ACTION[row.action]}{amount}{changed}, {words.day(row.decided_at)}".replace("$", "\\$")


_dialog: Callable[..., None] = st.dialog("Cases behind the figure", width="medium")(_list)
