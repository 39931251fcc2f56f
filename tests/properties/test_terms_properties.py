"""Whatever the policy, the order and the claims: never too much, and nothing decided on what is unknown."""

from datetime import UTC, datetime, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from hitl.domain.assessment import Assessment, Result
from hitl.domain.draft import Claim
from hitl.domain.order import Line, Order, OrderStatus
from hitl.domain.policy import Clause, DateField, GoodsBack, Outcome, Reason, Remedy, Terms
from hitl.domain.terms import assess

WROTE = datetime(2026, 11, 10, 12, 0, tzinfo=UTC)
REASONS = [Reason.DAMAGED, Reason.CHANGED_MIND]
CATEGORIES = ["home", "food"]
STATUSES = list(OrderStatus)
REMEDIES = [frozenset({Remedy.REFUND}), frozenset(Remedy), frozenset({Remedy.REPLACEMENT})]
SAID = ["", "I used it twice", "never used", "I threw the box away"]

maybe_days = st.one_of(st.none(), st.integers(0, 40))
maybe_dates = st.one_of(
    st.none(), st.integers(-2, 45).map(lambda days: WROTE - timedelta(days=days, hours=days % 24))
)


@st.composite
def terms(draw: st.DrawFn) -> Terms:
    goods = draw(st.sampled_from(["categories", "except_categories", None]))
    return Terms(
        reasons=frozenset(draw(st.sets(st.sampled_from(REASONS), min_size=1))),
        outcome=draw(st.sampled_from([Outcome.REFUND, Outcome.REFUND, Outcome.DENY, Outcome.REVIEW])),
        **({goods: frozenset(draw(st.sets(st.sampled_from(CATEGORIES), min_size=1)))} if goods else {}),
        remedies=draw(st.sampled_from(REMEDIES)),
        within_days=draw(maybe_days),
        after_days=draw(st.one_of(st.none(), st.integers(0, 20))),
        counted_from=draw(st.sampled_from(list(DateField))),
        statuses=draw(st.one_of(st.none(), st.sets(st.sampled_from(STATUSES), min_size=1).map(frozenset))),
        final_sale=draw(st.sampled_from([None, True, False])),
        condition=draw(st.sampled_from([(), ("unused",), ("original_packaging",)])),
        goods_back=draw(st.sampled_from(list(GoodsBack))),
        pays_percent=draw(st.sampled_from([100, 100, 50, 33, 0])),
        evidence=draw(st.sampled_from([(), ("photo",)])),
        max_prior_refunds=draw(st.one_of(st.none(), st.integers(0, 3))),
    )


@st.composite
def policies(draw: st.DrawFn, most: int = 5) -> tuple[Clause, ...]:
    return tuple(
        Clause(clause_id=f"RP-{number}", title="t", text="t", topic="t", terms=one)
        for number, one in enumerate(draw(st.lists(terms(), max_size=most)))
    )


@st.composite
def orders(draw: st.DrawFn) -> Order:
    lines = tuple(
        Line(
            line_id=f"L{number}",
            sku="S",
            title="T",
            category=draw(st.sampled_from([*CATEGORIES, None])),
            unit_price=draw(st.integers(0, 5000)),
            quantity=draw(st.integers(1, 3)),
            final_sale=draw(st.booleans()),
            refunded=draw(st.sampled_from([0, 0, 0, 700])),
        )
        for number in range(draw(st.integers(1, 3)))
    )
    return Order(
        order_id="1",
        customer_id="C",
        currency=draw(st.sampled_from(["USD", "JPY"])),
        lines=lines,
        placed_at=draw(maybe_dates),
        shipped_at=draw(maybe_dates),
        delivered_at=draw(maybe_dates),
        status=draw(st.one_of(st.none(), st.sampled_from(STATUSES))),
        discount=draw(st.sampled_from([0, 0, 333])),
        paid_total=draw(st.sampled_from([None, None, 1000])),
    )


@st.composite
def situations(draw: st.DrawFn) -> dict[str, Any]:
    return {
        "claims": tuple(
            Claim(
                line_id=f"L{draw(st.integers(0, 2))}",
                quantity=draw(st.integers(1, 4)),
                reason=draw(st.sampled_from(REASONS)),
            )
            for _ in range(draw(st.integers(0, 4)))
        ),
        "order": draw(orders()),
        "first_message_at": WROTE,
        "said": draw(st.sampled_from(SAID)),
        "attachments": draw(st.sampled_from([(), ("a.jpg",)])),
        "prior_refunds": draw(st.integers(0, 4)),
    }


def judged(clauses: tuple[Clause, ...], situation: dict[str, Any]) -> Assessment:
    return assess(clauses=clauses, **situation)


@given(policies(), situations())
def test_never_more_than_is_refundable_and_only_where_a_clause_refunds(
    clauses: tuple[Clause, ...], situation: dict[str, Any]
):
    found = judged(clauses, situation)
    order: Order = situation["order"]
    assert found.amount == sum(claim.amount for claim in found.claims)
    assert 0 <= found.amount <= order.refundable
    for line in order.lines:
        on_line = sum(claim.amount for claim in found.claims if claim.claim.line_id == line.line_id)
        assert on_line <= max(0, line.price - line.refunded)
    assert all(claim.result is Result.REFUND for claim in found.claims if claim.amount)


@given(policies(), situations())
def test_a_refund_rests_on_clauses_that_hold_without_doubt(
    clauses: tuple[Clause, ...], situation: dict[str, Any]
):
    for claim in judged(clauses, situation).claims:
        holding = {one.clause_id for one in claim.clauses if one.holds == "holds"}
        if claim.result is Result.REFUND:
            assert claim.deciding
            assert set(claim.deciding) <= holding
        if claim.result is Result.DENY:
            assert claim.deciding
            assert all(one.holds != "unknown" for one in claim.clauses if one.clause_id in claim.deciding)


@given(policies(), situations(), st.randoms(use_true_random=False))
def test_the_order_of_the_clauses_does_not_matter(
    clauses: tuple[Clause, ...], situation: dict[str, Any], random: Any
):
    shuffled = list(clauses)
    random.shuffle(shuffled)
    first, second = judged(clauses, situation), judged(tuple(shuffled), situation)
    assert (first.match, first.amount, first.goods_back) == (second.match, second.amount, second.goods_back)
    for one, other in zip(first.claims, second.claims, strict=True):
        assert (one.result, one.amount, one.not_before) == (other.result, other.amount, other.not_before)
        assert set(one.deciding) == set(other.deciding)


@given(policies(), situations(), st.data())
def test_what_is_unknown_neither_pays_nor_denies(
    clauses: tuple[Clause, ...], situation: dict[str, Any], data: st.DataObject
):
    """Whatever an unknown date, status or category turns out to be, it is what was said, or nothing was."""
    order: Order = situation["order"]
    known = order.model_copy(
        update={
            "placed_at": order.placed_at or data.draw(maybe_dates),
            "shipped_at": order.shipped_at or data.draw(maybe_dates),
            "status": order.status or data.draw(st.sampled_from(STATUSES)),
            "lines": tuple(
                line.model_copy(update={"category": line.category or data.draw(st.sampled_from(CATEGORIES))})
                for line in order.lines
            ),
        }
    )
    before = judged(clauses, situation)
    after = judged(clauses, situation | {"order": known})
    for one, other in zip(before.claims, after.claims, strict=True):
        if one.result in {Result.REFUND, Result.DENY} and other.result is not Result.UNKNOWN:
            assert one.result is other.result or _status_was_told_by_dates(clauses, order)


def _status_was_told_by_dates(clauses: tuple[Clause, ...], order: Order) -> bool:
    """The one thing that is told by other facts: recording another status than its dates say changes it."""
    return order.status is None and any(one.terms and one.terms.statuses for one in clauses)


@given(policies(), situations(), st.integers(0, 4), st.integers(0, 40))
def test_a_stricter_limit_never_turns_a_denial_into_a_refund(
    clauses: tuple[Clause, ...], situation: dict[str, Any], which: int, days: int
):
    place = which % len(clauses) if clauses else 0
    if not clauses or clauses[place].terms is None or clauses[place].terms.outcome is not Outcome.REFUND:
        return
    old = clauses[place].terms
    limit = days if old.within_days is None else min(days, old.within_days)
    stricter = clauses[place].model_copy(update={"terms": old.model_copy(update={"within_days": limit})})
    changed = (*clauses[:place], stricter, *clauses[place + 1 :])
    before, after = judged(clauses, situation), judged(changed, situation)
    for one, other in zip(before.claims, after.claims, strict=True):
        if one.result is Result.DENY:
            assert other.result in {Result.DENY, Result.UNKNOWN}
        if one.result is Result.EVIDENCE:
            assert other.result is not Result.REFUND


@given(policies(most=3), situations())
def test_a_clause_that_denies_everything_leaves_nothing_to_pay(
    clauses: tuple[Clause, ...], situation: dict[str, Any]
):
    denies = Clause(
        clause_id="NO",
        title="t",
        text="t",
        topic="t",
        terms=Terms(reasons=frozenset(Reason), outcome=Outcome.DENY),
    )
    found = judged((*clauses, denies), situation)
    assert found.amount == 0
    assert Result.REFUND not in found.results


@given(policies(), situations())
def test_the_match_is_strong_exactly_where_every_claim_is_refunded(
    clauses: tuple[Clause, ...], situation: dict[str, Any]
):
    found = judged(clauses, situation)
    assert (found.match == "strong") == (found.results == {Result.REFUND})
