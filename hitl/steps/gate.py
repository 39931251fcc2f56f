"""Step 4, the gate: check the draft against policy and facts, judge it, and do what the verdict says."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from hitl.domain.assessment import Assessment
from hitl.domain.calibration import Calibration, maker_of
from hitl.domain.case import Case, Status
from hitl.domain.confidence import score
from hitl.domain.decision import GATE, Decision, DecisionOutcome, binding, decision_id_of, order_state
from hitl.domain.draft import Action, Confidence, Draft
from hitl.domain.drafted import Drafted, Passage, TraceStep
from hitl.domain.facts import Facts
from hitl.domain.gate.judge import USUAL_QUEUE, judge
from hitl.domain.gate.ruleset import Ruleset
from hitl.domain.gate.verdict import Code, GateReason, Route, Verdict
from hitl.domain.mode import ModeState
from hitl.domain.model_run import ModelRun
from hitl.domain.reading.record import Intent, Reading
from hitl.domain.record import Moment
from hitl.domain.roles import Level
from hitl.domain.run_labels import labelled
from hitl.domain.terms import assess
from hitl.errors import CountersignError
from hitl.ports.store import Unit
from hitl.steps.execute import LimitReached, arrange
from hitl.steps.record import goods_back, log_decision, log_draft
from hitl.steps.review import ask
from hitl.steps.several import open_others

Calibrations = Mapping[str, Calibration]
"""What scores are worth, by the maker of the drafts."""

NO_CALIBRATIONS: Calibrations = MappingProxyType({})


class Judged(NamedTuple):
    """What the gate's step found out about a draft."""

    assessment: Assessment | None
    confidence: Confidence | None
    verdict: Verdict
    draft: Draft | None  # as it stays, see `in_our_words`


def assess_draft(draft: Draft, facts: Facts) -> Assessment | None:
    """The policy's word on what a draft claims; None where it claims nothing of a known order."""
    order = facts.order(draft.order_id)
    if order is None or not draft.claims:
        return None
    return assess(
        draft.claims,
        order,
        facts.policy.clauses,
        first_message_at=facts.first_message_at,
        said=facts.said,
        attachments=facts.attachments,
        prior_refunds=facts.prior_refunds,
    )


def judge_draft(
    *,
    draft: Draft | None,
    failure: str,
    facts: Facts,
    reading: Reading,
    ruleset: Ruleset,
    mode: ModeState,
    run: ModelRun | None = None,
    second: Draft | None = None,
    calibrations: Calibrations = NO_CALIBRATIONS,
) -> Judged:
    """Assess, score and judge; pure, so that a replay under other rules gives what would have happened.

    `second` is an independent draft of the same case, `calibrations` stand under the makers of drafts.
    What would leave without a person in a model's words leaves in those of the second, and is judged so.
    """
    assessment = assess_draft(draft, facts) if draft else None
    confidence = None
    if draft is not None:
        confidence = score(
            draft=draft,
            facts=facts,
            reading=reading,
            assessment=assessment,
            second=second,
            run=run,
            calibration=calibrations.get(maker_of(draft)),
        )
    verdict = judge(
        draft=draft,
        failure=failure,
        confidence=confidence,
        reading=reading,
        assessment=assessment,
        facts=facts,
        ruleset=ruleset,
        mode=mode,
        run=run,
    )
    if verdict.route is Route.AUTO and draft and draft.model and second and draft.reply != second.reply:
        return judge_draft(
            draft=in_our_words(draft, second),
            failure=failure,
            facts=facts,
            reading=reading,
            ruleset=ruleset,
            mode=mode,
            run=run,
            second=second,
            calibrations=calibrations,
        )
    return Judged(assessment, confidence, verdict, draft)


def in_our_words(draft: Draft, second: Draft) -> Draft:
    """What a model proposes, about the goods that fixed rules found and in words that are theirs.

    A model can promise anything in any words, and no list of words finds all of them. The gate lets nothing
    of a model's go alone that the fixed rules do not come to as well, so their reply says the same.
    """
    return draft.model_copy(
        update={"reply": second.reply, "missing": second.missing, "claims": second.claims}
    )


class Work(NamedTuple):
    """A draft with everything that led to it, ready to be kept."""

    case: Case
    facts: Facts
    reading: Reading
    passages: tuple[Passage, ...]
    draft: Draft | None
    failure: str
    judged: Judged
    trace: tuple[TraceStep, ...]
    flow: str
    run: ModelRun | None = None


def conclude(unit: Unit, work: Work, *, worker: str, ruleset: Ruleset, at: Moment) -> Drafted | None:
    """Keep the draft and do what the verdict says, in one transaction.

    Returns None where `worker` lost the case meanwhile; then the unit must not be committed.
    """
    drafted = _drafted(work, at)
    to = Status.DECIDED if drafted.verdict.route is Route.AUTO else Status.IN_REVIEW
    order_id = drafted.draft.order_id if drafted.draft else None
    if not unit.cases.save_draft(drafted, worker, to, order_id):
        return None
    log_draft(unit, drafted)
    open_others(unit, work.case, work.facts, work.draft, at=at)
    if drafted.verdict.route is Route.AUTO:
        _let_through(unit, work, drafted, ruleset)
    return drafted


def hold_back(work: Work, reached: LimitReached) -> Work:
    """The same work, held: a limit was reached between the gate's look and the reservation."""
    verdict = work.judged.verdict
    reason = GateReason(code=Code(reached.code), says=str(reached))
    held = verdict.model_copy(update={"route": Route.REVIEW, "reasons": (*verdict.reasons, reason)})
    return work._replace(judged=work.judged._replace(verdict=held))


def give_up(unit: Unit, case: Case, *, worker: str, why: str, ruleset: Ruleset, at: Moment) -> Drafted | None:
    """Hand a case to a person where our own code failed on it; what could be read of it is not known.

    Returns None where `worker` lost the case meanwhile.
    """
    level = Level.REVIEWER
    verdict = Verdict(
        route=Route.TAKEOVER,
        reasons=(GateReason(code=Code.DRAFT_FAILED, says=why),),
        queue=USUAL_QUEUE,
        level=level,
        confirmation="confirm",
        priority=ruleset.review.priority.usual,
        due_at=at + ruleset.time_to_decide(level),
        ruleset=ruleset.version,
        mode=unit.controls.mode().mode,
    )
    drafted = Drafted(
        case_id=case.case_id,
        version=case.draft_version + 1,
        verdict=verdict,
        policy=unit.policies.active().version,
        reading=Reading(language="und", intent=Intent.UNCLEAR),
        draft=None,
        assessment=None,
        confidence=None,
        failure=why,
        flow="",
        drafted_at=at,
    )
    if not unit.cases.save_draft(drafted, worker, Status.IN_REVIEW, None):
        return None
    log_draft(unit, drafted)
    return drafted


def _drafted(work: Work, at: Moment) -> Drafted:
    order = work.facts.order(work.draft.order_id) if work.draft else None
    run, verdict = work.run, work.judged.verdict
    if run is not None:
        run = labelled(run, draft=work.draft, verdict=verdict, facts=work.facts)
    return Drafted(
        case_id=work.case.case_id,
        version=work.case.draft_version + 1,
        verdict=verdict,
        policy=work.facts.policy.version,
        reading=work.reading,
        draft=work.draft,
        assessment=work.judged.assessment,
        confidence=work.judged.confidence,
        order_state=order_state(order),
        passages=work.passages,
        trace=work.trace,
        failure=work.failure,
        run=run,
        flow=work.flow,
        drafted_at=at,
    )


def _let_through(unit: Unit, work: Work, drafted: Drafted, ruleset: Ruleset) -> None:
    case, draft, at = work.case, drafted.draft, drafted.drafted_at
    if draft is None:
        raise CountersignError(f"{case.case_id} has no draft that could be let through")
    if draft.action is Action.REQUEST_MORE_INFO:
        ask(unit, case, draft.reply, by=GATE, at=at, expect=Status.DECIDED)
        return
    order = work.facts.order(draft.order_id)
    decision = Decision(
        decision_id=decision_id_of(case.case_id),
        case_id=case.case_id,
        draft_version=drafted.version,
        by=GATE,
        outcome=DecisionOutcome.APPROVED,
        action=draft.action,
        amount=draft.amount,
        order_id=draft.order_id,
        claims=draft.claims,
        reply=draft.reply,
        draft_action=draft.action,
        draft_amount=draft.amount,
        bound=binding(order, action=draft.action, amount=draft.amount, reply=draft.reply),
        decided_at=at,
        policy=drafted.policy,
        ruleset=drafted.verdict.ruleset,
    )
    unit.decisions.add(decision)
    log_decision(unit, decision)
    currency = draft.amount.currency if draft.amount else None
    arrange(
        unit,
        case=case,
        decision=decision,
        at=at,
        not_before=at,
        goods_back=goods_back(drafted, order),
        auto_limit=ruleset.auto_limit(currency) if currency else None,
        velocity_limit=ruleset.velocity_limit(currency) if currency else None,
    )
