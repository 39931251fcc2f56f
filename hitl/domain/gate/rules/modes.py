"""How far the agent may go at all."""

from hitl.domain.gate.matter import Matter, held
from hitl.domain.gate.verdict import Code, GateReason
from hitl.domain.mode import Mode, in_canary


def mode_shadow(matter: Matter) -> GateReason | None:
    """In shadow mode drafts are compared, never acted on."""
    if matter.mode.mode is not Mode.SHADOW:
        return None
    return held(Code.MODE_SHADOW, "Shadow mode: drafts are compared with what people do, nothing goes out")


def mode_copilot(matter: Matter) -> GateReason | None:
    """In co-pilot mode people approve everything."""
    if matter.mode.mode is not Mode.COPILOT:
        return None
    return held(Code.MODE_COPILOT, "Co-pilot mode: a person approves everything")


def not_in_canary(matter: Matter) -> GateReason | None:
    """Autonomy is limited to a share of the cases, and this is not one of them."""
    mode = matter.mode
    if mode.mode is not Mode.LIMITED_AUTONOMY or in_canary(matter.facts.case_id, mode.canary):
        return None
    return held(Code.NOT_IN_CANARY, f"Only {mode.canary} % of the cases may go alone now", canary=mode.canary)
