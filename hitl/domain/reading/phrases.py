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
from collections.abc import Iterable
from functools import cached_property, lru_cache
from typing import NamedTuple

from hitl.domain.reading.plain import Plain, plain

_TOKEN = re.compile(
    r"(?=[a-z0-9.!?;])(?:e-mail[a-z]*|[a-z0-9]+(?:'(?!s\b)[a-z]+)?|[.!?;](?![a-z0-9]))"
)  # the look ahead changes nothing but the time that blanks take
_WORD = re.compile(r"[a-z0-9]+(?:'[a-z]+)?[+~]?")
_VOWELS = "aeiou"
_SHORTEST_MISSPELT = 6  # shorter words have too many neighbours that are words of their own
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

    @cached_property
    def places(self) -> dict[str, list[int]]:
        """Where each word stands, by its number."""
        places: dict[str, list[int]] = {}
        for place, word in enumerate(self.list):
            places.setdefault(word, []).append(place)
        return places

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

    def at(self, words: list[str], place: int) -> Span | None:
        """The span of the phrase whose trigger stands at `place`."""
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

    def find(self, words: Words) -> list[Span]:
        """Every place where a phrase stands, the longest for each trigger, in order."""
        present = self.triggers & words.known
        if not present:
            return []
        triggers = [(place, word) for word in present for place in words.places[word]]
        triggers.sort()
        return [span for place, word in triggers if (span := self._longest(words.list, place, word))]

    def _longest(self, words: list[str], place: int, word: str) -> Span | None:
        spans = [span for phrase in self._by_trigger[word] if (span := phrase.at(words, place))]
        if len(spans) < 2:
            return spans[0] if spans else None
        return max(spans, key=lambda span: span.end - span.start)


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
    return _Phrase(positions[:trigger], positions[trigger].words, positions[trigger + 1 :])


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


def inflections(word: str) -> set[str]:
    """The word with the regular endings of English nouns and verbs (some of which nobody uses)."""
    forms = {word, word + "s"}
    stem = word[:-1] if word.endswith("e") else word
    if word.endswith("y") and word[-2:-1] not in _VOWELS:
        forms |= {word[:-1] + "ies", word[:-1] + "ied"}
    elif word.endswith(("s", "x", "ch", "sh")):
        forms |= {word + "es", word + "ed"}
    else:
        forms.add(stem + "ed")
    forms.add(stem + "ing")
    if (
        len(word) in (3, 4)
        and word[-1] not in f"{_VOWELS}wxy"
        and word[-2] in _VOWELS
        and word[-3] not in _VOWELS
    ):
        forms |= {word + word[-1] + "ed", word + word[-1] + "ing"}
    return forms


_KEYBOARD = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_BESIDE = {
    letter: set(row[max(0, place - 1) : place + 2]) - {letter}
    for row in _KEYBOARD
    for place, letter in enumerate(row)
}
_TAKEN_FOR = {
    letter: _BESIDE[letter] | (set(_VOWELS) - {letter} if letter in _VOWELS else set()) for letter in _BESIDE
}
"""What is written for a letter by mistake: its neighbours on the keyboard, and a vowel for a vowel."""


def misspellings(word: str) -> set[str]:
    """The word with one letter left out, doubled, mistaken or swapped with the next; the first one stays."""
    if len(word) < _SHORTEST_MISSPELT:
        return set()
    wrong: set[str] = set()
    for place in range(1, len(word)):
        before, letter, after = word[:place], word[place], word[place + 1 :]
        wrong.update((before + after, before + letter + letter + after))
        wrong.update(before + other + after for other in _TAKEN_FOR.get(letter, ()))
        wrong.update(before + letter + other + after for other in _BESIDE.get(letter, ()))
        if after:
            wrong.add(before + after[0] + letter + after[1:])
    wrong.discard(word)
    return wrong


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
