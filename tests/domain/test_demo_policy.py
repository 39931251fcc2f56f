"""What the demo company's policy comes to, clause by clause."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from hitl.domain.assessment import Assessment, Result
from hitl.domain.draft import Claim
from hitl.domain.order import Line, Order
from hitl.domain.policy import GoodsBack, Reason
from hitl.domain.policy_file import parse_policies
from hitl.domain.terms import assess
from hitl.settings import ROOT

POLICY = parse_policies(
    {path.stem: path.read_text("utf-8") for path in (ROOT / "data" / "policies").glob("*.md")}
)
PHOTO = {"attachments": ("a.jpg",)}
FINAL = {"final_sale": True}
WROTE = datetime(2026, 11, 10, 12, 0, tzinfo=UTC)
DATES = {
    "placed": {"placed_at": 2},
    "shipped": {"placed_at": 20, "shipped_at": 16},
    "just shipped": {"placed_at": 4, "shipped_at": 3},
    "delivered": {"placed_at": 9, "shipped_at": 7, "delivered_at": 5},
    "old": {"placed_at": 60, "shipped_at": 58, "delivered_at": 55},
    "cancelled": {"placed_at": 3},
}
STATUS = {"just shipped": "shipped", "old": "delivered"}


def judged(stage: str, category: str | None, reason: str, **more: Any) -> Assessment:
    line = Line(
        line_id="L1",
        sku="S",
        title="T",
        category=category,
        unit_price=2000,
        quantity=1,
        final_sale=more.pop("final_sale", False),
    )
    dates = {name: WROTE - timedelta(days=days) for name, days in DATES[stage].items()}
    order = Order(
        order_id="1",
        customer_id="C",
        currency="USD",
        lines=(line,),
        status=STATUS.get(stage, stage),
        **dates,
    )
    claims = (Claim(line_id="L1", quantity=1, reason=Reason(reason)),)
    known = {"said": "", "attachments": (), "prior_refunds": 0} | more
    return assess(claims, order, POLICY, first_message_at=WROTE, **known)


@pytest.mark.parametrize(
    ("stage", "category", "reason"),
    [
        ("delivered", "home", "damaged"),
        ("delivered", "kitchen", "defective"),
        ("delivered", "clothing", "wrong_item"),
        ("delivered", "food", "not_as_described"),
        ("shipped", "kitchen", "never_arrived"),
        ("shipped", "electronics", "late"),
        ("placed", "home", "cancelled"),
        ("placed", "food", "changed_mind"),
        ("cancelled", "digital", "cancelled"),
    ],
)
def test_clear_cases_are_refunded_in_full_without_goods_back(stage: str, category: str, reason: str):
    found = judged(stage, category, reason)
    assert (found.match, found.amount, found.goods_back) == ("strong", 2000, GoodsBack.NO)


@pytest.mark.parametrize(
    ("case", "more", "comes_to", "why"),
    [
        (("old", "home", "damaged"), {}, (Result.DENY, "RP-2", 0), "55 days are too many"),
        (("delivered", "home", "damaged"), FINAL, (Result.REFUND, "RP-2", 2000), "damage counts"),
        (("delivered", "electronics", "defective"), {}, (Result.EVIDENCE, "RP-3", 0), "no photo"),
        (("delivered", "food", "damaged"), PHOTO, (Result.REFUND, "RP-3", 2000), "here it is"),
        (("delivered", "gift_cards", "defective"), {}, (Result.UNCOVERED, "", 0), "no clause for it"),
        (("delivered", None, "damaged"), {}, (Result.UNKNOWN, "RP-2 RP-3", 0), "a photo?"),
        (("just shipped", "home", "never_arrived"), {}, (Result.NOT_YET, "RP-4", 0), "3 of 14 days"),
        (("delivered", "home", "never_arrived"), {}, (Result.REVIEW, "RP-5", 0), "carrier disagrees"),
        (("delivered", "home", "late"), {}, (Result.REFUND, "RP-6", 200), "a tenth"),
        (("delivered", "home", "late"), {"prior_refunds": 3}, (Result.DENY, "RP-6", 0), "too often"),
        (("delivered", "home", "changed_mind"), {}, (Result.REFUND, "RP-7", 2000), "goods back first"),
        (
            ("delivered", "home", "changed_mind"),
            {"said": "I used it twice"},
            (Result.DENY, "RP-7", 0),
            "used",
        ),
        (("delivered", "clothing", "changed_mind"), FINAL, (Result.DENY, "RP-8", 0), "final sale"),
        (("delivered", "food", "changed_mind"), {}, (Result.DENY, "RP-9", 0), "food"),
        (("delivered", "digital", "changed_mind"), {}, (Result.REFUND, "RP-10", 2000), "not opened"),
        (
            ("delivered", "digital", "changed_mind"),
            {"said": "I opened it"},
            (Result.DENY, "RP-10", 0),
            "opened",
        ),
        (("shipped", "home", "cancelled"), {}, (Result.REVIEW, "RP-12", 0), "on its way"),
        (("delivered", "home", "price"), PHOTO, (Result.REFUND, "RP-13", 200), "a tenth"),
        (("delivered", "home", "price"), {}, (Result.EVIDENCE, "RP-13", 0), "no screenshot"),
        (("placed", "home", "changed_mind"), FINAL, (Result.CONTRADICTION, "RP-8 RP-11", 0), "corner"),
        (("delivered", "home", "charged_twice"), {}, (Result.UNCOVERED, "", 0), "always to a person"),
        (("delivered", "home", "other"), {}, (Result.UNCOVERED, "", 0), "no clause for it"),
    ],
)
def test_other_cases_by_their_clause(case: Any, more: Any, comes_to: tuple[Result, str, int], why: str):
    found = judged(*case, **more)
    (claim,) = found.claims
    assert (claim.result, " ".join(claim.deciding), found.amount) == comes_to, why


def test_a_change_of_mind_is_paid_when_the_goods_are_back():
    assert judged("delivered", "home", "changed_mind").goods_back is GoodsBack.FIRST


def test_there_is_a_clause_without_terms():
    assert [clause.clause_id for clause in POLICY if clause.terms is None] == ["RP-14"]
