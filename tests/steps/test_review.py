"""Review: what a person may answer, to what, and what then happens."""

from datetime import timedelta

import pytest

from hitl.domain.case import Status
from hitl.domain.decision import (
    Answer,
    Approve,
    Ask,
    DecisionOutcome,
    DecisionReason,
    Edit,
    Escalate,
    Reject,
    fingerprint,
)
from hitl.domain.draft import Action
from hitl.domain.mode import Mode
from hitl.domain.money import Money
from hitl.domain.roles import Level, User
from hitl.errors import AlreadyDecided, NotAllowed, Refused, StaleDraft, TooSoon
from hitl.views import case_page
from tests.company import ANALYST, MANAGER, REVIEWER, START, Company, customer, line, order, ticket


def usd(text: str) -> Money:
    return Money.parse(text, "USD")


@pytest.fixture
def company(company: Company) -> Company:
    """The company with a 48.00 order, which waits for a person."""
    company.add(order("20000", lines=(line(unit_price=4800),)))
    return company


def held(company: Company, **changes: object):
    case, drafted = company.draft(ticket(order_id="20000", **changes))
    assert case.status is Status.IN_REVIEW
    assert drafted.draft is not None
    assert drafted.draft.amount == usd("48.00")
    return case, drafted


def decision(company: Company, case_id: str):
    with company.store.unit() as unit:
        return unit.decisions.of_case(case_id), unit.refunds.of_case(case_id)


def test_approving_reserves_exactly_what_was_drafted(company: Company) -> None:
    case, _ = held(company)

    assert company.answer(case, Approve()).status is Status.DECIDED

    made, refund = decision(company, case.case_id)
    assert made.outcome is DecisionOutcome.APPROVED
    assert made.by == MANAGER.email
    assert refund.amount == usd("48.00")
    assert refund.decision_id == made.decision_id


def test_editing_the_amount_changes_the_reply_with_it_and_keeps_the_difference(company: Company) -> None:
    case, drafted = held(company)

    company.answer(case, Edit(amount=usd("20.00"), reason_code=DecisionReason.AMOUNT_WRONG))

    made, refund = decision(company, case.case_id)
    assert made.outcome is DecisionOutcome.EDITED
    assert refund.amount == usd("20.00")
    assert "$20.00" in made.reply
    assert "$48.00" not in made.reply
    assert made.changes["amount"] == [{"minor": 4800, "currency": "USD"}, {"minor": 2000, "currency": "USD"}]
    assert made.draft_amount == drafted.draft.amount


def test_editing_the_action_needs_a_reply_that_says_so(company: Company) -> None:
    case, _ = held(company)
    denial = Edit(action=Action.DENY_REFUND, reason_code=DecisionReason.FRAUD_SUSPECTED)

    with pytest.raises(Refused, match="write the reply"):
        company.answer(case, denial)

    company.answer(case, denial.model_copy(update={"reply": "We cannot refund this order."}))
    made, refund = decision(company, case.case_id)
    assert made.action is Action.DENY_REFUND
    assert refund is None


def test_a_rejected_draft_can_only_be_answered_in_own_words(company: Company) -> None:
    case, _ = held(company)

    rejected = company.answer(case, Reject(reason_code=DecisionReason.FACTS_WRONG))

    assert rejected.status is Status.IN_REVIEW
    with pytest.raises(Refused, match="rejected"):
        company.answer(rejected, Approve())
    with pytest.raises(Refused, match="Write the reply"):
        company.answer(rejected, Edit(amount=usd("10.00"), reason_code=DecisionReason.OTHER))
    own = Edit(amount=usd("10.00"), reply="We refund $10.00.", reason_code=DecisionReason.OTHER)
    company.answer(rejected, own)
    assert decision(company, case.case_id)[0].outcome is DecisionOutcome.REJECTED


def test_escalating_raises_the_level_and_then_a_reviewer_may_not_decide(company: Company) -> None:
    case, _ = held(company)

    raised = company.answer(case, Escalate(level=Level.MANAGER, note="looks odd"), by=REVIEWER)

    assert raised.level is Level.MANAGER
    with pytest.raises(NotAllowed, match="manager"):
        company.answer(raised, Approve(), by=REVIEWER)
    assert company.answer(raised, Approve(), by=MANAGER).status is Status.DECIDED


def test_a_question_parks_the_case_and_is_no_final_decision(company: Company) -> None:
    case, _ = held(company)

    asked = company.answer(case, Ask(question="Could you send us a photo?"))

    assert asked.status is Status.AWAITING_CUSTOMER
    assert decision(company, case.case_id)[0] is None
    woken = company.receive(ticket("Here it is", "T2", in_reply_to="T1"))
    assert woken.status is Status.RECEIVED


@pytest.mark.parametrize(
    ("changes", "error", "words", "reason"),
    [
        ({"draft_version": 0}, StaleDraft, "drafted anew", "an older draft was on the screen"),
        ({"seen": "something else"}, StaleDraft, "changed since", "the order was another on the screen"),
        ({"opened_at": START}, TooSoon, "just been opened", "nobody reads in no time"),
    ],
)
def test_an_answer_to_something_else_is_refused(
    company: Company, changes: dict[str, object], error: type[Exception], words: str, reason: str
) -> None:
    case, _ = held(company)

    with pytest.raises(error, match=words):
        company.answer(case, Approve(), **changes)
    assert decision(company, case.case_id) == (None, None), reason


@pytest.mark.parametrize(
    ("order_id", "customer_id", "shown"),
    [
        ("10482", "C1", "10482"),
        ("20000", "C1", "10482"),  # somebody else's: the only one of their own
        (None, "C1", "10482"),  # the only one that they have
        (None, "C2", "20000"),
        ("99999", "C2", "20000"),  # no such order
    ],
)
def test_the_order_on_the_screen_is_the_one_that_an_answer_is_checked_against(
    company: Company, order_id: str | None, customer_id: str, shown: str | None
) -> None:
    company.add(order("20000", customer_id="C2"), owner=customer("C2"))
    case, _ = company.draft(
        ticket("Hello, my lawyer will hear of this broken mug.", order_id=order_id, customer_id=customer_id)
    )
    with company.store.reads() as reads:
        page = case_page(reads, case.case_id)

    answered = company.answer(case, Escalate(level=Level.MANAGER, note="odd"), by=REVIEWER, seen=page.seen)

    assert answered.level is not None
    assert (page.file.order.order_id if page.file.order else None) == shown


def test_what_was_on_the_screen_is_accepted_when_nothing_changed(company: Company) -> None:
    case, drafted = held(company)
    with company.store.unit() as unit:
        seen = fingerprint(drafted, unit.catalog.order("20000"))

    answered = company.answer(case, Approve(), seen=seen, opened_at=START - timedelta(seconds=5))

    assert answered.status is Status.DECIDED


@pytest.mark.parametrize(
    ("by", "words", "reason"),
    [
        (ANALYST, "may read", "an analyst decides nothing"),
        (REVIEWER.model_copy(update={"email": "nobody@example.com"}), "not a known user", "never heard of"),
    ],
)
def test_who_may_not_decide_is_told_so(company: Company, by: User, words: str, reason: str) -> None:
    case, _ = held(company)

    with pytest.raises(NotAllowed, match=words):
        company.answer(case, Approve(), by=by)
    assert decision(company, case.case_id)[0] is None, reason


def test_the_second_decision_is_refused_and_told_of_the_first(company: Company) -> None:
    case, _ = held(company)
    company.answer(case, Approve())

    with pytest.raises(AlreadyDecided, match=r"approved by manager@example.com .*\$48.00"):
        company.answer(case, Edit(amount=usd("1.00"), reason_code=DecisionReason.OTHER))


@pytest.mark.parametrize(
    ("answer", "words", "reason"),
    [
        (Edit(amount=usd("48.01"), reason_code=DecisionReason.OTHER), "more than", "a cent above the order"),
        (Edit(amount=usd("0.00"), reason_code=DecisionReason.OTHER), "above nothing", "a refund of nothing"),
        (
            Edit(
                amount=Money.parse("10.00", "EUR"), reply="We refund 10.00.", reason_code=DecisionReason.OTHER
            ),
            "is in USD",
            "another currency than the order's",
        ),
        (
            Edit(
                action=Action.DENY_REFUND,
                amount=usd("5.00"),
                reply="No.",
                reason_code=DecisionReason.OTHER,
            ),
            "does not go together",
            "a denial with money",
        ),
        (Ask(question="  "), "Write the question", "an empty question"),
        (Ask(question="Dear {name}, why?"), "{name} is not filled in", "a saved reply as it was saved"),
        (
            Edit(reply="Order {order} is on us.", reason_code=DecisionReason.GOODWILL),
            "{order} is not filled in",
            "a saved reply with a gap",
        ),
    ],
)
def test_an_answer_that_cannot_be_is_refused(
    company: Company, answer: Answer, words: str, reason: str
) -> None:
    case, _ = held(company)

    with pytest.raises(Refused, match=words):
        company.answer(case, answer)
    assert company.case(case.case_id).status is Status.IN_REVIEW, reason


def test_in_shadow_a_decision_is_kept_and_nothing_leaves(company: Company) -> None:
    company.set_mode(Mode.SHADOW)
    case, _ = held(company)

    assert company.answer(case, Approve()).status is Status.CLOSED

    made, refund = decision(company, case.case_id)
    assert made.outcome is DecisionOutcome.APPROVED
    assert refund is None
    with company.store.unit() as unit:
        assert unit.deliveries.of_case(case.case_id) == ()


def test_a_case_drafted_in_shadow_is_never_paid_in_another_mode(company: Company) -> None:
    company.set_mode(Mode.SHADOW)
    case, _ = held(company)
    company.set_mode(Mode.LIMITED_AUTONOMY)

    assert company.answer(case, Approve()).status is Status.CLOSED
    assert decision(company, case.case_id)[1] is None
