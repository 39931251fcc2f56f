"""The score: clear cases high, doubtful ones lower, and no part that makes up for another."""

from typing import Any

import pytest

from hitl.adapters.rules_drafter.proposal import NAME as PROPOSED_BY
from hitl.bootstrap import shipped_calibrations
from hitl.domain.assessment import ClauseCheck, Holds, Result, TermCheck
from hitl.domain.calibration import Calibration, Knot
from hitl.domain.confidence import SCORER, score
from hitl.domain.draft import Action, Confidence, Draft, Missing, Sentence
from hitl.domain.model_run import Happened, ModelRun, ModelStep, Use
from hitl.domain.money import Money
from hitl.domain.policy import Outcome
from hitl.domain.reading.record import Intent, Sentiment
from tests.gate_cases import NOW, a_draft, a_reading, an_assessment, not_paying, some_facts


def scored(
    draft: Draft, *, result: Result = Result.REFUND, intent: Intent = Intent.REFUND, **more: Any
) -> Confidence:
    return score(
        draft=draft,
        facts=some_facts(),
        reading=a_reading(intent=intent),
        assessment=an_assessment(result=result),
        **more,
    )


def test_a_clear_small_case_may_go_alone() -> None:
    found = scored(a_draft())
    assert found.value >= 0.9
    assert found.specificity == found.relevance == found.tone == 1


BANDS = [
    (a_draft(understanding=0.75), 0.6, 0.9, "a doubt about the understanding alone"),
    (a_draft(understanding=0.45), 0.0, 0.6, "a guess"),
    (a_draft(reply="Done."), 0.6, 0.9, "names nothing that was decided"),
    (a_draft(citations=("RP-7",)), 0.0, 0.9, "rests on a clause that does not decide"),
    (a_draft(citations=()), 0.0, 0.9, "rests on nothing"),
]


@pytest.mark.parametrize(("draft", "least", "below", "why"), BANDS)
def test_doubtful_drafts_fall_into_the_lower_bands(
    draft: Draft, least: float, below: float, why: str
) -> None:
    assert least <= scored(draft).value < below, why


@pytest.mark.parametrize(
    ("says", "specific"),
    [
        ("Damaged goods: delivered 2 days ago, limit 30.", 1.0),
        ("Damaged goods: delivered on 2026-11-08.", 1.0),
        ("Damaged goods: delivered on 8 November.", 1.0),
        ("Damaged goods: delivered in time.", 0.8),
    ],
)
def test_where_days_decide_a_draft_names_them(says: str, specific: float) -> None:
    timely = TermCheck(term="within_days", holds=Holds.YES, says="delivered 2 days ago, limit 30")
    counted = an_assessment()
    claim = counted.claims[0]
    clause = ClauseCheck(
        clause_id=claim.deciding[0], outcome=Outcome.REFUND, holds=Holds.YES, checks=(timely,)
    )
    counted = counted.model_copy(update={"claims": (claim.model_copy(update={"clauses": (clause,)}),)})
    draft = a_draft(rationale=(Sentence(text=says, evidence=("RP-2",)),))
    found = score(draft=draft, facts=some_facts(), reading=a_reading(), assessment=counted)
    assert found.specificity == specific


def test_no_draft_is_trusted_further_than_it_was_understood() -> None:
    for understanding in (0.0, 0.3, 0.8, 1.0):
        assert scored(a_draft(understanding=understanding)).value <= understanding


def test_terms_that_say_otherwise_halve_the_relevance() -> None:
    assert scored(a_draft(), result=Result.DENY).relevance == 0.5
    denial = not_paying(Action.DENY_REFUND, "No refund for the blue mug of order 48291.", citations=("RP-2",))
    assert scored(denial, result=Result.DENY).relevance == 1


def test_a_question_asks_for_exactly_what_is_missing() -> None:
    photo = not_paying(
        Action.REQUEST_MORE_INFO, "Please send us a photo of the mug.", missing=(Missing.EVIDENCE,)
    )
    both = photo.model_copy(update={"missing": (Missing.EVIDENCE, Missing.QUANTITY)})
    nothing = photo.model_copy(update={"missing": ()})
    assert scored(photo, result=Result.EVIDENCE).value >= 0.9
    assert scored(both, result=Result.EVIDENCE).specificity == 0.5
    assert scored(nothing, result=Result.EVIDENCE).specificity == 0.5


def test_a_plain_answer_may_go_alone_and_one_without_a_clause_is_less_relevant() -> None:
    reply = "You can send unused goods back within fourteen days."
    cited = not_paying(Action.ANSWER_ONLY, reply, citations=("RP-2",))
    bare = not_paying(Action.ANSWER_ONLY, reply)
    assert scored(cited, intent=Intent.QUESTION).value >= 0.9
    assert scored(bare, intent=Intent.QUESTION).relevance < scored(cited, intent=Intent.QUESTION).relevance
    invented = not_paying(Action.ANSWER_ONLY, reply, citations=("RP-99",))
    assert scored(invented, intent=Intent.QUESTION).value < 0.9


def test_an_upset_customer_reads_a_word_of_regret() -> None:
    def toned(reply: str, drafted: Sentiment) -> float:
        return score(
            draft=a_draft(reply=reply, customer_sentiment=drafted),
            facts=some_facts(),
            reading=a_reading(sentiment=Sentiment.ANGRY),
            assessment=an_assessment(),
        ).tone

    assert toned("We are sorry for the trouble.", Sentiment.ANGRY) == 1
    assert toned("Refunded.", Sentiment.ANGRY) == 0.5
    assert toned("We are sorry for the trouble.", Sentiment.CALM) == 0.8, "the drafter misread the mood"


def test_a_sentence_without_evidence_costs_confidence() -> None:
    bare = a_draft(rationale=(*a_draft().rationale, Sentence(text="It seems right.")))
    assert scored(a_draft()).evidence == 1
    assert scored(bare).evidence == 0.5
    assert scored(bare).value < scored(a_draft()).value
    assert scored(a_draft(rationale=())).evidence == 0.5, "money without a word of why"


@pytest.mark.parametrize(
    ("other", "part", "why"),
    [
        (a_draft(), 1.0, "the same"),
        (a_draft(amount=Money(minor=900, currency="USD")), 0.5, "another amount"),
        (not_paying(Action.DENY_REFUND, "No."), 0.2, "another action"),
    ],
)
def test_an_independent_draft_that_says_otherwise_costs_confidence(
    other: Draft, part: float, why: str
) -> None:
    alone, both = scored(a_draft()), scored(a_draft(), second=other)
    assert alone.agreement is None
    assert both.agreement == part, why
    assert (both.value < alone.value) == (part < 1), why


def test_look_ups_that_found_nothing_cost_confidence() -> None:
    steps = [ModelStep(happened=Happened.TOOL, model="m", says="", failed=failed) for failed in (True, False)]
    run = ModelRun(prompt="1", models=("m",), asked=Use(), spent=Use(), steps=tuple(steps))
    assert scored(a_draft()).lookups is None
    assert scored(a_draft(), run=run).lookups == 0.5
    assert scored(a_draft(), run=run).value < scored(a_draft()).value


CURVE = Calibration(
    version=4,
    maker="rules 1.0",
    scorer=SCORER,
    knots=(Knot(score=0.5, right=0.6), Knot(score=1.0, right=0.8)),
    drafts=412,
    source="decisions",
    at=NOW,
)


def test_a_calibration_lowers_what_is_worth_less_and_raises_nothing() -> None:
    lowered = scored(a_draft(), calibration=CURVE)
    assert lowered.score == 0.97
    assert lowered.value == lowered.calibrated == pytest.approx(0.788)
    assert lowered.calibration == "4 (412 decisions)"
    sure = CURVE.model_copy(update={"knots": (Knot(score=0.1, right=1.0),)})
    assert scored(a_draft(understanding=0.5), calibration=sure).value == 0.5


@pytest.mark.parametrize("other", [{"maker": "model 1.0 · large · 2-abc"}, {"scorer": "rules 0.9"}])
def test_the_calibration_of_another_maker_or_scorer_is_none(other: dict[str, str]) -> None:
    found = scored(a_draft(), calibration=CURVE.model_copy(update=other))
    assert (found.calibrated, found.calibration, found.value) == (None, "", found.score)


def test_the_shipped_calibration_is_of_the_shipped_drafter_and_means_what_it_says() -> None:
    (shipped,) = shipped_calibrations().values()
    assert (shipped.maker, shipped.scorer) == (PROPOSED_BY, SCORER)
    assert shipped.good
    assert shipped.before is not None
    assert shipped.after is not None
    assert shipped.after.error <= shipped.before.error
