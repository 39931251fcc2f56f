"""The score: clear cases high, doubtful ones lower, and no part that makes up for another."""

import pytest

from hitl.domain.assessment import Result
from hitl.domain.confidence import score
from hitl.domain.draft import Action, Confidence, Draft, Missing
from hitl.domain.reading.record import Intent, Sentiment
from tests.gate_cases import a_draft, a_reading, an_assessment, not_paying, some_facts


def scored(draft: Draft, *, result: Result = Result.REFUND, intent: Intent = Intent.REFUND) -> Confidence:
    return score(
        draft=draft,
        facts=some_facts(),
        reading=a_reading(intent=intent),
        assessment=an_assessment(result=result),
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
