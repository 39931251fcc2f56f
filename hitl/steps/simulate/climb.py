"""How far the demo company lets its agent go: from looking on to all that the gate clears, in three weeks.

For as long as that takes, and a few days, its rules are more cautious than those that are delivered.
"""

import re
from datetime import UTC, datetime, timedelta
from functools import partial

from hitl.domain.event import Event, EventKind
from hitl.domain.gate.ruleset import parse_ruleset
from hitl.domain.mode import Mode, Percent
from hitl.domain.record import Record
from hitl.domain.roles import Role, User
from hitl.errors import InvalidFile
from hitl.steps.roll_out import change_mode
from hitl.steps.simulate.reviewers import MANAGER
from hitl.steps.simulate.shop import Shop
from hitl.steps.simulate.timeline import Timeline


class Rung(Record):
    """A change of mode."""

    day: int  # after the first Thursday that is four days or more after the company began
    mode: Mode
    canary: Percent | None = None  # of limited autonomy
    by: Role  # more autonomy without evidence that could be weighed is an administrator's word
    reason: str


CLIMB = (
    Rung(
        day=-14,  # from the beginning
        mode=Mode.SHADOW,
        by=Role.MANAGER,
        reason="We look at what it drafts before anything of it goes out.",
    ),
    Rung(
        day=0,
        mode=Mode.COPILOT,
        by=Role.MANAGER,
        reason="Its drafts stood beside our decisions for days; people send them now, having read each.",
    ),
    Rung(
        day=4,
        mode=Mode.LIMITED_AUTONOMY,
        canary=10,
        by=Role.ADMINISTRATOR,
        reason="The small clear refunds are approved as they are drafted; one case in ten may go alone.",
    ),
    Rung(
        day=6,
        mode=Mode.LIMITED_AUTONOMY,
        canary=50,
        by=Role.ADMINISTRATOR,
        reason="Nothing that went alone had to be put right; every second case now.",
    ),
    Rung(
        day=14,
        mode=Mode.LIMITED_AUTONOMY,
        canary=100,
        by=Role.ADMINISTRATOR,
        reason="Still nothing to put right, and customers are paid in seconds: all that the rules clear.",
    ),
)


_AT_FIRST = {"version": "1", "sample_percent": "80", "countries": '["FR"]'}
"""What the company's first rules said otherwise: four in five of the cases that might have gone alone
were looked at all the same, and one country waited until somebody had read up on its law."""

_NEW_RULES = 20
"""Days after that Thursday on which the delivered rules take their place; a Wednesday."""

_THURSDAY = 3


def _morning(day: datetime) -> datetime:
    return datetime.combine(day, MANAGER.opens, UTC)


def _first_rules(delivered: str) -> str:
    """The rules as delivered, but for a few lines."""
    text = delivered
    for key, value in _AT_FIRST.items():
        text, found = re.subn(rf"^{key} = [^#\n]*", f"{key} = {value}  ", text, flags=re.MULTILINE)
        if found != 1:
            raise InvalidFile(f"data/rules.toml: {key} stands there {found} times, not once")
    return text


class Climb:
    """Plans the steps of a company that began at `began`."""

    def __init__(self, shop: Shop, began: datetime) -> None:
        self._shop = shop
        thursday = began + timedelta(days=4 + (_THURSDAY - began.weekday() - 4) % 7)
        self._coming = [(_morning(thursday + timedelta(days=rung.day)), rung) for rung in CLIMB]
        self._new_rules = _morning(thursday + timedelta(days=_NEW_RULES))
        self._adopted = 0

    def plan(self, timeline: Timeline) -> None:
        """What is in force now is put in force at once, what is to come when it is time."""
        now, delivered = self._shop.clock.now(), self._shop.rules
        self._adopt(delivered if self._new_rules <= now else _first_rules(delivered))
        if self._new_rules > now:
            timeline.plan(self._new_rules, partial(self._adopt, delivered))
        in_force = [rung for at, rung in self._coming if at <= now]
        self._take(in_force[-1])
        for at, rung in self._coming[len(in_force) :]:
            timeline.plan(at, partial(self._take, rung))

    def _take(self, rung: Rung) -> None:
        change_mode(
            rung.mode,
            canary=rung.canary,
            reason=rung.reason,
            by=self._somebody(rung.by),
            without_evidence=rung.by is Role.ADMINISTRATOR,
            store=self._shop.store,
            clock=self._shop.clock,
        )

    def _adopt(self, text: str) -> None:
        """Put rules in force, with the event of a company whose first rules they are, or its second ones."""
        self._adopted += 1
        ruleset, at = parse_ruleset(text), self._shop.clock.now()
        with self._shop.store.unit() as unit:
            unit.controls.adopt_ruleset(ruleset.version, text, at)
            payload = {"version": ruleset.version, "number": self._adopted}
            unit.log(Event(kind=EventKind.RULESET_ADOPTED, at=at, actor="system", payload=payload))
            unit.commit()
        self._shop.agent.ruleset = ruleset

    def _somebody(self, role: Role) -> User:
        """The owner is the only administrator of the demo company."""
        with self._shop.store.unit() as unit:
            found = next((user for user in unit.controls.users() if user.role is role), None)
        if found is None:
            raise InvalidFile(f"the demo company has no {role}")
        return found
