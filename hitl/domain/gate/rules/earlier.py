"""What our side has done already in the same conversation: money beside it could be the second time."""

from collections.abc import Callable

from hitl.domain.case import Author
from hitl.domain.draft import Action, Draft
from hitl.domain.gate.matter import Matter, held
from hitl.domain.gate.verdict import Code, GateReason
from hitl.domain.reading.phrases import Phrases, Span, Words, words_of
from hitl.domain.reply import promises


def answered_before(matter: Matter, draft: Draft) -> GateReason | None:
    """A colleague has promised, sent or refused something here; records may not know of it yet."""
    if draft.action is not Action.APPROVE_REFUND:
        return None
    for message in matter.facts.conversation:
        said = _remedy(message.text) if message.author is Author.AGENT else None
        if said:
            return held(Code.DUPLICATE_REQUEST, f"We have answered already: “{said}”", words=said)
    return None


def _remedy(text: str) -> str | None:
    """Our words that settle the matter one way or the other, or None; a question settles nothing."""
    words = words_of(text)
    for phrases, settles in _SETTLING:
        for span in phrases.find(words):
            if settles(words, span):
                start, end = words.place(span)
                return text[start:end]
    return None


def _done(words: Words, span: Span) -> bool:
    return not (
        promises.refused(words, span) or promises.asked(words, span) or promises.left_open(words, span)
    )


def _done_by_us(words: Words, span: Span) -> bool:
    return promises.ours(words, span) and _done(words, span)


_REFUSED = Phrases(("we/i .. decline/declined/reject/rejected/refuse/refused/deny/denied",))

_SETTLING: tuple[tuple[Phrases, Callable[[Words, Span], bool]], ...] = (
    (promises.REFUND_PROMISED, _done),
    (promises.OTHER_REMEDY, _done_by_us),
    (promises.REFUND_REFUSED, promises.refused),
    (_REFUSED, _done),
)
