"""Step 8, measure: the newest rows of a slice, read backwards, for whoever opens a figure."""

from datetime import UTC, datetime, time, timedelta

from hitl.domain.record import Record
from hitl.ports.reads import Reads
from hitl.steps.measure_cases import Opened
from hitl.steps.measure_slice import Grain, Log, Where, cut, read_log

MOST = 10_000
"""Cases or decisions that are read, about: half a second's work. Nobody pages through more."""


class Newest(Record):
    """The rows, and whether they are all of the span."""

    log: Log
    whole: bool


def newest(
    reads: Reads, where: Where, since: datetime, until: datetime, *, demo: bool, most: int = MOST
) -> Newest:
    """The newest rows from `since` on and before `until`, in order of time; about `most`, or all."""
    log = Log(cases=(), decisions=())
    end, width, read = until, timedelta(days=1), 0
    while since < end and read < most:
        start = max(since, end - width)
        found = read_log(reads, start, end, demo=demo)
        own = cut(found, where)
        log = Log(cases=own.cases + log.cases, decisions=own.decisions + log.decisions)
        read += max(len(found.cases), len(found.decisions))
        end, width = start, 2 * width
    return Newest(log=log, whole=end <= since)


def narrowed(what: Opened, grain: Grain, since: datetime, until: datetime) -> tuple[datetime, datetime]:
    """The part of the span in which the cases of a point or of a drift lie."""
    if what.start is None:
        return since, until
    last = what.last or grain.last(what.start)
    first, end = (datetime.combine(day, time(), UTC) for day in (what.start, last + timedelta(days=1)))
    return max(since, first), min(until, end)
