"""Giving a case to a colleague, and all of one's cases while one is away."""

from hitl.domain.event import EventKind
from hitl.domain.record import Moment
from hitl.domain.roles import Level, Role, User
from hitl.errors import NotAllowed, Refused
from hitl.ports.clock import Clock
from hitl.ports.store import Store, Unit
from hitl.steps.desk.notes import write_note
from hitl.steps.desk.people import able_colleague, colleague, log


def assign(case_id: str, to: str | None, by: str, note: str = "", *, store: Store, clock: Clock) -> None:
    """Give the case to somebody (None: to nobody); a note calls them by name.

    Raises NotFound, NotAllowed where they may not decide it, Refused where they are away.
    """
    with store.unit() as unit:
        at, person = clock.now(), colleague(unit, by).email
        other = _taker(unit, to, case_id, at).email if to is not None else None
        unit.cases.get(case_id)
        _give(unit, case_id, other, by=person, at=at)
        if other != person:
            unit.desk.release(case_id, person)
        if note.strip():
            called = (other,) if other is not None and other != person else ()
            write_note(unit, case_id, note.strip(), by=person, at=at, also=called)
        unit.commit()


def hand_over_all(
    from_: str, to: str | None, by: str, *, store: Store, clock: Clock, away_until: Moment | None = None
) -> int:
    """Give all of a person's cases to another (None: to nobody in particular); how many they were.

    A case that the other may not decide is left to nobody. With `away_until` the person is away from now
    on. Only they themselves and managers may do this. Raises NotAllowed, Refused.
    """
    with store.unit() as unit:
        at, person, absent = clock.now(), colleague(unit, by), colleague(unit, from_)
        _check_may_speak_for(person, absent)
        other = _present(unit, to, at) if to is not None else None
        if other is not None and other.email == absent.email:
            raise Refused("Choose somebody else to take the cases.")
        moved = unit.desk.assigned(absent.email)
        for case_id in moved:
            level = unit.cases.get(case_id).level or Level.REVIEWER
            taker = other.email if other is not None and other.reaches(level) else None
            _give(unit, case_id, taker, by=person.email, at=at)
            unit.desk.release(case_id, absent.email)
        if away_until is not None:
            _set_away(unit, absent, away_until, by=person.email, at=at)
        unit.commit()
    return len(moved)


def set_away(email: str, until: Moment | None, by: str, *, store: Store, clock: Clock) -> None:
    """Until when somebody is away (None: they are back); themselves and managers may say so."""
    with store.unit() as unit:
        person, absent = colleague(unit, by), colleague(unit, email)
        _check_may_speak_for(person, absent)
        _set_away(unit, absent, until, by=person.email, at=clock.now())
        unit.commit()


def _check_may_speak_for(person: User, absent: User) -> None:
    if person.email != absent.email and person.role.rank < Role.MANAGER.rank:
        raise NotAllowed(f"Only {absent.name} or a manager may do this.")


def _taker(unit: Unit, email: str, case_id: str, at: Moment) -> User:
    able_colleague(unit, email, case_id)
    return _present(unit, email, at)


def _present(unit: Unit, email: str, at: Moment) -> User:
    user = colleague(unit, email)
    until = unit.desk.away_until(user.email)
    if until is not None and until > at:
        raise Refused(f"{user.name} is away until {until:%d %B, %H:%M} UTC; choose somebody else.")
    return user


def _give(unit: Unit, case_id: str, to: str | None, *, by: str, at: Moment) -> None:
    before = unit.desk.assign(case_id, to)
    if before != to:
        log(unit, EventKind.CASE_ASSIGNED, by=by, at=at, case_id=case_id, to=to, before=before)


def _set_away(unit: Unit, absent: User, until: Moment | None, *, by: str, at: Moment) -> None:
    if until is not None and until <= at:
        raise Refused("Name a time that is still to come.")
    unit.desk.set_away(absent.email, until)
    said = until.isoformat() if until is not None else None
    log(unit, EventKind.USER_AWAY, by=by, at=at, email=absent.email, until=said)
