"""Escaped HTML: nothing of a text becomes markup, nothing hides, and marks keep every letter."""

import re
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hitl.ui import markup
from hitl.ui.markup import Span
from hitl.ui.rows import plain

JOINER = "\u2060"
TAG = re.compile(r"<[^>]*>")


@given(st.text())
def test_an_escaped_text_holds_no_markup(text: str) -> None:
    safe = markup.esc(text)
    assert not set("<>\"'") & set(safe)


@pytest.mark.parametrize(
    ("hidden", "why"),
    [
        ("\u202e", "turns the reading order round: exe.gnp"),
        ("\u2066", "isolates a stretch from the order around it"),
        ("\u200b", "has no width: splits a keyword unseen"),
        ("\ufeff", "has no width"),
        ("\u00ad", "shows only at a line's end"),
        ("\x1b", "is a control character"),
        ("\x00", "is a control character"),
    ],
)
def test_a_character_that_hides_is_shown(hidden: str, why: str) -> None:
    assert markup.esc(f"a{hidden}b") == "a\ufffdb", why


@given(st.text(max_size=60), st.lists(st.tuples(st.integers(-2, 70), st.integers(-2, 70)), max_size=6))
def test_marks_keep_every_letter_of_the_text(text: str, places: list[tuple[int, int]]) -> None:
    spans = [Span(start, end) for start, end in places if start >= 0]
    shown = TAG.sub("", markup.marked(text, spans).replace("<br>", "\n"))
    assert unescape(shown) == unescape(markup.esc(text))


def test_a_warning_is_said_and_not_only_coloured() -> None:
    told = markup.marked("I will sue you", [Span(7, 10, "x")])
    assert '<mark class="x"><span class="vh">warning: </span>sue</mark>' in told


def test_words_are_found_without_regard_to_case() -> None:
    assert markup.spans_of("Within 30 Days", words=["30 days", ""]) == [Span(7, 14)]


@pytest.mark.parametrize(
    "text",
    [
        "![x](http://y.example/z.png)",
        "[a](javascript:b)",
        ":red[c]",
        "$x^2$",
        "**bold**",
        "`code`",
        "<b>d</b>",
    ],
)
def test_a_label_shows_marks_as_they_are(text: str) -> None:
    escaped = plain(text)
    assert re.sub(r"\\(.)", r"\1", escaped).replace(JOINER, "") == text
    assert not re.search(r"(?<!\\)[*_`\[\]()<>$:!]", escaped)


@pytest.mark.parametrize(
    "address", ["http://evil.example/a", "HTTPS://evil.example", "www.evil.example", "me@evil.example"]
)
def test_an_address_in_a_label_is_no_link(address: str) -> None:
    shown = re.sub(r"\\(.)", r"\1", plain(f"see {address} now"))
    assert shown.replace(JOINER, "") == f"see {address} now"
    assert not re.search(r"(?i)https?://|www\.|\w@\w", shown), "what Markdown takes for an address"


def test_paragraphs_are_kept_apart_and_lines_together() -> None:
    assert markup.paragraphs("a\nb\n\n\nc") == "<p>a<br>b</p><p>c</p>"


@pytest.mark.parametrize("label", ["Refund, up to $24.50", "Arc desk lamp, €42.00 left", "Approve $42.00"])
def test_a_usual_label_is_read_aloud_as_it_stands(label: str) -> None:
    assert plain(label) == label
