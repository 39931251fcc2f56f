"""What a message wants: a refund, an answer, nothing, or something else."""

import pytest

from hitl.domain.reading.intent import intent
from hitl.domain.reading.reasons import hear
from hitl.domain.reading.record import Intent

WANTED = [
    (Intent.REFUND, "I want my money back", "asked for"),
    (Intent.REFUND, "Can I get a refund? The mug came cracked.", "a question about one's own goods"),
    (Intent.REFUND, "Might we have the 7.25 back? Thanks", "a sum, and thanks"),
    (Intent.REFUND, "May I have the price of the tray refunded", "the price of goods"),
    (Intent.REFUND, "My mug arrived broken.", "a story that asks by itself"),
    (Intent.REFUND, "How do I get a refund?", "how to get one is a wish for one"),
    (Intent.REFUND, "i need assistance to get a rebate", "other words for it"),
    (Intent.REFUND, "I don't want a refund, I want a replacement", "goods instead of money"),
    (Intent.REFUND, "Please cancel my order", "a cancellation"),
    (Intent.QUESTION, "What is your refund policy?", "the rules"),
    (Intent.QUESTION, "In which cases can I ask for refunds?", "the rules, otherwise"),
    (Intent.QUESTION, "Where is my refund?", "one under way"),
    (Intent.QUESTION, "I am waiting for a refund of $160", "one expected"),
    (Intent.QUESTION, "If the lamp breaks, would I get my money back?", "only supposed"),
    (Intent.QUESTION, "Before I buy it: can it be returned?", "nothing bought yet"),
    (Intent.DECLINED, "Please don't refund anything, I'm only asking.", "refused outright"),
    (
        Intent.QUESTION,
        "Is 14 days counted from when I ordered or from when it came?",
        "nothing but a question",
    ),
    (Intent.QUESTION, "If it does not come, I want my money back!", "not yet happened"),
    (Intent.QUESTION, "You refund half for late parcels, is that so?", "whether it is true"),
    (Intent.REFUND, "Two are fine and I'm keeping them, one is broken.", "some are kept, one is not"),
    (Intent.DECLINED, "Please don't refund the scarf, I only report the thread.", "refused by name"),
    (Intent.DECLINED, "changed my mind about returning it, keeping the lamp", "a return taken back"),
    (Intent.DECLINED, "Please ignore my last message, I found it.", "taken back"),
    (Intent.DECLINED, "Cancel my refund request please", "the request is cancelled, not the order"),
    (Intent.DECLINED, "Thank you, the refund arrived!", "thanks"),
    (Intent.DECLINED, "No refund needed, just so you know a cup was chipped.", "nothing needed"),
    (
        Intent.REFUND,
        "The tray has a scratch, I am only asking for $5 back.",
        "only so much is no mere question",
    ),
    (Intent.QUESTION, "If you approve a return, do I get the money at once?", "only supposed of the shop"),
    (Intent.OTHER_MATTER, "What are your telephone hours?", "when somebody is there"),
    (Intent.OTHER_MATTER, "How can I change my password?", "the account"),
    (Intent.OTHER_MATTER, "I cannot pay, there is an error with the payment", "paying"),
    (Intent.OTHER_MATTER, "what is the cancellation fee", "a fee"),
    (Intent.OTHER_MATTER, "I want to lodge a complaint against your company", "a complaint"),
    (Intent.UNCLEAR, "help", "too little"),
    (Intent.UNCLEAR, "I have a problem with my order", "no more than a problem"),
]


@pytest.mark.parametrize(("wanted", "text", "why"), WANTED, ids=[row[2] for row in WANTED])
def test_the_intent_of(wanted: Intent, text: str, why: str) -> None:
    assert intent(text, hear(text, None)) is wanted, why
