"""Which lines of an order the customer's words mean, and how many pieces.

A title is taken apart into its head ("lamp" of "Desk lamp, brass") and the words that tell it from its
kind ("desk", "brass"). A stretch of neighbouring words that fit titles is one mention; it means the lines
that fit it best. What several lines fit equally well is said to be so, not guessed.
"""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from hitl.domain.order import Line, Order
from hitl.domain.reading.item_words import ALIKE, EMPTY, LOOKS, PRODUCTS
from hitl.domain.reading.quantities import number, part_of
from hitl.domain.reading.text import normal

HEAD, TELLING, LOOK, ALIKE_HEAD, KIND = 3.0, 1.5, 0.75, 2.0, 1.0
"""What a word is worth: the head of a title, what tells it apart, a look, an other name, the category."""


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
    kept: bool = False  # "all but the lamp", "not the lamp"


class Catalogue(NamedTuple):
    """The words of an order's lines: for each word the lines that it may mean and what it is worth there."""

    order: Order
    worth: dict[str, dict[str, float]]


_TOKEN = re.compile(r"[a-z0-9]+(?:[-'][a-z0-9]+)*")
_TITLE_CUT = re.compile(r"\s[-–—|/]\s|[,(:;|]| with | for | in | w/ ")
_SET_OF = re.compile(
    r"^(?:a )?(?:set|pack|box|pair|bundle|case|bag)s? of (?:\d+|two|three|four|six|eight|ten"
    r"|twelve)\s+|^\d+\s?(?:x|pcs|pack)\s+|^\d+-(?:piece|pack|pc)\s+"
)


def stem(word: str) -> str:
    """A noun's singular, near enough to compare: "glasses" glass, "knives" knife, "t-shirts" tshirt."""
    word = word.replace("-", "").removesuffix("'s")
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if word.endswith("ves") and len(word) > 4:
        return {
            "knives": "knife",
            "shelves": "shelf",
            "gloves": "glove",
            "sleeves": "sleeve",
            "loaves": "loaf",
            "scarves": "scarf",
            "stoves": "stove",
            "bookshelves": "bookshelf",
            "olives": "olive",
        }.get(word, word[:-1])
    if word.endswith(("sses", "xes", "zes", "ches", "shes")):
        return word[:-2]
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


def catalogue(order: Order) -> Catalogue:
    """Take the titles of an order's lines apart."""
    worth: dict[str, dict[str, float]] = {}
    for line in order.lines:
        for word, value in _worth(line).items():
            known = worth.setdefault(word, {})
            known[line.line_id] = max(known.get(line.line_id, 0.0), value)
    return Catalogue(order, worth)


def _worth(line: Line) -> dict[str, float]:
    title = normal(line.title)
    first = _TITLE_CUT.split(_SET_OF.sub("", title), maxsplit=1)[0] or title
    named = [stem(word) for word in _TOKEN.findall(first) if word not in EMPTY]
    head = next(
        (word for word in reversed(named) if word not in LOOKS and not word.isdigit()),
        named[-1] if named else "",
    )
    worth = {stem(word): _of_look(stem(word)) for word in _TOKEN.findall(title) if word not in EMPTY}
    worth |= {
        word: KIND
        for word in map(stem, _TOKEN.findall(normal(line.category or "")))
        if word not in EMPTY | set(worth)
    }
    for option in line.metadata.values():
        worth |= {
            word: LOOK
            for word in map(stem, _TOKEN.findall(normal(option[:200])))
            if word not in EMPTY | set(worth) and not word.isdigit()
        }
    for alike in ALIKE.get(head, ()):
        worth[alike] = max(worth.get(alike, 0.0), ALIKE_HEAD)
    if head:
        worth[head] = HEAD
    for one, other in pairwise(named):
        worth[one + other] = HEAD if other == head else TELLING
    if len(line.sku) >= 4:
        worth[normal(line.sku).replace("-", "")] = HEAD
    return worth


def _of_look(word: str) -> float:
    return LOOK if word in LOOKS or word.isdigit() else TELLING


class _Hit(NamedTuple):
    start: int
    end: int
    word: str
    worth: dict[str, float]


def own_word(line: Line, known: Catalogue) -> str:
    """A word of the title that means this line and no other; the whole title where there is none."""
    title = normal(line.title)
    own = [
        (worth[line.line_id], word)
        for word, worth in known.worth.items()
        if set(worth) == {line.line_id} and len(word) > 2 and word in title
    ]
    return max(own)[1] if own else title


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
    tokens = list(_TOKEN.finditer(clause))
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
        worth = known.worth.get(word) or known.worth.get(_near(word, known))
        if worth:
            yield _Hit(token.start(), token.end(), token[0], worth)


def _near(word: str, known: Catalogue) -> str:
    """The catalogue's word that this one misspells by a letter, or nothing."""
    if len(word) < 5 or word in PRODUCTS:
        return ""
    for other in known.worth:
        if (
            abs(len(other) - len(word)) <= 1
            and len(other) >= 5
            and other[0] == word[0]
            and _one_letter_apart(word, other)
        ):
            return other
    return ""


def _one_letter_apart(one: str, other: str) -> bool:
    if len(one) == len(other):
        apart = [at for at in range(len(one)) if one[at] != other[at]]
        swapped = len(apart) == 2 and one[apart[0]] == other[apart[1]] and one[apart[1]] == other[apart[0]]
        return len(apart) == 1 or swapped
    longer, shorter = (one, other) if len(one) > len(other) else (other, one)
    return any(longer[:at] + longer[at + 1 :] == shorter for at in range(len(longer)))


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
    count = _count(clause, start, end)
    return Mention(
        lines=lines,
        start=start,
        end=end,
        plural=hits[-1].word.endswith("s") and stem(hits[-1].word) != hits[-1].word,
        pieces=count.pieces,
        half=count.half,
        both=count.both,
        part=count.part,
        sure=best >= ALIKE_HEAD or (len(lines) == 1 and (best >= TELLING or _points(clause, start, end))),
        kept=bool(_LEFT_OUT.search(clause[max(0, start - 60) : start])),
    )


_LEFT_OUT = re.compile(
    r"\b(?:except(?: for)?|apart from|aside from|other than|excluding|exclude|not including|minus"
    r"|all but|keep|keeping"
    r"|leave|kept) (?:(?:for|about|the|my|those|these|this|that|our|a|any|two|one|three) )*(?:\w+ ){0,2}$"
    r"|\b(?:besides|without|but not|not|rather than|instead of|isn't|n't) (?:(?:the|my|those|these"
    r"|this|that|our|a|any"
    r"|refund|return|touch|include|want to return|want back|send back|two|one|three|blue|other) )*$"
)


def _points(clause: str, start: int, end: int) -> bool:
    """As in "the blue one": a colour or size alone names a thing only where something points."""
    return bool(re.match(r"\s+ones?\b", clause[end : end + 6])) or bool(
        re.search(r"\bthe $", clause[max(0, start - 4) : start])
        and re.match(r"\s*(?:$|[.,!?]|and\b|is\b|are\b|was\b|arrived|came)", clause[end:])
    )


_ADJECTIVE = (
    r"(?!(?:for|in|on|from|at|with|to|by|and|or|is|was|were|are|the|my|of|it|that|this|but)\b)[a-z-]+"
)
_COUNT_BEFORE = re.compile(
    r"(?<![$€£¥\d.,-])\b(\d{1,2}(?!\s?(?:cm|mm|m|ml|l|kg|g|inch|in|w|v|gb|tb|litre|liter|oz|lb"
    r"|page|watt|year|month|day|week)\b)|one|two|three|four|five|six|seven|eight|nine|ten|eleven"
    r"|twelve|both"
    r"|a couple of|a pair of|half|a dozen|dozen|single|another|(?:first|second|third|fourth|last"
    r"|other)(?= of\b)|an?)\b\s?(x\s|x|of the|of my|of our|of these|of those|of|the|my"
    r"|more|other|new|extra|spare|pieces of|units of)?\s?(?:(?:\d{1,3}|two|three|four|five|six"
    r"|eight|ten|twelve)\s)?"
    rf"(?:{_ADJECTIVE}\s){{0,2}}$"
)
_COUNT_AFTER = re.compile(r"^\s?(?:x\s?(\d{1,3})\b|\((\d{1,3})\))")


class _Count(NamedTuple):
    pieces: int | None = None
    half: bool = False
    both: bool = False
    part: bool = False


def _count(clause: str, start: int, end: int) -> _Count:
    """The number that stands with a mention: "two of my blue mugs", "mugs x 2", "both plates"."""
    after = _COUNT_AFTER.match(clause[end : end + 8])
    if after:
        return _Count(int(after[1] or after[2]))
    before = _COUNT_BEFORE.search(clause[max(0, start - 40) : start])
    if not before:
        return _Count()
    word = before[1].removeprefix("a ").removesuffix(" of")
    part = (before[2] or "").startswith("of")
    if word == "half":
        return _Count(half=True)
    return _Count(number(word), both=word == "both", part=part)


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


def foreign_products(text: str, known: Catalogue) -> tuple[str, ...]:
    """Products that the text names and that no line of the order can mean."""
    found = []
    for token in _TOKEN.finditer(text):
        word = stem(token[0])
        if (
            word in PRODUCTS
            and word not in known.worth
            and token[0] not in EMPTY
            and not _is_a_part(text, token.start(), token.end())
        ):
            found.append(word)
    return tuple(dict.fromkeys(found))


_PARTS = frozenset(
    """top light case lead wire glass display screen cable cord chain wrap seat blade jar cap cycle mobile
    charger picture print frame cleaner lid pot hoop stud sweet figure display alarm seam sheet box dish
    cover rack driver scent match tap bud runner shelter cycle frame phone computer mat notebook mirror
    book case bottle bag seat bin bulb heel canvas mail tablet""".split()
)
"""Product words that as often name a part, a material or something else."""


def _is_a_part(text: str, start: int, end: int) -> bool:
    """A part, a material, or only the place where the goods are used: "too big for my chair"."""
    return (
        stem(text[start:end]) in _PARTS
        or bool(re.match(r"\s*(?:book|company|bill|number|call|store)\b", text[end : end + 12]))
        or bool(_PLACE_BEFORE.search(text[max(0, start - 32) : start]))
    )


_PLACE_BEFORE = re.compile(
    r"\b(?:for|on|in|at|under|with|from|into|onto|over|near|behind|of|than|like|off|beside|against|as)\s+"
    r"(?:(?:the|my|our|a|an|her|his|their|this|that|your)\s+)?(?:\w+\s)?$"
)


_ALL = re.compile(
    r"\b(?:everything|all except|(?:the |my )?(?:whole|entire|full|complete) (?:order|lot|thing|purchase"
    r"|parcel|package|delivery|shipment|set|amount)|all (?:of )?(?:it|them|this|that|these|those"
    r"|the (?:items|products|things|goods|stuff|lines|\w+)|my (?:items|things|stuff|order)|items"
    r"|products|things|goods|\w+ items|two|three|four|five|six)|both(?: of (?:them|these"
    r"|those))?(?: (?:items|things|products|articles|were|are|of|arrived|came|have|need|should))?"
    r"|the lot|all (?:arrived|came|were|are|broken|damaged|smashed|wrong)|every(?: single)? (?:one"
    r"|item|piece|thing)|each (?:one|item|of them)|nothing (?:has |had )?(?:arrived|came|come"
    r"|works|showed)|none of (?:it|them|the items))\b"
)
_THE_ORDER = re.compile(
    r"\b(?:the|my|this|that|our|an?|your) (?:\w+ ){0,2}?(?:order|parcel|package|delivery|shipment"
    r"|purchase|box|packet)\b"
)


def everything(clause: str) -> bool:
    """Whether the clause means all that was ordered."""
    return bool(_ALL.search(clause))


def of_what_was_named(clause: str) -> bool:
    """As in "All of them", "both": all of what was named before rather than all of the order."""
    return bool(_OF_THEM.search(clause))


_OF_THEM = re.compile(
    r"\b(?:both|all (?:of )?(?:them|these|those|two|three|four|five|six)|each of them|every one)\b"
)


def the_order(clause: str) -> bool:
    """Whether the clause speaks of the order or parcel as one thing."""
    return bool(_THE_ORDER.search(clause))


def bare_count(clause: str) -> tuple[int | str, int | None] | None:
    """A number of pieces without a name, "one was broken", as (pieces or "half", of how many)."""
    named = part_of(clause)
    if named:
        return named
    found = _BARE.search(clause)
    return (number(found[1] or found[2] or "one") or 1, None) if found else None


_BARE = re.compile(
    r"^(?:and |only |just |but |so |also |that |then |sadly |unfortunately )*(?:the other "
    r"|another )?(one|two|three|four|five|six|seven|eight|nine|ten|\d{1,2})(?: (?:pieces?|items?"
    r"|units?|pcs))?(?: (?:of which))? (?:was|were|is|are|arrived|came|got|had|has|have|broke"
    r"|didn't|doesn't|don't|never|hasn't|haven't|broken|cracked|smashed|damaged|chipped|faulty"
    r"|defective|missing|stopped|won't|isn't|not|turned|ended|look|looks)\b"
    r"|\b(?:return|refund|send back|keep|money back for|refund for|exchange|replace|cancel)(?: me"
    r"| you| us)?(?: only| just)? (?:back )?(one|two|three|four|five|\d{1,2})\b(?! (?:days|weeks"
    r"|dollars|euros|pounds))"
)
