"""What the foot of the rail says of one's own day: a gentle word where approvals outrun the reading."""

from datetime import UTC, datetime, timedelta

import pytest

from hitl.ports.desk import Day, Flow
from hitl.ports.reads import Review
from hitl.ui.desk import people
from hitl.ui.desk.state import Pace

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
TEXT = 1_200  # bytes, half a minute of skimming


def approvals(count: int, seconds: float) -> tuple[Review, ...]:
    return tuple(
        Review(
            by="rita@example.com",
            case_id=f"CS-{number}",
            opened_at=NOW - timedelta(seconds=seconds),
            decided_at=NOW,
            as_drafted=True,
            length=TEXT,
        )
        for number in range(count)
    )


@pytest.mark.parametrize(
    ("own", "often"),
    [
        ((), False),
        (approvals(19, 2), False),  # too few to tell
        (approvals(40, 60), False),  # read
        (approvals(40, 60) + approvals(4, 2), False),  # a few plain ones
        (approvals(20, 60) + approvals(20, 2), True),
    ],
)
def test_only_who_often_approves_faster_than_one_reads_is_told(own: tuple[Review, ...], often: bool) -> None:
    found = people.hurried(own)
    assert (found is not None) is often
    assert ("20 of your last 40 approvals" in people.hurried_html(found)) is often


@pytest.mark.parametrize("own", [approvals(40, 60), approvals(40, 2)])
def test_the_foot_says_it_in_words_too(own: tuple[Review, ...]) -> None:
    flow = Flow(open=3, arrived=0, decided=0, worked=timedelta())
    day = Day(decided=40, median_seconds=2.0, changed=0)
    found = people.hurried(own)
    pace = Pace(day, flow, NOW, calls=0, at=NOW, of="rita@example.com", hurried=found)
    assert ("a word on your pace" in people.foot_html(pace, NOW)) is (found is not None)


@pytest.mark.parametrize(
    ("decided", "arrived", "days", "says"),
    [
        (8, 0, 0, "Cleared by 13:00 at today's pace"),
        (8, 0, 1, "Cleared by 13:00 at yesterday's pace"),  # Friday's, on a Saturday
        (8, 0, 3, "Cleared by 13:00 at Wednesday's pace"),
        (8, 9, 0, "Not cleared at today's pace"),
        (0, 9, 0, "4 open, no pace yet"),
    ],
)
def test_the_foot_says_when_the_queue_is_empty(decided: int, arrived: int, days: int, says: str) -> None:
    flow = Flow(open=4, arrived=arrived, decided=decided, worked=timedelta(hours=2))
    since = NOW.replace(hour=0) - timedelta(days=days)
    day = Day(decided=0, median_seconds=None, changed=0)
    pace = Pace(day, flow, since, calls=0, at=NOW, of="rita@example.com")
    assert people.queue_says(pace, NOW) == says
    assert (
        f"In 2 h 00 of work people decided {decided} cases and {arrived} came in"
        in people.day_html(pace, NOW)
    ) is (decided > 0)
