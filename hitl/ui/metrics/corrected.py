"""What people keep correcting, by clause and reason, and what might be done about it."""

from datetime import datetime, timedelta

import streamlit as st

from hitl.domain.departure import FEWEST, SHARE, Frequent, frequent
from hitl.ports.store import Store
from hitl.ui import markup, words
from hitl.ui.metrics.tiles import between, percent

LOOKS_BACK = timedelta(days=90)
"""A policy that was changed three months ago should no longer be judged by what came before."""

HEADS = ("Corrected", "Of its drafts", "Paid", "What may help", "Newest cases")
CSS = ("", "", "", "told", "told")
"""Figures stand at the right, words at the left."""

ABOUT = (
    f"Decisions of people in the last {LOOKS_BACK.days} days, whatever is chosen above. Shown from {FEWEST} "
    f"corrections on, where they are surely {SHARE:.0%} of the clause's drafts or more (95% interval)."
)
NOTHING = "Nothing is corrected often enough to say anything."


def show(store: Store, now: datetime, *, demo: bool) -> None:
    """The table."""
    with store.reads() as reads:
        lately = reads.departures(now - LOOKS_BACK, demo=demo)
    st.html(html(frequent(lately.found, lately.drafts)))


def html(found: tuple[Frequent, ...]) -> str:
    """One row a clause and reason, most corrected first."""
    head = f"{markup.heading('What people keep correcting', level=2)}<p class='mut'>{ABOUT}</p>"
    if not found:
        return f"{head}<p class='mut'>{NOTHING}</p>"
    heads = "".join(
        f"<th scope='col' class='{css}'>{name}</th>" for name, css in zip(HEADS, CSS, strict=True)
    )
    return (
        f"{head}<table class='figs reads'><thead><tr><td></td>{heads}</tr></thead>"
        f"<tbody>{''.join(map(_row, found))}</tbody></table>"
    )


def _row(one: Frequent) -> str:
    clause = one.clause or "No clause cited"
    why = words.DECISION_REASON[one.reason] if one.reason else "No reason given"
    interval = f"{between(one.low, one.high)} of {one.drafts:,}"
    share = f"<b>{percent(one.departures / one.drafts)}</b><small>{interval}</small>"
    paid = ", ".join(f"{count} {how}" for count, how in ((one.more, "more"), (one.less, "less")) if count)
    cells = (f"<b>{one.departures:,}</b>", share, paid or "the same", markup.esc(one.suggestion), _cases(one))
    row = (
        f"<td class='{css}'><span class='nl'>{head}: </span>{cell}</td>"
        for head, css, cell in zip(HEADS, CSS, cells, strict=True)
    )
    return f"<tr><th scope='row'>{markup.esc(clause)}<small>{why}</small></th>{''.join(row)}</tr>"


def _cases(one: Frequent) -> str:
    return " ".join(
        f'<a class="tn" href="case?case={case}">{case}</a>' for case in map(markup.esc, one.cases)
    )
