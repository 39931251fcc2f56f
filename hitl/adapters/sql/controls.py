"""Mode, kill switch, people, rulesets, and what people decided beside the agent."""

import json
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, delete, func, insert, select, update

from hitl.adapters.sql.columns import KEY, AnyRow
from hitl.adapters.sql.house_tables import calibrations, installation, modes, rulesets, users
from hitl.adapters.sql.in_force import InForce
from hitl.adapters.sql.tables import human_outcomes
from hitl.domain.calibration import Calibration
from hitl.domain.mode import Mode, ModeState
from hitl.domain.roles import Role, User
from hitl.ports.catalog import Saved
from hitl.ports.decisions import HumanOutcome

OWNER = "owner@localhost"
"""The administrator of a new database, until another one is added."""

_ADD_MODE = insert(modes)
_SIMULATED = select(installation.c.simulated).where(installation.c.id == 1)
_SET_SIMULATED = update(installation).where(installation.c.id == 1).values(simulated=True)
_SET_STOPPED = (
    update(installation)
    .where(installation.c.id == 1)
    .values(
        stopped=bindparam("reason", type_=installation.c.stopped.type),
        stopped_by=bindparam("by", type_=KEY),
        stopped_at=bindparam("at", type_=installation.c.stopped_at.type),
    )
)
_USER = select(users).where(users.c.email == bindparam("of", type_=KEY))
_USERS = select(users).order_by(users.c.name, users.c.email)
_ADD_USER = insert(users)
_CHANGE_USER = (
    update(users)
    .where(users.c.email == bindparam("of", type_=KEY))
    .values({c.name: bindparam(c.name) for c in users.columns if c.name not in {"email", "away_until"}})
)
_DROP_USER = delete(users).where(users.c.email == bindparam("of", type_=KEY))
_RULESET = select(rulesets.c.version).where(rulesets.c.version == bindparam("of", type_=KEY))
_RULESETS = select(func.count()).select_from(rulesets)
_ADD_RULESET = insert(rulesets)

_CALIBRATIONS = select(calibrations.c.maker, calibrations.c.content).order_by(calibrations.c.version)
_ADD_CALIBRATION = insert(calibrations)

_OUTCOME = select(human_outcomes).where(human_outcomes.c.ticket_id == bindparam("of", type_=KEY))
_ADD_OUTCOME = insert(human_outcomes)
_CHANGE_OUTCOME = (
    update(human_outcomes)
    .where(human_outcomes.c.ticket_id == bindparam("of", type_=KEY))
    .values({c.name: bindparam(c.name) for c in human_outcomes.columns if c.name != "ticket_id"})
)


class SqlControls:
    """Implements ports.controls.Controls."""

    def __init__(self, connection: Connection, in_force: InForce) -> None:
        self._connection = connection
        self._in_force = in_force

    def mode(self) -> ModeState:
        """The mode in force."""
        row = self._in_force.row
        return ModeState(
            mode=Mode(row.mode), canary=row.canary, since=row.since, by=row.by, reason=row.reason
        )

    def set_mode(self, state: ModeState, evidence: dict[str, object]) -> None:
        """Another mode from now on, with what it rests on."""
        row = {**state.model_dump(), "evidence": json.dumps(evidence, default=str)}
        self._connection.execute(_ADD_MODE, row)
        self._in_force.changed()

    def stopped(self) -> str | None:
        """Why execution is stopped, or None where it is not."""
        stopped: str | None = self._in_force.row.stopped
        return stopped

    def set_stopped(self, reason: str | None, by: str, at: datetime) -> None:
        """Stop with a reason, or resume with None."""
        self._connection.execute(_SET_STOPPED, {"reason": reason, "by": by, "at": at})
        self._in_force.changed()

    def user(self, email: str) -> User | None:
        """The user of that address, compared without case."""
        row = self._connection.execute(_USER, {"of": _address(email)}).one_or_none()
        return None if row is None else _user(row)

    def users(self) -> tuple[User, ...]:
        """Everybody, by name."""
        return tuple(_user(row) for row in self._connection.execute(_USERS))

    def save_user(self, user: User, at: datetime) -> None:
        """Add or change somebody; the first administrator who is added takes the owner's place."""
        email = _address(user.email)
        values = {**user.model_dump(exclude={"email"}), "changed_at": at}
        if self._connection.execute(_CHANGE_USER, {"of": email, **values}).rowcount == 0:
            self._connection.execute(_ADD_USER, {"email": email, **values})
        if user.role is Role.ADMINISTRATOR and not user.disabled and email != OWNER:
            self._connection.execute(_DROP_USER, {"of": OWNER})

    def adopt_ruleset(self, version: str, text: str, at: datetime) -> int | None:
        """Remember the rules under their version; the how-manieth they are, None where they were known."""
        if self._connection.scalar(_RULESET, {"of": version}) is not None:
            return None
        self._connection.execute(_ADD_RULESET, {"version": version, "content": text, "adopted_at": at})
        return self._connection.scalar(_RULESETS)

    def calibrations(self) -> dict[str, Calibration]:
        """The newest calibration of every maker of drafts."""
        rows = self._connection.execute(_CALIBRATIONS)
        return {row.maker: Calibration.model_validate_json(row.content) for row in rows}

    def add_calibration(self, calibration: Calibration) -> None:
        """The newest from now on."""
        row = {"maker": calibration.maker, "version": calibration.version, "at": calibration.at}
        self._connection.execute(_ADD_CALIBRATION, {**row, "content": calibration.model_dump_json()})

    def simulated(self) -> bool:
        """Whether this database holds the demo company."""
        return bool(self._connection.scalar(_SIMULATED))

    def set_simulated(self) -> None:
        """Mark the database as holding simulated data."""
        self._connection.execute(_SET_SIMULATED)


class SqlOutcomes:
    """Implements ports.decisions.Outcomes."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def of_ticket(self, ticket_id: str) -> HumanOutcome | None:
        """What is known of that ticket so far."""
        row = self._connection.execute(_OUTCOME, {"of": ticket_id}).one_or_none()
        if row is None:
            return None
        return HumanOutcome(
            ticket_id=row.ticket_id,
            action=row.action,
            decided_at=row.decided_at,
            amount_minor=row.minor,
            currency=row.currency,
            reviewer=row.reviewer,
            seconds_spent=row.seconds_spent,
            csat=row.csat,
        )

    def save(self, outcome: HumanOutcome) -> Saved:
        """Insert or update, one a ticket."""
        known = self.of_ticket(outcome.ticket_id)
        if known == outcome:
            return Saved.SAME
        values: dict[str, Any] = outcome.model_dump(exclude={"ticket_id", "amount_minor"})
        values["minor"] = outcome.amount_minor
        if known is None:
            self._connection.execute(_ADD_OUTCOME, {"ticket_id": outcome.ticket_id, **values})
            return Saved.NEW
        self._connection.execute(_CHANGE_OUTCOME, {"of": outcome.ticket_id, **values})
        return Saved.CHANGED


def _address(email: str) -> str:
    return email.strip().casefold()


def _user(row: AnyRow) -> User:
    return User(
        email=row.email,
        name=row.name,
        role=Role(row.role),
        limit=row.limit,
        limit_currency=row.limit_currency,
        disabled=row.disabled,
    )
