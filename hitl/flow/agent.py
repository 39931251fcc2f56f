"""The agent: takes cases through the graph, and carries on where a person has decided."""

from langchain_core.runnables import RunnableConfig
from langgraph.checkpoint.base import BaseCheckpointSaver
from langgraph.types import Command

from hitl.domain.drafted import Drafted
from hitl.domain.gate.ruleset import Ruleset
from hitl.domain.gate.verdict import Route
from hitl.domain.reading.lexicon import Lexicon
from hitl.domain.refund import RefundStatus
from hitl.flow.graph import drafting, held
from hitl.flow.run import LEASE, VERSION, Run, State
from hitl.ports.clock import Clock
from hitl.ports.drafter import Drafter, OnRecord, PolicySearch
from hitl.ports.payments import Payments
from hitl.ports.post import Post
from hitl.ports.store import Store
from hitl.steps.execute import LimitReached, Taken, pay_taken, take_refund
from hitl.steps.gate import NO_CALIBRATIONS, Calibrations, Work, conclude, give_up, hold_back


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
        self._drafting = drafting().compile()
        self._held = held().compile(checkpointer=checkpointer)

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
    # One at a time, or every write of a checkpoint starts a thread of its own.
    return {"configurable": {"thread_id": _thread_id(case_id)}, "max_concurrency": 1}
