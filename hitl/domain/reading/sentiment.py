"""The customer's tone, from signs that can be pointed at: words, capitals, exclamation marks.

Each sign carries a weight; together they make calm, frustrated or angry. A sign that is denied ("I'm not
angry") or that is part of a name ("Angry Birds") does not count.
"""

import re
from itertools import pairwise

from hitl.domain.reading.language_profiles import DOMAIN_WORDS, SMALL_WORDS
from hitl.domain.reading.record import Found, Sentiment
from hitl.domain.reading.sentiment_words import ANGRY, FRUSTRATED, PROFANE, SARCASTIC
from hitl.domain.reading.text import lowered, plain

FRUSTRATED_FROM = 1.0
ANGRY_FROM = 2.5
MOST_SIGNS = 40
"""Signs kept for show; the tone is long decided by then."""

_WEIGHTS = {
    "profanity": 2.5,
    "anger": 2.5,
    "frustration": 1.0,
    "sarcasm": 1.0,
    "shouting": 1.0,
    "exclamation": 1.0,
}
_KINDS = (
    ("profanity", PROFANE),
    ("anger", ANGRY),
    ("frustration", FRUSTRATED),
    ("sarcasm", SARCASTIC),
)
_DENIED = re.compile(
    r"(?:\b(?:not|never|no|isn't|wasn't|aren't|am not|i'm not|im not|don't be|without|hardly|nor"
    r"|neither|n't)\s+"
    r"(?:(?:at all|being|really|that|too|so|very|even|here to be|trying to be|meaning to be|feeling|a|an"
    r"|any|"
    r"in any way|writing this|the least bit)\s+){0,2})$"
)
_CAPITALS = re.compile(r"\b[A-Z][A-Z']{1,}\b")
_MARKS = re.compile(r"(?:[!?]\s?){2,}")
_COMMON = (
    frozenset(SMALL_WORDS["en"].split())
    | frozenset(DOMAIN_WORDS.split())
    | frozenset(
        """unacceptable ridiculous disgrace refund joke worst useless immediately terrible awful horrible scam
    answer reply respond response hours stop wait waiting service broken""".split()
    )
)


def sentiment_signs(text: str, message: int) -> tuple[Found, ...]:
    """The signs of one message, each with its kind and place, in the order of the text."""
    written = plain(text)
    small = lowered(written)
    signs = [
        Found(
            kind=kind,
            text=written[found.start() : found.end()],
            message=message,
            start=found.start(),
            end=found.end(),
        )
        for kind, pattern in _KINDS
        for found in pattern.finditer(small)
        if not _DENIED.search(small[max(0, found.start() - 40) : found.start()])
        and not _part_of_a_name(written, found.start(), found.end())
    ]
    signs += _shouting(written, message)
    signs += [
        Found(kind="exclamation", text=found[0], message=message, start=found.start(), end=found.end())
        for found in _MARKS.finditer(written)
        if "!" in found[0] and not _glad(small, found.start())
    ]
    if all(_light(sign) for sign in signs) and _friendly(small):
        return ()
    signs = [sign for sign in signs if not (_asks_when(small, sign) or _told_calmly(small, sign))]
    return tuple(sorted(signs, key=lambda sign: sign.start)[:MOST_SIGNS])


def sentiment(signs: tuple[Found, ...]) -> Sentiment:
    """What the signs add up to; each kind counts at most twice in one conversation."""
    counts: dict[str, int] = {}
    for sign in signs:
        counts[sign.kind] = min(2, counts.get(sign.kind, 0) + 1)
    weight = sum(_WEIGHTS.get(kind, 1.0) * times for kind, times in counts.items())
    if weight >= ANGRY_FROM:
        return Sentiment.ANGRY
    return Sentiment.FRUSTRATED if weight >= FRUSTRATED_FROM else Sentiment.CALM


def _part_of_a_name(text: str, start: int, end: int) -> bool:
    """As in "Angry Birds plush": a capital amid a sentence with another capitalised word beside it."""
    if not text[start : start + 1].isupper() or text[start:end].isupper():
        return False
    after = re.match(r"\s+([A-Z][a-z]+)", text[end : end + 30])
    before = re.search(r"[^\s.!?]\s+$", text[max(0, start - 4) : start])
    return bool(after and (before or start == 0) and lowered(after[1]) not in _COMMON)


def _shouting(text: str, message: int) -> list[Found]:
    """Common words in capitals: two in a row or three in all; a lone "NOT" is only stressed."""
    capitals = [
        found for found in _CAPITALS.finditer(text) if lowered(found[0]) in _COMMON and found[0] != "I"
    ]
    letters = sum(letter.isalpha() for letter in text)
    upper = sum(letter.isupper() for letter in text)
    in_a_row = any(not text[one.end() : other.start()].strip() for one, other in pairwise(capitals))
    if not capitals or not (in_a_row or len(capitals) >= 3 or (letters >= 12 and upper > 0.7 * letters)):
        return []
    first, last = capitals[0], capitals[-1]
    sign = Found(
        kind="shouting",
        text=text[first.start() : last.end()][:80],
        message=message,
        start=first.start(),
        end=last.end(),
    )
    return [sign]


_LIGHT = frozenset({"seriously", "come on", "joking"})
"""Words that stress as often as they scold."""


def _light(sign: Found) -> bool:
    """A sign that, beside a kind word, is none: "still no sign of my parcel, refund please"."""
    said = sign.text.casefold()
    return sign.kind == "exclamation" or said in _LIGHT or said.startswith("still ")


_FRIENDLY = re.compile(
    r"\b(?:hii+|heyy*|hello|hi there|thanks|thank you|thx|ty|ta|cheers|please|pls|plz|sorry|love|loves"
    r"|loving|lovely|haha+"
    r"|hehe+|lol|xx*|hope you|kind regards|best wishes|appreciate\w*|grateful|cute|happy"
    r"|(?:could|may|would) (?:you|i|we))\b|[:;]-?[)d]"
    r"|\u2764|\U0001f60a|<3"
)
_STERN = re.compile(
    r"!{3,}|\b(?:now|immediately|at once|asap|answer|reply|respond|ignor\w+|demand|unacceptable"
    r"|still|again|enough|where|why"
    r"|lawyer|report|bank|weeks?|months?)\b[^.?!]{0,30}!"
)


def _friendly(text: str) -> bool:
    """A message of good cheer, whose exclamation marks are no anger: "refund please!! :)"."""
    return bool(_FRIENDLY.search(text)) and not _STERN.search(text)


_WHEN = re.compile(r"\b(?:right away|straight ?away|immediately|at once)$")


def _asks_when(text: str, sign: Found) -> bool:
    """As in "Do I get the money right away, or once the goods are back?": a question and no demand."""
    if sign.kind != "frustration" or not _WHEN.search(lowered(sign.text)):
        return False
    rest = text[sign.end : sign.end + 160]
    return bool(re.match(r"[^.!?]*\?", rest)) and bool(
        re.match(r"(?:do|will|would|does|is|are) ", lowered(sign.text))
    )


_TIMES = re.compile(r"\btimes?$")
_TRIED_TO_REACH_US = re.compile(
    r"\b(?:ask|writ|wrote|e-?mail|call|phoned|phoning|rang|messag|contact|complain|report|request|chas|told|tell"
    r"|say|said|explain|repl|respon|answer|remind|happen|in a row|order|sent|send|wrong|broken|this is"
    r"|refund)"
)
_OF_OTHERS = re.compile(
    r"\b(?:he|she|they|(?:my|our|his|her|the|your) (?:[\w']+ ){0,2}?(?!and\b)\w+)(?:'s| is| was| were| are"
    r"| got| looks| looked| seemed) (?:\w+ ){0,2}$"
)
_OF_THE_WRITER = re.compile(r"\b(?:i|we|i'm|we're|i've|me|us|your \w+ (?:is|was))\b")
_SENSED = re.compile(r"\b(?:smell|smelt|tast|sound|look|feel|felt)\w* (?:\w+ )?$")


def _told_calmly(text: str, sign: Found) -> bool:
    """A word of temper that tells of the goods or of others: "smelled awful", "used it three times"."""
    said = lowered(sign.text)
    before = text[max(0, sign.start - 60) : sign.start]
    if sign.kind == "anger":
        return said in _OF_THE_SENSES and bool(_SENSED.search(before))
    if sign.kind != "frustration":
        return False
    if _TIMES.search(said):
        return not _TRIED_TO_REACH_US.search(_sentence_around(text, sign))
    if said.startswith(("disappoint", "upset")):
        told = _OF_OTHERS.search(before)
        return told is not None and not _OF_THE_WRITER.search(told[0])
    return False


_OF_THE_SENSES = frozenset({"awful", "terrible", "horrible", "disgusting"})


def _sentence_around(text: str, sign: Found) -> str:
    before = text[max(0, sign.start - _NEAR) : sign.start]
    after = text[sign.end : sign.end + _NEAR]
    start = max(before.rfind(mark) for mark in ".!?;\n")
    ends = [end for mark in ".!?;\n" if (end := after.find(mark)) >= 0]
    return before[start + 1 :] + text[sign.start : sign.end] + after[: min(ends, default=len(after))]


_NEAR = 120
"""Letters of a sentence that are looked at on either side; more would make long messages slow."""


def _glad(text: str, at: int) -> bool:
    """As in "Thank you so much!!" is no anger."""
    return bool(
        re.search(
            r"\b(?:thanks?|thank you|thx|please|cheers|love|great|hi|hello|hey|appreciated?|day"
            r"|help|much)\b[^.!?]{0,20}$",
            text[max(0, at - 40) : at],
        )
    )
