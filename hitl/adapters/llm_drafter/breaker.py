"""A circuit breaker: an endpoint that is dead is left alone for a while, and tried again by itself.

M. Nygard, "Release It!" (2007). Closed: everybody asks. Open: nobody does, until a time. Past it, one case
may try; while it does, the others still do not. All processes of an installation see the same state.
"""

from collections.abc import Callable
from time import time

from hitl.adapters.llm_drafter.limits import BreakerLimit
from hitl.adapters.llm_drafter.scratch import Scratch
from hitl.domain.record import Record


class Health(Record):
    """How an endpoint is doing."""

    asked: bool  # False: it is left alone
    dead: bool = False  # given up, until it answers again
    seconds: float = 0  # until it is tried again
    why: str = ""  # the last failure
    opened: int = 0  # how often it was found dead since it last answered

    @property
    def says(self) -> str:
        """One sentence for the desk and the doctor."""
        if self.asked and not self.why:
            return "the model is asked"
        if self.asked:
            return f"the model is asked; the last time it failed: {self.why}"
        return f"the model is not asked for another {self.seconds:.0f} s: {self.why}"

    @property
    def trouble(self) -> str:
        """What whoever decides must know, as sentences; empty while drafts are made."""
        if not self.dead:
            return ""
        again = f"in {self.seconds:.0f} s" if self.seconds >= 1 else "with the next case"
        return f"{self.why} It is tried again {again}; until it answers, cases come without a draft."


class Breaker:
    """The breaker of one endpoint."""

    def __init__(
        self, scratch: Scratch, limit: BreakerLimit, address: str, now: Callable[[], float] = time
    ) -> None:
        self._scratch = scratch
        self._limit = limit
        self._address = address
        self._now = now

    def health(self) -> Health:
        """How it is now; changes nothing."""
        with self._scratch.writing() as connection:
            row = connection.execute(
                "select opened, until, why from endpoint where address = ?", (self._address,)
            ).fetchone()
        if row is None:
            return Health(asked=True)
        left = max(0.0, row[1] - self._now())
        return Health(asked=left == 0, dead=row[0] > 0, seconds=left, why=row[2])

    def admit(self) -> Health:
        """Whether this case may ask. Past the pause one goes alone: for others it begins anew."""
        now = self._now()
        with self._scratch.writing() as connection:
            row = connection.execute(
                "select opened, until, why from endpoint where address = ?", (self._address,)
            ).fetchone()
            if row is None or row[0] == 0:
                return Health(asked=True)
            if row[1] > now:
                return Health(asked=False, seconds=row[1] - now, why=row[2])
            until = now + self._pause(row[0])
            connection.execute("update endpoint set until = ? where address = ?", (until, self._address))
        return Health(asked=True, why=row[2], opened=row[0])

    def failed(self, why: str, admitted: int = 0, room_after: float | None = None) -> None:
        """It did not answer as an endpoint should; `admitted`: how often it had been dead when it was asked.

        Of the calls that were open when it died the first ones tell; the others know nothing newer.
        `room_after`: seconds for which it asks to be left alone itself; the pause is no shorter.
        """
        now = self._now()
        asked = min(room_after or 0.0, self._limit.most_seconds)
        with self._scratch.writing() as connection:
            row = connection.execute(
                "select failures, opened from endpoint where address = ?", (self._address,)
            ).fetchone()
            failures, opened = (row[0] + 1, row[1]) if row else (1, 0)
            if admitted < opened:
                return
            opened += failures >= self._limit.failures
            until = now + max(asked, self._pause(opened)) if opened else 0.0
            connection.execute(
                "insert or replace into endpoint values (?, ?, ?, ?, ?)",
                (self._address, failures, opened, until, why),
            )

    def succeeded(self) -> None:
        """It answered: everybody asks again."""
        with self._scratch.writing() as connection:
            connection.execute("delete from endpoint where address = ?", (self._address,))

    def _pause(self, opened: int) -> float:
        doubled = self._limit.seconds * 2 ** min(opened - 1, 20)
        return float(min(doubled, self._limit.most_seconds))
