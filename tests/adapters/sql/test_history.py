"""A customer's other cases beside the one on the screen: newest first, how each ended, nobody else's."""

from datetime import timedelta

from hitl.adapters.sql.store import SqlStore
from hitl.domain.case import Status
from hitl.domain.draft import Action
from hitl.domain.policy import Reason
from hitl.domain.refund import RefundStatus
from hitl.ports.history import History, OtherCase
from tests.adapters.sql.records import NOW, at_desk, customer, decided, opened, stocked, usd


def of(store: SqlStore, case_id: str) -> History:
    with store.reads() as reads:
        return reads.case_file(case_id).history


def test_it_says_what_the_others_were_about_and_how_they_ended(store: SqlStore) -> None:
    stocked(store)
    paid = decided(store, "T1", status=RefundStatus.SUCCEEDED)
    waits = at_desk(store, "T2", received_at=NOW - timedelta(days=9))
    this = opened(store, "T3", received_at=NOW + timedelta(days=1))
    assert of(store, this.case_id) == History(
        shown=(
            OtherCase(
                case_id=paid.case_id,
                received_at=NOW,
                status=Status.DECIDED,
                subject="Shattered lamp",
                matter=Reason.DAMAGED,
                action=Action.APPROVE_REFUND,
                amount=usd(4200),
                refund=RefundStatus.SUCCEEDED,
            ),
            OtherCase(
                case_id=waits.case_id,
                received_at=NOW - timedelta(days=9),
                status=Status.IN_REVIEW,
                subject="Shattered lamp",
                matter=Reason.DAMAGED,
                amount=usd(4200),
            ),
        )
    )


def test_it_names_a_handful_and_counts_the_rest(store: SqlStore) -> None:
    stocked(store)
    numbers = [opened(store, f"T{n}", received_at=NOW + timedelta(hours=n)).case_id for n in range(8)]
    found = of(store, numbers[-1])
    assert [one.case_id for one in found.shown] == numbers[-2:-6:-1]
    assert found.more == 3


def test_it_never_names_a_case_of_somebody_else(store: SqlStore) -> None:
    stocked(store)
    with store.unit() as unit:
        unit.catalog.save_customer(customer("C2", email="c2@example.com"))
        unit.commit()
    theirs = opened(store, "T1", customer_id="C2", email="c2@example.com").case_id
    stranger = opened(store, "T2", customer_id=None, order_id=None).case_id
    another = opened(store, "T3", customer_id=None, order_id=None).case_id
    mine = opened(store, "T4").case_id
    for case_id in (theirs, stranger, another, mine):
        assert of(store, case_id) == History(), case_id


def test_what_was_erased_stays_a_line_without_words(store: SqlStore) -> None:
    stocked(store)
    opened(store, "T1")
    this = opened(store, "T2").case_id
    with store.unit() as unit:
        unit.catalog.erase("C1", NOW)
        unit.commit()
    assert [one.subject for one in of(store, this).shown] == ["erased"]
