"""Step 8, measure: what was changed on purpose, and when: marks on the time axis of every figure.

Rules, mode, policy and the kill switch are in the ledger; drafter, model and prompt are those on which most
of a day's cases were decided, from the day on which they are others than before. Most of a day's, so that an
outage of a model or a trial of a prompt on some of the cases makes no mark each time it comes and goes.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime, time
from enum import StrEnum

from hitl.domain.event import EventKind, LoggedEvent
from hitl.domain.mode import Mode
from hitl.domain.record import Moment, Record
from hitl.steps.measure_share import value_of
from hitl.steps.measure_slice import NONE, Dimension


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

    at: Moment  # of a drafter, model or prompt the beginning of the day, UTC
    kind: Kind
    to: str  # version, mode or name; why, where execution was stopped or resumed
    percent: int | None = None  # of the cases that may go alone, where a mode lets some


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
_OF_CASES = {
    Dimension.DRAFTER: Kind.DRAFTER,
    Dimension.MODEL: Kind.MODEL,
    Dimension.PROMPT: Kind.PROMPT,
}


TOLD_BY_CASES = tuple(f"{dimension}=" for dimension in _OF_CASES)
"""What the names begin with that `turns` looks at among those of a day."""


def turns(events: Iterable[LoggedEvent], days: Mapping[date, Mapping[str, int]]) -> tuple[Turn, ...]:
    """All changes in order of time; what was in force on the first day is no change.

    `days` says how many of the cases that came on a day have which value, as `Lookout.catalogue` has it.
    """
    found = [_logged(event) for event in events if is_turn(event)]
    return tuple(sorted((*found, *_of_days(days)), key=lambda turn: turn.at))


def is_turn(event: LoggedEvent) -> bool:
    """Whether the entry tells of a change; the rules that a company begins with are none."""
    first = event.kind is EventKind.RULESET_ADOPTED and event.payload.get("number") == 1
    return event.kind in LOGGED and not first


SETTING = frozenset({EventKind.RULESET_ADOPTED, EventKind.MODE_CHANGED, EventKind.POLICY_ACTIVATED})
"""What sets by itself how much people get to read; another model or prompt does not."""


def settings_of(events: Iterable[LoggedEvent]) -> tuple[date, ...]:
    """The days, UTC, on which it was set anew how much goes to people."""
    found = (event for event in events if event.kind in SETTING and is_turn(event))
    return tuple(event.at.astimezone(UTC).date() for event in found)


def _of_days(days: Mapping[date, Mapping[str, int]]) -> Iterator[Turn]:
    before: dict[Kind, str] = {}
    for day in sorted(days):
        sizes: dict[Kind, dict[str, int]] = {kind: {} for kind in _OF_CASES.values()}
        for name, size in days[day].items():
            dimension, wanted = value_of(name)
            if dimension in _OF_CASES and wanted != NONE:
                sizes[_OF_CASES[dimension]][wanted] = size
        for kind, own in sizes.items():
            now = _most(own, before.get(kind, ""))
            if now and before.setdefault(kind, now) != now:
                yield Turn(at=datetime.combine(day, time(), UTC), kind=kind, to=now)
                before[kind] = now


def _most(sizes: Mapping[str, int], before: str) -> str:
    """The value of most; among equals the one before, else the first by name; "" of nothing."""
    best = max(sizes.values(), default=0)
    among = sorted(name for name, size in sizes.items() if size == best and size > 0)
    return before if before in among else next(iter(among), "")


def _logged(event: LoggedEvent) -> Turn:
    kind = LOGGED[event.kind]
    said, percent = event.payload.get(_SAID_IN[kind]), None
    if isinstance(said, dict):
        canary = said.get("canary")
        alone = said.get("mode") == Mode.LIMITED_AUTONOMY and isinstance(canary, int)
        said, percent = said.get("mode"), canary if alone else None
    return Turn(at=event.at, kind=kind, to="" if said is None else str(said), percent=percent)
