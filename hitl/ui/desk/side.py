"""The small panel over the desk: a title, a way to close it, and what was asked for."""

import streamlit as st

from hitl.domain.roles import User
from hitl.ui import markup
from hitl.ui.desk import filters, give, live, notes, people, saved_views, snooze
from hitl.ui.desk.holding import Holding
from hitl.ui.desk.state import Side
from hitl.views import CasePage

TITLES = {
    Side.FILTERS: "Filter this view",
    Side.SORT: "Sort",
    Side.VIEWS: "Saved views",
    Side.GIVE: "Give to a colleague",
    Side.SNOOZE: "Snooze until",
    Side.NOTES: "Notes for colleagues",
    Side.ME: "My day",
}
OF_A_CASE = frozenset({Side.GIVE, Side.SNOOZE, Side.NOTES})


def show(key: str, at: Holding, page: CasePage | None, everyone: tuple[User, ...]) -> None:
    """Nothing while no panel is open."""
    side = at.desk.side
    if side is None or (side in OF_A_CASE and page is None):
        return
    place = "case" if side in OF_A_CASE else "rail"
    with st.container(key=f"over_{place}"):
        close = live.button("close", markup.icon("close"), name="Close")
        st.html(markup.heading(TITLES[side], close, level=2))
        if at.desk.trouble:
            st.html(markup.note(markup.esc(at.desk.trouble), "r", "block", role="alert"))
        _draw(key, at, side, page, everyone)


def _draw(key: str, at: Holding, side: Side, page: CasePage | None, everyone: tuple[User, ...]) -> None:
    match side:
        case Side.FILTERS:
            filters.show(key, at.desk, everyone)
        case Side.SORT:
            st.html(filters.sort_html(at.desk.narrowed))
        case Side.VIEWS:
            saved_views.show(key, at)
        case Side.ME:
            people.show(key, at, everyone)
        case Side.GIVE if page is not None:
            give.show(key, at, page, everyone)
        case Side.SNOOZE if page is not None:
            snooze.show(key, at, page)
        case Side.NOTES if page is not None:
            notes.show(key, at, page, everyone)
