"""Who may do what at the desk."""

from enum import StrEnum

from hitl.domain.money import Minor
from hitl.domain.record import Record


class Role(StrEnum):
    """From the desk upwards; each may do what the one before may."""

    ANALYST = "analyst"  # reads figures and cases, decides nothing
    REVIEWER = "reviewer"
    SENIOR = "senior"
    MANAGER = "manager"
    ADMINISTRATOR = "administrator"

    @property
    def rank(self) -> int:
        """0 for the analyst, 4 for the administrator."""
        return list(Role).index(self)


class Level(StrEnum):
    """The level of reviewer that a case needs."""

    REVIEWER = "reviewer"
    SENIOR = "senior"
    MANAGER = "manager"

    @property
    def role(self) -> Role:
        """The lowest role that reaches this level."""
        return Role(self.value)

    @property
    def next(self) -> "Level":
        """One level up; a manager stays a manager."""
        return list(Level)[min(list(Level).index(self) + 1, len(Level) - 1)]


class User(Record):
    """Somebody who may sign in."""

    email: str
    name: str
    role: Role
    limit: Minor | None = None  # approves up to this, minor units; None: the role's limit in the rules
    limit_currency: str | None = None
    disabled: bool = False

    def reaches(self, level: Level) -> bool:
        """Whether the role reaches that level of review."""
        return not self.disabled and self.role.rank >= level.role.rank
