"""The line at the rail's foot, and the panel behind it: my day, who called me, being away."""

from datetime import datetime, timedelta

import streamlit as st

from hitl.domain.counted import counted
from hitl.domain.forecast import forecast
from hitl.domain.roles import User
from hitl.ports.desk import Day, Note
from hitl.ports.reads import Reads, Review
from hitl.steps.measure import Rate
from hitl.steps.measure_reading import NEWEST, Signal, reading
from hitl.ui import markup, shell, words
from hitl.ui.desk import away, live
from hitl.ui.desk.holding import Holding
from hitl.ui.desk.queue_row import clock_time, first_name, lines
from hitl.ui.desk.state import Pace, Side
from hitl.ui.theme import local

STALE = timedelta(minutes=1)
LOOKS_BACK = timedelta(days=7)
"""Before the first decision of a day the pace is that of the last day on which people decided, of so many."""
CALLS = 20


def pace(reads: Reads, at: Holding, *, looking: bool = False) -> Pace:
    """What the line says, read anew where it is old; a run that is waited for takes what was read last."""
    now, last, done = at.works.clock.now(), at.desk.pace, at.desk.done
    if last is None or last.of != at.me.email or (looking and _is_old(last, now, done.at if done else None)):
        last = at.desk.pace = _read(reads, at, now)
    return last


def _is_old(pace: Pace, now: datetime, decided_at: datetime | None) -> bool:
    return now - pace.at > STALE or (decided_at is not None and decided_at > pace.at)


def _read(reads: Reads, at: Holding, now: datetime) -> Pace:
    last = reads.last_decided()
    since = _midnight(last if last is not None and now - LOOKS_BACK < last < now else now)
    return Pace(
        day=reads.day_of(at.me.email, _midnight(now)),
        flow=reads.flow(since, since + timedelta(days=1)),
        since=since,
        calls=reads.unread_mentions(at.me.email),
        at=now,
        of=at.me.email,
        hurried=hurried(reads.reviews_of(at.me.email, NEWEST, demo=shell.house(at.works).simulated)),
    )


def _midnight(at: datetime) -> datetime:
    """When that day began on this browser's clock."""
    return local(at).replace(hour=0, minute=0, second=0, microsecond=0)


def hurried(own: tuple[Review, ...]) -> Rate | None:
    """Of a person's approvals those faster than the words can be read; None where that is not often so."""
    found = reading({"": own})
    return found[0].quick if found and found[0].too_quick is Signal.LOOK else None


def foot_html(pace: Pace, now: datetime) -> str:
    """Two quiet lines that are one button, and who called."""
    called = f'<span class="chip a">{markup.icon("alternate_email")}{pace.calls}</span>' if pace.calls else ""
    notes = f", {counted(pace.calls, 'unread note')}" if pace.calls else ""
    day, queue = day_says(pace.day), queue_says(pace, now)
    hurry, says = (markup.icon("speed"), ", a word on your pace") if pace.hurried else ("", "")
    inner = lines(f"<span>{day}</span>{hurry}", f"<span>{queue}</span>{called}")
    return live.button("side", inner, Side.ME, css="row foot", name=f"My day: {day}; {queue}{notes}{says}")


def hurried_html(often: Rate | None) -> str:
    """A word that nobody else sees here; nothing where there is no reason for one."""
    if often is None:
        return ""
    says = (
        f"<b>{often.part} of your last {often.whole} approvals</b> took less time than reading them does. "
        "It may be an easy queue; a look at the evidence is worth a few seconds."
    )
    return markup.note(says, symbol="speed", role="status")


def day_says(day: Day) -> str:
    """As in "34 today, 41 s median, 12% changed": one line of the rail."""
    if not day.decided:
        return "Nothing decided yet today"
    parts = [f"{day.decided} today"]
    if day.median_seconds is not None:
        parts.append(f"{words.span(timedelta(seconds=day.median_seconds))} median")
    parts.append(f"{day.changed_share or 0:.0%} changed")
    return ", ".join(parts)


def queue_says(pace: Pace, now: datetime) -> str:
    """When the queue is empty at today's pace, or that of the last day on which people decided."""
    flow = pace.flow
    found = forecast(
        open_cases=flow.open, arrived=flow.arrived, decided=flow.decided, worked=flow.worked, now=pace.at
    )
    if found.kind == "cleared_by" and found.by is not None:
        return f"Cleared by {clock_time(found.by, now)} at {_whose(pace.since, now)} pace"
    return {
        "clear": "The queue is empty",
        "not_at_this_pace": f"Not cleared at {_whose(pace.since, now)} pace",
        "unknown": f"{flow.open} open, no pace yet",
    }[found.kind]


def _whose(since: datetime, now: datetime) -> str:
    days = (local(now).date() - local(since).date()).days
    return "today's" if days <= 0 else "yesterday's" if days == 1 else f"{local(since):%A}'s"


def day_html(pace: Pace, now: datetime) -> str:
    """What one did today, when the queue is empty, and what that forecast is made of."""
    flow, made = pace.flow, ""
    if flow.decided and flow.open:
        made = (
            f'<p class="mut small">In {words.span(flow.worked)} of work people decided '
            f"{counted(flow.decided, 'case')} and {flow.arrived} came in. "
            f"{flow.open} wait, those of other levels included.</p>"
        )
    return f'<p style="margin-top:8px"><b>{day_says(pace.day)}.</b> {queue_says(pace, now)}.</p>{made}'


def show(key: str, at: Holding, everyone: tuple[User, ...]) -> None:
    """The panel: a word on one's pace, notes that call one, each of which opens its case, and being away."""
    with at.works.store.reads() as reads:
        called = reads.mentions(at.me.email, CALLS)
    names = {user.email: user.name for user in everyone if user.name}
    pace = at.desk.pace
    now = at.works.clock.now()
    of_pace = hurried_html(pace.hurried) + day_html(pace, now) if pace else ""
    st.html(of_pace + calls_html(called, names, now))
    away.show(key, at, everyone)


def calls_html(called: tuple[Note, ...], names: dict[str, str], now: datetime) -> str:
    """Newest first; a press opens the case and its notes."""
    if not called:
        return '<p class="mut">Nobody has called you in a note.</p>'
    rows = "".join(_call(note, names, now) for note in called)
    return f'<div class="calls">{rows}</div>'


def _call(note: Note, names: dict[str, str], now: datetime) -> str:
    who = f"{first_name(note.by, names)} in {note.case_id}"
    inner = lines(
        f'<span class="who">{markup.esc(who, 60)}</span>'
        f'<span class="due">{words.moment(local(note.at), local(now))}</span>',
        f'<span class="why">{markup.esc(note.text, 120)}</span>',
    )
    return live.button("called", inner, note.case_id, css="row case")
