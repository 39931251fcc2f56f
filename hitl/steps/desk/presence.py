"""Who looks at a case right now. It is scratch: lost, it comes back within seconds, and leaves no event."""

from datetime import timedelta

from hitl.ports.clock import Clock
from hitl.ports.desk import Presence
from hitl.ports.store import Store
from hitl.steps.desk.people import colleague

SEEN_FOR = timedelta(seconds=30)
"""After this long without a sign somebody is taken to have left; pages give one every ten seconds."""


def here(case_id: str, by: str, doing: str, *, store: Store, clock: Clock) -> None:
    """Say that somebody looks at a case, and what they do ("writing the reply"). Raises NotAllowed."""
    with store.unit() as unit:
        unit.desk.here(case_id, colleague(unit, by).email, doing[:60], clock.now())
        unit.commit()


def gone(case_id: str, by: str, *, store: Store) -> None:
    """Say that somebody has left the case. Raises NotAllowed."""
    with store.unit() as unit:
        unit.desk.gone(case_id, colleague(unit, by).email)
        unit.commit()


def who_is_here(case_id: str, *, store: Store, clock: Clock) -> tuple[Presence, ...]:
    """Everybody who gave a sign within the last 30 seconds, by e-mail."""
    with store.reads() as reads:
        return reads.who_is_here(case_id, clock.now() - SEEN_FOR)
