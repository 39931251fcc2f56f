"""Finds text that steers, by the signs and the phrases of every family."""

from collections.abc import Iterator

from hitl.domain.reading.injection import answers, demands, orders, process
from hitl.domain.reading.injection.marks import marks
from hitl.domain.reading.injection.tasks import foreign_passages, tasks
from hitl.domain.reading.phrases import Phrases, PhraseSets, Words, words_of
from hitl.domain.reading.plain import unmasked
from hitl.domain.reading.record import Found

MOST = 20
"""Places reported of one text; more say nothing more."""


FAMILIES = (
    ("override", Phrases(orders.OVERRIDE), Phrases(orders.OVERRIDE_EXCUSED)),
    ("role", Phrases(orders.ROLE), Phrases(orders.ROLE_EXCUSED)),
    ("leak", Phrases(demands.LEAK), Phrases(demands.LEAK_EXCUSED)),
    ("output", Phrases(answers.OUTPUT), Phrases(answers.OUTPUT_EXCUSED)),
    ("process", Phrases(process.PROCESS), Phrases(process.PROCESS_EXCUSED)),
    ("code", Phrases(demands.TECHNICAL), Phrases(demands.TECHNICAL_EXCUSED)),
)
"""The families that show in words: each with its phrases, and what excuses a hit that it overlaps."""
_TOGETHER = PhraseSets(phrases for _, phrases, _ in FAMILIES)


def find_injection(text: str, message: int) -> tuple[Found, ...]:
    """Every place where a text tries to steer, at most MOST, each family's longest in the order of the text.

    `message` is the text's place in the conversation.
    """
    words = words_of(text)
    clear = unmasked(words.text)
    readings = (words,) if clear is None else (words, Words(clear))
    places = [place for reading in readings for place in _phrases(reading)]
    places += [*marks(text, words), *tasks(words), *foreign_passages(text, words)]
    kept: dict[tuple[str, int], tuple[int, int]] = {}
    for kind, start, end in places:
        known = kept.get((kind, start))
        if known is None or end > known[1]:
            kept[kind, start] = (start, end)
    ordered = sorted((start, end, kind) for (kind, _), (start, end) in kept.items())
    return tuple(
        Found(kind=kind, text=text[start:end][:200], message=message, start=start, end=end)
        for start, end, kind in ordered[:MOST]
    )


def _phrases(words: Words) -> Iterator[tuple[str, int, int]]:
    standing = _TOGETHER.find(words)
    for kind, phrases, excused in FAMILIES if standing else ():
        excuses = excused.find(words) if phrases in standing else []
        for span in standing.get(phrases, ()):
            if not any(span.start < other.end and other.start < span.end for other in excuses):
                yield (kind, *words.place(span))
