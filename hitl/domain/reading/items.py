"""Which lines of an order the customer's words mean, and how many pieces.

A stretch of neighbouring words that fit titles is one mention; it means the lines that fit it best. What
several lines fit equally well is said to be so, not guessed.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from hitl.domain.order import Line
from hitl.domain.reading.catalogue import ALIKE_HEAD, KIND, TELLING, TOKEN, Catalogue, near, stem
from hitl.domain.reading.item_words import EMPTY, UNCOUNTABLE
from hitl.domain.reading.quantities import Count, counted


class Mention(NamedTuple):
    """Lines that a stretch of a clause means."""

    lines: tuple[str, ...]  # line ids; several where the words fit them equally
    start: int
    end: int
    plural: bool
    pieces: int | None = None  # how many, where a number stands with it
    half: bool = False
    both: bool = False
    part: bool = False  # "one of the glasses"
    sure: bool = True  # False: only a telling word or a category fits
    uncountable: bool = False  # "the yarn", "my twine order": no single piece
    kept: bool = False  # "all but the lamp", "not the lamp"


class _Hit(NamedTuple):
    start: int
    end: int
    word: str
    worth: dict[str, float]


def mentions(clause: str, known: Catalogue) -> tuple[Mention, ...]:
    """What one clause in normal form mentions, in the order in which it stands."""
    stretches: list[list[_Hit]] = []
    for hit in _hits(clause, known):
        if stretches and _together(clause[stretches[-1][-1].end : hit.start]):
            stretches[-1].append(hit)
        else:
            stretches.append([hit])
    found = (_mention(clause, hits, known) for hits in stretches)
    ordinal = _by_ordinal(clause, known)
    return tuple(one for one in (*found, *ordinal) if one is not None)


def _hits(clause: str, known: Catalogue) -> Iterator[_Hit]:
    tokens = list(TOKEN.finditer(clause))
    skip = -1
    for place, token in enumerate(tokens):
        if place <= skip:
            continue
        pair = stem(token[0] + tokens[place + 1][0]) if place + 1 < len(tokens) else ""
        if len(pair) > 6 and pair in known.worth and stem(token[0]) not in known.worth:
            skip = place + 1
            yield _Hit(token.start(), tokens[place + 1].end(), tokens[place + 1][0], known.worth[pair])
            continue
        word = stem(token[0])
        if token[0] in EMPTY or word in EMPTY:
            continue
        worth = known.worth.get(word) or known.worth.get(near(word, known))
        if worth:
            yield _Hit(token.start(), token.end(), token[0], worth)


def _together(between: str) -> bool:
    return between.strip() in {"", "-", "'s", "/", "of"}


def _mention(clause: str, hits: list[_Hit], known: Catalogue) -> Mention | None:
    scores: dict[str, float] = {}
    for hit in hits:
        for line, value in hit.worth.items():
            scores[line] = scores.get(line, 0.0) + value
    best = max(scores.values())
    start, end = hits[0].start, hits[-1].end
    names = best >= TELLING or any(value >= KIND for hit in hits for value in hit.worth.values())
    if not names and not _points(clause, start, end):
        return None
    lines = tuple(line.line_id for line in known.order.lines if scores.get(line.line_id, 0.0) >= best - 0.01)
    count = counted(clause, start, end)
    if clause[:end].endswith("'s") and _OF_ITS_PARTS.match(clause[end:]):
        count = Count()
    return Mention(
        lines=lines,
        start=start,
        end=end,
        plural=hits[-1].word.endswith("s")
        and not hits[-1].word.endswith("'s")
        and stem(hits[-1].word) != hits[-1].word,
        pieces=count.pieces,
        half=count.half,
        both=count.both,
        part=count.part,
        sure=best >= ALIKE_HEAD or (len(lines) == 1 and (best >= TELLING or _points(clause, start, end))),
        uncountable=stem(hits[-1].word) in UNCOUNTABLE or bool(_AN_ORDER.match(clause[end:])),
        kept=_is_kept(clause[max(0, start - 60) : start], clause[end:]),
    )


_AN_ORDER = re.compile(r" (?:order|delivery|parcel|package|shipment)\b")


def _is_kept(before: str, after: str) -> bool:
    if _UNWANTED.search(before) and _BACK.match(after):
        return True
    return bool(_LEFT_OUT.search(before) or _KEPT_AFTER.match(after))


_UNWANTED = re.compile(
    r"\b(?:don't|do not|not) (?:want|need|wish)(?: to have)? (?:the|my|this|that) (?:\w+ )?$"
)
_BACK = re.compile(r"\s(?:to be )?(?:refunded|reimbursed|returned|replaced|taken back|paid back)\b")
"""No money is wanted for these goods: "I don't want the lamp refunded"."""
_OF_ITS_PARTS = re.compile(
    r" (?!(?:arrived|broken|cracked|damaged|gone|not|come|been|a|the|in|on|of)\b)[a-z]"
)
"""What is counted are parts of one piece: "two of the chair's legs"."""
_KEPT_AFTER = re.compile(
    r"\s*(?:is one that |which |that )?(?:i|we)(?:'m| am|'re| are|'ll| will| want to"
    r"| would like to)? keep(?:ing)?\b"
)
_LEFT_OUT = re.compile(
    r"\b(?:except(?: for)?|apart from|aside from|other than|excluding|exclude|not including|minus"
    r"|all but|(?<!love to )(?<!liked to )(?<!loved to )keep|keeping"
    r"|leave|kept) (?:(?:for|about|the|my|those|these|this|that|our|a|any|two|one|three) )*(?:\w+ ){0,2}$"
    r"|\b(?:received|came|bought|got|ordered|arrived|delivered) (?:it )?(?:together "
    r"|along )?with (?:the |my )(?:\w+ ){0,2}$"
    r"|\b(?:next to|beside|alongside|stood by|standing by|used) (?:the|my|our|this) (?:\w+ )?$"
    r"|\b(?:besides|without|but not|not|rather than|instead of|isn't|n't) (?:(?:the|my|those|these"
    r"|this|that|our|a|any"
    r"|refund|return|touch|include|want to return|want back|send back|two|one|three|blue|other) )*$"
)


def _points(clause: str, start: int, end: int) -> bool:
    """As in "the blue one": a colour or size alone names a thing only where something points."""
    return bool(re.match(r"\s+ones?\b", clause[end : end + 6])) or bool(
        re.search(r"\bthe $", clause[max(0, start - 4) : start]) and _GOES_ON.match(clause[end:])
    )


_GOES_ON = re.compile(
    r"\s*(?:$|[.,!?:(]|-\s|and\b|is\b|are\b|was\b|has\b|does\b|doesn't|won't|arrived|came|stopped|broke)"
)


_ORDINAL = re.compile(
    r"\bthe (first|second|third|fourth|fifth|last) (?:item|one|thing|product|line|article)\b"
)


_PLACES = {"first": 0, "second": 1, "third": 2, "fourth": 3, "fifth": 4, "last": -1}


_BY_PRICE = re.compile(
    r"\b(more|most|less|least|cheaper|cheapest|dearer|pricier|priciest)(?: (expensive|costly|pricey))?\b"
)


def _by_ordinal(clause: str, known: Catalogue) -> tuple[Mention, ...]:
    found = _ORDINAL.search(clause)
    if not found or len(known.order.lines) < 2:
        return ()
    place = _PLACES[found[1]]
    if place >= len(known.order.lines):
        return ()
    line = known.order.lines[place].line_id
    return (
        Mention(
            (line,),
            found.start(),
            found.end(),
            plural=False,
            sure=True,
            kept=bool(_LEFT_OUT.search(clause[: found.start()])),
        ),
    )


def by_price(clause: str, lines: tuple[Line, ...]) -> str | None:
    """As in "The more expensive one" of several lines: its id, or None where nothing of the kind is said."""
    found = _BY_PRICE.search(clause)
    if not found or not (found[2] or found[1] not in {"more", "most", "less", "least"}):
        return None
    cheap = found[1] in {"less", "least", "cheaper", "cheapest"}
    prices = [line.unit_price for line in lines]
    wanted = min(prices) if cheap else max(prices)
    fits = [line.line_id for line in lines if line.unit_price == wanted]
    return fits[0] if len(fits) == 1 else None
