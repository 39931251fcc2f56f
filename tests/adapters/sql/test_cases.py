from datetime import timedelta

import pytest

from hitl.adapters.sql.store import SqlStore
from hitl.domain.case import Author, Channel, Message, Status
from hitl.domain.drafted import TraceStep
from hitl.domain.roles import Level
from hitl.errors import NotFound
from tests.adapters.sql.records import (
    LEASE,
    NOW,
    SECOND,
    at_desk,
    decided,
    drafted,
    opened,
    stocked,
    ticket,
    verdict,
)

EARLIER = Message(author=Author.AGENT, text="How can we help?", at=NOW - SECOND, attachments=("terms.pdf",))


def test_cases_are_numbered_from_1001(store: SqlStore) -> None:
    assert [opened(store, f"T{number}").case_id for number in range(3)] == ["CS-1001", "CS-1002", "CS-1003"]


def test_a_case_keeps_what_its_ticket_says(store: SqlStore) -> None:
    taken_in = ticket(conversation=(EARLIER,), waiting=True)
    with store.unit() as unit:
        case = unit.cases.open(taken_in, linked_case="CS-900", simulated=True)
        unit.commit()
    with store.unit() as unit:
        assert unit.cases.get(case.case_id) == case
        assert unit.cases.by_ticket("T1") == case
        assert unit.cases.ticket("T1") == taken_in
        first, second = unit.cases.conversation(case.case_id)
    assert (case.sender_email, case.subject, case.linked_case) == (taken_in.email, "Shattered lamp", "CS-900")
    assert (case.metadata, case.simulated, case.waiting) == (taken_in.metadata, True, True)
    assert first == EARLIER
    assert (second.author, second.text, second.attachments) == (
        Author.CUSTOMER,
        taken_in.body,
        ("shards.jpg",),
    )


def test_what_is_not_there_is_said(store: SqlStore) -> None:
    with store.unit() as unit:
        assert unit.cases.by_ticket("T9") is None
        assert unit.cases.ticket("T9") is None
        assert unit.cases.drafted("CS-9") is None
        with pytest.raises(NotFound, match="CS-9"):
            unit.cases.get("CS-9")
        with pytest.raises(NotFound, match="T9"):
            unit.cases.revise(ticket("T9"))


def test_a_follow_up_is_a_turn_of_the_case_and_a_ticket_of_its_own(store: SqlStore) -> None:
    case = opened(store)
    follow_up = ticket("T2", body="Any news?", received_at=NOW + SECOND, in_reply_to="T1", attachments=())
    said = Message(author=Author.CUSTOMER, text="Any news?", at=NOW + SECOND)
    with store.unit() as unit:
        unit.cases.add_message(case.case_id, said, ticket=follow_up)
        unit.commit()
    with store.unit() as unit:
        assert unit.cases.conversation(case.case_id)[-1] == said
        assert unit.cases.ticket("T2") == follow_up
        assert unit.cases.by_ticket("T2") == case


def test_a_revised_ticket_changes_its_own_turn_only(store: SqlStore) -> None:
    case = opened(store, conversation=(EARLIER,))
    other = ticket(
        body="It was the vase.", conversation=(EARLIER,), subject="Vase", order_id="7", channel=Channel.EMAIL
    )
    with store.unit() as unit:
        unit.cases.revise(other)
        unit.commit()
    with store.unit() as unit:
        assert unit.cases.ticket("T1") == other
        assert [turn.text for turn in unit.cases.conversation(case.case_id)] == [
            "How can we help?",
            "It was the vase.",
        ]
        now = unit.cases.get(case.case_id)
    assert (now.subject, now.order_id, now.channel) == ("Vase", "7", Channel.EMAIL)


def test_waiting_chats_are_drafted_first_then_the_oldest(store: SqlStore) -> None:
    old = opened(store, "T1", received_at=NOW - timedelta(days=1)).case_id
    new = opened(store, "T2").case_id
    chat = opened(store, "T3", waiting=True).case_id
    lapsed = opened(store, "T4", received_at=NOW - timedelta(hours=1)).case_id
    held = opened(store, "T5").case_id
    with store.unit() as unit:
        unit.cases.claim_draft(lapsed, "dead", NOW - LEASE, LEASE)
        unit.cases.claim_draft(held, "alive", NOW, LEASE)
        assert unit.cases.to_draft(NOW, 9) == [chat, old, lapsed, new]
        assert unit.cases.to_draft(NOW, 2) == [chat, old]


@pytest.mark.parametrize(
    ("after", "taken"),
    [
        (timedelta(0), False),  # held by a living worker
        (LEASE - timedelta(microseconds=1), False),  # to the last moment of the lease
        (LEASE, True),  # lapsed: the worker counts as dead
    ],
)
def test_a_case_is_claimed_once_a_lease(store: SqlStore, after: timedelta, taken: bool) -> None:
    case_id = opened(store).case_id
    with store.unit() as unit:
        first = unit.cases.claim_draft(case_id, "w1", NOW, LEASE)
        assert first is not None
        assert (first.status, first.attempt) == (Status.DRAFTING, 1)
        assert (unit.cases.claim_draft(case_id, "w2", NOW + after, LEASE) is not None) is taken


def test_a_draft_comes_back_whole_and_moves_the_case(store: SqlStore) -> None:
    case = at_desk(store)
    with store.unit() as unit:
        assert unit.cases.drafted(case.case_id) == drafted(case.case_id)
        assert unit.cases.drafted(case.case_id, 1) == drafted(case.case_id)
        assert unit.cases.drafted(case.case_id, 2) is None
    assert (case.status, case.draft_version, case.level) == (Status.IN_REVIEW, 1, Level.REVIEWER)
    assert (case.queued_at, case.due_at) == (NOW + SECOND, verdict().due_at)


@pytest.mark.parametrize(
    ("worker", "version", "why"),
    [
        ("w2", 1, "another worker"),
        ("w1", 2, "not the next version"),
        ("w1", 0, "a version that is there already"),
    ],
)
def test_only_the_holder_saves_the_next_draft(store: SqlStore, worker: str, version: int, why: str) -> None:
    case_id = opened(store).case_id
    with store.unit() as unit:
        unit.cases.claim_draft(case_id, "w1", NOW, LEASE)
        assert not unit.cases.save_draft(drafted(case_id, version), worker, Status.IN_REVIEW, None), why
        assert unit.cases.drafted(case_id) is None


def test_a_draft_that_failed_is_kept_as_such(store: SqlStore) -> None:
    case_id = opened(store).case_id
    failed = drafted(case_id, draft=None, confidence=None, failure="the drafter timed out")
    with store.unit() as unit:
        unit.cases.claim_draft(case_id, "w1", NOW, LEASE)
        assert unit.cases.save_draft(failed, "w1", Status.IN_REVIEW, None)
        assert unit.cases.drafted(case_id) == failed


@pytest.mark.parametrize(
    ("expect", "version", "moved"),
    [
        ([Status.IN_REVIEW], None, True),
        ([Status.SNOOZED, Status.IN_REVIEW], 1, True),
        ([Status.IN_REVIEW], 2, False),  # the draft on the screen is out of date
        ([Status.RECEIVED], None, False),  # somebody else moved it on
        ([], None, False),
    ],
)
def test_a_case_moves_only_from_where_it_is_expected(
    store: SqlStore, expect: list[Status], version: int | None, moved: bool
) -> None:
    case_id = at_desk(store).case_id
    with store.unit() as unit:
        assert unit.cases.move(case_id, Status.DECIDED, expect=expect, draft_version=version, at=NOW) is moved
        assert (unit.cases.get(case_id).status is Status.DECIDED) is moved


def test_a_move_keeps_what_it_is_not_told_to_change(store: SqlStore) -> None:
    case_id = at_desk(store).case_id
    with store.unit() as unit:
        unit.cases.move(
            case_id,
            Status.NEEDS_ATTENTION,
            expect=[Status.IN_REVIEW],
            attention="The processor refused.",
            draft_rejected=True,
            at=NOW + LEASE,
        )
        unit.cases.move(case_id, Status.IN_REVIEW, expect=[Status.NEEDS_ATTENTION], at=NOW + 2 * LEASE)
        case = unit.cases.get(case_id)
        assert (case.attention, case.draft_rejected) == ("The processor refused.", True)
        assert case.queued_at == NOW + SECOND
        unit.cases.move(
            case_id, Status.IN_REVIEW, expect=[Status.IN_REVIEW], attention="", draft_rejected=False, at=NOW
        )
        case = unit.cases.get(case_id)
        assert (case.attention, case.draft_rejected) == ("", False)


def test_a_case_that_comes_to_the_desk_undrafted_has_its_place_there(store: SqlStore) -> None:
    case_id = opened(store).case_id
    with store.unit() as unit:
        assert unit.cases.get(case_id).due_at is None
        unit.cases.move(
            case_id, Status.NEEDS_ATTENTION, expect=[Status.RECEIVED], attention="unreadable", at=NOW + SECOND
        )
        case = unit.cases.get(case_id)
    assert (case.queued_at, case.level, case.due_at) == (NOW + SECOND, Level.REVIEWER, NOW)


def test_a_case_is_drafted_again_under_the_next_version(store: SqlStore) -> None:
    case_id = at_desk(store).case_id
    with store.unit() as unit:
        assert not unit.cases.requeue(case_id, expect=[Status.RECEIVED], at=NOW)
        assert unit.cases.requeue(case_id, expect=[Status.IN_REVIEW], at=NOW)
        assert unit.cases.get(case_id).queued_at is None
        claimed = unit.cases.claim_draft(case_id, "w1", NOW, LEASE)
        assert claimed is not None
        assert (claimed.attempt, claimed.draft_version) == (2, 1)
        assert unit.cases.save_draft(drafted(case_id, 2), "w1", Status.IN_REVIEW, None)
        newest = unit.cases.drafted(case_id)
        assert newest is not None
        assert newest.version == 2
        assert unit.cases.drafted(case_id, 1) == drafted(case_id)


def test_escalating_changes_level_and_due_time(store: SqlStore) -> None:
    case_id = at_desk(store).case_id
    with store.unit() as unit:
        unit.cases.raise_level(case_id, "manager", NOW + LEASE, NOW)
        case = unit.cases.get(case_id)
    assert (case.level, case.due_at) == (Level.MANAGER, NOW + LEASE)


def test_cases_about_one_order_are_similar_while_open_or_paid(store: SqlStore) -> None:
    stocked(store)
    paid = decided(store, "T1").case_id
    unpaid = at_desk(store, "T2").case_id
    with store.unit() as unit:
        for case_id in (paid, unpaid):
            unit.cases.move(case_id, Status.CLOSED, expect=list(Status), at=NOW)
        unit.commit()
    still_open = opened(store, "T3", order_id="#48291", received_at=NOW + SECOND).case_id
    opened(store, "T4", order_id="other")
    opened(store, "T5", customer_id="C2")
    case = opened(store, "T6")
    with store.unit() as unit:
        assert unit.cases.similar_open(case) == (paid, still_open)
        assert unit.cases.similar_open(case.model_copy(update={"customer_id": None})) == ()


def test_the_case_closed_last_about_an_order_is_found(store: SqlStore) -> None:
    first, second, other = (
        opened(store, "T1").case_id,
        opened(store, "T2").case_id,
        opened(store, "T3", order_id="7").case_id,
    )
    with store.unit() as unit:
        for minutes, case_id in enumerate((second, first, other)):
            at = NOW + timedelta(minutes=minutes)
            unit.cases.move(case_id, Status.CLOSED, expect=[Status.RECEIVED], at=at)
        assert unit.cases.last_closed("C1", "48291") == first
        assert unit.cases.last_closed("C1", None) == other
        assert unit.cases.last_closed("C2", None) is None


def test_progress_shows_the_newest_attempt_until_the_case_ends(store: SqlStore) -> None:
    case_id = opened(store).case_id
    step = TraceStep(name="order", says="Ada's order, delivered 7 Nov", milliseconds=1.5)
    with store.unit() as unit:
        unit.cases.progress(case_id, 1, 1, step, NOW)
        unit.cases.progress(case_id, 2, 1, step.model_copy(update={"name": "read"}), NOW)
        unit.cases.progress(case_id, 2, 2, step, NOW + SECOND)
        unit.commit()
    with store.reads() as reads:
        shown = reads.progress(case_id)
    assert [(each.number, each.step.name) for each in shown] == [(1, "read"), (2, "order")]
    with store.unit() as unit:
        unit.cases.move(case_id, Status.WITHDRAWN, expect=[Status.RECEIVED], at=NOW)
        unit.commit()
    with store.reads() as reads:
        assert reads.progress(case_id) == ()
