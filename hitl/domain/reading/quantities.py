"""How many pieces are meant: figures, number words, "both", "half", "one of the four"."""

import re
from typing import NamedTuple

WORDS = {
    "a": 1, "an": 1, "one": 1, "single": 1, "another": 1, "first": 1, "second": 1, "third": 1, "fourth":
    1, "last": 1, "other": 1, "two": 2, "both": 2, "couple": 2, "pair": 2, "three": 3, "four": 4, "five":
    5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "dozen": 12,
    "fifteen": 15, "twenty": 20,
}  # fmt: skip
_ORDINALS = frozenset("a an another first second third fourth last other".split())
_NUMBER = r"\d{1,3}|" + "|".join(sorted(set(WORDS) - _ORDINALS, key=len, reverse=True))
_OF_MANY = re.compile(
    rf"\b({_NUMBER}|half|some|most|another|only one|just one) (?:out )?of "
    r"(?!it\b|the (?:price|money|cost|amount|value|order)\b)"
    rf"(?:the |my |these "
    rf"|those |them|our |your )*({_NUMBER})?"
)
_COUNT = re.compile(
    rf"\b({_NUMBER})x?\b(?! (?:days?|weeks?|months?|years?|hours?|minutes?|times?|stars?|emails?"
    rf"|messages?|reasons?|things? (?:to|i)|dollars?|euros?|pounds?|bucks|yen|percent|%|inch|cm|ml"
    rf"|of (?:you|your|us)|am|pm|more (?:thing|question)))"
)
_ORDINAL = re.compile(r"\b(first|second|third|fourth|last|other)\b")


def number(word: str) -> int | None:
    """What a figure or number word stands for, or None."""
    if word.isdigit():
        return int(word)
    return WORDS.get(word)


def part_of(clause: str) -> tuple[int | str, int | None] | None:
    """The part and the whole: "one of the four" is (1, 4), "half of the" ("half", None); else None."""
    found = _OF_MANY.search(clause)
    if not found:
        return None
    share = found[1].removeprefix("only ").removeprefix("just ")
    known = number(share)
    return (known if known is not None else share, number(found[2]) if found[2] else None)


def counts(clause: str) -> tuple[tuple[int, int], ...]:
    """The figures and number words of a clause that may count pieces: (place, number)."""
    return tuple(
        (found.start(), value)
        for found in _COUNT.finditer(clause)
        if (value := number(found[1])) is not None and value > 0
    )


_ALL = re.compile(
    r"\b(?:everything(?! else)|all except|(?:the |my )?(?:whole|entire|full|complete) (?:order|lot"
    r"|thing|purchase"
    r"|parcel|package|delivery|shipment|set|amount)|all (?:of )?(?:it|them|this|that|these|those"
    r"|the (?!time\b|way\b|while\b|day\b|night\b|same\b|best\b|more\b|signs\b)\w+"
    r"|my (?:items|things|stuff|order)|items"
    r"|products|things|goods|\w+ items|two|three|four|five|six)|both(?: of (?:them|these"
    r"|those))?(?: (?:items|things|products|articles|were|are|of|arrived|came|have|need|should))?"
    r"|the lot|the (?:pair|trio)(?! of (?!them|these|those))|every (?:single )?(?:\w+ )(?=in (?:both|all"
    r"|the|each))|all (?:arrived|came|were|are|broken|damaged|smashed|wrong)|every(?: single)? (?:one"
    r"|item|piece|thing)|each (?:one|item|of them)|nothing (?:has |had )?(?:arrived|came|come"
    r"|works|showed)|none of (?:it|them|the items))\b"
)


_THE_ORDER = re.compile(
    r"\b(?:the|my|this|that|our|an?|your) (?:\w+ ){0,2}?(?:order|parcel|package|delivery|shipment"
    r"|purchase|box|packet)\b"
)


def everything(clause: str) -> bool:
    """Whether the clause means all that was ordered."""
    return bool(_ALL.search(clause))


def of_what_was_named(clause: str) -> bool:
    """As in "All of them", "both": all of what was named before rather than all of the order."""
    return bool(_OF_THEM.search(clause))


_OF_THEM = re.compile(
    r"\b(?:both|the pair|all (?:of )?(?:them|these|those|two|three|four|five|six)|each of them|every one"
    r"|the (?:whole )?lot of (?:them|these|those))\b"
)


def the_order(clause: str) -> bool:
    """Whether the clause speaks of the order or parcel as one thing."""
    return bool(_THE_ORDER.search(clause))


def bare_count(clause: str) -> tuple[int | str, int | None] | None:
    """A number of pieces without a name, "one was broken", as (pieces or "half", of how many)."""
    named = part_of(clause)
    if named:
        return named
    found = _BARE.search(clause)
    return (number(found[1] or found[2] or "one") or 1, None) if found else None


_BARE = re.compile(
    r"^(?:and |only |just |but |so |also |that |then |sadly |unfortunately )*(?:the other "
    r"|another )?(one|two|three|four|five|six|seven|eight|nine|ten|\d{1,2})(?: (?:pieces?|items?"
    r"|units?|pcs))?(?: (?:of which))? (?:was|were|is|are|arrived|came|got|had|has|have|broke"
    r"|didn't|doesn't|don't|never|hasn't|haven't|broken|cracked|smashed|damaged|chipped|faulty"
    r"|defective|missing|stopped|won't|isn't|wasn't|weren't|aren't|not|turned|ended|look|looks)\b"
    r"|\b(?:return|refund|send back|keep|money back for|refund for|exchange|replace|cancel)(?: me"
    r"| you| us)?(?: only| just)? (?:back )?(one|two|three|four|five|\d{1,2})\b(?! (?:days|weeks"
    r"|dollars|euros|pounds))"
)


_THIS_ONE = re.compile(r"\b(?:this|that) (?:[a-z-]+ ){0,2}$")


_EVERY = re.compile(r"\b(?:every|each)(?: single)? $")
_NUMBERED = re.compile(
    r"\b(?:pages?|pp?\.?|chapters?|steps?|sizes?|volumes?|vol|tracks?|sides?|numbers?|lines?|frets?)"
    r" (?:\d{1,3} ?(?:and|to|-|,|&) ?)*$"
)
"""A number that follows counts no pieces: "pages 5 and 6 of the book"."""


class Count(NamedTuple):
    """The pieces that stand with a mention."""

    pieces: int | None = None
    half: bool = False
    both: bool = False
    part: bool = False


_ADJECTIVE = (
    r"(?!(?:for|in|on|from|at|with|to|by|and|or|is|was|were|are|the|my|of|it|that|this|but)\b)[a-z-]+"
)


_VESSELS = (
    r"(?:copies|bottles|packs|packets|bags|tins|cans|jars|tubs|boxes|cartons|pots|tubes|rolls|bars|cups"
    r"|glasses|sets|pairs|loaves|bunches|slices|pieces|units)"
)
_COUNT_BEFORE = re.compile(
    r"(?<![$€£¥\d.,-])\b(\d{1,2}(?!\s?(?:cm|mm|m|ml|l|kg|g|inch|in|w|v|gb|tb|litre|liter|oz|lb"
    r"|page|watt|year|month|day|week)\b)|one|two|three|four|five|six|seven|eight|nine|ten|eleven"
    r"|twelve|both"
    r"|a couple of|a pair of|half|a dozen|dozen|single|another|(?:first|second|third|fourth|last"
    r"|other)(?= of\b)|an?)\b\s?(x\s|x|(?:of )?(?:copies|bottles|packs|packets|bags|tins|jars|tubs|boxes"
    r"|cartons|pots|pairs|rolls"
    r"|sets|cans|loaves|bunches) of(?: the| my| our| these| those)?|of the|of my|of our|of these"
    r"|of those|of|the|my"
    r"|more|other|new|extra|spare|pieces of|units of)?\s?(?:(?:\d{1,3}|two|three|four|five|six"
    r"|eight|ten|twelve)\s)?"
    rf"(?:{_ADJECTIVE}\s){{0,2}}(?:{_VESSELS} of\s)?$"
)


_ON_ONE_SIDE = re.compile(r"\b(?:the|my|(?P<two>two|2|both)) (?:left|right)(?:[- ]hand(?:ed)?)? $")
"""One of a pair is meant; two left ones are a pair too."""
_COUNT_AFTER = re.compile(r"^\s?(?:x\s?(\d{1,3})\b|\((\d{1,3})\))")


def counted(clause: str, start: int, end: int) -> Count:
    """The number that stands with a mention: "two of my blue mugs", "mugs x 2", "both plates"."""
    after = _COUNT_AFTER.match(clause[end : end + 8])
    if after:
        return Count(int(after[1] or after[2]))
    if side := _ON_ONE_SIDE.search(clause[:start]):
        return Count(None if side["two"] else 1)
    before = _COUNT_BEFORE.search(clause[max(0, start - 40) : start])
    if _EVERY.search(clause[max(0, start - 40) : start]):
        return Count(both=True)
    if before and _NUMBERED.search(clause[: max(0, start - 40) + before.start()]):
        before = None
    if not before:
        return Count(
            1
            if _THIS_ONE.search(clause[max(0, start - 40) : start]) and not clause[:end].endswith("s")
            else None
        )
    word = before[1].removeprefix("a ").removesuffix(" of")
    part = (before[2] or "").startswith("of")
    if word == "half":
        return Count(half=True)
    return Count(number(word), both=word == "both", part=part)
