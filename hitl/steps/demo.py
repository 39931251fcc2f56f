"""The demo company Fernhill, a home-goods shop: its files, its people, and a month of decided cases.

The files in data/demo hold dates relative to today ("-9d 14:05", "-40m"), made absolute when they are
loaded, and go through the same import as anybody's. The month before is not written into the tables but
lived through once more: each ticket is taken in, drafted, gated, decided by one of the demo's people and
paid by the product's own steps, on a clock that is moved along. All of it is marked as simulated.
"""

import csv
import re
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Protocol

from hitl.domain.case import OPEN_FOR_REVIEW
from hitl.domain.decision import Answer, Approve, DecisionReason, Edit, Escalate, Submission
from hitl.domain.draft import Action, Draft
from hitl.domain.event import Event, EventKind
from hitl.domain.gate.ruleset import Ruleset
from hitl.domain.mode import Mode, ModeState
from hitl.domain.money import Money
from hitl.domain.record import Moment, Record
from hitl.domain.roles import Role, User
from hitl.errors import CountersignError, InvalidFile, NotAllowed
from hitl.ports.store import Store
from hitl.steps.importing.customers import customers
from hitl.steps.importing.orders import orders
from hitl.steps.importing.policies import import_policies
from hitl.steps.importing.run import Import, run_import
from hitl.steps.importing.tickets import tickets
from hitl.steps.review import submit

PEOPLE = (
    User(email="reviewer@fernhill.example", name="Rita Reviewer", role=Role.REVIEWER),
    User(email="senior@fernhill.example", name="Sam Senior", role=Role.SENIOR),
    User(email="manager@fernhill.example", name="Mona Manager", role=Role.MANAGER),
)
"""Named after what they do, so that nobody takes them for real."""

HISTORY = timedelta(days=30)
"""How far back the demo begins: before its oldest ticket."""

FRESH = timedelta(minutes=10)
"""Tickets younger than this are left for whoever watches: the worker drafts them in front of them."""

_RELATIVE = re.compile(r"-(\d+)(d|h|m)(?: (\d\d):(\d\d))?")


class MovableClock(Protocol):
    """A clock that can be set."""

    def now(self) -> datetime:
        """The moment at which it stands."""
        ...

    def set(self, at: datetime) -> None:
        """Stand at another moment."""
        ...


class DemoReport(Record):
    """What the database holds now."""

    cases: int
    decisions: int
    loaded: bool  # False: it was there already


class _Happening(Record):
    """One thing that happened in the demo's month."""

    at: Moment
    ticket: dict[str, str] | None = None  # a customer wrote
    decision: dict[str, str] | None = None  # one of the people decided


def load_demo(
    folder: Path,
    *,
    policies: Path,
    store: Store,
    ruleset: Ruleset,
    clock: MovableClock,
    drain: Callable[[], object],
    progress: Callable[[str], None] = lambda _: None,
) -> DemoReport:
    """Load the company as of the clock's present, into a database that is empty or holds it already.

    Raises CountersignError where the database holds anything else, or only half of the demo.
    """
    if _is_loaded(store, folder):
        return _report(store, loaded=False)
    now = clock.now()
    with TemporaryDirectory() as scratch:
        _make_dates(folder, Path(scratch), now)
        clock.set(now - HISTORY)
        _open_shop(Path(scratch), policies, store, clock)
        progress("Fernhill is open; living through its last month ...")
        for happening in _happenings(Path(scratch)):
            _happen(happening, Path(scratch), store=store, ruleset=ruleset, clock=clock)
            if happening.at < now - FRESH:
                drain()
    clock.set(now)
    return _report(store, loaded=True)


_LOOKED_AT = 1_000
"""Customers among whom others than the demo's are looked for; the demo has two dozen."""


def is_of_its_own(store: Store, folder: Path) -> bool:
    """Whether the database holds somebody's own data, which no demo may touch."""
    ours = {row["customer_id"] for row in _rows(folder / "customers.csv")}
    with store.unit() as unit, store.reads() as reads:
        if unit.controls.simulated():
            return any(customer.customer_id not in ours for customer in reads.customers(_LOOKED_AT))
        anything = reads.customers(1) or unit.policies.active().clauses
        return bool(anything) or next(iter(reads.cases(None, None)), None) is not None


def _is_loaded(store: Store, folder: Path) -> bool:
    ticket_ids = [row["ticket_id"] for row in _rows(folder / "tickets.csv")]
    with store.unit() as unit:
        simulated = unit.controls.simulated()
    if not simulated and is_of_its_own(store, folder):
        raise CountersignError(
            "This database holds data of its own; the demo company needs an empty one. "
            "Name another with HITL_DATABASE_URL."
        )
    if not simulated:
        return False
    with store.unit() as unit:
        if any(unit.cases.ticket(ticket_id) is None for ticket_id in ticket_ids):
            raise CountersignError(
                "The demo company is only half loaded; `python -m hitl demo --reset` starts again."
            )
    return True


def _report(store: Store, *, loaded: bool) -> DemoReport:
    with store.reads() as reads:
        cases = sum(1 for _ in reads.cases(None, None))
        decisions = sum(1 for _ in reads.decisions(None, None))
    return DemoReport(cases=cases, decisions=decisions, loaded=loaded)


def _make_dates(folder: Path, scratch: Path, now: datetime) -> None:
    """Copies of the files in which every relative date is an absolute one."""
    for path in sorted(folder.glob("*.csv")):
        with (
            path.open(encoding="utf-8", newline="") as given,
            (scratch / path.name).open("w", encoding="utf-8", newline="") as made,
        ):
            csv.writer(made).writerows([_absolute(cell, now) for cell in row] for row in csv.reader(given))


def _absolute(cell: str, now: datetime) -> str:
    """A relative date as an ISO time: "-9d 14:05" at that time of day, "-9d", "-3h" and "-40m" before now."""
    found = _RELATIVE.fullmatch(cell)
    if found is None:
        return cell
    unit = {"d": "days", "h": "hours", "m": "minutes"}[found[2]]
    at = now - timedelta(**{unit: int(found[1])})
    if found[3]:
        at = at.replace(hour=int(found[3]), minute=int(found[4]), second=0)
    return at.replace(microsecond=0).isoformat()


def _open_shop(scratch: Path, policies: Path, store: Store, clock: MovableClock) -> None:
    """People, mode, policy, customers and orders."""
    at = clock.now()
    with store.unit() as unit:
        unit.controls.set_simulated()
        for user in PEOPLE:
            unit.controls.save_user(user, at)
            changed = {"email": user.email, "role": user.role}
            unit.log(Event(kind=EventKind.USER_CHANGED, at=at, actor="demo", payload=changed))
        mode = ModeState(mode=Mode.LIMITED_AUTONOMY, since=at, by="demo", reason="the demo company")
        unit.controls.set_mode(mode, {"without_evidence": True})
        unit.log(Event(kind=EventKind.MODE_CHANGED, at=at, actor="demo", payload={"to": mode.mode}))
        unit.commit()
    import_policies(policies, store=store, clock=clock)
    _import(customers(), scratch / "customers.csv", store, clock)
    _import(orders(), scratch / "orders.csv", store, clock)


def _import(kind: Import, path: Path, store: Store, clock: MovableClock) -> None:
    report = run_import(kind, path, store=store, clock=clock)
    if report.rejected:
        first = report.refused[0]
        raise InvalidFile(f"data/demo/{path.name}, line {first.line}: {first.reason}")


def _happenings(scratch: Path) -> list[_Happening]:
    """Everything that happened, in order of time."""
    received = {row["ticket_id"]: row for row in _rows(scratch / "tickets.csv")}
    wrote = [
        _Happening(at=datetime.fromisoformat(row["received_at"]) + timedelta(seconds=4), ticket=row)
        for row in received.values()
    ]
    decided = [
        _Happening(
            at=datetime.fromisoformat(received[row["ticket_id"]]["received_at"])
            + timedelta(minutes=int(row["after_minutes"])),
            decision=row,
        )
        for row in _rows(scratch / "decisions.csv")
    ]
    return sorted([*wrote, *decided], key=lambda happening: happening.at)


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def _happen(
    happening: _Happening, scratch: Path, *, store: Store, ruleset: Ruleset, clock: MovableClock
) -> None:
    clock.set(happening.at)
    if happening.ticket is not None:
        path = scratch / "one_ticket.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, happening.ticket)
            writer.writeheader()
            writer.writerow(happening.ticket)
        _import(tickets(simulated=True), path, store, clock)
    if happening.decision is not None:
        _decide(happening.decision, happening.at, store=store, ruleset=ruleset, clock=clock)


def _decide(
    row: dict[str, str], at: datetime, *, store: Store, ruleset: Ruleset, clock: MovableClock
) -> None:
    """What the person decided, if the case came to the desk: approved where the draft says the same."""
    with store.unit() as unit:
        case = unit.cases.by_ticket(row["ticket_id"])
        if case is None:
            raise InvalidFile(f"data/demo/decisions.csv: there is no ticket {row['ticket_id']}")
        drafted = unit.cases.drafted(case.case_id)
        order = unit.catalog.order(case.order_id) if case.order_id else None
    if case.status not in OPEN_FOR_REVIEW or drafted is None:
        return  # the gate let it through, or it waits for the customer
    amount = Money.parse(row["amount"], order.currency) if row["amount"] and order else None
    answer = _answer(row, amount, drafted.draft)
    for user in PEOPLE[_place(row["by"]) :]:
        submission = Submission(
            case_id=case.case_id,
            draft_version=case.draft_version,
            answer=answer,
            by=user.email,
            opened_at=at - timedelta(seconds=int(row["handling_seconds"])),
        )
        try:
            submit(submission, store=store, ruleset=ruleset, clock=clock, undo=timedelta(0))
        except NotAllowed as too_much:
            handed_on = submission.model_copy(update={"answer": Escalate(note=str(too_much))})
            submit(handed_on, store=store, ruleset=ruleset, clock=clock, undo=timedelta(0))
        else:
            return


def _place(email: str) -> int:
    return next(place for place, user in enumerate(PEOPLE) if user.email == email)


def _answer(row: dict[str, str], amount: Money | None, draft: Draft | None) -> Answer:
    action, wrote = Action(row["action"]), row["reason"] == DecisionReason.TONE
    if draft is not None and (draft.action, draft.amount) == (action, amount) and not wrote:
        return Approve()
    return Edit(
        action=action,
        amount=amount,
        reply=row["reply"] or _reply(action, amount),
        reason_code=DecisionReason(row["reason"] or DecisionReason.FACTS_WRONG),
    )


def _reply(action: Action, amount: Money | None) -> str:
    if action is Action.APPROVE_REFUND:
        return f"Thank you for writing to us. We are sorry for the trouble and refund {amount}.\n\nFernhill"
    return "Thank you for writing to us. We looked into your request and cannot refund it.\n\nFernhill"
