"""The simulated history before anybody lives through it: the same for the same seed, and varied."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest

from hitl.domain.money import Money
from hitl.domain.roles import Level
from hitl.settings import ROOT
from hitl.steps.simulate.chance import Chance
from hitl.steps.simulate.goods import read_goods
from hitl.steps.simulate.history import SPAN, UNTIL, bad_days, visits
from hitl.steps.simulate.kinds import KINDS
from hitl.steps.simulate.orders import Stage
from hitl.steps.simulate.reviewers import HABITS, Rota
from hitl.steps.simulate.timeline import Timeline
from tests.databases import NOW

FERNHILL = ROOT / "data" / "demo"
VISITS = visits(FERNHILL, "fernhill", NOW)


def test_the_same_seed_gives_the_same_visits_and_another_seed_others():
    assert visits(FERNHILL, "fernhill", NOW) == VISITS
    assert visits(FERNHILL, "another", NOW) != VISITS


def test_visits_come_in_order_of_time_and_end_before_the_hand_written_ones():
    times = [visit.at for visit in VISITS]
    assert times == sorted(times)
    assert times[0] > NOW - SPAN
    assert times[-1] < NOW - UNTIL


def test_no_two_tickets_read_alike():
    bodies = [visit.ticket.body for visit in VISITS]
    assert len(set(bodies)) == len(bodies)
    assert not any("{" in visit.ticket.body + visit.ticket.subject for visit in VISITS)


def test_nearly_every_kind_of_request_occurs():
    missing = {kind.name for kind in KINDS} - {visit.kind for visit in VISITS}
    assert missing <= {"injection", "charged twice", "seasonal sent back"}, "those are rare"


def test_an_order_is_known_a_night_before_its_customer_writes():
    for visit in VISITS:
        assert visit.at - visit.purchase.known_at >= timedelta(days=1)
        stage = visit.purchase.stage
        assert (visit.purchase.delivered_at is not None) == (stage is Stage.DELIVERED)


def test_the_bad_batch_is_felt_in_its_days_and_fades():
    bad = bad_days(NOW)
    of_batch = [visit.at for visit in VISITS if visit.kind == "bad batch"]
    assert all(at >= bad.begins - timedelta(days=1) for at in of_batch)
    during = sum(at < bad.ends for at in of_batch)
    assert during > 50
    assert 0 < len(of_batch) - during < during / 2


def test_prices_have_their_currencys_own_digits():
    for goods in read_goods(FERNHILL).goods:
        for currency, price in goods.price.items():
            assert Money.parse(price, currency).minor > 0


@pytest.mark.parametrize("habit", HABITS, ids=lambda habit: habit.user.name)
def test_people_open_cases_in_their_hours_only(habit):
    for hour in range(0, 24 * 9, 5):
        begins = habit.next_at_work(NOW + timedelta(hours=hour))
        assert begins >= NOW + timedelta(hours=hour)
        assert begins.weekday() in habit.days
        assert habit.opens <= begins.time() < habit.closes


def test_nobody_reads_two_cases_at_once():
    rota = Rota(Chance("rota"))
    turns = [rota.turn(Level.REVIEWER, NOW + timedelta(minutes=minute)) for minute in range(60)]
    for email in {turn.habit.user.email for turn in turns}:
        own = sorted((turn.opened_at, turn.decided_at) for turn in turns if turn.habit.user.email == email)
        assert all(done <= begins for (_, done), (begins, _) in pairwise(own))


def test_a_poisson_count_has_its_mean():
    chance = Chance("counts")
    counts = Counter(chance.count(3.0) for _ in range(4_000))
    mean = sum(count * times for count, times in counts.items()) / 4_000
    assert mean == pytest.approx(3.0, abs=0.15)


def test_what_is_planned_happens_in_order_and_nothing_after_the_end_or_in_the_past(clock):
    since = datetime(2026, 11, 1, tzinfo=UTC)
    clock.set(since)
    timeline, told = Timeline(clock, since + timedelta(hours=3)), []
    timeline.plan(since + timedelta(hours=2), lambda: told.append(2))
    timeline.plan(since + timedelta(hours=4), lambda: told.append(4))
    timeline.plan(since - timedelta(hours=1), lambda: told.append(0))
    timeline.plan(
        since + timedelta(hours=1),
        lambda: (told.append(1), timeline.plan(since + timedelta(hours=3), lambda: told.append(3))),
    )
    timeline.run()
    assert told == [1, 2, 3]
    assert clock.now() == since + timedelta(hours=3)
