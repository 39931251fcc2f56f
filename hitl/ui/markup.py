"""Escaped HTML for what Streamlit's own elements cannot show densely.

Customers' and models' words reach the page through `esc` alone: it escapes, and it shows characters
that reorder or hide text as the replacement character.
"""

import re
from collections.abc import Iterable
from html import escape
from typing import NamedTuple

LONGEST = 21_000
"""Characters of one text that are shown; above what a message may hold, below what stalls a browser."""

_HIDDEN = re.compile(
    "[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e"
    "\u2060-\u206f\ufeff\ufff9-\ufffb]"
)


class Span(NamedTuple):
    """A marked stretch of a text, by offsets into it before escaping."""

    start: int
    end: int
    kind: str = ""  # "" highlights, "x" warns


def esc(text: object, limit: int = LONGEST) -> str:
    """Safe inside an element or a quoted attribute; one character stays one character before escaping."""
    return escape(_HIDDEN.sub("\ufffd", str(text)[:limit]), quote=True)


def lines(text: object, limit: int = LONGEST) -> str:
    """`esc` with line breaks kept."""
    return esc(text, limit).replace("\n", "<br>")


def paragraphs(text: object, limit: int = LONGEST) -> str:
    """`esc` with line breaks kept and a small gap where the text leaves a line empty."""
    parts = re.split(r"\n\s*\n", str(text)[:limit].strip())
    return "".join(f"<p>{lines(part)}</p>" for part in parts)


def flowing(text: str) -> str:
    """A text with the line ends of its file made spaces; paragraphs stay apart."""
    return "\n".join(" ".join(part.split()) for part in text.split("\n\n"))


def marked(text: str, spans: Iterable[Span]) -> str:
    """The text with spans marked; where two overlap the earlier one wins, a warning before a highlight."""
    out: list[str] = []
    at = 0
    for span in sorted(set(spans), key=lambda s: (s.start, s.kind == "", -s.end)):
        if span.start < at or span.end <= span.start or span.end > len(text):
            continue
        word = "warning: " if span.kind else ""
        hidden = f'<span class="vh">{word}</span>' if word else ""
        css = f' class="{esc(span.kind)}"' if span.kind else ""
        out += [
            lines(text[at : span.start]),
            f"<mark{css}>{hidden}",
            lines(text[span.start : span.end]),
            "</mark>",
        ]
        at = span.end
    return "".join([*out, lines(text[at:])])


def spans_of(text: str, *, words: Iterable[str], kind: str = "") -> list[Span]:
    """Where each of the words first occurs in the text, without regard to case."""
    folded = text.lower()
    found = ((word, folded.find(word.lower())) for word in words if word.strip())
    return [Span(at, at + len(word), kind) for word, at in found if at >= 0]


def icon(name: str, css: str = "") -> str:
    """A Material Symbol, bundled with Streamlit; hidden from screen readers, so words stand beside it."""
    return f'<span class="ms {css}" aria-hidden="true" translate="no">{esc(name)}</span>'


def chip(text: object, css: str = "", symbol: str = "") -> str:
    """A small label: g good, w warning, r bad, a accent, o outline."""
    return f'<span class="chip {css}">{icon(symbol) if symbol else ""}{esc(text)}</span>'


def heading(text: object, aside: str = "", *, level: int = 3, css: str = "") -> str:
    """A small section label with something (HTML) at its right."""
    right = f'<span class="sp">{aside}</span>' if aside else ""
    return f'<div class="h {css}"><h{level}>{esc(text)}</h{level}>{right}</div>'


def note(html: str, css: str = "", symbol: str = "info", *, role: str = "") -> str:
    """A remark across the pane: w warns, r refuses, g is good news. The text is HTML."""
    spoken = f' role="{role}"' if role else ""
    return f'<div class="note {css}"{spoken}>{icon(symbol)}<div>{html}</div></div>'


def evidence(label: object, css: str = "") -> str:
    """A reference to a clause, a message or an order."""
    return f'<span class="ev {css}">{esc(label, 80)}</span>'


def place(label: str) -> str:
    """The id of what a draft names as its evidence, on the desk: of "order", "message 1", "RP-2"."""
    return f"at-{esc(label, 80).replace(' ', '-')}"


def points_to(label: object, at: str, css: str = "") -> str:
    """`evidence` that brings what it names, at a `place`, before the eyes (hitl/ui/desk/live.py)."""
    return f'<button type="button" class="ev {css}" data-at="{place(at)}">{esc(label, 80)}</button>'


def rows(pairs: Iterable[tuple[str, str]]) -> str:
    """A table of facts, label left; the second of each pair is HTML."""
    body = "".join(
        f'<tr><th class="k" scope="row">{esc(label)}</th><td>{value}</td></tr>' for label, value in pairs
    )
    return f'<table class="f">{body}</table>'


def item(symbol: str, title: str, says: str, took: str, css: str = "", *, more: str = "") -> str:
    """One entry of a timeline; the texts are plain, what is `more` is HTML."""
    return (
        f'<li class="it {css}">{icon(symbol)}<div class="t"><span>{esc(title)}</span>'
        f'<span class="ms-took">{esc(took)}</span></div><div class="x">{esc(says)}{more}</div></li>'
    )
