"""Exception words in their usual forms, what only looks like them, and the wish for a person."""

import pytest

from hitl.domain.reading.keywords import find_keywords, human_requested
from hitl.domain.reading.phrases import Phrases, check_phrase, words_of
from hitl.domain.reading.word_forms import inflections, misspellings
from tests.gate_cases import rules

SURE = [
    ("harm", "I want to kill myself", "harm to oneself"),
    ("harm", "Some days I think of ending my life.", "another form"),
    ("harm", "I don't want to live anymore", "without the word"),
    ("harm", "I will burn your warehouse down", "harm to others"),
    ("harm", "I know where you live!", "a threat without a word for it"),
    ("injury", "My son was injured by the chair", "the plain word"),
    ("injury", "The shelf fell on my foot", "the accident"),
    ("injury", "I cut my hand on the rim", "the wound"),
    ("injury", "It burned me badly", "a burn"),
    ("injury", "a piece went into my eye", "a splinter"),
    ("injury", "the charger caught fire", "a fire"),
    ("injury", "We had to go to the emergency room", "where it ended"),
    ("injury", "She had an allergic reaction", "an illness"),
    ("injury", "I got an electric shock from the plug", "electricity"),
    ("injury", "I was injurred", "misspelt"),
    ("legal", "I will sue you", "the plain word"),
    ("legal", "we are suing your company", "another form"),
    ("legal", "My lawyer will write to you", "somebody's lawyer"),
    ("legal", "you'll hear from my attorny", "misspelt"),
    ("legal", "expect a lawsuit", "the noun"),
    ("legal", "I'll take legal action", "the phrase"),
    ("legal", "See you in court", "the place"),
    ("legal", "I'll take this to small claims", "a kind of court"),
    ("legal", "I am calling the police", "the police"),
    ("legal", "M y L a w s u i t is coming: l a w s u i t", "letters apart"),
    ("legal", "my lаwyer", "a Cyrillic letter"),
    ("legal", "my law\u200byer", "a character that cannot be seen"),
    ("legal", "my l4wyer", "a figure for a letter"),
    ("legal", "ＭＹ ＬＡＷＹＥＲ", "full-width letters"),
    ("regulator", "I am going to Trading Standards", "an authority"),
    ("regulator", "The BBB will hear of this", "an abbreviation"),
    ("regulator", "I'll report you to the ombudsman", "an office"),
    ("fraud", "This is fraud", "the plain word"),
    ("fraud", "I will do a charge back", "in two words"),
    ("fraud", "expect a charge-back", "with a hyphen"),
    ("fraud", "Chargebacks are filed already", "in one, several"),
    ("fraud", "I'll dispute the charge with my bank", "described"),
    ("fraud", "you scammers", "a word for whoever does it"),
    ("fraud", "there's an unauthorized payment on my card", "a charge nobody made"),
    ("press", "I will go to the press", "the press"),
    ("press", "I'll post this everywhere", "a public threat"),
    ("press", "You'll be all over Twitter", "a medium"),
    ("press", "I'm going to leave a one star review", "a review as a threat"),
    ("staff", "Your staff was rude to me", "a complaint about people"),
    ("staff", "the driver was extremely rude", "about one of them"),
    ("staff", "your agent insulted me", "what they did"),
    ("repeated", "This is the third time I write", "counted"),
    ("repeated", "my second email about this", "counted otherwise"),
    ("repeated", "I have already contacted you twice", "told"),
    ("repeated", "I'm still waiting for an answer", "what is missing"),
    ("repeated", "Nobody replies to my messages", "put otherwise"),
    ("legal", "Expect a letter from counsel.", "another word for lawyers"),
    ("legal", "I reserve all rights and remedies.", "what lawyers write"),
    ("legal", "You'll be hearing from my representatives.", "without naming them"),
    ("legal", "We will take this further.", "without saying where"),
    ("fraud", "My bank will simply take the money back.", "a chargeback in plain words"),
    ("fraud", "I'll raise it with my credit card provider.", "another"),
    ("fraud", "I will open a PayPal case.", "a wallet's dispute"),
    ("fraud", "Somebody used my card.", "a purchase nobody made"),
    ("press", "It would be a shame if your reviews suddenly turned bad.", "a threat as pity"),
    ("press", "I'd hate to have to write something unpleasant about you.", "a threat as regret"),
    ("press", "The local paper might be interested.", "the press without the word"),
    ("press", "My 20k subscribers will hear about it.", "readers"),
]


@pytest.mark.parametrize(("group", "text", "why"), SURE)
def test_a_grave_word_is_found_in_its_usual_forms(group: str, text: str, why: str) -> None:
    hits = find_keywords(text, 0, rules().keywords)
    assert group in {hit.kind for hit in hits if hit.sure}, why


HARMLESS = [
    ("I'm a lawyer by trade, and this lamp is broken", "somebody's profession"),
    ("in pursuit of happiness", "sue inside another word"),
    ("there is an issue with the tissue box", "sue inside other words"),
    ("Aunt Sue said she loves it", "a name"),
    ("I press the button and nothing happens", "a button"),
    ("my french press is cracked", "a kitchen tool"),
    ("these brownies are to die for", "praise"),
    ("a killer deal, but the handle is off", "praise again"),
    ("the court shoes are too small", "shoes"),
    ("our tennis court net is torn", "a playing field"),
    ("the cut glass bowl came broken", "a kind of glass"),
    ("there is no dispute about it", "the opposite"),
    ("my phone died after a day", "a thing"),
    ("the bath bomb was crumbled", "a toy"),
    ("I was charged twice for one lamp", "twice is not a complaint"),
    ("Thanks again for your help", "again is not either"),
    ("my mother in law bought it", "family"),
    ("the candle burned down unevenly", "what candles do"),
    ("it would not hurt to check", "a figure of speech"),
    ("the gnome lost his nose in the post", "a figure, not a person"),
    ("the fire pit arrived dented", "a thing with fire in its name"),
    ("Please ignore my last message", "the other way round"),
    ("the police costume is too small", "a costume"),
    ("can I get a discount next time?", "nothing at all"),
    ("There was newspaper in the box.", "what goods are wrapped in"),
    ("I can read a newspaper in this light.", "what people read"),
    ("It comes off when you press it into the wood.", "pressing"),
    ("The book was for my hospital stay.", "what it was meant for"),
    ("The pocket was held by three stitches.", "how it is sewn"),
    ("My doctor told me to stop running.", "why it is not needed"),
    ("It gave way when I hung my coat on it.", "what a hook is for"),
    ("It leaks all over my papers.", "a leak of water"),
    ("It broke the third time she wore it.", "a count of uses"),
    ("Page 40 is blank, right before the murder.", "a story"),
    ("I tell all my friends to buy here.", "praise"),
    ("I don't know your address, where do I send it?", "a question"),
    ("My bank statement shows $12.", "a proof"),
    ("I could come by your shop to bring it back.", "a kindness"),
    ("Consider it done, the photo is attached.", "a phrase of everyday"),
]


@pytest.mark.parametrize(("text", "why"), HARMLESS)
def test_what_clearly_only_looks_like_it_is_not_reported(text: str, why: str) -> None:
    assert find_keywords(text, 0, rules().keywords) == (), why


DOUBTFUL = [
    ("legal", "I'm not going to sue anyone", "negated"),
    ("injury", "Luckily nobody was injured", "negated from the front"),
    ("legal", "It was a gift for Sue, you see", "a name, and a sentence that fits"),
    ("fraud", "The book “The Fraud” arrived torn", "a title"),
    ("legal", "my brother studied with a lawyer", "a lawyer without a threat"),
    ("injury", "the edges are dangerous", "may have hurt somebody"),
    ("repeated", "I have a complaint", "a first one"),
    ("harm", "I know where your office is.", "a threat, or directions"),
    ("injury", "The doctor said it is nothing.", "a doctor was seen"),
    ("harm", "You have been warned.", "a threat without a deed"),
    ("harm", "You'll be sorry if you don't.", "a threat that may be about money"),
    ("harm", "I might pay you a visit.", "a visit"),
]


@pytest.mark.parametrize(("group", "text", "why"), DOUBTFUL)
def test_what_may_only_look_like_it_is_reported_as_unsure(group: str, text: str, why: str) -> None:
    hits = find_keywords(text, 0, rules().keywords)
    assert {hit.sure for hit in hits if hit.kind == group} == {False}, why


def test_a_condition_is_not_a_negation() -> None:
    (hit,) = find_keywords("If not, I will sue you", 0, rules().keywords)
    assert hit.sure


def test_a_wish_to_die_is_sure_even_where_it_is_denied() -> None:
    hits = find_keywords("I do not want to kill myself", 0, rules().keywords)
    assert [hit.sure for hit in hits if hit.kind == "harm"] == [True]


PLACES = [
    "Listen: my lawyer knows.",
    "Listen: my law\u200byer knows.",
    "Listen: my l a w y e r knows.",
    "Ünd “so” my lawyer knows.",
]


@pytest.mark.parametrize("text", PLACES)
def test_the_place_is_that_in_the_text_as_written(text: str) -> None:
    hit = find_keywords(text, 3, rules().keywords)[0]
    assert text[hit.start : hit.end] == hit.text
    assert hit.text.startswith("my l")
    assert hit.message == 3


def test_groups_are_reported_gravest_first() -> None:
    hits = find_keywords("third time I write, my lawyer knows that I was injured", 0, rules().keywords)
    assert [hit.kind for hit in hits] == ["injury", "legal", "repeated"]


def test_a_phrase_does_not_run_across_a_sentence() -> None:
    hits = find_keywords("It was a present for sue. You sent the wrong one.", 0, rules().keywords)
    assert not [hit for hit in hits if hit.sure]


WISHES = [
    ("Let me talk to a person", "the plain wish"),
    ("I want to speak with a real human please", "real"),
    ("can I chat to someone?", "someone"),
    ("get me your manager", "a manager"),
    ("Connect me with an agent", "an agent"),
    ("please call me", "a call"),
    ("Call me back on Monday", "a call back"),
    ("I'd rather have a human look at this", "somebody should look"),
    ("not a bot please", "no machine"),
    ("is anybody there? a real person?", "a question"),
    ("talk to an operater", "misspelt"),
    ("AGENT!", "one word"),
]


@pytest.mark.parametrize(("text", "why"), WISHES)
def test_a_wish_for_a_person_is_heard(text: str, why: str) -> None:
    assert human_requested(text, 0) is not None, why


NO_WISHES = [
    ("the person who delivered it left it in the rain", "a person, not a wish"),
    ("my human hair brush is broken", "a brush"),
    ("the cleaning agent leaked", "a liquid"),
    ("my friends call me Bo", "a name"),
    ("I ordered a robot vacuum", "a machine"),
    ("your colleague was helpful", "a person who helped"),
    ("someone signed for the parcel", "somebody else"),
    ("", "nothing"),
]


@pytest.mark.parametrize(("text", "why"), NO_WISHES)
def test_a_person_in_a_message_is_not_a_wish_for_one(text: str, why: str) -> None:
    assert human_requested(text, 0) is None, why


def test_the_forms_of_a_word() -> None:
    assert {"sue", "sues", "sued", "suing"} <= inflections("sue")
    assert {"scammed", "scamming"} <= inflections("scam")
    assert {"injuries"} <= inflections("injury")
    assert {"attorny", "atorney", "attroney", "attorneyy"} <= misspellings("attorney")
    assert misspellings("court") == set(), "short words have neighbours that are words of their own"


def test_a_phrase_that_cannot_be_read_is_refused() -> None:
    for wrong in ("", "..", "(my)?", "what's / that", "a*b", ".. end", "begin .."):
        with pytest.raises(ValueError, match=r"phrase|word"):
            check_phrase(wrong)


def test_a_gap_spans_three_words_and_no_more() -> None:
    phrases = Phrases(("take .. to court",))
    assert phrases.find(words_of("take this whole matter to court"))
    assert not phrases.find(words_of("take this whole sad matter to court"))
    assert not phrases.find(words_of("take this. Off to court"))
