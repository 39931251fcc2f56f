"""When the queue will be empty, at the pace of one day's work."""

from datetime import datetime, timedelta
from typing import Literal

from hitl.domain.record import Moment, Record

FURTHEST = timedelta(days=7)
"""A clearing time beyond this says nothing: nobody works a week at today's pace."""


class Forecast(Record):
    """What the desk says about its queue."""

    kind: Literal["clear", "cleared_by", "not_at_this_pace", "unknown"]
    by: Moment | None = None  # with cleared_by
    per_hour: float = 0.0  # cases that the queue gets shorter by


def forecast(*, open_cases: int, arrived: int, decided: int, worked: timedelta, now: datetime) -> Forecast:
    """When `open_cases` are worked off, if work goes on as in the time that was worked.

    The pace is (decided - arrived) / worked: people's decisions, and cases that came to the desk meanwhile;
    the queue is empty after open / pace. Where nothing was decided no pace is known; a pace of nothing or
    less, or one that needs more than `FURTHEST`, is "not at this pace".
    """
    if open_cases == 0:
        return Forecast(kind="clear")
    if decided == 0 or not worked:
        return Forecast(kind="unknown")
    per_hour = (decided - arrived) / (worked / timedelta(hours=1))
    if per_hour <= 0 or open_cases / per_hour > FURTHEST / timedelta(hours=1):
        return Forecast(kind="not_at_this_pace", per_hour=per_hour)
    return Forecast(kind="cleared_by", by=now + timedelta(hours=open_cases / per_hour), per_hour=per_hour)
