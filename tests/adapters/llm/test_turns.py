"""An endpoint is asked so much at a time; who has no turn within the case's time goes to a person."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event, Lock

import pytest

from hitl.domain.model_run import Use
from hitl.errors import DrafterFailed
from tests.adapters.llm.drafting import a_brief, a_drafter, answers
from tests.adapters.llm.stand_in import Exchange, standing_in


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
