"""Finds words that forbid paying without a person, family by family."""

from collections.abc import Iterator
from enum import StrEnum
from functools import cache
from typing import NamedTuple

from hitl.domain.reading.phrases import Phrases, Span, Words, words_of
from hitl.domain.reading.reservations import facts, wishes
from hitl.domain.reading.reservations.intentions import intentions


class Kind(StrEnum):
    """What the words say."""

    SETTLED = "settled"
    NOT_ORDERED = "not_ordered"
    WHOSE = "whose"
    REMEDY = "remedy"
    LATER = "later"
    BOTH = "both"
    PART = "part"
    NO_FAULT = "no_fault"
    GONE = "gone"
    OWN_DOING = "own_doing"
    EXTRA = "extra"
    INTENTION = "intention"


class Reservation(NamedTuple):
    """Words against paying, as the customer wrote them."""

    kind: Kind
    text: str


@cache
def _families() -> tuple[tuple[Kind, Phrases, Phrases], ...]:
    """Each family with what excuses a hit that it overlaps."""
    return (
        (Kind.SETTLED, Phrases(facts.SETTLED), Phrases(facts.SETTLED_EXCUSED)),
        (Kind.NOT_ORDERED, Phrases(facts.NOT_ORDERED), Phrases(facts.NOT_ORDERED_EXCUSED)),
        (Kind.WHOSE, Phrases(facts.WHOSE), Phrases(facts.WHOSE_EXCUSED)),
        (Kind.REMEDY, Phrases(wishes.REMEDY), Phrases(wishes.REMEDY_EXCUSED)),
        (Kind.LATER, Phrases(wishes.LATER), Phrases(wishes.LATER_EXCUSED)),
        (Kind.BOTH, Phrases(facts.BOTH), Phrases(facts.BOTH_EXCUSED)),
        (Kind.PART, Phrases(facts.PART), Phrases(facts.PART_EXCUSED)),
        (Kind.NO_FAULT, Phrases(facts.NO_FAULT), Phrases(facts.NO_FAULT_EXCUSED)),
        (Kind.GONE, Phrases(facts.GONE), Phrases(facts.GONE_EXCUSED)),
        (Kind.OWN_DOING, Phrases(facts.OWN_DOING), Phrases(facts.OWN_DOING_EXCUSED)),
        (Kind.EXTRA, Phrases(wishes.EXTRA), Phrases(wishes.EXTRA_EXCUSED)),
    )


def find_reservations(text: str, titles: tuple[str, ...] = ()) -> Iterator[Reservation]:
    """What a text says against paying, each family's first; words of one of the `titles` say nothing."""
    words = words_of(text)
    names = [words_of(title).known for title in titles]
    for kind, phrases, excused in _families():
        spans = phrases.find(words)
        if not spans:
            continue
        excuses = excused.find(words)
        for span in spans:
            if not _excused(words, span, excuses, names):
                yield Reservation(kind, _quoted(words, span, text))
                break
    for span in intentions(words)[:1]:
        yield Reservation(Kind.INTENTION, _quoted(words, span, text))


def _excused(words: Words, span: Span, excuses: list[Span], names: list[frozenset[str]]) -> bool:
    if any(span.start < other.end and other.start < span.end for other in excuses):
        return True
    return any(name.issuperset(words.list[span.start : span.end]) for name in names)


def _quoted(words: Words, span: Span, text: str) -> str:
    start, end = words.place(span)
    return text[start:end]
