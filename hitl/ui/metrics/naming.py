"""Figures, dimensions and their values in plain words."""

from collections.abc import Mapping

from hitl.domain.mode import Mode
from hitl.domain.policy import Reason
from hitl.steps.measure_flow import Path
from hitl.steps.measure_slice import NONE, Dimension
from hitl.steps.measure_turns import Kind, Turn
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
    "unsure_rate": "Drafts that the scorer is unsure of",
    "review_latency_p50": "Waiting for a decision, median",
    "waiting_p50": "Waiting to be opened, median",
    "handling_p50": "Hands-on time, median",
}
CHANGED = {
    "rejected": "Draft thrown away",
    "action": "Another action",
    "amount": "Another amount",
    "reply": "Only the reply",
    "steps": "Only a step left out",
}
MONEY = {
    "refunded": "Paid back",
    "auto_exposure": "Approved by the rules alone",
    "denied": "Drafted, then denied",
    "edited_down": "Lowered by people",
    "edited_up": "Raised by people",
}
PATH = {
    Path.AUTO: "Decided without a person",
    Path.APPROVED: "Approved as drafted",
    Path.EDITED: "Changed by a person",
    Path.DENIED: "No refund",
}
DIMENSION = {
    Dimension.CHANNEL: "Channel",
    Dimension.CATEGORY: "Category of goods",
    Dimension.REASON: "Reason",
    Dimension.BAND: "Amount, in cents or yen",
    Dimension.CURRENCY: "Currency",
    Dimension.TIER: "Customer",
    Dimension.REVIEWER: "Decided by",
    Dimension.DRAFTER: "Drafter",
    Dimension.MODEL: "Model",
    Dimension.PROMPT: "Prompt version",
    Dimension.RULESET: "Rules version",
    Dimension.MODE: "Mode",
}
BANDS = {
    "to 2500": "up to 2,500",
    "to 10000": "2,501 to 10,000",
    "to 50000": "10,001 to 50,000",
    "above 50000": "above 50,000",
}
MODES = {
    Mode.SHADOW: "agent only watches",
    Mode.COPILOT: "people approve everything",
    Mode.LIMITED_AUTONOMY: "small clear cases go alone",
}
TURN = {
    Kind.RULES: "rules",
    Kind.MODE: "mode",
    Kind.POLICY: "policy version",
    Kind.STOPPED: "execution stopped",
    Kind.RESUMED: "execution resumed",
    Kind.DRAFTER: "drafter",
    Kind.MODEL: "model",
    Kind.PROMPT: "prompt",
}


def turn(one: Turn) -> str:
    """A change as people say it: "rules 2-ab"."""
    to = value(Dimension.MODE, one.to) if one.kind is Kind.MODE else one.to
    if one.percent is not None and one.percent < 100:
        to = f"{to}, in {one.percent}% of the cases"
    return f"{TURN[one.kind]}: {to}" if to else TURN[one.kind]


def slice_(where: Mapping[Dimension, str]) -> str:
    """A slice as people say it: "reason: arrived broken, channel: chat"."""
    return ", ".join(f"{DIMENSION[one].lower()}: {value(one, name)}" for one, name in where.items())


def value(dimension: Dimension, name: str) -> str:
    """A value as people say it."""
    if dimension is Dimension.REASON and name in set(Reason):
        return words.REASON[Reason(name)]
    if dimension is Dimension.REVIEWER and name == "gate":
        return "the rules, alone"
    if dimension is Dimension.BAND and name in BANDS:
        return BANDS[name]
    if dimension is Dimension.MODE and name in set(Mode):
        return MODES[Mode(name)]
    return "none" if name == NONE else name.replace("_", " ")
