"""No personal datum stands in the database in the clear, and none can be read once its key is destroyed."""

from pathlib import Path

import pytest
from sqlalchemy import MetaData, select, text

from hitl.adapters.sql.store import SqlStore
from hitl.adapters.vault import ERASED, Vault
from hitl.domain.decision import Feedback
from hitl.domain.draft import Action
from hitl.domain.drafted import TraceStep
from hitl.domain.order import Tier
from hitl.errors import StoreUnavailable
from hitl.ports.desk import SavedView
from hitl.ports.reads import QueueFilter
from tests.adapters.sql.records import (
    NOW,
    at_desk,
    customer,
    decision,
    delivery,
    event,
    opened,
    order,
    stocked,
    usd,
)

SECRETS = [
    "Lovelace",
    "c1@example",
    "7946",
    "St James",
    "birthday",
    "Byron",
    "Annabella",
    "shattered",
    "Shattered",
    "shards",
    "Analytical",
    "Dear Ada",
    "Countess",
    "bounced",
    "Pemberley",
    "Wickham",
]
"""A piece of every personal datum that `_everything` stores."""


def _everything(store: SqlStore) -> str:
    stocked(store)
    case_id = at_desk(store).case_id
    with store.unit() as unit:
        unit.cases.progress(
            case_id, 1, 1, TraceStep(name="order", says="Lovelace's lamp", milliseconds=1), NOW
        )
        unit.decisions.add(
            decision(case_id, changes={"reply": ["Dear Ada", "Countess"]}, feedback=Feedback(comment="Ada!"))
        )
        unit.decisions.note_action(case_id, "asked", "grace@example.com", NOW, "Lovelace is a Countess")
        unit.deliveries.add(delivery(case_id, error="bounced: c1@example.com"))
        unit.desk.save_view("grace@example.com", SavedView(name="Wickham", query="words=Pemberley"), NOW)
        unit.log(event(case_id))
        unit.commit()
    return case_id


def _dump(store: SqlStore) -> bytes:
    """Everything that the database would show to somebody without the keys."""
    schema = MetaData()
    with store.engine.connect() as connection:
        schema.reflect(connection)
        rows = [
            value
            for table in schema.sorted_tables
            for row in connection.execute(select(table))
            for value in row
            if value is not None
        ]
    assert len(rows) > 150
    return b"\n".join(value if isinstance(value, bytes) else str(value).encode() for value in rows)


def test_no_personal_datum_stands_in_any_table(store: SqlStore) -> None:
    _everything(store)
    dump = _dump(store)
    assert [secret for secret in SECRETS if secret.encode() in dump] == []


def test_no_personal_datum_stands_in_the_bytes_of_the_file(sqlite_store: SqlStore) -> None:
    _everything(sqlite_store)
    assert sqlite_store.url.database is not None
    files = Path(sqlite_store.url.database).parent.glob("countersign.sqlite*")  # with what is not merged yet
    content = b"".join(file.read_bytes() for file in files)
    assert b"CS-1001" in content
    assert [secret for secret in SECRETS if secret.encode() in content] == []


def test_the_same_words_never_look_the_same(store: SqlStore) -> None:
    opened(store, "T1")
    opened(store, "T2")
    with store.engine.connect() as connection:
        first, second = connection.scalars(text("SELECT sealed FROM messages"))
    assert bytes(first)[-40:] != bytes(second)[-40:]


def test_once_the_key_is_destroyed_nothing_can_be_read_and_the_rest_stays(store: SqlStore) -> None:
    case_id = _everything(store)
    with store.unit() as unit:
        unit.catalog.save_customer(customer("C2", name="Grace"))
        unit.catalog.erase("C1", NOW)
        unit.commit()
    with store.unit() as unit:
        gone = unit.catalog.customer("C1")
        assert gone is not None
        assert (gone.name, gone.email, gone.tier) == (ERASED, ERASED, Tier.PREMIUM)
        assert unit.catalog.customer("C2") == customer("C2", name="Grace")
        assert unit.catalog.customer_by_email("c1@example.com") is None
        kept = unit.catalog.order("48291")
        assert kept is not None
        assert (kept.metadata, kept.captured) == ({}, order().captured)
        case = unit.cases.get(case_id)
        assert (case.subject, case.sender_email, case.metadata) == (ERASED, None, {})
        taken_in = unit.cases.ticket("T1")
        assert taken_in is not None
        assert taken_in.body == ERASED
        assert [turn.text for turn in unit.cases.conversation(case_id)] == [ERASED]
        outline = unit.cases.drafted(case_id)
        assert outline is not None
        assert outline.draft is not None
        assert (outline.draft.action, outline.draft.amount, outline.draft.reply) == (
            Action.APPROVE_REFUND,
            usd(4200),
            ERASED,
        )
        made = unit.decisions.of_case(case_id)
        assert made is not None
        assert (made.reply, made.changes, made.amount) == (ERASED, {}, usd(4200))
        assert unit.deliveries.get("CS-1001-reply").body == ERASED
    with store.reads() as reads:
        assert reads.queue(QueueFilter(), None, 9)[0].customer_name == ERASED
        assert reads.case_file(case_id).case.subject == ERASED
        assert {str(each.private) for each in reads.timeline(case_id)} == {"{'text': 'erased'}"}
        assert reads.progress(case_id) == ()
        assert reads.verify().ok


def test_a_case_goes_on_under_a_key_of_its_own_after_an_erasure(store: SqlStore) -> None:
    case_id = _everything(store)
    with store.unit() as unit:
        unit.catalog.erase("C1", NOW)
        unit.log(event(case_id, private={"note": "erased at her wish"}))
        unit.commit()
    with store.reads() as reads:
        assert reads.timeline(case_id)[-1].private == {"note": "erased at her wish"}


def test_a_customer_who_comes_back_gets_a_new_key(store: SqlStore) -> None:
    stocked(store)
    with store.unit() as unit:
        unit.catalog.erase("C1", NOW)
        unit.commit()
    stocked(store)
    with store.unit() as unit:
        assert unit.catalog.customer("C1") == customer()


def test_a_key_made_in_a_unit_that_was_not_committed_is_not_used_again(store: SqlStore) -> None:
    with store.unit() as unit:
        unit.catalog.save_customer(customer())
    stocked(store)
    fresh = SqlStore(store.url.render_as_string(hide_password=False), _same_keys())
    with fresh.unit() as unit:
        assert unit.catalog.customer("C1") == customer()
    fresh.close()


def test_a_text_that_was_moved_to_another_row_is_not_opened(store: SqlStore) -> None:
    opened(store, "T1")
    opened(store, "T2")
    with store.engine.begin() as connection:
        connection.execute(
            text("UPDATE messages SET sealed = (SELECT sealed FROM messages WHERE case_id = 'CS-1001')")
        )
    with store.unit() as unit:
        assert len(unit.cases.conversation("CS-1001")) == 1
        with pytest.raises(StoreUnavailable, match="messages:CS-1002:1"):
            unit.cases.conversation("CS-1002")


def _same_keys() -> Vault:
    from tests.databases import test_vault

    return test_vault()
