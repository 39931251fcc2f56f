"""The pages in the order of the navigation, and links from one to another.

A link keeps the session; an address typed anew would start another one.
"""

from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path

import streamlit as st

PAGES = Path(__file__).resolve().parents[2] / "pages"


class Place(StrEnum):
    """A page by its address; the start's is the bare one."""

    START = "start"
    REQUEST = "request"
    DESK = "desk"
    CASE = "case"
    METRICS = "metrics"
    ROLLOUT = "rollout"


TITLES = {
    Place.START: "Start",
    Place.REQUEST: "Request",
    Place.DESK: "Review desk",
    Place.CASE: "Case",
    Place.METRICS: "Metrics",
    Place.ROLLOUT: "Rollout",
}


def page(place: Place, *, simulated: bool = True) -> st.Page:
    """The page as the navigation knows it; the demo's start is not shown beside a company's own data."""
    hidden = place is Place.CASE or (place is Place.START and not simulated)
    return st.Page(
        PAGES / f"{place}.py",
        title=TITLES[place],
        url_path=place.value,
        default=place is Place.START,
        visibility="hidden" if hidden else "visible",
    )


def link(
    place: Place, label: str, *, query: Mapping[str, str] | None = None, icon: str | None = None
) -> None:
    """A link onward; the label is plain text of ours."""
    st.page_link(page(place), label=label, query_params=dict(query or {}), icon=icon)
