"""What drafts and decisions leave in the ledger, and what a decision means for the goods."""

from pydantic import JsonValue

from hitl.domain.decision import Decision
from hitl.domain.drafted import Drafted
from hitl.domain.event import Event, EventKind
from hitl.domain.model_run import Happened, ModelRun
from hitl.domain.order import Order
from hitl.domain.policy import GoodsBack
from hitl.ports.store import Unit


def goods_back(drafted: Drafted, order: Order | None) -> GoodsBack:
    """Whether the goods of a drafted refund must come back first; no longer once they are back."""
    if drafted.assessment is None or order is None:
        return GoodsBack.NO
    lines = [order.line(claim.claim.line_id) for claim in drafted.assessment.claims]
    back = all(line is not None and line.returned_at is not None for line in lines)
    return GoodsBack.NO if back else drafted.assessment.goods_back


def log_decision(unit: Unit, decision: Decision, *, together: str = "") -> None:
    """The audit event of a final decision; what was written to or about the customer is sealed.

    `together` names the confirmation under which it was made with others.
    """
    written = {"reply", "changes", "feedback"}
    shared = {"together": together} if together else {}
    unit.log(
        Event(
            kind=EventKind.DECISION_MADE,
            at=decision.decided_at,
            actor=decision.by,
            case_id=decision.case_id,
            payload={**decision.model_dump(mode="json", exclude=written), **shared},
            private=decision.model_dump(mode="json", include=written),
        )
    )


def log_draft(unit: Unit, drafted: Drafted) -> None:
    """The audit event of a draft and the gate's verdict on it; the words are sealed."""
    verdict, draft = drafted.verdict, drafted.draft
    unit.log(
        Event(
            kind=EventKind.CASE_DRAFTED,
            at=drafted.drafted_at,
            actor=draft.drafter if draft else "agent",
            case_id=drafted.case_id,
            payload={
                "version": drafted.version,
                "action": draft.action if draft else None,
                "amount": draft.amount.decimal() if draft and draft.amount else None,
                "currency": draft.amount.currency if draft and draft.amount else None,
                "order_id": draft.order_id if draft else None,
                "citations": list(draft.citations) if draft else [],
                "passages": [passage.clause_id for passage in drafted.passages],
                "confidence": drafted.confidence.value if drafted.confidence else None,
                "route": verdict.route,
                "reasons": sorted(verdict.codes),
                "mode": verdict.mode,
                "ruleset": verdict.ruleset,
                "policy": drafted.policy,
                "model": draft.model if draft else "",
                "prompt": draft.prompt if draft else "",
                "flow": drafted.flow,
                "failure": drafted.failure,
                **_models(drafted.run),
            },
            private={
                "reply": draft.reply if draft else "",
                "rationale": [sentence.text for sentence in draft.rationale] if draft else [],
            },
        )
    )


def _models(run: ModelRun | None) -> dict[str, JsonValue]:
    """Which models were asked, what that could have come to and what it did; the texts are in the draft."""
    if run is None:
        return {}
    levels = [step.says for step in run.steps if step.happened is Happened.LEVEL]
    return {
        "models": [*run.models],
        "asked": run.asked.model_dump(mode="json"),
        "spent": run.spent.model_dump(mode="json"),
        "levels": [*levels],
        "findings": [*run.findings],
        "corrections": [*run.corrections],
        "tags": [*run.tags],
        "metadata": run.metadata,
    }
