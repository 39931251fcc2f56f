"""What the customer wants, as far as refunds go."""

import re

from hitl.domain.policy import Reason
from hitl.domain.reading.amounts import asked_share
from hitl.domain.reading.intent_words import (
    ASKS,
    BUSINESS,
    DECLINES,
    ELSEWHERE,
    ONLY_ASKING,
    POLICY,
    RECEIVED,
    UNDER_WAY,
    WANTS,
)
from hitl.domain.reading.reason_patterns import SUPPOSED
from hitl.domain.reading.reasons import Clause
from hitl.domain.reading.record import Intent
from hitl.domain.reading.text import clauses, normal, sentences, words

_RETURNS = re.compile(
    r"(?<!nothing to )(?<!not to )(?<!have to )\b(?:return|send|sending|returning|exchange|exchanging"
    r"|swap|replace|replacement|cancel)\b"
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


def intent(text: str, heard: tuple[Clause, ...]) -> Intent:
    """The intent of one message; `heard` are its clauses. A reason only guessed at makes no story."""
    said = normal(text)
    if BUSINESS.search(said) and not WANTS.search(said) and not _GOODS.search(said):
        return Intent.OTHER_MATTER
    told = tuple(
        one.reason
        for clause in heard
        if not RECEIVED.search(clause.text)  # "the refund for the broken bowl came"
        for one in clause.heard
        if one.sure
    )
    if DECLINES.search(said) or (_KEEPS.search(said) and not _complains(told)):
        return Intent.REFUND if _keeps_for_less(said) else _declined(said)
    asks = _asks(said)
    if not told and (RECEIVED.search(said) or (_THANKS.search(said) and not asks)):
        return Intent.DECLINED if len(words(said)) < _LONG_THANKS else Intent.UNCLEAR
    if _is_question(said, told):
        return Intent.QUESTION
    return Intent.REFUND if asks or _complains(told) else _other(said, told)


_LONG_THANKS = 40
_KEEPS = re.compile(
    r"\b(?:i'm|i am|we're|we are|i'll be|will be) keeping (?:it|them|this|these|that|everything|the)\b"
)
"""Where nothing is complained of; else it may be of the rest: "the others are fine and I'm keeping them"."""


def _keeps_for_less(said: str) -> bool:
    """As in "I'll keep it for a fifth off": whoever asks for a part of the price declines nothing."""
    less = asked_share(said) is not None or _SUM_BACK.search(said)
    return bool(less) and not DECLINES.search(_KEEP_IT.sub(" ", said))


_SUM_BACK = re.compile(r"[$€£¥]? ?\d[\d.,]*(?: \w+)? (?:back|off)\b")
_KEEP_IT = re.compile(r"\b(?:(?:decided|going) to|i'll) keep (?:it|them|this)\b")


def _asks(said: str) -> bool:
    return any(ASKS.search(sentence.text) for sentence in sentences(said))


def wants_back(text: str) -> bool:
    """Whether the customer says in so many words that they want money or a replacement."""
    said = normal(text)
    return bool(WANTS.search(said) or _RETURNS.search(said))


def only_asks(text: str) -> bool:
    """As in "Just asking", "before I buy": nothing is to be done."""
    return bool(ONLY_ASKING.search(normal(text)))


def thanks(text: str) -> bool:
    """Whether the message is one of thanks."""
    return bool(_THANKS.search(normal(text)))


def other_business(text: str) -> bool:
    """Whether the message speaks of what has nothing to do with refunds: passwords, stock, addresses."""
    said = normal(text)
    return bool(ELSEWHERE.search(said) or BUSINESS.search(said))


def asks_of_refund_under_way(text: str) -> bool:
    """As in "Where is my refund?": about one that was promised or made, not a new one."""
    return bool(UNDER_WAY.search(normal(text)))


def also_asks(text: str) -> bool:
    """Whether a sentence of the message is a question about something else than the refund itself."""
    questions = [
        sentence.text for sentence in sentences(normal(text)) if sentence.text.rstrip().endswith("?")
    ]
    further = (one for one in questions if not _ABOUT_THIS.search(one))
    return any(
        POLICY.search(one)
        or (_puts_a_question(one) and len(words(one)) >= _SHORT_QUESTION and not ASKS.search(one))
        for one in further
    )


def _puts_a_question(sentence: str) -> bool:
    """Whether a part of it begins as questions do; "one sock has no heel??" tells something."""
    return any(_ASKING.search(part.text) for part in clauses(sentence))


_SHORT_QUESTION = 4
_ASKING = re.compile(
    r"^\W*(?:(?:and|so|but|or|also|hi|hello|hey|ok|okay|well|then|please|by the way|btw|if so|if not"
    r"|otherwise) )*"
    r"(?:what|when|where|which|who|whose|how|why|do|does|did|is|isn't|are|aren't|can|can't|could|couldn't|will"
    r"|won't|would|wouldn't|may|should|shouldn't|have|haven't|has|hasn't|was|were|any|must|might)\b"
    r"|\b(?:wonder\w{0,3}|know|tell me|ask\w{0,3}|curious)\b|\b(?:is|are|do|does|did|will|would|can"
    r"|could|should)"
    r" (?:it|there|this|that|they|you|i|we)\b"
)
_ABOUT_THIS = re.compile(
    r"\b(?:help|possible|ok|okay|next|do (?:now|about|for me)|should i do|can (?:you|we|i) do"
    r"|my options|(?:do|go) (?:we|i|about) do|(?:do|does|should) (?:we|i|this|it) (?:do|go|work)"
    r"|where do (?:we|i) stand|advise|sort|mind|chance|get back|please|anything|why|how come|photo"
    r"|picture|need from me|proceed|go about|handle|resolve|arrange|expect|how long|happens"
    r"|should (?:it|they) (?:have|be))\b"
)
"""Questions about this very request: "what can you do for me?\""""


def _declined(said: str) -> Intent:
    rest = DECLINES.sub(" ", said)
    wishes = [sentence.text for sentence in sentences(rest) if not ONLY_ASKING.search(sentence.text)]
    if any(_INSTEAD.search(_DONE_BY_US.sub(" ", wish)) for wish in wishes):
        return Intent.REFUND
    if any(WANTS.search(wish) and not wish.rstrip().endswith("?") for wish in wishes):
        return Intent.UNCLEAR  # no and yes in one message
    return Intent.DECLINED


_INSTEAD = re.compile(
    r"\b(?:replac|exchang|swap|new one|another one|resend|re-?ship|(?:just|only|but"
    r"|rather)(?: (?:want|need|send|like))?"
    r" (?:a|an|the) (?:new|spare|right|correct)\b)"
)


_DONE_BY_US = re.compile(
    r"\b(?:you|they|colleague)(?:'ve| have| had)? (?:\w+ )?(?:sent|replaced|exchanged|swapped"
    r"|gave)\b(?: \w+){0,4}"
    r"|\b(?:was|were|been|got) (?:\w+ )?(?:replaced|exchanged|swapped|sent)\b(?: \w+){0,3}"
)
"""What the company did already: "you sent a new one straight away"."""


def _is_question(said: str, told: tuple[Reason, ...]) -> bool:
    """A question about rules or about a refund under way, without a story of the customer's own goods."""
    if _IS_IT_TRUE.search(said) and not _plainly_wants(said):
        return True
    if ONLY_ASKING.search(said):
        return not (_complains(told) and WANTS.search(ONLY_ASKING.sub(" ", said)))
    if _complains(told):
        return _only_questions(said) or _only_if(said)
    if _only_if(said):
        return True
    under_way = UNDER_WAY.search(said) and not (_of_a_cancelled_order(said, told) or _FURTHER.search(said))
    if under_way or _only_supposes(said):
        return True
    return bool(POLICY.search(said)) and not _plainly_wants(said)


_FURTHER = re.compile(
    r"\b(?:should|must|needs? to|has to|have to|ought to) (?:also |now )?be (?:refunded|reimbursed)\b"
    r"|\b(?:refund|reimburse|money)(?: me)?(?: back)?(?: for)? (?:the|my) \w+ (?:too|as well|also)\b"
)
"""More is asked for than what was refunded: "you refunded the gloves, the scarf should be refunded too"."""


def _of_a_cancelled_order(said: str, told: tuple[Reason, ...]) -> bool:
    """As in "You cancelled it and I have no money yet, please refund me": asked for, not asked about."""
    return Reason.CANCELLED in told and bool(_PAY_IT.search(said))


_PAY_IT = re.compile(
    r"\b(?:please|kindly|can you|could you|would you|want you to)(?: \w+){0,2} (?:refund|pay|reimburse"
    r"|return|send)\b"
    r"|\bback (?:to|on|onto) (?:my|the) (?:card|account|bank|paypal)\b"
    r"|\b(?:refund|money)(?: back)?,? (?:now )?please\b"
)
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
        one.endswith("?")
        and _OPENS_A_QUESTION.search(one)
        and not (ASKS.search(one) or _OWN.search(one) or asked_share(one))
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
    return bool(asking) and all(
        SUPPOSED.search(sentence) and "?" in sentence and not _REQUESTS.search(sentence)
        for sentence in asking
    )


_REQUESTS = re.compile(
    r"\b(?:could|can|will) you (?:please |kindly )?(?:refund|reimburse|pay|credit|return) (?:me|us|it"
    r"|this|them|the|my)\b"
    r"(?![^.?!]*\bif\b)"
)


def _plainly_wants(said: str) -> bool:
    rest = " ".join(sentence.text for sentence in sentences(said) if not POLICY.search(sentence.text))
    return bool(WANTS.search(rest) or _RETURNS.search(rest))


def _complains(told: tuple[Reason, ...]) -> bool:
    return any(reason not in {Reason.OTHER, Reason.CANCELLED} for reason in told)


def _other(said: str, told: tuple[Reason, ...]) -> Intent:
    if ELSEWHERE.search(said):
        return Intent.OTHER_MATTER
    if told:
        return Intent.REFUND if _GOODS.search(said) else Intent.UNCLEAR
    if _TROUBLE.search(said) or len(words(said)) < _TOO_SHORT:
        return Intent.UNCLEAR
    return Intent.OTHER_MATTER


_TOO_SHORT = 4
