"""What was changed on purpose, and what drifted: the newest of it, from the ledger."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from pydantic import JsonValue

from hitl.domain.event import EventKind, LoggedEvent
from hitl.steps.measure_slice import Dimension
from hitl.steps.measure_turns import LOGGED, is_turn, turns
from hitl.ui import markup, words
from hitl.ui.metrics import drifted, naming

KINDS = {*LOGGED, EventKind.DRIFT_FOUND}
SHOWN = 10
NOTHING = "Nothing was changed yet."


def html(events: Sequence[LoggedEvent], now: datetime) -> str:
    """Newest first; only what was done on purpose has an actor worth naming."""
    head = markup.heading("What changed", "from the ledger", level=2)
    found = sorted(filter(_tells, events), key=lambda event: event.at)
    shown = found[::-1][:SHOWN]
    if not shown:
        return f"{head}<p class='mut'>{NOTHING}</p>"
    body = "".join(_row(event, now) for event in shown)
    return f'{head}<table class="f changes">{body}</table>'


def _tells(event: LoggedEvent) -> bool:
    return event.kind is EventKind.DRIFT_FOUND or is_turn(event)


def _row(event: LoggedEvent, now: datetime) -> str:
    return (
        f'<tr><th class="k" scope="row">{words.day(event.at, now)}</th>'
        f"<td>{markup.esc(_says(event), 300)}</td></tr>"
    )


def _says(event: LoggedEvent) -> str:
    if event.kind is EventKind.DRIFT_FOUND:
        return _drift(event.payload)
    said = naming.turn(turns([event], {})[0])
    why = event.payload.get("reason")
    reason = f", “{why}”" if why and event.kind is EventKind.MODE_CHANGED else ""
    return f"{said[:1].upper()}{said[1:]}, by {event.actor}{reason}"


def _drift(found: Mapping[str, JsonValue]) -> str:
    """The days on which a slice moved, or the weeks that were out of control."""
    slice_ = found.get("slice")
    if not isinstance(slice_, dict):
        return f"Drift, {_between(found, 'from', 'to')}"
    where = naming.slice_({Dimension(name): str(value) for name, value in slice_.items()})
    return f"Drift, {_between(found, 'first', 'last')}: more cases with {where}"


def _between(found: Mapping[str, JsonValue], first: str, last: str) -> str:
    return drifted.between(date.fromisoformat(str(found[first])), date.fromisoformat(str(found[last])))
