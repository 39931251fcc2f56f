"""Evaluation: labelled cases through the real store, in a database that is thrown away.

Each case is put into the database as imports and intake would put it, its facts are gathered as for a
customer's case, and nothing is committed: the next case finds the database empty again.
"""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from tempfile import mkdtemp
from time import perf_counter

from pydantic import NonNegativeFloat

from hitl.bootstrap import Countersign, build
from hitl.domain.case import Ticket
from hitl.domain.facts import Facts
from hitl.domain.order import Customer, Order
from hitl.domain.policy import Clause
from hitl.domain.record import Record
from hitl.errors import InvalidFile, InvalidInput
from hitl.labelled import (
    LabelledCase,
    Tally,
    clauses_of,
    count,
    draft_all,
    load_policy,
    parse_case,
    records_of,
    turns_of,
)
from hitl.ports.drafter import Drafter
from hitl.ports.store import Unit
from hitl.settings import ROOT, Settings
from hitl.steps.context import gather


class Malformed(Record):
    """A line that is no labelled case."""

    file: str
    line: int
    reason: str


class Evaluation(Record):
    """How the drafter and the gate did, on all cases and file by file."""

    tally: Tally
    files: dict[str, Tally]  # by the file's name, in order; of a single file as well
    malformed: tuple[Malformed, ...]
    drafter: str
    seconds: NonNegativeFloat


def evaluate_files(
    path: Path, settings: Settings, *, drafter: Drafter | None = None, only: frozenset[str] | None = None
) -> Evaluation:
    """Draft and gate every labelled case of a file, or of all files of a folder.

    `drafter` drafts instead of the configured one, `only` names the cases that count; all unless given.
    Raises InvalidFile where there is none to read; a line that is no case is reported and passed over.
    """
    files, malformed = read_labelled(path)
    if only is not None:
        files = {name: [case for case in cases if case.id in only] for name, cases in files.items()}
    since = perf_counter()
    with _throw_away(settings) as app:
        database = _Database(app)
        work_off = partial(
            draft_all,
            drafter=drafter or app.drafter,
            lexicon=app.lexicon,
            search=app.agent.search,
            ruleset=app.ruleset,
            second=app.agent.second,
            calibrations=app.agent.calibrations,
            policy=load_policy(ROOT / "data" / "policies"),
            gather=database.facts_of,
        )
        done = {name: work_off(cases) for name, cases in files.items()}
        name = (drafter or app.drafter).name
    return Evaluation(
        tally=count([row for rows in done.values() for row in rows]),
        files={name: count(rows) for name, rows in done.items()},
        malformed=tuple(malformed),
        drafter=name,
        seconds=round(perf_counter() - since, 3),
    )


def read_labelled(path: Path) -> tuple[dict[str, list[LabelledCase]], list[Malformed]]:
    """Cases by the name of their file, and the lines that are none. Raises InvalidFile."""
    files = sorted(path.glob("*.jsonl")) if path.is_dir() else [path]
    if not files:
        raise InvalidFile(f"{path} holds no .jsonl file")
    found: dict[str, list[LabelledCase]] = {}
    malformed: list[Malformed] = []
    for file in files:
        cases = found.setdefault(file.name, [])
        for number, line in enumerate(_lines(file), start=1):
            if not line.strip():
                continue
            try:
                cases.append(parse_case(line))
            except InvalidInput as error:
                malformed.append(Malformed(file=file.name, line=number, reason=str(error)))
    return found, malformed


def _lines(file: Path) -> list[str]:
    try:
        return file.read_text(encoding="utf-8-sig").split("\n")
    except UnicodeDecodeError as error:
        raise InvalidFile(f"{file.name} is not UTF-8") from error
    except OSError as error:
        raise InvalidFile(f"{file} cannot be read: {error.strerror}") from error


@contextmanager
def gathered(settings: Settings) -> Iterator[Callable[[LabelledCase, tuple[Clause, ...]], Facts]]:
    """What puts the facts of one case after the other together, in a database that is thrown away."""
    with _throw_away(settings) as app:
        yield _Database(app).facts_of


@contextmanager
def _throw_away(settings: Settings) -> Iterator[Countersign]:
    """The product on a database of its own, deleted afterwards; the configured drafter is kept."""
    folder = Path(mkdtemp(prefix="countersign-eval-"))
    apart = settings.model_copy(
        update={
            "database_url": f"sqlite:///{folder / 'eval.sqlite'}",
            "var": folder,
            "payments": "demo",
            "data_key": None,
            "ledger_key": None,
        }
    )
    try:
        app = build(apart)
        try:
            yield app
        finally:
            app.close()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


class _Database:
    """Puts one case after the other into the database and takes it out again."""

    def __init__(self, app: Countersign) -> None:
        self._app = app

    def facts_of(self, case: LabelledCase, policy: tuple[Clause, ...]) -> Facts:
        """The facts of a case as the context step gathers them. Raises InvalidInput."""
        customer, orders = records_of(case)
        with self._app.store.unit() as unit:
            version = unit.policies.add(clauses_of(case, policy), case.now)
            unit.policies.activate(version, case.now)
            _save(unit, customer, orders)
            opened = unit.cases.open(_ticket(case, customer), linked_case=None, simulated=True)
            return gather(unit, opened, case.now)


def _save(unit: Unit, customer: Customer | None, orders: tuple[Order, ...]) -> None:
    if customer is not None:
        unit.catalog.save_customer(customer)
    for order in orders:
        if unit.catalog.customer(order.customer_id) is None:
            unit.catalog.save_customer(Customer(customer_id=order.customer_id, email=""))
        unit.catalog.save_order(order)


def _ticket(case: LabelledCase, customer: Customer | None) -> Ticket:
    *earlier, last = turns_of(case)
    order_id = case.order.get("order_id") if case.order else None
    return Ticket(
        ticket_id=case.id,
        body=last.text,
        received_at=last.at,
        channel=case.channel,
        customer_id=customer.customer_id if customer else None,
        email=case.sender,
        order_id=None if order_id is None else str(order_id),
        subject=case.subject,
        attachments=last.attachments,
        conversation=tuple(earlier),
    )
