"""How far a draft may be trusted, scored by fixed rules that know nothing of its maker's own confidence.

Parts from 0 to 1:

- *specificity*: a refund or denial names the order, the goods, the sum, the date or the days where these
  decide, and in its rationale a number or some evidence; a question asks for exactly what is missing; an
  answer says something at all, and from which day on where it is "not yet"
- *relevance*: a refund or denial cites clauses, and only such as decide it by their own terms; questions and
  answers cite no clause that is not there, and the answer to a question rests on one
- *tone*: a customer who is not calm reads a word of regret, and drafter and fixed rules see the same mood
- *evidence*: every sentence of the rationale rests on a clause, an order, a line or a message
- *agreement*, for a model's draft: the fixed rules, asked independently, come to the same
- *look-ups*, for a model's draft: what it looked up was there
- *understanding*: how sure the drafter is that it read the request rightly

They are multiplied, each but the understanding raised to a power below 1 (a weighted geometric mean, with
the understanding at full weight): no draft is trusted further than it was understood, one bad part is
enough to hold it, and no part can make up for another.
"""

import re
from collections.abc import Iterator
from math import prod

from hitl.domain.assessment import Assessment, Result
from hitl.domain.calibration import Calibration, maker_of
from hitl.domain.draft import Action, Confidence, Draft, Missing
from hitl.domain.facts import Facts
from hitl.domain.model_run import ModelRun
from hitl.domain.order import Order
from hitl.domain.reading.phrases import Phrases, Words, words_of
from hitl.domain.reading.record import Intent, Reading, Sentiment

SCORER = "rules 1.2"

# With an understanding of 0.98, as the rules drafter has without a doubt: one thing of four not named
# leaves 0.94, two leave 0.88, and 0.9 is where a draft may go alone.
_SPECIFICITY = 0.15
_RELEVANCE = (
    0.3  # a citation that does not decide leaves 0.8: resting on the wrong clause is worse than vague
)
_TONE = 0.15  # no word of regret to an upset customer leaves 0.88
_EVIDENCE = 0.3  # half of the sentences without any leaves 0.81
_AGREEMENT = 0.3  # the same action and another amount leaves 0.81, another action 0.62
_LOOKUPS = 0.15  # one of two that found nothing leaves 0.9
_FLOOR = 0.1  # a part of nothing drags (0.69 for the specificity) and does not wipe out all others


def score(
    *,
    draft: Draft,
    facts: Facts,
    reading: Reading,
    assessment: Assessment | None,
    second: Draft | None = None,
    run: ModelRun | None = None,
    calibration: Calibration | None = None,
) -> Confidence:
    """The parts and what they come to; `scorer` changes whenever the same draft would score differently.

    `second` is an independent draft of the same case. A calibration of another maker or scorer is none.
    It may take confidence away and adds none: a score that is low for a reason stays low.
    """
    words = words_of(draft.reply)
    specificity = _specificity(draft, facts, assessment, words)
    relevance = _relevance(draft, facts, reading, assessment)
    tone = _tone(draft, reading, words)
    evidence = _evident(draft)
    agreement = agreed(draft, second) if second else None
    lookups = _found(run)
    weighed = (
        (specificity, _SPECIFICITY),
        (relevance, _RELEVANCE),
        (tone, _TONE),
        (evidence, _EVIDENCE),
        (agreement, _AGREEMENT),
        (lookups, _LOOKUPS),
    )
    found = round(
        draft.understanding
        * prod(max(part, _FLOOR) ** weight for part, weight in weighed if part is not None),
        3,
    )
    fits = calibration if calibration and _belongs(calibration, draft) else None
    worth = round(fits.of(found), 3) if fits else None
    return Confidence(
        value=found if worth is None else min(found, worth),
        specificity=round(specificity, 3),
        relevance=round(relevance, 3),
        tone=tone,
        understanding=draft.understanding,
        evidence=round(evidence, 3),
        agreement=agreement,
        lookups=lookups,
        score=found,
        calibrated=worth if fits and fits.knots else None,
        calibration=fits.label if fits else "",
        scorer=SCORER,
    )


def _belongs(calibration: Calibration, draft: Draft) -> bool:
    named = (calibration.maker, calibration.scorer) == (maker_of(draft), SCORER)
    return named and calibration.in_force


def _evident(draft: Draft) -> float:
    """The share of the sentences that rest on something; a half where nothing is said for a decision."""
    if not draft.rationale:
        return 0.5 if draft.action in {Action.APPROVE_REFUND, Action.DENY_REFUND} else 1.0
    return sum(bool(sentence.evidence) for sentence in draft.rationale) / len(draft.rationale)


def agreed(one: Draft, other: Draft) -> float:
    """1 where two drafts come to the same, 0.5 where only amount or order differ, else 0.2."""
    if one.action is not other.action:
        return 0.2
    return 1.0 if (one.amount, one.order_id) == (other.amount, other.order_id) else 0.5


def _found(run: ModelRun | None) -> float | None:
    """The share of look-ups that found something; 1 where a model did without."""
    if run is None or not run.models:
        return None
    failed, asked = run.lookups
    return round(1 - failed / asked, 3) if asked else 1.0


def _specificity(draft: Draft, facts: Facts, assessment: Assessment | None, words: Words) -> float:
    match draft.action:
        case Action.APPROVE_REFUND | Action.DENY_REFUND:
            named = [*_names(draft, facts.order(draft.order_id), words), *_when(draft, assessment)]
            return sum(named) / len(named)
        case Action.REQUEST_MORE_INFO:
            return _asks_for(draft.missing, _evidence(assessment), words)
        case Action.ANSWER_ONLY:
            said = [1.0 if len(words.known) >= _FEWEST_WORDS else 0.5, *_when(draft, assessment)]
            return sum(said) / len(said)


_FEWEST_WORDS = 6  # "Thank you, we are glad to hear that": less says nothing


def _names(draft: Draft, order: Order | None, words: Words) -> Iterator[bool]:
    """Whether the draft names what it decides: the order, the goods, the sum, what it rests on."""
    yield order is not None and order.order_id.lstrip("#") in draft.reply
    yield order is not None and _goods_named(draft, order, words)
    if draft.amount is not None:
        yield draft.amount.decimal() in draft.reply or str(draft.amount) in draft.reply
    yield any(sentence.evidence or any(map(str.isdigit, sentence.text)) for sentence in draft.rationale)


_DAYS = frozenset({"within_days", "after_days"})
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"
_DAY = re.compile(
    rf"\b(?:\d+ (?:day|week|month)s?|\d{{4}}-\d\d-\d\d|\d{{1,2}} {_MONTH}|{_MONTH} \d{{1,2}})\b",
    re.IGNORECASE,
)


def _when(draft: Draft, assessment: Assessment | None) -> Iterator[bool]:
    """Whether a date or a number of days is named; nothing where no term that decides counts days."""
    deciding = [
        clause
        for claim in (assessment.claims if assessment else ())
        for clause in claim.clauses
        if clause.clause_id in claim.deciding
    ]
    if any(check.term in _DAYS for clause in deciding for check in clause.checks):
        texts = (draft.reply, *(sentence.text for sentence in draft.rationale))
        yield any(map(_DAY.search, texts))


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
