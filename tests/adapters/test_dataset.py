"""Examples to learn from, and corrections as labelled cases: what was asked, drafted and decided, masked."""

import json
from pathlib import Path
from typing import Any

import pytest

from hitl.bootstrap import hiding
from hitl.domain.decision import Approve, DecisionReason, Edit
from hitl.domain.draft import Action
from hitl.domain.mode import Mode
from hitl.domain.money import Money
from hitl.domain.policy_file import parse_policy
from hitl.domain.policy_text import markdown_of
from hitl.errors import InvalidInput
from hitl.labelled import draft_and_judge, facts_of, parse_case, score
from hitl.settings import ROOT
from hitl.steps.dataset import cases_beside, export_dataset
from tests.adapters.llm.drafting import a_drafter, answers
from tests.adapters.llm.stand_in import standing_in
from tests.company import LEXICON, MANAGER, POLICY, RULESET, Company, found, line, order, ticket

REPLY = "Dear Ada Byron, sorry. We refund $12.00 for order 10482; write to c1@example.com."
SAID = "I am Ada Byron, c1@example.com. My mug arrived broken, please refund it."
EDITED = Edit(reply=REPLY, reason_code=DecisionReason.TONE)
WHY = [{"text": "It arrived damaged.", "supports": True, "evidence": ["RP-1"]}]


@pytest.fixture
def company(sqlite_store, clock) -> Company:
    """A small company."""
    return found(sqlite_store, clock)


def _exported(company: Company, folder: Path) -> list[dict[str, Any]]:
    path = folder / "examples.jsonl"
    with company.store.reads() as reads:
        rows = export_dataset(path, cases_beside(path), reads, hiding).examples
    lines = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    assert rows == len(lines)
    return lines


def _labelled(company: Company, folder: Path) -> tuple[list[str], int]:
    """The labelled cases as lines, and how many corrections were left out."""
    path, cases = folder / "examples.jsonl", folder / "corrections.jsonl"
    with company.store.reads() as reads:
        written = export_dataset(path, cases, reads, hiding)
    lines = cases.read_text("utf-8").splitlines()
    assert written.cases == len(lines)
    return lines, written.left_out


def test_a_correction_is_an_example_in_the_chat_form(company: Company, tmp_path: Path) -> None:
    with standing_in(
        lambda exchange: answers(
            exchange, order_id="10482", amount="12.00", citations=["RP-1"], rationale=WHY
        )
    ) as stand_in:
        company.agent.drafter = a_drafter(stand_in.url, tmp_path)
        case, drafted = company.draft(ticket(SAID))
    company.answer(case, EDITED, by=MANAGER, confirmed="yes")
    (example,) = _exported(company, tmp_path)
    assert [message["role"] for message in example["messages"]] == ["system", "user", "assistant"]
    assert "mug arrived broken" in example["messages"][1]["content"]
    assert json.loads(example["messages"][2]["content"]) == example["final"]
    assert example["final"]["reply"].startswith("Dear [customer]")
    assert (example["final"]["action"], example["final"]["amount"]) == ("approve_refund", "12.00")
    assert example["draft"]["amount"] == "12.00"
    assert (example["reason_code"], example["model"]) == ("tone", "small")
    assert drafted.draft is not None
    assert example["prompt"] == drafted.draft.prompt
    text = json.dumps(example)
    assert not [one for one in ("Ada", "Byron", "c1@example.com") if one in text]


def test_a_draft_without_a_model_is_one_too(company: Company, tmp_path: Path) -> None:
    case, drafted = company.draft(ticket(SAID.replace("broken", "broken, I will call my lawyer")))
    assert drafted.verdict.reasons
    company.answer(case, Approve(), by=MANAGER, confirmed="yes")
    (example,) = _exported(company, tmp_path)
    assert [message["role"] for message in example["messages"]] == ["user", "assistant"]
    assert example["messages"][0]["content"].startswith("I am [customer], [e-mail]. My mug")


def test_nobody_who_was_erased_is_in_it(company: Company, clock, tmp_path: Path) -> None:
    case, _ = company.draft(ticket(SAID.replace("broken", "broken, I will call my lawyer")))
    company.answer(case, Approve(), by=MANAGER, confirmed="yes")
    with company.store.unit() as unit:
        unit.catalog.erase("C1", clock.now())
        unit.commit()
    assert _exported(company, tmp_path) == []


def test_it_is_written_as_json_lines_only(company: Company, tmp_path: Path) -> None:
    with company.store.reads() as reads, pytest.raises(InvalidInput, match="jsonl"):
        export_dataset(tmp_path / "examples.csv", tmp_path / "cases.jsonl", reads, hiding)


HALF = Edit(amount=Money(minor=600, currency="USD"), reply=REPLY, reason_code=DecisionReason.GOODWILL)


def test_a_correction_is_a_labelled_case_that_asks_the_same_and_expects_what_the_person_did(
    company: Company, tmp_path: Path
) -> None:
    company.set_mode(Mode.COPILOT)
    case, drafted = company.draft(ticket(SAID, subject="Ada Byron's mug", attachments=("ada byron.jpg",)))
    company.answer(case, HALF, confirmed="yes")
    lines, left_out = _labelled(company, tmp_path)
    assert (len(lines), left_out) == (1, 0)
    assert not [one for one in ("Ada", "ada", "Byron", "c1@example.com") if one in lines[0]]
    labelled = parse_case(lines[0])
    assert (labelled.expect.action, labelled.expect.amount) == ((Action.APPROVE_REFUND,), "6.00")
    worked = draft_and_judge(
        facts_of(labelled, ()),
        company.agent.drafter,
        lexicon=LEXICON,
        search=company.agent.search,
        ruleset=RULESET,
    )
    assert worked.draft is not None
    assert drafted.draft is not None
    assert (worked.draft.action, worked.draft.amount) == (drafted.draft.action, drafted.draft.amount)
    got = score(labelled, worked)
    assert (got.action, got.amount, got.unsafe) == (True, False, True)


def test_a_correction_whose_order_has_changed_since_is_left_out(company: Company, tmp_path: Path) -> None:
    company.set_mode(Mode.COPILOT)
    case, _ = company.draft()
    company.answer(case, HALF, confirmed="yes")
    company.add(order(lines=(line(unit_price=1300),)))
    assert _labelled(company, tmp_path) == ([], 1)


def test_what_a_person_left_as_it_was_drafted_is_no_correction(company: Company, tmp_path: Path) -> None:
    company.set_mode(Mode.COPILOT)
    case, _ = company.draft()
    company.answer(case, Approve(), confirmed="yes")
    assert _labelled(company, tmp_path) == ([], 0)


def test_two_files_of_the_same_name_are_refused(company: Company, tmp_path: Path) -> None:
    with company.store.reads() as reads, pytest.raises(InvalidInput, match="a file of their own"):
        export_dataset(tmp_path / "a.jsonl", tmp_path / "a.jsonl", reads, hiding)


DELIVERED = [path.read_text("utf-8") for path in sorted((ROOT / "data" / "policies").glob("*.md"))]


@pytest.mark.parametrize("markdown", [POLICY, *DELIVERED], ids=lambda text: text.split("\n", 1)[0])
def test_a_policy_is_the_same_once_written_out_and_read_again(markdown: str) -> None:
    clauses = parse_policy("policy", markdown)
    assert clauses
    assert parse_policy("policy", markdown_of(clauses)) == clauses
