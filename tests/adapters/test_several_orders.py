"""One message about several orders: a draft names one of them, and never goes alone."""

import json
from pathlib import Path

import pytest

from hitl.adapters.policy_search import ClauseSearch
from hitl.adapters.reading_weights import load_lexicon
from hitl.adapters.rules_drafter import RulesDrafter
from hitl.domain.gate.ruleset import parse_ruleset
from hitl.domain.gate.verdict import Route
from hitl.labelled import draft_and_judge, facts_of, load_policy, parse_case
from hitl.labelled.scoring import Worked

ROOT = Path(__file__).resolve().parents[2]


def _order(order_id: str, title: str) -> dict[str, object]:
    line = {"sku": title.upper(), "title": title, "category": "home", "unit_price": "12.00", "quantity": 1}
    return {
        "order_id": order_id,
        "currency": "USD",
        "placed_at": "2026-11-01T09:00:00Z",
        "delivered_at": "2026-11-05T09:00:00Z",
        "status": "delivered",
        "lines": [line],
    }


def _work(message: str) -> Worked:
    ruleset = parse_ruleset((ROOT / "data" / "rules.toml").read_text(encoding="utf-8"))
    lexicon = load_lexicon(ROOT, ruleset)
    case = {
        "id": "several",
        "now": "2026-11-10T12:00:00Z",
        "customer": {"customer_id": "C1", "email": "c1@example.com", "name": "Ada"},
        "orders": [_order("40112", "Vase"), _order("40127", "Bowl")],
        "message": message,
    }
    policy = load_policy(ROOT / "data" / "policies")
    return draft_and_judge(
        facts_of(parse_case(json.dumps(case)), policy),
        RulesDrafter(lexicon),
        lexicon=lexicon,
        search=ClauseSearch(),
        ruleset=ruleset,
    )


@pytest.mark.parametrize(
    ("message", "other"),
    [
        ("both orders 40112 and 40127 came broken, refund please", "40127"),
        ("my vase and my bowl (two separate orders) both came cracked, refund please", "40127"),
    ],
)
def test_the_draft_names_one_and_says_that_the_other_is_not_covered(message: str, other: str) -> None:
    worked = _work(message)

    assert worked.draft is not None
    assert worked.draft.order_id == "40112"
    assert any("does not cover" in doubt and other in doubt for doubt in worked.draft.doubts)
    assert worked.verdict.route is not Route.AUTO


def test_of_two_named_orders_the_one_that_is_complained_of_is_meant() -> None:
    worked = _work("40112 is perfect. In order 40127 the bowl is smashed, please refund it.")

    assert worked.draft is not None
    assert worked.draft.order_id == "40127"
