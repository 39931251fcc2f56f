"""The slim strip in the header of every page of the walk: how far one is, and the way onward."""

import streamlit as st

from hitl.ui.asking import state as asking
from hitl.ui.places import Place, link, page
from hitl.ui.walk import visit
from hitl.ui.walk.seen import ALONE, HELD, seen
from hitl.ui.walk.story import Step, Walk, walk
from hitl.ui.works import Works

EVERY = 1.0
"""Seconds; an own request that is being worked on shows by itself that its step is done."""


def show(works: Works, here: Place) -> None:
    """Nothing before the walk was begun on the start page, and nothing on it."""
    known = visit.current()
    if known is None or here is Place.START:
        return
    asked = here is Place.REQUEST and asking.ticket() is not None
    open_yet = not {ALONE, HELD} <= known.lines.keys()
    st.fragment(_strip, run_every=EVERY if asked and open_yet else None)(works, here)


def _strip(works: Works, here: Place) -> None:
    known = visit.current()
    if known is None:
        return
    with works.store.reads() as reads:
        found = walk(seen(known, reads))
    busy = _busy(found, here)
    with st.container(key="strip", horizontal=True):
        st.html(_says(found, busy))
        if busy or found.next is None:
            link(Place.START, "all steps" if busy else "back to the start")
        else:
            _onward(found.steps[found.next], here)


def _onward(step: Step, here: Place) -> None:
    """A link; on the page itself a button, for a link to where one is leaves the address as it was."""
    says = f"next: {step.short}"
    if step.place is not here:
        link(step.place, says, query=step.query)
    elif st.button(says, key="onward", type="tertiary"):
        st.switch_page(page(here), query_params=dict(step.query))


def _says(found: Walk, busy: str) -> str:
    dots = "".join(f'<i class="{"on" if step.seen else ""}"></i>' for step in found.steps)
    at = f"{found.done} of {len(found.steps)} seen{busy and ' · '}{busy}"
    return f'<div class="walkat"><span class="dots" aria-hidden="true">{dots}</span>{at}</div>'


def _busy(found: Walk, here: Place) -> str:
    """What the request page waits for before anything is next; empty where nothing stands there."""
    if here is not Place.REQUEST:
        return ""
    if asking.SAMPLE in st.query_params:
        return "send it and watch"
    wanted = found.steps[found.next].place if found.next is not None else None
    return "the agent is at it" if found.working and wanted is Place.REQUEST else ""
