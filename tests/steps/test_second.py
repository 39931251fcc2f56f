"""Two signatures: what one person decides above the second limit waits for another."""

import pytest

from hitl.domain.case import Status
from hitl.domain.decision import Agree, Approve, Ask, DecisionReason, Disagree, Edit, fingerprint
from hitl.domain.draft import StepKind
from hitl.domain.money import Money
from hitl.domain.roles import Role, User
from hitl.errors import NotAllowed, Refused, StaleDraft, Unconfirmed
from hitl.steps.undo import undo
from tests.company import MANAGER, REVIEWER, SENIOR, Company, line, order, ticket

OTHER_SENIOR = User(email="other@example.com", name="Other", role=Role.SENIOR)


def usd(text: str) -> Money:
    return Money.parse(text, "USD")


@pytest.fixture
def company(company: Company) -> Company:
    """The company with a 1,200.00 order and a second senior."""
    company.add(order("30000", lines=(line(unit_price=120_000),)))
    with company.store.unit() as unit:
        unit.controls.save_user(OTHER_SENIOR, company.clock.now())
        unit.commit()
    return company


def dear(company: Company):
    case, drafted = company.draft(ticket(order_id="30000"))
    assert drafted.draft.amount == usd("1200.00")
    return case


def kept(company: Company, case_id: str):
    with company.store.unit() as unit:
        return (
            unit.decisions.signature(case_id),
            unit.decisions.of_case(case_id),
            unit.refunds.of_case(case_id),
        )


def test_above_the_second_limit_one_signature_moves_nothing(company: Company) -> None:
    case = dear(company)

    assert company.answer(case, Approve(), by=SENIOR, says="All in order").status is Status.AWAITING_SECOND

    signature, decision, refund = kept(company, case.case_id)
    assert (signature.by, signature.amount, signature.says) == (SENIOR.email, usd("1200.00"), "All in order")
    assert (decision, refund) == (None, None)


@pytest.mark.parametrize(
    ("first", "second", "reason"),
    [
        (SENIOR, MANAGER, "a senior prepares, a manager agrees"),
        (MANAGER, SENIOR, "a manager signs first, a senior is the second pair of eyes"),
    ],
)
def test_with_the_second_signature_the_refund_is_reserved_once(
    company: Company, first: User, second: User, reason: str
) -> None:
    case = company.answer(dear(company), Approve(), by=first)

    assert company.answer(case, Agree(), by=second).status is Status.DECIDED

    signature, decision, refund = kept(company, case.case_id)
    assert (decision.by, decision.first_by) == (second.email, first.email), reason
    assert refund.amount == usd("1200.00")
    assert signature is None
    kinds = company.events(case.case_id)
    assert kinds.index("case.signed_first") < kinds.index("decision.made")


def test_the_second_decides_what_the_first_would_and_nothing_else(company: Company) -> None:
    edit = Edit(amount=usd("1100.00"), reason_code=DecisionReason.AMOUNT_WRONG)
    case = company.answer(dear(company), edit, by=SENIOR)

    company.answer(case, Agree(), by=MANAGER)

    _, decision, refund = kept(company, case.case_id)
    assert decision.amount == refund.amount == usd("1100.00")
    assert "$1100.00" in decision.reply.replace(",", "")
    assert decision.reason_code is DecisionReason.AMOUNT_WRONG


@pytest.mark.parametrize(
    ("first", "second", "words", "reason"),
    [
        (MANAGER, MANAGER, "somebody else", "nobody agrees with themselves"),
        (SENIOR, OTHER_SENIOR, "signature of a manager", "neither may approve so much alone"),
        (MANAGER, REVIEWER, "seniors or above", "a reviewer is no second pair of eyes for this"),
    ],
)
def test_who_may_not_sign_second_is_told_so(
    company: Company, first: User, second: User, words: str, reason: str
) -> None:
    case = company.answer(dear(company), Approve(), by=first)

    with pytest.raises(NotAllowed, match=words):
        company.answer(case, Agree(), by=second)
    assert kept(company, case.case_id)[1] is None, reason


def test_a_reviewer_does_not_sign_first(company: Company) -> None:
    with pytest.raises(NotAllowed, match="escalate"):
        company.answer(dear(company), Approve(), by=REVIEWER)


def test_whoever_disagrees_says_why_and_the_case_waits_again(company: Company) -> None:
    case = company.answer(dear(company), Approve(), by=SENIOR)
    with pytest.raises(Refused, match="Say why"):
        company.answer(case, Disagree(note=" "), by=MANAGER)

    again = company.answer(case, Disagree(note="The photo shows another lamp"), by=MANAGER)

    assert again.status is Status.IN_REVIEW
    assert kept(company, case.case_id) == (None, None, None)
    assert "case.signature_set_aside" in company.events(case.case_id)


def test_the_first_may_take_their_signature_back_and_nobody_else(company: Company) -> None:
    case = company.answer(dear(company), Approve(), by=SENIOR)

    with pytest.raises(NotAllowed, match="only they"):
        undo(case.case_id, by=MANAGER.email, store=company.store, clock=company.clock)
    assert undo(case.case_id, by=SENIOR.email, store=company.store, clock=company.clock).status is (
        Status.IN_REVIEW
    )
    assert kept(company, case.case_id) == (None, None, None)


def test_an_order_that_changed_since_the_first_signature_is_decided_anew(company: Company) -> None:
    case = company.answer(dear(company), Approve(), by=SENIOR)
    company.add(order("30000", lines=(line(unit_price=120_000),), dispute_open=True))

    with pytest.raises(StaleDraft, match="changed since"):
        company.answer(case, Agree(), by=MANAGER)


def test_what_the_customer_writes_meanwhile_undoes_the_signature(company: Company) -> None:
    case = company.answer(dear(company), Approve(), by=SENIOR)

    woken = company.receive(ticket("Please exchange it instead", "T2", in_reply_to="T1"))

    assert woken.status is Status.RECEIVED
    assert kept(company, case.case_id)[0] is None


def test_while_a_second_is_awaited_only_agreement_or_its_opposite_is_taken(company: Company) -> None:
    case = company.answer(dear(company), Approve(), by=SENIOR)

    for answer in (Approve(), Ask(question="Which one?")):
        with pytest.raises(Refused, match="awaiting second"):
            company.answer(case, answer, by=MANAGER)
    company.add(order("30001", lines=(line(unit_price=130_000),)))
    with pytest.raises(Refused, match="nothing to decide"):
        company.answer(company.draft(ticket(ticket_id="T9", order_id="30001"))[0], Agree(), by=MANAGER)


def test_at_the_desk_both_signatures_type_the_phrase(company: Company) -> None:
    case = dear(company)
    with company.store.unit() as unit:
        seen = fingerprint(unit.cases.drafted(case.case_id), unit.catalog.order("30000"))

    with pytest.raises(Unconfirmed, match=r"refund 1200\.00"):
        company.answer(case, Approve(), by=SENIOR, seen=seen, confirmed="yes")
    signed = company.answer(case, Approve(), by=SENIOR, seen=seen, confirmed="refund 1200.00")
    with pytest.raises(Unconfirmed):
        company.answer(signed, Agree(), by=MANAGER, seen=seen)
    assert company.answer(signed, Agree(), by=MANAGER, seen=seen, confirmed="Refund 1,200.00").status is (
        Status.DECIDED
    )


def test_leaving_a_step_out_is_a_departure_and_needs_a_reason(company: Company) -> None:
    case, _ = company.draft(ticket("I got the wrong mug", ticket_id="T5"))
    without = frozenset({StepKind.TICKET_NOTE})
    with pytest.raises(Refused, match="Say why"):
        company.answer(case, Approve(without=without))
    company.answer(case, Approve(without=without, reason_code=DecisionReason.OTHER))
    assert kept(company, case.case_id)[1].reason_code is DecisionReason.OTHER
