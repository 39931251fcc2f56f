"""The figures of a long log: from kept sums, and from the log read into pandas, in the same run."""

import tempfile
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from statistics import median
from time import perf_counter

from bench_figures import Figure
from sqlalchemy import text, update

from hitl.adapters.sql.store import SqlStore
from hitl.adapters.sql.tables import cases
from hitl.domain.event import Event, EventKind
from hitl.steps.measure_look import Lookout
from hitl.steps.measure_slice import Dimension
from hitl.steps.measure_turns import LOGGED
from hitl.steps.roll_up import rebuild
from hitl.ui.metrics.asked import Against, Asked, Span
from hitl.ui.metrics.report import worked_out
from tests.databases import NOW, test_vault
from tests.load.many import DAYS, DECIDED, START, Plan, indexed_afterwards, write

DECISIONS = 1_000_000
CHANGED = 500
"""Cases that have changed since the sums were brought up to date: what a worker finds after a busy minute."""

PAGES = {
    "two years, everything": Asked(span=Span.ALL),
    "two years, one channel": Asked(span=Span.ALL, where={Dimension.CHANNEL: "chat"}),
    "two years, one channel and one tier": Asked(
        span=Span.ALL, where={Dimension.CHANNEL: "chat", Dimension.TIER: "premium"}
    ),
    "90 days, beside those before": Asked(against=Against.BEFORE),
}
"""What is chosen on the page."""

_LOG = """
SELECT c.case_id, c.status, c.channel, c.received_at, c.mode, c.route, c.reasons, c.confidence, c.matter,
    c.category, c.tier, c.simulated, c.escalated, c.draft_version, c.draft_minor, c.draft_currency,
    d."by", d.outcome, d.action, d.minor, d.currency, d.draft_action, d.queued_at, d.opened_at, d.decided_at,
    d.reply_changed, f.ruleset, f.drafter, f.model, f.prompt, f.due_at, r.status AS refund, s.score
FROM cases c LEFT JOIN decisions d ON d.case_id = c.case_id
    LEFT JOIN drafts f ON f.case_id = d.case_id AND f.version = d.draft_version
    LEFT JOIN refunds r ON r.decision_id = d.decision_id LEFT JOIN satisfaction s ON s.case_id = c.case_id
"""


def figures_of_a_long_log() -> list[Figure]:
    """A million decisions of two years on SQLite."""
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        store, written, built = prepared(f"sqlite:///{Path(folder) / 'long.sqlite'}", DECISIONS)
        return [
            Figure("writing a log of a million decisions", f"{written:.0f} s"),
            Figure("making its kept sums", f"{built:.0f} s"),
            *pages_against_the_log(store),
        ]


def pages_against_the_log(store: SqlStore) -> list[Figure]:
    """The data of each page, then with cases that have changed since, against the log read into pandas."""
    try:
        chosen = {name: timed(lambda asked=asked: page(store, asked), 5) for name, asked in PAGES.items()}
        raw = timed(lambda: _into_pandas(store), 1)
        change(store, CHANGED)
        behind = timed(lambda: page(store, Asked(span=Span.ALL)), 5)
    finally:
        store.close()
    slowest = max(*chosen.values(), behind)
    return [
        *(
            Figure(f"a page's data, {name}", f"{seconds * 1000:.0f} ms", "at most 300", seconds <= 0.3)
            for name, seconds in chosen.items()
        ),
        Figure(
            f"a page's data, two years, {CHANGED} cases changed since",
            f"{behind * 1000:.0f} ms",
            "at most 300",
            behind <= 0.3,
        ),
        Figure("the log into pandas", f"{raw:.1f} s"),
        Figure(
            "the log to the slowest page", f"{raw / slowest:.0f} times", "at least 20", raw >= 20 * slowest
        ),
    ]


def prepared(url: str, decisions: int) -> tuple[SqlStore, float, float]:
    """A database with a log of so many decisions, and how long its log and its sums took, in seconds."""
    store = SqlStore(url, test_vault())
    store.migrate(NOW)
    on_server = store.url.get_backend_name() == "postgresql"
    if on_server:
        _settle(store, "ALTER SYSTEM SET fsync = off", "ALTER SYSTEM SET max_wal_size = '8GB'")
    written = timed(lambda: _written(store, decisions), 1)
    if on_server:
        _settle(store, "VACUUM ANALYZE")
    return store, written, timed(lambda: rebuild(store), 1)


def _written(store: SqlStore, decisions: int) -> None:
    with indexed_afterwards(store):
        write(store, Plan(count=round(decisions / DECIDED)))


def _settle(store: SqlStore, *statements: str) -> None:
    """Nothing of the server outlives the trial."""
    with store.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        for statement in (*statements, "SELECT pg_reload_conf()"):
            connection.execute(text(statement))


def page(store: SqlStore, asked: Asked) -> int:
    """Everything that the metrics page draws."""
    with store.reads() as reads:
        lookout, events = Lookout(reads, demo=False), reads.house_events(LOGGED.keys())
        found = worked_out(lookout, events, asked, START + timedelta(days=DAYS), unsure_below=0.6)
    if not found.kept:
        raise SystemExit("the figures were not read from kept sums")
    return found.figures.decisions


def change(store: SqlStore, count: int) -> None:
    """Have so many cases escalated, with an event of each."""
    for number in range(1, count + 1):
        with store.unit() as unit:
            case_id = f"CS-{number * 7}"
            unit.connection.execute(update(cases).where(cases.c.case_id == case_id).values(escalated=True))
            unit.log(Event(kind=EventKind.CASE_ESCALATED, at=NOW, actor="bench", case_id=case_id))
            unit.commit()


def timed(work: Callable[[], object], times: int) -> float:
    """The median of so many runs, in seconds."""
    spans = []
    for _ in range(times):
        since = perf_counter()
        work()
        spans.append(perf_counter() - since)
    return median(spans)


def _into_pandas(store: SqlStore) -> None:
    import pandas

    with store.engine.connect() as connection:
        pandas.read_sql_query(text(_LOG), connection)
