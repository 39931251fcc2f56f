"""Nobody there: what happens where a case is past its due time, or a live chat waits and the desk is empty.

The next level gets it, with a due time of its own; the customer is told in plain words; the company's own
systems are notified. Each happens once for each due time, in one transaction with its events. Nothing is
ever decided by it.
"""

from collections import Counter
from datetime import timedelta
from typing import NamedTuple

from hitl.domain.case import Case, Status
from hitl.domain.delivery import DeliveryKind
from hitl.domain.event import Event, EventKind
from hitl.domain.gate.ruleset import Ruleset
from hitl.domain.mode import Mode
from hitl.domain.notification import Concern, Notification
from hitl.domain.record import Moment
from hitl.domain.roles import Level
from hitl.ports.clock import Clock
from hitl.ports.post import Post
from hitl.ports.store import Store, Unit
from hitl.steps.halt import halted
from hitl.steps.words import WORKER, Words, tell

BATCH = 100
"""In one sweep, of overdue cases and of chats, so that neither keeps other work waiting."""

SHORTEST, LONGEST = timedelta(minutes=5), timedelta(hours=8)
"""The time that the next level gets is half of what the case had, within these bounds."""


class FallbackReport(NamedTuple):
    """What was acted upon."""

    overdue: int  # cases past their due time
    unattended: int  # chats that waited at an empty desk


class _Fallback(NamedTuple):
    """One case, and what is to be done about it."""

    case: Case
    why: Concern
    level: Level  # it had
    due_at: Moment  # it had
    to: Level
    until: Moment | None  # its new due time; None: the level stays, and with it the time
    at: Moment


def fall_back(*, store: Store, ruleset: Ruleset, post: Post, clock: Clock) -> FallbackReport:
    """Once over everything that waits too long; what was acted upon before is left alone."""
    now = clock.now()
    with store.reads() as reads:
        overdue = reads.to_fall_back(now, BATCH)
        chats = reads.chats_to_fall_back(BATCH)
        empty = bool(chats) and _is_empty(reads.last_seen_at_desk(), ruleset, now)
    done = Counter(
        why
        for why, found in ((Concern.CASE_OVERDUE, overdue), (Concern.CHAT_UNATTENDED, chats if empty else ()))
        for case_id in found
        if _fall_back(case_id, why, store=store, ruleset=ruleset, post=post, now=now, empty=empty)
    )
    return FallbackReport(overdue=done[Concern.CASE_OVERDUE], unattended=done[Concern.CHAT_UNATTENDED])


def _is_empty(last_seen: Moment | None, ruleset: Ruleset, now: Moment) -> bool:
    return last_seen is None or now - last_seen >= _quiet(ruleset)


def _quiet(ruleset: Ruleset) -> timedelta:
    return timedelta(minutes=ruleset.review.fallback.quiet_minutes)


def _fall_back(
    case_id: str, why: Concern, *, store: Store, ruleset: Ruleset, post: Post, now: Moment, empty: bool
) -> bool:
    with store.unit() as unit:
        fallback = _planned(unit.cases.get(case_id), why, ruleset, now, empty=empty)
        if fallback is None:
            return False
        # Holds the row until the commit, so that of two sweeps the second sees what the first did.
        first = why is Concern.CHAT_UNATTENDED
        if not unit.cases.fall_back(case_id, fallback.due_at, first=first):
            return False
        if fallback.until is not None:
            unit.cases.raise_level(case_id, fallback.to, fallback.until, now)
        _log(unit, fallback)
        _tell(unit, ruleset, post, fallback)
        unit.commit()
    return True


def _planned(case: Case, why: Concern, ruleset: Ruleset, now: Moment, *, empty: bool) -> _Fallback | None:
    """What is to be done, going by the case as it is in the transaction; None: nothing any more."""
    level, due_at, queued_at = case.level, case.due_at, case.queued_at
    if level is None or due_at is None or queued_at is None or case.status is not Status.IN_REVIEW:
        return None
    is_so = due_at < now if why is Concern.CASE_OVERDUE else now - queued_at >= _quiet(ruleset)
    if not is_so:
        return None
    raises = ruleset.review.fallback.raise_level and level is not Level.MANAGER
    to = level.next if raises else level
    # A chat at an empty desk gets what that level usually has: five minutes more would be a promise to break.
    usual = case.waiting and empty
    time = ruleset.time_to_decide(to) if usual else min(max((due_at - queued_at) / 2, SHORTEST), LONGEST)
    return _Fallback(case, why, level, due_at, to, now + time if raises else None, now)


def _log(unit: Unit, done: _Fallback) -> None:
    raised = done.until is not None
    payload = {
        "why": "overdue" if done.why is Concern.CASE_OVERDUE else "unattended",
        "from": done.level,
        "level": done.to,
        "was_due_at": done.due_at.isoformat(),
        "due_at": (done.until or done.due_at).isoformat(),
    }
    unit.log(
        Event(
            kind=EventKind.CASE_ESCALATED if raised else EventKind.CASE_OVERDUE,
            at=done.at,
            actor=WORKER,
            case_id=done.case.case_id,
            payload=dict(payload),
        )
    )


def _tell(unit: Unit, ruleset: Ruleset, post: Post, done: _Fallback) -> None:
    """Put the notice and the notification on their way; nothing leaves in shadow or while all is stopped."""
    drafted = unit.cases.drafted(done.case.case_id)
    if halted(unit) is not None or drafted is None or drafted.verdict.mode is Mode.SHADOW:
        return
    rules = ruleset.review.fallback
    words: Words = []
    if rules.tell_customer:
        words.append((DeliveryKind.NOTICE, notice(done.why, done.to, done.until)))
    if rules.notify and post.carries(DeliveryKind.WEBHOOK):
        words.append((DeliveryKind.WEBHOOK, _notification(done, ruleset).body))
    tell(unit, done.case.case_id, words, at=done.at)


_WHO = {Level.REVIEWER: "A colleague", Level.SENIOR: "A senior colleague", Level.MANAGER: "A manager"}


def notice(why: Concern, to: Level, until: Moment | None) -> str:
    """What the customer is told; a time only where there is a new one."""
    sorry = (
        "We are sorry that this takes longer than we said."
        if why is Concern.CASE_OVERDUE
        else "We are sorry, nobody is free to answer right now. You need not stay; the answer reaches you."
    )
    if until is None:
        return f"{sorry} {_WHO[to]} has your request."
    return f"{sorry} {_WHO[to]} has your request now and will answer by {until:%-d %B, %H:%M} UTC."


def _notification(done: _Fallback, ruleset: Ruleset) -> Notification:
    if done.why is Concern.CASE_OVERDUE:
        reason = f"Nobody decided it by {done.due_at:%-d %b, %H:%M} UTC."
    else:
        minutes = ruleset.review.fallback.quiet_minutes
        reason = f"A customer waits in a chat, and nobody has been at the desk for {minutes} minutes."
    to = f" It needs a {done.to} now." if done.until is not None else ""
    return Notification(
        concern=done.why,
        at=done.at,
        case_id=done.case.case_id,
        reason=f"{reason}{to}",
        due_at=done.until or done.due_at,
    )
