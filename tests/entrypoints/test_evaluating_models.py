"""A model on labelled cases: in parallel, resumable, never paid for twice, beside the rules."""

import json
from collections.abc import Callable
from pathlib import Path
from threading import Barrier

import pytest

from hitl.__main__ import main
from hitl.domain.policy import Outcome, Reason, Terms
from hitl.entrypoints.evaluating_models import beside, key_of
from hitl.settings import ROOT, Settings
from tests.adapters.llm.drafting import an_answer
from tests.adapters.llm.stand_in import Exchange, StandIn, standing_in
from tests.gate_cases import DAMAGED, POLICY, some_facts

FEW = 6


@pytest.fixture
def cases(tmp_path: Path) -> Path:
    """A handful of the labelled cases."""
    return first_cases(FEW, tmp_path)


def first_cases(count: int, folder: Path) -> Path:
    lines = (ROOT / "data" / "cases" / "tuned.jsonl").read_text("utf-8").splitlines()[:count]
    file = folder / "few.jsonl"
    file.write_text("\n".join(lines), "utf-8")
    return file


def asks_back(exchange: Exchange) -> None:
    rationale = [{"text": "Nothing says which.", "supports": True, "evidence": ["message 1"]}]
    nothing = {"action": "request_more_info", "order_id": None, "claims": [], "amount": None, "citations": []}
    reply = "Hello, thank you for your message. Which article do you mean?"
    exchange.say(json.dumps(an_answer(**nothing, rationale=rationale, reply=reply, missing=["item"])))


def settings(stand_in: StandIn, folder: Path) -> Settings:
    return Settings.load(
        {
            "HITL_DRAFTER": "llm",
            "HITL_MODEL": "small",
            "OPENAI_BASE_URL": stand_in.url,
            "HITL_VAR": str(folder / "var"),
        }
    )


def test_both_stand_side_by_side_and_a_second_run_asks_nothing(cases: Path, tmp_path: Path) -> None:
    with standing_in(asks_back) as stand_in:
        first = beside(cases, settings(stand_in, tmp_path))
        again = beside(cases, settings(stand_in, tmp_path))
        assert len(stand_in.asked) == FEW
        afresh = beside(cases, settings(stand_in, tmp_path), afresh=True)
        assert len(stand_in.asked) == 2 * FEW

    assert (first.asked, first.kept, again.asked, again.kept, afresh.asked) == (FEW, 0, 0, FEW, FEW)
    assert first.spent == again.spent
    assert (first.spent.calls, first.spent.tokens) == (FEW, FEW * 1100)
    assert first.model.tally == again.model.tally
    assert first.model.tally.cases == first.rules.tally.cases == FEW
    assert first.rules.tally.action_accuracy == 1.0
    assert set(first.model.tally.actions.got) == {"request_more_info"}


def test_a_case_is_known_again_in_another_process_and_under_another_number() -> None:
    every = Terms(
        reasons=frozenset(Reason), outcome=Outcome.REFUND
    )  # a set has another order in each process
    policy = POLICY.model_copy(update={"clauses": (DAMAGED.model_copy(update={"terms": every}),)})
    facts = some_facts(policy=policy, case_id="CS-77")
    assert key_of(facts) == "4985a44a51d77d90e34c2d1ef94f26a3", "or answers that are kept are paid for again"


def test_cases_are_drafted_at_the_same_time(cases: Path, tmp_path: Path) -> None:
    together = Barrier(3, timeout=20)

    def wait(exchange: Exchange) -> None:
        together.wait()
        asks_back(exchange)

    with standing_in(wait) as stand_in:
        assert beside(cases, settings(stand_in, tmp_path), at_once=3).asked == FEW


@pytest.mark.parametrize(
    ("breaks", "senior", "why"),
    [
        (lambda exchange: exchange.send(401, b"{}"), "", "does not accept the key"),
        (lambda exchange: exchange.reset(b"{"), "large", "broke off"),
    ],
    ids=["turned away", "calls that were lost leave no budget for the second model"],
)
def test_where_the_endpoint_fails_the_case_is_left_out_and_asked_again(
    cases: Path, tmp_path: Path, breaks: Callable[[Exchange], None], senior: str, why: str
) -> None:
    told: list[str] = []

    def every_second(exchange: Exchange) -> None:
        told.extend({exchange.body["messages"][1]["content"]} - {*told})
        (breaks if told.index(exchange.body["messages"][1]["content"]) % 2 else asks_back)(exchange)

    with standing_in(every_second) as stand_in:
        both = settings(stand_in, tmp_path).model_copy(update={"senior_model": senior})
        first = beside(cases, both, at_once=1)
        stand_in.script = asks_back
        again = beside(cases, both)

    assert first.model.tally.cases == first.rules.tally.cases == FEW // 2
    assert len(first.left_out) == FEW // 2
    assert why in next(iter(first.left_out.values()))
    assert (again.asked, again.kept, again.left_out) == (FEW // 2, FEW // 2, {})


def test_what_the_model_itself_gets_wrong_counts_and_is_not_paid_for_twice(
    cases: Path, tmp_path: Path
) -> None:
    with standing_in(lambda exchange: exchange.say("Sure!")) as stand_in:
        first = beside(cases, settings(stand_in, tmp_path))
        beside(cases, settings(stand_in, tmp_path))

        assert len(stand_in.asked) == FEW
    assert first.model.tally.action_accuracy == 0.0
    assert first.left_out == {}


def test_the_command_prints_both_with_cost_and_time(
    cases: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with standing_in(asks_back) as stand_in:
        monkeypatch.setenv("HITL_VAR", str(tmp_path / "var"))
        monkeypatch.setenv("HITL_MODEL", "small")
        monkeypatch.setenv("OPENAI_BASE_URL", stand_in.url)
        assert main(["eval", str(cases), "--drafter", "llm", "--at-once", "2"]) == 0
        told = capsys.readouterr()
        assert main(["eval", str(cases), "--drafter", "llm", "--json"]) == 0
        report = json.loads(capsys.readouterr().out)

    assert "6 cases, 6 asked now, 0 answered before, 0 left out" in told.out
    assert "small: 6 calls, 6,600 tokens, $" in told.out
    assert "   model   rules\n" in told.out
    assert "6 of 6 cases asked" in told.err
    assert report["kept"] == FEW
    assert report["rules"]["action_accuracy"] == 1.0
