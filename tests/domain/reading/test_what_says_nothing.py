"""Words that say nothing of the goods: causes only thought of, what follows from a fault, motives."""

import pytest

from hitl.domain.policy import Reason
from hitl.domain.reading.as_new import goes_back_as_new
from hitl.domain.reading.counting import Pieces, pieces_meant
from hitl.domain.reading.intent import also_asks, intent
from hitl.domain.reading.quantities import everything
from hitl.domain.reading.reasons import hear, reasons_of
from hitl.domain.reading.record import Intent
from hitl.domain.reading.text import normal

REASONS = [
    ("The jug has a crack, so I can't use it.", (Reason.DAMAGED,), "not using it follows from the crack"),
    ("A broken promise: it came four days late.", (Reason.LATE,), "promises are no goods"),
    ("The status is still in transit and nothing came.", (Reason.NEVER_ARRIVED,), "on its way is no damage"),
    ("Nobody here drinks this tea.", (Reason.CHANGED_MIND,), "not liked by anybody"),
    ("The flask's cap is missing.", (Reason.NOT_AS_DESCRIBED,), "a part of the goods is missing, not all"),
]


@pytest.mark.parametrize(("said", "reasons", "why"), REASONS)
def test_only_what_is_said_of_the_goods_is_a_reason(said: str, reasons: tuple[Reason, ...], why: str) -> None:
    assert reasons_of(hear(said, None)) == reasons, why


def test_a_motive_counts_beside_a_fault_where_the_goods_are_said_to_be_fine() -> None:
    said = "The box came dented. The jug is fine, I just don't want it."

    assert Reason.CHANGED_MIND in reasons_of(hear(said, None))


QUESTIONS = [
    ("One sock has no heel?? Refund please.", False, "a statement with question marks"),
    ("Could I have the price of that broken cup back?", False, "the request itself"),
    ("Please refund it. Do you also have it in green?", True, "something else is asked"),
]


@pytest.mark.parametrize(("said", "asks", "why"), QUESTIONS)
def test_a_question_beside_the_request_begins_as_questions_do(said: str, asks: bool, why: str) -> None:
    assert also_asks(said) is asks, why


INTENTS = [
    ("You cancelled my order and I haven't got my money. Please refund me.", Intent.REFUND, "asked for"),
    ("Where is my refund?", Intent.QUESTION, "asked about"),
    ("The lid was broken, you sent a new one, it's perfect. No refund needed.", Intent.DECLINED, "settled"),
    ("I'm not asking for anything, the box was open at one side.", Intent.DECLINED, "nothing is wanted"),
    ("I only want money for the two cups that are cracked.", Intent.REFUND, "money without 'back'"),
]


@pytest.mark.parametrize(("said", "meant", "why"), INTENTS)
def test_what_is_wanted_is_told_from_what_happened(said: str, meant: Intent, why: str) -> None:
    assert intent(said, hear(said, None)) is meant, why


COUNTS = [
    ("Out of the four cups I ordered one was nothing but shards. Refund that one.", 4, 1),
    ("A third of the hooks (2 out of 6) are cracked. Refund those two.", 6, 2),
]


@pytest.mark.parametrize(("said", "bought", "meant"), COUNTS)
def test_pieces_are_counted_in_other_words_too(said: str, bought: int, meant: int) -> None:
    found = pieces_meant((normal(said),), bought)

    assert isinstance(found, Pieces)
    assert found.meant == meant


def test_everything_else_is_not_everything() -> None:
    assert everything("everything was broken")
    assert not everything("everything else came through all right")


BACK = [
    ("My return reached you on Monday, the unused mat.", True, "it is back"),
    ("I'd like to send the hat back, it is unworn.", True, "it is to go back"),
    ("The mat is unused.", False, "nothing goes back"),
    ("I sent the mat back.", False, "nothing says that it is as new"),
]


@pytest.mark.parametrize(("said", "back", "why"), BACK)
def test_unused_goods_that_go_back_are_not_wanted_any_more(said: str, back: bool, why: str) -> None:
    assert goes_back_as_new(said) is back, why
