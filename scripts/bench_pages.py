"""What people wait for: the first page of the queue, a rerun of the desk, the start."""

import os
import tempfile
import time
from contextlib import ExitStack
from itertools import cycle
from pathlib import Path
from statistics import median

from bench_engine import waiting
from bench_figures import ROOT, Figure, rounds
from browserless import Server, Visitor

from hitl import views
from hitl.bootstrap import Countersign, build
from hitl.domain.roles import Level
from hitl.durable.drain import drain
from hitl.entrypoints.demo import load
from hitl.narrowing import Narrowed
from hitl.settings import Settings
from hitl.steps.roll_up import roll_up
from hitl.views import View
from tests.company import MANAGER
from tests.load.crowd import pile_up

FEW, MANY = 100, 100_000
LOOKS = 40
RERUNS = 40
COMMON = Narrowed(currency="USD", over=1)
RARE = Narrowed(language="xx")
PORTS = (8951, 8952, 8953)
FILTERS = (
    "span=all",
    "span=all&channel=chat",
    "span=all&currency=EUR",
    "span=30 days&tier=premium",
    "span=90 days&against=before",
    "span=all&reason=defective&channel=email",
    "span=all&against=currency:EUR&channel=email",
)
_EMPTY = "import streamlit as st\n"


def first_page_of_the_queue() -> list[Figure]:
    """A view's first page with every count, and the first case's file, with few and many waiting."""
    with (
        tempfile.TemporaryDirectory(prefix="bench-") as few,
        tempfile.TemporaryDirectory(prefix="bench-") as many,
    ):
        short, long = _waiting_at_the_desk(Path(few), FEW), _waiting_at_the_desk(Path(many), MANY)
        figures = []
        for view in (View.TO_DECIDE, View.UNASSIGNED, View.MINE):
            few_ms, many_ms = _compared(short, long, view)
            ratio = many_ms / few_ms
            said = f"{few_ms:.1f} and {many_ms:.1f} ms, {ratio:.2f} times"
            figures.append(Figure(_named(view), said, "at most 1.3 times", ratio <= 1.3))
        for narrowed, what in ((COMMON, "a filter that many fit"), (RARE, "a filter that none fits")):
            few_ms, many_ms = _compared(short, long, View.TO_DECIDE, narrowed)
            figures.append(
                Figure(what, f"{few_ms:.1f} and {many_ms:.1f} ms", "at most 250 ms", many_ms <= 250)
            )
        short.close()
        long.close()
    return figures


def _named(view: View) -> str:
    return f"first page of {view.replace('_', ' ')}, {FEW} and {MANY:,} cases waiting"


def _compared(
    short: Countersign, long: Countersign, view: View, narrowed: Narrowed | None = None
) -> tuple[float, float]:
    for product in (short, long):
        _look(product, view, narrowed)
    few_ms, many_ms = rounds(
        lambda: _look(short, view, narrowed), lambda: _look(long, view, narrowed), count=LOOKS
    )
    return few_ms, many_ms


def rerun_of_the_desk() -> list[Figure]:
    """Reruns through the server's websocket: the desk with waiting cases against empty pages.

    One empty page is served as Streamlit comes, the other with the desk's settings, under which no rerun
    ends with a full collection of garbage.
    """
    with tempfile.TemporaryDirectory(prefix="bench-") as folder, ExitStack() as open_:
        environment = {**os.environ, **with_waiting_cases(Path(folder)), "HITL_WORKER": "elsewhere"}
        log = Path(folder) / "server.log"
        scripts = (ROOT / "app.py", *_empty_pages(Path(folder)))
        for script, port in zip(scripts, PORTS, strict=True):
            open_.enter_context(Server(script, port, environment, log))
        desk, plain, ours = (Visitor(port, page) for port, page in zip(PORTS, ("desk", "", ""), strict=True))
        for visitor in (desk, plain, ours):
            open_.callback(visitor.close)
            for _ in range(5):
                visitor.rerun()
        insist_on_the_desk(desk)
        desk_ms, plain_ms, ours_ms = rounds(desk.rerun, plain.rerun, ours.rerun, count=RERUNS)
        numbers = cycle(range(1002, 1002 + FEW))
        open_ms, empty_ms = rounds(
            lambda: desk.rerun(f"case=CS-{next(numbers)}"), plain.rerun, count=RERUNS
        )  # each lets go of the case before it
    ratio = desk_ms / plain_ms
    return [
        Figure("rerun of the review desk", f"{desk_ms:.1f} ms"),
        Figure("rerun of an empty page, as Streamlit comes", f"{plain_ms:.1f} ms"),
        Figure("rerun, desk to that empty page", f"{ratio:.2f}", "at most 2", ratio <= 2),
        Figure(
            "rerun of an empty page with the desk's settings",
            f"{ours_ms:.1f} ms, of which the desk's is {desk_ms / ours_ms:.2f} times",
        ),
        Figure(
            "open a case, hold it and let go of the one before",
            f"{open_ms:.1f} ms",
            "at most two empty pages and 100 ms",
            open_ms <= 2 * empty_ms + 100,
        ),
    ]


def filter_of_the_metrics() -> list[Figure]:
    """Another filter of the metrics page through the server's websocket, none of them seen before."""
    with tempfile.TemporaryDirectory(prefix="bench-") as folder, ExitStack() as open_:
        settings = Settings.load({"HITL_VAR": folder})
        load(settings)
        product = build(settings)
        roll_up(product.store)
        product.close()
        environment = {**os.environ, **settings.environment(), "HITL_WORKER": "elsewhere"}
        open_.enter_context(Server(ROOT / "app.py", PORTS[0], environment, Path(folder) / "server.log"))
        metrics = Visitor(PORTS[0], "metrics")
        open_.callback(metrics.close)
        metrics.rerun()
        spans = [metrics.rerun(chosen) for chosen in FILTERS]
        if "Channel" not in metrics.words():
            raise SystemExit("the page did not show what was chosen")
    return [
        Figure(
            "another filter of the metrics page, demo company, median and slowest",
            f"{median(spans):.0f} and {max(spans):.0f} ms",
            "at most 1000",
            max(spans) <= 1000,
        )
    ]


def _empty_pages(folder: Path) -> tuple[Path, Path]:
    """As Streamlit comes, and with the desk's settings for what follows a run."""
    plain, ours = folder / "plain" / "empty.py", folder / "ours" / "empty.py"
    for page in (plain, ours):
        page.parent.mkdir()
        page.write_text(_EMPTY)
    settings = ours.parent / ".streamlit" / "config.toml"
    settings.parent.mkdir()
    settings.write_text("[runner]\npostScriptGC = false\n")
    return plain, ours


def start() -> list[Figure]:
    """From the command to a page that answers, with the database there, three times."""
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        environment = {**os.environ, **with_waiting_cases(Path(folder))}
        seconds = []
        for _ in range(3):
            since = time.perf_counter()
            with Server(ROOT / "app.py", PORTS[0], environment, Path(folder) / "server.log"):
                visitor = Visitor(PORTS[0], "desk")
                visitor.rerun()
                seconds.append(time.perf_counter() - since)
                visitor.close()
    took = median(seconds)
    return [Figure("second start: from the command to the desk", f"{took:.1f} s", "at most 8", took <= 8)]


def _look(product: Countersign, view: View, narrowed: Narrowed | None = None) -> float:
    """Milliseconds of what the desk reads before it draws."""
    since = time.perf_counter()
    with product.store.reads() as reads:
        now = product.clock.now()
        queue = views.desk(
            reads, view=view, level=Level.MANAGER, now=now, me=MANAGER.email, narrowed=narrowed
        )
        for row in queue.rows[:1]:
            views.case_page(reads, row.case_id)
    return (time.perf_counter() - since) * 1000


def _waiting_at_the_desk(folder: Path, cases: int) -> Countersign:
    """A product with so many cases in review; the first was drafted, the others are its copies."""
    product = waiting(folder, 2)
    drain(product)
    with product.store.reads() as reads:
        queue = views.desk(reads, view=views.View.TO_DECIDE, level=Level.MANAGER, now=product.clock.now())
    with product.store.unit() as unit:
        drafted = unit.cases.drafted(queue.rows[0].case_id)
    if drafted is None:
        raise SystemExit("no draft was held")
    pile_up(product.store, drafted, product.clock.now(), range(2, cases + 1))
    with product.store.unit() as unit:
        for number in range(2, cases, 2):  # every second case is somebody's
            unit.desk.assign(f"CS-{1000 + number}", MANAGER.email)
        unit.commit()
    return product


def with_waiting_cases(folder: Path) -> dict[str, str]:
    """The environment of a server whose desk has cases, for a server that is started afterwards."""
    product = _waiting_at_the_desk(folder, FEW)
    product.close()
    return product.settings.environment()


def insist_on_the_desk(visitor: Visitor) -> None:
    """A page that shows an error would be quick for the wrong reason."""
    if "Stoneware mug" not in visitor.words():
        raise SystemExit("the desk did not show its case")
