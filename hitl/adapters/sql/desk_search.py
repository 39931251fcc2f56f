"""Asking for cases by their words: in the index, among those that came lately, and by their customers.

A rare word names its cases, and the others are looked up for those; where all words are common, the cases are
walked from the newest until enough are found.
"""

from collections.abc import Sequence
from functools import cache
from typing import Any

from sqlalchemy import BigInteger, Connection, bindparam, exists, or_, select

from hitl.adapters.sql.desk_tables import customer_words, search_new, search_segments, search_words
from hitl.adapters.sql.desk_words import unpacked
from hitl.adapters.sql.keys import Keys
from hitl.adapters.sql.tables import cases
from hitl.domain.search_words import asked

_COMMON = 1000  # a word's cases are counted up to here; one with so many is common

_WORD = bindparam("word", type_=BigInteger)
_NEW = select(search_new.c.number, search_new.c.words)
_NUMBERS = {
    "indexed": select(search_words.c.number)
    .join_from(search_segments, search_words, search_words.c.segment == search_segments.c.segment)
    .where(search_words.c.word == _WORD)
    .limit(_COMMON),
    "of customers": select(cases.c.number)
    .join_from(customer_words, cases, cases.c.customer_id == customer_words.c.customer_id)
    .where(customer_words.c.word == _WORD)
    .limit(_COMMON),
}


def search(connection: Connection, keys: Keys, wanted: str, limit: int) -> tuple[str, ...]:
    """Cases that hold every word, newest first; none where nothing can be looked for."""
    lately = [(row.number, frozenset(unpacked(row.words))) for row in connection.execute(_NEW)]
    found: dict[int, set[int]] = {}
    for part, words in asked(wanted):
        of_part = {keys.word(part): _numbers(connection, keys.word(part), lately)}
        if not any(of_part.values()) and words:
            of_part = {word: _numbers(connection, word, lately) for word in map(keys.word, words)}
        found |= of_part
    if not found:
        return ()
    rarest = min(found.values(), key=len)
    by_name = len(rarest) < _COMMON
    values: dict[str, Any] = {"count": limit} | ({"numbers": sorted(rarest)} if by_name else {})
    for place, word in enumerate(found):
        values[f"w{place}"] = word
        values[f"lately{place}"] = [number for number, kept in lately if word in kept]
    return tuple(connection.scalars(_with_all(len(found), by_name=by_name), values))


def _numbers(connection: Connection, word: int, lately: Sequence[tuple[int, frozenset[int]]]) -> set[int]:
    """Numbers of cases with the word, at least `_COMMON` of them where there are so many."""
    numbers = {number for number, kept in lately if word in kept}
    for statement in _NUMBERS.values():
        numbers.update(connection.scalars(statement, {"word": word}))
    return numbers


@cache
def _with_all(count: int, *, by_name: bool) -> Any:
    """The newest cases with all of so many words; `by_name`: among those of given numbers."""
    chosen = select(cases.c.case_id).where(*(_has(place) for place in range(count)))
    if by_name:
        chosen = chosen.where(cases.c.number.in_(bindparam("numbers", expanding=True)))
    return chosen.order_by(cases.c.number.desc()).limit(bindparam("count"))


def _has(place: int) -> Any:
    word = bindparam(f"w{place}", type_=BigInteger)
    of_case, of_customer = search_words.alias(), customer_words.alias()
    by_customer = of_customer.c.customer_id == cases.c.customer_id
    return or_(
        cases.c.number.in_(bindparam(f"lately{place}", expanding=True)),
        exists().where(of_case.c.number == cases.c.number, of_case.c.word == word),
        exists().where(of_customer.c.word == word, by_customer),
    )
