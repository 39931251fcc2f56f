"""Second readings: who gets which case, that nothing comes of the answer, and what it is compared with."""

from datetime import timedelta

import pytest

from hitl.domain.blind import Given, unpaid
from hitl.domain.case import Status
from hitl.domain.decision import (
    Answer,
    Approve,
    Ask,
    DecisionReason,
    Edit,
    Escalate,
    Reject,
    Submission,
    fingerprint,
)
from hitl.domain.draft import Action
from hitl.domain.mode import Mode
from hitl.domain.money import Money
from hitl.domain.roles import User
from hitl.errors import NotAllowed, Refused, TooSoon, Unconfirmed
from hitl.steps.review import UNDO, blind, submit
from hitl.steps.review.blind import EVERY, LAPSES, LATELY, SETTLED, answer_blind, next_blind
from hitl.steps.undo import undo
from hitl.views import case_page
from tests.company import ANALYST, MANAGER, REVIEWER, RULESET, SENIOR, Company, line, order, ticket

ALL = RULESET.model_copy(
    update={
        "review": RULESET.review.model_copy(
            update={"quality": RULESET.review.quality.model_copy(update={"blind_percent": 100})}
        )
    }
)
"""Every decision is read twice."""

NOT_YET = Edit(action=Action.ANSWER_ONLY, reply="We look into it.", reason_code=DecisionReason.OTHER)


@pytest.fixture
def company(company: Company, monkeypatch: pytest.MonkeyPatch) -> Company:
    """The company where people approve everything, and a second reader need not have decided much."""
    company.set_mode(Mode.COPILOT)
    monkeypatch.setattr(blind, "EVERY", 0)
    return company


def usd(text: str) -> Money:
    return Money.parse(text, "USD")


def decided(company: Company, answer: Answer | None = None, *, by: User = SENIOR) -> str:
    """A case that was decided a while ago."""
    case, _ = company.draft()
    company.answer(case, answer or Approve(), by=by)
    company.clock.advance(SETTLED)
    return case.case_id


def given(company: Company, to: User = REVIEWER, ruleset=ALL, skip: tuple[str, ...] = ()) -> str | None:
    return next_blind(to.email, store=company.store, ruleset=ruleset, clock=company.clock, skip=skip)


def read(company: Company, case_id: str, answer: Answer, *, by: User = REVIEWER, **changes: object):
    known = {"case_id": case_id, "draft_version": 1, "answer": answer, "by": by.email}
    return answer_blind(
        Submission.model_validate({**known, **changes}),
        store=company.store,
        ruleset=ALL,
        clock=company.clock,
    )


def standing(company: Company, case_id: str):
    with company.store.unit() as unit:
        return (
            unit.cases.get(case_id),
            unit.decisions.of_case(case_id),
            unit.refunds.of_case(case_id),
            unit.deliveries.of_case(case_id),
        )


def pairs(company: Company):
    with company.store.reads() as reads:
        return reads.blind_pairs(100, demo=False)


def test_a_decided_case_goes_to_another_person_and_never_to_whoever_decided_it(company: Company) -> None:
    case_id = decided(company, by=SENIOR)

    assert given(company, SENIOR) is None
    assert given(company, REVIEWER) == case_id
    assert given(company, REVIEWER) == case_id, "it waits until it is answered"
    assert given(company, MANAGER) is None, "one second reader a case"


def test_reading_it_changes_nothing_about_the_case_its_decision_and_its_money(company: Company) -> None:
    case_id = decided(company)
    given(company)
    before = standing(company, case_id)

    read(company, case_id, NOT_YET)

    assert standing(company, case_id) == before
    assert before[0].status is Status.DECIDED


def test_afterwards_the_reader_is_told_what_the_first_decided(company: Company) -> None:
    case_id = decided(company)
    given(company)

    pair = read(company, case_id, NOT_YET)

    assert (pair.first.by, pair.first.action, pair.first.amount) == (
        SENIOR.email,
        Action.APPROVE_REFUND,
        usd("12.00"),
    )
    assert (pair.second.by, pair.second.action, pair.second.amount) == (
        REVIEWER.email,
        Action.ANSWER_ONLY,
        None,
    )
    assert not pair.same
    assert pairs(company) == (pair,)


def test_it_is_a_review_action_of_its_own_and_stands_in_the_ledger(company: Company) -> None:
    case_id = decided(company)
    given(company)

    read(company, case_id, Approve())

    with company.store.reads() as reads:
        event = reads.timeline(case_id)[-1]
        ok = reads.verify().ok
        decisions = [row.case_id for row in reads.decisions(None, None)]
    assert (str(event.kind), event.actor) == ("case.read_blind", REVIEWER.email)
    assert (event.payload["action"], event.payload["agrees"]) == ("approve_refund", "yes")
    assert decisions == [case_id], "the figures count one decision"
    assert ok


@pytest.mark.parametrize(
    ("answer", "action", "reason"),
    [
        (Approve(), Action.APPROVE_REFUND, "as drafted"),
        (Ask(question="Which mug?"), Action.REQUEST_MORE_INFO, "nothing is sent to the customer"),
        (Escalate(note="Too odd for me"), None, "they would not decide it"),
        (
            Edit(amount=usd("7.00"), reason_code=DecisionReason.AMOUNT_WRONG),
            Action.APPROVE_REFUND,
            "with another amount",
        ),
    ],
)
def test_every_answer_of_the_desk_can_be_given(
    company: Company, answer: Answer, action: Action | None, reason: str
) -> None:
    case_id = decided(company)
    given(company)
    before = standing(company, case_id)

    assert read(company, case_id, answer).second.action is action, reason
    assert standing(company, case_id) == before, reason


def test_who_throws_the_draft_away_goes_on_to_an_answer_of_their_own(company: Company) -> None:
    case_id = decided(company)
    given(company)

    assert read(company, case_id, Reject(reason_code=DecisionReason.FACTS_WRONG)) is None

    assert pairs(company) == ()
    with pytest.raises(Refused, match="rejected"):
        read(company, case_id, Approve())
    assert read(company, case_id, NOT_YET).second.action is Action.ANSWER_ONLY
    assert not standing(company, case_id)[0].draft_rejected


def test_it_meets_the_checks_of_any_decision(company: Company) -> None:
    case_id = decided(company)
    given(company)

    with pytest.raises(Refused, match=r"more than the \$12\.00 still refundable"):
        read(company, case_id, Edit(amount=usd("13.00"), reason_code=DecisionReason.OTHER))
    with pytest.raises(TooSoon):
        read(company, case_id, Approve(), opened_at=company.clock.now())
    with pytest.raises(Refused, match="changed meanwhile"):
        read(company, case_id, Approve(), seen="something else")
    with pytest.raises(Refused, match="changed meanwhile"):
        read(company, case_id, Approve(), by=MANAGER)
    assert pairs(company) == ()


def test_an_answer_is_given_once(company: Company) -> None:
    case_id = decided(company)
    given(company)
    read(company, case_id, Approve())

    with pytest.raises(Refused):
        read(company, case_id, NOT_YET)
    assert given(company) is None, "nor is it given to anybody again"
    assert given(company, MANAGER) is None


@pytest.mark.parametrize(
    ("wait", "found", "reason"),
    [
        (-timedelta(seconds=1), False, "it may be taken back, or talked about"),
        (timedelta(), True, "settled"),
        (LATELY, False, "by now it would show its age"),
    ],
)
def test_only_what_was_decided_lately_is_read_twice(
    company: Company, wait: timedelta, found: bool, reason: str
) -> None:
    decided(company)
    company.clock.advance(wait)

    assert (given(company) is not None) is found, reason


def test_a_share_of_the_cases_is_read_twice_chosen_by_their_number(company: Company) -> None:
    decided(company)
    none = ALL.review.quality.model_copy(update={"blind_percent": 0})
    ruleset = ALL.model_copy(update={"review": ALL.review.model_copy(update={"quality": none})})

    assert given(company, ruleset=ruleset) is None
    assert RULESET.review.quality.blind_percent == 5


def test_a_person_gets_one_only_after_so_many_decisions_of_their_own(
    company: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    decided(company)
    monkeypatch.setattr(blind, "EVERY", 1)
    assert given(company) is None

    again, _ = company.draft(ticket("Where is my parcel?", "T2"))
    company.answer(again, NOT_YET, by=REVIEWER)

    assert given(company) is not None
    assert EVERY == 10


def test_who_has_touched_the_case_before_is_no_second_reader(company: Company) -> None:
    case, _ = company.draft()
    company.answer(case, Escalate(note="Please look"), by=REVIEWER)
    company.answer(case, Approve(), by=MANAGER)
    company.clock.advance(SETTLED)

    assert given(company, REVIEWER) is None
    assert given(company, SENIOR) == case.case_id


def test_a_case_above_their_rights_is_given_to_nobody(company: Company) -> None:
    company.add(order("30000", lines=(line(unit_price=30_000),)))
    case, _ = company.draft(ticket(order_id="30000"))
    company.answer(case, Approve(), by=MANAGER)
    company.clock.advance(SETTLED)

    assert given(company, REVIEWER) is None
    assert given(company, SENIOR) == case.case_id


def test_a_confirmation_is_asked_for_as_with_any_decision(company: Company) -> None:
    company.add(order("30000", lines=(line(unit_price=12_000),)))
    case, drafted = company.draft(ticket(order_id="30000"))
    company.answer(case, Approve(), by=SENIOR)
    company.clock.advance(SETTLED)
    given(company)
    with company.store.unit() as unit:
        seen = fingerprint(drafted, unpaid(unit.catalog.order("30000"), unit.refunds.of_case(case.case_id)))

    with pytest.raises(Unconfirmed):
        read(company, case.case_id, Approve(), seen=seen)
    assert read(company, case.case_id, Approve(), seen=seen, confirmed="yes").same


def test_one_that_is_left_unanswered_goes_to_somebody_else(company: Company) -> None:
    case_id = decided(company)
    given(company, REVIEWER)
    assert given(company, REVIEWER, skip=(case_id,)) is None, "they passed it over"

    company.clock.advance(LAPSES)

    assert given(company, REVIEWER) == case_id, "on the minute it is still theirs"
    company.clock.advance(timedelta(seconds=1))
    assert given(company, MANAGER) == case_id
    assert given(company, REVIEWER) is None
    with pytest.raises(Refused, match="changed meanwhile"):
        read(company, case_id, Approve(), by=REVIEWER)


def test_what_has_changed_since_is_not_read_twice(company: Company) -> None:
    decided(company)
    company.add(order(dispute_open=True))

    assert given(company) is None


def test_a_decision_that_was_taken_back_makes_no_pair(company: Company) -> None:
    case, _ = company.draft()
    company.answer(case, Approve(), by=SENIOR)
    company.clock.advance(SETTLED)
    given(company)
    read(company, case.case_id, Approve())
    with company.store.unit() as unit:
        unit.refunds.cancel(unit.refunds.of_case(case.case_id).refund_id, company.clock.now())
        unit.decisions.withdraw(unit.decisions.of_case(case.case_id).decision_id)
        unit.commit()

    assert pairs(company) == ()


def test_who_decides_it_after_all_is_no_second_reader_of_their_own_decision(company: Company) -> None:
    case, _ = company.draft()
    first = Submission(case_id=case.case_id, draft_version=1, answer=Approve(), by=SENIOR.email)
    submit(first, store=company.store, ruleset=RULESET, clock=company.clock, undo=UNDO)
    with company.store.unit() as unit:
        now = company.clock.now()
        unit.blind.give(Given(case_id=case.case_id, draft_version=1, by=REVIEWER.email, at=now), now)
        unit.commit()
    undo(case.case_id, by=SENIOR.email, store=company.store, clock=company.clock)
    with company.store.reads() as reads:
        assert not case_page(reads, case.case_id, reader=REVIEWER.email).blind

    company.answer(case, NOT_YET, by=REVIEWER)

    with pytest.raises(Refused, match="changed meanwhile"):
        read(company, case.case_id, Approve())
    with company.store.reads() as reads:
        assert not case_page(reads, case.case_id, reader=REVIEWER.email).blind


def test_who_may_not_decide_gets_nothing(company: Company) -> None:
    decided(company)

    assert given(company, ANALYST) is None
    with pytest.raises(NotAllowed):
        read(company, "CS-1001", Approve(), by=ANALYST)
