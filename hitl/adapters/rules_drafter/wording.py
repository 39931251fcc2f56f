"""How something is said that makes a reading of it less sure."""

import re

from hitl.adapters.rules_drafter.doubts import GRAVE, SOME, Doubt
from hitl.adapters.rules_drafter.left_open import leaves_open
from hitl.domain.facts import Facts
from hitl.domain.reading.catalogue import catalogue
from hitl.domain.reading.intent import also_asks
from hitl.domain.reading.intent_words import ASKS
from hitl.domain.reading.items import mentions
from hitl.domain.reading.reasons import hear
from hitl.domain.reading.record import Intent
from hitl.domain.reading.text import normal, sentences, words
from hitl.ports.drafter import Brief

LONG = 1500
"""Letters from which a message says more than the rules can be trusted to sort."""

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
    r"|(?:^|[.,;:!?(-] ?|\b(?:or|and|but|then) )otherwise\b,? (?:(?:please|just|simply|kindly"
    r"|then) )*(?:i|we|i'd"
    r"|we'd|i'll|you|send|refund|return|can|could|keep|give|pay|a|my|the money|cancel|leave|forget"
    r"|exchange|swap|no)\b"
    r"|\b(?:not )?(?:associated|related) (?:with|to)\b"
    r"|\bother order|\b(?:previous|earlier|older) (?:order|purchase)\b|\bdifferent orders\b"
    r"|\ball (?:pending|open|my) orders\b|\bone of (?:my|the) orders\b"
)
_SHIPPING = re.compile(r"\b(?:shipping|delivery|postage) (?:costs?|fees?|charges?|too|as well)\b")


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
    r"\b(?:hypothetical\w*|imagine|(?<!i )(?<!we )suppose|let's say|say i|what if"
    r"|your (?:policy|terms|website|site|page) (?:says?|states?|reads?|promises?)"
    r" (?:that )?(?:everything|all|any|anything|you (?:always|must|have to))|according to your (?:policy"
    r"|terms))\b"
    r"|\b(?:i|we|he|she|they|people|customers?|somebody|someone) (?:\w+ ){0,2}(?:wrote|writes?|said|say"
    r"|typed?|told)"
    r"[^.!?]{0,20}['\"]"
)


_SAYS_A_RELATION = re.compile(
    rf"\b(?:my|our) {_RELATIONS} (?:says?|said|claims?|thinks?|reckons?|insists?|believes?)"
    r"(?! (?:no|yes|so|ok|okay)\b)\b"
)


def _only_by_report(said: str) -> bool:
    """Whether somebody near the customer says what is the matter, and the customer does not."""
    if not _SAYS_A_RELATION.search(said):
        return False
    heard = hear(said, None)
    theirs = {clause.sentence for clause in heard if _SAYS_A_RELATION.search(clause.text)}
    told = {clause.sentence for clause in heard for one in clause.heard if one.sure}
    return not told - theirs


def about_the_tone(brief: Brief) -> tuple[Doubt, ...]:
    """What is asked beside the request, asked unclearly, or may be meant ironically."""
    doubts = []
    last = brief.facts.customer_messages[-1].text if brief.facts.customer_messages else ""
    if also_asks(last):
        doubts.append(Doubt(SOME, "A question is asked beside the request."))
    if brief.reading.intent is Intent.UNCLEAR:
        doubts.append(Doubt(GRAVE, "It is not plain that money is asked for.", of_wording=True))
    if _ALSO_WANTS.search(normal(last)):
        doubts.append(Doubt(SOME, "Something else is asked for beside the refund."))
    if any(sign.kind == "sarcasm" for sign in brief.reading.sentiment_signs) or _gleeful(last):
        doubts.append(Doubt(SOME, "Some of it may be meant ironically.", of_wording=True))
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
    if _WOW.search(said) and ASKS.search(said):
        return True
    mocks = _MOCKERY.search(said) and any(one.sure for part in hear(text, None) for one in part.heard)
    return bool(mocks) or any(
        _GLEE.search(clause.text) and not _BUT.search(clause.text)
        for clause in sentences(normal(text))
        if any(one.sure for part in hear(clause.text, None) for one in part.heard)
    )


_WOW = re.compile(r"^\W*wow\b|\b(?:deeply|truly|mightily|hugely|so|most) impressed\b")
_MOCKERY = re.compile(
    r"\b(?:what an?|such an?|how) (?:\w+ )?(?:lovely|nice|great|wonderful|beautiful|brilliant|fantastic"
    r"|amazing|charming"
    r"|delightful|clever|neat|marvel\w{2,4}|splendid|elegant|creative|original|thoughtful) (?:way|idea"
    r"|touch|surprise"
    r"|of you|method|packing|packaging|service|present|welcome)\b|\belegant (?:pieces|shards|halves)\b"
    r"|(?<!unused)(?<!unopened)(?<!unworn)(?<!sealed)(?<!new), obviously\b"
)
"""Praise for what nobody praises: the way in which a thing was broken."""
_BUT = re.compile(r"\b(?:but|however|although|though|until|sadly|unfortunately|except|yet|then)\b")


def about_the_words(brief: Brief) -> tuple[Doubt, ...]:
    """Doubts that hold for whatever is made of the words, a question of ours to the customer included."""
    said = normal(brief.facts.said)
    doubts = []
    if len(brief.facts.said) > LONG:
        doubts.append(Doubt(SOME, "The message is long; something in it may have been overlooked."))
    if leaves_open(said):
        doubts.append(Doubt(SOME, "The customer leaves open what happened."))
    if any(not _came_off(said, found, brief.facts) for found in _BY_THEIR_OWN_HAND.finditer(said)):
        doubts.append(Doubt(SOME, "It may have happened in the customer's own hands."))
    if _FOR_OTHERS.search(said):
        doubts.append(Doubt(GRAVE, "It may be about somebody else's purchase."))
    if _ON_THE_BODY.search(said):
        doubts.append(Doubt(SOME, "Something may have happened to a person."))
    if _CONDITIONAL.search(said):
        says = "The wish depends on conditions, or on more than this order."
        doubts.append(Doubt(SOME, says, of_wording=True))
    if bought_elsewhere(brief.facts.said):
        doubts.append(Doubt(GRAVE, "The goods may have been bought from somebody else."))
    if _EARLIER_CASE.search(said):
        doubts.append(Doubt(SOME, "An earlier request or refund is named by its number."))
    if _REFUSES.search(said) or _answers_no(brief.facts):
        doubts.append(Doubt(SOME, "A refund may be refused in so many words."))
    if _SETTLED.search(said):
        doubts.append(Doubt(SOME, "It may have been put right already."))
    if _BY_REPORT.search(said) or _only_by_report(said) or _only_quotes(brief.facts):
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
    after = said[found.end() : found.end() + A_NAME]
    return any(
        one.start <= 1 and one.sure for order in facts.orders for one in mentions(after, catalogue(order))
    )


A_NAME = 30
"""Letters in which a thing is named."""
