"""The words by which a case is found: what is kept of a text, and what a search asks for."""

import re
import unicodedata
from collections.abc import Iterable

MOST = 400
"""Distinct words of one case; a longer request is found by its beginning."""

_SHORTEST = 3
_LONGEST = 60  # longer ones are no words but pasted data
_WORD = re.compile(r"[^\W_]+")
_ADDRESS = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_EDGES = "#.,;:!?()[]<>\"'“”‘’"


def plain(text: str) -> str:
    """In lower case and without accents: Émile and EMILE are emile."""
    parts = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in parts if not unicodedata.combining(letter))


def words_of(text: str) -> Iterable[str]:
    """The words of a text of three letters or digits and more, and its mail addresses as a whole."""
    flat = plain(text)
    if "@" in flat:
        yield from _ADDRESS.findall(flat)
    for word in _WORD.findall(flat):
        if _SHORTEST <= len(word) <= _LONGEST:
            yield word


def whole(name: str) -> str:
    """A number or address as one word, however short: #48291 is 48291, CS-1042 is cs-1042."""
    return plain(name).strip(_EDGES)


def words_of_case(names: Iterable[str | None], texts: Iterable[str]) -> tuple[str, ...]:
    """At most `MOST` words, each once: the numbers and addresses first, then the texts in their order."""
    found: dict[str, None] = {}
    for name in names:
        if name:
            found |= dict.fromkeys([whole(name), *words_of(name)])
    for text in texts:
        found |= dict.fromkeys(words_of(text))
        if len(found) >= MOST:
            break
    return tuple(found)[:MOST]


def words_of_customer(customer_id: str, name: str, email: str) -> tuple[str, ...]:
    """Number, name, address, and what stands before its @; never the domain, which many share."""
    parts = [whole(customer_id), whole(email), *words_of(name), *words_of(email.partition("@")[0])]
    return tuple(dict.fromkeys(part for part in parts if part))


def asked(text: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """What a search asks for: of each part, it as a whole, or else all of its words."""
    parts = dict.fromkeys(whole(part) for part in text.split()[:20])
    return tuple((part, tuple(dict.fromkeys(words_of(part)))) for part in parts if part)
