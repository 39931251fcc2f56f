"""How many cases a second: the plain loop against a bare langgraph graph, and the worker."""

import os
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from typing import Any, TypedDict

from bench_figures import ROOT, Figure, rounds
from langgraph.checkpoint.sqlite import SqliteSaver
from langgraph.graph import END, START, StateGraph
from langgraph.types import Command, interrupt

from hitl.adapters.clock import SystemClock
from hitl.bootstrap import Countersign, build
from hitl.durable.drain import drain
from hitl.durable.jobs import DbosJobs
from hitl.settings import Settings
from tests.load.crowd import ask, found_crowd

CASES = 300
"""A run; every second case leaves by itself, the others stop for a person."""

SYNCHRONOUS = "FULL"
"""Both sides commit as durably: the setting of our own store."""


class State(TypedDict, total=False):
    """What the bare graph carries."""

    number: int
    amount: int
    decision: str
    refund: str


def drain_against_a_bare_graph() -> list[Figure]:
    """`drain` on waiting cases, and a graph that proposes, interrupts and executes, three times in turns.

    Every case of the bare graph is interrupted, resumed and executed. Of ours every second one waits for a
    person, as in the second figure, where the graph's other half runs through and nothing is resumed.
    """
    _drained()  # a first run of each warms the imports
    _bare_graph(1.0)
    ours, bare = rounds(_drained, lambda: _bare_graph(1.0), count=3)
    half = median(_bare_graph(0.5) for _ in range(3))
    ratio = ours / bare
    return [
        Figure("bare graph: propose, interrupt, resume, execute", f"{bare:.0f} cases/s"),
        Figure("bare graph, half of the cases left waiting, half run through", f"{half:.0f} cases/s"),
        Figure("drain, rules drafter, SQLite, half left waiting", f"{ours:.0f} cases/s"),
        Figure("drain to bare graph", f"{ratio:.2f}", "at least 0.7", ratio >= 0.7),
        Figure("drain to the bare graph that does as little", f"{ours / half:.2f}"),
    ]


def worker_under_the_engine() -> list[Figure]:
    """The same steps as jobs of one worker process, from its first draft to the last delivery."""
    rates = [_worked() for _ in range(3)]
    rate = median(rates)
    return [Figure("worker, rules drafter, SQLite", f"{rate:.0f} cases/s", "at least 45", rate >= 45)]


def _bare_graph(held: float) -> float:
    """Cases a second of the smallest graph that does the like, with a checkpointer on SQLite.

    With all cases held each is resumed and executed; with half of them held those are left waiting.
    """
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        connection = sqlite3.connect(Path(folder) / "graph.sqlite", check_same_thread=False)
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute(f"PRAGMA synchronous = {SYNCHRONOUS}")
        saver = SqliteSaver(connection)
        saver.setup()
        graph = _graph(held).compile(checkpointer=saver)
        since = time.perf_counter()
        for number in range(CASES):
            thread: Any = {"configurable": {"thread_id": str(number)}}
            graph.invoke({"number": number}, thread, durability="sync")
            if held == 1:
                graph.invoke(Command(resume="approved"), thread, durability="sync")
        seconds = time.perf_counter() - since
        connection.close()
    return CASES / seconds


def _graph(held: float) -> "StateGraph[State, None, State, State]":
    large = 1 if held == 1 else 2  # every case, or every second one
    graph = StateGraph(State)
    graph.add_node("propose", lambda state: {"amount": 1200 if state["number"] % large else 4800})
    graph.add_node("review", lambda state: {"decision": interrupt({"number": state["number"]})})
    graph.add_node("execute", lambda state: {"refund": f"RF-{state['number']}"})
    graph.add_edge(START, "propose")
    graph.add_conditional_edges(
        "propose", lambda state: "review" if state["amount"] > 2500 else "execute", ["review", "execute"]
    )
    graph.add_edge("review", "execute")
    graph.add_edge("execute", END)
    return graph


def _drained() -> float:
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        product = waiting(Path(folder), CASES)
        report = drain(product)
        product.close()
    expected = (CASES, CASES // 2, CASES // 2)
    found = (report.drafted, report.auto_approved, report.executed)
    if found != expected:
        raise SystemExit(f"the drain did {found} instead of {expected} (drafted, let through, executed)")
    return CASES / report.seconds


def _worked() -> float:
    """Cases a second of a worker process; the clock starts with its first draft."""
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        product = waiting(Path(folder), CASES, jobs=True)
        seconds = worked_off(product, Path(folder), CASES)
        product.close()
    return CASES / seconds


def worked_off(product: Countersign, folder: Path, cases: int) -> float:
    """Seconds of one worker process, from its first draft until nothing is open."""
    with at_work(product, folder) as worker:
        first = _wait(lambda: waiting_cases(product) < cases, worker)
        last = _wait(lambda: _open_work(product) == 0, worker)
    return last - first


@contextmanager
def at_work(product: Countersign, folder: Path) -> "Iterator[subprocess.Popen[bytes]]":
    """A worker process on the product's database until the end of the block."""
    command = [sys.executable, "-m", "hitl", "worker", "--parent", str(os.getpid())]
    environment = {**os.environ, **product.settings.environment()}
    with (folder / "worker.log").open("wb") as log:
        worker = subprocess.Popen(command, env=environment, cwd=ROOT, stdout=log, stderr=log)
    try:
        yield worker
    finally:
        worker.terminate()
        worker.wait()


def waiting(folder: Path, cases: int, *, jobs: bool = False, **more: Any) -> Countersign:
    """A product on a new SQLite database with so many cases that wait for the agent; `more` settings."""
    settings = Settings(database_url=f"sqlite:///{folder / 'bench.sqlite'}", var=folder, **more)
    sink = DbosJobs(settings.database_url, SystemClock()) if jobs else None
    product = build(settings, jobs=sink)
    if sink is not None:
        sink.prepare()
    found_crowd(product.store, datetime.now(UTC))
    ask(product.store, product.clock.now(), range(cases), enqueue=jobs)
    return product


def _wait(done: Any, worker: "subprocess.Popen[bytes]", patience: float = 120) -> float:
    end = time.perf_counter() + patience
    while not done():
        if time.perf_counter() > end or worker.poll() is not None:
            raise SystemExit("the worker did not get on")
        time.sleep(0.05)
    return time.perf_counter()


def waiting_cases(product: Countersign) -> int:
    """How many cases wait for the agent."""
    with product.store.unit() as unit:
        return len(unit.cases.to_draft(product.clock.now(), CASES))


def _open_work(product: Countersign) -> int:
    """Cases without a draft, and let-through cases that are not closed."""
    with product.store.reads() as reads:
        rows = list(reads.cases(None, None))
    return sum(row.status not in {"in_review", "closed"} for row in rows)
