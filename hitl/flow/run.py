"""One run through the graph: what its nodes find on the way, beside the few strings of its state."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from time import perf_counter
from typing import TYPE_CHECKING, TypedDict, TypeVar, cast

from hitl.domain.case import Case
from hitl.domain.correction import Correction
from hitl.domain.draft import Draft
from hitl.domain.drafted import WRITING, Drafted, Passage, TraceStep
from hitl.domain.facts import Facts
from hitl.domain.mode import ModeState
from hitl.domain.model_run import ModelRun
from hitl.domain.reading.record import Reading
from hitl.domain.refund import RefundStatus
from hitl.steps.execute import Taken
from hitl.steps.gate import Calibrations, Judged

if TYPE_CHECKING:
    from hitl.flow.agent import Agent

T = TypeVar("T")

VERSION = "2"
"""Stored with every draft; a graph of another version is never resumed."""

LEASE = timedelta(minutes=2)
"""How long a worker holds a case that it drafts: four times the default deadline of a draft."""


class State(TypedDict, total=False):
    """What a checkpoint keeps."""

    case_id: str
    version: int
    route: str
    decision: str


@dataclass(kw_only=True)
class Run:
    """One run through the graph: what it may use, and what its nodes have found so far."""

    agent: "Agent"
    worker: str
    case: Case | None = None
    mode: ModeState | None = None
    calibrations: Calibrations = field(default_factory=dict)
    facts: Facts | None = None
    reading: Reading | None = None
    passages: tuple[Passage, ...] = ()
    corrections: tuple[Correction, ...] = ()
    draft: Draft | None = None
    second: Draft | None = None
    failure: str = ""
    asked: ModelRun | None = None
    judged: Judged | None = None
    drafted: Drafted | None = None
    trace: tuple[TraceStep, ...] = ()
    taken: Taken | None = None
    refund_status: RefundStatus | None = None

    def tell(self, name: str, says: str, since: float) -> None:
        """Add a step to the trace, and to the page that waits for it where somebody is watching."""
        step = TraceStep(name=name, says=says, milliseconds=round((perf_counter() - since) * 1000, 2))
        self.trace = (*self.trace, step)
        if self._watched:
            self._show(len(self.trace), step)

    def aloud(self) -> Callable[[str], None] | None:
        """What takes signs of life from the drafter to the page; None where nobody is watching."""
        number = len(self.trace) + 1
        if not self._watched:
            return None
        return lambda says: self._show(number, TraceStep(name=WRITING, says=says, milliseconds=0))

    @property
    def _watched(self) -> bool:
        case = known(self.case)
        return case.waiting or "watched" in case.metadata

    def _show(self, number: int, step: TraceStep) -> None:
        case = known(self.case)
        with self.agent.store.unit(passing=True) as unit:
            unit.cases.progress(case.case_id, case.attempt, number, step, self.agent.clock.now())
            unit.commit()


def known(value: T | None) -> T:
    """What an earlier node has set."""
    return cast(T, value)
