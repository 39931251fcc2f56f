"""Holding a case: one person at a time, until they leave, decide, or are silent for two minutes."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from hitl import views
from hitl.domain.case import Case, Status
from hitl.domain.decision import Approve, DecisionReason, Reject
from hitl.domain.roles import User
from hitl.errors import HeldByAnother, NotAllowed, NotFound, Refused
from hitl.ports.desk import Claim
from hitl.steps.desk.claims import LEASE, ask_to_take_over, claim, hand_over, next_case, release, renew
from tests.company import ANALYST, MANAGER, REVIEWER, Company
from tests.steps.desk.conftest import GRACE

SECOND = timedelta(seconds=1)


@pytest.fixture
def case(cases: tuple[Case, ...]) -> Case:
    """One that waits."""
    return cases[0]


@pytest.fixture
def do(company: Company) -> Callable[..., Claim]:
    """Calls a step in the company."""

    def run(step: Callable[..., object], *what: object, **more: object) -> object:
        return step(*what, store=company.store, clock=company.clock, **more)

    return run


def _answer(company: Company, case: Case, by: User, answer: object = None) -> Case:
    """A decision as the screen sends it."""
    with company.store.reads() as reads:
        seen = views.case_page(reads, case.case_id).seen
    return company.answer(case, answer or Approve(), by=by, seen=seen, confirmed="yes")


def test_who_opens_a_case_first_holds_it(company: Company, case: Case, do: Callable[..., Claim]) -> None:
    mine = do(claim, case.case_id, REVIEWER.email)
    theirs = do(claim, case.case_id, GRACE.email)
    until = company.clock.now() + LEASE
    assert mine == Claim(case_id=case.case_id, held_by=REVIEWER.email, until=until, yours=True)
    assert theirs == mine.model_copy(update={"yours": False})
    assert company.events(case.case_id).count("case.claimed") == 1


def test_a_lease_ends_by_itself_and_the_next_one_gets_it(
    company: Company, case: Case, do: Callable[..., Claim]
) -> None:
    do(claim, case.case_id, REVIEWER.email)
    company.clock.advance(LEASE - SECOND)
    assert not do(claim, case.case_id, GRACE.email).yours
    company.clock.advance(SECOND)
    assert do(claim, case.case_id, GRACE.email).yours
    assert not do(renew, case.case_id, REVIEWER.email).yours


def test_a_sign_of_life_keeps_a_case_without_another_event(
    company: Company, case: Case, do: Callable[..., Claim]
) -> None:
    do(claim, case.case_id, REVIEWER.email)
    for _ in range(4):
        company.clock.advance(LEASE / 2)
        assert do(renew, case.case_id, REVIEWER.email).until == company.clock.now() + LEASE
    assert company.events(case.case_id).count("case.claimed") == 1


def test_leaving_lets_go_of_a_case_only_for_whoever_holds_it(
    company: Company, case: Case, do: Callable[..., Claim]
) -> None:
    do(claim, case.case_id, REVIEWER.email)
    assert not do(release, case.case_id, GRACE.email)
    assert do(release, case.case_id, REVIEWER.email)
    assert do(claim, case.case_id, GRACE.email).yours
    assert company.events(case.case_id)[-2:] == ["case.released", "case.claimed"]


def test_a_colleague_asks_and_the_holder_hands_over(
    company: Company, case: Case, do: Callable[..., Claim]
) -> None:
    do(claim, case.case_id, REVIEWER.email)
    asked = do(ask_to_take_over, case.case_id, GRACE.email)
    assert (asked.held_by, asked.takeover_by) == (REVIEWER.email, GRACE.email)
    assert do(renew, case.case_id, REVIEWER.email).takeover_by == GRACE.email, "the holder sees who asks"
    given = do(hand_over, case.case_id, REVIEWER.email, GRACE.email)
    assert (given.held_by, given.yours, given.takeover_by) == (GRACE.email, False, None)
    with pytest.raises(Refused, match="no longer hold"):
        do(hand_over, case.case_id, REVIEWER.email, MANAGER.email)
    assert company.events(case.case_id)[-2:] == ["case.takeover_asked", "case.handed_over"]


def test_asking_for_a_case_that_nobody_holds_any_more_claims_it(
    company: Company, case: Case, do: Callable[..., Claim]
) -> None:
    do(claim, case.case_id, REVIEWER.email)
    company.clock.advance(LEASE)
    assert do(ask_to_take_over, case.case_id, GRACE.email).yours


def test_a_case_is_handed_to_somebody_who_may_decide_it(
    company: Company, case: Case, do: Callable[..., Claim]
) -> None:
    do(claim, case.case_id, REVIEWER.email)
    for other, why in ((ANALYST.email, "may read"), ("nobody@example.com", "not a known user")):
        with pytest.raises(NotAllowed, match=why):
            do(hand_over, case.case_id, REVIEWER.email, other)


def test_deciding_lets_go_and_rejecting_does_not(
    company: Company, cases: tuple[Case, ...], do: Callable[..., Claim]
) -> None:
    for case in cases[:2]:
        do(claim, case.case_id, REVIEWER.email)
    _answer(company, cases[0], REVIEWER)
    _answer(company, cases[1], REVIEWER, Reject(reason_code=DecisionReason.TONE))
    with company.store.reads() as reads:
        assert reads.hold(cases[0].case_id) is None
        assert reads.hold(cases[1].case_id).held_by == REVIEWER.email


def test_the_screen_is_refused_while_another_holds_the_case(
    company: Company, case: Case, do: Callable[..., Claim]
) -> None:
    do(claim, case.case_id, GRACE.email)
    with pytest.raises(HeldByAnother, match=r"grace@example.com has CS-\d+ open, until 12:0\d UTC"):
        _answer(company, case, REVIEWER)
    company.clock.advance(LEASE)
    assert _answer(company, case, REVIEWER).status is Status.DECIDED, "a lapsed lease holds nothing"


def test_the_command_line_decides_whoever_holds_the_case(
    company: Company, case: Case, do: Callable[..., Claim]
) -> None:
    do(claim, case.case_id, GRACE.email)
    assert company.answer(case, Approve(), by=REVIEWER).status is Status.DECIDED


@pytest.mark.parametrize("by", [ANALYST.email, "nobody@example.com"], ids=["an analyst", "a stranger"])
def test_who_may_not_decide_holds_nothing(
    company: Company, case: Case, do: Callable[..., Claim], by: str
) -> None:
    with pytest.raises(NotAllowed):
        do(claim, case.case_id, by)
    with pytest.raises(NotAllowed):
        do(next_case, by)


def test_only_a_case_that_waits_is_held(company: Company, case: Case, do: Callable[..., Claim]) -> None:
    company.answer(case, Approve(), by=REVIEWER)
    with pytest.raises(Refused, match="nothing to decide"):
        do(claim, case.case_id, REVIEWER.email)
    with pytest.raises(NotFound):
        do(claim, "CS-9", REVIEWER.email)


def test_the_next_case_is_the_most_urgent_that_nobody_holds(
    company: Company, cases: tuple[Case, ...], do: Callable[..., str | None]
) -> None:
    first, second, third = (case.case_id for case in cases)
    assert do(next_case, REVIEWER.email) == first
    assert do(next_case, GRACE.email) == second
    assert do(next_case, REVIEWER.email) == first, "what one holds already comes again"
    assert do(next_case, REVIEWER.email, skip=(first,)) == third
    assert do(next_case, GRACE.email, skip=(second,)) is None
    assert do(next_case, MANAGER.email) is None
    company.clock.advance(LEASE)
    assert do(next_case, MANAGER.email) == first, "who was silent for two minutes holds nothing"


def test_the_next_case_is_one_that_the_person_may_decide(
    company: Company, cases: tuple[Case, ...], do: Callable[..., str | None]
) -> None:
    now = company.clock.now()
    with company.store.unit() as unit:
        unit.cases.raise_level(cases[0].case_id, "manager", now, now)
        unit.desk.assign(cases[1].case_id, MANAGER.email)
        unit.commit()
    assert do(next_case, REVIEWER.email) == cases[2].case_id, "one is too high, one is a colleague's"
    assert do(next_case, MANAGER.email) == cases[0].case_id


def test_more_held_cases_than_candidates_are_passed_over(
    company: Company, cases: tuple[Case, ...], do: Callable[..., str | None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("hitl.adapters.sql.desk_claims._CANDIDATES", 1)
    taken = [do(next_case, by) for by in (REVIEWER.email, GRACE.email, MANAGER.email)]
    assert taken == [case.case_id for case in cases]
