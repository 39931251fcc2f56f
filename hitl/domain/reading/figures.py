"""What only figures or pictures tell: a measure was promised, and another one came, or the same."""

import re
from typing import NamedTuple

_UNITS = (
    r"(?:cm|mm|m|inch(?:es)?|in|ft|feet|foot|kg|g|grams?|lbs?|oz|ounces?|ml|l|lit(?:er|re)s?|watts?|w"
    r"|volts?|v|lumens?|lm|gb|tb|mb|mah|pages?|degrees|bulbs|sheets?)"
)
_PROMISED = re.compile(
    r"\b(?:(?:should|supposed to|meant to|ought to) (?:be|have|hold|weigh|measure)"
    r"|(?:listed|described|advertised|sold|shown|given) as|promised|ordered|paid for)\b(?: \w+){0,3}? "
    rf"(?P<figure>\d+(?:[.,]\d+)?) ?(?P<unit>{_UNITS})\b"
)
_CAME = re.compile(
    r"\b(?:is|are|was|measures?|measured|weighs?|weighed|holds?|has|have|got|came|shows?|says?)"
    r"(?: (?:only|just|barely|about|at|to|in at|as|with|a))* (?P<figure>\d+(?:[.,]\d+)?)"
    rf"(?: ?(?P<unit>{_UNITS})\b|(?= ?(?:[.,;!?]|$)))"
)


POINTS_TO_A_PICTURE = re.compile(
    r"\b(?:photos?|pictures?|pics?|images?|attachments?) (?:\w+ )?(?:says?|tells?|shows?|speaks?) (?:it all"
    r"|everything|enough|for itself|you everything|the (?:whole )?story)\b"
    r"|^(?:please )?(?:just )?(?:see|look at) (?:the |my )?(?:attached|enclosed|photos?|pictures?|pics?"
    r"|images?)\b"
)
"""What is the matter is to be seen there and not told here."""


class Differs(NamedTuple):
    """The words that say what came, and whether they name the same unit."""

    words: str
    sure: bool


def differs(text: str) -> Differs | None:
    """The first measure told of that is not the one promised, in text of normal form; None without any."""
    promised = _PROMISED.search(text)
    if promised is None:
        return None
    for came in _CAME.finditer(text, promised.end()):
        if came["figure"] != promised["figure"] and came["unit"] in {None, promised["unit"]}:
            return Differs(came[0].strip(), sure=came["unit"] is not None)
    return None


def kept_promise(text: str) -> str | None:
    """The words of a promised measure that is told of as it came; None where there is none, or it differs."""
    promised = _PROMISED.search(text)
    if promised is None or differs(text) is not None:
        return None
    same = any(came["figure"] == promised["figure"] for came in _CAME.finditer(text, promised.end()))
    return promised[0] if same else None
