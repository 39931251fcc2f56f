"""Why nothing may leave the house now: the kill switch, shadow mode, or a case that was made up."""

from hitl.domain.mode import Mode
from hitl.errors import Refused
from hitl.ports.store import Unit

SHADOW = "In shadow mode nothing is paid or sent."


def halted(unit: Unit) -> str | None:
    """One sentence on why nothing is paid or sent at present, or None where it may be."""
    reason = unit.controls.stopped()
    if reason is not None:
        return f"Execution is stopped: {reason}"
    if unit.controls.mode().mode is Mode.SHADOW:
        return SHADOW
    return None


MADE_UP = "This is a quality case: made up to see whether drafts are read. Nothing may follow from it."


def refuse_made_up(unit: Unit, case_id: str) -> None:
    """Raises Refused where the number is a quality case's; no decision ever reaches one, and none may."""
    if unit.quality.holds(case_id):
        raise Refused(MADE_UP)


def refuse_in_shadow(unit: Unit) -> None:
    """Raises Refused in shadow mode; the kill switch only holds what is arranged, shadow forbids it."""
    if unit.controls.mode().mode is Mode.SHADOW:
        raise Refused(SHADOW)
