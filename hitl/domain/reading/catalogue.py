"""The words of an order's goods: what each may mean, and what it is worth.

A title is taken apart into its head ("lamp" of "Desk lamp, brass") and the words that tell it from its
kind ("desk", "brass"); colours and sizes tell apart only, and other names of the head mean the same.
"""

import re
from collections.abc import Mapping
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from hitl.domain.order import Line, Order
from hitl.domain.reading.item_words import ALIKE, EMPTY, LOOKS, PRODUCTS
from hitl.domain.reading.text import normal

HEAD, TELLING, LOOK, ALIKE_HEAD, KIND = 3.0, 1.5, 0.75, 2.0, 1.0
"""What a word is worth: the head of a title, what tells it apart, a look, an other name, the category."""


class Catalogue(NamedTuple):
    """The words of an order's lines: for each word the lines that it may mean and what it is worth there."""

    order: Order
    worth: dict[str, dict[str, float]]


TOKEN = re.compile(r"[a-z0-9]+(?:[-'][a-z0-9]+)*")


_TITLE_CUT = re.compile(r"\s[-–—|/]\s|[,(:;|]| with | for | in | w/ ")


_SET_OF = re.compile(
    r"^(?:a )?(?:set|pack|box|pair|bundle|case|bag)s? of (?:\d+|two|three|four|six|eight|ten"
    r"|twelve)\s+|^\d+\s?(?:x|pcs|pack)\s+|^\d+-(?:piece|pack|pc)\s+"
)


@lru_cache(maxsize=16_384)  # a case asks for its few dozen words over and over
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
        options = tuple(option[:200] for option in line.metadata.values())
        for word, value in _worth(line.title, line.category or "", options, line.sku).items():
            known = worth.setdefault(word, {})
            known[line.line_id] = max(known.get(line.line_id, 0.0), value)
    return Catalogue(order, worth)


@lru_cache(maxsize=4096)  # a shop sells the same goods many times
def _worth(title: str, category: str, options: tuple[str, ...], sku: str) -> Mapping[str, float]:
    title = normal(title)
    first = _TITLE_CUT.split(_SET_OF.sub("", title), maxsplit=1)[0] or title
    named = [stem(word) for word in TOKEN.findall(first) if word not in EMPTY]
    head = next(
        (word for word in reversed(named) if word not in LOOKS and not word.isdigit()),
        named[-1] if named else "",
    )
    worth = {stem(word): _of_look(stem(word)) for word in TOKEN.findall(title) if word not in EMPTY}
    for word in _stems(category):
        worth.setdefault(word, KIND)
    for option in options:
        for word in _stems(option):
            if not word.isdigit():
                worth.setdefault(word, LOOK)
    for alike in ALIKE.get(head, ()):
        worth[alike] = max(worth.get(alike, 0.0), ALIKE_HEAD)
    if head:
        worth[head] = HEAD
    for one, other in pairwise(named):
        worth[one + other] = HEAD if other == head else TELLING
    if len(sku) >= 4:
        worth[normal(sku).replace("-", "")] = HEAD
    return worth


def _stems(text: str) -> list[str]:
    return [word for word in map(stem, TOKEN.findall(normal(text))) if word not in EMPTY]


def _of_look(word: str) -> float:
    return LOOK if word in LOOKS or word.isdigit() else TELLING


def own_word(line: Line, known: Catalogue) -> str:
    """A word of the title that means this line and no other; the whole title where there is none."""
    title = normal(line.title)
    own = [
        (worth[line.line_id], word)
        for word, worth in known.worth.items()
        if set(worth) == {line.line_id} and worth[line.line_id] >= TELLING and len(word) > 2 and word in title
    ]
    return max(own)[1] if own else title


def near(word: str, known: Catalogue) -> str:
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


def foreign_products(text: str, known: Catalogue) -> tuple[str, ...]:
    """Products that the text names and that no line of the order can mean."""
    found = []
    for token in TOKEN.finditer(text):
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
    """A part, a material, or only where or with what the goods are used: "too big for my chair"."""
    return (
        stem(text[start:end]) in _PARTS
        or not _NAMED_BEFORE.search(text[max(0, start - 32) : start])
        or bool(re.match(r"\s*of (?:the|my|our|this|one|each|it)\b", text[end : end + 10]))
        or bool(re.match(r"\s*(?:book|company|bill|number|call|store)\b", text[end : end + 12]))
        or bool(_PLACE_BEFORE.search(text[max(0, start - 32) : start]))
    )


_NAMED_BEFORE = re.compile(
    r"(?:\b(?:the|my|our|this|that|these|those|a|an|your|both|two|three|four|another|ordered"
    r"|bought)\s+(?:[a-z-]+\s+)?|^)$"
)
_PLACE_BEFORE = re.compile(
    r"\b(?:for|on|in|at|under|with|from|into|onto|over|near|behind|of|than|like|off|beside|against|as|by)\s+"
    r"(?:(?:the|my|our|a|an|her|his|their|this|that|your)\s+)?(?:\w+\s)?$"
)


_OWN_GOODS = re.compile(
    r"\b(?:refund(?:ed|ing)?|reimbursed?|money back|return(?:ing)?|send back|exchange|replace"
    r"|cancel)(?: me| us)?"
    r"(?: for| of| on)? (?:the|my|this|these|those|that|our) ([a-z-]+(?: [a-z-]+){0,2})"
    r"|\b(?:the|my|this|these|those|our) ([a-z-]+(?: [a-z-]+){0,2}?) (?:from|in) (?:my|your"
    r"|this) (?:order|shop|parcel|package|store)\b"
    r"|\b(?:my|our) (?:[a-z-]+ and )?([a-z-]+) (?:arrived|came|turned up|was delivered)"
    r" (?:broken|damaged|cracked|smashed|shattered|chipped|dented|torn|bent|faulty|defective|in pieces)\b"
    r"|\b(?:the|my|this|these|those|an?) ([a-z-]+(?: [a-z-]+)?) (?:that |which )?(?:i"
    r"|we)(?:'ve)? (?:ordered|bought|purchased|received)\b"
)
_NO_GOODS = frozenset(
    """order orders item items product products purchase purchases thing things money price amount cost
    costs payment refund parcel package delivery box one ones rest other others both two three four five
    lot stuff goods whole full entire total set pair piece pieces difference charge broken damaged
    defective faulty wrong missing same last first second third money order's it them this that cash sum
    bill shipping postage tax fee fees remaining part parts half unused unwanted latest recent card
    account bank value policy promise guarantee request matter bad good cracked chipped torn bent faulty
    one's article articles gift present contents delay damage trouble loss mistake shipment pack packet
    bag day date punnet tub jar carton tin bottle packet pouch sachet roll bunch loaf slice portion crate
    hamper basket bouquet plant food shopping groceries copy copies deposit refund reimbursement compensation
    rest duplicate extra spare fourth fifth sixth seventh eighth dud culprit offender latter former
    remainder purchased twosome trio lot""".split()
)


def unknown_goods(text: str, known: Catalogue) -> tuple[str, ...]:
    """Goods that the text speaks of as ordered or to be refunded, and of which no word fits a title."""
    found = []
    for match in _OWN_GOODS.finditer(text):
        named = TOKEN.findall(next(filter(None, match.groups()), ""))
        telling = [word for word in named if word not in EMPTY]
        if telling and not any(_fits(word, known) for word in telling):
            found.append(telling[0])
    return tuple(dict.fromkeys(found))


def _fits(word: str, known: Catalogue) -> bool:
    small = stem(word)
    return (
        word in _NO_GOODS
        or small in _NO_GOODS
        or small in known.worth
        or bool(near(small, known))
        or small in LOOKS
    )
