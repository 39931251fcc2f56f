from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import pytest

from hitl.domain.assessment import Assessment, ClaimAssessment, Holds, Result
from hitl.domain.draft import Claim
from hitl.domain.order import Line, Order, OrderStatus
from hitl.domain.policy import Clause, GoodsBack, Reason, Terms
from hitl.domain.terms import assess

WROTE = datetime(2026, 11, 10, 12, 0, tzinfo=UTC)
DAY = timedelta(days=1)


def line(line_id: str = "L1", **more: Any) -> Line:
    return Line(
        **{
            "line_id": line_id,
            "sku": "S",
            "title": "Mug",
            "category": "home",
            "unit_price": 1000,
            "quantity": 1,
        }
        | more
    )


def order(*lines: Line, **more: Any) -> Order:
    known = {
        "placed_at": WROTE - 9 * DAY,
        "shipped_at": WROTE - 7 * DAY,
        "delivered_at": WROTE - 3 * DAY,
        "status": OrderStatus.DELIVERED,
    }
    return Order(
        order_id="48291", customer_id="C1", currency="USD", lines=lines or (line(),), **(known | more)
    )


def clause(clause_id: str = "RP-1", **terms: Any) -> Clause:
    read = Terms.model_validate({"reasons": ["damaged"], "outcome": "refund"} | terms)
    return Clause(clause_id=clause_id, title="t", text="t", topic="t", terms=read)


def judged(
    *clauses: Clause,
    claims: tuple[Claim, ...] = (Claim(line_id="L1", quantity=1, reason=Reason.DAMAGED),),
    of: Order | None = None,
    at: datetime = WROTE,
    said: str = "",
    attachments: tuple[str, ...] = (),
    prior_refunds: int = 0,
) -> Assessment:
    return assess(
        claims,
        of or order(),
        clauses,
        first_message_at=at,
        said=said,
        attachments=attachments,
        prior_refunds=prior_refunds,
    )


def only(assessment: Assessment) -> ClaimAssessment:
    (claim,) = assessment.claims
    return claim


def says(claim: ClaimAssessment) -> list[str]:
    return [check.says for one in claim.clauses for check in one.checks]


REFUNDS = clause("R")
DENIES = clause("D", outcome="deny")
REVIEWS = clause("V", outcome="review")
FAILS = clause("F", within_days=1)
ASKS = clause("E", evidence=["photo"])
WAITS = clause("W", after_days=5)
REPLACES = clause("X", remedies=["replacement"])
HALF = clause("H", pays_percent=50)
BACK = clause("B", goods_back="first")
PAYS_NOTHING = clause("Z", pays_percent=0)
UNSURE = clause("U", within_days=30, counted_from="placed_at")  # with `placed_at` unknown
UNSURE_DENIES = clause("N", outcome="deny", within_days=30, counted_from="placed_at")
FAILS_FOR_SURE = clause("UF", within_days=30, counted_from="placed_at", statuses=["placed"])
UNSURE_ASKS = clause("UE", within_days=30, counted_from="placed_at", evidence=["photo"])
WAITS_AND_ASKS = clause("WE", after_days=5, evidence=["photo"])
WAITS_AND_FAILS = clause("WF", after_days=5, statuses=["placed"])
ASKS_AND_FAILS = clause("EF", evidence=["photo"], within_days=1)
DENIES_NOT = clause("DF", outcome="deny", within_days=1)
REVIEWS_NOT = clause("VF", outcome="review", within_days=1)
TEXT = Clause(clause_id="T", title="t", text="t", topic="t")
OTHER = clause("O", reasons=["late"])


@pytest.mark.parametrize(
    ("clauses", "result", "deciding", "match", "why"),
    [
        ((REFUNDS,), "refund", "R", "strong", "a refund clause holds"),
        ((REFUNDS, clause("R2")), "refund", "R R2", "strong", "two that agree"),
        ((REFUNDS, FAILS), "refund", "R", "strong", "one that fails does not take away what another gives"),
        ((REFUNDS, ASKS), "refund", "R", "strong", "nothing need be asked where another clause decides"),
        ((REFUNDS, WAITS), "refund", "R", "strong", "nor waited for"),
        ((REFUNDS, DENIES_NOT, REVIEWS_NOT), "refund", "R", "strong", "what does not hold says nothing"),
        ((REFUNDS, DENIES), "contradiction", "R D", "weak", "both hold"),
        ((REFUNDS, DENIES, REVIEWS), "contradiction", "R D", "weak", "a contradiction is said as such"),
        ((REPLACES, DENIES), "contradiction", "X D", "weak", "a replacement is not a denial either"),
        ((REFUNDS, HALF), "contradiction", "R H", "weak", "they pay differently"),
        ((REFUNDS, BACK), "contradiction", "R B", "weak", "they differ on goods back"),
        ((REFUNDS, REVIEWS), "review", "V", "weak", "a clause says that a person decides"),
        ((DENIES, REVIEWS), "review", "V", "weak", "also against a denial"),
        ((REPLACES,), "review", "X", "weak", "no refund is offered, so a person decides"),
        ((PAYS_NOTHING,), "review", "Z", "weak", "a refund of nothing"),
        ((REFUNDS, REPLACES), "review", "X", "weak", "money or goods: a person decides"),
        ((DENIES,), "deny", "D", "medium", "a denial holds"),
        ((DENIES, FAILS), "deny", "D", "medium", "the denial rests on the clause that denies"),
        ((DENIES, ASKS), "deny", "D", "medium", "no photo would help"),
        ((DENIES, WAITS), "deny", "D", "medium", "no waiting would help"),
        ((FAILS,), "deny", "F", "medium", "covered, and none holds"),
        ((FAILS, DENIES_NOT), "deny", "F", "medium", "covered, and none holds"),
        ((ASKS,), "evidence", "E", "medium", "only the photo is missing"),
        ((ASKS, FAILS), "evidence", "E", "medium", "the photo would settle it"),
        ((ASKS, WAITS), "evidence", "E", "medium", "the photo helps sooner than waiting"),
        ((ASKS_AND_FAILS,), "deny", "EF", "medium", "a photo would not help"),
        ((WAITS,), "not_yet", "W", "medium", "only the days are missing"),
        ((WAITS, FAILS), "not_yet", "W", "medium", "waiting would settle it"),
        ((WAITS_AND_ASKS,), "not_yet", "WE", "medium", "days and photo: days first"),
        ((WAITS_AND_FAILS,), "deny", "WF", "medium", "waiting would not help"),
        ((), "uncovered", "", "weak", "no policy"),
        ((TEXT,), "uncovered", "", "weak", "a clause without terms covers nothing"),
        ((OTHER,), "uncovered", "", "weak", "another reason"),
        ((DENIES_NOT,), "deny", "DF", "medium", "a clause covers and none holds"),
        ((REVIEWS_NOT,), "deny", "VF", "medium", "whatever the clause would have said"),
        ((UNSURE,), "unknown", "U", "weak", "an unknown never pays and never denies"),
        ((UNSURE, FAILS), "unknown", "U", "weak", "it might pay"),
        ((UNSURE, REFUNDS), "refund", "R", "strong", "whichever way it comes out, the same"),
        ((UNSURE, DENIES), "unknown", "U", "weak", "it might contradict"),
        ((UNSURE_DENIES, REFUNDS), "unknown", "N", "weak", "it might contradict"),
        ((UNSURE_DENIES, FAILS), "deny", "F", "medium", "denied whichever way it comes out"),
        ((UNSURE_DENIES,), "unknown", "N", "weak", "it might deny"),
        ((UNSURE, REVIEWS), "review", "V", "weak", "a person, whichever way it comes out"),
        ((FAILS_FOR_SURE,), "deny", "UF", "medium", "what fails outweighs what is unknown"),
        ((UNSURE_ASKS,), "unknown", "UE", "weak", "a photo is not asked for in vain"),
    ],
)
def test_what_a_claim_comes_to(clauses: tuple[Clause, ...], result: str, deciding: str, match: str, why: str):
    found = judged(*clauses, of=order(placed_at=None))
    claim = only(found)
    assert (claim.result, claim.deciding, found.match) == (result, tuple(deciding.split()), match), why
    assert (claim.amount > 0) == (result == "refund"), why
    assert found.amount == claim.amount


@pytest.mark.parametrize(
    ("delivered", "holds", "text", "why"),
    [
        (WROTE, Holds.YES, "delivered 0 days ago, limit 30", "the same moment"),
        (WROTE - 30 * DAY, Holds.YES, "delivered 30 days ago, limit 30", "inclusive"),
        (
            WROTE - 31 * DAY + timedelta(minutes=1),
            Holds.YES,
            "delivered 30 days ago, limit 30",
            "23 h 59 min",
        ),
        (WROTE - 31 * DAY, Holds.NO, "delivered 31 days ago, limit 30", "31 whole days"),
        (WROTE - DAY, Holds.YES, "delivered 1 day ago, limit 30", "one day, in the singular"),
        (
            WROTE + timedelta(seconds=1),
            Holds.UNKNOWN,
            "delivered only after the customer wrote",
            "in the future",
        ),
        (None, Holds.UNKNOWN, "no delivery date recorded", "not recorded"),
        (
            datetime(2026, 10, 11, 1, 1, tzinfo=timezone(timedelta(hours=13))),
            Holds.YES,
            "delivered 30 days ago, limit 30",
            "12:01 on the day before in UTC",
        ),
        (
            datetime(2026, 10, 11, 1, 0, tzinfo=timezone(timedelta(hours=13))),
            Holds.NO,
            "delivered 31 days ago, limit 30",
            "12:00 on the day before in UTC, though a calendar would say 30",
        ),
    ],
)
def test_whole_days_are_counted_to_the_first_message(
    delivered: datetime | None, holds: Holds, text: str, why: str
):
    claim = only(judged(clause(within_days=30), of=order(delivered_at=delivered)))
    (check,) = claim.clauses[0].checks
    assert (check.holds, check.says) == (holds, text), why


@pytest.mark.parametrize(
    ("shipped", "result", "not_before", "why"),
    [
        (WROTE - 14 * DAY, Result.REFUND, None, "exactly 14 days"),
        (
            WROTE - 14 * DAY + timedelta(minutes=1),
            Result.NOT_YET,
            date(2026, 11, 10),
            "a minute short of 14 days",
        ),
        (WROTE - 2 * DAY, Result.NOT_YET, date(2026, 11, 22), "twelve days to go"),
        (None, Result.UNKNOWN, None, "nobody knows when it left"),
        (WROTE + DAY, Result.UNKNOWN, None, "left after the customer wrote"),
    ],
)
def test_too_early_is_not_yet_with_the_date(
    shipped: datetime | None, result: Result, not_before: date | None, why: str
):
    waits = clause(after_days=14, counted_from="shipped_at")
    claim = only(judged(waits, of=order(shipped_at=shipped, delivered_at=None, status="shipped")))
    assert (claim.result, claim.not_before) == (result, not_before), why


@pytest.mark.parametrize(
    ("known", "holds", "why"),
    [
        ({"status": "delivered"}, Holds.YES, "recorded"),
        ({"status": "shipped"}, Holds.NO, "recorded"),
        ({"status": "cancelled"}, Holds.NO, "recorded"),
        ({"delivered_at": WROTE - DAY}, Holds.YES, "told by its date"),
        ({"shipped_at": WROTE - DAY}, Holds.NO, "told by its date: shipped"),
        ({"placed_at": WROTE - DAY}, Holds.UNKNOWN, "placed says nothing about how far it has come since"),
        ({}, Holds.UNKNOWN, "nothing recorded"),
        ({"shipped_at": WROTE - DAY, "delivered_at": WROTE + DAY}, Holds.UNKNOWN, "delivered since"),
        ({"status": "placed", "shipped_at": WROTE - DAY}, Holds.UNKNOWN, "the status lags behind the date"),
        (
            {"status": "shipped", "delivered_at": WROTE - DAY},
            Holds.UNKNOWN,
            "the status lags behind the date",
        ),
    ],
)
def test_a_status_is_recorded_or_told_by_dates_or_unknown(known: dict[str, Any], holds: Holds, why: str):
    none = dict.fromkeys(("placed_at", "shipped_at", "delivered_at", "status"))
    claim = only(judged(clause(statuses=["delivered"]), of=order(**(none | known))))
    assert claim.clauses[0].holds is holds, why


@pytest.mark.parametrize(
    ("outcome", "term", "final", "holds", "why"),
    [
        ("refund", False, False, Holds.YES, "ordinary goods"),
        ("refund", False, True, Holds.NO, "not for final sale"),
        ("refund", True, True, Holds.YES, "final sale is included"),
        ("refund", True, False, Holds.YES, "included does not mean only"),
        ("deny", True, True, Holds.YES, "about final-sale goods"),
        ("deny", True, False, Holds.NO, "about final-sale goods only"),
        ("deny", False, True, Holds.NO, "not about final-sale goods"),
        ("review", True, False, Holds.NO, "about final-sale goods only"),
    ],
)
def test_final_sale(outcome: str, term: bool, final: bool, holds: Holds, why: str):
    claim = only(judged(clause(outcome=outcome, final_sale=term), of=order(line(final_sale=final))))
    assert claim.clauses[0].holds is holds, why


@pytest.mark.parametrize(
    ("terms", "category", "result", "why"),
    [
        ({"categories": ["home"]}, "home", Result.REFUND, "its category"),
        ({"categories": ["Home "]}, " hOME", Result.REFUND, "however it is written"),
        ({"categories": ["home"]}, "food", Result.UNCOVERED, "another category"),
        ({"categories": ["home"]}, None, Result.UNKNOWN, "it may cover"),
        ({"categories": ["home"]}, " ", Result.UNKNOWN, "an empty category is none"),
        ({"categories": ["home"], "within_days": 1}, None, Result.UNKNOWN, "denied or not covered"),
        ({"except_categories": ["home"]}, "home", Result.UNCOVERED, "left out"),
        ({"except_categories": ["home"]}, "food", Result.REFUND, "not left out"),
        ({"except_categories": ["home"]}, None, Result.UNKNOWN, "it may be left out"),
        ({"except_categories": []}, None, Result.REFUND, "nothing is left out"),
    ],
)
def test_categories_decide_whether_a_clause_covers(
    terms: dict[str, Any], category: str | None, result: Result, why: str
):
    claim = only(judged(clause(**terms), of=order(line(category=category))))
    assert claim.result is result, why
    assert claim.amount == (1000 if result is Result.REFUND else 0)


@pytest.mark.parametrize(
    ("clauses", "result", "why"),
    [
        ((clause("G"), clause("C", categories=["food"])), Result.REFUND, "both would pay the same"),
        ((clause("G"), clause("C", categories=["food"], outcome="deny")), Result.UNKNOWN, "it might deny"),
        ((FAILS, clause("C", categories=["food"])), Result.UNKNOWN, "it might pay"),
        ((FAILS, clause("C", categories=["food"], within_days=1)), Result.DENY, "neither holds anyway"),
    ],
)
def test_goods_without_a_category_are_decided_only_where_it_makes_no_difference(
    clauses: tuple[Clause, ...], result: Result, why: str
):
    assert only(judged(*clauses, of=order(line(category=None)))).result is result, why


def test_more_unknowns_than_anybody_can_weigh_are_unknown():
    doubtful = tuple(clause(f"C{number}", categories=["food"]) for number in range(20))
    assert only(judged(*doubtful, of=order(line(category=None)))).result is Result.UNKNOWN


@pytest.mark.parametrize(
    ("wanted", "attachments", "result", "why"),
    [
        ("photo", ("IMG_1.HEIC",), Result.REFUND, "a photo"),
        ("photo", ("scan",), Result.REFUND, "without a suffix it may be one"),
        ("photo", ("crack.mp4",), Result.REFUND, "a video shows it as well"),
        ("photo", (), Result.EVIDENCE, "nothing"),
        ("photo", ("",), Result.EVIDENCE, "no name, no file"),
        ("photo", ("signature.vcf", "notes.txt"), Result.EVIDENCE, "certainly no photos"),
        ("receipt", ("receipt.txt",), Result.REFUND, "a receipt may be text"),
    ],
)
def test_evidence_must_be_attached_or_is_asked_for(
    wanted: str, attachments: tuple[str, ...], result: Result, why: str
):
    claim = only(judged(clause(evidence=[wanted]), attachments=attachments))
    assert claim.result is result, why
    assert claim.evidence == ((wanted,) if result is Result.EVIDENCE else ())


@pytest.mark.parametrize(
    ("before", "result", "text"),
    [
        (0, Result.REFUND, "0 earlier refunds, at most 2"),
        (1, Result.REFUND, "1 earlier refund, at most 2"),
        (2, Result.REFUND, "2 earlier refunds, at most 2"),
        (3, Result.DENY, "3 earlier refunds, at most 2"),
    ],
)
def test_earlier_refunds_are_counted(before: int, result: Result, text: str):
    claim = only(judged(clause(max_prior_refunds=2), prior_refunds=before))
    assert (claim.result, says(claim)) == (result, [text])


def test_a_condition_is_contradicted_only_by_the_customers_words():
    unused = clause(condition=["unused"])
    assert only(judged(unused, said="It does not fit the kitchen")).result is Result.REFUND
    used = only(judged(unused, said="I used it twice"))
    assert used.result is Result.DENY
    assert says(used) == ["must be unused; the customer wrote “I used it twice”"]


def test_goods_back_first_and_replacement_are_passed_on():
    found = judged(clause(goods_back="first", remedies=["refund", "replacement"]))
    assert (found.goods_back, found.match) == (GoodsBack.FIRST, "strong")
    assert only(found).replacement
    assert not only(judged(REFUNDS)).replacement


@pytest.mark.parametrize(
    ("goods", "percent", "quantity", "amount", "why"),
    [
        (order(), 100, 1, 1000, "the whole line"),
        (order(line(quantity=3)), 100, 2, 2000, "two of three"),
        (order(line(quantity=3)), 100, 9, 3000, "never more pieces than were bought"),
        (order(), 15, 1, 150, "a part of the price"),
        (order(line(unit_price=1005)), 50, 1, 502, "half a cent goes to the even one"),
        (order(line(unit_price=1015)), 50, 1, 508, "half a cent goes to the even one"),
        (order(line(), line("L2"), discount=300), 100, 1, 850, "less its share of the discount"),
        (order(line(refunded=400)), 100, 1, 600, "less what was paid back"),
        (order(line(refunded=400)), 50, 1, 500, "half the price is still left"),
        (order(line(refunded=1000)), 100, 1, 0, "nothing is left"),
        (order(paid_total=700), 100, 1, 700, "never more than was paid"),
        (order(line(), line("L2", refunded=600), paid_total=1000), 100, 1, 400, "less other refunds"),
        (order(shipping=500), 100, 1, 1000, "the line, not the shipping"),
    ],
)
def test_the_amount_of_a_claim(goods: Order, percent: int, quantity: int, amount: int, why: str):
    claims = (Claim(line_id="L1", quantity=quantity, reason=Reason.DAMAGED),)
    assert judged(clause(pays_percent=percent), claims=claims, of=goods).amount == amount, why


def test_claims_on_one_line_share_what_is_left_of_it():
    late = clause("L", reasons=["late"], pays_percent=50)
    claims = tuple(Claim(line_id="L1", quantity=1, reason=reason) for reason in (Reason.DAMAGED, Reason.LATE))
    found = judged(REFUNDS, late, claims=claims)
    assert [claim.amount for claim in found.claims] == [1000, 0]
    assert found.amount == 1000


def test_only_claims_that_are_allowed_are_summed_and_one_that_is_not_clear_weakens_all():
    claims = tuple(
        Claim(line_id="L1", quantity=1, reason=reason) for reason in (Reason.DAMAGED, Reason.CHANGED_MIND)
    )
    denied = judged(REFUNDS, clause("D", reasons=["changed_mind"], outcome="deny"), claims=claims)
    assert (denied.amount, denied.match, denied.deciding) == (1000, "medium", ("R", "D"))
    assert judged(REFUNDS, claims=claims).match == "weak"


def test_lines_of_several_categories_are_judged_each_by_its_own():
    goods = order(line(), line("L2", category="food"))
    claims = tuple(Claim(line_id=name, quantity=1, reason=Reason.DAMAGED) for name in ("L1", "L2"))
    found = judged(clause(categories=["home"]), claims=claims, of=goods)
    assert [claim.result for claim in found.claims] == [Result.REFUND, Result.UNCOVERED]


def test_a_line_that_the_order_does_not_have_is_unknown():
    found = judged(REFUNDS, claims=(Claim(line_id="L9", quantity=1, reason=Reason.DAMAGED),))
    assert (only(found).result, found.amount, found.match) == (Result.UNKNOWN, 0, "weak")


def test_no_claim_at_all_is_weak():
    found = judged(REFUNDS, claims=())
    assert (found.amount, found.match, found.claims) == (0, "weak", ())


def test_every_check_of_every_covering_clause_is_there_with_its_numbers():
    full = clause(
        "FULL",
        within_days=30,
        after_days=1,
        statuses=["shipped", "delivered"],
        final_sale=False,
        condition=["unused", "original_packaging"],
        goods_back="first",
        pays_percent=80,
        evidence=["photo"],
        max_prior_refunds=3,
    )
    claim = only(judged(full, OTHER, attachments=("a.jpg",), prior_refunds=2))
    assert [check.clause_id for check in claim.clauses] == ["FULL"]
    assert says(claim) == [
        "delivered 3 days ago, limit 30",
        "delivered 3 days ago, not before 1",
        "status delivered, must be delivered or shipped",
        "not on final sale",
        "nothing said against unused",
        "nothing said against original packaging",
        "paid when the goods are back",
        "pays 80 % of the price",
        "photo attached",
        "2 earlier refunds, at most 3",
    ]
    assert (claim.amount, claim.percent) == (800, 80)
