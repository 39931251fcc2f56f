"""Order numbers in a customer's words: which figures may be one, and which surely are."""

import re

from hitl.domain.reading.text import lowered, plain
from hitl.domain.record import Record


class NumberCandidate(Record):
    """A figure that may be an order's number; `sure` where it was introduced as one."""

    number: str  # as written, without '#'
    sure: bool


MOST = 20
"""Candidates taken from one text; whoever names more is not looking for one order."""

_NUMBER = r"#?[ ]?([a-z]{0,6}[-_/]?[0-9][a-z0-9]*(?:[-_/][a-z0-9]+){0,4})"
_INTRODUCED = re.compile(
    r"\b(?:orders?|purchases?|confirmation|booking)(?:[ ]?(?:number|numbers|no\.?|nos\.?|num\.?"
    r"|nr\.?|id|ids|ref(?:erence)?\.?|code))?"
    r"(?:[ ]?(?:is|was|are|named|called|with|under|of|:|=|-|,|\())*[ ]*[:#(]?[ ]*" + _NUMBER
)
_NAMED = re.compile(
    r"\b(?:order|purchase|ref(?:erence)?|confirmation)[ ]?(?:number|no\.?|num\.?|nr\.?|id"
    r"|ref(?:erence)?\.?|#)[ :=#is]{0,8}" + _NUMBER
)
_HASHED = re.compile(r"(?<![\w&#])#[ ]?([a-z]{0,6}[-_]?[0-9][a-z0-9]*(?:[-_][a-z0-9]+){0,4})")
_FURTHER = re.compile(r"[ ]?(?:,|and|or|&|/|plus|,[ ]?and)[ ]?(?:the[ ]other[ ]one,?[ ])?" + _NUMBER)
_BARE = re.compile(
    r"(?<![\w.,:/@#$€£¥+'-])([a-z]{1,6}[-_]?[0-9]{3,18}(?:[-_][a-z0-9]{1,12}){0,3}"
    r"|[0-9]{3,10}(?:-[0-9]{2,10}){1,3}|[0-9]{4,18})"
    r"(?![\w@])"
)
_UNIT_AFTER = re.compile(
    r"[ ]?(?:%|[$€£¥]|(?:usd|eur|gbp|jpy|dollars?|bucks|euros?|pounds?|yen|cents?|kr|days?|weeks?"
    r"|months?|years?|hours?|hrs?"
    r"|minutes?|mins?|times|pieces|pcs|units?|ml|cm|mm|kg|watts?|inch(?:es)?|am|pm|mah|gb|tb|percent|people"
    r"|customers|stars?)\b)"
)
_MONEY_BEFORE = re.compile(
    r"(?:[$€£¥]|\b(?:usd|eur|gbp|jpy|chf|sek|of|for|worth|cost|paid|price|over|about))[ ]?$"
)
_DATE = re.compile(r"(?:19|20)\d\d[-/.]\d{1,2}(?:[-/.]\d{1,2})?|\d{1,2}[-/.]\d{1,2}[-/.](?:19|20)?\d\d")
_YEAR = re.compile(r"(?:19|20)\d\d")
_MODEL_WORD = re.compile(
    r"\b(?:model|sku|item|article|part|product|serial|tracking|zip|postcode|zipcode|code|phone|tel"
    r"|room|flat|apt|street)"
    r"[ ]?(?:number|no\.?|nr\.?|id|code)?[ :#]*(?:is[ ])?$"
)


def order_numbers(text: str) -> tuple[NumberCandidate, ...]:
    """The candidates of a text in the order in which they stand, each once; at most MOST."""
    written = plain(text)
    small = lowered(written)
    places: dict[int, tuple[int, bool]] = {}
    for found in _INTRODUCED.finditer(small):
        _take(small, found, places, sure=_long_enough(found[1], named=False))
        _further(small, found.end(1), places)
    for found in _NAMED.finditer(small):
        _take(small, found, places, sure=_long_enough(found[1], named=True))
    for found in _HASHED.finditer(small):
        _take(small, found, places, sure=_long_enough(found[1], named=True))
    for found in _BARE.finditer(small):
        if found.start(1) not in places and not _MODEL_WORD.search(
            small[max(0, found.start() - 24) : found.start()]
        ):
            _take(small, found, places, sure=False, keep_unsure=True)
    named: dict[str, bool] = {}
    for start, (end, sure) in sorted(places.items()):
        number = written[start:end]
        named[number] = named.get(number, False) or sure
    return tuple(NumberCandidate(number=number, sure=sure) for number, sure in list(named.items())[:MOST])


def _take(
    text: str,
    found: re.Match[str],
    places: dict[int, tuple[int, bool]],
    *,
    sure: bool,
    keep_unsure: bool = False,
) -> None:
    if not (sure or keep_unsure) or not _may_be_a_number(text, found):
        return
    start, end = found.span(1)
    places[start] = (end, sure or places.get(start, (0, False))[1])


def _further(text: str, at: int, places: dict[int, tuple[int, bool]]) -> None:
    """Numbers listed after one that was introduced: "orders 48291, 48292 and 48300"."""
    for _ in range(MOST):
        found = _FURTHER.match(text, at)
        if not found or not _long_enough(found[1], named=False):
            return
        _take(text, found, places, sure=True)
        at = found.end(1)


def _long_enough(number: str, *, named: bool) -> bool:
    """As in "order 2 mugs" names no order; "order no. 214" does."""
    digits = sum(letter.isdigit() for letter in number)
    return digits >= (2 if named else 3 if not number.isdigit() else 4)


def _may_be_a_number(text: str, found: re.Match[str]) -> bool:
    number = found[1]
    before, after = text[max(0, found.start(1) - 12) : found.start(1)], text[found.end(1) : found.end(1) + 16]
    if _DATE.fullmatch(number) or (_YEAR.fullmatch(number) and "#" not in before and "no" not in before):
        return False
    if re.match(r"[.,]\d|:\d|@", after) or _UNIT_AFTER.match(after):
        return False
    if number.isdigit() and _MONEY_BEFORE.search(before):
        return before.rstrip().endswith(("of", "for", "over", "about")) and len(number) >= 5
    return (
        re.search(r"\d(?:st|nd|rd|th|x|ml|cm|mm|kg|gb|w|v|in|oz|lb|lbs)?$", number) is None
        or number[-1].isdigit()
    )
