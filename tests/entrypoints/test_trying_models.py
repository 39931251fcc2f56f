"""A change of model or prompt beside what drafts now, on labelled cases and on the newest corrections."""

import json
from contextlib import closing
from pathlib import Path

import pytest

from hitl.__main__ import main
from hitl.adapters.clock import FixedClock
from hitl.bootstrap import PROMPT, open_records
from hitl.domain.decision import DecisionReason, Edit
from hitl.domain.event import EventKind
from hitl.domain.mode import Mode
from hitl.domain.money import Money
from hitl.entrypoints.trying_models import CORRECTIONS, LABELLED, Change, payload_of, try_change
from hitl.errors import InvalidInput
from hitl.settings import Settings
from tests.adapters.llm.stand_in import standing_in
from tests.company import found
from tests.databases import NOW
from tests.entrypoints.test_evaluating_models import asks_back, first_cases, settings

FEW = 3


@pytest.fixture
def cases(tmp_path: Path) -> Path:
    """Some of the labelled cases."""
    return first_cases(FEW, tmp_path)


def correct_one(known: Settings) -> str:
    """A broken mug, drafted by the rules, of which a person paid only half."""
    clock = FixedClock(NOW)
    with closing(open_records(known, clock=clock)) as records:
        company = found(records.store, clock)
        company.set_mode(Mode.COPILOT)
        case, _ = company.draft()
        half = Money(minor=600, currency="USD")
        company.answer(
            case, Edit(amount=half, reply="Hello.", reason_code=DecisionReason.GOODWILL), confirmed="yes"
        )
    return case.case_id


def test_a_model_is_tried_on_both_kinds_of_cases_and_the_difference_is_logged(
    cases: Path, tmp_path: Path
) -> None:
    with standing_in(asks_back) as stand_in:
        known = settings(stand_in, tmp_path).model_copy(update={"drafter": "rules"})
        case_id = correct_one(known)
        tried = try_change(cases, known, Change(model="large"), by="manager@example.com")
        assert stand_in.models() == ["large"] * (FEW + 1)

    assert (tried.now, tried.candidate[:13]) == ("the rules drafter", "large, prompt")
    labelled, corrections = tried.pairs[LABELLED], tried.pairs[CORRECTIONS]
    assert (labelled.now.cases, corrections.now.cases) == (FEW, 1)
    assert labelled.now.action_accuracy == 1.0
    assert labelled.candidate.action_accuracy != 1.0
    assert labelled.better == ()
    assert len(labelled.worse) == len(labelled.candidate.wrong)
    assert [one.id for one in corrections.candidate.wrong] == [f"corrected-{case_id}"]
    with closing(open_records(known)) as records, records.store.reads() as reads:
        (logged,) = reads.house_events({EventKind.CHANGE_TRIED})
    assert (logged.actor, logged.payload) == ("manager@example.com", payload_of(tried))


def test_a_prompt_is_tried_beside_the_one_in_force(cases: Path, tmp_path: Path) -> None:
    prompt = tmp_path / "new.md"
    prompt.write_text(
        PROMPT.read_text("utf-8").replace("version: 2", "version: 3") + "\nBe brief.\n", "utf-8"
    )
    with standing_in(asks_back) as stand_in:
        known = settings(stand_in, tmp_path)
        tried = try_change(cases, known, Change(prompt=prompt), by="owner@localhost")
        system = [body["messages"][0]["content"] for body in stand_in.asked]

    assert sorted("Be brief." in text for text in system) == [False] * FEW + [True] * FEW
    assert tried.now.startswith("small, prompt 2-")
    assert tried.candidate.startswith("small, prompt 3-")
    assert list(tried.pairs) == [LABELLED], "nobody has corrected anything yet"
    assert (tried.pairs[LABELLED].better, tried.pairs[LABELLED].worse) == ((), ())


def test_what_drafts_already_is_no_change(cases: Path, tmp_path: Path) -> None:
    with standing_in(asks_back) as stand_in, pytest.raises(InvalidInput, match="is what drafts now"):
        try_change(cases, settings(stand_in, tmp_path), Change(model="small"), by="owner@localhost")


def test_the_command_prints_the_difference(
    cases: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with standing_in(asks_back) as stand_in:
        monkeypatch.setenv("HITL_VAR", str(tmp_path / "var"))
        monkeypatch.setenv("HITL_DRAFTER", "rules")
        monkeypatch.setenv("OPENAI_BASE_URL", stand_in.url)
        assert main(["eval", str(cases), "--try-model", "large"]) == 0
        told = capsys.readouterr().out
        assert main(["eval", str(cases), "--try-model", "large", "--json"]) == 0
        report = json.loads(capsys.readouterr().out)

    assert "now:       the rules drafter" in told
    assert "3 labelled cases" in told
    assert "candidate  difference" in told
    assert report["cases"][LABELLED]["now"]["action"] == 1.0
    assert report["cases"][LABELLED]["worse"]
