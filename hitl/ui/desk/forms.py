"""What the forms of the decision bar share: a title, and a way on and a way back."""

from functools import partial

import streamlit as st

from hitl.domain.decision import Edit
from hitl.ui import markup
from hitl.ui.desk import typed
from hitl.ui.desk.answers import Bar
from hitl.ui.desk.state import Panel
from hitl.ui.rows import plain


def title(bar: Bar, text: str) -> None:
    """The name of the form, and whose words it will hold."""
    st.html(markup.heading(text) + typed.mark(bar.desk, bar.me.email, bar.case_id, bar.version))


def buttons(
    bar: Bar,
    label: str,
    do: partial[None],
    *,
    key: str | None = None,
    also: tuple[str, partial[None]] | None = None,
) -> None:
    """The button that sends the form, a further one where there is one, and the one that leaves it."""
    with st.container(horizontal=True, key="formacts"):
        st.form_submit_button(plain(label), type="primary", on_click=do, shortcut=key, key=bar.field("send"))
        if also is not None:
            st.form_submit_button(plain(also[0]), on_click=also[1], key=bar.field("also"))
        st.form_submit_button("Back", on_click=_close, args=(bar,), shortcut="Escape", key=bar.field("close"))


def back(bar: Bar) -> None:
    """The way back of a panel that is no form."""
    st.button("Back", on_click=_close, args=(bar,), shortcut="Escape", key=bar.field("close"))


def _close(bar: Bar) -> None:
    """One step back: from the reasons for an own answer to its form, else to the buttons."""
    written = bar.field("reply") in st.session_state
    again = bar.desk.panel in {Panel.WHY, Panel.CONFIRM} and isinstance(bar.desk.pending, Edit) and written
    bar.desk.close()
    bar.desk.panel = Panel.EDIT if again else None
