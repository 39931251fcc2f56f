"""What each view of the queue holds, for whom, and how a view is narrowed, addressed and counted."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hitl import views
from hitl.domain.case import Case, Channel
from hitl.domain.decision import Approve
from hitl.domain.gate.verdict import Code
from hitl.domain.mode import Mode
from hitl.domain.order import Tier
from hitl.domain.roles import Level
from hitl.narrowing import Narrowed, from_query, to_query
from hitl.ports.reads import QueuePlace, Sort
from hitl.steps.desk.assignment import assign
from hitl.steps.desk.claims import LEASE, claim
from hitl.steps.desk.snooze import snooze
from hitl.views import View
from tests.company import MANAGER, REVIEWER, Company
from tests.steps.desk.conftest import GRACE


def _desk(company: Company, view: View, by: str = REVIEWER.email, **more: object) -> views.Desk:
    level = Level.MANAGER if by == MANAGER.email else Level.REVIEWER
    with company.store.reads() as reads:
        return views.desk(reads, view=view, level=level, now=company.clock.now(), me=by, **more)


def _holds(company: Company, view: View, by: str = REVIEWER.email) -> list[str]:
    desk = _desk(company, view, by)
    assert desk.counts[view] == desk.matching == len(desk.rows)
    return [row.case_id for row in desk.rows]


def test_mine_is_what_is_assigned_to_me_or_open_before_me(company: Company, cases: tuple[Case, ...]) -> None:
    first, second, third = (case.case_id for case in cases)
    more = {"store": company.store, "clock": company.clock}
    assign(first, REVIEWER.email, GRACE.email, **more)
    claim(second, REVIEWER.email, **more)
    claim(third, GRACE.email, **more)
    assert _holds(company, View.MINE) == [first, second]
    assert _holds(company, View.UNASSIGNED) == [second, third]
    assert _holds(company, View.TO_DECIDE) == [first, second, third]
    rows = _desk(company, View.TO_DECIDE).rows
    assert [(row.assigned_to, row.claimed_by) for row in rows] == [
        (REVIEWER.email, None),
        (None, REVIEWER.email),
        (None, GRACE.email),
    ]
    company.clock.advance(LEASE)
    assert _holds(company, View.MINE) == [first]


def test_an_escalated_case_is_shown_to_those_who_reach_it(company: Company, cases: tuple[Case, ...]) -> None:
    now = company.clock.now()
    with company.store.unit() as unit:
        unit.cases.raise_level(cases[0].case_id, "senior", now, now)
        unit.commit()
    assert _holds(company, View.ESCALATED) == []
    assert _holds(company, View.ESCALATED, MANAGER.email) == [cases[0].case_id]


def test_sleeping_overdue_and_decided_cases_have_views(company: Company, cases: tuple[Case, ...]) -> None:
    first, second, third = cases
    due = company.case(first.case_id).due_at
    assert due is not None
    more = {"store": company.store, "clock": company.clock}
    snooze(second.case_id, company.clock.now() + timedelta(minutes=5), REVIEWER.email, **more)
    company.answer(third, Approve(), by=REVIEWER)
    assert _holds(company, View.SNOOZED) == [second.case_id]
    assert _holds(company, View.DECIDED) == [third.case_id]
    assert _desk(company, View.DECIDED).rows[0].decided_by == REVIEWER.email
    assert _holds(company, View.OVERDUE) == []
    company.clock.set(due + timedelta(seconds=1))
    assert _holds(company, View.OVERDUE) == [first.case_id]


def test_a_view_is_narrowed_and_counts_what_matches(company: Company, cases: tuple[Case, ...]) -> None:
    desk = _desk(company, View.TO_DECIDE, narrowed=Narrowed(words=cases[1].ticket_id))
    assert ([row.case_id for row in desk.rows], desk.matching) == ([cases[1].case_id], 1)
    assert desk.counts[View.TO_DECIDE] == 3, "the counts of the views stay what they are"
    older = Narrowed(older=1)
    assert _desk(company, View.TO_DECIDE, narrowed=older).matching == 0
    company.clock.advance(timedelta(hours=2))
    assert _desk(company, View.TO_DECIDE, narrowed=older).matching == 3
    by_age = Narrowed(sort=Sort.OLDEST)
    page = _desk(company, View.TO_DECIDE, narrowed=by_age, limit=2)
    assert page.more
    after = QueuePlace.of(page.rows[-1])
    assert len(_desk(company, View.TO_DECIDE, narrowed=by_age, after=after).rows) == 1


def test_what_was_decided_lately_is_narrowed_as_any_view_is(
    company: Company, cases: tuple[Case, ...]
) -> None:
    for case in cases[:2]:
        company.answer(case, Approve(), by=REVIEWER)
    wanted = ((Narrowed(words=cases[1].ticket_id), [cases[1].case_id]), (Narrowed(currency="EUR"), []))
    for narrowed, found in wanted:
        desk = _desk(company, View.DECIDED, narrowed=narrowed)
        assert ([row.case_id for row in desk.rows], desk.matching) == (found, len(found)), narrowed
        assert desk.counts[View.DECIDED] == 2


def test_by_amount_needs_a_currency(company: Company, cases: tuple[Case, ...]) -> None:
    largest = Narrowed(sort=Sort.LARGEST)
    assert _desk(company, View.TO_DECIDE, narrowed=largest).matching == 3
    dollars = Narrowed(sort=Sort.LARGEST, currency="USD", over=1200, under=1200)
    assert _desk(company, View.TO_DECIDE, narrowed=dollars).matching == 3


NARROWED = st.builds(
    Narrowed,
    reason=st.none() | st.sampled_from(Code),
    currency=st.sampled_from(["USD", "JPY", "KWD"]),
    over=st.none() | st.integers(1, 10**9),
    under=st.none() | st.integers(1, 10**9),
    tier=st.none() | st.sampled_from(Tier),
    channel=st.none() | st.sampled_from(Channel),
    older=st.none() | st.integers(0, 9999),
    language=st.sampled_from([None, "de"]),
    mode=st.none() | st.sampled_from(Mode),
    assigned=st.sampled_from([None, "grace@example.com"]),
    words=st.sampled_from(["", "broken lamp"]),
    sort=st.sampled_from(Sort),
)


@given(NARROWED)
def test_an_address_says_the_same_again(narrowed: Narrowed) -> None:
    assert from_query(to_query(narrowed)) == narrowed


@given(st.dictionaries(st.sampled_from(sorted(Narrowed.model_fields)), st.text(max_size=12)))
def test_whatever_stands_in_an_address_is_read_or_left_out(query: dict[str, str]) -> None:
    assert isinstance(from_query(query), Narrowed)


@pytest.mark.parametrize(
    ("query", "narrowed", "why"),
    [
        ({}, Narrowed(), "nothing"),
        ({"over": "100"}, Narrowed(), "an amount without a currency"),
        ({"over": "100", "currency": "usd"}, Narrowed(currency="USD", over=10_000), "in major units"),
        ({"over": "1.005", "currency": "USD"}, Narrowed(currency="USD"), "too many digits"),
        ({"sort": "loudest", "tier": "gold", "older": "-1"}, Narrowed(), "what is unknown"),
        ({"view": "mine", "reason": "velocity"}, Narrowed(reason=Code.VELOCITY), "other parameters"),
    ],
)
def test_an_address_is_read_kindly(query: dict[str, str], narrowed: Narrowed, why: str) -> None:
    assert from_query(query) == narrowed, why
