"""How many pieces are meant: figures, number words, "both", "half", "one of the four"."""

import re

WORDS = {
    "a": 1, "an": 1, "one": 1, "single": 1, "another": 1, "first": 1, "second": 1, "third": 1, "fourth":
    1, "last": 1, "other": 1, "two": 2, "both": 2, "couple": 2, "pair": 2, "three": 3, "four": 4, "five":
    5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "dozen": 12,
    "fifteen": 15, "twenty": 20,
}  # fmt: skip
_ORDINALS = frozenset("a an another first second third fourth last other".split())
_NUMBER = r"\d{1,3}|" + "|".join(sorted(set(WORDS) - _ORDINALS, key=len, reverse=True))
_OF_MANY = re.compile(
    rf"\b({_NUMBER}|half|some|most|another|only one|just one) (?:out )?of (?:the |my |these "
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
