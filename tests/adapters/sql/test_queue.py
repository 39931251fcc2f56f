from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import text

from hitl.adapters.sql import desk_ranges
from hitl.adapters.sql.store import SqlStore
from hitl.domain.case import Status
from hitl.domain.draft import Action
from hitl.domain.gate.verdict import Code, Route
from hitl.domain.mode import Mode
from hitl.domain.order import Tier
from hitl.domain.roles import Level
from hitl.ports.reads import QueueFilter, QueuePlace, QueueRow
from tests.adapters.sql.records import NOW, at_desk, opened, stocked, usd, verdict

HOUR = timedelta(hours=1)


def _page(
    store: SqlStore, what: QueueFilter, after: QueuePlace | None = None, limit: int = 99
) -> list[QueueRow]:
    with store.reads() as reads:
        return list(reads.queue(what, after, limit))


def _ids(store: SqlStore, **what: Any) -> list[str]:
    return [row.case_id for row in _page(store, QueueFilter(**what))]


@pytest.fixture
def desk(store: SqlStore) -> SqlStore:
    """Cases at the desk: T1 urgent and late, T2 a waiting chat for a senior, T3 snoozed, T4 for a manager."""
    stocked(store)
    at_desk(store, "T0")
    at_desk(store, "T1", verdict=verdict(priority=0, due_at=NOW - HOUR))
    at_desk(store, "T2", verdict=verdict(level=Level.SENIOR, due_at=NOW + HOUR), waiting=True)
    at_desk(store, "T3", verdict=verdict(priority=9, due_at=NOW - 2 * HOUR), to=Status.SNOOZED)
    at_desk(store, "T4", verdict=verdict(level=Level.MANAGER))
    opened(store, "T5")  # not at the desk
    return store


def test_a_row_shows_what_a_reviewer_chooses_by(desk: SqlStore) -> None:
    row = _page(desk, QueueFilter())[1]
    assert row == QueueRow(
        case_id="CS-1003",
        customer_name="Ada Lovelace",
        tier=Tier.PREMIUM,
        action=Action.APPROVE_REFUND,
        amount=usd(4200),
        reasons=(Code.AMOUNT_LIMIT,),
        route=Route.REVIEW,
        status=Status.IN_REVIEW,
        channel="chat",
        waiting=True,
        queue="refunds",
        level=Level.SENIOR,
        priority=4,
        due_at=NOW + HOUR,
        received_at=NOW,
        attention="",
        number=1003,
        draft_version=1,
        language="en",
        mode=Mode.COPILOT,
    )


@pytest.mark.parametrize(
    ("what", "expected", "why"),
    [
        ({}, [1002, 1003, 1001, 1005], "priority, then due time, then case"),
        ({"level": Level.REVIEWER}, [1002, 1001], "what a reviewer may decide alone"),
        ({"level": Level.SENIOR}, [1002, 1003, 1001], "what a senior may decide alone"),
        ({"above": Level.REVIEWER}, [1003, 1005], "what a reviewer may not"),
        ({"above": Level.MANAGER}, [], "nobody is above a manager"),
        ({"waiting_only": True}, [1003], "somebody sits there"),
        ({"overdue_at": NOW}, [1002], "due before now"),
        ({"overdue_at": NOW - HOUR}, [], "due exactly then is not overdue"),
        ({"statuses": (Status.SNOOZED,)}, [1004], "another status"),
        (
            {"statuses": (Status.IN_REVIEW, Status.SNOOZED), "overdue_at": NOW},
            [1002, 1004],
            "several statuses, merged in order",
        ),
        ({"statuses": ()}, [], "no status"),
    ],
)
def test_the_queue_holds_what_is_asked_for(
    desk: SqlStore, what: dict[str, Any], expected: list[int], why: str
) -> None:
    assert _ids(desk, **what) == [f"CS-{number}" for number in expected], why
    with desk.reads() as reads:
        assert reads.queue_count(QueueFilter(**what), 99) == len(expected)
        assert reads.queue_count(QueueFilter(**what), 1) == min(1, len(expected))


@pytest.mark.parametrize("size", [1, 2, 3])
def test_pages_follow_each_other_without_gap_or_repetition(store: SqlStore, size: int) -> None:
    stocked(store)
    for number in range(7):
        at_desk(
            store,
            f"T{number}",
            verdict=verdict(
                priority=number % 2, level=list(Level)[number % 3], due_at=NOW + (number // 4) * HOUR
            ),
        )
    whole = _page(store, QueueFilter())
    pages, after = [], None
    while page := _page(store, QueueFilter(), after, size):
        pages += page
        after = QueuePlace(priority=page[-1].priority, due_at=page[-1].due_at, case_id=page[-1].case_id)
    assert pages == whole
    assert len(whole) == 7


def test_a_case_of_an_unknown_customer_has_no_name(store: SqlStore) -> None:
    at_desk(store, customer_id=None)
    (row,) = _page(store, QueueFilter())
    assert (row.customer_name, row.tier) == ("", None)


_MANY = """
INSERT INTO cases (case_id, number, ticket_id, status, channel, received_at, customer_id, key_id, sealed,
    waiting, simulated, draft_version, attempt, draft_rejected, attention, queue, level, priority, due_at,
    reasons)
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {count})
SELECT 'M-' || i, 100000 + i, 'M-' || i, 'in_review', 'chat', i, 'C1', '', {blob}, {false},
    {false}, 1, 1, {false}, '', 'refunds', 'reviewer', i % 10, i * 7919 % 100003, 'amount_limit' FROM n
"""


def fill(store: SqlStore, count: int) -> None:
    """So many cases at the desk, written straight into the table."""
    lite = store.engine.dialect.name == "sqlite"
    values = {"blob": "x'00'", "false": "0"} if lite else {"blob": "'\\x00'", "false": "false"}
    with store.engine.begin() as connection:
        connection.execute(text(_MANY.format(count=count, **values)))
    with store.engine.connect() as connection:
        connection.execute(text("ANALYZE"))
        connection.commit()


@pytest.mark.parametrize(
    "what",
    [
        QueueFilter(),
        QueueFilter(level=Level.REVIEWER),
        QueueFilter(above=Level.REVIEWER),
        QueueFilter(waiting_only=True),
        QueueFilter(overdue_at=NOW - 30_000 * HOUR),
        QueueFilter(statuses=(Status.IN_REVIEW, Status.SNOOZED, Status.NEEDS_ATTENTION)),
    ],
    ids=["plain", "reviewer", "above", "waiting", "overdue", "statuses"],
)
def test_a_page_reads_index_entries_in_proportion_to_its_size(
    sqlite_store: SqlStore, what: QueueFilter
) -> None:
    """SQLite counts its own steps: a page of 50 among 4,000 costs what it costs among 1,000."""
    costs = []
    for count in (1_000, 4_000):
        with sqlite_store.engine.begin() as connection:
            connection.execute(text("DELETE FROM cases"))
        stocked(sqlite_store)
        fill(sqlite_store, count)
        costs.append(_steps(sqlite_store, what))
    assert costs[1] <= 1.3 * costs[0]


def _steps(store: SqlStore, what: QueueFilter) -> int:
    """Virtual machine steps, in hundreds, for a page in the middle and a count."""
    steps = [0]

    def count_steps() -> int:
        steps[0] += 1
        return 0

    after = QueuePlace(priority=0, due_at=NOW - 100_000 * HOUR, case_id="")
    with store.reads() as reads:
        reads.queue(what, after, 50)
        raw = reads.connection.connection.driver_connection
        assert raw is not None
        raw.set_progress_handler(count_steps, 10)
        reads.queue(what, after, 50)
        reads.queue_count(what, 50)
        raw.set_progress_handler(None, 0)
    return steps[0]


@pytest.mark.parametrize("what", [QueueFilter(), QueueFilter(waiting_only=True)], ids=["plain", "waiting"])
def test_postgresql_takes_its_pages_from_the_index(
    postgresql_database: str, vault: Any, what: QueueFilter
) -> None:
    store = SqlStore(postgresql_database, vault)
    stocked(store)
    fill(store, 20_000)
    statement = desk_ranges.page_statement(desk_ranges.question_of(what))
    compiled = statement.compile(store.engine)
    with store.engine.connect() as connection:
        lines = connection.exec_driver_sql(f"EXPLAIN {compiled}", compiled.construct_params({"count": 50}))
        plan = "\n".join(lines.scalars())
    store.close()
    assert "Seq Scan" not in plan
    assert "ix_cases_desk" in plan
