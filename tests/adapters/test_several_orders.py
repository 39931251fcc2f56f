"""One message about several orders: each has a draft of its own, by its own words, and none goes alone."""

import json
from functools import cache
from pathlib import Path

import pytest

from hitl.adapters.policy_search import ClauseSearch
from hitl.adapters.reading_weights import load_lexicon
from hitl.adapters.rules_drafter import RulesDrafter
from hitl.domain.gate.ruleset import Ruleset, parse_ruleset
from hitl.domain.gate.verdict import Route
from hitl.domain.policy import Clause
from hitl.domain.reading.lexicon import Lexicon
from hitl.labelled import draft_and_judge, facts_of, load_policy, parse_case
from hitl.labelled.working import Worked

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


@cache
def _house() -> tuple[Ruleset, Lexicon, tuple[Clause, ...]]:
    ruleset = parse_ruleset((ROOT / "data" / "rules.toml").read_text(encoding="utf-8"))
    return ruleset, load_lexicon(ROOT, ruleset), load_policy(ROOT / "data" / "policies")


def _work(message: str) -> Worked:
    ruleset, lexicon, policy = _house()
    case = {
        "id": "several",
        "now": "2026-11-10T12:00:00Z",
        "customer": {"customer_id": "C1", "email": "c1@example.com", "name": "Ada"},
        "orders": [_order("40112", "Vase"), _order("40127", "Bowl")],
        "message": message,
    }
    return draft_and_judge(
        facts_of(parse_case(json.dumps(case)), policy),
        RulesDrafter(lexicon),
        lexicon=lexicon,
        search=ClauseSearch(),
        ruleset=ruleset,
    )


@pytest.mark.parametrize(
    ("message", "reasons", "why"),
    [
        ("both orders 40112 and 40127 came broken, refund please", ("damaged", "damaged"), "both by number"),
        (
            "my vase and my bowl (two separate orders) both came cracked, refund please",
            ("damaged", "damaged"),
            "both by their goods",
        ),
        (
            "In 40112 the vase was smashed. In 40127 the bowl is not what I ordered. Refund for both please.",
            ("damaged", "wrong_item"),
            "each for its own reason",
        ),
        (
            "The vase arrived in pieces. Also, I no longer want the bowl, I'd return it unused.",
            ("damaged", "changed_mind"),
            "no number at all",
        ),
        ("I want to return all my orders, nothing was used.", ("changed_mind", "changed_mind"), "all"),
    ],
)
def test_each_order_is_drafted_by_the_words_about_it(
    message: str, reasons: tuple[str, str], why: str
) -> None:
    worked = _work(message)

    drafts = [part.draft for part in worked.parts if part.draft]
    assert [draft.order_id for draft in drafts] == ["40112", "40127"], why
    assert tuple(draft.claims[0].reason.value for draft in drafts) == reasons, why
    assert all(draft.needs_human_review and draft.also for draft in drafts)
    assert all(part.verdict.route is not Route.AUTO for part in worked.parts)
    assert worked.amount is not None
    assert worked.amount.minor == 2400


@pytest.mark.parametrize(
    ("message", "order_id", "why"),
    [
        (
            "40112 is perfect. In order 40127 the bowl is smashed, please refund it.",
            "40127",
            "one is praised",
        ),
        ("The bowl is cracked, the vase I bought before is fine. Refund please.", "40127", "praised goods"),
        ("I ordered the vase and you sent me a bowl instead. Refund please.", "40112", "came for the other"),
        (
            "Orders 40112 and 40127. I want to cancel the older order, it came broken. For order 40112, "
            "I moved and my address has changed.",
            "40127",
            "the other one has a matter of its own",
        ),
    ],
)
def test_of_two_orders_that_are_spoken_of_one_is_meant(message: str, order_id: str, why: str) -> None:
    worked = _work(message)

    assert worked.draft is not None
    assert worked.draft.order_id == order_id, why
    assert worked.others == (), why
