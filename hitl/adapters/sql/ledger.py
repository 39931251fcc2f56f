"""The ledger: events chained by HMAC-SHA256, so that what was changed, removed or put in shows.

The code of an event is signed over its number, time, actor, kind, case, payload and the code before it;
the head row, signed as well, says where the chain ends, so that a tail that was cut off shows too.
"""

import json
from base64 import b64decode, b64encode
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import Any

from pydantic import JsonValue
from sqlalchemy import BigInteger, Connection, Update, bindparam, insert, select, type_coerce, update

from hitl.adapters.sql.columns import KEY, AnyRow, Micros, one_of
from hitl.adapters.sql.house_tables import audit_events, ledger_head
from hitl.adapters.sql.keys import Keys
from hitl.adapters.vault import ERASED, Vault
from hitl.domain.event import Event, EventKind, LoggedEvent
from hitl.errors import StoreUnavailable
from hitl.ports.reads import LedgerReport

START = "0" * 64
"""What stands before the first event."""

SEALED = "_sealed"
"""The key of the payload under which the encrypted personal part stands (base64)."""

_BATCH = 1000
_MICROS = Micros()

_HEAD = select(ledger_head.c.seq, ledger_head.c.mac, ledger_head.c.seal).where(ledger_head.c.id == 1)
_LOCKED_HEAD = select(ledger_head.c.seq, ledger_head.c.mac).where(ledger_head.c.id == 1).with_for_update()
_APPEND = insert(audit_events)
_MOVE_HEAD = (
    update(ledger_head)
    .where(ledger_head.c.id == 1)
    .values(seq=bindparam("to_seq", type_=BigInteger), mac=bindparam("to_mac"), seal=bindparam("to_seal"))
)
_MOVE_KNOWN_HEAD = _MOVE_HEAD.where(
    ledger_head.c.seq == bindparam("from_seq", type_=BigInteger), ledger_head.c.mac == bindparam("from_mac")
)
_COLUMNS = [
    audit_events.c.seq,
    audit_events.c.at,
    audit_events.c.actor,
    audit_events.c.kind,
    audit_events.c.case_id,
    audit_events.c.payload,
    audit_events.c.mac,
]
_OF_CASE = (
    select(*_COLUMNS)
    .where(audit_events.c.case_id == bindparam("case_id", type_=KEY))
    .order_by(audit_events.c.seq)
)
_CHANGES_NOTHING = one_of(
    {
        EventKind.CASE_CLAIMED,
        EventKind.CASE_RELEASED,
        EventKind.CASE_TAKEOVER_ASKED,
        EventKind.CASE_HANDED_OVER,
    }
)
_CHANGED = (
    select(audit_events.c.seq)
    .where(
        audit_events.c.case_id == bindparam("case_id", type_=KEY),
        audit_events.c.seq > bindparam("after"),
        audit_events.c.kind.not_in(_CHANGES_NOTHING),
    )
    .limit(1)
)
_AFTER = (
    select(*_COLUMNS)
    .where(audit_events.c.seq > bindparam("after"))
    .order_by(audit_events.c.seq)
    .limit(bindparam("count"))
)
_OF_HOUSE = (
    select(*_COLUMNS)
    .where(audit_events.c.case_id.is_(None), audit_events.c.kind.in_(bindparam("kinds", expanding=True)))
    .order_by(audit_events.c.seq)
)
_LAST_AT = select(audit_events.c.at).order_by(audit_events.c.seq.desc()).limit(1)
_SIGNED = (
    select(
        audit_events.c.seq,
        type_coerce(audit_events.c.at, BigInteger).label("at"),
        audit_events.c.actor,
        audit_events.c.kind,
        audit_events.c.case_id,
        audit_events.c.payload,
        audit_events.c.mac,
        audit_events.c.key_id,
    )
    .where(audit_events.c.seq > bindparam("after"))
    .order_by(audit_events.c.seq)
    .limit(bindparam("count"))
)


def new_head(vault: Vault) -> dict[str, Any]:
    """The head row of an empty chain."""
    return {"id": 1, "seq": 0, "mac": START, "seal": _seal_of_head(vault, 0, START)}


class LastHead:
    """Where the chain ended when this process wrote to it last: mostly it still does, and is not read."""

    def __init__(self) -> None:
        self.end: tuple[int, str] = (0, START)


class Ledger:
    """The chain as one transaction sees it."""

    def __init__(
        self, connection: Connection, vault: Vault, keys: Keys, last: LastHead | None = None
    ) -> None:
        self._connection = connection
        self._vault = vault
        self._keys = keys
        self._last = last or LastHead()

    def append(self, events: Sequence[Event]) -> None:
        """Write the events at the end of the chain; called last before the commit, for the head is locked."""
        payloads = [self._payload(event) for event in events]
        seq, mac = self._last.end
        rows = self._chained(events, payloads, seq, mac)
        if not self._move_head(rows, _MOVE_KNOWN_HEAD, {"from_seq": seq, "from_mac": mac}):
            seq, mac = self._connection.execute(_LOCKED_HEAD).one()
            rows = self._chained(events, payloads, seq, mac)
            self._move_head(rows, _MOVE_HEAD, {})
        self._connection.execute(_APPEND, rows)
        self._last.end = (rows[-1]["seq"], rows[-1]["mac"])

    def _move_head(self, rows: list[dict[str, Any]], move: Update, known: dict[str, Any]) -> bool:
        """Compare-and-set to the last of the rows; the head's row is locked from here on."""
        seq, mac = rows[-1]["seq"], rows[-1]["mac"]
        to = {"to_seq": seq, "to_mac": mac, "to_seal": _seal_of_head(self._vault, seq, mac)}
        return self._connection.execute(move, {**to, **known}).rowcount == 1

    def _chained(
        self, events: Sequence[Event], payloads: list[str], seq: int, mac: str
    ) -> list[dict[str, Any]]:
        """The rows of the events behind that end of the chain."""
        rows: list[dict[str, Any]] = []
        for event, payload in zip(events, payloads, strict=True):
            seq += 1
            at = _MICROS.process_bind_param(event.at, self._connection.dialect)
            signed = (seq, at, event.actor, event.kind.value, event.case_id, payload)
            mac = self._mac(signed, mac)
            names = ("seq", "at", "actor", "kind", "case_id", "payload")
            row = dict(zip(names, signed, strict=True))
            rows.append({**row, "at": event.at, "mac": mac, "key_id": self._vault.ledger_key_id})
        return rows

    def of_case(self, case_id: str) -> tuple[LoggedEvent, ...]:
        """The case's events, oldest first."""
        return self._opened(self._connection.execute(_OF_CASE, {"case_id": case_id}).all())

    def changed_since(self, case_id: str, seq: int) -> bool:
        """Whether anything but who has it open happened to the case after that event."""
        return self._connection.scalar(_CHANGED, {"case_id": case_id, "after": seq}) is not None

    def after(self, seq: int, count: int) -> tuple[LoggedEvent, ...]:
        """The next events of the whole chain."""
        return self._opened(self._connection.execute(_AFTER, {"after": seq, "count": count}).all())

    def last(self) -> int:
        """The number of the newest event; 0 where there is none."""
        head = self._connection.execute(_HEAD).one_or_none()
        return int(head.seq) if head else 0

    def of_house(self, kinds: Collection[EventKind]) -> tuple[LoggedEvent, ...]:
        """Events of those kinds that belong to no case, oldest first; the index on cases serves it."""
        wanted = {"kinds": sorted(kind.value for kind in kinds)}
        return self._opened(self._connection.execute(_OF_HOUSE, wanted).all())

    def last_at(self) -> datetime | None:
        """When the newest event happened."""
        at: datetime | None = self._connection.scalar(_LAST_AT)
        return at

    def verify(self) -> LedgerReport:
        """Walk the chain from its start to its head, a thousand events at a time."""
        seq, mac = 0, START
        while rows := self._connection.execute(_SIGNED, {"after": seq, "count": _BATCH}).all():
            for row in rows:
                why = self._misfit(row, seq + 1, mac)
                if why:
                    return LedgerReport(events=self._count(), ok=False, first_bad=seq + 1, why=why)
                seq, mac = row.seq, row.mac
        return self._end(seq, mac)

    def _misfit(self, row: AnyRow, expected: int, before: str) -> str:
        """Why a row does not continue the chain; empty where it does."""
        if row.seq != expected:
            return f"event {expected} is missing"
        if row.key_id != self._vault.ledger_key_id:
            return f"event {expected} was signed with another key"
        if row.mac != self._mac(row[:6], before):
            return f"event {expected} was changed, moved or written without the key"
        return ""

    def _end(self, seq: int, mac: str) -> LedgerReport:
        head = self._connection.execute(_HEAD).one_or_none()
        if head is None or head.seal != _seal_of_head(self._vault, head.seq, head.mac):
            why = "the signed end of the ledger was changed or removed"
        elif head.seq > seq:
            why = f"the ledger ends at event {seq}, but went on to event {head.seq}"
        elif (head.seq, head.mac) != (seq, mac):
            why = f"the ledger's signed end does not fit event {seq}"
        else:
            return LedgerReport(events=seq, ok=True, first_bad=None)
        first_bad = seq + 1 if head is None or head.seq > seq else head.seq + 1
        return LedgerReport(events=seq, ok=False, first_bad=first_bad, why=why)

    def _count(self) -> int:
        rows = self._connection.execute(select(audit_events.c.seq))
        return sum(1 for _ in rows)

    def _mac(self, signed: Iterable[Any], before: str) -> str:
        content = json.dumps([*signed, before], ensure_ascii=False, separators=(",", ":"), default=repr)
        return self._vault.sign(content.encode("utf-8", "surrogatepass"))

    def _payload(self, event: Event) -> str:
        payload: dict[str, JsonValue] = dict(event.payload)
        if event.private:
            text = json.dumps(event.private, ensure_ascii=False)
            payload[SEALED] = b64encode(self._key_for(event).seal(text, _place(event))).decode()
        return json.dumps(payload, ensure_ascii=False)

    def _key_for(self, event: Event) -> Any:
        """The case's key, else that of the customer whom the payload names, else the installation's."""
        customer = event.payload.get("customer_id")
        if event.case_id is not None:
            return self._keys.of_case(event.case_id)
        return self._keys.of_customer(customer) if isinstance(customer, str) else self._keys.of_installation()

    def _opened(self, rows: Sequence[AnyRow]) -> tuple[LoggedEvent, ...]:
        """The rows as events. Raises StoreUnavailable where one can no longer be read."""
        try:
            payloads = [json.loads(row.payload) for row in rows]
            self._keys.load(b64decode(payload[SEALED]) for payload in payloads if SEALED in payload)
            return tuple(self._event(row, payload) for row, payload in zip(rows, payloads, strict=True))
        except (ValueError, TypeError) as error:  # not JSON, not an event, not base64
            raise StoreUnavailable(
                "The ledger was changed outside of Countersign; `python -m hitl audit verify` says where"
            ) from error

    def _event(self, row: AnyRow, payload: dict[str, Any]) -> LoggedEvent:
        sealed = payload.pop(SEALED, None)
        event = LoggedEvent(
            seq=row.seq,
            kind=EventKind(row.kind),
            at=row.at,
            actor=row.actor,
            case_id=row.case_id,
            payload=payload,
            mac=row.mac,
        )
        if sealed is None:
            return event
        text = self._keys.open(b64decode(sealed), _place(event))
        return event.model_copy(update={"private": {"text": ERASED} if text is None else json.loads(text)})


def _place(event: Event) -> str:
    return f"audit_events:{event.kind}:{event.case_id or ''}"


def _seal_of_head(vault: Vault, seq: int, mac: str) -> str:
    return vault.sign(f"head:{seq}:{mac}".encode())
