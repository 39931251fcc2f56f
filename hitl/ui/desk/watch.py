"""Keeps the desk true while nobody presses a key, and says who else looks at the case.

New cases, others' decisions and a case that was handed over show by themselves. A form that is open is not
disturbed, but its case stays held, and whoever asks for it is heard.
"""

from datetime import datetime, timedelta

import streamlit as st

from hitl import views
from hitl.errors import CountersignError
from hitl.ports.reads import Reads
from hitl.steps.desk.claims import LEASE
from hitl.steps.desk.presence import SEEN_FOR, here
from hitl.ui import markup
from hitl.ui.desk import ahead, live, people
from hitl.ui.desk.holding import Holding, asked_html, held_html, stay
from hitl.ui.desk.state import Around, Look, Seen

EVERY = timedelta(seconds=5)
"""Often enough for a waiting chat, which is due in minutes; each look costs some milliseconds."""
RENEW_BEFORE = LEASE * 0.75
PRESENT_EVERY = timedelta(seconds=10)
A_MOMENT = timedelta(seconds=3)
"""Presses come in rows (fold, open, tick, type): reading everything each time was a third of their cost."""


def look(at: Holding) -> Look:
    """Everything on the screen, as it was read a moment ago where this process has written nothing since.

    What other processes write in that moment shows with the next look, which comes by itself.
    """
    now, last = at.works.clock.now(), at.desk.last_look
    if last is not None and last.of == _of(at) and timedelta() <= now - last.at < A_MOMENT:
        return last
    return _read(at, now)


def _read(at: Holding, now: datetime, *, looking: bool = False) -> Look:
    written = at.works.store.written
    with at.works.store.reads() as reads:
        queue = ahead.queue(reads, at)
        page = ahead.again(reads, at) if looking else ahead.page(reads, at, queue)
        there = around(reads, at)
        found = seen(reads, queue, at, there, page, looking=looking)
        if looking and live.looked_at():
            ahead.prepare(reads, at, queue)
    at.desk.last_look = Look(queue, page, there, found, _of(at, written), now)
    return at.desk.last_look


def _of(at: Holding, written: int | None = None) -> tuple[object, ...]:
    desk = at.desk
    written = at.works.store.written if written is None else written
    return (at.me, at.level, desk.case_id, desk.view, desk.narrowed, tuple(desk.places), written)


def seen(
    reads: Reads,
    queue: views.Desk,
    at: Holding,
    around: Around,
    page: views.CasePage | None,
    *,
    looking: bool = False,
) -> Seen:
    """Of the queue as it was read."""
    hold = around.hold
    status = page.file.case.status if page is not None else None
    rows = tuple((row.case_id, row.claimed_by, row.assigned_to) for row in queue.rows)
    holder = hold.held_by if hold is not None and hold.held_by != at.me.email else None
    pace = people.pace(reads, at, looking=looking)
    return Seen(tuple(queue.counts.values()), rows, status, holder, pace)


def around(reads: Reads, at: Holding) -> Around:
    """Who has the case on the screen, and who looks at it."""
    case_id, now = at.desk.case_id, at.works.clock.now()
    if case_id is None:
        return Around(None, ())
    hold = reads.hold(case_id)
    there = reads.who_is_here(case_id, now - SEEN_FOR)
    others = tuple(one.email for one in there if one.email != at.me.email)
    return Around(hold if hold is not None and hold.live(now) else None, others)


def show(at: Holding, names: dict[str, str], drawn: Seen, first: Around) -> None:
    """What stands above the case; looked at again now and then."""
    st.fragment(_look, run_every=EVERY)(at, names, drawn, [first])


def _look(at: Holding, names: dict[str, str], drawn: Seen, fresh: list[Around]) -> None:
    if fresh:  # the run that drew the page: everything was read a moment ago
        st.html(_html(at, names, fresh.pop()))
        return
    desk = at.desk
    found = _read(at, at.works.clock.now(), looking=True)
    if found.seen != drawn and desk.panel is None and desk.side is None:
        st.rerun()
    if live.looked_at():
        _sign_of_life(at, found.around)
    st.html(_html(at, names, found.around))


def _sign_of_life(at: Holding, found: Around) -> None:
    now = at.works.clock.now()
    mine = found.hold is not None and found.hold.held_by == at.me.email
    if at.desk.held is not None and (not mine or found.hold.until - now < RENEW_BEFORE):  # type: ignore[union-attr]
        stay(at)
    case_id = at.desk.case_id
    told, again_at = at.desk.present
    if case_id is not None and (case_id != told or now >= again_at):
        at.desk.present = (case_id, now + PRESENT_EVERY)
        doing = "writing" if at.desk.panel is not None else "reading"
        try:
            here(case_id, at.me.email, doing, store=at.works.store, clock=at.works.clock)
        except CountersignError:
            return


def _html(at: Holding, names: dict[str, str], found: Around) -> str:
    hold, parts = found.hold, []
    if at.desk.trouble and at.desk.side is None:
        parts.append(markup.note(markup.esc(at.desk.trouble), "r", "block", role="alert"))
    if hold is not None and hold.held_by != at.me.email:
        parts.append(held_html(hold, names, at.me))
    elif hold is not None and hold.takeover_by:
        parts.append(asked_html(hold.takeover_by, names))
    holder = hold.held_by if hold is not None else None
    also = [names.get(email, email) for email in found.others if email != holder]
    if also:
        looks = "looks" if len(also) == 1 else "look"
        said = markup.esc(", ".join(also), 120)
        parts.append(f'<div class="alsohere">{markup.icon("visibility")} {said} also {looks} at this</div>')
    clock = f'<i data-now="{at.works.clock.now().timestamp():.0f}" hidden></i>'
    return f'<div class="around">{"".join(parts)}{clock}</div>'
