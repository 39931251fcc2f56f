"""A language model's drafter beside the model: our own time in a case, how many wait at once, and the pages.

Both against a stand-in on this machine, which says nothing about how well a model drafts.
"""

import json
import os
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from time import perf_counter, process_time, sleep
from typing import Any

from bench_engine import at_work, waiting, waiting_cases, worked_off
from bench_figures import ROOT, Figure
from bench_pages import PORTS, insist_on_the_desk, with_waiting_cases
from browserless import Server, Visitor

from hitl.adapters.clock import SystemClock
from hitl.adapters.llm_drafter.limits import read_limits
from hitl.bootstrap import MODEL_LIMITS, Countersign, build
from hitl.durable.drain import drain
from hitl.durable.jobs import DbosJobs
from hitl.settings import Settings
from tests.adapters.llm.drafting import an_answer
from tests.adapters.llm.stand_in import Exchange, standing_in
from tests.load.crowd import ask

CASES = 200
A_CALL = 2.0
"""Seconds that the slow stand-in takes."""


def model() -> list[Figure]:
    """Our own time beside the model's, and the worker's share of what its threads could do."""
    runs = [_own_time() for _ in range(3)]
    own, wall = (median(one) * 1000 for one in zip(*runs, strict=True))
    at_once = read_limits(MODEL_LIMITS).endpoint.at_once
    ideal = CASES * A_CALL / at_once
    share = median(ideal / _slow() for _ in range(3))
    quiet, busy = _beside_a_worker()
    return [
        Figure(
            "processor time of a case with a model, the stand-in's own included",
            f"{own:.1f} ms",
            "at most 30",
            own <= 30,
        ),
        Figure("the same by the wall clock, without the stand-in", f"{wall:.1f} ms"),
        Figure(
            f"{CASES} cases at {A_CALL:g} s a call, {at_once} at once: of the ideal",
            f"{share:.2f}",
            "at least 0.9",
            share >= 0.9,
        ),
        Figure(
            f"rerun of the desk while a worker drafts them: {busy:.0f} against {quiet:.0f} ms",
            f"{busy / quiet:.2f} times",
            "at most 1.3",
            busy <= 1.3 * quiet,
        ),
    ]


def _own_time() -> tuple[float, float]:
    """Seconds of a case from intake's table to the desk: of the processor, and by the clock.

    The clock's are without what the stand-in took to answer; on a busy machine they say little.
    """
    took = 0.0

    def answer(exchange: Exchange) -> None:
        nonlocal took
        since = perf_counter()
        _asks_back(exchange)
        took += perf_counter() - since

    with tempfile.TemporaryDirectory(prefix="bench-") as folder, standing_in(answer) as stand_in:
        product = waiting(Path(folder), 60, **_settings(stand_in.url))
        busy = process_time()
        report = drain(product)
        busy = process_time() - busy
        product.close()
    if report.drafted != 60 or report.failed:
        raise SystemExit(f"the drain did {report}")
    return busy / report.drafted, (report.seconds - took) / report.drafted


def _slow() -> float:
    """Seconds of a worker for all cases, from the first that it takes, before its model is asked."""
    with tempfile.TemporaryDirectory(prefix="bench-") as folder, standing_in(_slowly) as stand_in:
        product = waiting(Path(folder), CASES, jobs=True, **_settings(stand_in.url))
        seconds = worked_off(product, Path(folder), CASES)
        product.close()
    return seconds


def _beside_a_worker() -> tuple[float, float]:
    """Milliseconds of a rerun of the desk without a worker, before and after, and while one drafts."""
    with tempfile.TemporaryDirectory(prefix="bench-") as name, standing_in(_slowly) as stand_in:
        folder = Path(name)
        known = with_waiting_cases(folder)
        settings = Settings.load(known).model_copy(update=_settings(stand_in.url))
        environment = {**os.environ, **settings.environment(), "HITL_WORKER": "elsewhere"}
        with Server(ROOT / "app.py", PORTS[0], environment, folder / "server.log"):
            desk = Visitor(PORTS[0], "desk")
            for _ in range(5):
                desk.rerun()
            insist_on_the_desk(desk)
            quiet = [desk.rerun() for _ in range(30)]
            product = _product_with_work(settings)
            busy = []
            with at_work(product, folder):
                while (left := waiting_cases(product)) > 0:
                    took = desk.rerun()
                    busy += [took] if left < CASES else []  # until the first is taken the worker starts
            quiet += [desk.rerun() for _ in range(30)]
            product.close()
            desk.close()
    return median(quiet), median(busy)


def _product_with_work(settings: Settings) -> Countersign:
    sink = DbosJobs(settings.database_url, SystemClock())
    product = build(settings, jobs=sink)
    sink.prepare()
    ask(product.store, datetime.now(UTC), range(1000, 1000 + CASES), enqueue=True)
    return product


def _slowly(exchange: Exchange) -> None:
    sleep(A_CALL)
    _asks_back(exchange)


def _settings(url: str) -> dict[str, Any]:
    return {"drafter": "llm", "model": "small", "openai_base_url": url}


def _asks_back(exchange: Exchange) -> None:
    rationale = [{"text": "Nothing says which.", "supports": True, "evidence": ["message 1"]}]
    nothing = {"action": "request_more_info", "order_id": None, "claims": [], "amount": None, "citations": []}
    reply = "Hello [customer], thank you for your message. Which article do you mean?"
    exchange.say(json.dumps(an_answer(**nothing, rationale=rationale, reply=reply, missing=["item"])))
