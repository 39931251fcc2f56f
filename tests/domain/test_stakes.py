"""What a decision demands of whoever makes it."""

import pytest

from hitl.domain.draft import Action
from hitl.domain.gate.verdict import Code, GateReason, Verdict
from hitl.domain.money import Money
from hitl.domain.stakes import confirmation_for, is_confirmed, needs_second, phrase_for
from tests.company import RULESET
from tests.gate_cases import judged


def verdict_of(*reasons: GateReason) -> Verdict:
    return judged().model_copy(update={"reasons": reasons})


def money(text: str, currency: str = "USD") -> Money:
    return Money.parse(text, currency)


@pytest.mark.parametrize(
    ("amount", "needed", "reason"),
    [
        (None, "inform", "an answer moves no money"),
        (money("99.99"), "inform", "a cent below the amount that is confirmed"),
        (money("100.00"), "confirm", "from 100.00 on it is confirmed"),
        (money("500.00"), "confirm", "not above the high value"),
        (money("500.01"), "phrase", "above the high value the phrase is typed"),
        (money("14000", "JPY"), "confirm", "yen have a limit of their own"),
        (money("1.00", "CHF"), "confirm", "nobody said what a small amount is there"),
    ],
)
def test_confirmation_grows_with_what_is_about_to_be_paid(
    amount: Money | None, needed: str, reason: str
) -> None:
    assert confirmation_for(amount, verdict_of(), RULESET) == needed, reason


def test_an_exception_word_is_always_confirmed() -> None:
    word = GateReason(code=Code.EXCEPTION_KEYWORD, says="lawyer")
    assert confirmation_for(money("5.00"), verdict_of(word), RULESET) == "confirm"
    assert confirmation_for(None, verdict_of(word), RULESET) == "confirm"


@pytest.mark.parametrize(
    ("typed", "enough", "reason"),
    [
        ("refund 1612.00", True, "as asked for"),
        ("  Refund  1,612.00 ", True, "capitals, blanks and a comma don't matter"),
        ("refund 1612", False, "another number of digits is another amount at a glance"),
        ("refund 612.00", False, "another amount"),
        ("yes", False, "the phrase is typed, not confirmed"),
        ("", False, "nothing typed"),
    ],
)
def test_the_phrase_is_typed_as_it_stands(typed: str, enough: bool, reason: str) -> None:
    phrase = phrase_for(Action.APPROVE_REFUND, money("1612.00"))
    assert is_confirmed(typed, "phrase", phrase) is enough, reason


@pytest.mark.parametrize(
    ("amount", "second", "reason"),
    [
        (money("1000.00"), False, "at the second limit one is enough"),
        (money("1000.01"), True, "above it two must agree"),
        (money("140001", "JPY"), True, "yen have a limit of their own"),
        (money("9000.00", "CHF"), False, "a currency that is not listed needs no second person"),
        (None, False, "no money moves"),
    ],
)
def test_two_people_must_agree_above_the_second_limit(
    amount: Money | None, second: bool, reason: str
) -> None:
    assert needs_second(amount, RULESET) is second, reason
