"""Whatever is done to the ledger from outside, `verify` names the first event that does not fit."""

import pytest
from sqlalchemy import text

from hitl.adapters.sql.store import SqlStore
from hitl.adapters.vault import Vault
from hitl.domain.event import EventKind
from hitl.errors import StoreUnavailable
from tests.adapters.sql.records import NOW, SECOND, event, opened


def _logged(store: SqlStore, count: int) -> None:
    case_id = opened(store).case_id  # event 1
    for number in range(2, count + 1):
        with store.unit() as unit:
            unit.log(event(case_id, kind=EventKind.CASE_MESSAGE, at=NOW + number * SECOND))
            unit.commit()


def test_an_untouched_ledger_verifies(store: SqlStore) -> None:
    with store.reads() as reads:
        assert reads.verify().ok
    _logged(store, 3)
    with store.reads() as reads:
        report = reads.verify()
    assert (report.ok, report.events, report.first_bad) == (True, 3, None)


def test_a_long_ledger_is_walked_in_batches(store: SqlStore) -> None:
    with store.unit() as unit:
        for number in range(2500):
            unit.log(event(payload={"number": number}))
        unit.commit()
    with store.reads() as reads:
        assert reads.verify().events == 2500
    _spoil(store, "UPDATE audit_events SET payload = '{}' WHERE seq = 2345")
    with store.reads() as reads:
        assert reads.verify().first_bad == 2345


def _spoil(store: SqlStore, *statements: str) -> None:
    with store.engine.begin() as connection:
        for statement in statements:
            connection.execute(text(statement))


_COPY = (
    "INSERT INTO audit_events SELECT {seq}, at, actor, kind, case_id, payload, mac, key_id "
    "FROM audit_events WHERE seq = {of}"
)


@pytest.mark.parametrize(
    ("statements", "first_bad", "why"),
    [
        (["UPDATE audit_events SET payload = '{\"characters\": 1}' WHERE seq = 3"], 3, "content changed"),
        (["UPDATE audit_events SET actor = 'somebody' WHERE seq = 3"], 3, "another actor"),
        (["UPDATE audit_events SET at = at + 1 WHERE seq = 3"], 3, "a microsecond later"),
        (["UPDATE audit_events SET kind = 'case.closed' WHERE seq = 3"], 3, "another kind"),
        (["UPDATE audit_events SET case_id = NULL WHERE seq = 3"], 3, "taken off its case"),
        (["UPDATE audit_events SET mac = 'f00' WHERE seq = 3"], 3, "another code"),
        (["UPDATE audit_events SET key_id = 'other' WHERE seq = 3"], 3, "another key"),
        (["DELETE FROM audit_events WHERE seq = 3"], 3, "one removed"),
        (["DELETE FROM audit_events WHERE seq = 1"], 1, "the first removed"),
        (["DELETE FROM audit_events WHERE seq > 4"], 5, "the tail cut off"),
        (["DELETE FROM audit_events"], 1, "everything removed"),
        (
            ["DELETE FROM audit_events WHERE seq = 3", "UPDATE audit_events SET seq = seq - 1 WHERE seq > 3"],
            3,
            "one removed and the gap closed",
        ),
        (
            [
                "UPDATE audit_events SET seq = 99 WHERE seq = 2",
                "UPDATE audit_events SET seq = 2 WHERE seq = 3",
                "UPDATE audit_events SET seq = 3 WHERE seq = 99",
            ],
            2,
            "two swapped",
        ),
        ([_COPY.format(seq=6, of=5)], 6, "one appended without the key"),
        (
            [
                "DELETE FROM audit_events WHERE seq > 4",
                "UPDATE ledger_head SET seq = 4, mac = (SELECT mac FROM audit_events WHERE seq = 4)",
            ],
            5,
            "the tail cut off and the head put back without the key",
        ),
        (["DELETE FROM ledger_head"], 6, "the head removed"),
    ],
)
def test_tampering_is_found_at_the_event_where_it_begins(
    store: SqlStore, statements: list[str], first_bad: int, why: str
) -> None:
    _logged(store, 5)
    _spoil(store, *statements)
    with store.reads() as reads:
        report = reads.verify()
    assert (report.ok, report.first_bad) == (False, first_bad), why
    assert report.why


def test_a_ledger_signed_with_another_key_does_not_verify(store: SqlStore) -> None:
    _logged(store, 2)
    stranger = SqlStore(
        store.url.render_as_string(hide_password=False), Vault("d" * 16, "another ledger key")
    )
    with stranger.reads() as reads:
        assert reads.verify().first_bad == 1
    stranger.close()


@pytest.mark.parametrize(
    "spoilt",
    ["payload = 'not JSON'", "payload = '[]'", "kind = 'case.forged'", 'payload = \'{"_sealed": "x"}\''],
)
def test_an_event_that_can_no_longer_be_read_is_said_in_a_sentence(store: SqlStore, spoilt: str) -> None:
    _logged(store, 2)
    _spoil(store, f"UPDATE audit_events SET {spoilt} WHERE seq = 2")
    with store.reads() as reads:
        with pytest.raises(StoreUnavailable, match="changed outside"):
            reads.timeline("CS-1001")
        assert reads.verify().first_bad == 2


def test_events_of_a_unit_that_was_not_committed_leave_no_gap(store: SqlStore) -> None:
    _logged(store, 2)
    with store.unit() as unit:
        unit.log(event("CS-1001"))
    _logged_more = event("CS-1001", private={})
    with store.unit() as unit:
        unit.log(_logged_more)
        unit.commit()
    with store.reads() as reads:
        assert [each.seq for each in reads.events(0, 9)] == [1, 2, 3]
        assert reads.verify().ok


def test_the_timeline_opens_what_is_personal(store: SqlStore) -> None:
    _logged(store, 2)
    with store.unit() as unit:
        unit.log(event(kind=EventKind.MODE_CHANGED))  # of no case
        unit.commit()
    with store.reads() as reads:
        timeline = reads.timeline("CS-1001")
        assert reads.events(2, 9)[0].kind is EventKind.MODE_CHANGED
    assert [each.seq for each in timeline] == [1, 2]
    assert timeline[0].private == {"body": "The lamp arrived shattered"}
    assert timeline[0].payload == {"characters": 45}
    assert timeline[1].at == NOW + 2 * SECOND


def test_what_is_personal_in_an_event_of_no_case_is_sealed_for_its_customer(store: SqlStore) -> None:
    changed = event(
        kind=EventKind.RECORD_CHANGED, payload={"customer_id": "C1"}, private={"email": "new@example.com"}
    )
    with store.unit() as unit:
        unit.log(changed)
        unit.log(changed.model_copy(update={"payload": {}}))
        unit.commit()
    with store.unit() as unit:
        unit.catalog.erase("C1", NOW)
        unit.commit()
    with store.reads() as reads:
        first, second = reads.events(0, 9)
        assert first.private == {"text": "erased"}
        assert second.private == {"email": "new@example.com"}
        assert reads.verify().ok


def test_events_of_the_house_are_those_of_no_case_and_of_the_kinds_asked_for(store: SqlStore) -> None:
    stop, resume, audit = EventKind.EXECUTION_STOPPED, EventKind.EXECUTION_RESUMED, EventKind.AUDIT_VERIFIED
    with store.unit() as unit:
        for kind in (stop, audit, resume):
            unit.log(event(kind=kind))
        unit.commit()
    with store.reads() as reads:
        assert [event.kind for event in reads.house_events({stop, resume})] == [stop, resume]
        assert reads.house_events(()) == ()
