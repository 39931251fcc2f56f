"""A customer's message made readable for rules: noise blanked, words regular, sentences and clauses apart.

`plain` keeps every letter at its place, so that an offset into its answer is an offset into the message.
Every expression here works in time linear in the text; nothing is read beyond `READ_AT_MOST` letters.
"""

import html
import re
import unicodedata
from functools import cache, lru_cache
from typing import NamedTuple

from hitl.domain.reading.spelling import respelled

READ_AT_MOST = 20_000
"""Letters of one message that are read; intake keeps no more either."""

_SAME_WIDTH = str.maketrans(
    dict.fromkeys("‘’‚‛′´`ʼ＇", "'")
    | dict.fromkeys("“”„‟«»″＂", '"')
    | dict.fromkeys("–—―−‐‑‒", "-")
    | dict.fromkeys(
        "\u00a0\u2000\u2001\u2002\u2003\u2009\u200a\u202f\u3000\t\u200b\u200c\u200d\u2060\ufeff", " "
    )
    | {"…": ".", "\r": "\n", "\u2028": "\n", "\u2029": "\n"}
)
_ENTITY = re.compile(r"&(?:#\d{1,6}|#[xX][0-9a-fA-F]{1,5}|[a-zA-Z]{2,8});")
_TAG = re.compile(r"</?[a-zA-Z][^<>\n]{0,200}>")
_HISTORY = re.compile(
    r"^[ ]*(?:on [^\n]{4,120} wrote:|-{2,}[ ]?(?:original|forwarded) message|_{10,}"
    r"|from:[^\n]{1,120}\n(?:sent|date|to):)",
    re.IGNORECASE | re.MULTILINE,
)
_SIGNATURE = re.compile(r"^-- ?$", re.MULTILINE)
_QUOTED_LINE = re.compile(r"^[ ]*>[^\n]*", re.MULTILINE)
_SENT_FROM = re.compile(
    r"^[ ]*(?:sent from (?:my|the) |get outlook for |sent via )[^\n]{0,60}$", re.IGNORECASE | re.MULTILINE
)


class Part(NamedTuple):
    """A stretch of a text and where it begins."""

    text: str
    start: int


def plain(text: str) -> str:
    """The message with regular quotes and dashes; markup, quoted mail and signatures are blank.

    As long as the first READ_AT_MOST letters of `text`. Where nothing but quotation would be left, it stays.
    """
    cut = _regular(text[:READ_AT_MOST])
    if "&" in cut:
        cut = _ENTITY.sub(lambda found: html.unescape(found[0])[:1].ljust(len(found[0])), cut)
    if "<" in cut:
        cut = _TAG.sub(lambda found: " " * len(found[0]), cut)
    own = _without_quotation(cut)
    return own if own.strip() else cut


def _regular(text: str) -> str:
    text = text.translate(_SAME_WIDTH)
    if text.isascii():
        return text
    return "".join(letter if letter.isascii() else _narrow(letter) for letter in text)


@cache
def _narrow(letter: str) -> str:
    """The compatibility form of one letter where it is one letter again: a full-width digit's plain one."""
    form = unicodedata.normalize("NFKC", letter)
    return form if len(form) == 1 else letter


def _without_quotation(text: str) -> str:
    for opening in (_HISTORY, _SIGNATURE):
        found = opening.search(text)
        if found and text[: found.start()].strip():
            text = text[: found.start()] + _blank(text[found.start() :])
    text = _QUOTED_LINE.sub(lambda found: _blank(found[0]), text)
    return _SENT_FROM.sub(lambda found: _blank(found[0]), text)


def _blank(text: str) -> str:
    return "".join("\n" if letter == "\n" else " " for letter in text)


def lowered(text: str) -> str:
    """Lower case, letter for letter: a letter whose small form is longer stays as it is."""
    small = text.lower()
    if len(small) == len(text):
        return small
    return "".join(letter.lower() if len(letter.lower()) == 1 else letter for letter in text)


@cache
def _normal_forms() -> re.Pattern[str]:
    return re.compile(r"[a-z0-9$€£¥%#@&]+(?:['’.,/-][a-z0-9]+)*")


@lru_cache(maxsize=32)  # the rules ask for the same message a dozen times
def normal(text: str) -> str:
    """What the rules read: plain, lower case, contractions and chat spellings written out, typos mended.

    Offsets do not match the message; use it to tell what is said, not where.
    """
    return _normal_forms().sub(lambda found: respelled(found[0]), lowered(plain(text)))


_SENTENCE_END = re.compile(r"(?<=[.!?;])[\s)\"']+|\n+|(?<=[a-z)])\s+[-*•]\s+")
_CLAUSE_END = re.compile(
    r"\s*[,:(]?\s*\b(?:(?<!anything )but|however|although|though|whereas|while|because|since|so that"
    r"|yet|as well as"
    r"|then again)\b[,]?\s+|\s+-+\s+|\s*[(),]\s+|,\s*\band\s+|\s+and\s+(?=(?:the|my|i|it|they|this"
    r"|that|these|those|"
    r"one|two|three|we|he|she|could|can|please|would|also|also,|is|was|were|are|want|would)\b)"
    r"|\s+so\s+(?=(?:i|please|can|could)\b)"
)


@lru_cache(maxsize=64)  # as often as `normal`
def sentences(text: str) -> tuple[Part, ...]:
    """The sentences of a text with their places; none empty."""
    return _split(_SENTENCE_END, text)


@lru_cache(maxsize=256)
def clauses(sentence: str) -> tuple[Part, ...]:
    """The clauses of one lower-case sentence, cut at conjunctions and commas; none empty."""
    return _split(_CLAUSE_END, sentence, unless=_BOTH)


_BOTH = re.compile(r"\bboth (?:of )?(?:[\w'-]+ ?){1,5}$")
"""What follows an "and" after this belongs to it: "both the mug and the plate"."""


def _split(at: re.Pattern[str], text: str, unless: re.Pattern[str] | None = None) -> tuple[Part, ...]:
    parts: list[Part] = []
    start = 0
    for found in at.finditer(text):
        if (
            unless
            and found[0].strip() == "and"
            and unless.search(text[max(start, found.start() - 60) : found.start()])
        ):
            continue
        parts.append(Part(text[start : found.start()], start))
        start = found.end()
    parts.append(Part(text[start:], start))
    return tuple(part for part in parts if part.text.strip())


_WORD = re.compile(r"[^\W_]+(?:['-][^\W_]+)*")


def words(text: str) -> tuple[str, ...]:
    """The words of a text, hyphens and apostrophes inside a word kept."""
    return tuple(_WORD.findall(text))
