"""Bulk: alike cases decided under one confirmation, each re-checked alone, and taken back together."""

from datetime import timedelta

import pytest

from hitl.domain.case import Case, Status
from hitl.domain.decision import Approve, DecisionReason, Edit, Reject
from hitl.domain.money import Money
from hitl.domain.roles import User
from hitl.domain.together import Alike, Together
from hitl.errors import NotFound, TooSoon, Unconfirmed
from hitl.ports.reads import QueueFilter
from hitl.steps.review import UNDO
from hitl.steps.review.alike import alike, of_view
from hitl.steps.review.bulk import decide_together, undo_together
from tests.company import MANAGER, REVIEWER, RULESET, SENIOR, Company, customer, line, order, ticket

HOUR = timedelta(hours=1)


def usd(text: str) -> Money:
    return Money.parse(text, "USD")


def held(company: Company, number: int, *, price: int = 4800, body: str | None = None, **of) -> Case:
    """A case of a customer of its own about a broken mug, which waits for a person."""
    buyer = customer(f"C{number}")
    company.add(order(f"2000{number}", f"C{number}", lines=(line(unit_price=price),), **of), owner=buyer)
    asked = {"customer_id": f"C{number}", "order_id": f"2000{number}"}
    body = body or "My mug arrived broken, please refund it."
    case, _ = company.draft(ticket(body, f"T{number}", **asked))
    assert case.status is Status.IN_REVIEW
    return case


def listed(company: Company, case: Case, *, by: User = SENIOR, limit: int = 50) -> Alike:
    with company.store.reads() as reads:
        now = company.clock.now()
        return alike(case.case_id, reads=reads, user=by, ruleset=RULESET, now=now, limit=limit)


def view(company: Company, *, by: User = SENIOR, limit: int = 50) -> Alike:
    with company.store.reads() as reads:
        rows = reads.queue(QueueFilter(), None, 100)
        now = company.clock.now()
        return of_view(rows, reads=reads, user=by, ruleset=RULESET, now=now, limit=limit)


def decide(company: Company, items: tuple[Together, ...], *, by: User = SENIOR, **changes):
    shown = company.clock.now()
    company.clock.advance(timedelta(seconds=5))
    known = {"confirmed": "yes", "opened_at": shown, "undo": UNDO}
    return decide_together(
        items, by=by.email, store=company.store, ruleset=RULESET, clock=company.clock, **{**known, **changes}
    )


def ids(found: Alike) -> list[str]:
    return [one.case_id for one in found.cases]


def why(found: Alike) -> dict[str, str]:
    return {one.case_id: one.why for one in found.left_out}


def status(company: Company, case: Case) -> Status:
    return company.case(case.case_id).status


def test_the_list_names_each_with_the_total(company: Company) -> None:
    one, two = held(company, 2), held(company, 3, price=6000)

    found = listed(company, one)

    assert ids(found) == [one.case_id, two.case_id]
    assert (found.count, found.totals, found.left_out) == (2, (usd("108.00"),), ())
    assert [(each.customer_name, each.amount, each.version) for each in found.cases] == [
        ("Ada Byron", usd("48.00"), 1),
        ("Ada Byron", usd("60.00"), 1),
    ]
    assert [each.confirmation for each in found.cases] == ["inform", "inform"]


@pytest.mark.parametrize(
    ("other", "reason"),
    [
        ({"body": "I changed my mind, the mug is unused. Please refund it."}, "another matter"),
        ({"currency": "EUR"}, "another currency"),
    ],
)
def test_what_is_not_alike_is_not_in_the_list(company: Company, other: dict, reason: str) -> None:
    one = held(company, 2)
    held(company, 3, **other)

    assert ids(listed(company, one)) == [one.case_id], reason


@pytest.mark.parametrize(
    ("other", "by", "says", "reason"),
    [
        (
            {"body": "My mug arrived broken, please refund it or I will call my lawyer."},
            MANAGER,
            "words that a person must read",
            "an exception word",
        ),
        ({"price": 60_000}, MANAGER, "typing a phrase", "of high value"),
        ({"price": 120_000}, MANAGER, "two signatures", "above the second limit"),
        ({"price": 25_000}, REVIEWER, "more than a reviewer", "above the role's limit"),
    ],
)
def test_what_must_be_decided_by_itself_is_left_out_and_said(
    company: Company, other: dict, by: User, says: str, reason: str
) -> None:
    one, two = held(company, 2), held(company, 3, **other)

    found = listed(company, one, by=by)

    assert ids(found) == [one.case_id], reason
    assert says in why(found)[two.case_id]


def test_what_somebody_else_has_open_or_rejected_is_left_out(company: Company) -> None:
    one, open_elsewhere, rejected = held(company, 2), held(company, 3), held(company, 4)
    with company.store.unit() as unit:
        now = company.clock.now()
        assert unit.desk.claim(open_elsewhere.case_id, MANAGER.email, now, now + HOUR)
        unit.commit()
    company.answer(rejected, Reject(reason_code=DecisionReason.FACTS_WRONG))

    found = listed(company, one)

    assert ids(found) == [one.case_id]
    assert why(found) == {
        open_elsewhere.case_id: f"{MANAGER.email} has it open.",
        rejected.case_id: "Its draft was rejected; it waits for an answer of a person's own.",
    }
    assert ids(listed(company, one, by=MANAGER)) == [one.case_id, open_elsewhere.case_id], "one's own"


def test_an_order_that_changed_since_the_draft_is_looked_at_alone(company: Company) -> None:
    one, two = held(company, 2), held(company, 3)
    company.add(order("20003", "C3", lines=(line(unit_price=4800, refunded=4800),)))

    assert "changed since" in why(listed(company, one))[two.case_id]


def test_a_long_list_is_cut_and_says_so(company: Company) -> None:
    cases = [held(company, number) for number in range(2, 6)]

    found = listed(company, cases[0], limit=3)

    assert (found.count, found.more) == (3, True)
    assert not listed(company, cases[0], limit=4).more
    assert (view(company, limit=3).count, view(company, limit=3).more) == (3, True)


def test_a_view_may_hold_several_matters_and_currencies(company: Company) -> None:
    held(company, 2)
    held(company, 3, currency="EUR")
    lawyer = held(company, 4, body="My mug arrived broken. Refund it or I will call my lawyer.")

    found = view(company, by=MANAGER)

    assert found.totals == (Money(minor=4800, currency="EUR"), usd("48.00"))
    assert list(why(found)) == [lawyer.case_id]


def test_a_case_that_is_not_there_is_left_out(company: Company) -> None:
    with company.store.reads() as reads:
        found = alike("CS-9", reads=reads, user=SENIOR, ruleset=RULESET, now=company.clock.now())
        with pytest.raises(NotFound):
            reads.case_file("CS-9")

    assert list(why(found)) == ["CS-9"]


def test_each_is_decided_with_its_own_decision_refund_and_event(company: Company) -> None:
    cases = [held(company, number) for number in (2, 3, 4)]

    report = decide(company, listed(company, cases[0]).cases)

    assert report.decided == tuple(case.case_id for case in cases)
    assert report.left_out == ()
    for case in cases:
        assert status(company, case) is Status.DECIDED
        with company.store.reads() as reads:
            (made,) = [one for one in reads.timeline(case.case_id) if one.kind == "decision.made"]
            assert made.payload["together"] == report.together
            assert reads.case_file(case.case_id).refund.amount == usd("48.00")


def test_a_decision_by_itself_names_no_bulk(company: Company) -> None:
    case = held(company, 2)
    company.answer(case, Approve())

    with company.store.reads() as reads:
        (made,) = [one for one in reads.timeline(case.case_id) if one.kind == "decision.made"]
    assert "together" not in made.payload


def test_what_changed_since_the_list_is_left_out_and_the_others_are_decided(company: Company) -> None:
    cases = [held(company, number) for number in range(2, 7)]
    found = listed(company, cases[0])
    assert found.count == 5
    company.answer(cases[1], Edit(amount=usd("20.00"), reason_code=DecisionReason.AMOUNT_WRONG))
    company.add(order("20004", "C4", lines=(line(unit_price=4800),), dispute_open=True))
    with company.store.unit() as unit:
        now = company.clock.now()
        assert unit.desk.claim(cases[3].case_id, MANAGER.email, now, now + HOUR)
        unit.commit()

    report = decide(company, found.cases)

    assert report.decided == (cases[0].case_id, cases[4].case_id)
    said = {one.case_id: one.why for one in report.left_out}
    assert f"was edited by {MANAGER.email}" in said[cases[1].case_id]
    assert "changed since it was shown" in said[cases[2].case_id]
    assert MANAGER.email in said[cases[3].case_id] or MANAGER.name in said[cases[3].case_id]
    assert [status(company, case) for case in cases[2:4]] == [Status.IN_REVIEW, Status.IN_REVIEW]


def test_the_same_list_twice_decides_nothing_twice(company: Company) -> None:
    case = held(company, 2)
    items = listed(company, case).cases

    first, second = decide(company, (*items, *items)), decide(company, items)

    assert first.decided == (case.case_id,)
    assert second.decided == ()
    assert company.events(case.case_id).count("decision.made") == 1


def test_a_held_key_and_a_missing_confirmation_decide_nothing(company: Company) -> None:
    case = held(company, 2)
    items = listed(company, case).cases

    with pytest.raises(TooSoon, match="list"):
        decide(company, items, opened_at=company.clock.now() + timedelta(seconds=4.5))
    with pytest.raises(Unconfirmed, match="all of the list"):
        decide(company, items, confirmed=" ")
    assert status(company, case) is Status.IN_REVIEW


def test_who_lost_their_right_meanwhile_decides_nothing(company: Company) -> None:
    case = held(company, 2)
    items = listed(company, case).cases
    with company.store.unit() as unit:
        unit.controls.save_user(SENIOR.model_copy(update={"disabled": True}), company.clock.now())
        unit.commit()

    report = decide(company, items)

    assert report.decided == ()
    assert "not a known user" in report.left_out[0].why


def test_all_are_taken_back_together_or_one_alone(company: Company) -> None:
    cases = [held(company, number) for number in (2, 3, 4)]
    report = decide(company, listed(company, cases[0]).cases)

    alone = undo_together(report.decided[:1], by=SENIOR.email, store=company.store, clock=company.clock)
    rest = undo_together(report.decided, by=SENIOR.email, store=company.store, clock=company.clock)

    assert alone.undone == report.decided[:1]
    assert rest.undone == report.decided[1:]
    assert [one.case_id for one in rest.left_out] == list(report.decided[:1])
    assert all(status(company, case) is Status.IN_REVIEW for case in cases)


def test_what_is_on_its_way_is_not_taken_back_and_is_said(company: Company) -> None:
    case = held(company, 2)
    report = decide(company, listed(company, case).cases)
    company.clock.advance(UNDO)

    back = undo_together(report.decided, by=SENIOR.email, store=company.store, clock=company.clock)

    assert back.undone == ()
    assert "too late" in back.left_out[0].why
