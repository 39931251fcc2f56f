"""When the queue will be empty, at the pace of the last hours."""

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


def forecast(*, open_cases: int, arrived: int, decided: int, since: datetime, now: datetime) -> Forecast:
    """When `open_cases` are worked off, if arrivals and decisions go on as between `since` and `now`.

    The pace is (decided - arrived) / (now - since), people's decisions and cases that came to the desk; the
    queue is empty after open / pace. Without a decision, or within five minutes, no pace is known; a pace of
    nothing or less, or one that needs more than `FURTHEST`, is "not at this pace".
    """
    span = now - since
    if open_cases == 0:
        return Forecast(kind="clear")
    if decided == 0 or span < timedelta(minutes=5):
        return Forecast(kind="unknown")
    per_hour = (decided - arrived) / (span / timedelta(hours=1))
    if per_hour <= 0 or open_cases / per_hour > FURTHEST / timedelta(hours=1):
        return Forecast(kind="not_at_this_pace", per_hour=per_hour)
    return Forecast(kind="cleared_by", by=now + timedelta(hours=open_cases / per_hour), per_hour=per_hour)
