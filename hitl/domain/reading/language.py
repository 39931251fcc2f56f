"""Which language a message is in, by script and by the small words that every sentence needs."""

import re
from functools import cache

from hitl.domain.reading.language_profiles import DOMAIN_WORDS, LETTERS, SMALL_WORDS
from hitl.domain.reading.spelling import respelled
from hitl.domain.reading.text import lowered, plain

UNTOLD = "und"
"""ISO 639-2's mark for a text whose language cannot be told."""

NAMES = {
    "ar": "Arabic",
    "cs": "Czech",
    "da": "Danish",
    "de": "German",
    "el": "Greek",
    "en": "English",
    "es": "Spanish",
    "fa": "Persian",
    "fi": "Finnish",
    "fr": "French",
    "he": "Hebrew",
    "hi": "Hindi",
    "hu": "Hungarian",
    "id": "Indonesian",
    "it": "Italian",
    "ja": "Japanese",
    "ko": "Korean",
    "nb": "Norwegian",
    "nl": "Dutch",
    "pl": "Polish",
    "pt": "Portuguese",
    "ro": "Romanian",
    "ru": "Russian",
    "sv": "Swedish",
    "th": "Thai",
    "tr": "Turkish",
    "uk": "Ukrainian",
    "vi": "Vietnamese",
    "zh": "Chinese",
}
"""Every language that can be told, as people call it."""

READ_AT_MOST = 4_000
"""Letters that are looked at; a language shows itself much sooner."""

_SCRIPTS = (
    ("ja", "\u3040", "\u30ff"),
    ("ko", "\u1100", "\u11ff"),
    ("ko", "\uac00", "\ud7af"),
    ("zh", "\u4e00", "\u9fff"),
    ("zh", "\u3400", "\u4dbf"),
    ("ru", "\u0400", "\u04ff"),
    ("ar", "\u0600", "\u06ff"),
    ("he", "\u0590", "\u05ff"),
    ("el", "\u0370", "\u03ff"),
    ("th", "\u0e00", "\u0e7f"),
    ("hi", "\u0900", "\u097f"),
)
_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?")
_ADDRESS = re.compile(r"https?://\S{1,200}|\S{1,64}@\S{1,100}|#?\w*\d\w*")


def language(text: str) -> str:
    """ISO 639-1 of the language that most of the text is in; `und` where nothing tells."""
    small = lowered(plain(text))[:READ_AT_MOST]
    scripts = _by_script(small)
    foreign = sum(scripts.values())
    latin = sum("a" <= letter <= "z" or "\u00c0" <= letter <= "\u024f" for letter in small)
    # A character of Chinese says as much as about three letters of an alphabet.
    if foreign and foreign * (3 if {"ja", "zh", "ko"} & set(scripts) else 1) > latin:
        return _of_script(small, scripts)
    return _by_words(_WORD.findall(_ADDRESS.sub(" ", small)))


def name_of(code: str) -> str:
    """A language's name for people; "another language" where the code is none that we tell."""
    return NAMES.get(code, "another language")


def _by_script(text: str) -> dict[str, int]:
    counts: dict[str, int] = {}
    if text.isascii():
        return counts
    for letter in text:
        if letter > "\u036f":
            for name, first, last in _SCRIPTS:
                if first <= letter <= last:
                    counts[name] = counts.get(name, 0) + 1
                    break
    return counts


def _of_script(text: str, counts: dict[str, int]) -> str:
    if "ja" in counts and counts["ja"] * 6 >= counts.get("zh", 0):
        return "ja"  # kana stand in every Japanese sentence, in no Chinese one
    first = max(counts, key=lambda name: counts[name])
    if first == "ru" and re.search("[іїєґ]", text):
        return "uk"
    if first == "ar" and re.search("[پچژگ]", text):
        return "fa"
    return first


@cache
def _votes() -> dict[str, tuple[str, ...]]:
    """For each small word the languages that use it."""
    votes: dict[str, tuple[str, ...]] = {}
    for name, small_words in SMALL_WORDS.items():
        for word in small_words.split():
            votes[word] = (*votes.get(word, ()), name)
    return votes


@cache
def _domain_words() -> frozenset[str]:
    return frozenset(DOMAIN_WORDS.split())


def _by_words(found: list[str]) -> str:
    votes, scores = _votes(), dict.fromkeys(SMALL_WORDS, 0.0)
    for word in found:
        names = votes.get(word) or votes.get(respelled(word).partition(" ")[0], ())
        for name in names:
            scores[name] += 1 / len(names)
        if word in _domain_words() or respelled(word) in _domain_words():
            scores["en"] += 1
        for letter in set(word) - _ASCII:
            for name in LETTERS.get(letter, ()):
                scores[name] += 0.7 / len(LETTERS[letter]) + 0.3
    best = max(scores, key=lambda name: scores[name])
    if scores[best] <= 0:
        return UNTOLD
    if scores["en"] >= scores[best] * _BENEFIT:
        return _if_enough(found, scores["en"])
    return best


_ASCII = frozenset("abcdefghijklmnopqrstuvwxyz'")
_BENEFIT = 0.85  # a near tie goes to English: product names and typos look foreign more often than not


def _if_enough(found: list[str], score: float) -> str:
    """English where a fair share of the words is; a long text with hardly any is of no known language."""
    return "en" if score >= 0.12 * len(found) else UNTOLD
