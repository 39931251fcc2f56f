"""How much is asked of an endpoint at a time: less, and nothing for a while, where it has no room.

The number of calls halves with every time that it says so, and grows by one where as many were answered
(additive increase, multiplicative decrease: V. Jacobson, "Congestion Avoidance and Control", 1988).
"""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Condition
from time import monotonic

from hitl.adapters.llm_drafter.failures import AskFailed


class Turns:
    """The calls of one process. Whoever waits for a turn has not asked yet."""

    def __init__(self, at_once: int) -> None:
        self._at_once = self._most = at_once
        self._open = self._answered = 0
        self._not_before = 0.0  # a reading of monotonic
        self._changed = Condition()

    @contextmanager
    def turn(self, until: float) -> Iterator[None]:
        """The right to one call. Raises AskFailed where none is free before a reading of monotonic."""
        with self._changed:
            while self._open >= self._most or self._paused(until):
                left = until - monotonic()
                if left <= 0:
                    raise AskFailed("The case's time was over before the model could be asked.")
                self._changed.wait(min(left, self._not_before - monotonic()) if self._paused(until) else left)
            self._open += 1
        try:
            yield
        finally:
            with self._changed:
                self._open -= 1
                self._changed.notify_all()

    def answered(self) -> None:
        """A call was answered: there is room, maybe for one more."""
        with self._changed:
            self._answered += 1
            if self._answered >= self._most:
                self._answered, self._most = 0, min(self._at_once, self._most + 1)
                self._changed.notify_all()

    def full(self, seconds: float) -> None:
        """There is no room for so long; of many that are told so at the same time the first one counts."""
        now = monotonic()
        with self._changed:
            if now >= self._not_before:
                self._answered, self._most = 0, max(1, self._most // 2)
            self._not_before = max(self._not_before, now + seconds)

    def _paused(self, until: float) -> bool:
        """Whether nobody asks now. A pause that outlasts the case is not waited for: then it is asked."""
        return monotonic() < self._not_before < until
