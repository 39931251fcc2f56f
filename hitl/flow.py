"""The agent's graph: the table of contents of a request's way. Wiring only; the steps do the work.

    look up -> draft -> gate        held: -> wait for a person -> execute

    look up: gather the facts, read the words, find the clauses     gate: judge, then keep and act on it

Only what waits for a person needs a checkpoint, so that part is a graph of its own: a case that the gate
lets through leaves no scratch behind. Every node costs a third of a millisecond of the graph's own, so
there are no more than that. The state is a few plain strings: the tables are the truth, checkpoints are
scratch. What the nodes work on travels beside it in `Run`, loaded anew when a case is taken up again.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from time import perf_counter
from typing import TypedDict, TypeVar, cast

from langchain_core.runnables import RunnableConfig
from langgraph.checkpoint.base import BaseCheckpointSaver
from langgraph.graph import END, START, StateGraph
from langgraph.runtime import Runtime
from langgraph.types import Command, interrupt

from hitl.domain.case import Case
from hitl.domain.correction import Correction
from hitl.domain.draft import Draft
from hitl.domain.drafted import WRITING, Drafted, Passage, TraceStep
from hitl.domain.facts import Facts
from hitl.domain.gate.ruleset import Ruleset
from hitl.domain.gate.verdict import Route
from hitl.domain.mode import ModeState
from hitl.domain.model_run import ModelRun
from hitl.domain.reading.lexicon import Lexicon
from hitl.domain.reading.record import Reading
from hitl.domain.refund import RefundStatus
from hitl.ports.clock import Clock
from hitl.ports.drafter import Brief, Drafter, OnRecord, PolicySearch
from hitl.ports.payments import Payments
from hitl.ports.post import Post
from hitl.ports.store import Store
from hitl.steps import telling
from hitl.steps.context import gather
from hitl.steps.draft import find_passages, propose, understand
from hitl.steps.execute import LimitReached, Taken, pay_taken, take_refund
from hitl.steps.gate import (
    NO_CALIBRATIONS,
    Calibrations,
    Judged,
    Work,
    conclude,
    give_up,
    hold_back,
    judge_draft,
)
from hitl.steps.learn import corrections_for

T = TypeVar("T")

VERSION = "2"
"""Stored with every draft; a graph of another version is never resumed."""

_LOST = "lost"
"""The route of a run whose case another worker has."""

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
        case = _known(self.case)
        return case.waiting or "watched" in case.metadata

    def _show(self, number: int, step: TraceStep) -> None:
        case = _known(self.case)
        with self.agent.store.unit(passing=True) as unit:
            unit.cases.progress(case.case_id, case.attempt, number, step, self.agent.clock.now())
            unit.commit()


def _look_up(state: State, runtime: Runtime[Run]) -> State:
    """Take the case, load what is known of it, read the words and find the clauses."""
    run = runtime.context
    if not _gather(run, state["case_id"]):
        return {"route": _LOST}
    _read(run)
    _find(run)
    return {"route": ""}


def _gather(run: Run, case_id: str) -> bool:
    """In one transaction; False where another worker has the case."""
    since = perf_counter()
    now = run.agent.clock.now()
    with run.agent.store.unit(passing=True) as unit:  # lost with the power, the case simply waits again
        run.case = unit.cases.claim_draft(case_id, run.worker, now, LEASE)
        if run.case is None:
            return False
        run.facts = gather(unit, run.case, now)
        run.mode = unit.controls.mode()
        run.calibrations = run.agent.calibrations
        if run.agent.second is not None:  # a model drafts, and what its scores are worth is learned here
            run.calibrations = {**run.calibrations, **unit.controls.calibrations()}
        unit.commit()
    run.tell("order", telling.orders(run.facts), since)
    return True


def _read(run: Run) -> None:
    since = perf_counter()
    run.reading = understand(_known(run.facts), run.agent.lexicon)
    run.tell("read", telling.reading(run.reading), since)


def _find(run: Run) -> None:
    since = perf_counter()
    facts, reading = _known(run.facts), _known(run.reading)
    run.passages = find_passages(facts, reading, run.agent.search)
    if run.agent.second is not None:  # a model drafts: fixed rules learn nothing from examples
        run.corrections = corrections_for(facts, reading, run.passages, run.agent.store)
    run.tell("policy", telling.passages(run.passages, facts.policy), since)


def _draft(state: State, runtime: Runtime[Run]) -> State:
    run, since = runtime.context, perf_counter()
    brief = Brief(
        facts=_known(run.facts),
        reading=_known(run.reading),
        passages=run.passages,
        corrections=run.corrections,
        tell=run.aloud(),
    )
    drafter = run.agent.drafter
    run.draft, run.failure = propose(brief, drafter)
    run.asked = run.agent.on_record.run_of(brief.facts.case_id) if run.agent.on_record else None
    if run.asked is not None:
        run.tell("models", telling.models(run.asked), since)
        since = perf_counter()
    if run.draft is not None and run.draft.model and run.agent.second is not None:
        run.second, _ = propose(brief, run.agent.second)
    run.tell("draft", telling.draft(run.draft, run.failure), since)
    return {}


def _gate(state: State, runtime: Runtime[Run]) -> State:
    run = runtime.context
    _judge(run)
    return _conclude(run)


def _judge(run: Run) -> None:
    since = perf_counter()
    run.judged = judge_draft(
        draft=run.draft,
        failure=run.failure,
        facts=_known(run.facts),
        reading=_known(run.reading),
        ruleset=run.agent.ruleset,
        mode=_known(run.mode),
        run=run.asked,
        second=run.second,
        calibrations=run.calibrations,
    )
    run.tell("gate", telling.verdict(run.judged.verdict), since)


def _conclude(run: Run) -> State:
    work = Work(
        case=_known(run.case),
        facts=_known(run.facts),
        reading=_known(run.reading),
        passages=run.passages,
        draft=run.draft,
        failure=run.failure,
        judged=_known(run.judged),
        trace=run.trace,
        flow=VERSION,
        run=run.asked,
    )
    run.drafted = run.agent.keep(work, run.worker)
    if run.drafted is None:
        return {"route": _LOST}
    return {"route": run.drafted.verdict.route.value, "version": run.drafted.version}


def _await_person(state: State) -> State:
    return {"decision": interrupt({"case_id": state["case_id"], "version": state["version"]})}


def _execute(state: State, runtime: Runtime[Run]) -> State:
    run = runtime.context
    run.refund_status = run.agent.pay(_known(run.taken))
    return {}


def _drafting() -> StateGraph[State, Run, State, State]:
    graph = StateGraph(State, context_schema=Run)
    graph.add_node("look_up", _look_up)
    graph.add_node("draft", _draft)
    graph.add_node("gate", _gate)
    graph.add_edge(START, "look_up")
    graph.add_conditional_edges(
        "look_up", lambda state: END if state["route"] == _LOST else "draft", ["draft", END]
    )
    graph.add_edge("draft", "gate")
    graph.add_edge("gate", END)
    return graph


def _held() -> StateGraph[State, Run, State, State]:
    graph = StateGraph(State, context_schema=Run)
    graph.add_node("await_person", _await_person)
    graph.add_node("execute", _execute)
    graph.add_edge(START, "await_person")
    graph.add_edge("await_person", "execute")
    graph.add_edge("execute", END)
    return graph


class Agent:
    """Takes cases through the graph: drafts them, and carries on where a person has decided."""

    def __init__(
        self,
        *,
        store: Store,
        payments: Payments,
        drafter: Drafter,
        search: PolicySearch,
        lexicon: Lexicon,
        ruleset: Ruleset,
        clock: Clock,
        checkpointer: BaseCheckpointSaver[str] | None,
        post: Post | None = None,
        second: Drafter | None = None,
        calibrations: Calibrations = NO_CALIBRATIONS,
    ) -> None:
        """`second` drafts independently what a model drafts: whether both agree is part of the confidence.

        Where `post` stays in the house, what is said of a payment is said with it.

        Without a checkpointer a held case waits in the tables alone, and its refund is sent directly.
        """
        self.store = store
        self.payments = payments
        self.drafter = drafter
        self.search = search
        self.lexicon = lexicon
        self.ruleset = ruleset
        self.clock = clock
        self.second = second
        self.calibrations = calibrations
        self._checkpointer = checkpointer
        self._post = post
        self._drafting = _drafting().compile()
        self._held = _held().compile(checkpointer=checkpointer)

    @property
    def drafter(self) -> Drafter:
        """Who drafts."""
        return self._drafter

    @drafter.setter
    def drafter(self, drafter: Drafter) -> None:
        self._drafter = drafter
        self.on_record = drafter if isinstance(drafter, OnRecord) else None  # asked once: it is slow to tell

    def draft(self, case_id: str, worker: str) -> Drafted | None:
        """Draft a case and do what the gate says; None where somebody else has the case."""
        run = Run(agent=self, worker=worker)
        self._drafting.invoke({"case_id": case_id}, context=run)
        if run.drafted is not None and run.drafted.verdict.route is not Route.AUTO:
            self._hold(run, run.drafted)
        return run.drafted

    def give_up(self, case_id: str, worker: str, why: str) -> Drafted | None:
        """Hand a case to a person because our own code failed on it; None where somebody else has it."""
        with self.store.unit() as unit:
            now = self.clock.now()
            # It is still in this worker's hands, unless it failed before they closed on it.
            case = unit.cases.claim_draft(case_id, worker, now, LEASE) or unit.cases.get(case_id)
            drafted = give_up(unit, case, worker=worker, why=why, ruleset=self.ruleset, at=now)
            if drafted is not None:
                unit.commit()
        return drafted

    def execute(self, refund_id: str, worker: str) -> RefundStatus | None:
        """Send a refund. The graph goes on where it waited for a person; without its scratch, directly."""
        taken = take_refund(
            refund_id, store=self.store, payments=self.payments, clock=self.clock, worker=worker
        )
        if taken is None:
            return None
        refund = taken.refund
        thread = _thread(refund.case_id)
        held = self._checkpointer is not None and not refund.by_gate
        waiting = self._held.get_state(thread).interrupts if held else ()
        if not waiting:
            return self.pay(taken)
        run = Run(agent=self, worker=worker, taken=taken)
        answer: Command[str] = Command(resume={waiting[0].id: refund.decision_id})
        self._held.invoke(answer, thread, context=run, durability="exit")
        self.forget(refund.case_id)
        return run.refund_status

    def pay(self, taken: Taken) -> RefundStatus | None:
        """The step after the decision, whichever way it was reached."""
        return pay_taken(taken, store=self.store, payments=self.payments, clock=self.clock, post=self._post)

    def keep(self, work: Work, worker: str) -> Drafted | None:
        """Store the draft with its consequences; held after all where a limit is reached meanwhile."""
        try:
            return self._conclude(work, worker)
        except LimitReached as reached:
            return self._conclude(hold_back(work, reached), worker)

    def forget(self, case_id: str) -> None:
        """Drop the scratch of a case that needs no graph any more."""
        if self._checkpointer is not None:
            self._checkpointer.delete_thread(_thread_id(case_id))

    def _hold(self, run: Run, drafted: Drafted) -> None:
        """Stop at the person."""
        if self._checkpointer is None:
            return
        state: State = {
            "case_id": drafted.case_id,
            "version": drafted.version,
            "route": drafted.verdict.route.value,
        }
        self._held.invoke(state, _thread(drafted.case_id), context=run, durability="exit")

    def _conclude(self, work: Work, worker: str) -> Drafted | None:
        with self.store.unit() as unit:
            drafted = conclude(unit, work, worker=worker, ruleset=self.ruleset, at=self.clock.now())
            if drafted is not None:
                unit.commit()
        return drafted


def _thread_id(case_id: str) -> str:
    return f"{case_id}:{VERSION}"


def _thread(case_id: str) -> RunnableConfig:
    return {"configurable": {"thread_id": _thread_id(case_id)}}


def _known(value: T | None) -> T:
    """What an earlier node has set."""
    return cast(T, value)
