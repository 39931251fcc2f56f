"""Which case this desk holds: it takes the one that is opened, lets go of the one that was left.

Choosing the next case and taking it are one step, so that two people get two cases.
"""

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from typing import NamedTuple

from hitl.domain.roles import Level, User
from hitl.errors import CountersignError
from hitl.narrowing import Narrowed, narrow
from hitl.ports.desk import Hold
from hitl.ports.reads import CaseFile, QueueFilter
from hitl.steps.desk.claims import (
    ask_to_take_over,
    claim,
    hand_over,
    keep,
    next_case,
    next_in,
    release,
    renew,
)
from hitl.steps.review.blind import next_blind
from hitl.steps.review.quality import next_quality
from hitl.ui import markup
from hitl.ui.desk import live
from hitl.ui.desk.state import Desk
from hitl.ui.theme import local
from hitl.ui.works import Works
from hitl.views import View, view_filters


class Holding(NamedTuple):
    """Who is at which desk."""

    works: Works
    desk: Desk
    me: User
    level: Level  # the highest that they reach


def settle(at: Holding, now: datetime) -> None:
    """Before the desk is read: choose the next case where none is chosen, and hold what is opened."""
    desk, me = at.desk, at.me
    if desk.case_id is None and _stays(at, now):
        desk.case_id = desk.held
    if desk.held and (desk.held != desk.case_id or desk.holder != me.email):
        let_go(at.works, desk)
    if desk.holder != me.email:
        if desk.holder:
            desk.close()  # somebody else's answer
        desk.holder = me.email
    if desk.case_id is None:
        desk.held = _back_to_mine(at, now)
        desk.case_id = desk.held or _besides(at)
        if desk.case_id is None:
            desk.case_id = desk.held = _next(at, now)
        desk.opened.pop(desk.case_id or "", None)


def open_it(at: Holding, file: CaseFile, now: datetime) -> Hold | None:
    """Hold the case on the screen where it waits for a decision of theirs; returns whoever else has it."""
    desk, hold = at.desk, file.at_desk.hold
    another = hold if hold is not None and hold.live(now) and hold.held_by != at.me.email else None
    if another is not None or desk.held == file.case.case_id:
        return another
    if not at.me.reaches(file.at_desk.level):
        return None
    try:
        taken = claim(file.case.case_id, at.me.email, store=at.works.store, clock=at.works.clock)
    except CountersignError:
        return None  # it waits for nobody
    if not taken.yours:
        return Hold(case_id=taken.case_id, held_by=taken.held_by, until=taken.until)
    desk.held = taken.case_id
    return None


def let_go(works: Works, desk: Desk) -> None:
    """The case is left: others may take it."""
    held, desk.held = desk.held, None
    if held is not None:
        _try(lambda: release(held, desk.holder, store=works.store, clock=works.clock))


def stay(at: Holding) -> None:
    """The sign of life while the tab is looked at."""
    held = at.desk.held
    if held is not None:
        _try(lambda: renew(held, at.me.email, store=at.works.store, clock=at.works.clock))


def ask(at: Holding) -> None:
    """Ask whoever holds the case on the screen; where nobody does any more, it is taken."""
    case_id = at.desk.case_id
    if case_id is not None:
        _said(
            at.desk,
            lambda: ask_to_take_over(case_id, at.me.email, store=at.works.store, clock=at.works.clock),
        )


def hand_on(at: Holding, to: str) -> None:
    """Give the case to whoever asks for it, and go on to the next."""
    held = at.desk.held
    if held is not None and _said(
        at.desk, lambda: hand_over(held, at.me.email, to, store=at.works.store, clock=at.works.clock)
    ):
        at.desk.held = None
        at.desk.go_on()


def keep_it(at: Holding) -> None:
    """Go on with the case although somebody asks for it."""
    held = at.desk.held
    if held is not None:
        _said(at.desk, lambda: keep(held, at.me.email, store=at.works.store, clock=at.works.clock))


def why_off(hold: Hold | None, names: dict[str, str]) -> str:
    """Why the decision buttons are off; empty where nobody else has the case."""
    return f"{names.get(hold.held_by, hold.held_by)} has this case open." if hold is not None else ""


def held_html(hold: Hold, names: dict[str, str], me: User) -> str:
    """Above the case: who has it, until when at the latest, and the way to it."""
    name = markup.esc(names.get(hold.held_by, hold.held_by), 60)
    until = f"{local(hold.until):%H:%M}"
    if hold.takeover_by == me.email:
        asks = "<span>You have asked for it.</span>"
    else:
        asks = live.button("ask_for", "Ask to take over", css="press")
    says = f"<b>{name} has this case</b>, until {until} unless they stay with it. You can read along."
    return markup.note(f"{says} {asks}", "w", "lock_person", role="status")


def asked_html(by: str, names: dict[str, str]) -> str:
    """Above the case, for its holder: who asks for it, and the two answers."""
    name = markup.esc(names.get(by, by), 60)
    yes, no = (
        live.button("hand_on", "Hand over", by, css="press"),
        live.button("keep", "Keep it", css="press"),
    )
    return markup.note(f"<b>{name} asks for this case.</b> {yes} {no}", "w", "waving_hand", role="status")


def _stays(at: Holding, now: datetime) -> bool:
    """Whether the case that was on the screen is one of the view that was opened instead."""
    desk = at.desk
    if desk.held is None or desk.held in desk.passed or desk.holder != at.me.email:
        return False
    what = _what(at, now)
    if what is None or (what.cases is not None and desk.held not in what.cases):
        return False
    with at.works.store.reads() as reads:
        return bool(reads.queue(what.model_copy(update={"cases": (desk.held,)}), None, 1))


def _back_to_mine(at: Holding, now: datetime) -> str | None:
    """After a reload: the case that this person had open; of several, the one taken last."""
    fresh, at.desk.fresh = at.desk.fresh, False
    what = _what(at, now) if fresh else None
    if what is None:
        return None
    mine = what.model_copy(update={"mine": at.me.email})
    with at.works.store.reads() as reads:
        rows = reads.queue(mine, None, 20)
        holds = [reads.hold(row.case_id) for row in rows if row.claimed_by == at.me.email]
    last = max((hold for hold in holds if hold is not None), key=lambda hold: hold.until, default=None)
    return last.case_id if last is not None else None


def _besides(at: Holding) -> str | None:
    """Now and then, among the cases that come by themselves, one that is decided already, or made up."""
    works, desk = at.works, at.desk
    if desk.view is not View.TO_DECIDE or desk.narrowed != Narrowed():
        return None
    skip = tuple(desk.passed)
    me, store, ruleset, clock = at.me.email, works.store, works.ruleset, works.clock
    return next_quality(
        me, store=store, ruleset=ruleset, clock=clock, stock=works.quality, skip=skip
    ) or next_blind(me, store=store, ruleset=ruleset, clock=clock, skip=skip)


def _next(at: Holding, now: datetime) -> str | None:
    """The first free one of the view; those that were passed over come again once there is no other."""
    desk = at.desk
    found = _taken(at, now, tuple(desk.passed))
    if found is None and desk.passed:
        desk.passed = desk.passed[-1:]
        found = _taken(at, now, tuple(desk.passed))
    return found


def _taken(at: Holding, now: datetime, skip: tuple[str, ...]) -> str | None:
    store, clock, desk = at.works.store, at.works.clock, at.desk
    if desk.view is View.TO_DECIDE and desk.narrowed == Narrowed():
        return next_case(at.me.email, store=store, clock=clock, skip=skip)
    what = _what(at, now)
    return next_in(what, at.me.email, store=store, clock=clock, skip=skip) if what else None


def _what(at: Holding, now: datetime) -> QueueFilter | None:
    """The open view as a filter; None for what was decided lately."""
    if at.desk.view is View.DECIDED:
        return None
    of_view = view_filters(level=at.level, now=now, me=at.me.email)[at.desk.view]
    with at.works.store.reads() as reads:
        return narrow(reads, of_view, at.desk.narrowed, now)


def _said(desk: Desk, act: Callable[[], object]) -> bool:
    try:
        act()
    except CountersignError as refusal:
        desk.trouble = str(refusal)
        return False
    desk.trouble = ""
    return True


def _try(act: Callable[[], object]) -> None:
    """A lease that cannot be kept or ended is no trouble for the page: it ends by itself."""
    with suppress(CountersignError):
        act()
