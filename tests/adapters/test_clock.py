from datetime import UTC, datetime, timedelta, timezone

from hitl.adapters.clock import FixedClock, SystemClock

THEN = datetime(2026, 11, 10, 12, 0, tzinfo=UTC)


def test_the_system_clock_tells_the_time_in_utc() -> None:
    before = datetime.now(UTC)
    assert before <= SystemClock().now() <= datetime.now(UTC)
    assert SystemClock().now().tzinfo is UTC


def test_a_clock_set_to_another_day_runs_on_from_there() -> None:
    clock = SystemClock(THEN)
    first = clock.now()
    assert THEN <= first < THEN + timedelta(minutes=1)
    assert clock.now() >= first


def test_a_fixed_clock_moves_when_told() -> None:
    clock = FixedClock(THEN.astimezone(timezone(timedelta(hours=5))))
    assert clock.now() == THEN
    assert clock.advance(timedelta(seconds=3)) == clock.now() == THEN + timedelta(seconds=3)
    clock.set(THEN)
    assert clock.now() == THEN
    assert clock.now().tzinfo is UTC
