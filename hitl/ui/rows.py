"""A row that can be clicked: a card of escaped HTML under an invisible button with a spoken name."""

import re
from collections.abc import Callable
from html import unescape

import streamlit as st

from hitl.ui import markup

_MARKDOWN = re.compile(r"([\\`*_{}\[\]()#+\-.!|<>~$:&@\"'=^])")
_HARMLESS = re.compile(r"[^\W\d_](?:[^\W_]|[ ,.%€£¥])*(?:\$(?:[^\W_]|[ ,.%])*)?")
"""Letters first, then nothing that Markdown reads, and one dollar sign at the most. Escapes would be read
aloud: a field's name for screen readers is its label as it was given."""
_ADDRESS = re.compile(r"(?i)(?<=http:)(?=//)|(?<=https:)(?=//)|(?<=www)(?=\.)|(?=@)")
_JOINER = "\u2060"
"""Has no width. It parts an address, which Streamlit makes a link of although every mark is escaped."""


def plain(text: object) -> str:
    """Text for a label, which Streamlit reads as Markdown: every mark escaped, no link, nothing hidden."""
    shown = unescape(markup.esc(text, 200))  # `esc` replaces what hides; entities would be read aloud
    if _HARMLESS.fullmatch(shown) and "www" not in shown.casefold():
        return shown
    parted = _ADDRESS.sub(_JOINER, shown)
    return _MARKDOWN.sub(r"\\\1", parted).replace("\n", " ")


def show(key: str, html: str, label: str, on_click: Callable[..., None], *args: object) -> None:
    """The card, and what pressing it does. `label` is what a screen reader says, as plain text."""
    with st.container(key=f"hit_{key}"):
        st.html(html)
        st.button(plain(label), key=f"{key}_press", on_click=on_click, args=args)
