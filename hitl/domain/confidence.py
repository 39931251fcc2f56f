"""How far a draft may be trusted, scored by fixed rules that know nothing of its maker's own confidence.

Four parts from 0 to 1:

- *specificity*: a refund or denial names the order, the goods, the sum, and in its rationale a number or
  some evidence; a question asks for exactly what is missing; an answer says something at all
- *relevance*: a refund or denial cites clauses, and only such as decide it by their own terms; questions and
  answers cite no clause that is not there, and the answer to a question rests on one
- *tone*: a customer who is not calm reads a word of regret, and drafter and fixed rules see the same mood
- *understanding*: how sure the drafter is that it read the request rightly

They are multiplied, each but the understanding raised to a power below 1 (a weighted geometric mean, with
the understanding at full weight): no draft is trusted further than it was understood, one bad part is
enough to hold it, and no part can make up for another.
"""

from collections.abc import Iterator
from math import prod

from hitl.domain.assessment import Assessment, Result
from hitl.domain.draft import Action, Confidence, Draft, Missing
from hitl.domain.facts import Facts
from hitl.domain.order import Order
from hitl.domain.reading.phrases import Phrases, Words, words_of
from hitl.domain.reading.record import Intent, Reading, Sentiment

SCORER = "rules 1.0"

# With an understanding of 0.98, as the rules drafter has without a doubt: one thing of four not named
# leaves 0.94, two leave 0.88, and 0.9 is where a draft may go alone.
_SPECIFICITY = 0.15
_RELEVANCE = (
    0.3  # a citation that does not decide leaves 0.8: resting on the wrong clause is worse than vague
)
_TONE = 0.15  # no word of regret to an upset customer leaves 0.88
_FLOOR = 0.1  # a part of nothing drags (0.69 for the specificity) and does not wipe out all others


def score(*, draft: Draft, facts: Facts, reading: Reading, assessment: Assessment | None) -> Confidence:
    """The parts and what they come to; `scorer` changes whenever the same draft would score differently."""
    words = words_of(draft.reply)
    specificity = _specificity(draft, facts, assessment, words)
    relevance = _relevance(draft, facts, reading, assessment)
    tone = _tone(draft, reading, words)
    value = draft.understanding * prod(
        max(part, _FLOOR) ** weight
        for part, weight in ((specificity, _SPECIFICITY), (relevance, _RELEVANCE), (tone, _TONE))
    )
    return Confidence(
        value=round(value, 3),
        specificity=round(specificity, 3),
        relevance=round(relevance, 3),
        tone=tone,
        understanding=draft.understanding,
        scorer=SCORER,
    )


def _specificity(draft: Draft, facts: Facts, assessment: Assessment | None, words: Words) -> float:
    match draft.action:
        case Action.APPROVE_REFUND | Action.DENY_REFUND:
            named = list(_names(draft, facts.order(draft.order_id), words))
            return sum(named) / len(named)
        case Action.REQUEST_MORE_INFO:
            return _asks_for(draft.missing, _evidence(assessment), words)
        case Action.ANSWER_ONLY:
            return 1.0 if len(words.known) >= _FEWEST_WORDS else 0.5


_FEWEST_WORDS = 6  # "Thank you, we are glad to hear that": less says nothing


def _names(draft: Draft, order: Order | None, words: Words) -> Iterator[bool]:
    """Whether the draft names what it decides: the order, the goods, the sum, what it rests on."""
    yield order is not None and order.order_id.lstrip("#") in draft.reply
    yield order is not None and _goods_named(draft, order, words)
    if draft.amount is not None:
        yield draft.amount.decimal() in draft.reply or str(draft.amount) in draft.reply
    yield any(sentence.evidence or any(map(str.isdigit, sentence.text)) for sentence in draft.rationale)


_NO_NAME = frozenset("the a an of for with and in set pack size piece".split())


def _goods_named(draft: Draft, order: Order, words: Words) -> bool:
    """Whether a word of the title of every line claimed stands in the reply, or all goods are meant."""
    lines = [line for claim in draft.claims if (line := order.line(claim.line_id))]
    titles = [frozenset(words_of(line.title).known) - _NO_NAME for line in lines]
    return bool(titles) and all(title & words.known or not title for title in titles)


_ASKING = {
    Missing.ORDER: frozenset("order orders number purchase".split()),
    Missing.ITEM: frozenset("item items product products goods article articles which thing things".split()),
    Missing.QUANTITY: frozenset("many quantity pieces number all".split()),
    Missing.REASON: frozenset("wrong happened reason why problem matter issue what".split()),
    Missing.EVIDENCE: frozenset("photo photos picture pictures image video proof receipt screenshot".split()),
    Missing.IDENTITY: frozenset("e-mail email name account address who customer".split()),
}  # fmt: skip


def _asks_for(missing: tuple[Missing, ...], evidence: frozenset[str], words: Words) -> float:
    """The share of what is missing that the reply asks for; a half where nobody knows what is missing."""
    if not missing:
        return 0.5
    asking = {**_ASKING, Missing.EVIDENCE: _ASKING[Missing.EVIDENCE] | evidence}
    return sum(not asking[one].isdisjoint(words.known) for one in missing) / len(missing)


def _evidence(assessment: Assessment | None) -> frozenset[str]:
    """The words for what the terms ask to see: "photo", "screenshot"."""
    claims = assessment.claims if assessment else ()
    return frozenset(word for claim in claims for name in claim.evidence for word in words_of(name).known)


def _relevance(draft: Draft, facts: Facts, reading: Reading, assessment: Assessment | None) -> float:
    cited = draft.citations
    existing = sum(facts.policy.clause(name) is not None for name in cited)
    match draft.action:
        case Action.APPROVE_REFUND | Action.DENY_REFUND:
            return _decisive(draft, assessment) if cited else 0.2
        case Action.ANSWER_ONLY if not cited and reading.intent is Intent.QUESTION:
            return 0.85  # an answer to a question about the policy should rest on it
        case _:
            return existing / len(cited) if cited else 1.0


def _decisive(draft: Draft, assessment: Assessment | None) -> float:
    """The share of the citations that decide, halved where the terms say otherwise than the draft."""
    if assessment is None:
        return 0.2
    deciding = set(assessment.deciding)
    share = sum(name in deciding for name in draft.citations) / len(draft.citations)
    says = {Action.APPROVE_REFUND: Result.REFUND, Action.DENY_REFUND: Result.DENY}[draft.action]
    return share if assessment.results == {says} else share / 2


_REGRET = Phrases(
    (
        "sorry/apologise/apologize/apologies/apology/regret",
        "understand/appreciate .. (how/your/why/that/this)?",
        "frustrating/frustration/disappointing/disappointed/annoying/inconvenience/trouble/upsetting",
        "thank you .. patience",
    )
)


def _tone(draft: Draft, reading: Reading, words: Words) -> float:
    aligned = 1.0 if draft.customer_sentiment is reading.sentiment else 0.8
    upset = Sentiment.CALM not in {draft.customer_sentiment, reading.sentiment}
    if upset and not _REGRET.find(words):
        return round(aligned * 0.5, 3)
    return aligned
