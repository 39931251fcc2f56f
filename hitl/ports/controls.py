"""What rules over every case: mode, kill switch, people, rulesets and calibrations."""

from datetime import datetime
from typing import Protocol

from hitl.domain.calibration import Calibration
from hitl.domain.mode import ModeState
from hitl.domain.roles import User


class Controls(Protocol):
    """Mode, kill switch, people and rulesets."""

    def mode(self) -> ModeState:
        """The mode in force."""
        ...

    def set_mode(self, state: ModeState, evidence: dict[str, object]) -> None:
        """Another mode from now on, with what it rests on."""
        ...

    def stopped(self) -> str | None:
        """Why execution is stopped, or None where it is not."""
        ...

    def set_stopped(self, reason: str | None, by: str, at: datetime) -> None:
        """Stop with a reason, or resume with None."""
        ...

    def user(self, email: str) -> User | None:
        """The user of that address."""
        ...

    def users(self) -> tuple[User, ...]:
        """Everybody, by name."""
        ...

    def save_user(self, user: User, at: datetime) -> None:
        """Add or change somebody."""
        ...

    def adopt_ruleset(self, version: str, text: str, at: datetime) -> int | None:
        """Remember the rules under their version; the how-manieth they are, None where they were known."""
        ...

    def calibrations(self) -> dict[str, Calibration]:
        """The newest calibration of every maker of drafts."""
        ...

    def add_calibration(self, calibration: Calibration) -> None:
        """The newest from now on; its version must be the next of its maker."""
        ...

    def simulated(self) -> bool:
        """Whether this database holds the demo company."""
        ...

    def set_simulated(self) -> None:
        """Mark the database as holding simulated data."""
        ...
