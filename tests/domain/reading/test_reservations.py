"""Words that forbid paying alone, by family, and what only looks like them."""

import pytest

from hitl.domain.reading.phrases import words_of
from hitl.domain.reading.reservations import Kind, find_reservations
from hitl.domain.reading.reservations.intentions import intentions

AGAINST = [
    (Kind.SETTLED, "You already refunded it last week, thank you.", "our side has paid"),
    (Kind.SETTLED, "I got the money back yesterday.", "the money is there"),
    (Kind.SETTLED, "The $12 came back on my card already.", "without a word for refund"),
    (Kind.SETTLED, "My husband already got it back.", "somebody else has it"),
    (Kind.SETTLED, "The replacement came yesterday and is perfect.", "goods in its place"),
    (Kind.SETTLED, "My insurance already paid for it.", "another has paid"),
    (Kind.SETTLED, "This has been dealt with.", "no money is named at all"),
    (Kind.NOT_ORDERED, "I did not place this order.", "the plain words"),
    (Kind.NOT_ORDERED, "I have no idea who ordered this.", "put otherwise"),
    (Kind.NOT_ORDERED, "This charge isn't mine.", "by the charge"),
    (Kind.WHOSE, "My neighbour's mug arrived damaged.", "somebody else's goods"),
    (Kind.WHOSE, "My son used my card without permission.", "a child's purchase"),
    (Kind.WHOSE, "I'm asking for a friend.", "somebody else's request"),
    (Kind.WHOSE, "It is hers, not mine.", "a pronoun tells"),
    (Kind.REMEDY, "I'd rather have store credit than money.", "credit"),
    (Kind.REMEDY, "A voucher would be fine.", "a voucher"),
    (Kind.REMEDY, "Or just send me a new one.", "goods"),
    (Kind.REMEDY, "Actually I want the same one again, not cash.", "goods, and money refused"),
    (Kind.LATER, "I might ask for a refund later, let me think about it.", "perhaps later"),
    (Kind.LATER, "Hold on until I confirm.", "not yet"),
    (Kind.LATER, "Let me check with my husband first.", "somebody is to be asked"),
    (Kind.LATER, "I have not decided yet.", "undecided"),
    (Kind.NO_FAULT, "Unless it was like that by design.", "a condition"),
    (Kind.NO_FAULT, "Maybe that is normal for stoneware.", "it may be usual"),
    (Kind.GONE, "I sold it on already but want the refund.", "sold"),
    (Kind.GONE, "I gave it to charity.", "given away"),
    (Kind.GONE, "I don't have it any more.", "not there, however it went"),
    (Kind.OWN_DOING, "It cracked after I put it in the oven.", "heat"),
    (Kind.OWN_DOING, "I washed the jumper at 60 and now it is small.", "too hot a wash"),
    (Kind.OWN_DOING, "We ironed them and they shrank.", "what was done, and what came of it"),
    (Kind.OWN_DOING, "I drove over the parcel.", "an accident"),
    (Kind.OWN_DOING, "I should have been more careful.", "an admission"),
    (Kind.OWN_DOING, "My 5 year old pulled on the cord and it ripped.", "a child, named by its age"),
    (Kind.OWN_DOING, "I've unpicked the label and now there's a hole.", "a deed that no list holds"),
    (Kind.OWN_DOING, "My mother-in-law leaned on it and the base split.", "one who married in"),
    (Kind.OWN_DOING, "It tipped over and the shade smashed.", "an accident that nobody caused"),
    (Kind.OWN_DOING, "The dog got hold of it, it's in pieces.", "an animal's doing"),
    (Kind.OWN_DOING, "We used it as a doorstop and it cracked.", "used for something else"),
    (Kind.OWN_DOING, "The lamp broke during our move.", "moving house"),
    (Kind.OWN_DOING, "The lamp got broken by our cleaner.", "told the other way round"),
    (Kind.OWN_DOING, "We had a flood and the lamp is ruined.", "what befell the house"),
    (Kind.OWN_DOING, "I was merry and danced on it.", "no damage is told beside it"),
    (Kind.SETTLED, "I already charged it back with my bank.", "the bank has paid"),
    (Kind.SETTLED, "A man round the corner repaired it.", "it is mended"),
    (Kind.NO_FAULT, "The lamp is kaputt nicht.", "denied in another language"),
    (Kind.NOT_MEANT, "The lamp is broken... just kidding.", "a joke"),
    (Kind.NOT_MEANT, "I lied about the lamp being broken.", "a lie that is owned up to"),
    (Kind.NOT_MEANT, "I need a reason for the form, so: broken.", "a reason for the form"),
    (Kind.NOT_MEANT, "UPDATE: found the switch, all good.", "it is well in the end"),
    (Kind.NOT_MEANT, "Sorry, wrong shop!", "meant for somebody else"),
    (Kind.EXTRA, "Please refund the lamp twice.", "more than once"),
    (Kind.EXTRA, "Refund everything else I ever bought too.", "more than this order"),
    (Kind.EXTRA, "Please also refund the shipping I paid.", "shipping"),
    (Kind.EXTRA, "And give me $10 extra for my trouble.", "compensation"),
    (Kind.OWN_DOING, "It lost its print in the dishwasher, it is not dishwasher safe.", "against the label"),
    (Kind.EXTRA, "Refund it and put 5 on top.", "more than the price"),
    (Kind.EXTRA, "Take ten percent off my next order as well.", "a discount to come"),
    (Kind.EXTRA, "You should bear the cost of the plumber.", "what it cost elsewhere"),
    (Kind.REMEDY, "Cancel the white one and send a black one in place.", "other goods"),
    (Kind.EXTRA, "I want double the price back.", "a multiple"),
    (Kind.INTENTION, "I'll let the whole town hear of it.", "a threat in words of its own"),
    (Kind.INTENTION, "We will handle this our way.", "another"),
]


@pytest.mark.parametrize(("kind", "text", "why"), AGAINST)
def test_words_against_paying_are_found(kind: Kind, text: str, why: str) -> None:
    assert kind in {one.kind for one in find_reservations(text, 0)}, why


HARMLESS = [
    ("It can't be repaired, I'm told.", "no repair"),
    ("I'm not kidding, it is in two.", "no joke"),
    ("It was all good until it broke.", "no longer good"),
    ("It looks like somebody sat on it.", "how it looks"),
    ("I use it every week and I like it.", "how often, and no payment"),
    ("I plugged it in and it was dead.", "what anybody does with a lamp"),
    ("My wife opened the box and it was cracked.", "opening is no doing"),
    ("The handle fell off and it broke.", "a part of the goods themselves"),
    ("Somebody at the depot used this as a football, it is caved in.", "somebody else's hands"),
    ("I'd keep it for half the price back.", "kept for less money, which is wanted now"),
    ("I have not got my money back yet.", "the money is not there"),
    ("Please do it as quickly as you refunded my last order.", "another order's refund"),
    ("I'd like to have the money back on my card.", "a wish"),
    ("Please may I have my money back?", "a wish put as a question"),
    ("My son opened the parcel.", "a child that bought nothing"),
    ("It was a gift for my neighbour.", "a gift is the customer's purchase"),
    ("My sister's birthday is on Sunday.", "a sister without an order"),
    ("No replacement needed, just the money.", "goods refused"),
    ("I used a discount code.", "a code that was used"),
    ("I will order another one next month.", "what customers do"),
    ("I will send you a photo.", "what customers do"),
    ("I can't wait for the next sale.", "no delay"),
    ("That is surely not meant to be so.", "the opposite"),
    ("I sold nothing, I still have it.", "the opposite"),
    ("I threw away the box.", "only what it came in"),
    ("It rattles whenever I hold it upright.", "holding a thing, not a wish"),
    ("I saw the crack while I was washing it.", "when it was seen"),
    ("It gave way the first time I pushed the lever.", "the first use"),
    ("I think it is lost.", "what is thought, not thought over"),
    ("It hums so that I cannot sleep with it beside me.", "real sleep"),
    ("It has cords lying about the whole floor.", "no lie"),
    ("I will be abroad next month.", "a journey"),
    ("The print went in the dishwasher, and it is dishwasher safe.", "what it is made for"),
    ("Please cancel it, it has not yet been dispatched.", "what has not happened yet"),
    ("There was mud on top when I lifted the lid.", "a place"),
    ("The strap slid off the next day.", "a part that slid"),
    ("I'll borrow my neighbour's drill meanwhile.", "what customers do"),
    ("I could have had one from the baker.", "what was not done"),
    ("Only light comes out, no sound.", "the light of a lamp"),
    ("Half of the plates came broken.", "all of it is named"),
    ("My aunt bought us the same one.", "a second one for the customer"),
    ("The rest is all good.", "the others are fine"),
    ("The parcel was run over on its way.", "on its way"),
    ("I ordered a trumpet, got a flute, refund please.", "a wish after what came"),
    ("The courier dropped it.", "somebody else's fault"),
    ("It's dishwasher safe.", "a property"),
    ("Shipping was quick.", "nothing is wanted for it"),
    ("Sorry for the trouble.", "politeness"),
]


@pytest.mark.parametrize(("text", "why"), HARMLESS)
def test_what_only_looks_like_it_is_left_in_peace(text: str, why: str) -> None:
    assert find_reservations(text, 0) == (), why


def test_each_place_is_that_in_the_text_as_written() -> None:
    text = "Hi. You ALREADY refunded me."
    (found,) = find_reservations(text, 2)
    assert (found.kind, found.text, found.message) == ("settled", "You ALREADY refunded", 2)
    assert text[found.start : found.end] == found.text


def test_an_intention_without_a_verb_is_none() -> None:
    assert intentions(words_of("I will. We might")) == []
