"""Examples to learn from: what was asked, drafted and decided, without personal data."""

import json
from pathlib import Path
from typing import Any

import pytest

from hitl.bootstrap import hiding
from hitl.domain.decision import Approve, DecisionReason, Edit
from hitl.errors import InvalidInput
from hitl.steps.dataset import export_dataset
from tests.adapters.llm.drafting import a_drafter, answers
from tests.adapters.llm.stand_in import standing_in
from tests.company import MANAGER, Company, found, ticket

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
        rows = export_dataset(path, reads, hiding)
    lines = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    assert rows == len(lines)
    return lines


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
        export_dataset(tmp_path / "examples.csv", reads, hiding)
