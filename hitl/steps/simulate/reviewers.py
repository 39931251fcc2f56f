"""The people at the simulated desk and their habits."""

from datetime import datetime, time, timedelta

from hitl.domain.record import Record
from hitl.domain.roles import Level, Role, User
from hitl.steps.simulate.chance import Chance


class Habit(Record):
    """How somebody works. Shares are of the drafts that a person decides."""

    user: User
    days: tuple[int, ...]  # weekdays at work, Monday 0
    opens: time  # UTC
    closes: time
    reading: timedelta  # hands-on time of half of their cases
    spread: float  # of that time, on a logarithmic scale
    trims: float = 0.0  # pays another amount
    rewords: float = 0.0  # another reply
    relents: float = 0.0  # pays something where the draft denies
    throws_away: float = 0.0  # rejects the draft and writes an answer of their own
    hands_on: float = 0.0  # escalates
    catches: float = 0.9  # of the drafts that are wrong on purpose

    def next_at_work(self, at: datetime) -> datetime:
        """`at`, or the next moment at which they are at their desk."""
        day = at
        for _ in range(8):
            opens = day.replace(hour=self.opens.hour, minute=self.opens.minute, second=0, microsecond=0)
            closes = day.replace(hour=self.closes.hour, minute=self.closes.minute, second=0, microsecond=0)
            if day.weekday() in self.days and at < closes:
                return max(at, opens)
            day += timedelta(days=1)
        return at


_WEEK = (0, 1, 2, 3, 4)

HABITS = (
    Habit(  # careful: reads everything, mends amounts and words
        user=User(email="reviewer@fernhill.example", name="Rita Reviewer", role=Role.REVIEWER),
        days=(0, 1, 2, 3, 5),
        opens=time(7),
        closes=time(15),
        reading=timedelta(seconds=105),
        spread=0.55,
        trims=0.10,
        rewords=0.14,
        relents=0.25,
        throws_away=0.02,
        hands_on=0.03,
    ),
    Habit(  # quick: approves nearly everything as it stands
        user=User(email="quick@fernhill.example", name="Theo Quick", role=Role.REVIEWER),
        days=(1, 2, 3, 4, 6),
        opens=time(9),
        closes=time(18),
        reading=timedelta(seconds=19),
        spread=0.45,
        trims=0.01,
        rewords=0.01,
        catches=0.2,
    ),
    Habit(
        user=User(email="senior@fernhill.example", name="Sam Senior", role=Role.SENIOR),
        days=_WEEK,
        opens=time(8),
        closes=time(17),
        reading=timedelta(seconds=190),
        spread=0.6,
        trims=0.06,
        rewords=0.05,
        relents=0.10,
        throws_away=0.14,
        hands_on=0.11,
    ),
    Habit(
        user=User(email="manager@fernhill.example", name="Mona Manager", role=Role.MANAGER),
        days=(*_WEEK, 5),
        opens=time(9),
        closes=time(17),
        reading=timedelta(seconds=260),
        spread=0.7,
        trims=0.05,
        rewords=0.04,
        relents=0.2,
        throws_away=0.08,
    ),
)

PEOPLE = tuple(habit.user for habit in HABITS)
"""Named after what they do, so that nobody takes them for real."""

MANAGER = next(habit for habit in HABITS if habit.user.role is Role.MANAGER)


class Turn(Record):
    """Somebody takes a case."""

    habit: Habit
    opened_at: datetime
    decided_at: datetime

    def sooner(self, decided_at: datetime) -> "Turn":
        """The same work at an earlier time."""
        opened_at = decided_at - (self.decided_at - self.opened_at)
        return Turn(habit=self.habit, opened_at=opened_at, decided_at=decided_at)


class Rota:
    """Who takes the next case, and when: the first of the right level who is at work and free."""

    def __init__(self, chance: Chance) -> None:
        self._chance = chance
        self._free_at: dict[str, datetime] = {}

    def turn(self, level: Level, queued_at: datetime) -> Turn:
        """The next turn of somebody of exactly that level."""
        seen_at = queued_at + self._chance.lasting(timedelta(minutes=14), 1.0)
        able = [habit for habit in HABITS if habit.user.role == level.role]
        begins = {habit.user.email: self._begins(habit, seen_at) for habit in able}
        habit = min(able, key=lambda habit: begins[habit.user.email])
        opened_at = begins[habit.user.email]
        decided_at = opened_at + max(timedelta(seconds=4), self._chance.lasting(habit.reading, habit.spread))
        self._free_at[habit.user.email] = decided_at + timedelta(seconds=self._chance.whole(20, 900))
        return Turn(habit=habit, opened_at=opened_at, decided_at=decided_at)

    def _begins(self, habit: Habit, seen_at: datetime) -> datetime:
        return habit.next_at_work(max(seen_at, self._free_at.get(habit.user.email, seen_at)))
