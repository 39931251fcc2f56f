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
    (Reason.NEVER_ARRIVED, "still no kettle", "still no goods"),
    (Reason.NEVER_ARRIVED, "No kettle yet.", "no goods yet"),
    (Reason.NEVER_ARRIVED, "I have waited for three weeks. No kettle.", "no goods after a wait"),
    (Reason.NEVER_ARRIVED, "ladle still not here after a month", "not here after so long"),
    (Reason.LATE, "it landed four days after she had flown home", "after what it was for"),
    (Reason.WRONG_ITEM, "this is last year's almanac", "of the wrong year"),
    (Reason.WRONG_ITEM, "the plaque says OPEN where we ordered CLOSED", "it says something else"),
    (Reason.NOT_AS_DESCRIBED, "they're glossy, not matte", "the other of two qualities"),
    (Reason.NOT_AS_DESCRIBED, "Supposed to be rose. All six smell of soap.", "across sentences"),
    (Reason.NOT_AS_DESCRIBED, "a corner was not in the box either", "a part that is missing"),
    (Reason.DEFECTIVE, "torch dead", "dead, without a verb"),
    (Reason.DEFECTIVE, "the tape is not sticky", "not what it is for"),
    (Reason.DEFECTIVE, "the code says already redeemed", "a code that was used"),
    (Reason.DEFECTIVE, "batteries: flat", "flat batteries"),
    (Reason.DAMAGED, "the bulbs had gone to mush", "mush"),
    (Reason.CHANGED_MIND, "the camp got cancelled so no need for the whistle", "what it was for is off"),
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
    ("still no reply", Reason.NEVER_ARRIVED, "a reply that is wanting is no parcel"),
    ("no sprouts yet", Reason.NEVER_ARRIVED, "what does not grow arrived"),
    ("the spring won't come back", Reason.NEVER_ARRIVED, "a part that stays out"),
    ("nothing in the box is usable", Reason.NEVER_ARRIVED, "what is in the box arrived"),
    ("the camp got cancelled so no need for it", Reason.CANCELLED, "not the order is off"),
    ("my old kettle died so I have no use for the filter", Reason.DEFECTIVE, "something else broke"),
    ("it was supposed to be a present and it is lovely", Reason.NOT_AS_DESCRIBED, "what it was for"),
    ("the new one is plastic, not as heavy", Reason.NOT_AS_DESCRIBED, "no other quality"),
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
