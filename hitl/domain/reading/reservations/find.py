"""Finds words that forbid paying without a person, family by family."""

from enum import StrEnum
from functools import cache

from hitl.domain.reading.phrases import Phrases, PhraseSets, Span, Words, words_of
from hitl.domain.reading.record import Found
from hitl.domain.reading.reservations import facts, meant, wishes
from hitl.domain.reading.reservations.doings import ACCIDENTS, ACCIDENTS_EXCUSED, doings
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
    NOT_MEANT = "not_meant"


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
        (Kind.OWN_DOING, Phrases(ACCIDENTS), Phrases(ACCIDENTS_EXCUSED)),
        (Kind.NOT_MEANT, Phrases(meant.NOT_MEANT), Phrases(meant.NOT_MEANT_EXCUSED)),
        (Kind.EXTRA, Phrases(meant.OFTEN), Phrases(meant.OFTEN_EXCUSED)),
        (Kind.EXTRA, Phrases(wishes.EXTRA), Phrases(wishes.EXTRA_EXCUSED)),
    )


@cache
def _together() -> PhraseSets:
    return PhraseSets(phrases for _, phrases, _ in _families())


def find_reservations(text: str, message: int) -> tuple[Found, ...]:
    """What a text says against paying, family by family; `message` is its place in the conversation."""
    words = words_of(text)
    standing = _together().find(words)
    found = [
        (kind, span)
        for kind, phrases, excused in _families()
        if phrases in standing
        for span in _meant(standing[phrases], excused.find(words))
        if kind is not Kind.OWN_DOING or not _made_for(span, words)
    ]
    found += [(Kind.OWN_DOING, span) for span in doings(words)]
    found += [(Kind.INTENTION, span) for span in intentions(words)]
    return tuple(_found(kind, span, words, text, message) for kind, span in found)


def _made_for(span: Span, words: Words) -> bool:
    """Whether the goods are said to stand where they were: "in the dishwasher", "dishwasher safe"."""
    if _SAFE.isdisjoint(words.known):
        return False
    heat = _HEAT.intersection(words.list[span.start : span.end])
    return any(
        word in _SAFE
        and words.list[place - 1] in heat
        and _NO.isdisjoint(words.list[max(0, place - 4) : place])
        for place, word in enumerate(words.list)
    )


_HEAT = frozenset(facts.HEAT.split("/"))
_SAFE = frozenset({"safe", "proof", "resistant"})
_NO = frozenset("not no never isn't aren't wasn't ain't don't nowhere".split())


def _meant(spans: list[Span], excuses: list[Span]) -> list[Span]:
    return [
        span
        for span in spans
        if not any(span.start < other.end and other.start < span.end for other in excuses)
    ]


def _found(kind: Kind, span: Span, words: Words, text: str, message: int) -> Found:
    start, end = words.place(span)
    return Found(kind=kind.value, text=text[start:end], message=message, start=start, end=end)
