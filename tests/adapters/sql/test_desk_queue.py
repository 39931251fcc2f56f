"""What narrows and orders the queue; every answer is compared with one that is worked out row by row."""

from datetime import timedelta
from functools import partial
from itertools import pairwise
from random import Random
from typing import Any

import pytest

from hitl.adapters.sql.store import SqlStore
from hitl.domain.case import Channel, Status
from hitl.domain.draft import Action
from hitl.domain.gate.verdict import Code, GateReason
from hitl.domain.mode import Mode
from hitl.domain.money import Money
from hitl.domain.order import Tier
from hitl.domain.reading.record import Intent, Reading
from hitl.domain.roles import Level
from hitl.ports.desk import QUARTER
from hitl.ports.reads import QueueFilter, QueuePlace, QueueRow, Sort
from tests.adapters.sql.records import (
    GATE,
    LEASE,
    NOW,
    SECOND,
    at_desk,
    customer,
    decided,
    decision,
    draft,
    drafted,
    stocked,
    ticket,
    verdict,
)

HOUR = timedelta(hours=1)
ME, GRACE = "me@example.com", "grace@example.com"
STATUSES = (Status.IN_REVIEW, Status.SNOOZED, Status.NEEDS_ATTENTION, Status.AWAITING_SECOND)


@pytest.fixture(scope="module")
def asked() -> list[dict[str, Any]]:
    """Filters of every kind, one at a time and some together."""
    single: list[dict[str, Any]] = [
        {},
        {"mine": ME},
        {"assigned_to": GRACE},
        {"unassigned_only": True},
        {"escalated_only": True},
        {"waiting_only": True},
        {"overdue_at": NOW},
        {"reason": Code.VELOCITY},
        {"currency": "USD"},
        {"currency": "USD", "min_minor": 2000, "max_minor": 5000},
        {"tier": Tier.PREMIUM},
        {"channel": Channel.EMAIL},
        {"received_before": NOW + 3 * HOUR},
        {"language": "de"},
        {"mode": Mode.SHADOW},
        {"level": Level.SENIOR},
        {"above": Level.REVIEWER},
        {"statuses": STATUSES},
        {"statuses": STATUSES, "mine": ME},
        {"cases": tuple(f"CS-{number}" for number in range(1003, 1040, 3))},
        {"cases": ()},
    ]
    together = [
        {"level": Level.SENIOR, "unassigned_only": True, "language": "en"},
        {"assigned_to": GRACE, "level": Level.REVIEWER},
        {"reason": Code.AMOUNT_LIMIT, "channel": Channel.CHAT, "overdue_at": NOW},
        {"cases": ("CS-1001", "CS-1002", "CS-1003"), "level": Level.REVIEWER, "statuses": STATUSES},
        {"mine": ME, "currency": "EUR"},
    ]
    return [*single, *together]


def _fill(store: SqlStore, count: int = 60) -> None:
    """Cases of all kinds, some assigned, some held, some raised."""
    chance = Random(7)
    with store.unit() as unit:
        for customer_id, tier in (("C1", Tier.STANDARD), ("C2", Tier.PREMIUM)):
            unit.catalog.save_customer(customer(customer_id, tier=tier))
        for number in range(count):
            _add(unit, number, chance)
        unit.commit()


def _add(unit: Any, number: int, chance: Random) -> None:
    wanted = ticket(
        f"T{number}",
        customer_id=chance.choice(["C1", "C2"]),
        channel=chance.choice([Channel.CHAT, Channel.EMAIL]),
        waiting=chance.random() < 0.3,
        received_at=NOW + chance.randrange(8) * HOUR,
    )
    case = unit.cases.open(wanted, linked_case=None, simulated=False)
    codes = chance.sample([Code.AMOUNT_LIMIT, Code.VELOCITY, Code.LANGUAGE], chance.randrange(1, 3))
    judged = verdict(
        level=chance.choice(list(Level)),
        priority=chance.randrange(4),
        due_at=NOW + chance.randrange(-4, 4) * HOUR,
        reasons=tuple(GateReason(code=code, says="") for code in codes),
        mode=chance.choice([Mode.SHADOW, Mode.COPILOT]),
    )
    amount = Money(minor=chance.randrange(1, 9) * 1000, currency=chance.choice(["USD", "EUR"]))
    with_amount = (
        draft(amount=amount) if chance.random() < 0.8 else draft(action=Action.DENY_REFUND, amount=None)
    )
    reading = Reading(language=chance.choice(["en", "de"]), intent=Intent.REFUND)
    made = drafted(case.case_id, verdict=judged, draft=with_amount, reading=reading)
    unit.cases.claim_draft(case.case_id, "w1", NOW, LEASE)
    unit.cases.save_draft(made, "w1", chance.choice(STATUSES), None)
    if chance.random() < 0.4:
        unit.desk.assign(case.case_id, chance.choice([ME, GRACE]))
    if chance.random() < 0.4:
        ends = NOW + chance.choice([-HOUR, HOUR])
        unit.desk.claim(case.case_id, chance.choice([ME, GRACE]), NOW - 2 * HOUR, ends)
    if chance.random() < 0.3:
        unit.cases.raise_level(case.case_id, chance.choice([Level.SENIOR, Level.MANAGER]), judged.due_at, NOW)


@pytest.fixture
def filled(store: SqlStore) -> SqlStore:
    """Sixty cases of all kinds."""
    _fill(store)
    return store


def _fits(row: QueueRow, what: QueueFilter) -> bool:
    """The filter, as one would say it of a single row."""
    minor = row.amount.minor if row.amount else None
    currency = row.amount.currency if row.amount else None
    rank = row.level.role.rank
    tests = [
        row.status in what.statuses,
        what.level is None or rank <= what.level.role.rank,
        what.above is None or rank > what.above.role.rank,
        what.mine is None or what.mine in {row.assigned_to, row.claimed_by},
        what.assigned_to is None or row.assigned_to == what.assigned_to,
        not what.unassigned_only or row.assigned_to is None,
        not what.escalated_only or row.escalated,
        not what.waiting_only or row.waiting,
        what.overdue_at is None or row.due_at < what.overdue_at,
        what.reason is None or what.reason in row.reasons,
        what.currency is None or currency == what.currency,
        what.min_minor is None or (minor is not None and minor >= what.min_minor),
        what.max_minor is None or (minor is not None and minor <= what.max_minor),
        what.tier is None or row.tier is what.tier,
        what.channel is None or row.channel is what.channel,
        what.received_before is None or row.received_at < what.received_before,
        what.language is None or row.language == what.language,
        what.mode is None or row.mode is what.mode,
        what.cases is None or row.case_id in what.cases,
    ]
    return all(tests)


def _key(sort: Sort, row: QueueRow) -> tuple[Any, ...]:
    match sort:
        case Sort.PRIORITY:
            return row.priority, row.due_at, row.case_id
        case Sort.OLDEST:
            return row.received_at, row.case_id
        case Sort.SOONEST:
            return row.due_at, row.case_id
        case Sort.LARGEST:
            return -(row.amount.minor if row.amount else 0), row.case_id


def _pages(reads: Any, what: QueueFilter, size: int) -> list[QueueRow]:
    rows: list[QueueRow] = []
    after = None
    while page := reads.queue(what, after, size):
        rows += page
        after = QueuePlace.of(page[-1])
    return rows


def test_filters_and_orders_hold_what_one_would_choose_by_hand(
    filled: SqlStore, asked: list[dict[str, Any]]
) -> None:
    everything = QueueFilter(statuses=tuple(Status), now=NOW)
    with filled.reads() as reads:
        rows = reads.queue(everything, None, 999)
        for one in asked:
            for sort in Sort:
                if sort is Sort.LARGEST and "currency" not in one:
                    continue
                what = QueueFilter(**one, sort=sort, now=NOW)
                fitting = sorted((row for row in rows if _fits(row, what)), key=partial(_key, sort))
                expected = [row.case_id for row in fitting]
                assert [row.case_id for row in reads.queue(what, None, 999)] == expected, (one, sort)
                assert [row.case_id for row in _pages(reads, what, 3)] == expected, (one, sort)
                assert reads.queue_count(what, 999) == len(expected), (one, sort)
    assert len(rows) == 60


def test_the_filters_are_not_empty(filled: SqlStore, asked: list[dict[str, Any]]) -> None:
    with filled.reads() as reads:
        filters = [QueueFilter(**one, now=NOW) for one in asked]
        counts = reads.queue_counts(filters, 999)
        assert counts == tuple(reads.queue_count(what, 999) for what in filters)
        assert [one for one, count in zip(asked, counts, strict=True) if count == 0] == [{"cases": ()}]
        assert max(reads.queue_counts(filters, 3)) == 3


def test_a_claim_shows_only_while_its_lease_runs(filled: SqlStore) -> None:
    every = QueueFilter(statuses=tuple(Status), now=NOW)
    with filled.reads() as reads:
        held = {row.case_id for row in reads.queue(every, None, 999) if row.claimed_by}
        later = every.model_copy(update={"now": NOW + 2 * HOUR})
        assert held
        assert not [row for row in reads.queue(later, None, 999) if row.claimed_by]
        assert not [
            row for row in reads.queue(every.model_copy(update={"now": None}), None, 999) if row.claimed_by
        ]


def test_a_changed_tier_is_filtered_by_at_once(filled: SqlStore) -> None:
    vip = QueueFilter(statuses=STATUSES, tier=Tier.PREMIUM)
    with filled.unit() as unit:
        unit.catalog.save_customer(customer("C2", tier=Tier.STANDARD))
        unit.commit()
    with filled.reads() as reads:
        assert reads.queue_count(vip, 999) == 0


def test_a_new_draft_is_no_longer_escalated(store: SqlStore) -> None:
    stocked(store)
    case = at_desk(store)
    with store.unit() as unit:
        unit.cases.raise_level(case.case_id, Level.SENIOR, NOW, NOW)
        unit.cases.requeue(case.case_id, expect=[Status.IN_REVIEW], at=NOW)
        unit.cases.claim_draft(case.case_id, "w1", NOW, LEASE)
        unit.cases.save_draft(drafted(case.case_id, version=2), "w1", Status.IN_REVIEW, None)
        unit.commit()
    with store.reads() as reads:
        assert reads.queue_count(QueueFilter(escalated_only=True), 9) == 0


def test_what_people_decided_last_is_shown_newest_first(store: SqlStore) -> None:
    stocked(store)
    decided(store, "T0")
    for number in range(1, 4):
        decided(store, f"T{number}", by=GRACE)
    lately = QueueFilter(decided_since=NOW)
    with store.reads() as reads:
        rows = reads.queue(lately, None, 2)
        assert [row.case_id for row in rows] == ["CS-1004", "CS-1003"], "the gate's own are not among them"
        assert reads.queue_count(lately, 9) == 3
        assert reads.queue_count(lately, 2) == 2
        assert reads.queue_count(QueueFilter(decided_since=NOW + HOUR), 9) == 0
    assert (rows[0].decided_by, rows[0].outcome, str(rows[0].amount)) == (GRACE, "approved", "$42.00")
    assert all(one.decided_at >= two.decided_at for one, two in pairwise(rows))


OF_DECIDED: tuple[dict[str, Any], ...] = (
    {},
    {"assigned_to": GRACE},
    {"reason": Code.VELOCITY},
    {"currency": "USD"},
    {"currency": "USD", "min_minor": 2000, "max_minor": 5000},
    {"tier": Tier.PREMIUM},
    {"channel": Channel.EMAIL},
    {"received_before": NOW + 3 * HOUR},
    {"language": "de"},
    {"mode": Mode.SHADOW},
    {"cases": tuple(f"CS-{number}" for number in range(1001, 1050, 2))},
    {"cases": ()},
    {"reason": Code.AMOUNT_LIMIT, "channel": Channel.CHAT, "currency": "EUR"},
)


def test_filters_of_what_was_decided_look_at_all_of_it(filled: SqlStore) -> None:
    chance = Random(11)
    with filled.unit() as unit:
        for number in range(1001, 1061):
            amount = Money(minor=chance.randrange(1, 9) * 1000, currency=chance.choice(["USD", "EUR"]))
            at = NOW - chance.randrange(40) * HOUR
            by = chance.choice([ME, GRACE, GRACE, GATE])
            unit.decisions.add(decision(f"CS-{number}", by=by, amount=amount, decided_at=at))
        unit.commit()
    lately = QueueFilter(decided_since=NOW - 30 * HOUR)
    with filled.reads() as reads:
        rows = reads.queue(lately, None, 999)
        assert rows == tuple(sorted(rows, key=lambda row: (row.decided_at, row.case_id), reverse=True))
        for one in OF_DECIDED:
            what = lately.model_copy(update=one)
            expected = [
                row.case_id for row in rows if _fits(row, what.model_copy(update={"statuses": (row.status,)}))
            ]
            assert [row.case_id for row in _pages(reads, what, 3)] == expected, one
            assert reads.queue_count(what, 999) == len(expected), one
            assert bool(expected) is (one != {"cases": ()}), one
    assert 20 < len(rows) < 60


def test_a_day_counts_what_one_person_decided(store: SqlStore) -> None:
    stocked(store)
    decided(store, "T0", by=GRACE)
    decided(store, "T1", by=ME)
    with store.reads() as reads:
        day = reads.day_of(GRACE, NOW)
        assert (day.decided, day.changed, day.changed_share, day.median_seconds) == (1, 0, 0.0, None)
        assert reads.day_of(GRACE, NOW + HOUR).changed_share is None
        flow = reads.flow(NOW, NOW + HOUR)
        assert (flow.open, flow.arrived, flow.decided, flow.worked) == (0, 2, 2, QUARTER)
        assert reads.last_decided() == NOW + 2 * SECOND


def test_the_pace_is_that_of_the_quarter_hours_in_which_people_decided(store: SqlStore) -> None:
    stocked(store)
    minutes = {"T1": 1, "T2": 14, "T3": 31, "T4": 70, "T5": 200}
    for ticket_id, minute in minutes.items():
        case = at_desk(store, ticket_id)
        with store.unit() as unit:
            at = NOW + minute * timedelta(minutes=1)
            unit.decisions.add(decision(case.case_id, decided_at=at, by=GATE if ticket_id == "T4" else GRACE))
            unit.commit()
    with store.reads() as reads:
        flow = reads.flow(NOW, NOW + 3 * HOUR)
    assert (flow.decided, flow.worked) == (3, 2 * QUARTER), "not the gate's, and nothing of later"
    assert flow.arrived == 5, "all came in the first of them"
