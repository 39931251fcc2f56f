"""What the forms of the decision bar share: a title, and a way on and a way back."""

from functools import partial

import streamlit as st

from hitl.ui import markup
from hitl.ui.desk.answers import Bar
from hitl.ui.rows import plain


def title(text: str) -> None:
    """The name of the form."""
    st.html(markup.heading(text))


def buttons(bar: Bar, label: str, do: partial[None], *, key: str | None = None) -> None:
    """The button that sends the form, and the one that leaves it."""
    with st.container(horizontal=True, key="formacts"):
        st.form_submit_button(plain(label), type="primary", on_click=do, shortcut=key, key=bar.field("send"))
        st.form_submit_button("Back", on_click=_close, args=(bar,), shortcut="Escape", key=bar.field("close"))


def _close(bar: Bar) -> None:
    bar.desk.panel, bar.desk.refusal = None, None
