"""How many of several equal pieces a request is about, from all that is said of their numbers.

People give the number with what is wrong ("two are cracked"), with the wish ("refund for those two"), with
what is fine ("four survived") or with what came ("only five were in the box"). Each of these is heard apart;
what is wished for counts first, then what is wrong, then what is left when the fine ones are taken away.
"""

import re
from dataclasses import dataclass, field
from typing import NamedTuple

from hitl.domain.policy import Reason
from hitl.domain.reading.intent_words import ASKS
from hitl.domain.reading.quantities import number
from hitl.domain.reading.reason_patterns import FINE
from hitl.domain.reading.reasons import by_pattern
from hitl.domain.reading.text import clauses, sentences, words


class Pieces(NamedTuple):
    """The pieces meant, and whether all that is said of numbers fits together."""

    meant: int
    sure: bool


@dataclass
class _Told:
    """The numbers found, by what is said of them."""

    asked: list[int] = field(default_factory=list)
    wrong: list[int] = field(default_factory=list)
    fine: list[int] = field(default_factory=list)
    came: list[int] = field(default_factory=list)
    missing: list[int] = field(default_factory=list)
    all_wrong: bool = False
    all_asked: bool = False
    single_asked: bool = False  # "refund that one"
    all_named: bool = False  # "all four packets are coriander": said of all, and no known word of a fault
    some_wrong: bool = False  # something is wrong, and no number stands with it


_NUMBER = r"\d{1,3}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|a couple|a pair"
_UNITS = (
    r"days?|weeks?|months?|years?|hours?|minutes?|mins?|times?|stars?|photos?|pictures?|pics?|emails?"
    r"|e-mails?|messages?|cm|mm|m|kg|g|ml|l|inch(?:es)?|percent|dollars?|euros?|pounds?|bucks|yen|usd|eur|gbp"
    r"|pages?|pm|am|o'clock|place|side|hand|thing|more time|piece(?= ?[,.!]|$)|and a half|a half|or two"
    r"|th|st|nd|rd|corners?|legs?|edges?|sides?|holes?|bits?|pieces(?= ?[,.!]|$)|pieces when"
)
_COUNT = re.compile(
    rf"(?<![$€£¥\d.,/#-])\b(?<!this )(?<!that )(?<!no )(?<!any )(?<!some )(?<!every )(?<!each )(?<!other )"
    rf"(?<!which )(?<!new )(?<!broken )(?<!cracked )(?<!in )(?<!into )(?<!day )(?<!order )(?<!number )"
    rf"({_NUMBER})x?\b(?!%|[.,/:-]?\d|,\d| ?(?:{_UNITS})\b)"
)
_OUT_OF = re.compile(
    rf"\b({_NUMBER})(?: \w+)? ?(?:out of|of|/|in) ?(?:the |my |these |those |our |all )*({_NUMBER})\b"
)
_OF_THE = re.compile(
    rf"\b(?:of|from|out of) (?:the |my |these |those |our )*({_NUMBER})\b"
    r"(?:(?: \w+){0,3} (?:that )?(?:i|we)(?:'d|'ve| had| have)? (?:ordered|bought|got|purchased))?"
)
_ONLY_A_SHARE = re.compile(rf"^\W*({_NUMBER}) (?:out of|of|from) (?:the |my )?({_NUMBER})\W*$")
_HALF = re.compile(r"\bhalf (?:of )?(?:the|my|them|these|those|our)\b(?! (?:money|price|amount|cost|sum))")
_ALL = re.compile(
    r"\b(?:all|every|each|everything|the (?:whole )?(?:lot|set|pair|order)|none|neither|not (?:one"
    r"|a single|any)"
    r"|both)\b(?! (?:over|round|around|day|along|good|fine|right|the way|the best|i|in all|this|that|time))"
)
_ALL_SO_MANY = re.compile(
    rf"\b(both|all(?: of)?(?: the| my| these| those)? (?P<many>{_NUMBER}))\b"
    r"(?! (?:ends|sides|hands|eyes|ways))"
)
_OF_OTHERS = re.compile(rf"\b(?:none|all|neither|not one|each) of (?:the |my |these |those )?({_NUMBER})\b")
_WHOLLY = re.compile(r"\b(?:is|was|it's|[a-z]+'s|came|arrived) all (?=[a-z]+)")
"""As in "one pack is all dried out": how far, not how many."""
_SINGLE = re.compile(
    r"\b(?:that|this|the (?:broken|cracked|bad|damaged|faulty|other|missing|\w+ed)) one\b"
    r"|\b(?:favou?rite|favorite|\w{3,}est)(?: one)? of (?:the|my|our|these|those)\b"
)
_ORDINAL = re.compile(
    r"\b(?:first|second|third|fourth|fifth|sixth|last|another)\b"
    r"(?! (?:wash|use|time|day|try|order|wear|night|week|month|go|attempt|photo|email|e-mail|class"
    r"|place|hand|floor"
    r"|thing|of all|parcel|message|evening|morning|outing|test)s?\b)"
)
_OTHERS = re.compile(r"\b(?:the )?(?:rest|others|remaining|remainder)\b")
_BOUGHT = re.compile(
    r"\b(?:ordered|order(?! (?:number|#|\d))|bought|purchased|paid for|there (?:were|are)|should have been"
    r"|instead of|meant"
    r"|supposed to)\b"
)
_CAME = re.compile(
    r"\b(?:only|just|instead|but)\b.*\b(?:came|arrived|sent|delivered|received|got|were in|was in"
    r"|in the (?:box|parcel))\b"
    r"|\b(?:you|they) (?:only |just )?sent\b|\b(?:came|arrived|sent|delivered|received"
    r"|in the (?:box|parcel|bag))\b.*\binstead of\b"
    r"|\bonly (?:sent|got|received)\b|\bcounted\b"
)
_WHOLE = re.compile(
    r"\b(?:whole|survived|intact|unharmed|undamaged|usable|ok|okay|fine|good|perfect|great|alright"
    r"|all right|safe"
    r"|keep|keeping|kept|in one piece|need only|only need|just need|need)\b"
)
_LACKING = re.compile(
    r"(?<!corner )(?<!piece )(?<!part )(?<!lid )(?<!handle )(?<!bit )\b(?:missing|short|not in"
    r"|wasn't in|weren't in|absent|lacking|never came|didn't (?:come|get))\b"
)
_CUT = re.compile(
    rf"\s*(?:[:;,]|\band\b|\bwhile\b|\bplus\b)\s*"
    rf"(?=(?:only |just |the |a |but )?(?:{_NUMBER}|other|rest|another|third|second)\b)|\bso (?=want"
    rf"|need|would)"
)


def pieces_meant(messages: tuple[str, ...], bought: int) -> Pieces | None:
    """The pieces that the customer's messages in normal form mean of `bought` equal ones; None: not said."""
    told = _Told()
    for index, written in enumerate(messages):
        told.fine += [few for one in _ALL_BUT.finditer(written) if (few := _number(one[1])) and few < bought]
        text = _ALL_BUT.sub(" ", written)
        told.some_wrong = told.some_wrong or text != written
        answer = _DENIED.sub(" ", text)
        if index and len(words(answer)) <= _AN_ANSWER and (count := _count(answer, bought)):
            told.asked.append(count)
            continue
        for sentence in sentences(text):
            for clause in clauses(sentence.text):
                for part in _CUT.split(clause.text):
                    _hear(part, bought, told)
    return _decided(told, bought)


_ALL_BUT = re.compile(
    rf"\b(?:all|every|each)(?: of)?(?: the| my| our| these)?(?: \w+)? (?:but|except(?: for)?|bar"
    rf"|save) ({_NUMBER})\b"
)
_DENIED = re.compile(rf"\bnot (?:{_NUMBER})\b")
_AN_ANSWER = 5
"""Words up to which a later message with a number is taken for an answer to ours: "just two of them"."""


def _hear(part: str, bought: int, told: _Told) -> None:
    asks = bool(ASKS.search(part))
    part = _WHOLLY.sub("is ", part)
    wrong = by_pattern(part)
    count = _count(part, bought)
    fewer = count if count is not None and count < bought else None
    if fewer is not None and not asks and _CAME.search(part) and _BROKEN.isdisjoint(wrong):
        told.came.append(fewer)
    elif fewer is not None and _LACKING.search(part):
        told.missing.append(fewer)
    elif asks:
        _hear_wish(part, count, told)
    elif _fine(part) and not wrong:
        if count is not None:
            told.fine.append(count)
    elif wrong or _OTHERS.search(part) or _NOT.search(part) or _ONLY_A_SHARE.match(part):
        _hear_fault(part, count, bought, told)
    elif fewer is not None and _a_share(part, bought):
        told.wrong.append(fewer)
    elif (found := _ALL_SO_MANY.search(part)) and not _BOUGHT.search(part):
        told.all_named = told.all_named or (_number(found["many"] or "two") == bought)


def _a_share(part: str, bought: int) -> bool:
    """As in "one clip out of three has no spring": something is told of so many of all."""
    share = _OUT_OF.search(part)
    return share is not None and _number(share[2]) == bought


_BROKEN = frozenset({Reason.DAMAGED, Reason.DEFECTIVE})
"""Pieces that came broken are meant, and are no delivery of too few: "just one of two arrived broken\"."""
_NOT = re.compile(r"\b(?:did not|didn't|not|bad|dead|gone|neither|none|without|broken|cracked)\b")


def _hear_wish(part: str, count: int | None, told: _Told) -> None:
    if _ALL.search(part):
        told.all_asked = True
    elif count is not None and not (_BOUGHT.search(part) and not by_pattern(part)):
        told.asked.append(count)
    elif _SINGLE.search(part) or _ORDINAL.search(part):
        told.single_asked = True


def _hear_fault(said: str, count: int | None, bought: int, told: _Told) -> None:
    part = _OF_THE.sub(" ", said)
    if (others := _OF_OTHERS.search(said)) and (_number(others[1]) or 0) > bought:
        return  # "none of the six will write": of what is in a pack
    if count is not None and told.wrong and sum(told.wrong) + count == bought and _left_over(said):
        told.fine.append(count)
    elif _ALL.search(part):
        told.all_wrong = True
    elif count is not None and not _BOUGHT.search(part):
        told.wrong.append(count)
    elif _ORDINAL.search(part) or _SINGLE.search(part):
        told.wrong.append(1)
    else:
        told.some_wrong = True


def _left_over(part: str) -> bool:
    """As in "we share the remaining two", after something was told of the others."""
    return bool(_OTHERS.search(part)) and not (by_pattern(part) or _NOT.search(part))


def _fine(part: str) -> bool:
    return bool(FINE.search(part) or _WHOLE.search(part)) and not re.search(
        r"\b(?:not|no|n't|neither|none)\b|n't\b", part
    )


def _count(part: str, bought: int) -> int | None:
    """The one number of pieces in a part; of "two of six" the first."""
    if _HALF.search(part) and bought % 2 == 0:
        return bought // 2
    if (share := _OUT_OF.search(part)) and (few := _number(share[1])) and few <= bought:
        return few
    rest = _OF_THE.sub(" ", part)
    found = [value for one in _COUNT.finditer(rest) if (value := _number(one[1])) and value <= bought]
    return found[0] if found else None


def _number(word: str) -> int | None:
    return number(word.removeprefix("a "))


def _decided(told: _Told, bought: int) -> Pieces | None:
    found = _by_wish(told, bought) or _by_fault(told, bought)
    if found is None and told.all_named and not (told.some_wrong or told.single_asked):
        return Pieces(bought, sure=True)
    return Pieces(1, sure=False) if found is None and told.single_asked else found


def _lacking(told: _Told, bought: int) -> int:
    return sum(told.missing) or (bought - told.came[-1] if told.came else 0)


def _by_wish(told: _Told, bought: int) -> Pieces | None:
    wrong, fine, lacking = sum(told.wrong), sum(told.fine), _lacking(told, bought)
    if told.asked:
        count = told.asked[-1]
        known = {wrong, lacking, bought - fine if fine else 0, *told.wrong}
        return Pieces(count, sure=count in known or not (wrong or lacking or fine))
    if lacking:
        return Pieces(lacking, sure=not wrong and not fine)
    return Pieces(bought, sure=not wrong or wrong == bought) if told.all_asked else None


def _by_fault(told: _Told, bought: int) -> Pieces | None:
    wrong, fine = sum(told.wrong), sum(told.fine)
    if told.single_asked and {*told.wrong} == {1}:
        wrong = 1  # told of twice, as in a subject line, and meant once: "refund that one"
    if 0 < wrong <= bought:
        fits = (not fine or wrong + fine == bought) and not told.all_wrong
        return Pieces(wrong, sure=fits and not (told.single_asked and wrong != 1))
    if told.all_wrong:
        return Pieces(bought, sure=not fine)
    return Pieces(bought - fine, sure=told.some_wrong) if 0 < fine < bought else None
