"""The sweep: what time alone moves is moved once, by whoever comes first."""

from datetime import timedelta
from threading import Barrier, Thread

import pytest

from hitl.adapters.payments.fake import Fault
from hitl.domain.case import Case, Status
from hitl.domain.draft import Claim
from hitl.domain.policy import GoodsBack, Reason
from hitl.domain.roles import Level
from hitl.steps.sweep import SweepReport
from tests.paying import Till, line, order, usd


@pytest.fixture
def till(store, clock) -> Till:
    return Till(store=store, clock=clock)


def waiting(till: Till) -> Case:
    """A case at the desk, due in four hours."""
    return till.case(till.put(order(str(till.number))), Status.IN_REVIEW)


def test_where_nothing_is_due_nothing_moves(till: Till) -> None:
    case = waiting(till)
    till.decide(till.put(order()), usd("12.50"), undo=timedelta(minutes=1))

    assert till.sweep() == SweepReport(looked_up=0, settled=0, released=0, overdue=0)
    assert till.now(case).level is Level.REVIEWER


def test_an_overdue_review_goes_up_a_level_with_half_the_time_it_had(till: Till) -> None:
    case = waiting(till)
    till.clock.advance(timedelta(hours=4, seconds=1))

    assert till.sweep().overdue == 1

    now = till.now(case)
    assert (now.status, now.level) == (Status.IN_REVIEW, Level.SENIOR)
    assert now.due_at == till.clock.now() + timedelta(hours=2)
    (event,) = till.events(case)
    assert (event.kind, event.actor) == ("case.escalated", "worker")
    assert event.payload["why"] == "overdue"
    assert (event.payload["from"], event.payload["level"]) == ("reviewer", "senior")


def test_it_goes_up_once_a_due_time_and_not_beyond_the_manager(till: Till) -> None:
    case = waiting(till)
    levels = []
    for _ in range(4):
        till.clock.advance(timedelta(hours=9))
        till.sweep()
        till.sweep()
        levels.append(till.now(case).level)

    assert levels == [Level.SENIOR, Level.MANAGER, Level.MANAGER, Level.MANAGER]
    assert till.kinds(case) == ["case.escalated", "case.escalated", "case.overdue"]


@pytest.mark.parametrize("status", [Status.SNOOZED, Status.AWAITING_CUSTOMER, Status.NEEDS_ATTENTION])
def test_what_waits_for_something_else_is_not_escalated(till: Till, status: Status) -> None:
    case = till.case(till.put(order()), status)
    till.clock.advance(timedelta(days=1))

    assert till.sweep().overdue == 0
    assert till.now(case).level is Level.REVIEWER


def test_two_sweeps_at_once_escalate_once(till: Till) -> None:
    cases = [waiting(till) for _ in range(5)]
    till.clock.advance(timedelta(hours=5))
    start = Barrier(3)

    def work(worker: str) -> None:
        start.wait()
        till.sweep(worker)

    threads = [Thread(target=work, args=(f"worker-{number}",)) for number in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    for case in cases:
        assert till.kinds(case) == ["case.escalated"]
        assert till.now(case).level is Level.SENIOR


def test_goods_are_back_when_every_claimed_line_is(till: Till) -> None:
    lines = (line("1", 1000), line("2", 1000), line("3", 1000))
    goods = till.put(order(lines=lines))
    claims = [Claim(line_id=one, quantity=1, reason=Reason.CHANGED_MIND) for one in ("1", "2")]
    case = till.decide(goods, usd("20.00"), claims=claims, goods_back=GoodsBack.FIRST)

    for back, released in ((("3",), 0), (("3", "1"), 0), (("1", "2"), 1)):
        now = [
            each.model_copy(update={"returned_at": till.clock.now()}) if each.line_id in back else each
            for each in lines
        ]
        till.put(goods.model_copy(update={"lines": tuple(now)}))
        assert till.sweep().released == released

    assert till.now(case).status is Status.DECIDED


def test_one_refund_in_trouble_does_not_keep_the_others_waiting(till: Till) -> None:
    mugs = [till.put(order(str(number))) for number in range(3)]
    till.fake.script.extend([Fault.LOST_AFTER] * 3)
    cases = [till.decide(mug, usd("12.50")) for mug in mugs]
    for case in cases:
        till.pay(case)
    till.lapse()
    asked = till.fake.find
    calls = []

    def fail_first(payment_ref: str, key: str):
        calls.append(key)
        if len(calls) == 1:
            till.fake.deaf.add("find")
            try:
                return asked(payment_ref, key)
            finally:
                till.fake.deaf.clear()
        return asked(payment_ref, key)

    till.fake.find = fail_first

    report = till.sweep()

    assert (report.looked_up, report.settled) == (3, 2)


def test_looks_at_an_unclear_refund_become_rarer(till: Till) -> None:
    till.fake.script.append(Fault.LOST_BEFORE)
    case = till.decide(till.put(order()), usd("12.50"))
    till.pay(case)
    till.fake.deaf.add("find")
    waits = []
    for _ in range(10):
        due = till.refund(case).not_before
        waits.append((due - till.clock.now()).total_seconds())
        till.clock.set(due)
        assert till.sweep().looked_up == 1

    assert waits == [5, 10, 20, 40, 80, 160, 320, 640, 900, 900]
