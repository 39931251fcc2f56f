"""Where somebody watches, a model's answer comes token by token: progress on the page, and the same draft."""

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from time import monotonic

import pytest

from hitl.adapters.clock import FixedClock
from hitl.adapters.llm_drafter.writing import phase
from hitl.domain.case import Case
from hitl.domain.drafted import WRITING
from hitl.errors import DrafterFailed
from hitl.ports.store import Store
from hitl.steps.intake import receive
from hitl.ui.asking.agent import _at_work
from tests.adapters.llm.drafting import a_brief, a_drafter, an_answer, answers
from tests.adapters.llm.stand_in import Exchange, standing_in
from tests.company import Company, found, ticket
from tests.patience import within

TEXT = json.dumps(an_answer())
HALF = TEXT.index("arrived broken")
WATCHED = {"watched": "yes"}


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "Writing the answer"),
        ('{"action": "approve', "Writing the answer"),
        ('{"rationale": [{"text": "Delivered', "Writing the reasons … 2 words"),
        ('{"rationale": [], "reply": "Hello', "Writing the reply … 1 word"),
        (TEXT[:HALF], "Writing the reply … 9 words"),
    ],
)
def test_a_phase_and_a_count_are_told_and_none_of_the_words(text: str, says: str) -> None:
    assert phase(text) == says


def drafted_aloud(script: Callable[[Exchange], None], folder: Path) -> list[str]:
    """What was told while the small clear case was drafted."""
    told: list[str] = []
    with standing_in(script) as stand_in:
        drafter = a_drafter(stand_in.url, folder)
        aloud = drafter.draft(a_brief().model_copy(update={"tell": told.append}))
        quiet = drafter.draft(a_brief())
        assert [bool(body.get("stream")) for body in stand_in.asked[-2:]] == [True, False]
    assert aloud == quiet
    return told


def test_the_draft_is_the_same_as_without_streaming(tmp_path: Path) -> None:
    assert drafted_aloud(answers, tmp_path) == ["Writing the reply … 20 words"]


def test_a_server_that_does_not_stream_answers_as_a_whole(tmp_path: Path) -> None:
    def whole(exchange: Exchange) -> None:
        if exchange.body["messages"][-1]["role"] == "tool":
            exchange.say(TEXT, whole=True)
            return
        function = {"name": "get_order", "arguments": '{"order_id": "48291"}'}
        call = {"id": "call_1", "type": "function", "function": function}
        exchange.say(None, whole=True, tool_calls=[call])

    told: list[str] = []
    with standing_in(whole) as stand_in:
        drafter = a_drafter(stand_in.url, tmp_path)
        draft = drafter.draft(a_brief().model_copy(update={"tell": told.append}))
    run = drafter.run_of(a_brief().facts.case_id)
    assert run is not None
    assert (run.lookups, run.spent.tokens) == ((0, 1), 2200)
    assert (told, draft.amount is not None) == (["Writing the reply … 20 words"], True)


def test_look_ups_can_be_asked_for_in_pieces_as_well(tmp_path: Path) -> None:
    def looks_up(exchange: Exchange) -> None:
        asked = exchange.body["messages"][-1]["role"] == "tool"
        answers(exchange) if asked else exchange.call("get_order", '{"order_id": "48291"}')

    told: list[str] = []
    with standing_in(looks_up) as stand_in:
        drafter = a_drafter(stand_in.url, tmp_path)
        drafter.draft(a_brief().model_copy(update={"tell": told.append}))
    run = drafter.run_of(a_brief().facts.case_id)
    assert run is not None
    assert (run.lookups, run.spent.tokens) == ((0, 1), 2200)


def test_whoever_is_told_may_fail_without_harm(tmp_path: Path) -> None:
    def breaks(_: str) -> None:
        raise OSError("nobody listens")

    with standing_in(answers) as stand_in:
        drafter = a_drafter(stand_in.url, tmp_path)
        assert drafter.draft(a_brief().model_copy(update={"tell": breaks})).amount is not None


def cut(exchange: Exchange) -> None:
    exchange.stream([TEXT[:HALF]], finish="length")


def unfinished(exchange: Exchange) -> None:
    exchange.reset(b"data: {}\n\n")


def hung_up(exchange: Exchange) -> None:
    exchange.stream([TEXT], finish=None)


def endless(exchange: Exchange) -> None:
    exchange.stream("word " for _ in iter(int, 1))


def slow(exchange: Exchange) -> None:
    exchange.stream(" " for _ in iter(lambda: exchange.over.wait(0.1), True))


@pytest.mark.parametrize(
    ("script", "why"),
    [
        (cut, "cut off"),
        (unfinished, "no answer of a model|broke off"),
        (hung_up, "no answer of a model"),
        (endless, "more than any answer is long|did not answer within"),
        (slow, "did not answer within"),
        (lambda exchange: exchange.send(503, b"{}"), "failed"),
        (
            lambda exchange: exchange.send(200, b"<html>Please sign in</html>", "text/html"),
            "no answer of a model",
        ),
        (lambda exchange: exchange.send(200, b'{"ok": true}'), "no answer of a model"),
        (lambda exchange: exchange.say("Sure!", whole=True), "no complete JSON"),
        (lambda exchange: exchange.stream([]), "empty"),
        (lambda exchange: exchange.stream(["Sure!"]), "no complete JSON"),
    ],
    ids=[
        "cut off",
        "reset",
        "hung up",
        "endless",
        "slow",
        "down",
        "a page",
        "other JSON",
        "whole words",
        "empty",
        "words",
    ],
)
def test_what_goes_wrong_in_a_stream_ends_in_time_with_a_reason(
    script: Callable[[Exchange], None], why: str, tmp_path: Path
) -> None:
    seconds = 1.0 if "within" in why else 10.0
    with standing_in(script) as stand_in:
        drafter = a_drafter(stand_in.url, tmp_path, seconds=seconds)
        with within(seconds + 1), pytest.raises(DrafterFailed, match=why):
            drafter.draft(a_brief().model_copy(update={"tell": lambda _: None}))


@pytest.fixture
def company(sqlite_store: Store, clock: FixedClock) -> Company:
    """A small company."""
    return found(sqlite_store, clock)


def signs(company: Company, case: Case) -> list[str]:
    """The signs of life that the page finds at this moment."""
    with company.store.reads() as reads:
        return [one.step.says for one in reads.progress(case.case_id) if one.step.name == WRITING]


def test_the_page_that_waits_sees_how_far_the_model_is_and_nothing_of_it_is_kept(
    company: Company, tmp_path: Path
) -> None:
    case = receive(ticket(metadata=WATCHED), store=company.store, clock=company.clock)
    shown: list[str] = []

    def in_two(exchange: Exchange) -> None:
        exchange.stream(halves())

    def halves() -> Iterator[str]:
        yield TEXT[:HALF]
        ends = monotonic() + 20
        while not signs(company, case) and monotonic() < ends:
            pass  # the worker writes it as soon as the first half is there
        shown.extend(signs(company, case))
        with company.store.reads() as reads:
            file = reads.case_file(case.case_id)
            steps = tuple(one.step for one in reads.progress(case.case_id))
        shown.append(_at_work(file, steps, company.clock.now(), idle=False))
        yield TEXT[HALF:]

    with standing_in(in_two) as stand_in:
        company.agent.drafter = a_drafter(stand_in.url, tmp_path)
        drafted = company.agent.draft(case.case_id, "worker-1")
    says, html = shown
    assert re.fullmatch(r"Writing the reply … \d+ words", says)
    assert html.count(says) == 1
    assert "arrived" not in html
    assert drafted is not None
    assert WRITING not in [step.name for step in drafted.trace]


def test_where_nobody_watches_nothing_is_streamed(company: Company, tmp_path: Path) -> None:
    with standing_in(answers) as stand_in:
        company.agent.drafter = a_drafter(stand_in.url, tmp_path)
        company.draft()
        assert not stand_in.asked[0].get("stream")
