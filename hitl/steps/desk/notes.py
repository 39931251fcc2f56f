"""Notes on a case for colleagues, who are called by @name."""

from hitl.domain.event import EventKind
from hitl.domain.mention import mentioned
from hitl.domain.record import Moment
from hitl.errors import InvalidInput
from hitl.ports.clock import Clock
from hitl.ports.desk import Note
from hitl.ports.store import Store, Unit
from hitl.steps.desk.people import colleague, log

LONGEST = 4000


def add_note(case_id: str, text: str, by: str, *, store: Store, clock: Clock) -> Note:
    """Write a note; whom it calls finds it unread. Raises NotFound, NotAllowed, InvalidInput."""
    with store.unit() as unit:
        at, person = clock.now(), colleague(unit, by).email
        unit.cases.get(case_id)
        note = write_note(unit, case_id, text, by=person, at=at)
        unit.commit()
    return note


def write_note(
    unit: Unit, case_id: str, text: str, *, by: str, at: Moment, also: tuple[str, ...] = ()
) -> Note:
    """`add_note` inside a transaction of the caller's; `also` are called without being named."""
    words = text.strip()
    if not 0 < len(words) <= LONGEST:
        raise InvalidInput(f"A note has between 1 and {LONGEST} characters.")
    called = dict.fromkeys([*mentioned(words, unit.controls.users()), *also])
    note = unit.desk.add_note(case_id, words, by, at, [email for email in called if email != by])
    log(
        unit,
        EventKind.CASE_NOTED,
        by=by,
        at=at,
        case_id=case_id,
        private={"note": words},
        note_id=note.note_id,
        mentions=list(note.mentions),
    )
    return note


def mark_read(email: str, case_id: str | None, *, store: Store, clock: Clock) -> int:
    """Take the notes that call this person as read, on one case or (None) on all; how many were unread."""
    with store.unit() as unit:
        read = unit.desk.mark_read(colleague(unit, email).email, case_id, clock.now())
        if read:
            unit.commit()
    return read
