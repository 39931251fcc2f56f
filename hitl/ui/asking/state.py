"""Which request this session made; its ticket stands in the address, so that a reload finds it again.

Ticket ids made here are long random numbers: nobody finds another customer's request by guessing.
"""

import re
from dataclasses import dataclass
from uuid import uuid4

import streamlit as st

from hitl.steps.samples import Ready

PARAMETER = "request"
SAMPLE = "sample"
_OURS = re.compile(r"WEB-[0-9a-f]{32}")


@dataclass
class Asking:
    """What the page remembers."""

    problem: str = ""  # why the last message was not taken
    kept: str = ""  # and what it said
    sample: str = ""  # the key of the sample that was chosen
    ready: Ready | None = None  # with whom and what it is about; None where nothing fits it any more


def asking() -> Asking:
    """What this session remembers of the page."""
    if "asking" not in st.session_state:
        st.session_state["asking"] = Asking()
    remembered: Asking = st.session_state["asking"]
    return remembered


def new_ticket() -> str:
    """An id that cannot be guessed."""
    return f"WEB-{uuid4().hex}"


def ticket() -> str | None:
    """The ticket in the address, if it is one that this page made."""
    given = st.query_params.get(PARAMETER, "")
    return given if _OURS.fullmatch(given) else None


def remember(ticket_id: str) -> None:
    """Put a ticket into the address; what led to it is done with."""
    st.query_params[PARAMETER] = ticket_id
    st.query_params.pop(SAMPLE, None)
    forget()


def begin_anew() -> None:
    """Another request: nothing of the one before stands in the address."""
    st.query_params.pop(PARAMETER, None)
    st.query_params.pop(SAMPLE, None)
    forget()


def forget() -> None:
    """No sample is chosen and nothing was refused."""
    st.session_state["asking"] = Asking()
