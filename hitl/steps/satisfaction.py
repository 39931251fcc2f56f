"""After the end: how satisfied the customer is with how the request was handled."""

from hitl.domain.case import ENDED
from hitl.domain.event import Event, EventKind
from hitl.errors import InvalidInput, Refused
from hitl.ports.clock import Clock
from hitl.ports.store import Store

SCORES = range(1, 6)
"""The usual five-point scale of customer satisfaction: 1 very unsatisfied, 5 very satisfied."""


def rate(case_id: str, score: int, *, store: Store, clock: Clock) -> None:
    """Keep the customer's answer with its event; whoever answers again means the newer answer.

    Raises InvalidInput for a score off the scale, NotFound, and Refused while the case is open.
    """
    if score not in SCORES:
        raise InvalidInput(f"A satisfaction score goes from {SCORES[0]} to {SCORES[-1]}, not {score}.")
    with store.unit() as unit:
        case = unit.cases.get(case_id)
        if case.status not in ENDED:
            raise Refused(f"{case_id} is not finished; its customer is asked afterwards.")
        before = unit.ratings.of_case(case_id)
        if score == before:
            return
        at = clock.now()
        unit.ratings.save(case_id, score, at)
        unit.log(
            Event(
                kind=EventKind.CASE_RATED,
                at=at,
                actor="customer",
                case_id=case_id,
                payload={"score": score, "before": before},
            )
        )
        unit.commit()
