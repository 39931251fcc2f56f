"""What holds of the gate whatever it is given."""

from datetime import timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from hitl.domain.assessment import Result
from hitl.domain.case import Author, Channel, Message
from hitl.domain.draft import Action, Claim, Confidence, Draft, Missing, PlannedStep, StepKind
from hitl.domain.facts import Facts, Standing
from hitl.domain.gate.judge import judge
from hitl.domain.gate.ruleset import Ruleset
from hitl.domain.gate.verdict import Code, Route
from hitl.domain.mode import Mode, in_canary
from hitl.domain.money import Money
from hitl.domain.order import PaymentMethod, Tier
from hitl.domain.policy import Reason
from hitl.domain.reading.record import Intent, MentionedAmount, Reading, Sentiment
from tests.gate_cases import (
    NOW,
    POLICY,
    a_confidence,
    a_customer,
    a_draft,
    a_mode,
    a_reading,
    an_assessment,
    an_order,
    found,
    not_paying,
    rules,
    some_facts,
)

CURRENCIES = st.sampled_from(["USD", "EUR", "GBP", "JPY", "SEK", "KWD"])
MINOR = st.one_of(st.integers(1, 60_000), st.sampled_from([1999, 2000, 2299, 2300, 2499, 2500, 3499, 3500]))
GROUPS = [group.name for group in rules().keywords]
REPLIES = st.one_of(
    st.just(""),
    st.text(max_size=80),
    st.sampled_from(
        ["We refunded $12.50 for order 48291.", "I think so.", "No refund.", "Please send a photo."]
    ),
)


def mostly(usual: Any, *others: Any) -> st.SearchStrategy[Any]:
    """The usual value most of the time, so that cases that go alone are met often enough."""
    return st.one_of(st.just(usual), st.just(usual), st.just(usual), st.sampled_from([usual, *others]))


@st.composite
def drafts(draw: st.DrawFn) -> Draft:
    action = draw(mostly(Action.APPROVE_REFUND, *Action))
    minor, currency = draw(MINOR), draw(mostly("USD", "EUR", "JPY", "SEK"))
    amount = Money(minor=minor, currency=currency) if action is Action.APPROVE_REFUND else None
    fitting = f"We refund {amount} for the blue mug of order 48291." if amount else "Please send us a photo."
    return Draft(
        action=action,
        reply=draw(st.one_of(st.just(fitting), st.just(fitting), REPLIES)),
        order_id=draw(mostly("48291", None, "77777")),
        claims=draw(
            mostly(
                (Claim(line_id="1", quantity=1, reason=Reason.DAMAGED),),
                (),
                (Claim(line_id="9", quantity=3, reason=Reason.CHARGED_TWICE),),
            )
        ),
        amount=amount,
        citations=draw(mostly(("RP-2",), (), ("GW-1",), ("RP-99",), ("RP-2", "RP-7"))),
        policy_match=draw(mostly("strong", "medium", "weak")),
        needs_human_review=draw(mostly(False, True)),
        customer_sentiment=draw(mostly(Sentiment.CALM, *Sentiment)),
        steps=draw(mostly((), (PlannedStep(kind=StepKind.REPLACEMENT, says="Send it again"),))),
        missing=draw(mostly((Missing.EVIDENCE,), ())),
        refund_matter=draw(mostly(True, False)),
        understanding=draw(st.floats(0, 1)),
        drafter="property",
    )


@st.composite
def readings(draw: st.DrawFn) -> Reading:
    kind = draw(st.sampled_from(GROUPS))
    return Reading(
        language=draw(mostly("en", "und", "de", "zh")),
        intent=draw(mostly(Intent.REFUND, *Intent)),
        reasons=draw(mostly((Reason.DAMAGED,), (), (Reason.CHARGED_TWICE,), tuple(Reason))),
        sentiment=draw(mostly(Sentiment.CALM, *Sentiment)),
        keywords=draw(mostly((), (found(kind),), (found(kind, sure=False),), (found("unheard_of"),))),
        human_requested=draw(mostly(None, found("human_requested"))),
        injection=draw(mostly((), (found("override"),))),
        amounts=draw(
            mostly((), (MentionedAmount(minor=5, currency="EUR", found=found("amount", "5 euros")),))
        ),
    )


@st.composite
def facts(draw: st.DrawFn) -> Facts:
    order = an_order(
        draw(MINOR),
        currency=draw(mostly("USD", "EUR", "JPY", "SEK")),
        dispute_open=draw(mostly(False, True)),
        payment_method=draw(mostly(PaymentMethod.CARD, None, *PaymentMethod)),
        paid_total=draw(mostly(None, 0, 100)),
    )
    customer = a_customer(tier=draw(mostly(Tier.STANDARD, *Tier)), country=draw(mostly("US", None)))
    message = Message(author=draw(mostly(Author.CUSTOMER, *Author)), text=draw(st.text(max_size=60)), at=NOW)
    return Facts(
        case_id=draw(st.sampled_from(["CS-1", "CS-2", "CS-30", "CS-400"])),
        now=NOW,
        channel=draw(st.sampled_from(list(Channel))),
        waiting=draw(st.booleans()),
        conversation=(message,),
        customer=draw(mostly(customer, None)),
        sender_verified=draw(mostly(True, False)),
        orders=draw(mostly((order,), ())),
        ticket_order=draw(mostly(None, "48291", "1")),
        mentioned=draw(mostly({}, {"1": Standing.UNKNOWN}, {"2": Standing.OTHERS})),
        prior_refunds=draw(st.integers(0, 5)),
        auto_paid_on_order=draw(mostly({}, {"48291": 1}, {"48291": 99_999})),
        auto_paid_30_days=draw(mostly({}, {"USD": 4999}, {"EUR": 1})),
        duplicates=draw(mostly((), ("CS-9",))),
        policy=POLICY,
    )


ASSESSMENTS = st.one_of(
    st.builds(an_assessment, MINOR),
    st.builds(an_assessment, MINOR),
    st.builds(lambda result: an_assessment(result=result), st.sampled_from(list(Result))),
    st.none(),
)
CONFIDENCES: st.SearchStrategy[Confidence | None] = st.one_of(
    st.just(a_confidence(0.95)), st.builds(a_confidence, st.floats(0, 1)), st.none()
)
MODES = st.builds(a_mode, mostly(Mode.LIMITED_AUTONOMY, *Mode), mostly(100, 0, 50))
ANY_CASE = st.fixed_dictionaries(
    {
        "draft": st.one_of(drafts(), drafts(), drafts(), st.none()),
        "failure": mostly("", "timed out"),
        "confidence": CONFIDENCES,
        "reading": readings(),
        "assessment": ASSESSMENTS,
        "facts": facts(),
        "mode": MODES,
    }
)


def a_clear_case(minor: int, currency: str) -> dict[str, Any]:
    """A case that goes alone where the amount is small enough."""
    return {
        "draft": a_draft(Money(minor=minor, currency=currency)),
        "failure": "",
        "confidence": a_confidence(0.95),
        "reading": a_reading(),
        "assessment": an_assessment(minor),
        "facts": some_facts(an_order(minor, currency=currency)),
        "mode": a_mode(),
    }


A_QUESTION = not_paying(
    Action.REQUEST_MORE_INFO, "Please send us a photo of the mug.", missing=(Missing.EVIDENCE,)
)
AN_ANSWER = not_paying(
    Action.ANSWER_ONLY, "You can send unused goods back within fourteen days.", order_id=None
)


@st.composite
def nearly_clear_cases(draw: st.DrawFn) -> dict[str, Any]:
    """A clear case with up to two of its parts taken from any other case: often one that goes alone."""
    case = a_clear_case(draw(MINOR), draw(st.sampled_from(["USD", "EUR", "JPY"])))
    case["draft"] = draw(st.sampled_from([case["draft"], case["draft"], A_QUESTION, AN_ANSWER]))
    for part in draw(st.lists(st.sampled_from(sorted(case)), max_size=2, unique=True)):
        case[part] = draw(ANY_CASE)[part]
    for field in draw(st.lists(st.sampled_from(sorted(Facts.model_fields)), max_size=1)):
        value = getattr(draw(facts()), field)
        case["facts"] = case["facts"].model_copy(update={field: value})
    return case


CASES = st.one_of(nearly_clear_cases(), nearly_clear_cases(), ANY_CASE)


def stricter_rules(limit: int, high: int, repeats: int, times: int, alone: float) -> Ruleset:
    """The delivered rules with every bound at most as wide."""
    given = rules()
    auto = given.auto.model_copy(
        update={
            "limit": {currency: max(1, minor * limit // 100) for currency, minor in given.auto.limit.items()},
            "confidence": given.auto.confidence.model_copy(update={"alone": alone}),
        }
    )
    held = given.held.model_copy(
        update={
            "velocity_times_limit": times,
            "repeat_refunds_from": repeats,
            "countries": frozenset({"US"} if repeats == 1 else ()),
            "high_value": {
                currency: max(1, minor * high // 100) for currency, minor in given.held.high_value.items()
            },
        }
    )
    return given.model_copy(update={"auto": auto, "held": held})


STRICTER = st.builds(
    stricter_rules,
    st.integers(1, 100),
    st.integers(1, 100),
    st.integers(1, 3),
    st.integers(1, 2),
    st.floats(0.9, 1),
)


def test_the_clear_cases_that_the_properties_start_from_go_alone() -> None:
    assert judge(**a_clear_case(1250, "USD"), ruleset=rules()).route is Route.AUTO
    assert judge(**a_clear_case(1250, "SEK"), ruleset=rules()).route is not Route.AUTO


@settings(max_examples=300)
@given(case=CASES)
def test_the_gate_answers_every_combination_and_auto_means_no_reason(case: dict[str, Any]) -> None:
    verdict = judge(**case, ruleset=rules())
    assert (verdict.route is Route.AUTO) == (verdict.reasons == ())
    assert len(verdict.codes) == len(verdict.reasons)
    assert verdict.due_at > case["facts"].now
    assert 0 <= verdict.priority <= 9
    assert all(reason.says.strip() for reason in verdict.reasons)


@settings(max_examples=300)
@given(case=CASES)
def test_what_goes_alone_meets_every_condition(case: dict[str, Any]) -> None:
    verdict = judge(**case, ruleset=rules())
    if verdict.route is not Route.AUTO:
        return
    draft, reading, known = case["draft"], case["reading"], case["facts"]
    assert draft is not None
    assert not case["failure"]
    assert draft.action is not Action.DENY_REFUND
    assert not draft.needs_human_review
    assert reading.sentiment is draft.customer_sentiment is Sentiment.CALM
    assert reading.keywords == reading.injection == ()
    assert reading.human_requested is None
    assert case["confidence"].value >= 0.9
    assert case["mode"].mode is Mode.LIMITED_AUTONOMY
    assert in_canary(known.case_id, case["mode"].canary)
    assert Standing.OTHERS not in known.mentioned.values()
    if draft.amount is not None:
        _pays_rightly(case, draft.amount)


def _pays_rightly(case: dict[str, Any], amount: Money) -> None:
    known, assessment = case["facts"], case["assessment"]
    order = known.order(case["draft"].order_id)
    limit = rules().auto_limit(amount.currency)
    assert order is not None
    assert limit is not None
    assert amount.currency == order.currency
    assert amount.minor + known.auto_paid_on_order.get(order.order_id, 0) < limit.minor
    assert amount.minor + known.auto_paid_30_days.get(amount.currency, 0) <= 2 * limit.minor
    assert amount.minor <= order.refundable
    assert amount.minor <= assessment.amount
    assert assessment.match == case["draft"].policy_match == "strong"
    assert not order.dispute_open
    assert order.payment_method not in {PaymentMethod.BANK_TRANSFER, PaymentMethod.INVOICE}
    assert known.customer is not None
    assert known.sender_verified
    assert known.customer.tier is not Tier.ENTERPRISE
    assert known.prior_refunds < 3
    assert known.duplicates == ()
    assert case["reading"].intent in {Intent.REFUND, Intent.UNCLEAR}


@settings(max_examples=300)
@given(case=CASES, stricter=STRICTER)
def test_a_stricter_rule_never_lets_more_through(case: dict[str, Any], stricter: Ruleset) -> None:
    if judge(**case, ruleset=stricter).route is Route.AUTO:
        assert judge(**case, ruleset=rules()).route is Route.AUTO


FURTHER_SIGNS: list[dict[str, Any]] = [
    {"reading": {"injection": (found("override"),)}},
    {"reading": {"keywords": (found("fraud"),)}},
    {"reading": {"human_requested": found("human_requested")}},
    {"reading": {"sentiment": Sentiment.ANGRY}},
    {"reading": {"language": "fr"}},
    {"facts": {"duplicates": ("CS-8",)}},
    {"facts": {"mentioned": {"5": Standing.OTHERS}}},
    {"facts": {"sender_verified": False}},
]


@settings(max_examples=200)
@given(case=CASES, further=st.sampled_from(FURTHER_SIGNS))
def test_a_further_sign_against_it_never_lets_a_case_through(
    case: dict[str, Any], further: dict[str, Any]
) -> None:
    if judge(**case, ruleset=rules()).route is Route.AUTO:
        return
    worse = dict(case)
    for part, changes in further.items():
        worse[part] = case[part].model_copy(update=changes)
    assert judge(**worse, ruleset=rules()).route is not Route.AUTO


@settings(max_examples=100)
@given(minor=st.integers(1, 4000), currency=CURRENCIES, before=st.integers(0, 4000))
def test_only_sums_strictly_under_the_limit_go_alone(minor: int, currency: str, before: int) -> None:
    order = an_order(minor, currency=currency)
    verdict = judge(
        draft=a_draft(Money(minor=minor, currency=currency)),
        failure="",
        confidence=a_confidence(),
        reading=a_reading(),
        assessment=an_assessment(minor),
        facts=some_facts(order, auto_paid_on_order={"48291": before}),
        ruleset=rules(),
        mode=a_mode(),
    )
    limit = rules().auto_limit(currency)
    within = limit is not None and minor + before < limit.minor
    assert (Code.AMOUNT_LIMIT not in verdict.codes) is within


@settings(max_examples=50)
@given(kinds=st.lists(st.sampled_from(GROUPS), min_size=1, max_size=8))
def test_the_gravest_of_several_groups_counts(kinds: list[str]) -> None:
    verdict = judge(
        draft=a_draft(),
        failure="",
        confidence=a_confidence(),
        reading=a_reading(keywords=tuple(found(kind) for kind in kinds)),
        assessment=an_assessment(),
        facts=some_facts(),
        ruleset=rules(),
        mode=a_mode(),
    )
    gravest = min(
        (group for group in rules().keywords if group.name in kinds), key=lambda group: group.priority
    )
    assert (verdict.queue, verdict.priority) == (gravest.queue, gravest.priority)
    assert verdict.due_at - NOW <= timedelta(minutes=rules().review.minutes.by_priority[gravest.priority])
