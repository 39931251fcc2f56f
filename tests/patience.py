"""How long something takes, on a machine that others use as well.

A bound on the clock on the wall fails wherever the machine has no time for us. So a second thread counts the
time beside what is measured: while it is not run either, no time passes.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Thread
from time import monotonic

_TICK = 0.02
_MOST = 2 * _TICK  # of what passes between two looks at the clock: more is the machine's


@contextmanager
def within(seconds: float, why: str = "") -> Iterator[None]:
    """Fails where the block takes longer, as far as this process had the machine."""
    done, passed = Event(), 0.0

    def count() -> None:
        nonlocal passed
        since = monotonic()
        while not done.wait(_TICK):
            since, before = monotonic(), since
            passed += min(since - before, _MOST)

    thread = Thread(target=count, daemon=True)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join()
    assert passed < seconds, f"{passed:.2f} s, at most {seconds:.2f} {why}"
