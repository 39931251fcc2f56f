"""A dead endpoint is left alone, the desk says so, and it is asked again by itself."""

from concurrent.futures import ThreadPoolExecutor
from itertools import repeat
from pathlib import Path
from threading import Barrier

import pytest

from hitl.adapters.llm_drafter import LlmDrafter
from hitl.errors import DrafterFailed
from hitl.steps.draft import propose
from tests.adapters.llm.drafting import LIMITS, a_brief, a_drafter, answers
from tests.adapters.llm.stand_in import Exchange, standing_in

LIMIT = LIMITS.breaker


def down(exchange: Exchange) -> None:
    exchange.send(401, b"{}")


def nonsense(exchange: Exchange) -> None:
    exchange.say("I would rather not.")


class Time:
    """The time that all processes share."""

    now = 1_000_000.0

    def __call__(self) -> float:
        return self.now


def fail(drafter: LlmDrafter, times: int) -> None:
    for _ in range(times):
        with pytest.raises(DrafterFailed, match="401"):
            drafter.draft(a_brief())


def test_after_failures_in_a_row_nobody_asks_and_the_desk_is_told_why(tmp_path: Path) -> None:
    with standing_in(down) as stand_in:
        drafter, another = (a_drafter(stand_in.url, tmp_path, now=Time()) for _ in range(2))
        fail(drafter, LIMIT.failures - 1)
        assert drafter.trouble == "", "a hiccup"
        fail(drafter, 1)

        for one in (drafter, another):
            assert one.trouble.startswith(
                "The model's endpoint does not accept the key (401). It is tried again in 30 s;"
            )
            _, failure = propose(a_brief(), one)
            assert failure.startswith("Not asked: the model is not asked for another 30 s")

        assert len(stand_in.asked) == LIMIT.failures, "no further case waited for it, of no process"


def test_an_endpoint_that_says_for_how_long_is_left_alone_for_as_long(tmp_path: Path) -> None:
    with standing_in(lambda exchange: exchange.send(429, b"{}", retry_after="120")) as stand_in:
        drafter = a_drafter(stand_in.url, tmp_path, now=Time())
        for _ in range(LIMIT.failures):
            assert propose(a_brief(), drafter)[0] is None
        assert "no room for us at present (429). It is tried again in 120 s;" in drafter.trouble
        assert len(stand_in.asked) == LIMIT.failures


def test_past_the_pause_one_case_tries_and_the_pause_doubles_while_it_is_dead(tmp_path: Path) -> None:
    time = Time()
    with standing_in(down) as stand_in:
        drafter = a_drafter(stand_in.url, tmp_path, now=time)
        fail(drafter, LIMIT.failures)
        for pause in (30, 60, 120, 240, 300, 300):
            time.now += pause - 1
            assert "Not asked" in propose(a_brief(), drafter)[1], pause
            time.now += 1
            assert "with the next case" in drafter.trouble, pause
            asked = len(stand_in.asked)
            fail(drafter, 1)
            assert len(stand_in.asked) == asked + 1, pause


def test_many_calls_that_die_together_are_one_death(tmp_path: Path) -> None:
    together = Barrier(8, timeout=20)

    def all_at_once(exchange: Exchange) -> None:
        together.wait()
        down(exchange)

    with standing_in(all_at_once) as stand_in, ThreadPoolExecutor(8) as cases:
        drafter = a_drafter(stand_in.url, tmp_path, now=Time())
        briefs = [a_brief(case_id=f"CS-{number}") for number in range(8)]
        assert {draft for draft, _ in cases.map(propose, briefs, repeat(drafter))} == {None}
        assert "It is tried again in 30 s;" in drafter.trouble, "the pause is that of the first death"


def test_while_one_case_tries_the_others_still_go_to_people_at_once(tmp_path: Path) -> None:
    time = Time()
    with standing_in(down) as stand_in:
        drafter = a_drafter(stand_in.url, tmp_path, now=time)
        fail(drafter, LIMIT.failures)
        time.now += LIMIT.seconds
        seen: list[str] = []

        def meanwhile(exchange: Exchange) -> None:
            seen.append(propose(a_brief(case_id="CS-2"), drafter)[1])
            answers(exchange)

        stand_in.script = meanwhile
        assert drafter.draft(a_brief()).amount is not None
    assert len(seen) == 1
    assert "Not asked" in seen[0]


def test_one_answer_and_everybody_asks_again(tmp_path: Path) -> None:
    time = Time()
    with standing_in(down) as stand_in:
        drafter = a_drafter(stand_in.url, tmp_path, now=time)
        fail(drafter, LIMIT.failures)
        time.now += LIMIT.seconds
        stand_in.script = answers

        for _ in range(3):
            assert drafter.draft(a_brief()).amount is not None
        assert drafter.trouble == ""
        stand_in.script = down
        fail(drafter, LIMIT.failures - 1)
        assert drafter.trouble == "", "what was before the answer is forgotten"


def test_a_model_that_answers_nonsense_is_no_dead_endpoint(tmp_path: Path) -> None:
    with standing_in(nonsense) as stand_in:
        drafter = a_drafter(stand_in.url, tmp_path)
        for _ in range(2 * LIMIT.failures):
            assert propose(a_brief(), drafter)[0] is None
        assert drafter.trouble == ""
        assert len(stand_in.asked) == 2 * LIMIT.failures


def test_a_folder_that_cannot_be_written_stops_drafts_and_no_page(tmp_path: Path) -> None:
    (tmp_path / "model.sqlite").mkdir()
    drafter = a_drafter("http://127.0.0.1:1/v1", tmp_path)

    assert propose(a_brief(), drafter)[0] is None
    assert "cannot be kept" in drafter.trouble
    assert "cannot be kept" in drafter.health
