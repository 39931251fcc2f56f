"""The words by which each reason is told, for one clause of text in its normal form (`text.normal`).

What is denied ("nothing broken"), supposed ("if it were late") or said of something else than the goods
("the box was dented") is told by the expressions below and sorted out in `reasons`.
"""

import re

from hitl.domain.policy import Reason
from hitl.domain.reading import fault_words, matter_words

PATTERNS: dict[Reason, re.Pattern[str]] = {
    Reason.CHARGED_TWICE: matter_words.CHARGED_TWICE,
    Reason.NEVER_ARRIVED: matter_words.NEVER_ARRIVED,
    Reason.WRONG_ITEM: fault_words.WRONG_ITEM,
    Reason.NOT_AS_DESCRIBED: fault_words.NOT_AS_DESCRIBED,
    Reason.DEFECTIVE: fault_words.DEFECTIVE,
    Reason.DAMAGED: fault_words.DAMAGED,
    Reason.LATE: matter_words.LATE,
    Reason.CANCELLED: matter_words.CANCELLED,
    Reason.PRICE: matter_words.PRICE,
    Reason.CHANGED_MIND: matter_words.CHANGED_MIND,
    Reason.OTHER: matter_words.OTHER,
}
"""The likelier to be meant where several fit the same words first."""

DENIED = re.compile(
    r"(?:\b(?:anything but|far from|almost|nearly|(?:could|might|would) have(?: been)?"
    r"|not that (?:\w+ ){1,3}|un-?)\s*"
    r"|\b(?:ain't|aint|not|n't|isn't|wasn't|aren't|weren't|no|nothing|none|never|without|hardly|neither|nor"
    r"|doesn't look"
    r"|don't look|not at all|wouldn't say|didn't say|no one said)\s+(?:(?:is|was|are|were|been|any"
    r"|actually|even"
    r"|really|at all|of them|of it|arrive|come|look|looks|physically|visibly|a|an|it's|its|get|got"
    r"|single)\s+){0,3})$"
)
"""Right before a word of damage, defect or lateness it says the contrary."""

SUPPOSED = re.compile(
    r"\b(?:i|we) (?:first |at first |initially )?(?:thought|assumed|feared|believed"
    r"|suspected) (?:that )?(?:the|my|it"
    r"|this|they|these) (?:\w+ ){0,2}(?:was|were|had|is)\b|\bif you (?:approve|accept|refund|cancel"
    r"|agree|reject|refuse|deny|decide)\b|\bif (?:i|it|it's|my"
    r"|the|an?|something|anything|they|he|she|we|one|some|ever|there|stuff|items?|goods"
    r"|products?|things?)\b"
    r"(?! (?:(?:don't|do not) (?:get|hear|have|receive|see) (?:(?:my|the|a|any|that) )*(?:money|refund|cash"
    r"|reply|answer|anything|from|back)|need|can|could|is possible|possible|helps|matters|would help)\b)"
    r"|\bin case\b(?! it helps)|\bwhat if\b"
    r"|\bwhat happens (?:if|when)\b|\bsuppos(?:e|ing)\b|\bhypothetical\w*|\bpolicy (?:on|for|about"
    r"|regarding|if)\b"
    r"|\b(?:policy|policies|terms|rules)\b|\bdo you (?:usually |normally |also |ever )?(?:refund"
    r"|accept|offer|take"
    r"|cover|replace|give|allow)\b|\b(?:worried|afraid|concerned|scared|hope"
    r"|hoping) (?:\w+ ){0,3}(?:might|may|could"
    r"|will|would|doesn't|won't|isn't)\b|\bwhether\b|\bwould (?:i|we|you) (?:\w+ )?(?:be able"
    r"|still|also|qualify"
    r"|get)\b|\bfor example\b|\bsay it\b"
)
"""A clause in which something is only supposed."""

PACKAGING = re.compile(
    r"\b(?:outer |cardboard |the |my |its )?(?:box|packaging|carton|wrapping|wrapper|envelope"
    r"|parcel|package|packet)"
    r"(?: itself| it came in)? (?:was|is|were|looked|arrived|came|got|had)\b"
)
"""Damage to the wrapping, which is none to the goods where they are said to be fine."""

FINE = re.compile(
    r"\b(?:(?:is|are|was|were|[a-z]+'s|look|looks|looked|seem|seems|seemed|work|works|worked|arrived|came"
    r"|got here|am|all"
    r"|totally|perfectly|absolutely|otherwise|i'm) (?:\w+ ){0,2}(?:fine|ok|okay|good|great|perfect"
    r"|perfectly|lovely"
    r"|intact|all right|alright|undamaged|beautiful|excellent|unharmed|safe|brilliant|in one piece"
    r"|happy|as expected"
    r"|no problem|amazing|wonderful|gorgeous|delightful|superb|delicious|tasty|spot on|first[- ]rate"
    r"|first class|top notch|grand|fabulous|fantastic|terrific|splendid|stunning|a treat|bonny"
    r"|(?:nice|cute|super|smart|sound|pretty|complete|killer|handsome)(?=$|[.,!;?]))"
    r"|(?:love|loving|adore|keeping|keep|kept|happy with"
    r"|pleased with"
    r"|delighted with|satisfied with|no (?:problems?|issues?|complaints?) with|nothing wrong with"
    r"|want to keep"
    r"|would like to keep|i'll keep|hang on to|holding on to|enjoying|is right|are right) )\b"
    r"|\b(?:is|are|was|were) (?:right|correct)$|(?:^|[:=-] ?)(?:\w+ ){0,4}?(?:fine|ok|okay|good"
    r"|great|perfect|lovely|intact)[.!]?$"
    r"|\b(?:has |have )?survived\b|\bmade it (?:safely|unharmed|in one piece|intact)\b"
    r"|\b(?:came|got|went) through (?:fine|all right|unharmed|safely|intact|well)\b"
    r"|^(?:and )?(?:the|my|those|these) (?:\w+ ){1,2}(?:i|we) (?:really |do |quite )?(?:like|love"
    r"|adore)[.!]?$"
    r"|\bi like (?:the|my|this|these|both)\b|\b(?:works|worked) ?(?:well|perfectly|as it should)?[.!]?$"
)
"""A clause that speaks well of what it names: those goods are not what the customer wants money for."""
