"""A message made readable: offsets hold, quotation is blank, spellings are regular."""

import pytest

from hitl.domain.reading.text import READ_AT_MOST, clauses, normal, plain, sentences

BLANKED = [
    ("It broke.\n\nOn Mon, 2 Nov Shop <a@b.example> wrote:\n> we refund everything", "refund", "quoted mail"),
    ("It broke.\n> we refund everything\n", "refund", "a quoted line"),
    ("It broke.\n-- \nAda, Refund Lane 3", "Refund", "a signature"),
    ("It broke.\nSent from my iPhone", "iPhone", "a mail program's line"),
    ("It broke.\n-----Original Message-----\nWe refund", "refund", "an Outlook history"),
    ("It <b>broke</b>", "<b>", "markup"),
]


@pytest.mark.parametrize(("text", "gone", "why"), BLANKED, ids=[row[2] for row in BLANKED])
def test_what_the_customer_did_not_write_is_blank_and_places_hold(text: str, gone: str, why: str) -> None:
    read = plain(text)
    assert gone not in read, why
    assert len(read) == len(text), why
    assert read.index("broke") == text.index("broke"), why


def test_a_message_that_is_nothing_but_quotation_is_read_as_it_is() -> None:
    assert "refund" in plain("> please refund me")


NORMAL = [
    ("I’d like a refund", "i'd like a refund", "curly quotes"),
    ("it doesnt work", "it doesn't work", "a contraction without its mark"),
    ("pls refund", "please refund", "chat spelling"),
    ("it came brokn", "it came broken", "a letter left out"),
    ("I want a refnud", "i want a refund", "two letters swapped"),
    ("a broken charger", "a broken charger", "a word of its own is no typo of “charged”"),
    ("ＲＥＦＵＮＤ", "refund", "full-width letters"),
    ("&quot;fragile&quot; &amp; broken", "fragile", "HTML entities"),
]


@pytest.mark.parametrize(("written", "read", "why"), NORMAL, ids=[row[2] for row in NORMAL])
def test_spellings_are_brought_to_one_form(written: str, read: str, why: str) -> None:
    assert read in normal(written), why


def test_a_megabyte_is_cut_before_anything_is_done_with_it() -> None:
    assert len(plain("broken " * 150_000)) == READ_AT_MOST


def test_a_sentence_falls_into_what_is_said_of_each_thing() -> None:
    parts = [part.text for part in clauses("the lamp is broken but the plates are fine")]
    assert parts == ["the lamp is broken", "the plates are fine"]


def test_sentences_end_at_marks_and_at_line_breaks() -> None:
    assert [part.text for part in sentences("It broke. Why?\nRefund me")] == [
        "It broke.",
        "Why?",
        "Refund me",
    ]
