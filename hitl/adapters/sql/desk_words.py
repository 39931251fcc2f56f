"""Finding cases by words whose texts are encrypted: an index of keyed hashes.

A word is kept as the first 64 bits of its HMAC-SHA256 under a key derived from the data key, so that the
database alone tells neither the word nor whether two installations hold the same one. Who has the key and
the database can test words one by one; that is the price of searching at all.

What belongs to a customer (name, address) is kept once in `customer_words`, not with each of their cases.
"""

import json
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any

from sqlalchemy import (
    BigInteger,
    Connection,
    Select,
    bindparam,
    delete,
    exists,
    func,
    or_,
    select,
    text,
    union,
)

from hitl.adapters.sql.columns import KEY
from hitl.adapters.sql.desk_tables import customer_words, search_words
from hitl.adapters.sql.keys import Keys
from hitl.adapters.sql.tables import cases
from hitl.domain.order import Customer
from hitl.domain.search_words import MOST, asked, words_of_customer

_RARE = 1000  # a word's cases are counted up to here, to begin with the rarest word

_ADD = {  # one statement for all words of a case, in the order of the index
    "sqlite": text(
        "INSERT OR IGNORE INTO search_words (word, number) SELECT value, :owner FROM json_each(:words)"
    ),
    "postgresql": text(
        "INSERT INTO search_words (word, number) SELECT unnest(CAST(:words AS bigint[])), :owner "
        "ON CONFLICT DO NOTHING"
    ),
}
_ADD_CUSTOMER = {
    "sqlite": text(
        "INSERT OR IGNORE INTO customer_words (word, customer_id) SELECT value, :owner FROM json_each(:words)"
    ),
    "postgresql": text(
        "INSERT INTO customer_words (word, customer_id) SELECT unnest(CAST(:words AS bigint[])), :owner "
        "ON CONFLICT DO NOTHING"
    ),
}
_KEPT = select(func.count()).select_from(search_words).where(search_words.c.number == bindparam("number"))
_NUMBER = select(cases.c.number).where(cases.c.case_id == bindparam("id", type_=KEY))
_NUMBERS_OF = select(cases.c.number).where(cases.c.customer_id == bindparam("of", type_=KEY))
_FORGET = delete(search_words).where(search_words.c.number == bindparam("number"))
_FORGET_CASES = delete(search_words).where(search_words.c.number.in_(_NUMBERS_OF))
_FORGET_CUSTOMER = delete(customer_words).where(customer_words.c.customer_id == bindparam("of", type_=KEY))


def _up_to_rare(of: Any) -> Any:
    found = select(of.c.word).where(of.c.word == bindparam("word", type_=BigInteger)).limit(_RARE).subquery()
    return select(func.count()).select_from(found).scalar_subquery()


_HOW_MANY = select(_up_to_rare(search_words) + _up_to_rare(customer_words))


class SqlWords:
    """Implements ports.desk.Words, and what writes and asks the index."""

    def __init__(self, connection: Connection, keys: Keys) -> None:
        self._connection = connection
        self._keys = keys

    def add(self, number: int, words: Sequence[str], *, fresh: bool) -> None:
        """More words of a case, up to the most that it may have; `fresh` where it has none yet."""
        if not fresh:
            words = words[: MOST - int(self._connection.scalar(_KEPT, {"number": number}) or 0)]
        self._insert(_ADD, number, words)

    def add_to(self, case_id: str, words: Sequence[str]) -> None:
        """More words of a case that has some."""
        self.add(self._number(case_id), words, fresh=False)

    def replace(self, case_id: str, words: Sequence[str]) -> None:
        """These words instead of those that the case had."""
        number = self._number(case_id)
        self._connection.execute(_FORGET, {"number": number})
        self.add(number, words, fresh=True)

    def forget(self, case_id: str) -> None:
        """The case is found by its words no more."""
        self._connection.execute(_FORGET, {"number": self._number(case_id)})

    def keep_customer(self, customer: Customer, *, fresh: bool) -> None:
        """Name, number and address of a customer."""
        if not fresh:
            self._connection.execute(_FORGET_CUSTOMER, {"of": customer.customer_id})
        words = words_of_customer(customer.customer_id, customer.name, customer.email)
        self._insert(_ADD_CUSTOMER, customer.customer_id, words)

    def forget_customer(self, customer_id: str) -> None:
        """Neither the customer nor their cases are found by words any more."""
        self._connection.execute(_FORGET_CASES, {"of": customer_id})
        self._connection.execute(_FORGET_CUSTOMER, {"of": customer_id})

    def search(self, wanted: str, limit: int) -> tuple[str, ...]:
        """Cases that hold every word, newest first; none where nothing can be looked for."""
        hashes = self._hashes(wanted)
        if not hashes:
            return ()
        values = {f"w{number}": word for number, word in enumerate(hashes)} | {"count": limit}
        return tuple(row.case_id for row in self._connection.execute(_found(len(hashes)), values))

    def _hashes(self, wanted: str) -> list[int]:
        """What must occur, rarest first: a part as a whole where anything is kept so, else its words."""
        frequency: dict[int, int] = {}
        for part, words in asked(wanted):
            of_part = {self._keys.word(part): self._frequency(part)}
            if not any(of_part.values()) and words:
                of_part = {self._keys.word(word): self._frequency(word) for word in words}
            frequency |= of_part
        return sorted(frequency, key=lambda word: frequency[word])

    def _frequency(self, word: str) -> int:
        return int(self._connection.scalar(_HOW_MANY, {"word": self._keys.word(word)}) or 0)

    def _number(self, case_id: str) -> int:
        return int(self._connection.scalar(_NUMBER, {"id": case_id}) or 0)

    def _insert(self, statements: dict[str, Any], owner: int | str, words: Iterable[str]) -> None:
        hashes = sorted({self._keys.word(word) for word in words})
        if not hashes:
            return
        dialect = self._connection.dialect.name
        given: Any = json.dumps(hashes) if dialect == "sqlite" else hashes
        self._connection.execute(statements[dialect], {"owner": owner, "words": given})


@cache
def _found(count: int) -> Any:
    """Cases with all of so many words: those with the first one, by itself or by their customer."""
    shown = (cases.c.number, cases.c.case_id)
    others = [_has(number) for number in range(1, count)]
    first = bindparam("w0", type_=BigInteger)
    by_case = _newest(
        select(*shown)
        .join_from(search_words, cases, cases.c.number == search_words.c.number)
        .where(search_words.c.word == first, *others)
        .order_by(search_words.c.number.desc())
    )
    by_customer = _newest(
        select(*shown)
        .join_from(customer_words, cases, cases.c.customer_id == customer_words.c.customer_id)
        .where(customer_words.c.word == first, *others)
        .order_by(cases.c.number.desc())
    )
    merged = union(by_case, by_customer).subquery()
    return select(merged.c.case_id).order_by(merged.c.number.desc()).limit(bindparam("count"))


def _newest(chosen: Select[Any]) -> Any:
    short = chosen.limit(bindparam("count")).subquery()
    return select(short.c.number, short.c.case_id)


def _has(number: int) -> Any:
    word = bindparam(f"w{number}", type_=BigInteger)
    of_case, of_customer = search_words.alias(), customer_words.alias()
    by_case = exists().where(of_case.c.word == word, of_case.c.number == cases.c.number)
    by_customer = exists().where(
        of_customer.c.word == word, of_customer.c.customer_id == cases.c.customer_id
    )
    return or_(by_case, by_customer)
