"""Holding a case while one reads it: a lease that ends by leaving, by deciding, or by itself.

It keeps two people from reading the same case; that it is decided once is the decision's own affair.
"""

from datetime import timedelta

from hitl.domain.case import OPEN_FOR_REVIEW, Status
from hitl.domain.event import EventKind
from hitl.domain.record import Moment
from hitl.errors import HeldByAnother, Refused
from hitl.ports.clock import Clock
from hitl.ports.desk import Claim, Hold
from hitl.ports.reads import QueueFilter, QueuePlace, QueueRow
from hitl.ports.store import Store, Unit
from hitl.steps.desk.people import able_colleague, colleague, levels_of, log

LEASE = timedelta(minutes=2)
"""How long a case stays held after the last sign of life; the page renews it well before."""

_PAGE = 20
"""Rows of a view that are looked at together for one that is free."""

_TO_HOLD = OPEN_FOR_REVIEW | {Status.AWAITING_SECOND}


def claim(case_id: str, by: str, *, store: Store, clock: Clock) -> Claim:
    """Hold the case, or see who does (`yours` is False then).

    Raises NotFound, NotAllowed, or Refused where the case does not wait for a decision.
    """
    with store.unit() as unit:
        at, person = clock.now(), colleague(unit, by).email
        case = unit.cases.get(case_id)
        if case.status not in _TO_HOLD:
            raise Refused(f"{case_id} is {case.status.replace('_', ' ')}; there is nothing to decide now.")
        before = unit.desk.hold(case_id)
        taken = unit.desk.claim(case_id, person, at, at + LEASE)
        if taken and not (before is not None and before.held_by == person and before.live(at)):
            log(unit, EventKind.CASE_CLAIMED, by=person, at=at, case_id=case_id)
        return _seen_by(unit, case_id, person)


def renew(case_id: str, by: str, *, store: Store, clock: Clock) -> Claim:
    """The page's sign of life; the same as `claim`, and tells who asks to take the case over."""
    return claim(case_id, by, store=store, clock=clock)


def release(case_id: str, by: str, *, store: Store, clock: Clock) -> bool:
    """Let go of the case; False where this person did not hold it."""
    with store.unit() as unit:
        at, person = clock.now(), colleague(unit, by).email
        held = unit.desk.hold(case_id)
        released = unit.desk.release(case_id, person)
        if released and held is not None and held.live(at):
            log(unit, EventKind.CASE_RELEASED, by=person, at=at, case_id=case_id)
        unit.commit()
    return released


def ask_to_take_over(case_id: str, by: str, *, store: Store, clock: Clock) -> Claim:
    """Ask whoever holds the case to hand it over; where nobody does any more, it is claimed at once.

    Raises NotFound, NotAllowed, Refused.
    """
    with store.unit() as unit:
        at, person = clock.now(), able_colleague(unit, by, case_id).email
        asked = unit.desk.ask_takeover(case_id, person, at)
        if asked:
            log(unit, EventKind.CASE_TAKEOVER_ASKED, by=person, at=at, case_id=case_id)
            return _seen_by(unit, case_id, person)
    return claim(case_id, by, store=store, clock=clock)


def hand_over(case_id: str, by: str, to: str, *, store: Store, clock: Clock) -> Claim:
    """The holder gives the case to somebody who may decide it. Raises NotFound, NotAllowed, Refused."""
    with store.unit() as unit:
        at, person = clock.now(), colleague(unit, by).email
        other = able_colleague(unit, to, case_id).email
        if not unit.desk.pass_on(case_id, person, other, at, at + LEASE):
            raise Refused(f"You no longer hold {case_id}.")
        log(unit, EventKind.CASE_HANDED_OVER, by=person, at=at, case_id=case_id, to=other)
        return _seen_by(unit, case_id, person)


def next_case(by: str, *, store: Store, clock: Clock, skip: tuple[str, ...] = ()) -> str | None:
    """Claim the first case, by priority and due time, that this person may decide and nobody else has.

    Cases assigned to colleagues are left to them. A case that the person holds already comes again unless it
    is in `skip`. Two people at once never get the same one. None: nothing is left. Raises NotAllowed.
    """
    with store.unit() as unit:
        at, user = clock.now(), colleague(unit, by)
        case_id = unit.desk.claim_next(user.email, levels_of(user), skip, at, at + LEASE)
        if case_id is not None:
            log(unit, EventKind.CASE_CLAIMED, by=user.email, at=at, case_id=case_id)
            unit.commit()
    return case_id


def next_in(
    what: QueueFilter, by: str, *, store: Store, clock: Clock, skip: tuple[str, ...] = ()
) -> str | None:
    """`next_case` within a view of the queue, in its order; None: nothing of it is free.

    The view is read first and each free row then tried by compare-and-set, so two people at once get two
    cases here too.
    """
    after: QueuePlace | None = None
    while True:
        with store.reads() as reads:
            rows = reads.queue(what, after, _PAGE)
        for row in rows:
            if row.case_id not in skip and _free(row, by) and _taken(row.case_id, by, store, clock):
                return row.case_id
        if len(rows) < _PAGE:
            return None
        after = QueuePlace.of(rows[-1])


def _free(row: QueueRow, by: str) -> bool:
    return row.claimed_by in {None, by} and row.assigned_to in {None, by}


def _taken(case_id: str, by: str, store: Store, clock: Clock) -> bool:
    try:
        return claim(case_id, by, store=store, clock=clock).yours
    except Refused:
        return False


def keep(case_id: str, by: str, *, store: Store, clock: Clock) -> Claim:
    """The holder goes on with the case; whoever asked for it is no longer told as asking.

    Raises NotAllowed, Refused where this person does not hold it.
    """
    with store.unit() as unit:
        at, person = clock.now(), colleague(unit, by).email
        if not unit.desk.release(case_id, person):
            raise Refused(f"You no longer hold {case_id}.")
        unit.desk.claim(case_id, person, at, at + LEASE)
        log(unit, EventKind.CASE_CLAIMED, by=person, at=at, case_id=case_id, kept=True)
        return _seen_by(unit, case_id, person)


def refuse_if_held(unit: Unit, case_id: str, by: str, at: Moment) -> None:
    """Raises HeldByAnother where somebody else has the case open."""
    held = unit.desk.hold(case_id)
    if held is not None and held.live(at) and held.held_by != by:
        raise HeldByAnother(
            f"{held.held_by} has {case_id} open, until {held.until:%H:%M} UTC at the latest; "
            "ask to take it over."
        )


def _seen_by(unit: Unit, case_id: str, person: str) -> Claim:
    """How the case is held now, kept."""
    held: Hold | None = unit.desk.hold(case_id)
    unit.commit()
    if held is None:
        raise Refused(f"{case_id} changed meanwhile; look at it again.")
    return Claim(
        case_id=case_id,
        held_by=held.held_by,
        until=held.until,
        yours=held.held_by == person,
        takeover_by=held.takeover_by,
    )
