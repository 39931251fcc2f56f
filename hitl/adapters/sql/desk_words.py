"""Keeping the words by which cases are found, whose texts are encrypted: keyed hashes of them.

A word is kept as the first 64 bits of its HMAC-SHA256 under a key derived from the data key, so that the
database alone tells neither the word nor whether two installations hold the same one. Who has the key and
the database can test words one by one; that is the price of searching at all.

An index entry for each word would make every intake write some fifty pages all over the disk. So a new case
leaves one row with all its hashes (`search_new`), and a sweep takes up some hundred of them at a time as a
segment of the index, sorted, which is written at one place. What belongs to a customer (name, address) is
kept once in `customer_words`, not with each of their cases.
"""

import json
from array import array
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, bindparam, delete, func, insert, select, text

from hitl.adapters.sql.columns import KEY
from hitl.adapters.sql.desk_tables import customer_words, search_new, search_segments, search_words
from hitl.adapters.sql.keys import Keys
from hitl.adapters.sql.tables import cases
from hitl.domain.order import Customer
from hitl.domain.search_words import MOST, words_of_customer

_KEEP = insert(search_new)
_NEW_OF = select(search_new.c.words).where(search_new.c.number == bindparam("number"))
_INDEXED = select(func.count()).select_from(search_words).where(search_words.c.number == bindparam("number"))
_HOW_MANY_NEW = select(func.count()).select_from(
    select(search_new.c.entry_id).limit(bindparam("count")).subquery()
)
_OLDEST_NEW = (
    select(search_new.c.entry_id, search_new.c.number, search_new.c.words)
    .order_by(search_new.c.entry_id)
    .limit(bindparam("count"))
    .with_for_update(skip_locked=True)
)
_DROP_NEW = delete(search_new).where(search_new.c.entry_id.in_(bindparam("entries", expanding=True)))
_NEW_SEGMENT = insert(search_segments).values({}).returning(search_segments.c.segment)
_TAKE_UP = {  # one statement for a whole segment, in the order of the index
    "sqlite": text(
        "INSERT INTO search_words (segment, word, number) "
        "SELECT :segment, value ->> 0, value ->> 1 FROM json_each(:entries)"
    ),
    "postgresql": text(
        "INSERT INTO search_words (segment, word, number) "
        "SELECT :segment, * FROM unnest(CAST(:words AS bigint[]), CAST(:numbers AS bigint[]))"
    ),
}
_ADD_CUSTOMER = {
    "sqlite": text(
        "INSERT INTO customer_words (word, customer_id) SELECT value, :owner FROM json_each(:words)"
    ),
    "postgresql": text(
        "INSERT INTO customer_words (word, customer_id) SELECT unnest(CAST(:words AS bigint[])), :owner"
    ),
}
_NUMBER = select(cases.c.number).where(cases.c.case_id == bindparam("id", type_=KEY))
_NUMBERS_OF = select(cases.c.number).where(cases.c.customer_id == bindparam("of", type_=KEY))
_FORGET = [delete(of).where(of.c.number == bindparam("number")) for of in (search_new, search_words)]
_FORGET_CASES = [delete(of).where(of.c.number.in_(_NUMBERS_OF)) for of in (search_new, search_words)]
_FORGET_CUSTOMER = delete(customer_words).where(customer_words.c.customer_id == bindparam("of", type_=KEY))


class SqlWords:
    """Implements ports.desk.Words, and writes what a search asks."""

    def __init__(self, connection: Connection, keys: Keys) -> None:
        self._connection = connection
        self._keys = keys

    def add(self, number: int, words: Sequence[str], *, fresh: bool) -> None:
        """More words of a case, up to the most that it may have; `fresh` where it has none yet."""
        if not fresh:
            words = words[: MOST - self._kept(number)]
        if words:
            packed = array("q", [self._keys.word(word) for word in words]).tobytes()
            self._connection.execute(_KEEP, {"number": number, "words": packed})

    def add_to(self, case_id: str, words: Sequence[str]) -> None:
        """More words of a case that has some."""
        self.add(self._number(case_id), words, fresh=False)

    def replace(self, case_id: str, words: Sequence[str]) -> None:
        """These words instead of those that the case had."""
        self.forget(case_id)
        self.add(self._number(case_id), words, fresh=True)

    def forget(self, case_id: str) -> None:
        """The case is found by its words no more."""
        number = self._number(case_id)
        for statement in _FORGET:
            self._connection.execute(statement, {"number": number})

    def take_up(self, at_least: int, limit: int) -> int:
        """Make a segment of the words of cases that came lately, once they are so many."""
        if int(self._connection.scalar(_HOW_MANY_NEW, {"count": at_least}) or 0) < at_least:
            return 0
        rows = self._connection.execute(_OLDEST_NEW, {"count": limit}).all()
        entries = sorted({(word, row.number) for row in rows for word in unpacked(row.words)})
        if not entries:
            return 0
        values: dict[str, Any] = {"segment": self._connection.scalar(_NEW_SEGMENT)}
        if self._connection.dialect.name == "sqlite":
            values["entries"] = json.dumps(entries)
        else:
            values["words"], values["numbers"] = map(list, zip(*entries, strict=True))
        self._connection.execute(_TAKE_UP[self._connection.dialect.name], values)
        self._connection.execute(_DROP_NEW, {"entries": [row.entry_id for row in rows]})
        return len(rows)

    def keep_customer(self, customer: Customer, *, fresh: bool) -> None:
        """Name, number and address of a customer."""
        if not fresh:
            self._connection.execute(_FORGET_CUSTOMER, {"of": customer.customer_id})
        words = words_of_customer(customer.customer_id, customer.name, customer.email)
        hashes = sorted({self._keys.word(word) for word in words})
        dialect = self._connection.dialect.name
        given: Any = json.dumps(hashes) if dialect == "sqlite" else hashes
        values = {"owner": customer.customer_id, "words": given}
        self._connection.execute(_ADD_CUSTOMER[dialect], values)

    def forget_customer(self, customer_id: str) -> None:
        """Neither the customer nor their cases are found by words any more."""
        for statement in (*_FORGET_CASES, _FORGET_CUSTOMER):
            self._connection.execute(statement, {"of": customer_id})

    def _kept(self, number: int) -> int:
        new = self._connection.scalars(_NEW_OF, {"number": number})
        indexed = int(self._connection.scalar(_INDEXED, {"number": number}) or 0)
        return indexed + sum(len(packed) // 8 for packed in new)

    def _number(self, case_id: str) -> int:
        return int(self._connection.scalar(_NUMBER, {"id": case_id}) or 0)


def unpacked(words: bytes) -> Iterable[int]:
    """The hashes of one row of `search_new`."""
    return array("q", bytes(words))
