"""The rules drafter: from the reading of the words and the facts to a proposal, by fixed rules."""

import re

from hitl.adapters.rules_drafter.answers import answer, ask, hand_on, other_language
from hitl.adapters.rules_drafter.doubts import GRAVE, SOME, Doubt
from hitl.adapters.rules_drafter.outcome import NAME, Matter, Wish, conclude
from hitl.adapters.rules_drafter.request import Request, understand
from hitl.adapters.rules_drafter.which_order import Which, which_order
from hitl.domain.draft import Draft, Missing
from hitl.domain.facts import Facts
from hitl.domain.order import Order
from hitl.domain.policy import Reason
from hitl.domain.reading.amounts import asked, asked_percent, some_part
from hitl.domain.reading.intent import also_asks, wants_back
from hitl.domain.reading.items import catalogue, foreign_products
from hitl.domain.reading.language import UNTOLD
from hitl.domain.reading.lexicon import Lexicon
from hitl.domain.reading.record import Intent, Reading
from hitl.domain.reading.text import normal
from hitl.ports.drafter import Brief

READ = frozenset({"en", UNTOLD})
"""The languages that the rules read; where none can be told, the words are few and are read as English."""

LONG = 1500
"""Letters from which a message says more than the rules can be trusted to sort."""


class RulesDrafter:
    """Implements ports.drafter.Drafter without a model: same case, same draft."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon

    @property
    def name(self) -> str:
        """Name and version, as every draft shows it."""
        return NAME

    def draft(self, brief: Brief) -> Draft:
        """A draft for the case; it never raises for anything that a customer wrote."""
        reading = brief.reading
        if reading.language not in READ:
            return other_language(brief)
        match reading.intent:
            case Intent.DECLINED | Intent.QUESTION:
                return answer(brief)
            case Intent.OTHER_MATTER:
                return hand_on(brief)
            case Intent.REFUND | Intent.UNCLEAR:
                return self._request(brief)

    def _request(self, brief: Brief) -> Draft:
        facts = brief.facts
        if facts.customer is None:
            return ask(brief, (Missing.IDENTITY,), order=None)
        which = which_order(facts, brief.reading.reasons)
        if which.order is None:
            return ask(brief, (Missing.ORDER, *_no_reason(brief.reading)), order=None, foreign=which.foreign)
        request = understand(_texts(facts), which.order, self._lexicon.weights)
        if request.missing:
            return ask(brief, request.missing, order=which.order, doubts=(*which.doubts, *request.doubts))
        return conclude(self._matter(brief, which, request, which.order))

    def _matter(self, brief: Brief, which: Which, request: Request, order: Order) -> Matter:
        doubts = (*which.doubts, *request.doubts, *_further_doubts(brief, order, request))
        return Matter(
            brief=brief,
            order=order,
            claims=request.claims,
            alternatives=request.alternatives,
            doubts=doubts,
            wish=_wish(brief),
        )


def _no_reason(reading: Reading) -> tuple[Missing, ...]:
    return () if reading.reasons else (Missing.REASON,)


def _texts(facts: Facts) -> tuple[str, ...]:
    """The customer's messages, oldest first, the subject before the first."""
    first, *rest = (message.text for message in facts.customer_messages) if facts.customer_messages else ("",)
    return (f"{facts.subject}.\n{first}" if facts.subject.strip() else first, *rest)


_REPLACEMENT = re.compile(
    r"\b(?:replac\w{1,6}|exchang\w{1,3}|swap\w{0,4}|resend|re-?ship|send (?:me )?(?:a |another "
    r"|the )?(?:new|another|right|correct))\b"
)
_MONEY = re.compile(r"\b(?:refund\w{0,3}|money|reimburs\w{1,6}|credit|compensat\w{1,4}|return)\b")


def _wish(brief: Brief) -> Wish:
    """How much is asked for, and whether goods instead of money."""
    facts = brief.facts
    said = normal(facts.said)
    sums = None
    for index, message in reversed(tuple(enumerate(facts.conversation))):
        mentioned = tuple(one for one in brief.reading.amounts if one.found.message == index)
        sums = sums or (asked(message.text, mentioned) if mentioned else None)
    percent = asked_percent(said)
    return Wish(
        sum=sums,
        percent=None if sums else percent,
        some=sums is None and percent is None and some_part(said),
        replacement=bool(_REPLACEMENT.search(said)) and not _money_wanted(said),
    )


def _money_wanted(said: str) -> bool:
    """Money is asked for, and not only refused: "I don't want a refund, I want a new one"."""
    without = re.sub(
        r"\b(?:not|n't|don't|no|rather than|instead of)\b(?: \w+){0,3} (?:refund|money|credit)\w*(?: back)?",
        " ",
        said,
    )
    return bool(_MONEY.search(without))


_UNSURE = re.compile(
    r"\b(?:i think|i guess|i suppose|maybe|perhaps|not (?:really |entirely |quite |100% "
    r"|completely )?sure|possibly|i might have|might be (?:me|my)|could be (?:me|my)|not certain"
    r"|can't tell|can't remember|don't remember|if i'm honest|hard to say|i dunno"
    r"|i don't know (?:if|whether|what|why))\b"
)
_FOR_OTHERS = re.compile(
    r"\b(?:on behalf of|my (?:friend|neighbou?r|colleague|boss|client|customer)'s (?:order"
    r"|account)|for my (?:friend|client|boss)'s|not my (?:order|account))\b"
)


def _further_doubts(brief: Brief, order: Order, request: Request) -> tuple[Doubt, ...]:
    """What in the words as a whole makes the reading less sure."""
    facts, reading = brief.facts, brief.reading
    said = normal(facts.said)
    doubts = []
    if reading.intent is Intent.UNCLEAR:
        doubts.append(Doubt(GRAVE, "It is not plain that money is asked for."))
    if len(facts.said) > LONG:
        doubts.append(Doubt(SOME, "The message is long; something in it may have been overlooked."))
    if any(sign.kind == "sarcasm" for sign in reading.sentiment_signs):
        doubts.append(Doubt(SOME, "Some of it may be meant ironically."))
    if _UNSURE.search(said):
        doubts.append(Doubt(SOME, "The customer is not sure of what happened."))
    if _FOR_OTHERS.search(said):
        doubts.append(Doubt(GRAVE, "It may be about somebody else's purchase."))
    if also_asks(facts.customer_messages[-1].text if facts.customer_messages else ""):
        doubts.append(Doubt(SOME, "A question is asked beside the request."))
    foreign = foreign_products(said, catalogue(order))
    if foreign and not {claim.reason for claim in request.claims} & {Reason.WRONG_ITEM}:
        doubts.append(
            Doubt(
                SOME, f"The customer names something that the order does not have: {', '.join(foreign[:3])}."
            )
        )
    if {claim.reason for claim in request.claims} & {
        Reason.NEVER_ARRIVED,
        Reason.CANCELLED,
    } and not _asks_in_words(facts):
        doubts.append(Doubt(SOME, "Whether money or only news is wanted is not said."))
    return tuple(doubts)


def _asks_in_words(facts: Facts) -> bool:
    return any(wants_back(message.text) for message in facts.customer_messages)
