"""Views that people keep for themselves, and replies that all of them share."""

from pydantic import ValidationError

from hitl.domain.event import EventKind
from hitl.domain.record import Moment
from hitl.domain.saved_reply import SavedReply
from hitl.errors import InvalidInput, NotFound
from hitl.ports.clock import Clock
from hitl.ports.desk import SavedView
from hitl.ports.store import Store, Unit
from hitl.steps.desk.people import colleague, log

LONGEST_NAME, LONGEST_QUERY = 60, 1000


def save_view(email: str, name: str, query: str, *, store: Store, clock: Clock) -> SavedView:
    """Keep a view (the query of its address) under a name; the same name replaces the view before.

    Raises NotAllowed, InvalidInput for a name or query that is empty or too long.
    """
    view = SavedView(name=" ".join(name.split()), query=query.strip().lstrip("?"))
    if not 0 < len(view.name) <= LONGEST_NAME:
        raise InvalidInput(f"Give the view a name of at most {LONGEST_NAME} characters.")
    if not 0 < len(view.query) <= LONGEST_QUERY:
        raise InvalidInput("This view cannot be saved: it filters nothing, or too much.")
    with store.unit() as unit:
        at, person = clock.now(), colleague(unit, email).email
        unit.desk.save_view(person, view, at)
        log(unit, EventKind.VIEW_SAVED, by=person, at=at, private={"name": view.name, "query": view.query})
        unit.commit()
    return view


def remove_view(email: str, name: str, *, store: Store, clock: Clock) -> None:
    """Forget a view. Raises NotAllowed, NotFound."""
    with store.unit() as unit:
        person = colleague(unit, email).email
        if not unit.desk.remove_view(person, name):
            raise NotFound(f"You have no view called {name}.")
        log(unit, EventKind.VIEW_SAVED, by=person, at=clock.now(), removed=True, private={"name": name})
        unit.commit()


def add_reply(title: str, text: str, by: str, *, store: Store, clock: Clock) -> SavedReply:
    """A new reply for everybody. Raises NotAllowed, InvalidInput."""
    with store.unit() as unit:
        at, person = clock.now(), colleague(unit, by).email
        wanted = _checked(0, title, text, person, at)
        reply = unit.desk.add_reply(wanted.title, wanted.text, person, at)
        _log(unit, reply.reply_id, "added", reply.title, by=person, at=at)
        unit.commit()
    return reply


def change_reply(reply_id: int, title: str, text: str, by: str, *, store: Store, clock: Clock) -> SavedReply:
    """Another title or text for a saved reply. Raises NotAllowed, NotFound, InvalidInput."""
    with store.unit() as unit:
        at, person = clock.now(), colleague(unit, by).email
        reply = _checked(reply_id, title, text, person, at)
        if not unit.desk.change_reply(reply):
            raise NotFound("This saved reply is gone.")
        _log(unit, reply_id, "changed", reply.title, by=person, at=at)
        unit.commit()
    return reply


def remove_reply(reply_id: int, by: str, *, store: Store, clock: Clock) -> None:
    """Forget a saved reply. Raises NotAllowed, NotFound."""
    with store.unit() as unit:
        at, person = clock.now(), colleague(unit, by).email
        if not unit.desk.remove_reply(reply_id):
            raise NotFound("This saved reply is gone.")
        _log(unit, reply_id, "removed", "", by=person, at=at)
        unit.commit()


def _checked(reply_id: int, title: str, text: str, by: str, at: Moment) -> SavedReply:
    try:
        return SavedReply(reply_id=reply_id, title=" ".join(title.split()), text=text.strip(), by=by, at=at)
    except ValidationError as error:
        raise InvalidInput("A saved reply needs a title of at most 80 characters, and a text.") from error


def _log(unit: Unit, reply_id: int, what: str, title: str, *, by: str, at: Moment) -> None:
    log(unit, EventKind.SAVED_REPLY_CHANGED, by=by, at=at, reply_id=reply_id, what=what, title=title)
