"""What doubts cost, and what a message as a whole adds to them or takes from them."""

import pytest

from hitl.adapters.rules_drafter.doubts import (
    GRAVE,
    SLIGHT,
    SOME,
    Doubt,
    about_the_whole,
    seen_as_a_whole,
    understanding,
)
from hitl.domain.reading.record import Sentiment
from tests.gate_cases import a_reading

OF_A_WORD = Doubt(SOME, "A word looks like irony.", of_wording=True)
OF_FACTS = Doubt(GRAVE, "Another order is named.")


@pytest.mark.parametrize(
    ("ordinary", "cost", "why"),
    [
        (None, SOME, "nobody knows"),
        (0.2, SOME, "unlike plain requests"),
        (0.49, SOME, "neither"),
        (0.5, SLIGHT, "plain otherwise"),
        (0.99, SLIGHT, "plain otherwise"),
    ],
)
def test_a_doubt_about_a_word_gives_way_in_a_plain_message_only(
    ordinary: float | None, cost: float, why: str
) -> None:
    word, facts = seen_as_a_whole((OF_A_WORD, OF_FACTS), ordinary)
    assert word.cost == cost, why
    assert word.says == OF_A_WORD.says
    assert facts == OF_FACTS


@pytest.mark.parametrize(
    ("ordinary", "sentiment", "held"),
    [
        (0.1, Sentiment.CALM, True),
        (0.1, Sentiment.ANGRY, False),  # the gate holds it for its tone
        (0.3, Sentiment.CALM, False),
        (None, Sentiment.CALM, False),
    ],
)
def test_what_is_unlike_plain_requests_is_in_doubt(
    ordinary: float | None, sentiment: Sentiment, held: bool
) -> None:
    doubts = about_the_whole(a_reading(ordinary=ordinary, sentiment=sentiment))
    assert bool(doubts) is held
    assert (understanding(doubts) < 0.9) is held
