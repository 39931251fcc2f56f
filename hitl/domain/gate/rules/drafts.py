"""The draft itself: whether there is one, how sure it is, and whether its reply may be read by a customer."""

import re

from hitl.domain.assessment import Result
from hitl.domain.draft import Action, Draft, StepKind
from hitl.domain.gate.matter import Matter, held, rationale_of
from hitl.domain.gate.verdict import Code, GateReason
from hitl.domain.model_run import Flag
from hitl.domain.reading.record import Intent
from hitl.domain.reply import ReplyProblem
from hitl.domain.reply.check import hedge_in


def draft_failed(matter: Matter) -> GateReason | None:
    """There is no draft, or its maker reported a failure."""
    if matter.draft is not None and not matter.failure:
        return None
    return held(Code.DRAFT_FAILED, matter.failure or "There is no draft", failure=matter.failure)


def very_low_confidence(matter: Matter) -> GateReason | None:
    """Below the review band, or not scored at all: the draft is only a hint."""
    bands, confidence = matter.ruleset.auto.confidence, matter.confidence
    if matter.draft is None:
        return None  # draft_failed says so
    if confidence is None:
        return held(Code.VERY_LOW_CONFIDENCE, "Nothing says how far the draft may be trusted")
    if confidence.value >= bands.review:
        return None
    return held(
        Code.VERY_LOW_CONFIDENCE,
        _below(confidence.value, bands.review),
        confidence=confidence.value,
        limit=bands.review,
    )


def _below(value: float, limit: float) -> str:
    """With a third digit where two would say that it is not below."""
    digits = 3 if round(value, 2) >= limit else 2
    return f"Confidence {value:.{digits}f}, below {limit:.2f}"


def low_confidence(matter: Matter) -> GateReason | None:
    """In the review band; or a model's, not calibrated yet, or other than what the fixed rules come to."""
    bands, confidence = matter.ruleset.auto.confidence, matter.confidence
    if matter.draft and matter.draft.model and not (confidence and confidence.calibration):
        says = "Drafted by a model whose confidence is not calibrated yet"
        return held(Code.LOW_CONFIDENCE, says, calibrated=False)
    if _unlike_the_rules(matter):
        says = "Drafted by a model, and the fixed rules, asked independently, do not come to the same"
        return held(Code.LOW_CONFIDENCE, says, agreement=confidence.agreement if confidence else None)
    if confidence is None or not bands.review <= confidence.value < bands.alone:
        return None
    return held(
        Code.LOW_CONFIDENCE,
        _below(confidence.value, bands.alone),
        confidence=confidence.value,
        limit=bands.alone,
    )


def _unlike_the_rules(matter: Matter) -> bool:
    """However well a model is known, what only it has read does nothing alone: one of six is not all six."""
    draft, confidence = matter.draft, matter.confidence
    if draft is None or not draft.model:
        return False
    return confidence is None or confidence.agreement != 1


def model_asked_for_review(matter: Matter, draft: Draft) -> GateReason | None:
    """The drafter itself wants a person, its run was odd, or it plans what only a person may start."""
    run = matter.run
    if draft.needs_human_review or (run and run.flags):
        findings = ". ".join(run.findings) if run else ""
        says = draft.review_note or findings or "The drafter asks for a person"
        return held(Code.MODEL_ASKED_FOR_REVIEW, says, flags=[*run.flags] if run else [])
    planned = {step.kind for step in draft.steps}
    if StepKind.REPLACEMENT in planned:
        return held(Code.MODEL_ASKED_FOR_REVIEW, "The plan sends goods again, which no amount limits")
    if StepKind.REFUND in planned and draft.action is not Action.APPROVE_REFUND:
        return held(Code.MODEL_ASKED_FOR_REVIEW, "The plan pays a refund that the decision does not contain")
    return None


def not_a_refund_request(_: Matter, draft: Draft) -> GateReason | None:
    """No refund matter at all: handed on to whoever it concerns."""
    if draft.refund_matter:
        return None
    return held(Code.NOT_A_REFUND_REQUEST, "The message is about something else than a refund")


def answers_go_to_a_person(matter: Matter, draft: Draft) -> GateReason | None:
    """The rules may ask that questions and answers are approved as in co-pilot mode."""
    if matter.money_at_stake or matter.ruleset.auto.answers_alone:
        return None
    return held(
        Code.MODE_COPILOT, f"The rules have a person approve every {draft.action.value.replace('_', ' ')}"
    )


def denial(matter: Matter, draft: Draft) -> GateReason | None:
    """Somebody who asked for money would be told no, in whatever form."""
    if not matter.ruleset.auto.denials_to_person:
        return None
    if draft.action is Action.DENY_REFUND:
        return held(Code.DENIAL, "A person looks at every denial")
    refused = Result.DENY in matter.results and matter.reading.intent not in {
        Intent.QUESTION,
        Intent.DECLINED,
    }
    if draft.action is Action.ANSWER_ONLY and refused:
        return held(Code.DENIAL, "The answer comes to a denial, and a person looks at every one")
    return None


_QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"|‘[^’]*’")  # the customer may be unsure; the rationale may say so


def hedged_language(matter: Matter, draft: Draft) -> GateReason | None:
    """The reply or the reasons given for it are not certain."""
    problem = _problem(matter, "hedged")
    if problem is not None:
        return held(Code.HEDGED_LANGUAGE, _sentence(problem))
    hedge = hedge_in(rationale_of(draft), unless=_QUOTED)
    if hedge:
        return held(Code.HEDGED_LANGUAGE, f'The rationale hedges: "{hedge}"')
    if matter.run and Flag.HEDGED in matter.run.flags:
        return held(Code.HEDGED_LANGUAGE, "A model was not certain in a draft of its own")
    return None


def personal_data_in_reply(matter: Matter) -> GateReason | None:
    """The reply shows what nobody but its owner may read."""
    problem = _problem(matter, "personal_data")
    return held(Code.PERSONAL_DATA_IN_REPLY, _sentence(problem)) if problem else None


def reply_inconsistent(matter: Matter) -> GateReason | None:
    """The reply says something else than the decision, or shows what is no customer's business."""
    wrong = [problem for problem in matter.problems if problem.kind not in {"hedged", "personal_data"}]
    if not wrong:
        return None
    says = "; ".join(dict.fromkeys(problem.says for problem in wrong))
    return held(
        Code.REPLY_INCONSISTENT, says[:1].upper() + says[1:], kinds=[*sorted({one.kind for one in wrong})]
    )


def _problem(matter: Matter, kind: str) -> ReplyProblem | None:
    return next((problem for problem in matter.problems if problem.kind == kind), None)


def _sentence(problem: ReplyProblem) -> str:
    return problem.says[:1].upper() + problem.says[1:]
