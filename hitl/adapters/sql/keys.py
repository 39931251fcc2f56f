"""Data keys as the database keeps them: who owns which, and what is sealed under them."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import Connection, bindparam, select, update
from sqlalchemy.dialects import postgresql, sqlite

from hitl.adapters.sql.columns import KEY
from hitl.adapters.sql.house_tables import data_keys
from hitl.adapters.sql.tables import cases
from hitl.adapters.vault import DataKey, Vault, key_id_of

INSTALLATION = "installation"
"""Owner of the key for personal data that belongs to no customer and no case."""

_BY_OWNER = select(data_keys.c.key_id, data_keys.c.wrapped).where(
    data_keys.c.owner == bindparam("owner", type_=KEY), data_keys.c.wrapped.is_not(None)
)
_BY_IDS = select(data_keys.c.key_id, data_keys.c.owner, data_keys.c.wrapped).where(
    data_keys.c.key_id.in_(bindparam("key_ids", expanding=True))
)
_OF_CASE = select(cases.c.key_id).where(cases.c.case_id == bindparam("case_id", type_=KEY))
_DESTROY = (
    update(data_keys)
    .where(data_keys.c.owner == bindparam("of", type_=KEY), data_keys.c.wrapped.is_not(None))
    .values(wrapped=None, destroyed_at=bindparam("at", type_=data_keys.c.destroyed_at.type))
)
_ADD = {
    "sqlite": sqlite.insert(data_keys).on_conflict_do_nothing(),
    "postgresql": postgresql.insert(data_keys).on_conflict_do_nothing(),
}


class Keys:
    """The keys that one transaction uses; new ones are remembered beyond it only once it is committed."""

    def __init__(self, connection: Connection, vault: Vault) -> None:
        self._connection = connection
        self._vault = vault
        self._new: dict[str, DataKey] = {}  # owner -> key made in this transaction
        self._new_by_id: dict[str, DataKey | None] = {}
        self._destroying = False  # from then on what the vault remembers is not asked, nor told
        self._of_case: dict[str, str] = {}  # case -> key id

    def of_customer(self, customer_id: str) -> DataKey:
        """The customer's key, made where there is none."""
        return self._of(f"customer:{customer_id}")

    def of_installation(self) -> DataKey:
        """The key for what belongs to nobody in particular."""
        return self._of(INSTALLATION)

    def for_new_case(self, case_id: str, customer_id: str | None) -> DataKey:
        """The key of a case that is being opened: its customer's, or one of its own."""
        key = self.of_customer(customer_id) if customer_id else self._of(f"case:{case_id}")
        self._of_case[case_id] = key.key_id
        return key

    def of_case(self, case_id: str) -> DataKey:
        """The key under which the case's texts are sealed; a fresh one of its own after an erasure."""
        key_id = self._of_case.get(case_id) or self._connection.scalar(_OF_CASE, {"case_id": case_id})
        if key_id is None:
            return self.of_installation()
        self._of_case[case_id] = key_id
        return self._by_id(key_id) or self._of(f"case:{case_id}")

    def belongs(self, case_id: str, key_id: str | None) -> None:
        """A row of the case was seen, so that its key need not be asked for."""
        if key_id is not None:
            self._of_case.setdefault(case_id, key_id)

    def open(self, sealed: bytes, place: str) -> str | None:
        """The text that is sealed; None where its key was destroyed."""
        key = self._by_id(key_id_of(sealed))
        return None if key is None else key.open(sealed, place)

    def word(self, word: str) -> int:
        """The keyed hash of a word, to search by."""
        return self._vault.word(word)

    def digest(self, kind: str, value: str) -> str:
        """A keyed hash by which something is found without being stored."""
        return self._vault.digest(kind, value)

    def load(self, sealed: Iterable[bytes | None]) -> None:
        """Fetch the keys of many texts in one query, before they are opened one by one."""
        ids = {key_id_of(text) for text in sealed if text}
        missing = [key_id for key_id in ids if not self._remembered(key_id)[0]]
        if missing:
            self._fetch(missing)

    def destroy(self, customer_id: str, at: datetime) -> None:
        """Destroy the customer's key: nothing sealed under it can be read again."""
        self._connection.execute(_DESTROY, {"of": f"customer:{customer_id}", "at": at})
        gone = self._new.pop(f"customer:{customer_id}", None)
        if gone is not None:
            self._new_by_id[gone.key_id] = None
        self._destroying = True

    def published(self) -> None:
        """The transaction is committed: other transactions may use its new keys, and not its old ones."""
        if self._destroying:
            self._vault.forget()
        for owner, key in self._new.items():
            self._vault.remember(key.key_id, key, owner)

    def _of(self, owner: str) -> DataKey:
        known = self._new.get(owner) or (None if self._destroying else self._vault.owned(owner))
        return known or self._find(owner) or self._make(owner)

    def _find(self, owner: str) -> DataKey | None:
        row = self._connection.execute(_BY_OWNER, {"owner": owner}).one_or_none()
        if row is None:
            return None
        key = self._vault.unwrap(row.key_id, owner, row.wrapped)
        self._remember(key.key_id, key, owner)
        return key

    def _make(self, owner: str) -> DataKey:
        key, wrapped = self._vault.new_key(owner)
        row = {
            "key_id": key.key_id,
            "owner": owner,
            "wrapped": wrapped,
            "master_id": self._vault.data_key_id,
        }
        added = self._connection.execute(_ADD[self._connection.dialect.name], row)
        if added.rowcount == 0:  # another transaction made one meanwhile (PostgreSQL)
            return self._of(owner)
        self._new[owner] = self._new_by_id[key.key_id] = key
        return key

    def _by_id(self, key_id: str) -> DataKey | None:
        remembered, key = self._remembered(key_id)
        if not remembered:
            self._fetch([key_id])
            key = self._remembered(key_id)[1]
        return key

    def _remembered(self, key_id: str) -> tuple[bool, DataKey | None]:
        if self._destroying or key_id in self._new_by_id:
            return key_id in self._new_by_id, self._new_by_id.get(key_id)
        return self._vault.known(key_id)

    def _remember(self, key_id: str, key: DataKey | None, owner: str) -> None:
        if self._destroying:
            self._new_by_id[key_id] = key
        else:
            self._vault.remember(key_id, key, owner)

    def _fetch(self, key_ids: list[str]) -> None:
        for row in self._connection.execute(_BY_IDS, {"key_ids": key_ids}):
            key = self._vault.unwrap(row.key_id, row.owner, row.wrapped) if row.wrapped else None
            self._remember(row.key_id, key, row.owner)
