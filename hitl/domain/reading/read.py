"""Everything that fixed rules take from a conversation, before anyone drafts."""

from collections.abc import Iterable

from hitl.domain.case import Author, Message
from hitl.domain.policy import Reason
from hitl.domain.reading.amounts import amounts
from hitl.domain.reading.as_new import goes_back_as_new
from hitl.domain.reading.injection import find_injection
from hitl.domain.reading.intent import intent, other_business
from hitl.domain.reading.keywords import find_keywords, human_requested
from hitl.domain.reading.language import UNTOLD, language
from hitl.domain.reading.lexicon import Lexicon
from hitl.domain.reading.order_numbers import order_numbers
from hitl.domain.reading.ordinary import ordinary
from hitl.domain.reading.reasons import hear, reasons_of
from hitl.domain.reading.record import Found, Intent, MentionedAmount, Reading
from hitl.domain.reading.reservations import find_reservations
from hitl.domain.reading.sentiment import sentiment, sentiment_signs
from hitl.domain.reading.text import normal, sentences

SUBJECT = -1
"""The place of the subject line among the messages."""


def read(
    *, subject: str, conversation: tuple[Message, ...], lexicon: Lexicon, goods: tuple[str, ...] = ()
) -> Reading:
    """The reading of all the customer's words; what the company's side wrote is not the customer's.

    `goods` are the titles of what the customer bought.
    """
    spoken = tuple(
        (index, message.text)
        for index, message in enumerate(conversation)
        if message.author is Author.CUSTOMER
    )
    every = ((SUBJECT, subject), *spoken) if subject.strip() else spoken
    signs = tuple(sign for index, text in every for sign in sentiment_signs(text, index))
    return Reading(
        language=_language(every),
        intent=_intent(subject, tuple(text for _, text in spoken), lexicon),
        reasons=_reasons(tuple(text for _, text in reversed(every)), lexicon),
        sentiment=sentiment(signs),
        sentiment_signs=signs,
        keywords=_all_found(find_keywords(text, index, lexicon.keywords) for index, text in every),
        human_requested=next(filter(None, (human_requested(text, index) for index, text in every)), None),
        injection=_all_found(find_injection(text, index) for index, text in every),
        reservations=_all_found(find_reservations(text, index) for index, text in every),
        ordinary=ordinary((text for _, text in every), lexicon.ordinary, goods),
        amounts=_amounts(every),
        order_numbers=_numbers(every),
    )


def _all_found(found: Iterable[tuple[Found, ...]]) -> tuple[Found, ...]:
    return tuple(one for several in found for one in several)


def _language(every: tuple[tuple[int, str], ...]) -> str:
    """Of what the customer wrote last, if that tells; else of everything together."""
    last = language(every[-1][1]) if every else UNTOLD
    if len(every) < 2 or last not in {UNTOLD, "en"}:
        return last
    return language("\n".join(text for _, text in every))


def _intent(subject: str, texts: tuple[str, ...], lexicon: Lexicon) -> Intent:
    """Of the last message that tells: "yes, 48291" answers a question and leaves the intent as it was."""
    found = Intent.UNCLEAR
    for index, text in reversed(tuple(enumerate(texts))):
        with_subject = f"{subject}.\n{text}" if index == 0 and subject.strip() else text
        found = intent(with_subject, hear(with_subject, None))
        settled = found is not Intent.UNCLEAR and not (found is Intent.OTHER_MATTER and index > 0)
        if settled:
            return _unless_likely(found, with_subject, lexicon)
    return found


_LIKELY = 0.6
"""The classifier's probability of a reason from which a message is not handed on as no refund matter."""


def _unless_likely(found: Intent, text: str, lexicon: Lexicon) -> Intent:
    """What no pattern knows is no other matter yet where the classifier hears a reason for a refund in it."""
    if found is not Intent.OTHER_MATTER or lexicon.weights is None or other_business(text):
        return found
    told = "\n".join(one.text for one in sentences(normal(text)) if not one.text.rstrip().endswith("?"))
    heard = hear(told, lexicon.weights)
    likely = any(one.weight >= _LIKELY for clause in heard for one in clause.heard)
    return Intent.UNCLEAR if likely and not any(clause.fine for clause in heard) else found


def _reasons(texts: tuple[str, ...], lexicon: Lexicon) -> tuple[Reason, ...]:
    """The newest message's first; the classifier is asked only where no words say a reason outright."""
    said = dict.fromkeys(reason for text in texts for reason in reasons_of(hear(text, None)))
    return tuple(said) or _guessed(texts, lexicon)


def _guessed(texts: tuple[str, ...], lexicon: Lexicon) -> tuple[Reason, ...]:
    """What the classifier hears, without what it hears far less surely than the surest."""
    if lexicon.weights is None:
        return ()
    heard = [one for text in texts for clause in hear(text, lexicon.weights) for one in clause.heard]
    surest = max((one.weight for one in heard), default=0.0)
    if surest < _LIKELY and goes_back_as_new("\n".join(texts)):
        return (Reason.CHANGED_MIND,)
    least = surest - _FAR_LESS
    return tuple(dict.fromkeys(one.reason for one in heard if one.weight >= least))


_FAR_LESS = 0.15


def _amounts(every: tuple[tuple[int, str], ...]) -> tuple[MentionedAmount, ...]:
    return tuple(one for index, text in every for one in amounts(text, index))


def _numbers(every: tuple[tuple[int, str], ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one.number for _, text in every for one in order_numbers(text)))
