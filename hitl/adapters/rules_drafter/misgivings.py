"""What in the words as a whole makes a reading of them less sure."""

import re

from hitl.adapters.rules_drafter.doubts import SOME, Doubt
from hitl.adapters.rules_drafter.piece_doubts import about_counts, about_what_is_left_over
from hitl.adapters.rules_drafter.request import Request, masked
from hitl.adapters.rules_drafter.wording import A_NAME, about_the_tone, about_the_words
from hitl.domain.facts import Facts
from hitl.domain.order import Order
from hitl.domain.policy import Reason
from hitl.domain.reading.as_new import AS_NEW
from hitl.domain.reading.catalogue import Catalogue, catalogue, foreign_products, unknown_goods
from hitl.domain.reading.intent import wants_back
from hitl.domain.reading.intent_words import ASKS
from hitl.domain.reading.items import Mention, mentions
from hitl.domain.reading.order_numbers import order_numbers
from hitl.domain.reading.quantities import number
from hitl.domain.reading.reasons import FAULTS, Clause, hear
from hitl.domain.reading.text import normal, sentences
from hitl.ports.drafter import Brief

NO_WISH = "Nothing is asked for in so many words."
"""What takes nothing from an answer that only says when to expect the goods."""
_WHY_CANCEL = re.compile(
    r"\b(?:refund|money|mistake|accident|no longer|don't (?:need|want)|changed|instead"
    r"|before (?:it|you)|not (?:\w+ ){0,3}"
    r"(?:sent|shipped|dispatched|left|gone)|n't (?:\w+ ){0,2}(?:sent|shipped|dispatched|left|gone)"
    r"|wrong|found|bought|late|cancelled|needed|any ?more|away|holidays?|twice|duplicate|because"
    r"|since|as (?:i|we)"
    r"|won't|will not|nobody|can't|cannot|afford|too|any longer|moving|plans?|already|second thoughts"
    r"|call off|yesterday|today)\b"
)


def further_doubts(brief: Brief, order: Order, request: Request) -> tuple[Doubt, ...]:
    """The doubts about a request that its claims alone do not show."""
    said = normal(brief.facts.said)
    kept = masked(brief.facts.said, catalogue(order))
    reasons = frozenset(claim.reason for claim in request.claims)
    found = (
        *about_the_tone(brief),
        *about_the_words(brief),
        *_about_the_goods(said, order, reasons),
        *_about_the_wish(brief.facts, said, order, reasons),
        *_about_numbers(brief.facts),
        *_about_age(said, brief.facts, order),
        *(_about_others_alike(said, order) if reasons & FAULTS else ()),
        *about_counts(kept, order, request),
        *_about_use(said, reasons),
        *about_what_is_left_over(kept, order, request),
    )
    return tuple(found)


def _only_beside(said: str, word: str) -> bool:
    """Whether the customer's own things are named, of which nothing is said: "all over my desk"."""
    own = re.compile(rf"\b(?:my|our) (?:\w+ )?{re.escape(word)}(?:e?s)?\b")
    named = [clause for clause in hear(said, None) if word in clause.text]
    return bool(named) and all(own.search(clause.text) and not clause.heard for clause in named)


def _about_the_goods(said: str, order: Order, reasons: frozenset[Reason]) -> tuple[Doubt, ...]:
    """Goods are named that the order does not have; where the wrong thing came, that is to be expected."""
    if reasons & {Reason.WRONG_ITEM, Reason.NOT_AS_DESCRIBED}:
        return ()
    known = catalogue(order)
    named = any(one.sure for one in mentions(said, known))
    foreign = (
        *(
            word
            for word in foreign_products(said, known)
            if not _only_beside(said, word) and not (named and _in_the_story(said, word, known))
        ),
        *(word for word in unknown_goods(said, known) if word not in _NO_GOODS),
    )
    if not foreign:
        return ()
    says = f"Something is named that the order does not have: {', '.join(foreign[:3])}."
    in_passing = any(mention.sure for mention in mentions(said, known))
    return (Doubt(SOME, says, of_wording=in_passing),)


_NO_GOODS = frozenset(
    """wait late lateness inconvenience visa mastercard amex paypal before after until unless while since
    although though straight immediately asap""".split()
)
"""What money is asked for, or goes back to, beside goods; and words that only join."""


def _in_the_story(said: str, word: str, known: Catalogue) -> bool:
    """Whether the word never stands first in its clause nor where goods are bought or asked back.

    Where the customer's own goods are named, such a word tells what else there was: "it fell on the table".
    """
    whole = re.compile(rf"\b{re.escape(word)}(?:e?s|ies)?\b")
    places = [(one.text, found) for one in hear(said, None) for found in whole.finditer(one.text)]
    return bool(places) and not any(
        (_AT_THE_HEAD.fullmatch(text[: found.start()]) and not _ends_in_own(text[: found.start()], known))
        or _BOUGHT_OR_ASKED.search(text[: found.start()])
        for text, found in places
    )


def _ends_in_own(before: str, known: Catalogue) -> bool:
    """Whether own goods stand right before, so that the word is what they do: "the boat sinks"."""
    return any(one.sure and one.end == len(before.rstrip()) for one in mentions(before, known))


_AT_THE_HEAD = re.compile(
    r"\W*(?:(?:and|but|so|also|then|now|hi|hello|the|my|our|your|this|that|these|those|a|an"
    r"|one|both|two|three|four|all)\b\W*)*(?:[\w-]+ )?"
)
_BOUGHT_OR_ASKED = re.compile(
    r"\b(?:other|another|wrong|different|refund\w*|money|return\w*|back|cancel\w*|order\w*|bought|buy|purchas\w+|receiv\w+|got|get|sent|send"
    r"|deliver\w*|came|arrived|missing|replace\w*|exchange\w*|paid|pay)\b"
)


def _about_the_wish(facts: Facts, said: str, order: Order, reasons: frozenset[Reason]) -> tuple[Doubt, ...]:
    """A story without a wish: goods that came broken speak for themselves, most others do not."""
    named = any(mention.sure for mention in mentions(said, catalogue(order)))
    if Reason.CANCELLED in reasons and not (named or _WHY_CANCEL.search(said)):
        return (Doubt(SOME, "The order is to be cancelled, and no word says why."),)
    if _CLAIMS.search(said):
        return ()
    if any(ASKS.search(normal(message.text)) or wants_back(message.text) for message in facts.conversation):
        return ()
    if Reason.CHANGED_MIND in reasons and _MEANS_TO_RETURN.search(said):
        return ()
    if reasons & _NEED_A_WISH:
        return (Doubt(SOME, NO_WISH),)
    return ()


_CLAIMS = re.compile(
    r"\b(?:you (?:\w+ )?(?:pay|give) (?:\w+ )?(?:back|something|a|for)|claim(?:ing)?|entitled|eligible"
    r"|make use|(?:your|the) (?:terms|policy|policies|rules"
    r"|conditions|promise)"
    r"|percent|(?:a |one )?(?:fifth|tenth|quarter|third|half) (?:of |back|off)|back please|please pay"
    r"|refund)\b|\d ?%"
)
"""What the policy promises is called on."""
_NEED_A_WISH = frozenset(
    {Reason.CHANGED_MIND, Reason.PRICE, Reason.OTHER, Reason.LATE, Reason.NEVER_ARRIVED, Reason.CANCELLED}
)
_MEANS_TO_RETURN = re.compile(
    r"\b(?:changed (?:my|our) minds?|no longer (?:need|want)|don't (?:want|need)|unused|unopened"
    r"|unworn|untouched|sealed"
    r"|never (?:been )?(?:used|worn|opened)|not (?:been )?(?:used|worn|opened)|n't (?:used|worn|opened))\b"
)
"""Who says so to a shop means to give the goods back."""


_PAGES = re.compile(r"\b(?:pages?|pp?\.)\s*\d", re.IGNORECASE)
_LEAST_DIGITS = 6  # shorter figures are sizes, years and models more often than orders


def _about_numbers(facts: Facts) -> tuple[Doubt, ...]:
    """A long number that may be another order's."""
    own = {order.order_id.lstrip("#").casefold() for order in facts.orders}
    for message in facts.customer_messages:
        for candidate in order_numbers(message.text):
            digits = sum(letter.isdigit() for letter in candidate.number)
            if _PAGES.search(message.text) and "-" in candidate.number:
                continue
            if digits >= _LEAST_DIGITS and candidate.number.casefold() not in own:
                return (Doubt(SOME, f"The number {candidate.number} is none of the customer's orders."),)
    return ()


_HOW_LONG = re.compile(
    r"\b(?:after|for|since|over|about|bought|ordered|got|had|owned|from|lasted|used)\b(?: [\w']+){0,3}? "
    r"(\d{1,2}|an?|one|two|three|four|five|six|seven|eight|nine|ten|twelve) (?:whole |full |good |long )?"
    r"(year|month)s?\b(?![- ]old)|(?<!\bfor )(?<!\bfrom )\b(last year(?!'s)|years ago|years of)\b"
)
_OF_THE_CUSTOMER = re.compile(
    r"\b(?:customers?|shopp\w{2,4}|buying|guarantee|warranty|loyal|old|buy (?:from|here)|with you"
    r"|promis\w+|says?"
    r"|said|advertis\w+|should|supposed|next|in)\b"
)
"""The time of something else than of the goods' use."""


def _about_age(said: str, facts: Facts, order: Order) -> tuple[Doubt, ...]:
    """Goods in use for longer than the order is old are of another order: "after three years it broke"."""
    bought = order.placed_at or order.shipped_at or order.delivered_at
    if bought is None or not ("year" in said or "month" in said):
        return ()
    days = (facts.first_message_at - bought).days
    for sentence in sentences(said):
        found = _HOW_LONG.search(sentence.text)
        if found and not _OF_THE_CUSTOMER.search(sentence.text) and _days(found) > days + _LEEWAY:
            return (Doubt(SOME, f"The order is {days} days old; “{found[0]}” is longer."),)
    return ()


_LEEWAY = 20


def _days(found: re.Match[str]) -> int:
    if found[3]:
        return 365
    return (number(found[1]) or 1) * (365 if found[2] == "year" else 30)


_ANOTHER_THING = re.compile(r"(?<!every )\b(?:other|second|own|old|older|previous|earlier) ")
_ANOTHER = re.compile(rf"{_ANOTHER_THING.pattern}$")


def _about_others_alike(said: str, order: Order) -> tuple[Doubt, ...]:
    """As in "my other lamp", "the second lamp", where the order has one."""
    if not _ANOTHER_THING.search(said):
        return ()
    for clause in hear(said, None):
        if any(_is_another(clause, one, order) for one in mentions(clause.text, catalogue(order))):
            return (Doubt(SOME, "The words may mean another piece than the one that was bought."),)
    return ()


_IN_USE = re.compile(
    r"\b(?:since (?:it|they) (?:came|arrived)|ever since|(?:been|was|were) (?:on|in|under"
    r"|around) (?:the|my|our|her|his|use)"
    r"|using (?:it|them)|used (?:it|them)|wore|worn (?:it|them|twice|once|a few)|washed|slept"
    r"|cooked|baked|drank|ate|eaten|tasted"
    r"|tried (?:it|them)? ?(?:out|twice|once|a few)|every (?:day|night|morning)|for (?:a few"
    r"|several|two|three|some) (?:days|weeks|nights)"
    r"|(?:rode|ran|hiked|cycled|walked|played|climbed|camped|swam|skied|danced|travelled|trained|drove|worked)"
    r" (?:\w+ )?(?:with|in|on) (?:the|them|it|my|these)|all (?:day|week|weekend|night|summer|winter|season)"
    r"|(?:for|over|after) (?:a|an|the|two|three|one|several|some|\d+) (?:hours?|evenings?|rides?|runs?"
    r"|walks?|trips?"
    r"|outings?|games?|nights?)"
    r"|downloaded|finished|completed|done (?:all|every|half|most)|watched|listened|played|activated"
    r"|logged in|redeemed"
    r"|read (?:it|them|half|most|all)|half[- ]?way through|up to (?:lesson|chapter)|started (?:it|on it|the)"
    r"|assembled|installed|put (?:it|them) (?:together|up)|hung|planted|lit|burned|charged (?:it"
    r"|them)|half (?:empty|full|gone))\b"
)


def _is_another(clause: Clause, one: Mention, order: Order) -> bool:
    """Whether a piece beside the one bought is named; the old one counts where a fault of it is told."""
    line = order.line(one.lines[0])
    if len(one.lines) > 1 or line is None or line.quantity > 1:
        return False
    before = _ANOTHER.search(clause.text[: one.start][-A_NAME:])
    return before is not None and (before[0].strip() not in _AT_HOME or bool(clause.heard))


_AT_HOME = frozenset({"own", "old", "older"})


def _about_use(said: str, reasons: frozenset[Reason]) -> tuple[Doubt, ...]:
    """Goods that are given back for a change of mind and seem to have been in use."""
    used = any(not _NOT_DONE.search(said[: found.start()][-24:]) for found in _IN_USE.finditer(said))
    if Reason.CHANGED_MIND in reasons and used and not AS_NEW.search(said):
        return (Doubt(SOME, "The goods may have been in use."),)
    return ()


_NOT_DONE = re.compile(r"(?:\b(?:not|never|without|nor)|n't)(?: (?:even|yet|been|ever|actually|having))* ?$")
