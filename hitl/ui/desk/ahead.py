"""The next case, read while the present one is on the screen, so that it stands there at once.

What was read is used only while it is as fresh as what is on the screen (the desk looks again every five
seconds) and nothing happened to the case meanwhile. A decision names what was shown and is refused where that
changed all the same (hitl/domain/decision.fingerprint).
"""

from datetime import timedelta

from hitl import views
from hitl.ports.reads import Reads
from hitl.ui.desk.holding import Holding
from hitl.ui.desk.state import Ahead

FRESH = timedelta(seconds=6)
ROWS = 10


def queue(reads: Reads, at: Holding, limit: int = ROWS) -> views.Desk:
    """The page of the queue that is open; with another `limit` the view from its beginning."""
    desk = at.desk
    return views.desk(
        reads,
        view=desk.view,
        level=at.level,
        now=at.works.clock.now(),
        me=at.me.email,
        narrowed=desk.narrowed,
        after=desk.places[-1] if desk.places and limit == ROWS else None,
        limit=limit,
    )


def prepare(reads: Reads, at: Holding, found: views.Desk) -> None:
    """Read the case that will most likely come next: the first that nobody has."""
    desk, me = at.desk, at.me.email
    left = {desk.case_id, *desk.passed}
    free = (
        row.case_id
        for row in found.rows
        if row.case_id not in left and row.claimed_by in {None, me} and row.assigned_to in {None, me}
    )
    following = next(free, None)
    page = views.case_page(reads, following, reader=me) if following else None
    desk.ahead = Ahead(page, at.works.clock.now()) if page else None


def page(reads: Reads, at: Holding, found: views.Desk) -> views.CasePage | None:
    """The case on the screen, else the first of the queue, to be read; None where nothing is there.

    One that was read ahead is shown as it is where it still is so.
    """
    desk = at.desk
    ready, desk.ahead = desk.ahead, None
    if desk.case_id is None:
        desk.case_id = next((row.case_id for row in found.rows), None)
    if desk.case_id is None:
        return None
    if ready is not None and ready.page.file.case.case_id == desk.case_id and _still_so(reads, at, ready):
        return ready.page
    return again(reads, at)


def _still_so(reads: Reads, at: Holding, ready: Ahead) -> bool:
    if at.works.clock.now() - ready.at >= FRESH:
        return False
    events = ready.page.timeline
    return not reads.changed_since(ready.page.file.case.case_id, events[-1].seq if events else 0)


def again(reads: Reads, at: Holding) -> views.CasePage | None:
    """The case on the screen as it is now."""
    case_id = at.desk.case_id
    return views.case_page(reads, case_id, reader=at.me.email) if case_id is not None else None
