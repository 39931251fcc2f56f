"""The nodes of the graph and how they follow on each other."""

from time import perf_counter

from langgraph.graph import END, START, StateGraph
from langgraph.runtime import Runtime
from langgraph.types import interrupt

from hitl.flow.run import LEASE, VERSION, Run, State, known
from hitl.ports.drafter import Brief
from hitl.steps import telling
from hitl.steps.context import gather
from hitl.steps.draft import find_passages, propose, understand
from hitl.steps.gate import Work, judge_draft
from hitl.steps.learn import corrections_for
from hitl.steps.several import with_others

_LOST = "lost"
"""The route of a run whose case another worker has."""


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
    run.reading = understand(known(run.facts), run.agent.lexicon)
    run.tell("read", telling.reading(run.reading), since)


def _find(run: Run) -> None:
    since = perf_counter()
    facts, reading = known(run.facts), known(run.reading)
    run.passages = find_passages(facts, reading, run.agent.search)
    if run.agent.second is not None:  # a model drafts: fixed rules learn nothing from examples
        run.corrections = corrections_for(facts, reading, run.passages, run.agent.store)
    run.tell("policy", telling.passages(run.passages, facts.policy), since)


def _draft(state: State, runtime: Runtime[Run]) -> State:
    run, since = runtime.context, perf_counter()
    brief = Brief(
        facts=known(run.facts),
        reading=known(run.reading),
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
        run.draft = with_others(run.draft, run.second)
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
        facts=known(run.facts),
        reading=known(run.reading),
        ruleset=run.agent.ruleset,
        mode=known(run.mode),
        run=run.asked,
        second=run.second,
        calibrations=run.calibrations,
    )
    run.draft = run.judged.draft
    run.tell("gate", telling.verdict(run.judged.verdict), since)


def _conclude(run: Run) -> State:
    work = Work(
        case=known(run.case),
        facts=known(run.facts),
        reading=known(run.reading),
        passages=run.passages,
        draft=run.draft,
        failure=run.failure,
        judged=known(run.judged),
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
    run.refund_status = run.agent.pay(known(run.taken))
    return {}


def drafting() -> StateGraph[State, Run, State, State]:
    """The graph that every case goes through, without a checkpoint."""
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


def held() -> StateGraph[State, Run, State, State]:
    """The graph of a case that waits for a person."""
    graph = StateGraph(State, context_schema=Run)
    graph.add_node("await_person", _await_person)
    graph.add_node("execute", _execute)
    graph.add_edge(START, "await_person")
    graph.add_edge("await_person", "execute")
    graph.add_edge("execute", END)
    return graph
