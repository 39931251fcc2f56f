"""Made-up years in which nothing happens: how often a drift is found all the same."""

from collections.abc import Iterator
from datetime import timedelta
from random import Random

from hitl.domain.case import Channel
from hitl.domain.decision import DecisionOutcome
from hitl.domain.gate.verdict import Route
from hitl.ports.reads import CaseRow, DecisionRow
from hitl.steps.measure_drift import drifts
from hitl.steps.measure_slice import Log
from tests.looks import days_of
from tests.steps.test_measure import NOON, case, decision

Row = tuple[CaseRow, DecisionRow]

UNSURE = 0.6
MATTERS = ("damaged", "defective", "wrong_item", "changed_mind", "never_arrived")
CHANNELS = tuple(Channel)


def a_day(chance: Random, day: int, cases: int, *, sent: float = 0.4) -> Iterator[Row]:
    """So many cases; which go to a person, what they are about and how sure the draft is chance decides."""
    at = NOON + timedelta(days=day)
    for number in range(cases):
        to_a_person = chance.random() < sent
        row = case(day * 1000 + number, at=at).model_copy(
            update={
                "route": Route.REVIEW if to_a_person else Route.AUTO,
                "confidence": chance.betavariate(8, 2),
                "matter": chance.choices(MATTERS, (40, 10, 20, 25, 5))[0],
                "category": chance.choice(("home", "kitchen", "clothing")),
                "channel": chance.choice(CHANNELS),
            }
        )
        changed = DecisionOutcome.EDITED if chance.random() < 0.08 else DecisionOutcome.APPROVED
        by = "rita@example.com" if to_a_person else "gate"
        yield row, decision(day * 1000 + number, by, decided_at=at, outcome=changed)


def log_of(rows: list[Row]) -> Log:
    """The rows as a log."""
    return Log(cases=tuple(row for row, _ in rows), decisions=tuple(made for _, made in rows))


def false_alarms(cases: int, seed: int) -> int:
    """Drifts that are found in a year of so many cases a day, in which there is none."""
    chance = Random(seed)
    year = [one for day in range(365) for one in a_day(chance, day, cases)]
    return len(drifts(days_of(log_of(year)), UNSURE))
