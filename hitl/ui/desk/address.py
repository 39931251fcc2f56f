"""The view of the queue in the page's address, so that it can be shared, kept and gone back to.

The address is what counts: each run looks at it first, so the browser's back button brings the view before.
Only what a person presses is written to it; else going back would lead here again.
"""

from collections.abc import Mapping
from urllib.parse import parse_qsl, urlencode

import streamlit as st

from hitl.errors import NotFound
from hitl.narrowing import Narrowed, from_query, to_query
from hitl.ports.reads import Reads
from hitl.ui.desk.state import Desk
from hitl.views import View, number_of

CASE = "case"


def follow(reads: Reads, desk: Desk, me: str) -> None:
    """Bring the desk to what the address asks for, where it changed."""
    asked = st.query_params.to_dict()
    view, narrowed = _asked(asked)
    if (view, narrowed) != (desk.view, desk.narrowed):
        desk.look_at(view, narrowed)
    number = asked.get(CASE, "")
    if number and number != desk.linked:
        find(reads, desk, number, me)
    elif number and _left(reads, desk, number, me):
        st.query_params.pop(CASE)
        number = ""
    desk.linked = number


def go(view: View, narrowed: Narrowed) -> None:
    """Write another view to the address; the next run follows it."""
    st.query_params.from_dict(_written(view, narrowed))


def query(desk: Desk) -> str:
    """The view that is open, as it is saved: "view=mine&sort=oldest"."""
    return urlencode(_written(desk.view, desk.narrowed) or {"view": View.TO_DECIDE.value})


def go_to(saved: str) -> None:
    """Open a saved view."""
    go(*_asked(dict(parse_qsl(saved))))


def find(reads: Reads, desk: Desk, number: str, me: str) -> bool:
    """Put the case of that number, or of that ticket, on my screen; remember what was not found."""
    desk.lost = ""
    found = _case(reads, number, me)
    if found is None:
        desk.lost = number.strip()[:200]
        return False
    desk.open(found)
    return True


def _case(reads: Reads, number: str, me: str) -> str | None:
    wanted = number.strip()[:200]
    try:
        return number_of(reads, wanted.upper() if wanted.lower().startswith("cs-") else wanted, reader=me)
    except NotFound:
        return None


def _left(reads: Reads, desk: Desk, number: str, me: str) -> bool:
    """Whether the case on the screen is no longer the one that the address names."""
    return desk.case_id != number and desk.case_id != _case(reads, number, me)


def _asked(query: Mapping[str, str]) -> tuple[View, Narrowed]:
    name = query.get("view", "")
    view = View(name) if name in {each.value for each in View} else View.TO_DECIDE
    return view, from_query(query)


def _written(view: View, narrowed: Narrowed) -> dict[str, str]:
    of_view = {} if view is View.TO_DECIDE else {"view": view.value}
    return {**of_view, **to_query(narrowed)}
