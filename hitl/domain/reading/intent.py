"""What the customer wants, as far as refunds go."""

import re

from hitl.domain.policy import Reason
from hitl.domain.reading.reason_patterns import SUPPOSED
from hitl.domain.reading.reasons import Clause
from hitl.domain.reading.record import Intent
from hitl.domain.reading.text import normal, sentences, words

_MONEY_BACK = (
    r"(?:refunds?|refunded|refunding|reimburs\w{1,9}|money back|cash back|compensat\w{1,4}"
    r"|restitutions?|rebates?|repay\w{0,4}|repaid"
    r"|store credit|credit (?:me|my|to my|back)|credited (?:back|to)|paid back|pay me back"
    r"|(?:my|the) money(?! order)|(?:our|that|some) money back)"
)
ASKS = re.compile(
    rf"\b(?:{_MONEY_BACK}|the difference|price (?:promise|match|guarantee|protection)"
    rf"|pay(?:ing)? back|get back|voucher|return(?:ing|ed)? (?:it|this|that|them|these|those|the"
    rf"|my|our|your|both"
    rf"|everything|all|one|two|three|an?|of|item|items|order|product|label)"
    r"|(?:send|sending|ship|give|take|bring)(?:ing)? (?:it|this|that|them|these|those|one"
    r"|everything|the \w+(?: \w+)?|my \w+) back|take back|start a return|make a return|(?:a|the|my"
    r"|for|do a|process a|arrange a) return\b|returns? (?:request|label)|to return\b"
    r"|exchang(?:e|ed|ing)|swap(?:ped)?|replac(?:e|ed|ing|ement)s?|(?:send|ship"
    r"|sent) (?:me )?(?:a |an |another |the )?(?:new|another|right|correct)|cancel(?:ling|led)?"
    r"|cancellation|reverse (?:the|my|that|this) (?:charge|payment)|charge ?back|(?:give|send|bring"
    r"|take) (?:\w+ ){1,4}back|(?:want|get|have|like) (?:\w+ ){0,4}back)\b"
    r"|(?:want|like|get|give|pay|send|owe)(?: me| us)? (?:back )?[$€£¥] ?\d[\d.,]* ?(?:back)?"
    r"|[$€£¥] ?\d[\d.,]* back\b|\b(?:half|third|quarter|percent|\d{1,2} ?%|something|bit|some)(?: paid"
    r"| refunded)? back\b"
    r"|\bpaid back\b|\bget (?:those|that|these|this|them|it) back\b"
)
_WANTS = re.compile(
    rf"\b(?:(?:i|we)(?:'d| would|'ll| do| really| just| only| am|'m|'ve)* ?(?:still )?(?:want|like"
    rf"|need|demand|expect|request|requesting|require|asking|ask|wish|prefer|hope|hoping|looking"
    rf"|insist|deserve|love|appreciate)\b(?: \w+){{0,6}} {_MONEY_BACK}"
    rf"|(?:please|kindly|just|can you|could you|would you|will you|can i|could i|may i|can we"
    rf"|could we|may we|how (?:do|can|could|should) i|i want you to|i'd like you to|help me"
    rf"|go ahead and|you (?:should|must|need to|have to))(?: \w+){{0,6}} {_MONEY_BACK}"
    rf"|(?:want|need)(?: \w+){{0,2}} {_MONEY_BACK}|^{_MONEY_BACK}|(?:give|get|have|want|send)(?: me"
    rf"| us)?(?: \w+){{0,3}} (?:my|our"
    rf"|the) (?:money|cash)(?: back)?|{_MONEY_BACK},? please)\b"
)
_RETURNS = re.compile(
    r"\b(?:return|send|sending|returning|exchange|exchanging|swap|replace|replacement|cancel)\b"
)

DECLINES = re.compile(
    r"\b(?:(?:do not|don't|no need to|needn't|not necessary to|without|never mind (?:about )?"
    r"|won't need you to|rather you didn't|hold off on|stop) (?:please )?(?:go and |actually "
    r"|yet |you |to |just )*(?:refund(?:ing)?|reimburs(?:e|ing)|send(?:ing)?(?! (?:it|this|that|them"
    r"|my|the (?:order|parcel|package|item))\b)|pay(?:ing)?"
    r"|return(?:ing)?|process(?:ing)?|issue|issuing) ?(?:me |us |it |this |that "
    r"|them )?(?:any ?thing|any money|any refund|a refund|the refund|refund|back|yet|please"
    r"|the money|my money|my refund|my return|this|it)?(?=$|[.,!?;]| (?:yet|please|now|for now"
    r"|anything|me|it|i|just|until|before|as|at|right|-))"
    r"|(?:not|never|[a-z]+n't) (?:\w+ )?(?:ask(?:ing)?|look(?:ing)?|after|request(?:ing)?|want(?:ing)?"
    r"|need(?:ing)?|expect(?:ing)?|require|seek(?:ing)?|claim(?:ing)?|here)(?: \w+)? ?(?:for "
    r"|after |to get |to claim )?(?:a |an |any |my |the |you to )?(?:refund|money"
    r"|reimburse\w{0,4}|compensation|return)\b"
    r"|no (?:refund|money|compensation|reimbursement|action|need for (?:a |any )?\w+)(?: back"
    r"| or (?:\w+ )?\w+)? (?:is |are )?"
    r"(?:needed|necessary|required|wanted|expected|please|for me|from you)|(?:nothing|not (?:after"
    r"|wanting|expecting|seeking)"
    r" anything)(?: else| more| further)? (?:is |to be )?(?:needed|required|wanted|expected"
    r"|necessary)(?: from you)?(?=$|[.,!;?])"
    r"|(?:don't|do not|not) (?:want|need|expect|require) (?:anything|any thing|a thing"
    r"|any money)(?: back| from you| for it"
    r"| in return| else)?(?=$|[.,!;?])|(?:a "
    r"|the )?refund (?:is not|isn't|is n't|won't be) (?:needed|necessary|required|what i)"
    r"|ignore (?:my|this|the|that) (?:\w+ )?(?:message|request|e-?mail|mail|ticket|complaint|chat"
    r"|note|claim)|disregard (?:my|this|the|that)|please (?:ignore|disregard)\b|never ?mind(?=$"
    r"|[.,!;]| (?:i|it|we|my|about|then)\b)"
    r"|nvm\b|withdraw (?:my|this|the)|(?:cancel|close|drop|scrap|forget|retract|take back) (?:my"
    r"|this|the|about my|about the|about this) (?:\w+ )?(?:refund|return|request|ticket|case"
    r"|claim|complaint)\b(?! policy)"
    r"|(?:no longer|don't) (?:need|want|require) (?:a|the|my|that|this) (?:refund|return"
    r"|reimbursement)|(?:don't|not|n't) (?:care|bother(?:ed)?|worried|concerned"
    r"|fussed) about (?:the|a|any|my) (?:money|refund)"
    r"|leave it(?: be| then| as it is)?(?=$|[.,!;])|(?:i|we)(?:'ve| have)? (?:fixed|repaired|mended"
    r"|glued) it"
    r"|not about the money|keep the money|(?:happy|content|fine|ok|okay) without (?:a |the "
    r"|any )?(?:refund|money)|"
    r"no need (?:for|of) (?:a|any|the) refund|"
    r"changed (?:my|our) minds? (?:about|on) (?:the |my )?(?:return\w{0,3}|refund\w{0,3}|send\w{0,3}|claim)"
    r"|(?:no need|not? have) to (?:do|refund|send|change) anything|(?:found"
    r"|located) (?:it|them|the (?:parcel|package|box|order))(?=$|[.,!;?]| (?:now|after|behind"
    r"|under|outside|at|in the|in my|in our|with|just now))|(?:it|they"
    r"|parcel|package|order) (?:\w+ ){0,3}(?:turned up|showed up|arrived"
    r"|came)(?: \w+){0,3} (?:after all|now|safely|in the end)|turned up after all|(?:problem|issue"
    r"|it|that|this)(?:'s| is| has| was)? (?:\w+ )?(?:solved|sorted|resolved|fixed)|all (?:good"
    r"|sorted|fine) now|it works now|working now|scratch that|forget (?:it|about it)|(?:decided"
    r"|going) to keep (?:it|them|this)|i'll keep (?:it|them|this)\b)"
)
_ONLY_ASKING = re.compile(
    r"\b(?:(?:just|only|merely|simply) (?:\w+ )?(?:ask(?:ing)?(?! (?:for|to have|to get"
    r"|that you)\b(?! a friend))|wonder(?:ing)?|curious"
    r"|check(?:ing)?|want(?:ed)? to (?:know|ask|check|understand)|enquir\w{1,3}|inquir\w{1,3}"
    r"|a question|would like to know|a quick question)|out of (?:curiosity|interest)"
    r"|before i (?:buy|order|purchase|place|decide)|(?:thinking (?:of|about)"
    r"|considering) (?:buying|ordering|getting|purchasing)|hypothetical\w*|for (?:future"
    r"|my) reference|in theory|general question|quick question about your|haven't (?:ordered"
    r"|bought|purchased) (?:\w+ )?yet|planning to (?:buy|order))\b"
)
_POLICY = re.compile(
    r"\b(?:(?:can|may|could) (?!i |we |it |this |that |they |these |those |my "
    r"|the money)(?:\w+ ){1,4}be (?:returned|refunded|sent back|exchanged|cancelled)"
    r"|(?:would|i'd|we'd) like to (?:know|ask|understand) (?:how|if|whether|what|when|who|about)"
    r"|(?:i|we) (?:want|wanted) to (?:know|ask)|thinking (?:of|about) (?:returning|sending|giving)"
    r"|what (?:are|would be) my options|is (?:that|this|it) (?:so|true|right|correct|still (?:so|true"
    r"|valid|the case))\?"
    r"|(?:refunds?|returns?|reimbursements?|money[- ]back|exchange|cancellation|shipping"
    r"|warranty|guarantee)(?: and \w+)? (?:policy|policies|rules?|terms|conditions|procedures?"
    r"|process(?:es)?|windows?|periods?|guarantee|deadline|works?|options)|polic(?:y|ies) (?:on"
    r"|for|about|regarding|of|when)|(?:in|under) (?:which|what) (?:cases?|situations?"
    r"|circumstances?|conditions?)|when (?:can|may|do) (?:i|you|people|customers) (?:ask|request"
    r"|get|claim|return)"
    r"|how long (?:\w+ ){0,3}?(?:do|does|will|would|should|is|are|it|refunds?|reimbursements?"
    r"|returns?|restitutions?|compensations?|rebates?)\b(?! until i)|how many days|what(?:'s"
    r"| is) (?:the|your) (?:return|refund|time ?frame|deadline|cut ?off|policy|procedure|process)"
    r"|do you (?:\w+ )?(?:offer|accept|give|allow|take|do|have|provide|charge|refund|cover"
    r"|replace)\b|who (?:pays|covers)|is there (?:a|an|any) (?:\w+ )?(?:fee|charge|deadline|limit"
    r"|time limit|window|restocking|policy|cost|guarantee|way to see)|what (?:happens|if|would"
    r"|items|kinds?|are (?:the|your) (?:rules|conditions|terms|options))|(?:can|may"
    r"|could) (?:customers|people|one|someone|items|products|things|sale items"
    r"|goods) (?:\w+ )?(?:return|be returned|be refunded|refund|get)|are (?:sale|discounted"
    r"|opened|used|final|clearance|returns?|refunds?|all)\b|(?:is"
    r"|are) (?:\w+ ){1,4}(?:refundable|returnable|eligible|covered|included)|refundable\?"
    r"|how (?:do|does) (?:your |the |a )?(?:refunds?|returns?|exchanges?) work|how (?:refunds?"
    r"|returns?) work)\b"
)
_UNDER_WAY = re.compile(
    rf"\b(?:(?:is|has|did) my (?:return|parcel back) (?:\w+ ){{0,3}}(?:with you|arrived?|reach(?:ed)?"
    rf"|come|there|back)"
    rf"|have you (?:got|received|had) my return|(?:tell me|know|wondering|ask|asking"
    rf"|curious) when (?:the|my|our) {_MONEY_BACK}|where(?:'s"
    rf"| is| are|'re) (?:my|the|our) (?:\w+ )?{_MONEY_BACK}|when (?:will|do|can"
    rf"|should|would|am|is|are|does) (?:\w+ ){{0,5}}{_MONEY_BACK}|(?:status|progress|state|update"
    rf"|news)(?: \w+){{0,4}} {_MONEY_BACK}|{_MONEY_BACK}(?:'s)? (?:status|progress|update|tracking"
    rf"|eta)|(?:track|trace|check|follow|see|find|view|know|monitor|look up"
    rf"|verify)(?:ing)?(?: \w+){{0,3}} (?:my|the|a|status of|of) (?:\w+ )?{_MONEY_BACK}"
    rf"|do i get (?:the|my) money(?: back)? (?:right away|straight away|at once|before|after|only|when"
    rf"|once|or)"
    rf"|(?<!i )(?<!we )(?<!to )(?:has"
    rf"|have|is|was|did|are) (?:my|the|our|you \w+) (?:\w+ )?{_MONEY_BACK}"
    rf"|(?:haven't|hasn't|have not|has not|not|never|didn't|did not|yet to"
    rf"|still)(?: \w+){{0,3}} (?:receiv\w{{1,3}}|got|get|seen|see|had|credited|arrived|come|came"
    rf"|show\w{{0,3}}|appear\w{{0,2}}|paid)(?: \w+){{0,3}} {_MONEY_BACK}"
    rf"|{_MONEY_BACK} (?:\w+ ){{0,3}}(?:hasn't|has not|not|never|still|didn't|isn't|yet)\b"
    rf"|(?:wait(?:ing|ed)?|awaiting|await|expect(?:ing)?)(?: \w+){{0,2}} (?:for|on|to receive"
    rf"|to get)?(?: \w+){{0,2}} ?{_MONEY_BACK}|{_MONEY_BACK} (?:you )?(?:was |were |has been "
    rf"|been )?(?:promised|approved|issued|processed|confirmed|agreed)|(?:already|you) (?:refunded"
    rf"|approved|promised|issued))\b"
)
_THANKS = re.compile(
    r"\b(?:thanks|thank you|thankyou|cheers|much appreciated|grateful|great service|you(?:'re"
    r"| are) (?:the best|great|stars?|awesome)|received (?:my|the) refund"
    r"|refund (?:has )?(?:arrived|came through|received|is here|landed|showed up|turned up))\b"
)
_TROUBLE = re.compile(
    r"\b(?:problem|issue|trouble|wrong|not right|isn't right|complain\w{0,4}|unhappy|bad|help|mess"
    r"|disappoint\w{1,5}|concern\w{0,3}|not (?:good|happy|ok|okay|satisfied)|awful|terrible"
    r"|useless|what now|sort (?:it|this)|unsatisf\w{1,7}|dissatisf\w{1,7}"
    r"|something(?:'s)? (?:is )?(?:off|up))\b"
)
_GOODS = re.compile(
    r"\b(?:order|orders|ordered|bought|purchase|item|product|parcel|package|delivery|arrived|received)\b"
)
_ELSEWHERE = re.compile(
    r"\b(?:password|log ?in|sign ?in|log on|account|newsletter|unsubscribe|mailing list|subscribe"
    r"|opening hours?|open on|close on|store hours|job|vacanc\w{1,3}|hiring|career|internship"
    r"|wholesale|bulk (?:order|discount)|reseller|collab\w{0,9}|partnership|sponsor\w{0,4}"
    r"|influencer|in stock|back in stock|restock\w{0,3}|available in|availability"
    r"|gift ?wrap\w{0,4}|gift card (?:balance|code)|loyalty|points|reward\w{0,1}|invoice|receipt"
    r"|vat|tax number|change (?:my|the) (?:\w+ )?(?:address|name|email|e-mail|phone|payment|card"
    r"|password|delivery)|(?:new|wrong|shipping|delivery|billing) address|moved house|update my"
    r"|tracking (?:number|link|code)|assembl\w{1,4}|manual|instructions|how (?:do|can) i (?:clean"
    r"|wash|use|set ?up|install|assemble|charge|connect|descale|care)|dishwasher safe"
    r"|machine wash\w{0,4}|compatib\w{1,6}|dimensions|how (?:tall|wide|big|heavy|long is)"
    r"|what (?:size|color|material)|recommend\w{0,6}|ship to|deliver to|do you (?:ship|deliver"
    r"|sell|stock|make)|pay(?:ing)? (?:by|with|in)|payment (?:method|option|issue|problem|error"
    r"|fail\w{0,3}|went|trouble)s?|(?:trouble|troubles|problem|problems|issue|issues|error"
    r"|errors) with (?:\w+ ){0,2}(?:pay\w{0,6})|(?:can't|can not|unable to|no longer) pay|checkout"
    r"|coupon|voucher|promo|discount code|catalog(?:ue)?|survey|feedback|review|privacy|gdpr"
    r"|delete my (?:account|data)|cancellation (?:fee|charge|penalt\w{1,3})s?|(?:termination"
    r"|withdrawal|exit) (?:fee|charge|penalt\w{1,3})s?|(?:consumer|customer) (?:claim|complaint"
    r"|reclamation)|(?:lodge|file|make|submit|register) an? (?:\w+ )?(?:claim|complaint"
    r"|reclamation)|warranty card|data|engrav\w{1,3}|personali[sz]\w{1,5}|swatch\w{0,2}"
    r"|sample\w{0,1}|speak|talk|weather)\b"
)


def intent(text: str, heard: tuple[Clause, ...]) -> Intent:
    """The intent of one message; `heard` are its clauses. A reason only guessed at makes no story."""
    said = normal(text)
    if _BUSINESS.search(said) and not _WANTS.search(said) and not _GOODS.search(said):
        return Intent.OTHER_MATTER
    told = tuple(
        one.reason
        for clause in heard
        if not _RECEIVED.search(clause.text)  # "the refund for the broken bowl came"
        for one in clause.heard
        if one.sure
    )
    if DECLINES.search(said):
        return _declined(said)
    asks = _asks(said)
    if not told and (_RECEIVED.search(said) or (_THANKS.search(said) and not asks)):
        return Intent.DECLINED if len(words(said)) < _LONG_THANKS else Intent.UNCLEAR
    if _is_question(said, told):
        return Intent.QUESTION
    return Intent.REFUND if asks or _complains(told) else _other(said, told)


_RECEIVED = re.compile(
    r"\b(?:thanks|thank you|thx|cheers|appreciate|great)\b[^.?]{0,40}\b(?:for|received"
    r"|got) (?:\w+ ){0,4}(?:refund|money)\b(?! please)"
    r"|^(?:i |we )?(?:have |just |already )*received (?:my|the|our) (?:refund|money|cash)\b"
    r"|\b(?:the|my|your|our) (?:refund|money) (?:(?:for|of|on|from) (?:\w+ ){1,6})?(?:has |have |is "
    r"|just |already |now |finally )*"
    r"(?:arrived|came|come|landed|here|there|went through|in my|in|showed up|shown up|turned up"
    r"|been paid|hit my|appeared"
    r"|reached|cleared)\b(?! (?:back )?(?:if|when|unless)\b)"
)
"""The money is there already; `thanks in advance for the refund` is ruled out by what follows it."""
_LONG_THANKS = 40


_BUSINESS = re.compile(
    r"\b(?:change my (?:order|booking|reservation|size|ticket)\b(?: \w+){0,3} (?:to|into|from|before)"
    r"|change the (?:size|color|date|name|address) (?:of|on|for|in)|(?:telephone|phone|office"
    r"|business|shop|store|opening|working|customer service|visiting"
    r"|trading) (?:hours|times)"
    r"|(?:visit|come (?:in)?to|pop in(?:to)?|call in(?:to)?) (?:you |your |the "
    r"|a )?(?:\w+ )?(?:in person|shop|store|showroom|office)"
    r"|(?:shop|store|showroom) (?:\w+ ){0,4}(?:visit|in person|near me|in my area)|physical (?:shop"
    r"|store)|hiring|vacanc\w{1,3}"
    r"|job (?:opening|opportunit|application)\w{0,3}|(?:apply|applying) for a (?:job|position)"
    r"|work for you|(?:send|attach)\w* my cv"
    r"|are you open|what time do you (?:open|close)|delete my account|close my account"
    r"|change my (?:e-?mail|name|phone)"
    r"|two-factor|verification code"
    r"|(?:problems?|troubles?|issues?|errors?|mistakes?"
    r"|fail\w{0,4}) (?:\w+ ){0,3}(?:pay\w{0,6}|transfers?|checkout)"
    r"|payments? (?:\w+ )?(?:issues?|problems?|errors?|troubles?|fail\w{0,4})|(?:can't|couldn't"
    r"|unable to|no longer) (?:\w+ )?pay"
    r"|(?:debit |credit |bank )?card (?:did not|didn't|does not|doesn't|die not|isn't|not"
    r"|was declined|declined)"
    r"|(?:cancel\w{0,6}|termination|withdrawal|exit|early \w+) (?:fees?|charges?|penalt\w{1,3}|costs?|fere)"
    r"|(?:charge|cost|fee|pay) (?:me |us )?(?:\w+ )?(?:if|to|for) (?:i )?(?:cancel|terminat|withdraw"
    r"|leav)\w*"
    r"|(?:lodge|file|make|submit|register|send|place) (?:an? |my )?(?:\w+ )?(?:claim|complaint"
    r"|reclamation)s?"
    r"|(?:consumer|customer) (?:claim|complaint|reclamation)s?"
    r"|(?:contact|speak|talk|chat|reach|get in touch)\w{0,3} (?:\w+ ){0,2}(?:with|to)? ?(?:an? "
    r"|the |some ?)?(?:\w+ )?(?:agent|operator|person|human|someone|somebody|one|assistant"
    r"|representative)"
    r"|password|log ?in|newsletter|unsubscribe|copy of (?:my|the|an) (?:invoice|receipt)"
    r"|discount code|voucher code|promo code)\b"
)
"""Business that is none of refunds, unless money for goods is asked for as well."""


def _asks(said: str) -> bool:
    return any(ASKS.search(sentence.text) for sentence in sentences(said))


def wants_back(text: str) -> bool:
    """Whether the customer says in so many words that they want money or a replacement."""
    said = normal(text)
    return bool(_WANTS.search(said) or _RETURNS.search(said))


def only_asks(text: str) -> bool:
    """As in "Just asking", "before I buy": nothing is to be done."""
    return bool(_ONLY_ASKING.search(normal(text)))


def thanks(text: str) -> bool:
    """Whether the message is one of thanks."""
    return bool(_THANKS.search(normal(text)))


def asks_of_refund_under_way(text: str) -> bool:
    """As in "Where is my refund?": about one that was promised or made, not a new one."""
    return bool(_UNDER_WAY.search(normal(text)))


def also_asks(text: str) -> bool:
    """Whether a sentence of the message is a question about something else than the refund itself."""
    questions = [
        sentence.text for sentence in sentences(normal(text)) if sentence.text.rstrip().endswith("?")
    ]
    further = (one for one in questions if not _ABOUT_THIS.search(one))
    return any(
        _POLICY.search(one)
        or (_ASKING.search(one) and len(words(one)) >= _SHORT_QUESTION and not ASKS.search(one))
        for one in further
    )


_SHORT_QUESTION = 4
_ASKING = re.compile(
    r"\b(?:what|when|where|which|who|how|why|do|does|did|is|are|can|could|will|would|may|should|have|has)\b"
)
_ABOUT_THIS = re.compile(
    r"\b(?:help|possible|ok|okay|next|do (?:now|about|for me)|should i do|can (?:you|we|i) do"
    r"|my options|(?:do|go) (?:we|i|about) do|(?:do|does|should) (?:we|i|this|it) (?:do|go|work)"
    r"|where do (?:we|i) stand|advise|sort|mind|chance|get back|please|anything|why|how come|photo"
    r"|picture|need from me|proceed|go about|handle|resolve|arrange|expect|how long|happens)\b"
)
"""Questions about this very request: "what can you do for me?\""""


def _declined(said: str) -> Intent:
    rest = DECLINES.sub(" ", said)
    wishes = [sentence.text for sentence in sentences(rest) if not _ONLY_ASKING.search(sentence.text)]
    if any(_INSTEAD.search(wish) for wish in wishes):
        return Intent.REFUND
    if any(_WANTS.search(wish) and not wish.rstrip().endswith("?") for wish in wishes):
        return Intent.UNCLEAR  # no and yes in one message
    return Intent.DECLINED


_INSTEAD = re.compile(
    r"\b(?:replac|exchang|swap|new one|another one|resend|re-?ship|(?:just|only|but"
    r"|rather)(?: (?:want|need|send|like))?"
    r" (?:a|an|the) (?:new|spare|right|correct)\b)"
)


def _is_question(said: str, told: tuple[Reason, ...]) -> bool:
    """A question about rules or about a refund under way, without a story of the customer's own goods."""
    if _IS_IT_TRUE.search(said) and not _plainly_wants(said):
        return True
    if _ONLY_ASKING.search(said):
        return not (_complains(told) and _WANTS.search(_ONLY_ASKING.sub(" ", said)))
    if _complains(told):
        return _only_questions(said) or _only_if(said)
    if _only_if(said):
        return True
    if _UNDER_WAY.search(said) or _only_supposes(said):
        return True
    return bool(_POLICY.search(said)) and not _plainly_wants(said)


_IS_IT_TRUE = re.compile(
    r"\bis (?:that|this|it) (?:so|true|right|correct|still (?:so|true|valid|the case)) ?\?"
)
_OPENS_A_QUESTION = re.compile(
    r"^(?:and |so |but |hi |hello |hey |also )*(?:is|are|do|does|did|what|when|which|who|how)\b"
)


def _only_questions(said: str) -> bool:
    """As in "Is 14 days counted from when I ordered or from when it arrived?": questions and nothing else."""
    every = [one.text.strip() for one in sentences(said) if len(words(one.text)) >= _A_SENTENCE]
    return bool(every) and all(
        one.endswith("?") and _OPENS_A_QUESTION.search(one) and not ASKS.search(one) and not _OWN.search(one)
        for one in every
    )


_A_SENTENCE = 4
_OWN = re.compile(r"\b(?:my|this|mine|me)\b")
_FUTURE = re.compile(
    r"\bif (?:it|they|the (?:parcel|package|order|delivery|box)|my (?:parcel|package|order)|nothing)"
    r" (?:(?:does not|doesn't|don't|is not|isn't|has not|hasn't|should|won't|not|ever|still|been) )*"
    r"(?:com(?:es?|ing)|arriv(?:es?|ed|ing)|breaks?|turn(?:s|ed)? up|show(?:s|ed)? up|stops?|works?"
    r"|reach(?:es)?|get(?:s)? here"
    r"|here|delivered|lasts?|survives?)\b"
)
"""What has not happened yet."""


def _only_if(said: str) -> bool:
    """As in "If it does not come, I want my money back": nothing is asked for before it has happened."""
    asking = [one.text for one in sentences(said) if ASKS.search(one.text)]
    return bool(asking) and all(_FUTURE.search(one) for one in asking)


def _only_supposes(said: str) -> bool:
    """As in "If the lamp breaks, would I get my money back?": everything that asks also supposes."""
    asking = [sentence.text for sentence in sentences(said) if ASKS.search(sentence.text)]
    return bool(asking) and all(SUPPOSED.search(sentence) and "?" in sentence for sentence in asking)


def _plainly_wants(said: str) -> bool:
    rest = " ".join(sentence.text for sentence in sentences(said) if not _POLICY.search(sentence.text))
    return bool(_WANTS.search(rest) or _RETURNS.search(rest))


def _complains(told: tuple[Reason, ...]) -> bool:
    return any(reason not in {Reason.OTHER, Reason.CANCELLED} for reason in told)


def _other(said: str, told: tuple[Reason, ...]) -> Intent:
    if _ELSEWHERE.search(said):
        return Intent.OTHER_MATTER
    if told:
        return Intent.REFUND if _GOODS.search(said) else Intent.UNCLEAR
    if _TROUBLE.search(said) or len(words(said)) < _TOO_SHORT:
        return Intent.UNCLEAR
    return Intent.OTHER_MATTER


_TOO_SHORT = 4
