"""What the customer asks for on one order: which lines, how many pieces, and why."""

import re
from dataclasses import replace

from hitl.adapters.rules_drafter.doubts import SOME, Doubt
from hitl.adapters.rules_drafter.gathering import Gathering
from hitl.adapters.rules_drafter.resolving import Request, resolve
from hitl.domain.order import Order
from hitl.domain.reading.catalogue import Catalogue, catalogue, own_word, stem
from hitl.domain.reading.classifier import Weights
from hitl.domain.reading.corrections import corrected
from hitl.domain.reading.counting import pieces_meant
from hitl.domain.reading.items import mentions
from hitl.domain.reading.quantities import number
from hitl.domain.reading.reasons import hear
from hitl.domain.reading.text import normal, words

__all__ = ["Request", "masked", "understand"]


def understand(texts: tuple[str, ...], order: Order, weights: Weights | None) -> Request:
    """What the customer's messages, oldest first, ask for on this order."""
    known = catalogue(order)
    said = tuple(masked(text, known) for text in _current(texts))
    gathering = _gathered(said, known, None)
    if not gathering.groups and weights is not None:
        gathering = _gathered(said, known, weights)
    return _counted(resolve(gathering), said, known)


def _counted(request: Request, said: tuple[str, ...], known: Catalogue) -> Request:
    """Of several equal pieces those that all the words together mean, where they name nothing else."""
    lines = {claim.line_id for claim in request.claims}
    line = known.order.line(min(lines)) if len(lines) == 1 else None
    if line is None or line.quantity == 1 or _names_others(said, known, line.line_id):
        return request
    pieces = pieces_meant(said, line.quantity)
    if pieces is None or (
        len(request.claims) > 1 and pieces.meant >= sum(one.quantity for one in request.claims)
    ):
        return request
    claim = request.claims[0]
    if len(known.order.lines) > 1 and pieces.meant > claim.quantity:
        return request  # "all" may be of the order
    doubts = tuple(doubt for doubt in request.doubts if not doubt.of_count)
    if not pieces.sure:
        doubts = (*doubts, Doubt(SOME, f"How many of the {line.quantity} pieces are meant is not plain."))
    return replace(
        request,
        claims=(claim.model_copy(update={"quantity": pieces.meant}),),
        alternatives=tuple(one.model_copy(update={"quantity": pieces.meant}) for one in request.alternatives),
        doubts=doubts,
        counted=pieces.sure,
    )


def _names_others(said: tuple[str, ...], known: Catalogue, line_id: str) -> bool:
    """Whether other goods of the order are named, of which a number may be."""
    if len(known.order.lines) == 1:
        return False
    return any(set(one.lines) != {line_id} for text in said for one in mentions(text, known))


def _gathered(said: tuple[str, ...], known: Catalogue, weights: Weights | None) -> Gathering:
    """Everything said, by patterns alone or with the classifier's guesses beside them."""
    gathering = Gathering(known=known, weights=weights)
    for text in said:
        gathering.read(text)
    return gathering


def masked(text: str, known: Catalogue) -> str:
    """The text without what it takes back, titles replaced by their heads: "Ripped jeans" are not ripped."""
    small = normal(text)
    for line in known.order.lines:
        title = normal(line.title).strip()
        if len(title) > _SHORTEST_TITLE and title in small:
            small = small.replace(title, _as_many(own_word(line, known), title))
    small = _PART_LAST.sub(_part_first, small)
    return corrected(_NOT_ONE.sub(r"none of \1", _ALL_BUT.sub(r"\1 except", small)), known)


def _as_many(word: str, title: str) -> str:
    """The word in the plural where the title is: "pita chips" are "pitas", and no single one."""
    return f"{word}s" if _is_plural(title) and stem(word) == word and not word.endswith("s") else word


def _is_plural(title: str) -> bool:
    last = title.rsplit(maxsplit=1)[-1]
    return last.endswith("s") and stem(last) != last


_PART_LAST = re.compile(
    r"(?:\bout of|(?:^|(?<=[.!?,] ))of) (?P<the>the |my |our )?(?P<many>\d{1,2}|two|three|four|five|six|seven"
    r"|eight|nine|ten|eleven|twelve)(?P<what>(?: [a-z-]+){1,3}?),? (?:only |just )?(?P<few>\d{1,2}|one|two"
    r"|three|four|five|six|seven|eight|nine|ten|eleven)\b(?! of\b)"
)


def _part_first(found: re.Match[str]) -> str:
    """As in "out of eight lamps five": five of the eight lamps."""
    few, many = number(found["few"]), number(found["many"])
    if few is None or many is None or few >= many:
        return found[0]
    return f"{found['few']} of the {found['many']}{found['what']}"


_ALL_BUT = re.compile(
    r"\b(all|everything|anything|any|nothing|the (?:whole|entire) (?:order|lot)|all of (?:it|them)"
    r"|all (?:the )?items) but\b"
)


_NOT_ONE = re.compile(r"\bnot (?:a single )?one of (the|my|our|these|those|them)\b")


_SHORTEST_TITLE = 3


def _current(texts: tuple[str, ...]) -> tuple[str, ...]:
    """All messages; from a correction on only that and what follows, where it stands by itself."""
    for index in range(len(texts) - 1, 0, -1):
        start = normal(texts[index])[:80]
        corrects = any(sign in start for sign in _CORRECTIONS) and len(words(texts[index])) > _FEW_WORDS
        if corrects and any(clause.heard for clause in hear(texts[index], None)):
            return texts[index:]
    return texts


_CORRECTIONS = (
    "actually",
    "correction",
    "i meant",
    "i was wrong",
    "my mistake, it",
    "sorry, it was",
    "wait,",
    "no, it was",
    "no, the",
)
_FEW_WORDS = 5
