"""What a job does: one step of ours, with everything caught at its edge.

A job that raises is dead for good in the engine, so none does. What it left undone our tables still
show, and the sweep gives it another try.
"""

import logging
from pathlib import Path
from traceback import extract_tb
from typing import NamedTuple, Protocol

from hitl.domain.drafted import Drafted
from hitl.domain.gate.ruleset import Ruleset
from hitl.domain.refund import RefundStatus
from hitl.errors import StoreUnavailable
from hitl.ports.clock import Clock
from hitl.ports.jobs import JobKind
from hitl.ports.payments import Payments
from hitl.ports.post import Post
from hitl.ports.store import Store
from hitl.ports.tracing import Tracing
from hitl.steps.deliver import deliver

log = logging.getLogger(__name__)

Outcome = Drafted | RefundStatus | bool | None
"""A draft, the state of a refund, whether a delivery went out; None where somebody else has the work."""


class Agent(Protocol):
    """Who drafts cases and sends refunds."""

    def draft(self, case_id: str, worker: str) -> Drafted | None:
        """Draft a case and do what the gate says."""
        ...

    def give_up(self, case_id: str, worker: str, why: str) -> Drafted | None:
        """Hand a case to a person because our own code failed on it."""
        ...

    def execute(self, refund_id: str, worker: str) -> RefundStatus | None:
        """Send a refund."""
        ...


class Product(Protocol):
    """What the jobs need of the whole, as `bootstrap` builds it."""

    @property
    def agent(self) -> Agent:
        """Drafts and sends."""
        ...

    @property
    def store(self) -> Store:
        """The tables."""
        ...

    @property
    def tracing(self) -> Tracing | None:
        """Where traces go, if anywhere."""
        ...

    @property
    def payments(self) -> Payments:
        """The processor."""
        ...

    @property
    def post(self) -> Post:
        """What carries replies."""
        ...

    @property
    def clock(self) -> Clock:
        """The time of day."""
        ...

    @property
    def ruleset(self) -> Ruleset:
        """The rules in force."""
        ...


class Crashed(NamedTuple):
    """A job ended in an exception, which has been logged."""

    how: str  # "KeyError at gate.py:88"


def do(kind: JobKind, subject: str, product: Product, worker: str) -> Outcome:
    """One step for one case, refund or delivery. Raises whatever goes wrong."""
    match kind:
        case JobKind.DRAFT:
            return product.agent.draft(subject, worker)
        case JobKind.EXECUTE:
            return product.agent.execute(subject, worker)
        case JobKind.DELIVER:
            return deliver(
                subject, store=product.store, post=product.post, clock=product.clock, worker=worker
            )


def attempt(kind: JobKind, subject: str, product: Product, worker: str) -> Outcome | Crashed:
    """`do`, never raising."""
    try:
        return do(kind, subject, product, worker)
    except Exception as error:  # noqa: BLE001 - the edge of a job: see the module's head
        how = outline(error)
        log.error("action=%s subject=%s worker=%s failed=%s", kind, subject, worker, how)  # noqa: TRY400
        if kind is JobKind.DRAFT and not isinstance(error, StoreUnavailable):
            return _given_up(subject, product, worker, how)
        return Crashed(how)


def _given_up(case_id: str, product: Product, worker: str, how: str) -> Outcome | Crashed:
    """A case on which our own code fails would fail again for ever: a person gets it, with what is known."""
    try:
        return product.agent.give_up(case_id, worker, f"The agent itself failed on this case ({how}).")
    except Exception as error:  # noqa: BLE001 - the same edge; the sweep gives it another try
        log.error("action=give_up subject=%s worker=%s failed=%s", case_id, worker, outline(error))  # noqa: TRY400
        return Crashed(how)


def outline(error: Exception) -> str:
    """What went wrong and where, for the log: without the message, which may quote a customer."""
    frames = extract_tb(error.__traceback__)
    place = f" at {Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else ""
    return f"{type(error).__name__}{place}"
