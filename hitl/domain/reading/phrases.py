"""Phrases as people who keep the rules write them, and how they are found in a text.

A phrase is words with single spaces between them, found as words, never inside longer ones:

    my/our lawyer       one of several words
    (my/our)? lawyer    a word that may be missing
    sue+                with its regular endings: sues, sued, suing
    attorney~           with its endings, and misspelt by one letter (from six letters on)
    take .. to court    up to three other words in between

A phrase never runs across the end of a sentence.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence, Set
from functools import lru_cache
from typing import NamedTuple

from hitl.domain.reading.plain import Plain, plain
from hitl.domain.reading.word_forms import inflections, misspellings

_TOKEN = re.compile(
    r"(?=[a-z0-9.!?;])(?:e-mail[a-z]*|[a-z0-9]+(?:'(?!s\b)[a-z]+)?|[.!?;](?![a-z0-9]))"
)  # the look ahead changes nothing but the time that blanks take
_WORD = re.compile(r"[a-z0-9]+(?:'[a-z]+)?[+~]?")
_ANY_UP_TO = 3  # words that `..` stands for: enough for "take this whole matter to court"


class Span(NamedTuple):
    """A stretch of tokens: first, and one past the last."""

    start: int
    end: int


class Words:
    """A text's words in order, with their places; the end of a sentence counts as a word of its own."""

    def __init__(self, text: Plain) -> None:
        self.text = text
        self.list: list[str] = _TOKEN.findall(text.text)
        self.known = frozenset(self.list)
        self._tokens: tuple[re.Match[str], ...] = ()

    def places(self, wanted: Set[str]) -> list[tuple[int, str]]:
        """Where each of these words stands, in order."""
        return [(place, word) for place, word in enumerate(self.list) if word in wanted]

    def place(self, span: Span) -> tuple[int, int]:
        """Where a stretch of words stands in the original text."""
        self._tokens = self._tokens or tuple(_TOKEN.finditer(self.text.text))
        return self.text.original(self._tokens[span.start].start(), self._tokens[span.end - 1].end())


@lru_cache(maxsize=8)  # several rules read the same message one after the other
def words_of(text: str) -> Words:
    """The words of a text as somebody wrote it."""
    return Words(plain(text))


class _Position(NamedTuple):
    words: frozenset[str]  # empty: any words, up to three
    optional: bool = False


class _Phrase(NamedTuple):
    before: tuple[_Position, ...]
    triggers: frozenset[str]  # the words by which it is looked up
    after: tuple[_Position, ...]
    last: frozenset[str]  # one of them stands right before the trigger; empty: anything may
    needed: tuple[frozenset[str], ...]  # beside the trigger: one word of each must stand in the text

    def may_stand(self, known: frozenset[str]) -> bool:
        """Whether a text of these words has all that it takes, in whatever order."""
        for words in self.needed:  # noqa: SIM110 - `any` takes twice as long
            if words.isdisjoint(known):
                return False
        return True

    def stands(self, words: list[str], trigger: str) -> bool:
        """Whether it stands anywhere around that word, which is one of the words."""
        place = -1
        for _ in range(words.count(trigger)):
            place = words.index(trigger, place + 1)
            if self.at(words, place):
                return True
        return False

    def at(self, words: list[str], place: int) -> Span | None:
        """The span of the phrase whose trigger stands at `place`."""
        if self.last and (not place or words[place - 1] not in self.last):
            return None
        end = _forward(words, place + 1, self.after)
        if end is None:
            return None
        start = _backward(words, place, self.before)
        return None if start is None else Span(start, end)


class Phrases:
    """A set of phrases, made ready to be found."""

    def __init__(self, phrases: Iterable[str], real_words: frozenset[str] = frozenset()) -> None:
        self._by_trigger: dict[str, list[_Phrase]] = {}
        for written in phrases:
            phrase = _parse(written, real_words)
            for word in phrase.triggers:
                self._by_trigger.setdefault(word, []).append(phrase)
        self.triggers = frozenset(self._by_trigger)

    def entries(self) -> Iterator[tuple[str, _Phrase]]:
        """Every phrase under each of its triggers."""
        for word, phrases in self._by_trigger.items():
            for phrase in phrases:
                yield word, phrase

    def find(self, words: Words) -> list[Span]:
        """Every place where a phrase stands, the longest for each trigger, in order."""
        present = self.triggers & words.known
        if not present:
            return []
        triggers = words.places(present)
        return [span for place, word in triggers if (span := self._longest(words.list, place, word))]

    def _longest(self, words: list[str], place: int, word: str) -> Span | None:
        spans = [span for phrase in self._by_trigger[word] if (span := phrase.at(words, place))]
        if len(spans) < 2:
            return spans[0] if spans else None
        return max(spans, key=lambda span: span.end - span.start)


_SENTENCES = 32  # what one kind of answer repeats in every case; what stands in one case alone falls out


def _as_written(text: str) -> Sequence[Words]:
    return (words_of(text),)


class PhraseSets:
    """Several sets of phrases looked for in one go: a text has no word of most of them.

    `readings` are the ways in which a text is read where it is not taken as written alone.
    """

    def __init__(
        self, sets: Iterable[Phrases], readings: Callable[[str], Sequence[Words]] = _as_written
    ) -> None:
        self.readings = readings
        self._stand_in = lru_cache(maxsize=_SENTENCES)(self._look_through)
        self._by_trigger: dict[str, list[tuple[Phrases, _Phrase]]] = {}
        for phrases in sets:
            for word, phrase in phrases.entries():
                self._by_trigger.setdefault(word, []).append((phrases, phrase))
        self._triggers = frozenset(self._by_trigger)

    def stand_in(self, text: str) -> bool:
        """Whether any of the phrases stands in a text.

        What we write consists of the same sentences again and again, and no phrase runs from one into the
        next, so those seen lately are not looked through again.
        """
        return any(map(self._stand_in, text.split(". ")))

    def _look_through(self, sentence: str) -> bool:
        return any(map(self.find, self.readings(sentence)))

    def find(self, words: Words) -> dict[Phrases, list[Span]]:
        """What each set finds, in no order of the sets; those that find nothing are left out."""
        standing = {
            phrases
            for word in self._triggers & words.known
            for phrases, phrase in self._by_trigger[word]
            if phrase.may_stand(words.known) and phrase.stands(words.list, word)
        }
        return {phrases: phrases.find(words) for phrases in standing}


def check_phrase(phrase: str) -> str:
    """The phrase itself if it can be read, else a ValueError that says what is wrong."""
    parts = phrase.split()
    for part in parts:
        if part != ".." and not all(map(_WORD.fullmatch, _alternatives(part))):
            raise ValueError(f"{part!r} is not a word, nor words with '/' between them")
    if all(part == ".." or part.endswith("?") for part in parts):
        raise ValueError(f"the phrase {phrase!r} has no word that must be there")
    if ".." in (parts[0], parts[-1]):
        raise ValueError(f"the phrase {phrase!r} begins or ends with '..'")
    return phrase


def _parse(written: str, real_words: frozenset[str]) -> _Phrase:
    positions = tuple(_position(part, real_words) for part in check_phrase(written).split())
    fixed = [place for place, position in enumerate(positions) if position.words and not position.optional]
    trigger = min(fixed, key=lambda place: _commonness(positions[place].words))
    needed = tuple(positions[place].words for place in fixed if place != trigger)
    before = positions[:trigger]
    last = before[-1].words if before and not before[-1].optional else frozenset()
    return _Phrase(before, positions[trigger].words, positions[trigger + 1 :], last, needed)


def _alternatives(part: str) -> list[str]:
    return part.removesuffix("?").strip("()").split("/")


_COMMON = frozenset(
    """a about all already am an and any anything bank are as at back be been but by can can't card company
    day do don't for from get give go got had has have he help her him his how i i'd i'll i'm i've
    if in is it just last like look love make me money more my need new no not now of off on once
    one only or order our out over please put receive received refund refunded refunding reimbursed
    said see send she since so some still take tell than thank thanks that the their them there they
    this through time to too two up us very want was we well were what when which while will with
    would write you your""".split()
)


def _commonness(words: frozenset[str]) -> tuple[int, int]:
    """How often a look-up by these words would be for nothing: everyday words first, then short ones."""
    return len(words & _COMMON), -min(map(len, words))


def _position(part: str, real_words: frozenset[str]) -> _Position:
    if part == "..":
        return _Position(frozenset())
    forms = (_forms(word, real_words) for word in _alternatives(part))
    return _Position(frozenset().union(*forms), part.endswith("?"))


@lru_cache(maxsize=4096)
def _forms(word: str, real_words: frozenset[str]) -> frozenset[str]:
    if word.startswith("email"):
        spelt = _spelt(word, real_words)
        return spelt | {f"e-{form.removeprefix('e')}" for form in spelt}
    return _spelt(word, real_words)


def _spelt(word: str, real_words: frozenset[str]) -> frozenset[str]:
    if word.endswith("+"):
        return frozenset(inflections(word[:-1]))
    if word.endswith("~"):
        right = inflections(word[:-1])
        return frozenset(right | {wrong for form in right for wrong in misspellings(form)} - real_words)
    return frozenset({word})


_SENTENCE_ENDS = frozenset(".!?;")


def _forward(words: list[str], place: int, rest: tuple[_Position, ...]) -> int | None:
    """One past the last word if the rest of a phrase stands from `place` on."""
    if not rest:
        return place
    position, later = rest[0], rest[1:]
    if not position.words:
        for end in range(place, min(place + _ANY_UP_TO, len(words)) + 1):
            if (found := _forward(words, end, later)) is not None:
                return found
            if end < len(words) and words[end] in _SENTENCE_ENDS:
                return None
        return None
    if place < len(words) and words[place] in position.words:
        found = _forward(words, place + 1, later)
        if found is not None:
            return found
    return _forward(words, place, later) if position.optional else None


def _backward(words: list[str], place: int, rest: tuple[_Position, ...]) -> int | None:
    """The first word's place if the rest of a phrase stands right before `place`."""
    if not rest:
        return place
    position, earlier = rest[-1], rest[:-1]
    if not position.words:
        for start in range(place, max(place - _ANY_UP_TO, 0) - 1, -1):
            if (found := _backward(words, start, earlier)) is not None:
                return found
            if start and words[start - 1] in _SENTENCE_ENDS:
                return None
        return None
    if place and words[place - 1] in position.words:
        found = _backward(words, place - 1, earlier)
        if found is not None:
            return found
    return _backward(words, place, earlier) if position.optional else None
