"""The tone of a message, and words that only sound like anger."""

import pytest

from hitl.domain.reading.record import Sentiment
from hitl.domain.reading.sentiment import sentiment, sentiment_signs

TONES = [
    (Sentiment.CALM, "The mug arrived broken. Could I have a refund?", "plain"),
    (Sentiment.CALM, "I'm not angry, these things happen.", "anger denied"),
    (Sentiment.CALM, "My Angry Birds mug is chipped.", "a product's name"),
    (Sentiment.CALM, "The bowl is NOT the one I ordered.", "one stressed word"),
    (Sentiment.CALM, "Thank you so much!!", "gladness"),
    (Sentiment.CALM, "Hi! I mean refund!! sorry, fat thumbs :)", "good cheer"),
    (Sentiment.CALM, "I LOVE the apron, seriously, thanks", "stress, and no scolding"),
    (Sentiment.CALM, "Do I get the money right away, or later?", "a question of when"),
    (Sentiment.FRUSTRATED, "I love your shop. Where is my parcel!!", "a kind word and no cheer"),
    (Sentiment.CALM, "The LED lamp with USB-C does not work", "abbreviations"),
    (Sentiment.CALM, "The fan makes a horrible noise.", "said of the goods"),
    (Sentiment.CALM, "The light doesn't come on any more.", "a light's, not a scolding"),
    (Sentiment.FRUSTRATED, "Come on, where is it.", "a scolding"),
    (Sentiment.CALM, "It came off the second time I used it.", "a count of uses"),
    (Sentiment.CALM, "It's useless for my laundry.", "said of the goods"),
    (Sentiment.CALM, "The milk had turned and tasted awful.", "how it tasted"),
    (Sentiment.CALM, "I charged it three times overnight, it stays dark.", "a count of tries"),
    (Sentiment.CALM, "My daughter was a bit disappointed, that's all.", "somebody else's mood"),
    (Sentiment.CALM, "The gloves still haven't arrived.", "what has not come yet"),
    (Sentiment.CALM, "I have not the patience for puzzles.", "patience for a hobby"),
    (Sentiment.CALM, "It bends as if it were made of wax.", "a comparison"),
    (Sentiment.FRUSTRATED, "I have asked you three times now.", "asked again and again"),
    (Sentiment.FRUSTRATED, "You still haven't answered.", "no answer"),
    (Sentiment.FRUSTRATED, "You promised to call. As if.", "disbelief"),
    (Sentiment.ANGRY, "Your shop is awful.", "said of us"),
    (Sentiment.ANGRY, "You are useless.", "said of people"),
    (Sentiment.CALM, "It fell apart right away.", "a time, not a demand"),
    (Sentiment.FRUSTRATED, "I am still waiting for a reply.", "waiting"),
    (Sentiment.FRUSTRATED, "This is the third time I write.", "again and again"),
    (Sentiment.FRUSTRATED, "I am really disappointed.", "disappointment"),
    (Sentiment.FRUSTRATED, "Thanks for nothing.", "sarcasm"),
    (Sentiment.FRUSTRATED, "Great job packing this.", "sarcasm at the start of a sentence"),
    (Sentiment.FRUSTRATED, "PLEASE SEND MY MONEY BACK", "capitals"),
    (Sentiment.ANGRY, "This is unacceptable.", "anger"),
    (Sentiment.ANGRY, "f*** this, I want my money", "a masked oath"),
    (Sentiment.ANGRY, "You bunch of thieves!", "an insult"),
    (Sentiment.ANGRY, "STILL NOTHING!!! REFUND ME NOW!!!", "capitals and exclamation"),
    (Sentiment.ANGRY, "Refund me right now or I will post this everywhere", "an ultimatum"),
]


@pytest.mark.parametrize(("tone", "text", "why"), TONES, ids=[row[2] for row in TONES])
def test_the_tone_of(tone: Sentiment, text: str, why: str) -> None:
    assert sentiment(sentiment_signs(text, 0)) is tone, why


def test_every_sign_stands_where_it_says() -> None:
    text = "Honestly, this is ridiculous!! I’m still waiting."
    for sign in sentiment_signs(text, 3):
        assert sign.message == 3
        assert text[sign.start : sign.end].replace("’", "'") == sign.text
