"""A draft with everything that was known and said about it, as it is kept."""

from pydantic import NonNegativeFloat

from hitl.domain.assessment import Assessment
from hitl.domain.draft import Confidence, Draft
from hitl.domain.gate.verdict import Verdict
from hitl.domain.model_run import ModelRun
from hitl.domain.order import Id
from hitl.domain.reading.record import Reading
from hitl.domain.record import Moment, Record


class Passage(Record):
    """A clause that was retrieved for the case."""

    clause_id: Id
    score: NonNegativeFloat  # of the retrieval, higher is nearer; comparable within one case only


class TraceStep(Record):
    """One step of the agent, as the request page and the timeline show it."""

    name: str  # read, order, policy, draft, confidence, gate
    says: str  # "Delivered 9 Nov, paid $128.40, nothing refunded yet"
    milliseconds: NonNegativeFloat


WRITING = "writing"
"""The name of a sign of life while a model writes; it is no step and is not kept."""


class Drafted(Record):
    """One version of a case's draft. `draft` is None where the drafter failed; `failure` then says how."""

    case_id: str
    version: int
    verdict: Verdict
    policy: int  # version of the policy that was read
    reading: Reading
    draft: Draft | None
    assessment: Assessment | None
    confidence: Confidence | None
    order_state: str = ""  # fingerprint of the order as it was read
    passages: tuple[Passage, ...] = ()
    trace: tuple[TraceStep, ...] = ()
    failure: str = ""
    run: ModelRun | None = None  # what models were asked; None where none was
    flow: str  # version of the graph
    drafted_at: Moment
