"""Giving cases to colleagues, and what becomes of them while somebody is away."""

from datetime import timedelta

import pytest

from hitl.domain.case import Case
from hitl.errors import NotAllowed, NotFound, Refused
from hitl.steps.desk.assignment import assign, hand_over_all, set_away
from hitl.steps.desk.claims import claim, next_case
from tests.company import ANALYST, MANAGER, REVIEWER, Company
from tests.steps.desk.conftest import GRACE

DAY = timedelta(days=1)


def _assigned(company: Company, case: Case) -> str | None:
    with company.store.reads() as reads:
        return reads.case_file(case.case_id).at_desk.assigned_to


def _give(company: Company, case: Case, to: str | None, by: str = REVIEWER.email, note: str = "") -> None:
    assign(case.case_id, to, by, note, store=company.store, clock=company.clock)


def test_a_case_is_handed_to_a_colleague_with_a_word(company: Company, cases: tuple[Case, ...]) -> None:
    case = cases[0]
    claim(case.case_id, REVIEWER.email, store=company.store, clock=company.clock)
    _give(company, case, GRACE.email, note="You know this customer.")
    assert _assigned(company, case) == GRACE.email
    with company.store.reads() as reads:
        assert reads.hold(case.case_id) is None, "who hands a case over does not hold it"
        assert reads.unread_mentions(GRACE.email) == 1
        (note,) = reads.notes(case.case_id)
        event = next(one for one in reads.timeline(case.case_id) if one.kind == "case.assigned")
    assert (note.text, note.mentions) == ("You know this customer.", (GRACE.email,))
    assert event.payload == {"to": GRACE.email, "before": None}


def test_assigning_the_same_again_leaves_no_second_event(company: Company, cases: tuple[Case, ...]) -> None:
    for to in (GRACE.email, GRACE.email, None, None):
        _give(company, cases[0], to)
    assert company.events(cases[0].case_id).count("case.assigned") == 2
    assert _assigned(company, cases[0]) is None


def test_a_case_goes_only_to_who_may_decide_it_and_is_there(
    company: Company, cases: tuple[Case, ...]
) -> None:
    now = company.clock.now()
    with company.store.unit() as unit:
        unit.cases.raise_level(cases[0].case_id, "manager", now, now)
        unit.commit()
    set_away(MANAGER.email, now + DAY, MANAGER.email, store=company.store, clock=company.clock)
    refusals = [
        (GRACE.email, NotAllowed, "needs a manager, and Grace Hopper is reviewer"),
        (ANALYST.email, NotAllowed, "may read"),
        (MANAGER.email, Refused, "away until 11 November"),
    ]
    for to, error, why in refusals:
        with pytest.raises(error, match=why):
            _give(company, cases[0], to)
    with pytest.raises(NotFound):
        assign("CS-9", None, REVIEWER.email, store=company.store, clock=company.clock)
    company.clock.advance(2 * DAY)
    _give(company, cases[0], MANAGER.email)
    assert _assigned(company, cases[0]) == MANAGER.email


def test_all_of_a_persons_cases_are_handed_over_when_they_leave(
    company: Company, cases: tuple[Case, ...]
) -> None:
    now = company.clock.now()
    for case in cases:
        _give(company, case, REVIEWER.email, by=MANAGER.email)
    claim(cases[0].case_id, REVIEWER.email, store=company.store, clock=company.clock)
    with company.store.unit() as unit:
        unit.cases.raise_level(cases[2].case_id, "senior", now, now)
        unit.commit()
    moved = hand_over_all(
        REVIEWER.email,
        GRACE.email,
        REVIEWER.email,
        store=company.store,
        clock=company.clock,
        away_until=now + DAY,
    )
    assert moved == 3
    assert [_assigned(company, case) for case in cases] == [GRACE.email, GRACE.email, None], (
        "what Grace may not decide is left to nobody"
    )
    taken = next_case(GRACE.email, store=company.store, clock=company.clock)
    assert taken == cases[0].case_id, "nothing stays held by who is away"
    with pytest.raises(Refused, match="away until"):
        _give(company, cases[0], REVIEWER.email)


def test_only_the_person_and_managers_hand_over_everything(company: Company, cases: tuple[Case, ...]) -> None:
    _give(company, cases[0], REVIEWER.email)
    more = {"store": company.store, "clock": company.clock}
    with pytest.raises(NotAllowed, match="Only Reviewer or a manager"):
        hand_over_all(REVIEWER.email, GRACE.email, GRACE.email, **more)
    with pytest.raises(NotAllowed, match="Only Reviewer or a manager"):
        set_away(REVIEWER.email, None, GRACE.email, **more)
    with pytest.raises(Refused, match="somebody else"):
        hand_over_all(REVIEWER.email, REVIEWER.email, REVIEWER.email, **more)
    with pytest.raises(Refused, match="still to come"):
        set_away(REVIEWER.email, company.clock.now(), REVIEWER.email, **more)
    assert hand_over_all(REVIEWER.email, None, MANAGER.email, **more) == 1
    assert _assigned(company, cases[0]) is None


def test_changing_a_person_does_not_call_them_back(company: Company) -> None:
    until = company.clock.now() + DAY
    set_away(GRACE.email, until, MANAGER.email, store=company.store, clock=company.clock)
    with company.store.unit() as unit:
        unit.controls.save_user(GRACE.model_copy(update={"name": "Grace"}), company.clock.now())
        assert unit.desk.away_until(GRACE.email) == until
        unit.commit()
