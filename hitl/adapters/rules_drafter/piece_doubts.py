"""Numbers of pieces and goods that are spoken of and that the claims do not account for."""

import re

from hitl.adapters.rules_drafter.doubts import SOME, Doubt
from hitl.adapters.rules_drafter.pieces import PART_OF_A_SET
from hitl.adapters.rules_drafter.request import Request
from hitl.domain.order import Order
from hitl.domain.policy import Reason
from hitl.domain.reading.catalogue import catalogue
from hitl.domain.reading.intent_words import ASKS
from hitl.domain.reading.items import mentions
from hitl.domain.reading.quantities import number
from hitl.domain.reading.reasons import Clause, hear
from hitl.domain.reading.text import normal

_COUNTING = re.compile(
    r"(?<![$€£¥\d.,#-])(?<!on the )(?<!since the )(?<!by the )(?<!until the )(?<!from the )\b(one|two"
    r"|three|four|five|six|seven|eight|nine|ten|\d{1,2}|other|others"
    r"|another|some(?= (?:of|are|were|have|is|was|came|arrived|don't|do)\b)|few|couple|half|rest"
    r"|last|second|third|first"
    r"|only(?= (?:one|two|three|four|five|six|seven|eight|nine|ten|\d|a|the|some|half)\b))"
    r"\b(?! (?:days?|weeks?|months?|years?|hours?|minutes?|times?"
    r"|stars?|%|percent|dollars?|euros?|pounds?|yen|cm|mm|kg|ml|inch))"
)


def about_counts(said: str, order: Order, request: Request) -> tuple[Doubt, ...]:
    """Numbers of pieces that are spoken of and are neither what was bought nor what is claimed."""
    if request.counted:
        return ()
    for claim in request.claims:
        line = order.line(claim.line_id)
        if line is None or line.quantity == 1:
            continue
        explained = {line.quantity, claim.quantity, line.quantity - claim.quantity}
        explained |= {other.quantity for other in order.lines} | {other.quantity for other in request.claims}
        explained |= {len(request.claims), sum(other.quantity for other in request.claims)}
        spoken = {found[1] for found in _COUNTING.finditer(said)}
        if {one.line_id for one in order.lines} - {one.line_id for one in request.claims}:
            spoken -= {"rest", "others"}  # which may be the other lines
        if claim.quantity == line.quantity and _A_SHARE_OF.search(said):
            return (Doubt(SOME, f"A share of the {line.quantity} pieces is spoken of, all are claimed."),)
        if any(_unexplained(word, claim.quantity, line.quantity, explained) for word in spoken):
            return (Doubt(SOME, f"How many of the {line.quantity} pieces are meant is not plain."),)
    return ()


_A_SHARE_OF = re.compile(
    r"\b(?:\d{1,2} ?(?:%|percent)|quarter|third|fifth|tenth|thirds|quarters|most|majority|part|portion"
    r"|percentage"
    r"|\w{3,}est|favou?rite|favorites?) of (?:the|my|our|these|those|them)\b(?! (?:price|money|cost"
    r"|amount|sum))"
)


def _unexplained(word: str, claimed: int, bought: int, explained: set[int]) -> bool:
    count = number(word)
    if word in _PARTS:
        return claimed == bought
    return count is not None and 0 < count <= bought and count not in explained


_PARTS = frozenset("one other others another some few couple half rest last second third first only".split())
"""Words that single out a part; where everything is claimed they have been overlooked."""


def about_what_is_left_over(said: str, order: Order, request: Request) -> tuple[Doubt, ...]:
    """Goods and pieces that the words name beyond those claimed, and not to say that they are fine."""
    claimed = {claim.line_id for claim in request.claims}
    pieces = sum(claim.quantity for claim in request.claims)
    heard = hear(said, None)
    fine = {clause.sentence for clause in heard if clause.fine}
    skipped = fine | _only_bought(heard)
    spoken = [
        clause for clause in heard if clause.sentence not in skipped and not _BOUGHT.search(clause.text)
    ]
    left_over = (
        not _asked_by_name(heard, order, claimed)
        and not {claim.reason for claim in request.claims} & _NAME_OTHERS
        and any(
            len(mention.lines) == 1 and mention.sure and not mention.kept and not set(mention.lines) & claimed
            for clause in spoken
            for mention in mentions(clause.text, catalogue(order))
        )
    )
    if left_over:
        says = "Goods are named that are not claimed, and nothing good is said of them."
        return (Doubt(SOME, says),)
    if _OF_A_SET.search(said) and any(_is_one_set(claim.line_id, order) for claim in request.claims):
        return (Doubt(SOME, PART_OF_A_SET),)
    in_order = sum(line.quantity for line in order.lines)
    most = max((_pieces_meant(clause.text) for clause in spoken), default=0)
    if pieces < most <= in_order and not request.counted:
        return (Doubt(SOME, f"The words speak of {most} pieces, {pieces} are claimed."),)
    return ()


def without_parts_of_a_set(
    doubts: tuple[Doubt, ...], text: str, order: Order, request: Request
) -> tuple[Doubt, ...]:
    """The doubts but for those about parts, where the one set bought is to be paid back as a whole.

    Where the reason is only guessed, the parts may be the matter.
    """
    guessed = any(doubt.of_reason for doubt in request.doubts)
    bought = [line.quantity for claim in request.claims if (line := order.line(claim.line_id))]
    if guessed or bought != [1] or not asks_for_the_whole(normal(text)):
        return doubts
    return tuple(doubt for doubt in doubts if not (doubt.of_count or doubt.says == PART_OF_A_SET))


def asks_for_the_whole(said: str) -> bool:
    """Whether money is asked for a set by that name, whatever in it is at fault: "refund the pack"."""
    return any(
        _THE_WHOLE.search(clause.text) and not _A_PART_OF_IT.search(clause.text)
        for clause in hear(said, None)
    )


_SET = r"(?:whole |entire |full |complete )?(?:set|pack|packet|box|pair|kit|lot|bundle|multipack)"
_THE_WHOLE = re.compile(
    rf"\b(?:refund\w*|reimburse\w*|money|money back|price|cost)(?: me| us)?(?: back)?(?: for| of| on)?"
    rf"(?: the| this| my| our| that)? {_SET}\b"
    rf"|\b(?:return|send back|send|get) (?:the|this|my) {_SET}\b"
)
_A_PART_OF_IT = re.compile(r"\b(?:one|two|three|half|part|piece|pieces|missing|broken) (?:of|from|in)\b")
_OF_A_SET = re.compile(
    r"\b(?:an?|one|two|three|1|2|3) (?:\w+ )?(?:of|from|in|out of) (?:the|my|our|this) (?:set|pack|box"
    r"|pair|bundle|case)\b"
)


def _is_one_set(line_id: str, order: Order) -> bool:
    line = order.line(line_id)
    return line is not None and line.quantity == 1 and bool(_SOLD_TOGETHER.search(normal(line.title)))


_SOLD_TOGETHER = re.compile(r"\b(?:set|pack|box|pair)\b")


def _asked_by_name(heard: tuple[Clause, ...], order: Order, claimed: set[str]) -> bool:
    """Whether money is asked for exactly what is claimed, by name, and no fault is told of anything else."""
    known = catalogue(order)
    asked: set[str] = set()
    for clause in heard:
        named = {
            line for one in mentions(clause.text, known) if one.sure and not one.kept for line in one.lines
        }
        if ASKS.search(clause.text):
            asked |= named
        elif named - claimed and any(one.sure for one in clause.heard):
            return False
    return asked == claimed


def _only_bought(heard: tuple[Clause, ...]) -> set[int]:
    """The sentences that only tell what was bought: "I ordered a shirt and the gloves with a voucher"."""
    told = {clause.sentence for clause in heard if clause.heard}
    return {clause.sentence for clause in heard if _I_BOUGHT.match(clause.text)} - told


_I_BOUGHT = re.compile(
    r"(?:\W|hi|hello|so|last \w+)*\b(?:i|we)(?:'ve| have)?(?: \w+)? (?:ordered|bought|purchased)\b"
)


def _pieces_meant(clause: str) -> int:
    """The highest count in "both", "the pair", "all three"; 0 where none is said."""
    return max((number(found[1] or found[2]) or 2 for found in _TOGETHER.finditer(clause)), default=0)


_NAME_OTHERS = frozenset({Reason.WRONG_ITEM, Reason.NOT_AS_DESCRIBED})
"""Reasons that name what came instead or what the goods were to be like."""
_BOUGHT = re.compile(r"\b(?:ordered|bought|purchased|got|received|instead|except|apart from)\b")
_TOGETHER = re.compile(
    r"\b(?:(?:all )?(?:the )?(both|pair)\b(?! of (?!them|these|those))"
    r"|all (?:the |of the )?(two|three|four|five|six))\b"
)
