"""Figures, dimensions and their values in plain words."""

from hitl.domain.policy import Reason
from hitl.steps.measure_slice import NONE, Dimension
from hitl.ui import words

FIGURE = {
    "auto_approval_rate": "Decided without a person",
    "auto_refund_rate": "Refunds paid without a person",
    "override_rate": "Changed by people",
    "execution_failure_rate": "Failed after approval",
    "review_rate": "Sent to a person",
    "takeover_rate": "Sent without a draft to use",
    "escalation_rate": "Escalated, of those sent",
    "loop_back_rate": "Came back and drafted again",
    "sla_met": "Decided in time",
    "review_latency_p50": "Waiting for a decision, median",
    "handling_p50": "Hands-on time, median",
}
DIMENSION = {
    Dimension.CHANNEL: "Channel",
    Dimension.CATEGORY: "Category of goods",
    Dimension.REASON: "Reason",
    Dimension.BAND: "Amount, in cents",
    Dimension.CURRENCY: "Currency",
    Dimension.TIER: "Customer",
    Dimension.REVIEWER: "Decided by",
    Dimension.DRAFTER: "Drafter",
    Dimension.MODEL: "Model",
    Dimension.PROMPT: "Prompt version",
    Dimension.RULESET: "Rules version",
    Dimension.MODE: "Mode",
}


def value(dimension: Dimension, name: str) -> str:
    """A value as people say it."""
    if dimension is Dimension.REASON and name in set(Reason):
        return words.REASON[Reason(name)]
    if dimension is Dimension.REVIEWER and name == "gate":
        return "the rules, alone"
    return "none" if name == NONE else name.replace("_", " ")
