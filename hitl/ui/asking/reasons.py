"""The rules' reasons as sentences for somebody who knows neither codes nor clause numbers."""

import re

from hitl.domain.drafted import Drafted
from hitl.domain.gate.verdict import Code, GateReason
from hitl.domain.policy import PolicyVersion
from hitl.domain.reading.record import Found
from hitl.ui import words

VAGUE = frozenset({Code.LOW_CONFIDENCE, Code.VERY_LOW_CONFIDENCE, Code.MODEL_ASKED_FOR_REVIEW})
"""Reasons that follow from others; where there is another one, that is named first."""

QUOTED = 60
"""Characters of a customer's words that a reason quotes."""


def said(drafted: Drafted, policy: PolicyVersion | None) -> Drafted:
    """The same draft with every reason of its verdict in plain sentences, the gravest first."""
    reasons = sorted(
        drafted.verdict.reasons, key=lambda reason: (reason.code not in words.GRAVE, reason.code in VAGUE)
    )
    plain = tuple(
        reason.model_copy(update={"says": _sentence(_plain(reason, drafted), policy)}) for reason in reasons
    )
    return drafted.model_copy(update={"verdict": drafted.verdict.model_copy(update={"reasons": plain})})


def _plain(reason: GateReason, drafted: Drafted) -> str:
    found = drafted.reading.injection
    if reason.code is Code.INJECTION_SUSPECTED and found:
        return f"The message tries to steer the agent: “{_short(_telling(found))}”"
    if reason.code is Code.LANGUAGE:
        spoken = drafted.reading.language
        return (
            f"The message is in {words.LANGUAGE.get(spoken, 'another language')}, which the agent cannot read"
        )
    return reason.says


def _telling(found: tuple[Found, ...]) -> str:
    """The first of the suspicious words that are a phrase, as long as they were found."""
    phrases = [one for one in found if len(one.text.split()) > 2] or list(found)
    return min(phrases, key=lambda one: (one.message, one.start, -one.end)).text


def _short(text: str) -> str:
    return text if len(text) <= QUOTED else f"{text[: QUOTED - 1].rstrip()}…"


def _sentence(text: str, policy: PolicyVersion | None) -> str:
    """Ended by a full stop, each clause's title beside its number."""
    for clause in policy.clauses if policy else ():
        titled = f"{clause.clause_id} ({clause.title})".replace("\\", r"\\")
        text = re.sub(rf"\b{re.escape(clause.clause_id)}\b(?! \()", titled, text)
    return f"{text.rstrip('.')}."
