"""What a person reads where a page could not be drawn: one sentence, never a stack trace."""

import logging

import streamlit as st

from hitl.errors import CountersignError
from hitl.ui import markup

log = logging.getLogger(__name__)


def tell(error: Exception) -> bool:
    """Show the sentence, and log what was not expected; True keeps Streamlit from showing its own."""
    if isinstance(error, CountersignError):
        title, says = "This cannot be shown now", str(error)
    else:
        log.error("action=page_failed", exc_info=error)
        title = "Something went wrong here"
        says = "It was written to the log. Nothing you had decided is lost; reload the page to go on."
    st.html(
        f'<div class="empty" role="alert">{markup.icon("cloud_off")}<h2>{title}</h2>'
        f"<p>{markup.esc(says)}</p></div>"
    )
    return True
