"""Kept sums over the product's own steps: whatever somebody does, the figures are those of the log."""

from datetime import timedelta
from types import SimpleNamespace

import pytest

from hitl.adapters.post import FakePost
from hitl.domain.case import Status
from hitl.domain.decision import Approve, Edit, Reject, Submission
from hitl.domain.draft import Action
from hitl.domain.event import Event, EventKind
from hitl.domain.mode import Mode
from hitl.domain.model_run import Use
from hitl.domain.money import Money
from hitl.durable.drain import drain
from hitl.steps import roll_up as rolling
from hitl.steps.intake import take_in
from hitl.steps.measure_days import Days
from hitl.steps.measure_look import Look, Lookout
from hitl.steps.measure_points import MOST, grain_of, points
from hitl.steps.measure_slice import Dimension, Grain, between, cut, read_log
from hitl.steps.review import submit
from hitl.steps.roll_up import rebuild, roll_up
from hitl.steps.satisfaction import rate
from hitl.steps.undo import undo
from tests.company import MANAGER, RULESET, START, order, ticket
from tests.properties.test_rollups import same

WHERES = ({}, {Dimension.REVIEWER: MANAGER.email}, {Dimension.MODE: "shadow", Dimension.CATEGORY: "kitchen"})


def looked(company, where=None, since=None, until=None) -> Look:
    with company.store.reads() as reads:
        return Lookout(reads, demo=False).look(where or {}, since, until)


def agree(company) -> None:
    with company.store.reads() as reads:
        lookout, log = Lookout(reads, demo=False), read_log(reads, None, None, demo=False)
        for where in WHERES:
            seen = lookout.look(where, None, None)
            assert seen.kept
            same(seen, cut(log, where), where)


LAWYER = "My lawyer will hear of the broken mug of order {0}."
FIVE = Edit(
    amount=Money(minor=500, currency="USD"), reply="Dear Ada, we refund $5.00.", reason_code="goodwill"
)
SORRY = Edit(action=Action.ANSWER_ONLY, reply="Dear Ada, we cannot say.", reason_code="facts_wrong")


def live(company, clock):
    """A small life; each step yields after what may have moved a figure."""
    company.add(*(order(number) for number in "23456"))
    yield company.draft(ticket(ticket_id="A"))  # goes alone
    held = [company.draft(ticket(LAWYER.format(n), n, order_id=n))[0] for n in "2345"]
    yield company.answer(held[0], Approve(), opened_at=START - timedelta(seconds=40))
    yield decide(company, held[1], FIVE, undo=timedelta(minutes=5))
    yield undo(held[1].case_id, by=MANAGER.email, store=company.store, clock=clock)
    yield company.answer(held[2], Reject(reason_code="reply_wrong", note="no"))
    clock.advance(timedelta(days=2))
    yield company.answer(company.case(held[2].case_id), SORRY)
    works = SimpleNamespace(**vars(company), post=FakePost(), ruleset=RULESET, tracing=None)
    yield drain(works)
    with company.store.reads() as reads:
        closed = [row.case_id for row in reads.cases(None, None) if row.status is Status.CLOSED]
    assert closed
    for score in (5, 2):
        yield rate(closed[0], score, store=company.store, clock=clock)
    company.set_mode(Mode.SHADOW)
    yield company.draft(ticket("My mug of order 6 came broken.", "late", order_id="6", received_at=START))
    with company.store.unit() as unit:
        waiting = take_in(unit, ticket(ticket_id="B"), at=clock.now())
        unit.cases.claim_draft(waiting.case_id, "w", clock.now(), timedelta(days=1))
        unit.commit()
    yield "the agent holds one"


def decide(company, case, answer, **options):
    submission = Submission(
        case_id=case.case_id, draft_version=case.draft_version, answer=answer, by=MANAGER.email
    )
    return submit(submission, store=company.store, ruleset=RULESET, clock=company.clock, **options)


@pytest.mark.parametrize("kept_up", [True, False])
def test_whatever_somebody_does_the_figures_are_those_of_the_log(company, clock, kept_up):
    roll_up(company.store)
    for _ in live(company, clock):
        agree(company)
        if kept_up:
            roll_up(company.store)
            agree(company)
    roll_up(company.store)
    assert roll_up(company.store).cases == 0, "twice is once"
    agree(company)


def test_sums_that_mean_something_else_are_not_used_and_made_afresh(company):
    company.draft()
    assert not looked(company).kept, "nothing is kept yet"
    roll_up(company.store)
    assert looked(company).kept
    with company.store.unit() as unit:
        unit.rollups.keep_state(unit.rollups.state().model_copy(update={"version": 0}))
        unit.commit()
    assert not looked(company).kept
    roll_up(company.store)
    assert looked(company).measured.figures.cases == 1


def test_what_is_half_built_is_not_used_and_goes_on_where_it_stopped(company, monkeypatch):
    monkeypatch.setattr(rolling, "PORTION", 1)
    for number in "ABC":
        company.receive(ticket(ticket_id=number))
    assert roll_up(company.store, portions=2).cases == 2
    assert not looked(company).kept
    assert roll_up(company.store).cases == 1
    assert looked(company).kept
    assert rebuild(company.store).cases == 3


def test_a_portion_that_another_has_put_in_meanwhile_is_not_put_in_twice(company, monkeypatch):
    for number in "ABC":
        company.receive(ticket(ticket_id=number))
    worked_out = rolling.next_portion

    def overtaken(*given):
        monkeypatch.setattr(rolling, "next_portion", worked_out)
        assert roll_up(company.store).cases == 3
        return worked_out(*given)

    monkeypatch.setattr(rolling, "next_portion", overtaken)
    assert roll_up(company.store).cases == 0
    assert looked(company).measured.figures.cases == 3


def test_more_than_two_dimensions_come_from_the_columns(company):
    company.draft()
    roll_up(company.store)
    three = {Dimension.CHANNEL: "web_form", Dimension.CATEGORY: "kitchen", Dimension.CURRENCY: "USD"}
    seen = looked(company, three)
    assert (seen.kept, seen.measured.figures.cases, sum(map(len, seen.days.values())) > 0) == (True, 1, True)


def test_a_span_may_end_within_a_day_or_in_the_future(company, clock):
    company.draft()
    roll_up(company.store)
    noon = START
    for since, until in ((noon, None), (None, noon), (noon - timedelta(hours=1), noon + timedelta(hours=1))):
        with company.store.reads() as reads:
            log = between(read_log(reads, None, None, demo=False), since, until)
        same(looked(company, {}, since, until), cut(log, {}), (since, until))
    assert looked(company, {}, None, noon + timedelta(days=9000)).measured.figures.cases == 1
    assert looked(company, {}, noon + timedelta(days=9000), None).days == {}


def test_points_are_as_long_as_a_chart_can_show(company):
    company.draft()
    days = looked(company).days
    assert grain_of(days) is Grain.WEEK, "one decision a day is mostly chance"
    (point,) = points(days, Grain.DAY)
    assert (point.received, point.decisions, point.auto.part) == (1, 1, 1)
    day = next(iter(days))
    many = Days(
        [day + timedelta(days=offset) for offset in range(7 * MOST + 1)],
        days.names,
        days.table.repeat(7 * MOST + 1, axis=0),
    )
    assert grain_of(Days.of(())) is Grain.DAY
    assert grain_of(many) is Grain.MONTH
    assert grain_of(many.since(many.dates[-MOST - 1])) is Grain.WEEK


def test_what_models_cost_is_that_of_every_draft_in_the_ledger(company):
    case, _ = company.draft()
    assert looked(company).models == Use()
    spent = Use(calls=2, tokens=900, microdollars=1500)
    for kept in (False, True, True):
        with company.store.unit() as unit:
            payload = {"spent": spent.model_dump()}
            unit.log(
                Event(
                    kind=EventKind.CASE_DRAFTED,
                    at=START,
                    actor="agent",
                    case_id=case.case_id,
                    payload=payload,
                )
            )
            unit.commit()
        of_log = looked(company)
        roll_up(company.store)
        assert (of_log.kept, looked(company).models) == (kept, of_log.models)
    assert of_log.models == spent + spent + spent
