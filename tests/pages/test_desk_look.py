"""What the desk reads again, and when: nothing for a press in the same moment, everything after a change.

And which case it finds again when it is loaded anew.
"""

from collections.abc import Callable
from datetime import timedelta

import pytest

from hitl.adapters.clock import FixedClock
from hitl.bootstrap import Countersign
from hitl.domain.roles import Level
from hitl.steps.desk.claims import claim
from hitl.ui.desk import holding, typed, watch
from hitl.ui.desk.holding import Holding
from hitl.ui.desk.state import Desk, Panel
from hitl.views import View
from tests.pages.conftest import MANAGER, at_a_desk

OTHER = "senior@fernhill.example"


@pytest.fixture
def at(demo: Countersign) -> Holding:
    return at_a_desk(demo, MANAGER, Level.MANAGER)


def test_a_press_in_the_same_moment_reads_nothing_again(at: Holding) -> None:
    assert watch.look(at) is watch.look(at)


def test_what_this_process_writes_shows_with_the_next_press(at: Holding) -> None:
    before = watch.look(at)
    claim(before.queue.rows[1].case_id, OTHER, store=at.works.store, clock=at.works.clock)
    assert watch.look(at).queue.rows[1].claimed_by == OTHER


def _later(at: Holding) -> None:
    assert isinstance(at.works.clock, FixedClock)
    at.works.clock.advance(watch.A_MOMENT)


def _set_back(at: Holding) -> None:
    assert isinstance(at.works.clock, FixedClock)
    at.works.clock.advance(timedelta(seconds=-1))


def _another_case(at: Holding) -> None:
    at.desk.open(watch.look(at).queue.rows[2].case_id)


@pytest.mark.parametrize(
    "happens",
    [_later, _set_back, _another_case, lambda at: at.desk.look_at(View.MINE)],
    ids=["a moment later", "the clock was set back", "another case", "another view"],
)
def test_everything_is_read_again_when_something_may_be_otherwise(
    at: Holding, happens: Callable[[Holding], None]
) -> None:
    before = watch.look(at)
    happens(at)
    after = watch.look(at)
    assert after is not before
    assert after.page is None or after.page.file.case.case_id == at.desk.case_id


@pytest.mark.parametrize("place", [0, 2, 4])
def test_a_reload_finds_the_case_that_was_taken_last(at: Holding, place: int) -> None:
    works = at.works
    rows = watch.look(at).queue.rows
    for row in (rows[1], rows[3], rows[place]):
        claim(row.case_id, MANAGER, store=works.store, clock=works.clock)
        _later(at)
    reloaded = at._replace(desk=Desk())
    holding.settle(reloaded, works.clock.now())
    assert reloaded.desk.case_id == rows[place].case_id


def test_a_form_that_was_left_is_open_again_for_whoever_left_it() -> None:
    desk = Desk(case_id="CS-1001", holder="rita@example.com", panel=Panel.ASK)
    desk.open("CS-1002")
    desk.come_back("rita@example.com")
    assert desk.panel is None
    desk.open("CS-1001")
    desk.come_back("sam@example.com")
    assert desk.panel is None, "it is not theirs"
    desk.come_back("rita@example.com")
    assert desk.panel is Panel.ASK


def test_what_was_typed_is_done_with_once_an_answer_is_taken() -> None:
    desk = Desk(case_id="CS-1001", holder="rita@example.com", panel=Panel.ASK)
    before = typed.mark(desk, "rita@example.com", "CS-1001", 1)
    desk.take("CS-1001")
    desk.go_on()
    assert typed.mark(desk, "rita@example.com", "CS-1001", 1) != before
    assert not desk.left
