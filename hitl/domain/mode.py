"""How far the agent may go by itself, and for which share of the cases."""

from enum import StrEnum
from hashlib import sha256
from typing import Annotated

from pydantic import Field

from hitl.domain.record import Moment, Record


class Mode(StrEnum):
    """The three steps of trust."""

    SHADOW = "shadow"  # drafts are logged and compared; nothing is executed or sent
    COPILOT = "copilot"  # a person approves everything
    LIMITED_AUTONOMY = "limited_autonomy"  # the gate may let small clear cases through


Percent = Annotated[int, Field(strict=True, ge=0, le=100)]


class ModeState(Record):
    """The mode in force, and since when."""

    mode: Mode
    canary: Percent = 100  # share of the cases to which limited autonomy applies
    since: Moment
    by: str
    reason: str = ""


def bucket(case_id: str, salt: str) -> int:
    """A number from 0 to 99 that a case always gets, evenly spread, another for each salt."""
    return int.from_bytes(sha256(f"{salt}:{case_id}".encode()).digest()[:8]) % 100


def in_canary(case_id: str, percent: int) -> bool:
    """Whether the canary share includes this case; raising the share never takes a case out."""
    return percent == 100 or bucket(case_id, "canary") < percent
