"""The plain loop: everything that waits for the agent, the executor or the post, without the engine.

It runs the same steps as a worker and takes its work from our own tables, so it needs no queue, and a
worker may be running beside it: whoever takes a case, a refund or a delivery first has it.
"""

import gc
import os
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from time import perf_counter
from uuid import uuid4

from hitl.domain.drafted import Drafted
from hitl.domain.gate.verdict import Route
from hitl.domain.record import Record
from hitl.domain.refund import RefundStatus
from hitl.durable.work import Crashed, Outcome, Product, attempt
from hitl.ports.jobs import JobKind
from hitl.ports.store import Unit
from hitl.steps.sweep import sweep

_BATCH = 500
"""Subjects fetched at once: a page of ids, small beside the work that each of them is."""


class DrainReport(Record):
    """What a drain did."""

    drafted: int
    auto_approved: int  # drafts that the gate let through
    sent_to_review: int  # drafts that wait for a person
    executed: int  # refunds that the processor has paid
    failed: int  # drafts without a proposal, refunds refused, deliveries that did not go out, crashes
    seconds: float


def drain(product: Product) -> DrainReport:
    """Work until nothing waits that can be done now; sweep over what time has moved before it stops.

    A subject is tried once: what a stop, a person or a later time holds back stays where it is.
    """
    since = perf_counter()
    worker = f"drain-{os.getpid()}.{uuid4().hex[:8]}"
    tried: set[tuple[JobKind, str]] = set()
    counts: Counter[str] = Counter()
    with _undisturbed():
        _work_off(product, worker, tried, counts)
        counts["executed"] += _sweep(product, worker)
        _work_off(product, worker, tried, counts)
    return DrainReport(
        drafted=counts["drafted"],
        auto_approved=counts["auto_approved"],
        sent_to_review=counts["sent_to_review"],
        executed=counts["executed"],
        failed=counts["failed"],
        seconds=round(perf_counter() - since, 3),
    )


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Keep what is loaded out of the garbage collector's rounds: they take a tenth of a drain otherwise."""
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()


def _work_off(product: Product, worker: str, tried: set[tuple[JobKind, str]], counts: Counter[str]) -> None:
    while fresh := _waiting(product, tried):
        for kind, subject in fresh:
            tried.add((kind, subject))
            counts.update(_counted(attempt(kind, subject, product, worker)))


def _sweep(product: Product, worker: str) -> int:
    """How many refunds were settled whose end was not known."""
    swept = sweep(
        store=product.store,
        payments=product.payments,
        post=product.post,
        clock=product.clock,
        ruleset=product.ruleset,
        worker=worker,
    )
    return swept.settled


def _waiting(product: Product, tried: set[tuple[JobKind, str]]) -> list[tuple[JobKind, str]]:
    """Up to a batch of each kind that was not tried yet; what was tried and still waits is stepped over."""
    now = product.clock.now()
    with product.store.unit() as unit:
        return [
            (kind, subject) for kind, look in looks(unit).items() for subject in _page(look, now, tried, kind)
        ]


def _page(
    look: Callable[[datetime, int], list[str]], now: datetime, tried: set[tuple[JobKind, str]], kind: JobKind
) -> list[str]:
    limit = _BATCH
    while True:
        page = look(now, limit)
        fresh = [subject for subject in page if (kind, subject) not in tried]
        if fresh or len(page) < limit:
            return fresh
        limit *= 4


def looks(unit: Unit) -> dict[JobKind, Callable[[datetime, int], list[str]]]:
    """For each kind of job how our tables tell what waits for it."""
    return {
        JobKind.DRAFT: unit.cases.to_draft,
        JobKind.EXECUTE: unit.refunds.due,
        JobKind.DELIVER: unit.deliveries.due,
    }


def _counted(outcome: Outcome | Crashed) -> list[str]:
    match outcome:
        case Drafted(verdict=verdict, draft=draft):
            went = "auto_approved" if verdict.route is Route.AUTO else "sent_to_review"
            return ["drafted", went] if draft is not None else ["drafted", went, "failed"]
        case RefundStatus.SUCCEEDED:
            return ["executed"]
        case RefundStatus.FAILED | Crashed():
            return ["failed"]
        case _:
            return []
