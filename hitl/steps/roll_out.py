"""Step 10, roll out: how far the agent may go by itself, and the kill switch for everything that executes."""

from hitl.domain.event import Event, EventKind
from hitl.domain.mode import Mode, ModeState
from hitl.domain.record import Moment
from hitl.domain.roles import Role, User
from hitl.errors import InvalidInput, NotAllowed, Refused
from hitl.ports.clock import Clock
from hitl.ports.store import Store, Unit


def change_mode(
    mode: Mode,
    *,
    canary: int | None,
    reason: str,
    by: User,
    without_evidence: bool,
    store: Store,
    clock: Clock,
) -> ModeState:
    """Put another mode in force; the one that is in force already changes nothing.

    Less autonomy is a manager's word. More of it is earned by evidence, and until that can be
    weighed it is an administrator's, who says that there is none. Raises InvalidInput, NotAllowed and
    Refused.
    """
    _check_arguments(mode, canary, reason)
    with store.unit() as unit:
        before = unit.controls.mode()
        after = ModeState(
            mode=mode, canary=_share(canary), since=clock.now(), by=by.email, reason=reason.strip()
        )
        if (after.mode, after.canary) == (before.mode, before.canary):
            return before
        _check_rights(before, after, by, without_evidence=without_evidence)
        evidence: dict[str, object] = {"without_evidence": True} if without_evidence else {}
        unit.controls.set_mode(after, evidence)
        _log_mode(unit, before, after, without_evidence=without_evidence)
        unit.commit()
    return after


def stop(*, reason: str, by: User, store: Store, clock: Clock) -> None:
    """Let nothing be executed from now on; every reviewer may. Raises InvalidInput and NotAllowed."""
    insist(by, Role.REVIEWER, "stop execution")
    _switch(given(reason), by=by, kind=EventKind.EXECUTION_STOPPED, store=store, at=clock.now())


def resume(*, reason: str, by: User, store: Store, clock: Clock) -> None:
    """Let execution go on, a manager's word. Raises InvalidInput and NotAllowed."""
    insist(by, Role.MANAGER, "resume execution")
    _switch(None, by=by, kind=EventKind.EXECUTION_RESUMED, store=store, at=clock.now(), note=given(reason))


def _switch(
    stopped: str | None, *, by: User, kind: EventKind, store: Store, at: Moment, note: str = ""
) -> None:
    with store.unit() as unit:
        if (unit.controls.stopped() is None) == (stopped is None):
            return
        unit.controls.set_stopped(stopped, by.email, at)
        unit.log(Event(kind=kind, at=at, actor=by.email, payload={"reason": stopped or note}))
        unit.commit()


def _share(canary: int | None) -> int:
    return 100 if canary is None else canary


def _check_arguments(mode: Mode, canary: int | None, reason: str) -> None:
    given(reason)
    if canary is not None and mode is not Mode.LIMITED_AUTONOMY:
        raise InvalidInput("a canary share goes together with limited_autonomy only")
    if canary is not None and not 0 <= canary <= 100:
        raise InvalidInput(f"a canary share of {canary} is not between 0 and 100 percent")


def given(reason: str) -> str:
    """The reason without blanks around it. Raises InvalidInput where there is none."""
    if not reason.strip():
        raise InvalidInput("say why: a reason is kept with every change of this kind")
    return reason.strip()


def _check_rights(before: ModeState, after: ModeState, by: User, *, without_evidence: bool) -> None:
    insist(by, Role.MANAGER, "change the mode")
    if not _more_autonomy(before, after):
        return
    if not without_evidence:
        raise Refused(
            "Weighing the evidence for limited autonomy is not part of this version; "
            "an administrator may grant it with --without-evidence, and the log will say so."
        )
    insist(by, Role.ADMINISTRATOR, "grant autonomy without evidence")


def _more_autonomy(before: ModeState, after: ModeState) -> bool:
    """Whether the agent may do more alone than before: what copilot lets through alone is nothing."""
    alone = before.canary if before.mode is Mode.LIMITED_AUTONOMY else 0
    return after.mode is Mode.LIMITED_AUTONOMY and after.canary > alone


def insist(by: User, role: Role, what: str) -> None:
    """Raises NotAllowed unless somebody has at least that role."""
    if by.disabled:
        raise NotAllowed(f"{by.email} is disabled.")
    if by.role.rank < role.rank:
        raise NotAllowed(f"{by.email} is {by.role}; to {what} takes at least the role {role}.")


def _log_mode(unit: Unit, before: ModeState, after: ModeState, *, without_evidence: bool) -> None:
    unit.log(
        Event(
            kind=EventKind.MODE_CHANGED,
            at=after.since,
            actor=after.by,
            payload={
                "from": {"mode": before.mode, "canary": before.canary},
                "to": {"mode": after.mode, "canary": after.canary},
                "reason": after.reason,
                "without_evidence": without_evidence,
            },
        )
    )
