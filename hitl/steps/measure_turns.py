"""Step 8, measure: what was changed on purpose, and when: marks on the time axis of every figure.

Rules, mode, policy and the kill switch are in the ledger; drafter, model and prompt are those of the first
decision made on another one than that before.
"""

from collections.abc import Iterable
from enum import StrEnum

from hitl.domain.event import EventKind, LoggedEvent
from hitl.domain.record import Moment, Record
from hitl.ports.reads import DecisionRow


class Kind(StrEnum):
    """What was changed."""

    RULES = "rules"
    MODE = "mode"
    POLICY = "policy"
    STOPPED = "stopped"  # nothing was executed from then on
    RESUMED = "resumed"
    DRAFTER = "drafter"
    MODEL = "model"
    PROMPT = "prompt"


class Turn(Record):
    """One change."""

    at: Moment
    kind: Kind
    to: str  # version, mode or name; why, where execution was stopped or resumed


LOGGED = {
    EventKind.RULESET_ADOPTED: Kind.RULES,
    EventKind.MODE_CHANGED: Kind.MODE,
    EventKind.POLICY_ACTIVATED: Kind.POLICY,
    EventKind.EXECUTION_STOPPED: Kind.STOPPED,
    EventKind.EXECUTION_RESUMED: Kind.RESUMED,
}
_SAID_IN = {
    Kind.RULES: "version",
    Kind.MODE: "to",
    Kind.POLICY: "version",
    Kind.STOPPED: "reason",
    Kind.RESUMED: "reason",
}
_OF_DECISIONS = (Kind.DRAFTER, Kind.MODEL, Kind.PROMPT)


def turns(events: Iterable[LoggedEvent], decisions: Iterable[DecisionRow]) -> tuple[Turn, ...]:
    """All changes in order of time; what was in force at the first decision is no change."""
    found = [
        Turn(at=event.at, kind=LOGGED[event.kind], to=_to(event)) for event in events if event.kind in LOGGED
    ]
    before: dict[Kind, str] = {}
    for row in decisions:
        for kind in _OF_DECISIONS:
            now: str = getattr(row, kind)
            if now and before.setdefault(kind, now) != now:
                found.append(Turn(at=row.decided_at, kind=kind, to=now))
                before[kind] = now
    return tuple(sorted(found, key=lambda turn: turn.at))


def _to(event: LoggedEvent) -> str:
    said = event.payload.get(_SAID_IN[LOGGED[event.kind]])
    if isinstance(said, dict):
        said = said.get("mode")
    return "" if said is None else str(said)
