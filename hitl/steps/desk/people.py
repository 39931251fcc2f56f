"""Who may do something at the desk, and the events of what they did."""

from pydantic import JsonValue

from hitl.domain.event import Event, EventKind
from hitl.domain.record import Moment
from hitl.domain.roles import Level, Role, User
from hitl.errors import NotAllowed
from hitl.ports.store import Unit


def colleague(unit: Unit, email: str) -> User:
    """The person, if they may work at the desk. Raises NotAllowed."""
    user = unit.controls.user(email)
    if user is None or user.disabled:
        raise NotAllowed(f"{email} is not a known user.")
    if user.role.rank < Role.REVIEWER.rank:
        raise NotAllowed(f"{user.email} is {user.role} and may read, not decide.")
    return user


def able_colleague(unit: Unit, email: str, case_id: str) -> User:
    """The person, if they may decide that case. Raises NotFound, NotAllowed."""
    user = colleague(unit, email)
    level = unit.cases.get(case_id).level or Level.REVIEWER
    if not user.reaches(level):
        raise NotAllowed(f"{case_id} needs a {level}, and {user.name} is {user.role}.")
    return user


def levels_of(user: User) -> tuple[Level, ...]:
    """The levels of review that the person reaches."""
    return tuple(level for level in Level if user.reaches(level))


def log(
    unit: Unit,
    kind: EventKind,
    *,
    by: str,
    at: Moment,
    case_id: str | None = None,
    private: dict[str, JsonValue] | None = None,
    **payload: JsonValue,
) -> None:
    """The audit event of what this person did; `private` is sealed."""
    event = Event(kind=kind, at=at, actor=by, case_id=case_id, payload=payload, private=private or {})
    unit.log(event)
