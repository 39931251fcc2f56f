"""What in the words as a whole makes a reading of them less sure."""

import re

from hitl.adapters.rules_drafter.doubts import GRAVE, SOME, Doubt
from hitl.adapters.rules_drafter.request import Request, masked
from hitl.domain.facts import Facts
from hitl.domain.order import Order
from hitl.domain.policy import Reason
from hitl.domain.reading.as_new import AS_NEW
from hitl.domain.reading.catalogue import catalogue, foreign_products, unknown_goods
from hitl.domain.reading.intent import also_asks, wants_back
from hitl.domain.reading.intent_words import ASKS
from hitl.domain.reading.items import mentions
from hitl.domain.reading.order_numbers import order_numbers
from hitl.domain.reading.quantities import number
from hitl.domain.reading.reasons import FAULTS, Clause, hear
from hitl.domain.reading.record import Intent
from hitl.domain.reading.text import normal, sentences, words
from hitl.ports.drafter import Brief

NO_WISH = "Nothing is asked for in so many words."
"""What takes nothing from an answer that only says when to expect the goods."""
LONG = 1500
"""Letters from which a message says more than the rules can be trusted to sort."""

_VAGUE = re.compile(r"\b(?:i think|i guess|i suppose|maybe|perhaps|possibly)\b(?! you\b)")
"""Words that leave open what stands beside them, and no more than that."""
_UNSURE = re.compile(
    r"\b(?:not (?:really |entirely |quite |100% "
    r"|completely )?sure"
    r"|i might have|might be (?:me|my|broken|faulty|damaged)|could be (?:me|my)|not certain"
    r"|can't tell|can't remember"
    r"|don't remember|if i'm honest|hard to say|between (?:zero|none|no|one|two|\d+) and (?:one|two"
    r"|three|four|five|\d+) \w+s|i dunno|i don't know (?:if|whether|what(?!'?s wrong| is wrong"
    r"|'s the matter)|why))\b"
)
_BY_THEIR_OWN_HAND = re.compile(
    r"\b(?:i|we|he|she|(?:my|our|the) (?:\w+ )?(?:toddler|baby|son|daughter|child|kids?|children"
    r"|dog|cat|puppy|kitten"
    r"|husband|wife|partner|roommate|flatmate|mother|father|mum|mom|dad|grandson|granddaughter"
    r"|cleaner))(?: (?!(?:is|was|are|were|got|came|arrived|be)\b)\w+){0,2} "
    r"(?:dropped|knocked|sat on|stepped on|spilled|spilt|broke|chewed|tore|ripped|cracked"
    r"|scratched|threw|smashed|melted|burned|burnt|shrunk|shrank)\b"
    r"|(?:^|[.!?;,] )(?:(?:so|oops|well|sorry|accidentally|stupidly|just) )*(?:dropped|knocked over"
    r"|sat on|stepped on"
    r"|spilled|spilt|tripped over) (?:it|the|my|this|them|these|on|over|water|coffee|tea)\b"
    r"|\b(?:i|we)(?: have|'ve) (?:\w+ )?(?:broken|torn|bent|smashed) (?:it|the|my|this|them|one)\b"
    r"|\b(?:my|our) (?:\w+ )?(?:toddler|baby|son|daughter|child|kids?|children|dog|cat|husband|wife"
    r"|partner|roommate"
    r"|flatmate|mother|father|mum|mom|dad|cleaner|guests?|friend|boyfriend|girlfriend) (?:has|have"
    r"|had)(?: \w+)? "
    r"(?:broken|torn|bent|cracked|ripped|smashed|chewed|eaten|dropped|knocked)\b"
    r"|\bfell (?:off|from|out of) (?:the|my|a|our)\b|\bslipped (?:out of|from|through) my\b"
    r"|\b(?:probably |entirely |all )?my (?:own )?fault\b"
)
_RELATIONS = (
    r"(?:friend|neighbou?r|colleague|boss|client|customer|mother|father|mum|mom|dad|sister|brother"
    r"|aunt|uncle|daughter"
    r"|son|wife|husband|partner|grandmother|grandfather|grandma|grandpa|roommate|flatmate"
    r"|girlfriend|boyfriend)"
)
_FOR_OTHERS = re.compile(
    rf"\b(?:on behalf of|(?:writing|asking|calling|messaging|here"
    rf"|contacting you) (?:to you )?for (?:my|a|our) {_RELATIONS}"
    rf"|(?:my|our) {_RELATIONS}'s (?:order|account|purchase|parcel)"
    r"|(?:her|his|their) (?:order|account|purchase|parcel)|not my (?:order|account))\b"
)
_ON_THE_BODY = re.compile(
    r"\b(?:went|got|cut|cuts|burn(?:ed|t|s)?|hit|fell|flew|stuck|splinters?|shards?|pieces?"
    r"|glass)\b(?: \w+){0,4} "
    r"(?:my|his|her|our|the baby's|'s) (?:\w+ )?(?:eyes?|hands?|fingers?|thumb|foot|feet|skin|face"
    r"|arms?|legs?|mouth|lips?|tongue|head|toes?)\b"
)
_CONDITIONAL = re.compile(
    r"\bif (?:that|it|this|not|there|you|possible|i|no|removing|cancell?ing"
    r"|tablet)\b[^.!?]{0,80}\b(?:not|n't|cannot|unavailable|no)\b"
    r"|\bif (?:that|it|this|not|so)(?: is|'s)? (?:not |im)possible\b"
    r"|\botherwise\b"
    r"(?<!fine otherwise)(?<!good otherwise)(?<!okay otherwise)(?<!ok otherwise)"
    r"(?<!great otherwise)(?<!perfect otherwise)(?<!nice otherwise)"
    r"|\b(?:not )?(?:associated|related) (?:with|to)\b"
    r"|\bother order|\b(?:previous|earlier|older) (?:order|purchase)\b|\bdifferent orders\b"
    r"|\ball (?:pending|open|my) orders\b|\bone of (?:my|the) orders\b"
)
_SHIPPING = re.compile(r"\b(?:shipping|delivery|postage) (?:costs?|fees?|charges?|too|as well)\b")
_WHY_CANCEL = re.compile(
    r"\b(?:refund|money|mistake|accident|no longer|don't (?:need|want)|changed|instead"
    r"|before (?:it|you)|not (?:\w+ ){0,3}"
    r"(?:sent|shipped|dispatched|left|gone)|n't (?:\w+ ){0,2}(?:sent|shipped|dispatched|left|gone)"
    r"|wrong|found|bought|late|cancelled|needed|any ?more|away|holidays?|twice|duplicate|because"
    r"|since|as (?:i|we)"
    r"|won't|will not|nobody|can't|cannot|afford|too|any longer|moving|plans?|already|second thoughts"
    r"|call off|yesterday|today)\b"
)


_OWN_SHOP = (
    r"(?:you\b|your|yours|u\b|here|this (?:shop|store|site|website|page|app)|the (?:website|site|shop"
    r"|store|web|app|online|internet"
    r"|sale|weekend|same|time|end|beginning|start|discount|full|reduced|first|second|last|day|morning"
    r"|\d)|a (?:discount|reduced|good|great"
    r"|friend|sale|bargain)|online|full|half|christmas|easter|night|noon|midnight|lunch|home|work|least"
    r"|last|first|the\b(?: \w+)? price"
    r"|my (?:phone|account|laptop|computer|tablet)|an? (?:order|account)|this order|my order|order|\d"
    r"|one\b|once|me\b|it\b|them\b"
    r"|monday|tuesday|wednesday|thursday|friday|saturday|sunday|january|february|march|april|may\b|june"
    r"|july|august|september|october"
    r"|november|december)"
)
_ELSEWHERE = re.compile(
    rf"\b(?:bought|ordered|purchased|got) (?:(?:it|them|this|these|that|mine|one|some|both|originally"
    rf"|actually|myself|in person) )*(?:at|from|through|via) (?!{_OWN_SHOP})(?:the |a |an )?\w+"
    r"|\b(?:bought|ordered|purchased|got)(?: \w+){0,5} (?:at|from|in|through) (?:another|a different"
    r"|an?other|some other|the other|a local|"
    r"a competing|a rival|amazon|ebay|etsy|tesco|ikea|walmart|target|argos|asda|aldi|lidl)\b"
    r"|\b(?:bought|ordered|purchased|got)(?: \w+){0,4} (?:on (?:amazon|ebay|etsy|vinted|temu|facebook"
    r"|gumtree)"
    r"|(?:in|at) (?:your|the|one of your) (?:\w+ )?(?:store|shop|branch|outlet|showroom)s? (?:in|at|on))\b"
    r"|\b(?:not|never) (?:bought |ordered |purchased |from )*(?:from|with|through) you\b"
    r"|\byou (?:also |both |do )?(?:sell|stock|carry|have)"
    r" (?:the|an?) (?:very |exact )?(?:same|identical|similar)\b"
    r"|\b(?:another|different|other) (?:shop|store|seller|retailer|company)(?:'s)?\b"
)
_CHEAPER = re.compile(r"\b(?:cheaper|less|price|lower|another one|instead|better (?:deal|offer)|already)\b")


def bought_elsewhere(text: str) -> bool:
    """Whether the goods complained of seem to come from another shop: "bought at Millbrook Home"."""
    return any(
        _ELSEWHERE.search(sentence.text) and not _CHEAPER.search(_ABOUT_REFUND.sub(" ", sentence.text))
        for sentence in sentences(normal(text))
    )


_ABOUT_REFUND = re.compile(r"\b(?:refund|pay|reimburse)(?: me| us)? instead\b")
_SETTLED = re.compile(
    r"\b(?:already|since|kindly|now|then) (?:\w+ )?(?:sent|got|received|given|had|shipped|replaced"
    r"|refunded|been (?:sent|refunded|replaced|given))"
    r"(?: me| us)? (?:a |an |the |my |another )?(?:\w+ )?(?:new|replacement|one|refund|money|another"
    r"|voucher|credit)\b"
    r"|\b(?:you|they|colleague)(?:'ve| have)? (?:already |kindly |then )?(?:sent|replaced|refunded|gave"
    r"|given)(?: me| us| it)?"
    r"(?: a| an| the)? (?:new one|replacement|another one|new|refund)(?: already| since)?\b"
    r"|\b(?:new one|replacement|refund) (?:already |has |is )*(?:came|arrived|here|works|received)\b"
    r"|\b(?:fyi|for your information|just (?:so|to let|letting|thought|wanted to let"
    r"|wanted you to) (?:you|to)? ?(?:know|that)?)\b"
)
_BY_REPORT = re.compile(
    r"\b(?:hypothetical\w*|imagine|suppose|let's say|say i|what if|your (?:policy|terms|website|site"
    r"|page) (?:says?|states?|reads?|promises?)"
    r" (?:that )?(?:everything|all|any|anything|you (?:always|must|have to))|according to your (?:policy"
    rf"|terms)|(?:my|our) {_RELATIONS} (?:says?|said|claims?|thinks?|reckons?|insists?|believes?))\b"
    r"|\b(?:i|we|he|she|they|people|customers?|somebody|someone) (?:\w+ ){0,2}(?:wrote|writes?|said|say"
    r"|typed?|told)"
    r"[^.!?]{0,20}['\"]"
)


def further_doubts(brief: Brief, order: Order, request: Request) -> tuple[Doubt, ...]:
    """The doubts about a request that its claims alone do not show."""
    said = normal(brief.facts.said)
    kept = masked(brief.facts.said, catalogue(order))
    reasons = frozenset(claim.reason for claim in request.claims)
    found = (
        *_about_the_tone(brief),
        *about_the_words(brief),
        *_about_the_goods(said, order, reasons),
        *_about_the_wish(brief.facts, said, order, reasons),
        *_about_numbers(brief.facts),
        *_about_age(said, brief.facts, order),
        *(_about_others_alike(said, order) if reasons & FAULTS else ()),
        *_about_counts(kept, order, request),
        *_about_use(said, reasons),
        *_about_what_is_left_over(kept, order, request),
    )
    return tuple(found)


def _about_the_tone(brief: Brief) -> tuple[Doubt, ...]:
    doubts = []
    last = brief.facts.customer_messages[-1].text if brief.facts.customer_messages else ""
    if also_asks(last):
        doubts.append(Doubt(SOME, "A question is asked beside the request."))
    if brief.reading.intent is Intent.UNCLEAR:
        doubts.append(Doubt(GRAVE, "It is not plain that money is asked for."))
    if _ALSO_WANTS.search(normal(last)):
        doubts.append(Doubt(SOME, "Something else is asked for beside the refund."))
    if any(sign.kind == "sarcasm" for sign in brief.reading.sentiment_signs) or _gleeful(last):
        doubts.append(Doubt(SOME, "Some of it may be meant ironically."))
    return tuple(doubts)


_REFUSES = re.compile(
    r"\b(?:don't|do not|rather not|rather you didn't|no need to|needn't"
    r"|need not) (?:\w+ ){0,2}(?:refund|reimburse)\b"
)
_ALSO_WANTS = re.compile(
    r"\b(?:also|and|plus|as well|by the way|btw|while you(?:'re| are) at it|one more thing"
    r"|another thing|besides)"
    r"(?: (?:please|can you|could you|would you|i want to|i'd like to|i need to|also|just))*"
    r" (?:change|update|delete|close|unsubscribe|remove|add|stop sending|place|correct|tell me (?:if"
    r"|when|whether|what|how)"
    r"|let me know (?:if you|what|whether|how)|send me (?:an?|the|my) (?:invoice|receipt|catalog\w*"
    r"|label|code|voucher|link)"
    r"|re-?order|i also)\b"
)
"""A second wish that no refund settles."""
_GLEE = re.compile(
    r"\b(?:wow|truly|thrilled|delighted|overjoyed|ecstatic|masterpiece|genius|superb|magnificent"
    r"|glorious|exquisite"
    r"|of my dreams|congratulations|bravo|how (?:kind|thoughtful|generous|clever|original)|(?:what|such) an? "
    r"(?:lovely|nice|great|wonderful|beautiful|brilliant|fantastic|amazing|charming|delightful|clever"
    r"|fun|neat)"
    r"|works of art|work of art|(?:absolutely|simply) (?:love|adore|fantastic|brilliant|wonderful)"
    r"|exactly what (?:i|we) (?:needed|wanted|always wanted|ordered)|(?:always|just what i) (?:wanted"
    r"|dreamed)|nothing says)\b"
)


def _gleeful(text: str) -> bool:
    """Great joy in the very sentence that tells of a fault, or at how it was done: hardly meant so."""
    said = normal(text)
    mocks = _MOCKERY.search(said) and any(one.sure for part in hear(text, None) for one in part.heard)
    return bool(mocks) or any(
        _GLEE.search(clause.text) and not _BUT.search(clause.text)
        for clause in sentences(normal(text))
        if any(one.sure for part in hear(clause.text, None) for one in part.heard)
    )


_MOCKERY = re.compile(
    r"\b(?:what an?|such an?|how) (?:\w+ )?(?:lovely|nice|great|wonderful|beautiful|brilliant|fantastic"
    r"|amazing|charming"
    r"|delightful|clever|neat|marvel\w{2,4}|splendid|elegant|creative|original|thoughtful) (?:way|idea"
    r"|touch|surprise"
    r"|of you|method|packing|packaging|service|present|welcome)\b|\belegant (?:pieces|shards|halves)\b"
    r"|, obviously\b"
)
"""Praise for what nobody praises: the way in which a thing was broken."""
_BUT = re.compile(r"\b(?:but|however|although|though|until|sadly|unfortunately|except|yet|then)\b")


def about_the_words(brief: Brief) -> tuple[Doubt, ...]:
    """Doubts that hold for whatever is made of the words, a question of ours to the customer included."""
    said = normal(brief.facts.said)
    doubts = []
    if len(brief.facts.said) > LONG:
        doubts.append(Doubt(SOME, "The message is long; something in it may have been overlooked."))
    if _UNSURE.search(said) or _leaves_open(said):
        doubts.append(Doubt(SOME, "The customer leaves open what happened."))
    if any(not _came_off(said, found, brief.facts) for found in _BY_THEIR_OWN_HAND.finditer(said)):
        doubts.append(Doubt(SOME, "It may have happened in the customer's own hands."))
    if _FOR_OTHERS.search(said):
        doubts.append(Doubt(GRAVE, "It may be about somebody else's purchase."))
    if _ON_THE_BODY.search(said):
        doubts.append(Doubt(SOME, "Something may have happened to a person."))
    if _CONDITIONAL.search(said):
        doubts.append(Doubt(SOME, "The wish depends on conditions, or on more than this order."))
    if bought_elsewhere(brief.facts.said):
        doubts.append(Doubt(GRAVE, "The goods may have been bought from somebody else."))
    if _EARLIER_CASE.search(said):
        doubts.append(Doubt(SOME, "An earlier request or refund is named by its number."))
    if _REFUSES.search(said) or _answers_no(brief.facts):
        doubts.append(Doubt(SOME, "A refund may be refused in so many words."))
    if _SETTLED.search(said):
        doubts.append(Doubt(SOME, "It may have been put right already."))
    if _BY_REPORT.search(said) or _only_quotes(brief.facts):
        doubts.append(Doubt(SOME, "What is written may be somebody else's words, or only supposed."))
    if _SHIPPING.search(said):
        doubts.append(Doubt(SOME, "The cost of delivery is spoken of, which no line of the order holds."))
    return tuple(doubts)


def _only_quotes(facts: Facts) -> bool:
    """A forwarded or quoted mail with nothing of the customer's own, or a request within quotation marks."""
    last = facts.customer_messages[-1].text if facts.customer_messages else ""
    quotes = ('"' in last or "'" in last or "‘" in last or "“" in last) and _IN_QUOTES.search(normal(last))
    return bool(_FORWARDED.match(last) or quotes)


_FORWARDED = re.compile(r"\s*(?:>|fwd?:|forward)", re.IGNORECASE)
_IN_QUOTES = re.compile(
    r"(?:^|[\s(:])(?P<mark>['\"])(?=\w)[^\"\n]{4,120}?\b(?:refund"
    r"|money back)\b[^'\"\n]{0,60}(?P=mark)(?=[\s.,!?)]|$)"
)


def _answers_no(facts: Facts) -> bool:
    """Whether a question of ours about the money is answered with no, or a halt is called."""
    turns = facts.conversation
    last = facts.customer_messages[-1] if facts.customer_messages else None
    if last is None or len(turns) < 2 or turns[-1] is not last:
        return False
    said = words(normal(last.text))
    asked = _OF_THE_MONEY.search(normal(turns[-2].text))
    return len(said) <= _SHORT and bool({"stop", "halt"} & set(said) or (asked and said and said[0] in _NO))


_OF_THE_MONEY = re.compile(
    r"\b(?:refund|money|go ahead|proceed|shall (?:i|we)|would you like|do you (?:still )?want)\b"
)
_NO = frozenset("no nope nah not never don't stop".split())
_SHORT = 4


_EARLIER_CASE = re.compile(
    r"\b(?:refund|case|ticket|claim|return|request|rma|complaint|reference|ref) (?:no\.?|number|nr\.?"
    r"|id|#) ?:? ?#?[a-z]*\d{3,}"
)


def _came_off(said: str, found: re.Match[str], facts: Facts) -> bool:
    """As in "The handle fell off the frying pan": off the goods themselves, which nobody dropped."""
    if not found[0].startswith("fell"):
        return False
    after = said[found.end() : found.end() + _A_NAME]
    return any(
        one.start <= 1 and one.sure for order in facts.orders for one in mentions(after, catalogue(order))
    )


_A_NAME = 30
"""Letters in which a thing is named."""


def _only_beside(said: str, word: str) -> bool:
    """Whether the customer's own things are named, of which nothing is said: "all over my desk"."""
    own = re.compile(rf"\b(?:my|our) (?:\w+ )?{re.escape(word)}(?:e?s)?\b")
    named = [clause for clause in hear(said, None) if word in clause.text]
    return bool(named) and all(own.search(clause.text) and not clause.heard for clause in named)


def _leaves_open(said: str) -> bool:
    """Whether what is the matter is only thought: not where it is said outright, and its cause is thought."""
    heard = hear(said, None)
    if not any(one.sure for clause in heard for one in clause.heard if not _VAGUE.search(clause.text)):
        return bool(_VAGUE.search(said))
    return any(
        bool(clause.heard) or len(words(_VAGUE.sub(" ", clause.text))) < _A_THOUGHT
        for clause in heard
        if _VAGUE.search(clause.text) and not ASKS.search(clause.text)
    )


_A_THOUGHT = 3
"""Words from which "I think ..." says something of its own; a bare "I think" doubts what stands before it."""


def _about_the_goods(said: str, order: Order, reasons: frozenset[Reason]) -> tuple[Doubt, ...]:
    """Goods are named that the order does not have; where the wrong thing came, that is to be expected."""
    if reasons & {Reason.WRONG_ITEM, Reason.NOT_AS_DESCRIBED}:
        return ()
    known = catalogue(order)
    foreign = (
        *(word for word in foreign_products(said, known) if not _only_beside(said, word)),
        *unknown_goods(said, known),
    )
    if not foreign:
        return ()
    return (Doubt(SOME, f"Something is named that the order does not have: {', '.join(foreign[:3])}."),)


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
    r"(year|month)s?\b(?![- ]old)|\b(last year|years ago|years of)\b"
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


_ANOTHER_THING = re.compile(r"\b(?:other|second|own|old|older|previous|earlier) ")
_ANOTHER = re.compile(rf"{_ANOTHER_THING.pattern}$")


def _about_others_alike(said: str, order: Order) -> tuple[Doubt, ...]:
    """As in "my other lamp", "the second lamp", where the order has one."""
    if not _ANOTHER_THING.search(said):
        return ()
    for one in mentions(said, catalogue(order)):
        line = order.line(one.lines[0])
        if (
            len(one.lines) == 1
            and line
            and line.quantity == 1
            and _ANOTHER.search(said[: one.start][-_A_NAME:])
        ):
            return (Doubt(SOME, "The words may mean another piece than the one that was bought."),)
    return ()


_COUNTING = re.compile(
    r"(?<![$€£¥\d.,#-])(?<!on the )(?<!since the )(?<!by the )(?<!until the )(?<!from the )\b(one|two"
    r"|three|four|five|six|seven|eight|nine|ten|\d{1,2}|other|others"
    r"|another|some|few|couple|half|rest"
    r"|last|second|third|first|only)\b(?! (?:days?|weeks?|months?|years?|hours?|minutes?|times?"
    r"|stars?|%|percent|dollars?|euros?|pounds?|yen|cm|mm|kg|ml|inch))"
)


def _about_counts(said: str, order: Order, request: Request) -> tuple[Doubt, ...]:
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


def _about_what_is_left_over(said: str, order: Order, request: Request) -> tuple[Doubt, ...]:
    """Goods and pieces that the words name beyond those claimed, and not to say that they are fine."""
    claimed = {claim.line_id for claim in request.claims}
    pieces = sum(claim.quantity for claim in request.claims)
    heard = hear(said, None)
    fine = {clause.sentence for clause in heard if clause.fine}
    skipped = fine | _only_bought(heard)
    spoken = [
        clause for clause in heard if clause.sentence not in skipped and not _BOUGHT.search(clause.text)
    ]
    left_over = not {claim.reason for claim in request.claims} & _NAME_OTHERS and any(
        len(mention.lines) == 1 and mention.sure and not mention.kept and not set(mention.lines) & claimed
        for clause in spoken
        for mention in mentions(clause.text, catalogue(order))
    )
    if left_over:
        return (Doubt(SOME, "Goods are named that are not claimed, and nothing good is said of them."),)
    if _OF_A_SET.search(said) and any(_is_one_set(claim.line_id, order) for claim in request.claims):
        return (Doubt(SOME, "A part of a set that is sold as one piece is meant."),)
    in_order = sum(line.quantity for line in order.lines)
    most = max((_pieces_meant(clause.text) for clause in spoken), default=0)
    if pieces < most <= in_order and not request.counted:
        return (Doubt(SOME, f"The words speak of {most} pieces, {pieces} are claimed."),)
    return ()


_OF_A_SET = re.compile(
    r"\b(?:an?|one|two|three|1|2|3) (?:\w+ )?(?:of|from|in|out of) (?:the|my|our|this) (?:set|pack|box"
    r"|pair|bundle|case)\b"
)


def _is_one_set(line_id: str, order: Order) -> bool:
    line = order.line(line_id)
    return line is not None and line.quantity == 1 and bool(_SOLD_TOGETHER.search(normal(line.title)))


_SOLD_TOGETHER = re.compile(r"\b(?:set|pack|box|pair)\b")


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


def _about_use(said: str, reasons: frozenset[Reason]) -> tuple[Doubt, ...]:
    """Goods that are given back for a change of mind and seem to have been in use."""
    used = any(not _NOT_DONE.search(said[: found.start()][-24:]) for found in _IN_USE.finditer(said))
    if Reason.CHANGED_MIND in reasons and used and not AS_NEW.search(said):
        return (Doubt(SOME, "The goods may have been in use."),)
    return ()


_NOT_DONE = re.compile(r"(?:\b(?:not|never|without|nor)|n't)(?: (?:even|yet|been|ever|actually|having))* ?$")
