"""The rules drafter: from the reading of the words and the facts to a proposal, by fixed rules."""

import re

from hitl.adapters.rules_drafter.answers import answer, ask, hand_on, other_language
from hitl.adapters.rules_drafter.apportioning import of_share
from hitl.adapters.rules_drafter.matter import Matter, Wish
from hitl.adapters.rules_drafter.misgivings import further_doubts
from hitl.adapters.rules_drafter.naming import said
from hitl.adapters.rules_drafter.outcome import conclude
from hitl.adapters.rules_drafter.piece_doubts import without_parts_of_a_set
from hitl.adapters.rules_drafter.proposal import NAME
from hitl.adapters.rules_drafter.request import Request, masked, understand
from hitl.adapters.rules_drafter.shown import shown_only
from hitl.adapters.rules_drafter.which_order import Which, which_order
from hitl.adapters.rules_drafter.wording import about_the_words, bought_elsewhere
from hitl.domain.draft import Draft, Missing
from hitl.domain.facts import Facts
from hitl.domain.money import minor_digits
from hitl.domain.order import Order
from hitl.domain.reading.amounts import asked, asked_figure, asked_share, some_part
from hitl.domain.reading.catalogue import catalogue
from hitl.domain.reading.intent import intent
from hitl.domain.reading.language import UNTOLD
from hitl.domain.reading.lexicon import Lexicon
from hitl.domain.reading.reasons import hear
from hitl.domain.reading.record import Intent, Reading
from hitl.domain.reading.text import normal
from hitl.ports.drafter import Brief

READ = frozenset({"en", UNTOLD})
"""The languages that the rules read; where none can be told, the words are few and are read as English."""


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
        if brief.facts.apart:
            return self._one_of_several(brief, which_order(brief.facts, reading.reasons))
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
        if bought_elsewhere(facts.said) and not brief.reading.order_numbers:
            return ask(brief, (Missing.ORDER,), order=None, doubts=about_the_words(brief))
        if which.order is None:
            missing = (Missing.ORDER, *_no_reason(brief.reading))
            return ask(brief, missing, order=None, foreign=which.foreign, doubts=about_the_words(brief))
        if which.share is not None:
            return self._one_of_several(brief, which)
        if _only_by_titles(facts, which.order):
            return answer(brief)
        return self._about(brief, which, which.order)

    def _one_of_several(self, brief: Brief, which: Which) -> Draft:
        """What the message asks of one of its orders, by the words about it; never without a person."""
        own = of_share(brief, which.share) if which.share else brief
        if which.order is None or brief.reading.intent is Intent.DECLINED:
            draft = answer(brief)
        else:
            draft = self._about(own, which, which.order)
        others = ", ".join(one.order_id for one in which.also)
        note = (
            f"The message asks about other orders too: {others}."
            if others
            else "Its message had several orders."
        )
        return draft.model_copy(
            update={
                "also": tuple(one.order_id for one in which.also),
                "needs_human_review": True,
                "review_note": f"{draft.review_note} {note}".strip(),
            }
        )

    def _about(self, brief: Brief, which: Which, order: Order) -> Draft:
        request = understand(said(brief.facts), order, self._lexicon.weights)
        if request.missing:
            doubts = (*which.doubts, *request.doubts, *about_the_words(brief), *shown_only(brief.facts))
            return ask(brief, request.missing, order=order, doubts=doubts)
        return conclude(self._matter(brief, which, request, order))

    def _matter(self, brief: Brief, which: Which, request: Request, order: Order) -> Matter:
        doubts = (*which.doubts, *request.doubts, *further_doubts(brief, order, request))
        return Matter(
            brief=brief,
            order=order,
            claims=request.claims,
            alternatives=request.alternatives,
            doubts=without_parts_of_a_set(doubts, brief.facts.said, order, request),
            wish=_wish(brief, order),
        )


def _only_by_titles(facts: Facts, order: Order) -> bool:
    """Whether only the goods' names make it a request: "I love the stained glass lamp"."""
    text = facts.customer_messages[-1].text
    without = masked(text, catalogue(order))
    if without == normal(text):
        return False
    if intent(text, hear(text, None)) is not Intent.REFUND:
        return False  # an answer to ours, which need not ask again
    return intent(without, hear(without, None)) in {Intent.DECLINED, Intent.QUESTION, Intent.OTHER_MATTER}


def _no_reason(reading: Reading) -> tuple[Missing, ...]:
    return () if reading.reasons else (Missing.REASON,)


_REPLACEMENT = re.compile(
    r"\b(?:replac\w{1,6}|exchang\w{1,3}|swap\w{0,4}|resend|re-?ship|(?:just|only|but|rather) (?:a|an"
    r"|the) (?:new|spare)"
    r"|send (?:me )?(?:a |another "
    r"|the )?(?:new|another|right|correct))\b"
)
_MONEY = re.compile(r"\b(?:refund\w{0,3}|money|reimburs\w{1,6}|credit|compensat\w{1,4}|return)\b")


def _wish(brief: Brief, order: Order) -> Wish:
    """How much is asked for, and whether goods instead of money."""
    facts = brief.facts
    said = normal(facts.said)
    sums = None
    for index, message in reversed(tuple(enumerate(facts.conversation))):
        mentioned = tuple(one for one in brief.reading.amounts if one.found.message == index)
        sums = sums or (asked(message.text, mentioned) if mentioned else None)
    share = asked_share(said)
    figure = None if sums or share else asked_figure(said, order.currency)
    pieces = _as_pieces(figure, order)
    return Wish(
        sum=sums.minor if sums else None if pieces else figure,
        currency=sums.currency if sums else None,
        share=None if sums else share,
        some=sums is None and share is None and (some_part(said) or (pieces and bool(_KEEPS.search(said)))),
        replacement=bool(_REPLACEMENT.search(said)) and not _money_wanted(_last_wish(facts, said)),
    )


_KEEPS = re.compile(r"\bkeep(?:ing)?\b")


def _as_pieces(figure: int | None, order: Order) -> bool:
    """Whether a bare figure may count pieces: "I want two back" of six."""
    whole, rest = divmod(figure or 0, 10 ** minor_digits(order.currency))
    return 0 < whole <= max(line.quantity for line in order.lines) and not rest


def _last_wish(facts: Facts, said: str) -> str:
    """The newest message where it asks for goods, which corrects what was asked before; else everything."""
    last = normal(facts.customer_messages[-1].text)
    return last if _REPLACEMENT.search(last) else said


def _money_wanted(said: str) -> bool:
    """Money is asked for, and not only refused: "I don't want a refund, I want a new one"."""
    without = re.sub(
        r"\b(?:not|n't|don't|no|rather than|instead of)\b(?: \w+){0,3} (?:refund|money"
        r"|credit)\w*(?: back)?",
        " ",
        said,
    )
    return bool(_MONEY.search(without))
