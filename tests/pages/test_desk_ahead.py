"""The case that comes next is read while the present one is on the screen, and shown as it was read."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from hitl import views
from hitl.adapters.clock import FixedClock
from hitl.bootstrap import Countersign
from hitl.domain.decision import Escalate, Submission
from hitl.domain.roles import Level
from hitl.steps.desk.assignment import assign
from hitl.steps.desk.claims import claim
from hitl.steps.desk.notes import add_note
from hitl.steps.review import UNDO, submit
from hitl.ui.desk import ahead, holding, watch
from hitl.ui.desk.holding import Holding
from hitl.views import CasePage
from tests.pages.conftest import REVIEWER, SENIOR, at_a_desk


@pytest.fixture
def at(demo: Countersign) -> Holding:
    return at_a_desk(demo, REVIEWER, Level.REVIEWER)


def shown(at: Holding) -> CasePage:
    """What a run of the page puts on the screen."""
    holding.settle(at, at.works.clock.now())
    page = watch.look(at).page
    assert page is not None
    return page


def read_ahead(at: Holding) -> CasePage:
    """As the look every few seconds does it."""
    with at.works.store.reads() as reads:
        ahead.prepare(reads, at, ahead.queue(reads, at))
    assert at.desk.ahead is not None
    return at.desk.ahead.page


def answered(at: Holding, page: CasePage) -> None:
    """The case on the screen is decided, as far as the desk goes: it leaves, and the next one comes."""
    works, drafted = at.works, page.file.drafted
    assert drafted is not None
    answer = Submission(
        case_id=page.file.case.case_id,
        draft_version=drafted.version,
        answer=Escalate(note="above me"),
        by=at.me.email,
        opened_at=works.clock.now() - timedelta(seconds=9),
        seen=page.seen,
    )
    submit(answer, store=works.store, ruleset=works.ruleset, clock=works.clock, undo=UNDO)
    at.desk.go_on()


def test_after_a_decision_the_next_case_is_shown_without_being_read_again(at: Holding) -> None:
    first = shown(at)
    ready = read_ahead(at)
    answered(at, first)
    assert shown(at) is ready
    assert ready.file.case.case_id != first.file.case.case_id
    assert at.desk.held == ready.file.case.case_id, "and it is held"
    assert at.desk.ahead is None, "what was read ahead is used once"


def _noted(at: Holding, case_id: str) -> None:
    add_note(case_id, "Look at the photo", SENIOR, store=at.works.store, clock=at.works.clock)


def _assigned(at: Holding, case_id: str) -> None:
    assign(case_id, REVIEWER, SENIOR, store=at.works.store, clock=at.works.clock)


def _seconds_passed(at: Holding, _: str) -> None:
    assert isinstance(at.works.clock, FixedClock)
    at.works.clock.advance(ahead.FRESH)


@pytest.mark.parametrize("happens", [_noted, _assigned, _seconds_passed])
def test_what_was_read_ahead_is_thrown_away_where_it_may_be_otherwise_by_now(
    at: Holding, happens: Callable[[Holding, str], None]
) -> None:
    first = shown(at)
    ready = read_ahead(at)
    case_id = ready.file.case.case_id
    happens(at, case_id)
    answered(at, first)
    after = shown(at)
    assert after is not ready
    with at.works.store.reads() as reads:
        assert after.timeline == views.case_page(reads, after.file.case.case_id).timeline


def test_a_case_that_a_colleague_took_meanwhile_is_not_the_next_one(at: Holding) -> None:
    first = shown(at)
    ready = read_ahead(at)
    claim(ready.file.case.case_id, SENIOR, store=at.works.store, clock=at.works.clock)
    answered(at, first)
    assert shown(at).file.case.case_id not in {first.file.case.case_id, ready.file.case.case_id}
