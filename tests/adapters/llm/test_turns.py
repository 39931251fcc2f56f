"""An endpoint is asked so much at a time, and less where it has no room; who has no turn goes to a person."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, suppress
from itertools import repeat
from pathlib import Path
from threading import Event, Lock
from time import monotonic

import pytest

from hitl.adapters.llm_drafter.turns import Turns
from hitl.domain.model_run import Use
from hitl.errors import DrafterFailed
from hitl.steps.draft import propose
from tests.adapters.llm.drafting import a_brief, a_drafter, answers
from tests.adapters.llm.stand_in import Exchange, standing_in
from tests.patience import within


def test_no_more_calls_are_open_than_are_allowed_and_all_are_answered(tmp_path: Path) -> None:
    lock, full = Lock(), Event()
    open_now, most = 0, 0

    def count(exchange: Exchange) -> None:
        nonlocal open_now, most
        with lock:
            open_now += 1
            most = max(most, open_now)
            if open_now == 2:
                full.set()
        full.wait(5)  # the first of all waits for the second
        with lock:
            open_now -= 1
        answers(exchange)

    with standing_in(count) as stand_in, ThreadPoolExecutor(6) as threads:
        drafter = a_drafter(stand_in.url, tmp_path, at_once=2, seconds=30)
        drafts = list(threads.map(drafter.draft, [a_brief(case_id=f"CS-{number}") for number in range(6)]))
    assert len(drafts) == len(stand_in.asked) == 6
    assert most == 2


def test_who_gets_no_turn_in_time_has_not_asked_and_the_next_one_does(tmp_path: Path) -> None:
    asked, go_on = Event(), Event()

    def hold(exchange: Exchange) -> None:
        asked.set()
        go_on.wait(10)
        answers(exchange)

    with standing_in(hold) as stand_in, ThreadPoolExecutor(1) as threads:
        drafter = a_drafter(stand_in.url, tmp_path, at_once=1, seconds=30)
        first = threads.submit(drafter.draft, a_brief())
        assert asked.wait(10)
        drafter._seconds = 0.05  # of the next draft
        with pytest.raises(DrafterFailed, match="time was over before the model could be asked"):
            drafter.draft(a_brief(case_id="CS-2"))
        assert len(stand_in.asked) == 1
        run = drafter.run_of("CS-2")
        assert run is not None
        assert run.asked == run.spent == Use(), "nothing was set aside for a call that was not made"
        go_on.set()
        assert first.result().model == "small"
        drafter._seconds = 30
        assert drafter.draft(a_brief(case_id="CS-3")).model == "small"


def test_an_endpoint_with_room_for_few_gets_few_and_every_case_has_its_draft(tmp_path: Path) -> None:
    lock, crowd, open_now, refused = Lock(), Event(), 0, 0

    def at_most_two(exchange: Exchange) -> None:
        nonlocal open_now, refused
        with lock:
            open_now += 1
            room = open_now <= 2
            refused += not room
        if not room:
            crowd.set()
        crowd.wait(20)  # until more have come than there is room for
        with lock:
            open_now -= 1
        answers(exchange) if room else exchange.send(429, b"{}", retry_after="0.2")

    with standing_in(at_most_two) as stand_in, ThreadPoolExecutor(4) as threads:
        drafter = a_drafter(stand_in.url, tmp_path, at_once=4, seconds=60)
        briefs = [a_brief(case_id=f"CS-{number}") for number in range(12)]
        assert None not in [draft for draft, _ in threads.map(propose, briefs, repeat(drafter))]
    assert refused, "else nothing above would show anything"
    assert drafter.trouble == "", "no room is no death"


def test_no_room_halves_what_is_asked_at_a_time_and_answers_bring_it_back() -> None:
    turns = Turns(8)
    assert free(turns) == 8
    turns.full(0.05)
    turns.full(0.05)
    since = monotonic()
    with turns.turn(since + 5):
        assert monotonic() - since >= 0.04, "for as long as the endpoint asks nobody asks it"
    assert free(turns) == 4, "many that are told at the same time are told once"
    turns.full(0)
    turns.full(0)
    turns.full(0)
    assert free(turns) == 1, "one may always ask"
    turns.answered()
    assert free(turns) == 2
    for _ in range(50):
        turns.answered()
    assert free(turns) == 8


def free(turns: Turns) -> int:
    """How many may ask at the same time."""
    taken = 0
    with ExitStack() as held, suppress(DrafterFailed):
        while taken < 20:
            held.enter_context(turns.turn(monotonic()))
            taken += 1
    return taken


def test_a_pause_that_outlasts_the_case_is_not_waited_for() -> None:
    turns = Turns(2)
    turns.full(3600)
    with within(1), turns.turn(monotonic() + 5):
        pass
