"""How like a plain request a message is as a whole: a number that only ever holds or lightens."""

from pathlib import Path

import pytest

from hitl.adapters.reading_weights import ORDINARY, load_lexicon
from hitl.bootstrap import read_ruleset
from hitl.domain.reading.classifier import Weights
from hitl.domain.reading.ordinary import features_of_message, ordinary

ROOT = Path(__file__).parents[3]

PLAIN = [
    "The zip of the pouch broke on the second day, could I have my money back?",
    "two of the five candles came snapped in half, pls refund those two",
    "Parcel never turned up and it has been four weeks. Refund please.",
    "My mug arrived broken, please refund it.",
    "My mug from order 48291 arrived broken, please refund it.",
    "Refund please, the pouch is faulty",
]
GOODS = ("Stoneware mug", "Felt pouch", "Desk lamp", "Tapered candle", "Leather strap")
OTHER = [
    "The lamp flickers. No refund please, I only want to know which bulb to buy.",
    "my dog chewed the strap to pieces, any chance you would refund it anyway?",
    "Would you give the money back if it turned out to be too small? Just asking.",
]


def _shipped() -> Weights:
    weights = load_lexicon(ROOT, read_ruleset()).ordinary
    assert weights is not None, f"{ORDINARY} is missing"
    return weights


@pytest.mark.parametrize("text", PLAIN)
def test_a_plain_request_is_likely_one(text: str) -> None:
    chance = ordinary([text], _shipped(), GOODS)
    assert chance is not None
    assert chance > 0.5


@pytest.mark.parametrize("text", OTHER)
def test_what_only_looks_like_one_is_unlikely(text: str) -> None:
    chance = ordinary([text], _shipped(), GOODS)
    assert chance is not None
    assert chance < 0.5


@pytest.mark.parametrize("text", ["", "   ", "\n"])
def test_no_words_tell_nothing(text: str) -> None:
    assert ordinary([text], _shipped()) is None


def test_without_weights_nothing_is_told() -> None:
    assert ordinary(["The mug is cracked"], None) is None


def test_figures_and_goods_are_like_any_other() -> None:
    def of(text: str) -> set[str]:
        return set(features_of_message(text, {}, GOODS))

    assert of("order 70024: the lamps flicker") == of("order 88,012: the mug flicker")
    assert of("order 70024") != of("order 7")
    assert of("the kettle leaks") != of("the mug leaks")
