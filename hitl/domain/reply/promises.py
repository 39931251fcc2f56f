"""What a reply promises, concedes or gives away, found as phrases with their sense in the sentence."""

from hitl.domain.reading.phrases import Phrases, PhraseSets, Span, Words

_MONEY_BACK = "refund/refunds/reimbursement/payment/repayment/money"  # as a noun
REFUND_PROMISED = Phrases(
    (
        "we/i have/will/are/shall/can/we'll/gladly/hereby/now/just/also/happily/already/immediately/"
        "therefore .. "
        "refund/refunded/refunding/reimburse/reimbursed/reimbursing/repay/repaid/credited/credit/crediting",
        "we'll/we've/we're/i'll/i've/i'm .. refund/refunded/refunding/reimburse/reimbursed/reimbursing/"
        "repay/repaid/"
        "credited/credit/crediting",
        "we/i refund/reimburse/repay",
        "issued/issuing/processed/processing/approved/approving/granted/granting/arranged/started/"
        "initiated/sent/made/"
        f"authorised/authorized/sending .. {_MONEY_BACK}",
        "we'll/we/i/i'll/i'm/we're/i've/we've will/have/are/am? .. issue/process/approve/grant/arrange/"
        "start/initiate/send/make/"
        f"give/return .. {_MONEY_BACK}",
        f"{_MONEY_BACK} .. (has/have/is/was/will/are)? been/be/being/is/was/has "
        "approved/issued/processed/sent/granted/arranged/initiated/made/paid/transferred/confirmed/"
        "authorised/authorized",
        f"{_MONEY_BACK} .. on its/the/their way",
        f"you .. will/you'll/shall receive/get/see/have/find .. {_MONEY_BACK}/credit",
        f"you'll .. receive/get/see/have/find/be .. {_MONEY_BACK}/refunded/reimbursed",
        "you/it/order/payment will/are/is/have/has/shall been/be/being .. refunded/reimbursed/repaid/"
        "credited",
        "pay/paid/paying/give/giving/send/sending you/it/back .. back",
        "money back",
        "get/expect/receive your/the money/refund/payment",
        "your refund of/in/for",
        "refund is confirmed/approved/complete/coming/underway",
        "accept/accepted/approve/approved/agree/agreed/grant/granted your refund/claim/request/return",
        "happy/glad/pleased to refund/reimburse/credit/pay/issue/approve/confirm/offer",
        "going to refund/reimburse/credit/pay/issue/approve",
    )
)
"""Money promised, announced or said to be on its way."""

REFUND_REFUSED = Phrases(
    (
        "can't/cannot/unable/won't/can/could/couldn't/not/will/able/don't/do (not)? (able/be/to/in/a/"
        "position)? "
        "refund/refunded/reimburse/reimbursed/approve/approved/offer",
        "not eligible/entitled/possible/able/approved/accepted/due/refundable/covered",
        "decline/declined/declining/reject/rejected/refuse/refused/deny/denied",
        "no refund/refunds",
    )
)
"""Money refused; "can refund" is sorted out by looking for the negation."""

FULL = Phrases(
    (
        "full/entire/whole/complete/total refund/amount/price/payment/sum/order/purchase/reimbursement/money",
        "refund/refunded/reimburse/reimbursed/repaid/paid/credited .. in full",
        "fully/completely/entirely refund/refunded/reimburse/reimbursed/repaid",
        "refund/refunded/reimburse/reimbursed .. everything",
        "all your/of money/it/the",
        "every cent/penny",
    )
)

OTHER_REMEDY = Phrases(
    (
        "replacement+/voucher+/coupon+/gift/discount+/rebate+/cashback",
        "store/shop/account credit",
        "promo/promotional/discount/coupon code+",
        "free/complimentary/extra gift/shipping/delivery/item/product/month/sample/return/upgrade/of",
        "free of charge",
        "percent off",
        "new/another/second/fresh/same one/lamp/item/product/copy/unit/piece/order .. (will/is)? sent/"
        "shipped/dispatched/way",
        "send/sending/sent/ship/shipping/shipped/dispatch/dispatched/mail you/out/it/a/another .. new/"
        "another/again/fresh/spare",
        "compensation/compensate/compensated/goodwill/bonus/points",
        "exchange+/exchanging",
        "repair+/repairing/repaired",
        "keep the/it/them/your .. (and/as)? free/gift",
        "waive+/waiving/waived",
        "upgrade+/upgraded",
        "collect/collected/pick .. (up)? courier/free",
    )
)
"""Anything but money that a reply could promise."""

HEDGED = Phrases(
    (
        "i/we/i'd/we'd think/believe/guess/suppose/assume/suspect/reckon/imagine/presume",
        "probably/maybe/perhaps/possibly/presumably/supposedly/apparently/hopefully/conceivably/arguably",
        "might/mightn't",
        "it/this/that/there/which/he/she seems/seem/appears/appear/looks (to/like/as/that/likely)?",
        "seems/seemingly/appears to/like/that",
        "most? likely/unlikely",
        "not (entirely/completely/quite/really/fully/totally/100/absolutely/very)? sure/certain/clear/"
        "convinced",
        "unsure/uncertain/unclear/roughly/approximately/somewhat",
        "i'm/im/we're/are afraid (i/we)? (don't/do)? (not)? (know/sure)",
        "as far as i/we .. can/know/tell/see/understand/aware/remember",
        "to/from the? best of (my/our) (knowledge)?",
        "to my/our knowledge",
        "i/we don't/do/cannot/can't not? know/tell/guarantee/promise/say (for)? (sure/certain)?",
        "could/may be/have/well .. (that)? wrong/mistaken/different",
        "may/could well",
        "or so/something",
        "kind/sort of",
        "in theory/principle",
        "if i/we (am/are/remember/understand/recall) (not)? (correctly/mistaken/wrong/right)?",
        "if i'm/we're (not)? correctly/mistaken/wrong/right",
        "should/ought be fine/okay/ok",
        "my/our guess/hunch/impression/assumption",
        "i'd/we'd say",
        "i/we hope (that)? (this/it/you) (is/are) (right/correct)",
    )
)
"""Uncertain wording; whoever reads it can't tell whether the decision stands."""

INTERNAL = Phrases(
    (
        "confidence score/level/value/of/is/below/above/band/0/1",
        "the gate",
        "gate's/gated/ruleset",
        "auto approved/approval/approve/approvals",
        "automatically approved by",
        "as an ai/artificial/assistant/automated/llm/language",
        "ai/language/large model/assistant/system/agent",
        "llm/chatgpt/gpt/openai/claude/gemini/prompt/prompts",
        "system prompt/message",
        "my/the/these instructions/guidelines/programming/training .. (say/says/tell/state/are/don't/"
        "prevent)",
        "human/manual review (queue/needed/required)?",
        "needs/need/requires/flagged for/as/by .. review",
        "flagged/blacklisted/whitelisted",
        "review queue",
        "risk score/level/flag",
        "fraud score/risk/flag/check/team",
        "velocity/injection limit/check/rule/detected/suspected",
        "internal note/policy/code/system/use/only/review/notes/guidelines",
        "json/null/nan/undefined/traceback/exception/http/boolean",
        "action approve/deny/request/answer/refund",
        "the draft/drafter",
        "reviewer/reviewers",
        "approval limit/threshold",
        "customer sentiment/tier",
        "clause id/ids",
        "database",
    )
)
"""Words of this system that no customer should read."""

QUICK = Phrases(
    (
        "within/in/under/next/less than? .. hour+/minute+/min/mins/moment/seconds/hrs/24h/48h",
        "within/in (one/a/1/two/2/three/3/four/4/the/next) (to/or)? (two/2/three/3/four/4)? (business/"
        "working/next)? day/days",
        "24h/48h/72h",
        "by/before tomorrow/today/tonight/monday/tuesday/wednesday/thursday/friday/saturday/sunday/"
        "weekend/noon",
        "today/tonight/tomorrow/immediately/instantly/overnight",
        "right away/now",
        "straight away",
        "at once",
        "same/next day/morning/business",
        "we/i guarantee/promise",
    )
)
"""Times that nobody here can hold a bank to."""

GAP = Phrases(("todo/tbd/fixme/placeholder/lorem/nan/undefined",))
"""Words that stand where something was to be filled in."""

WHERE_PAID = PhraseSets((REFUND_REFUSED, FULL, QUICK, OTHER_REMEDY, INTERNAL, HEDGED, GAP))
WHERE_NOT_PAID = PhraseSets((REFUND_PROMISED, OTHER_REMEDY, INTERNAL, HEDGED, GAP))
"""What a reply is searched for by what is decided."""

UNCERTAIN = PhraseSets((HEDGED,))
"""What the reasons for a decision are searched for."""

_NEGATIONS = frozenset(
    """no not never cannot can't won't don't doesn't didn't isn't aren't wasn't weren't couldn't wouldn't
    unable neither nor without unfortunately whether cant wont dont""".split()
)
_OURS = frozenset("we we'll we've we're i i'll i've i'm you'll your enclosed attached here's".split())
_OPEN = frozenset("can could may might would if before until whether".split())
_FIRM = frozenset(
    """will we'll i'll you'll it'll shall we've i've been hereby approved confirmed guarantee guaranteed
    promise issued processed sent granted""".split()
)
_ENDS = frozenset(".!?;")


def sentence(words: Words, span: Span) -> Span:
    """The sentence in which a phrase stands."""
    listed = words.list
    start, end = span
    while start and listed[start - 1] not in _ENDS:
        start -= 1
    while end < len(listed) and listed[end] not in _ENDS:
        end += 1
    return Span(start, end)


def asked(words: Words, span: Span) -> bool:
    """Whether the phrase stands in a question."""
    end = sentence(words, span).end
    return end < len(words.list) and words.list[end] == "?"


def refused(words: Words, span: Span) -> bool:
    """Whether a negation governs the phrase: it stands before it in the same sentence, or inside it."""
    start = sentence(words, span).start
    return not _NEGATIONS.isdisjoint(words.list[start : span.end])


def ours(words: Words, span: Span) -> bool:
    """Whether the sentence is about what we do for this customer."""
    start, end = sentence(words, span)
    return not _OURS.isdisjoint(words.list[start:end])


def left_open(words: Words, span: Span) -> bool:
    """Whether the sentence says only what can be done: "so that we can refund you"."""
    start, end = sentence(words, span)
    said = words.list[start:end]
    return not _OPEN.isdisjoint(said) and _FIRM.isdisjoint(said)
