"""Evaluation puts labelled cases through the real store, and finds there what they say."""

import pytest

from hitl.entrypoints.evaluation import evaluate_files, gathered
from hitl.labelled import facts_of, load_policy, parse_case
from hitl.settings import ROOT, Settings

BASE = """{"id": "x", "now": "2026-11-10T12:00:00Z", "message": "The mug of order 48291 is broken.",
 "customer": {"customer_id": "C1", "email": "c1@example.com", "name": "Ada", "prior_refunds": 2},
 "order": {"order_id": "48291", "currency": "USD", "delivered_at": "2026-11-07T09:00:00Z", "lines":
  [{"sku": "M", "title": "Mug", "unit_price": "12.00", "quantity": 2, "refunded": "3.00"}]}%s}"""


@pytest.mark.parametrize(
    "more",
    [
        "",
        ', "order_owner": "C9"',
        ', "customer": null',
        ', "order": null',
        ', "channel": "email", "sender": "stranger@example.com"',
        ', "policy": "## RP-1 Broken\\nWe refund.\\n"',
        ', "conversation": [{"from": "customer", "text": "Hi"}, {"from": "agent", "text": "Hello"}]',
        ', "attachments": ["mug.jpg"], "subject": "Mug"',
        ', "message": ""',
    ],
)
def test_the_facts_of_a_case_out_of_the_database_are_those_that_it_states(more):
    case = parse_case((BASE % more).replace("\n", " "))
    policy = load_policy(ROOT / "data" / "policies")
    stated = facts_of(case, policy)
    with gathered(Settings.load({})) as facts:
        found = facts(case, policy)
        again = facts(case, policy)
    assert found == again, "nothing of a case is left for the next one"
    own = {"case_id", "policy"}
    assert found.model_dump(exclude=own) == stated.model_dump(exclude=own)
    assert found.policy.clauses == stated.policy.clauses


def test_a_folder_of_files_is_evaluated_as_one(tmp_path):
    for name in ("a.jsonl", "b.jsonl"):
        (tmp_path / name).write_text((BASE % "").replace("\n", " "))
    assert evaluate_files(tmp_path, Settings.load({})).tally.cases == 2
