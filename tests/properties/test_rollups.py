"""Kept sums against the log itself: random logs and changes, every slice and pair, both databases."""

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from itertools import combinations
from random import Random

import pytest
from sqlalchemy import delete, insert, select, update

from hitl.adapters.sql.rollup_tables import rolled_cases, rollups
from hitl.adapters.sql.store import SqlStore
from hitl.adapters.sql.tables import cases, decisions, refunds, satisfaction
from hitl.adapters.sql.unit import SqlUnit
from hitl.domain.event import Event, EventKind
from hitl.domain.mode import Mode
from hitl.domain.sketch import ACCURACY
from hitl.steps import roll_up as rolling
from hitl.steps import roll_up_parts
from hitl.steps.measure_all import Measured, measured, times
from hitl.steps.measure_look import Look, Lookout, choices
from hitl.steps.measure_slice import Dimension, Log, Where, between, cut, read_log, value
from hitl.steps.measure_value import tally
from hitl.steps.roll_up import rebuild, roll_up
from tests.load.many import START, Plan, write

COUNT, DAYS, SEED = 12, 3, 1

Span = tuple[datetime | None, datetime | None]

SPANS: tuple[Span, ...] = (
    (None, None),
    (START + timedelta(days=1), START + timedelta(days=3)),
    (START + timedelta(hours=30), START + timedelta(hours=61)),
    (START + timedelta(hours=5), START + timedelta(hours=9)),
    (START + timedelta(hours=20), None),
    (None, START + timedelta(days=900)),
)
"""Open, whole days, cut through days, within one day, and until long after the last."""


def test_every_slice_says_what_the_log_says_whatever_has_changed_since(store, monkeypatch):
    monkeypatch.setattr(rolling, "PORTION", 7)
    monkeypatch.setattr(rolling, "EVENTS", 9)
    monkeypatch.setattr(roll_up_parts, "MANY", 3)
    chance = Random(SEED)
    write(store, Plan(count=COUNT, days=DAYS, seed=SEED, simulated=0.2))
    roll_up(store)
    agree(store, chance, every=False)
    for _ in range(3):
        change(store, chance, 12)
        agree(store, chance, every=False)  # the sums are out of date, and the difference is added
    roll_up(store)
    agree(store, chance, every=True)
    grown = contents(store)
    rebuild(store)
    assert contents(store) == grown, "making them afresh gives the same, cell by cell"


def agree(store: SqlStore, chance: Random, *, every: bool) -> None:
    """Of each slice: the look through the kept sums and the definitions applied to the rows of the log."""
    with store.reads() as reads:
        for demo in (False, True):
            log, lookout = read_log(reads, None, None, demo=demo), Lookout(reads, demo=demo)
            slices = list(slices_of(log))
            for where in slices if every and demo else chance.sample(slices, 6):
                for span in SPANS[:1] if every and demo else SPANS:
                    seen = lookout.look(where, *span)
                    assert seen.kept
                    same(seen, cut(between(log, *span), where), (where, span, demo))
        assert choices(lookout.catalogue(None, None)) == choices_of(log)


def choices_of(log: Log) -> dict[Dimension, tuple[str, ...]]:
    """The values that occur in the log, those of most cases first; of shadow mode that alone."""
    usual, shadow = cut(log, {}).cases, cut(log, {Dimension.MODE: Mode.SHADOW}).cases
    found = {
        dimension: Counter(
            value(row, dimension) for row in (*usual, *(shadow if dimension is Dimension.MODE else ()))
        )
        for dimension in Dimension
    }
    return {
        dimension: tuple(sorted(sizes, key=lambda name: (-sizes[name], name)))
        for dimension, sizes in found.items()
    }


def slices_of(log: Log) -> Iterator[Where]:
    """Everything, every value of every dimension, every two that occur together, and a hundred of more."""
    yield {}
    rows = (*log.cases, *log.decisions)
    for dimension in Dimension:
        yield from ({dimension: one} for one in sorted({value(row, dimension) for row in rows}))
    for one, other in combinations(Dimension, 2):
        pairs = sorted({(value(row, one), value(row, other)) for row in rows})
        yield from ({one: first, other: second} for first, second in pairs)
    chance = Random(SEED)
    for _ in range(100):
        row, some = chance.choice(rows), chance.sample(list(Dimension), chance.choice((3, 4, 6)))
        yield {dimension: value(row, dimension) for dimension in some}


def same(seen: Look, log: Log, why: object) -> None:
    """Counts and money to the last unit, percentiles and means of confidence within their accuracy."""
    exact = measured(log)
    assert counted(seen.measured) == counted(exact), why
    assert seen.worth == tally(log.decisions), why
    for name, span in times(exact).items():
        found = times(seen.measured)[name]
        assert found.count == span.count, why
        for rank in ("p50", "p90", "p95"):
            near, right = getattr(found, rank), getattr(span, rank)
            assert near == (None if right is None else pytest.approx(right, rel=ACCURACY)), (name, why)
    assert [band.said for band in seen.measured.bands] == pytest.approx([band.said for band in exact.bands])


def counted(found: Measured) -> dict[str, object]:
    """What must be identical: everything but durations and means of confidence."""
    return {
        "figures": found.figures.model_dump(exclude={"review_latency", "waiting", "handling"}),
        "flow": found.flow,
        "moved": found.moved,
        "satisfaction": found.satisfaction,
        "held": found.held,
        "bands": [(band.low, band.agreed) for band in found.bands],
        "waits": (len(found.waits), len(found.unopened), len(found.hands_on)),
    }


def contents(store: SqlStore) -> tuple[object, ...]:
    """All that is kept, unpacked."""
    with store.unit() as unit:
        places = [(row.slice, row.day) for row in unit.connection.execute(select(rollups))]
        cells = unit.rollups.cells([rolling.Place(*place) for place in places])
        names = list(unit.connection.scalars(select(rolled_cases.c.case_id)))
        shares = {name: share for name, share in unit.rollups.shares(names).items() if share != rolling.EMPTY}
    return cells, shares


def change(store: SqlStore, chance: Random, count: int) -> None:
    """Change so many cases in one way or another, each with an event of the case in the ledger."""
    ways = (*CHANGES, late)
    for number in chance.choices(range(1, COUNT + 1), k=count):
        with store.unit() as unit:
            chance.choice(ways)(unit, number, chance)
            event = Event(kind=EventKind.CASE_NOTED, at=START, actor="test", case_id=f"CS-{number}")
            unit.log(event)
            unit.commit()


def set_case(unit: SqlUnit, number: int, **to: object) -> None:
    unit.connection.execute(update(cases).where(cases.c.case_id == f"CS-{number}").values(**to))


def undo(unit: SqlUnit, number: int, _: Random) -> None:
    """The decision is taken back with its refund, and the case waits again."""
    for table in (satisfaction, refunds, decisions):
        unit.connection.execute(delete(table).where(table.c.case_id == f"CS-{number}"))
    set_case(unit, number, status="in_review")


def fail(unit: SqlUnit, number: int, chance: Random) -> None:
    """The processor says later what became of the refund."""
    to = chance.choice(("failed", "succeeded", "cancelled"))
    unit.connection.execute(update(refunds).where(refunds.c.case_id == f"CS-{number}").values(status=to))


def rate(unit: SqlUnit, number: int, chance: Random) -> None:
    """The customer answers, or answers again."""
    unit.connection.execute(delete(satisfaction).where(satisfaction.c.case_id == f"CS-{number}"))
    row = {"case_id": f"CS-{number}", "score": chance.randint(1, 5), "at": START}
    unit.connection.execute(insert(satisfaction), row)


def correct(unit: SqlUnit, number: int, chance: Random) -> None:
    """Another amount was decided, at another time, by somebody else."""
    at = START + timedelta(days=DAYS * chance.random())
    by = chance.choice(("gate", "late@example.com"))
    to = {"minor": 1 + chance.randrange(90_000), "currency": "EUR", "by": by, "decided_at": at}
    unit.connection.execute(update(decisions).where(decisions.c.case_id == f"CS-{number}").values(**to))


def redraft(unit: SqlUnit, number: int, chance: Random) -> None:
    """What the queue shows of the case is another draft's."""
    codes = chance.choice(("", "denial", "not_a_refund_request", "velocity duplicate_request"))
    set_case(unit, number, reasons=codes, mode=chance.choice(("shadow", "copilot")), matter="late")


def unnoticed(unit: SqlUnit, number: int, _: Random) -> None:
    """The agent takes the case up: the one change that the ledger does not tell."""
    set_case(unit, number, status="drafting")


def late(unit: SqlUnit, number: int, chance: Random) -> None:
    """A case of long ago comes in now: a copy of another, from before anything that is known."""
    row = unit.connection.execute(select(cases).where(cases.c.case_id == f"CS-{number}")).one()
    fresh = 1000 + chance.randrange(10**9)
    names = {"case_id": f"CS-{fresh}", "ticket_id": f"T{fresh}", "number": fresh}
    at = START - timedelta(days=chance.randrange(3))
    unit.connection.execute(insert(cases), {**row._mapping, **names, "received_at": at})
    unit.log(Event(kind=EventKind.CASE_RECEIVED, at=START, actor="test", case_id=f"CS-{fresh}"))


CHANGES: tuple[Callable[[SqlUnit, int, Random], None], ...] = (
    undo,
    fail,
    rate,
    correct,
    redraft,
    unnoticed,
    lambda unit, number, _: set_case(unit, number, status="withdrawn"),
    lambda unit, number, _: set_case(unit, number, escalated=True),
    lambda unit, number, _: set_case(unit, number, channel="api", tier=None, category="attic | barn = %"),
)
