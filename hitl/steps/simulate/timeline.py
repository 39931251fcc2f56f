"""What will happen, in order of time."""

from collections.abc import Callable
from datetime import datetime
from heapq import heappop, heappush

from hitl.steps.simulate.shop import MovableClock

Step = Callable[[], None]


class Timeline:
    """Moves the clock from one thing to the next; each may plan more."""

    def __init__(self, clock: MovableClock, until: datetime) -> None:
        self._clock = clock
        self.until = until
        self._coming: list[tuple[datetime, int, Step]] = []
        self._planned = 0

    def plan(self, at: datetime, step: Step) -> None:
        """Let something happen then; what is past or lies after the end never does.

        Of two at once the first planned.
        """
        if self._clock.now() <= at <= self.until:
            self._planned += 1
            heappush(self._coming, (at, self._planned, step))

    def run(self) -> None:
        """Live through everything that is planned, and what comes of it."""
        while self._coming:
            at, _, step = heappop(self._coming)
            self._clock.set(at)
            step()
