"""A lock that serves in order of arrival.

SQLite lets one transaction write at a time and wakes waiting ones in no order at all: next to four busy
writers a person's decision waited up to 1.1 s; in order of arrival it waits 12 ms.
"""

from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock, get_ident

from hitl.errors import StoreUnavailable


class Turns:
    """First come, first served; not reentrant."""

    def __init__(self) -> None:
        self._guard = Lock()
        self._waiting: deque[Lock] = deque()
        self._held_by: int | None = None

    @property
    def waiting(self) -> int:
        """How many stand in line."""
        return len(self._waiting)

    def take(self, timeout: float) -> None:
        """Wait for one's turn. Raises StoreUnavailable after so many seconds."""
        with self._guard:
            if self._held_by == get_ident():
                raise RuntimeError("a unit of work was opened inside of another one of the same thread")
            if self._held_by is None and not self._waiting:
                self._held_by = get_ident()
                return
            gate = Lock()
            gate.acquire()
            self._waiting.append(gate)
        try:
            served = gate.acquire(timeout=timeout)
        except BaseException:  # Ctrl-C while waiting: whoever stands behind must not wait for this one
            if not self._leave(gate):
                self.give()
            raise
        if not served and self._leave(gate):
            raise StoreUnavailable("The database was busy for too long; try again in a moment")
        self._held_by = get_ident()

    def give(self) -> None:
        """Pass the turn on to whoever waits longest."""
        with self._guard:
            self._held_by = None
            if self._waiting:
                self._held_by = -1  # promised
                self._waiting.popleft().release()

    @contextmanager
    def one(self, timeout: float) -> Iterator[None]:
        """A turn from its beginning to its end. Raises StoreUnavailable after so many seconds."""
        self.take(timeout)
        try:
            yield
        finally:
            self.give()

    def _leave(self, gate: Lock) -> bool:
        """Step out of the line; False where the turn came in the very last moment."""
        with self._guard:
            if gate not in self._waiting:
                return False
            self._waiting.remove(gate)
            return True
