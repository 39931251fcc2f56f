"""Second readings and quality cases stand apart: what cannot be done with them passes them over."""

from contextlib import suppress

from hitl.domain.roles import User
from hitl.errors import CountersignError
from hitl.steps.review.quality import lay_aside
from hitl.ui.desk.state import Desk
from hitl.ui.works import Works


def passed_over(works: Works, desk: Desk, me: User) -> bool:
    """Whether the case on the screen is such a one: then the next one comes.

    Somebody else may read a decided case. A made-up one ends here, and whoever had it is told what it was.
    """
    case_id = desk.case_id
    if not desk.blind or case_id is None:
        return False
    if desk.made_up:
        with suppress(CountersignError):  # answered or laid aside in another tab
            desk.hear(told=lay_aside(case_id, me.email, store=works.store, clock=works.clock))
    desk.go_on()
    return True
