"""Why money is wanted: what is said, and what is denied, supposed or said of something else."""

from pathlib import Path

import pytest

from hitl.adapters.reading_weights import load_lexicon
from hitl.domain.gate.ruleset import parse_ruleset
from hitl.domain.policy import Reason
from hitl.domain.reading.reasons import FAULTS, hear, reasons_of

ROOT = Path(__file__).resolve().parents[3]

SAID = [
    (Reason.DAMAGED, "The mug arrived in pieces", "in pieces"),
    (Reason.DAMAGED, "there is a chip on the rim", "a chip"),
    (Reason.DEFECTIVE, "The kettle stopped working after two days", "stopped"),
    (Reason.DEFECTIVE, "it wont turn on", "will not, without its mark"),
    (Reason.DEFECTIVE, "The whistle doesn't whistle", "does not do what it is for"),
    (Reason.WRONG_ITEM, "I ordered a blue one and got a red one", "ordered and got"),
    (Reason.WRONG_ITEM, "You sent me a plate instead of a bowl", "instead"),
    (Reason.NOT_AS_DESCRIBED, "It looks nothing like the photo", "unlike the photo"),
    (Reason.NOT_AS_DESCRIBED, "Your website says leather and it is plastic", "the website says"),
    (Reason.LATE, "It came two days after the wedding", "after the day"),
    (Reason.NEVER_ARRIVED, "My parcel never arrived", "never"),
    (Reason.NEVER_ARRIVED, "Tracking says delivered but there is no parcel here", "said to be delivered"),
    (Reason.CHANGED_MIND, "I changed my mind", "a change of mind"),
    (Reason.CHANGED_MIND, "I ordered the wrong size, my mistake", "one's own mistake is no wrong item"),
    (Reason.CHANGED_MIND, "The jumper is too small for me", "does not fit"),
    (Reason.CHARGED_TWICE, "I was charged twice", "twice"),
    (Reason.CANCELLED, "Please cancel my order", "cancel"),
    (Reason.PRICE, "I found it cheaper elsewhere", "cheaper"),
    (Reason.OTHER, "It gives me a headache", "none of the list"),
]
NOT_SAID = [
    ("The mug is not broken", Reason.DAMAGED, "denied"),
    ("Nothing was damaged", Reason.DAMAGED, "denied"),
    ("If it were broken I would write again", Reason.DAMAGED, "supposed"),
    ("What is your policy on damaged goods?", Reason.DAMAGED, "the rules"),
    ("The box was dented but the mug is fine", Reason.DAMAGED, "said of the wrapping"),
    ("I never received a reply", Reason.NEVER_ARRIVED, "a reply is no parcel"),
    ("I haven't received my refund", Reason.NEVER_ARRIVED, "money is no parcel"),
    ("I regret to say that it leaks", Reason.CHANGED_MIND, "a turn of phrase"),
    ("Please give me one payment back", Reason.CHANGED_MIND, "to ask for one is not to be given one"),
    ("Could I have that one refunded?", Reason.CHANGED_MIND, "to have is not to own"),
]


@pytest.mark.parametrize(("reason", "text", "why"), SAID, ids=[row[2] for row in SAID])
def test_the_reason_is_told(reason: Reason, text: str, why: str) -> None:
    assert reasons_of(hear(text, None))[:1] == (reason,), why


@pytest.mark.parametrize(("text", "reason", "why"), NOT_SAID, ids=[f"{row[1]}: {row[2]}" for row in NOT_SAID])
def test_what_is_not_asserted_is_no_reason(text: str, reason: Reason, why: str) -> None:
    assert reason not in reasons_of(hear(text, None)), why


def test_the_classifier_tells_a_fault_that_no_pattern_knows() -> None:
    lexicon = load_lexicon(ROOT, parse_ruleset((ROOT / "data" / "rules.toml").read_text(encoding="utf-8")))
    text = "the cork sits so deep that no tool gets hold of it"
    assert not reasons_of(hear(text, None))
    assert set(reasons_of(hear(text, lexicon.weights))) & FAULTS


def test_the_classifier_is_silent_on_words_that_tell_nothing() -> None:
    lexicon = load_lexicon(ROOT, parse_ruleset((ROOT / "data" / "rules.toml").read_text(encoding="utf-8")))
    assert not reasons_of(hear("it was a present for my mother", lexicon.weights))
