"""The reading of a whole conversation, whatever it holds."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hitl.domain.case import Author, Message
from hitl.domain.policy import Reason
from hitl.domain.reading.lexicon import Lexicon
from hitl.domain.reading.read import read
from hitl.domain.reading.record import Intent

AT = datetime(2026, 11, 10, 12, tzinfo=UTC)


def _talk(*texts: str) -> tuple[Message, ...]:
    authors = (Author.CUSTOMER, Author.AGENT)
    return tuple(Message(author=authors[index % 2], text=text, at=AT) for index, text in enumerate(texts))


def test_an_answer_to_our_question_completes_what_was_said_before() -> None:
    reading = read(
        subject="",
        conversation=_talk("I want a refund", "What is the matter?", "It came cracked"),
        lexicon=Lexicon(),
    )
    assert reading.intent is Intent.REFUND
    assert reading.reasons == (Reason.DAMAGED,)


def test_a_request_taken_back_is_no_request() -> None:
    reading = read(
        subject="",
        conversation=_talk(
            "It came cracked, refund please", "We look into it.", "Never mind, I found the receipt"
        ),
        lexicon=Lexicon(),
    )
    assert reading.intent is Intent.DECLINED


def test_what_our_side_wrote_is_not_the_customers_word() -> None:
    reading = read(
        subject="",
        conversation=_talk("hello", "Was it damaged or is it late? We are furious!"),
        lexicon=Lexicon(),
    )
    assert not reading.reasons
    assert not reading.sentiment_signs


def test_the_subject_line_is_read_as_well() -> None:
    reading = read(subject="Broken mug, order 48291", conversation=_talk("refund please"), lexicon=Lexicon())
    assert reading.reasons == (Reason.DAMAGED,)
    assert reading.order_numbers == ("48291",)


@given(st.lists(st.text(max_size=400), min_size=1, max_size=4))
def test_no_text_breaks_the_reading(texts: list[str]) -> None:
    read(subject=texts[0][:100], conversation=_talk(*texts), lexicon=Lexicon())


HOSTILE = [
    "a" * 20_000,
    "not " * 5_000,
    "1,000 " * 3_000,
    "order 1234, " * 1_500,
    "!?" * 10_000,
    "<a" * 10_000,
    "the lamp and the mug, " * 900,
    "&amp;" * 4_000,
    "> quoted\n" * 2_000,
    "f*" * 10_000,
    " ".join(["never", "arrived"] * 2_000),
]


@pytest.mark.timeout(60)  # reading that backtracks, or looks at every pair of words, would take minutes
@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: text[:12])
def test_a_long_hostile_text_is_read_to_its_end(text: str) -> None:
    assert read(subject="", conversation=_talk(text[:20_000]), lexicon=Lexicon()).keywords == ()
