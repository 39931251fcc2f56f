"""What is kept and asked about second readings (domain/blind)."""

from collections.abc import Collection
from datetime import datetime
from typing import Protocol

from hitl.domain.blind import Given, Pair, Said


class Blind(Protocol):
    """Second readings, one a case."""

    def give(self, given: Given, lapsed: datetime) -> bool:
        """Give a case to its second reader; False where somebody has it since after `lapsed`, or read it."""
        ...

    def reject(self, case_id: str, by: str) -> bool:
        """They threw the draft away; False where the case is not theirs to answer, or they did already."""
        ...

    def answer(self, case_id: str, said: Said, reply: str) -> bool:
        """What they would do, and write; False where the case is not theirs to answer any more."""
        ...


class BlindReads(Protocol):
    """What the desk and the figures read of it."""

    def blind_given(self, case_id: str, by: str) -> Given | None:
        """The case, where it was given to that person and they have not answered."""
        ...

    def blind_open(self, by: str, since: datetime) -> str | None:
        """The case that was given to that person last, since then, and that they have not answered."""
        ...

    def decided_since_blind(self, by: str, since: datetime) -> int:
        """Cases that they decided since then and since they were last given one to read blind."""
        ...

    def to_read_blind(
        self,
        by: str,
        levels: Collection[str],
        since: datetime,
        before: datetime,
        lapsed: datetime,
        *,
        demo: bool,
    ) -> tuple[str, ...]:
        """Cases that other people decided alone between the two times, and that `by` never touched.

        Newest first, at most some hundreds; none that was read twice, or given to somebody after `lapsed`;
        simulated ones only where `demo`.
        """
        ...

    def blind_pairs(self, limit: int, *, demo: bool) -> tuple[Pair, ...]:
        """The newest cases that two people decided, oldest first; simulated ones only where `demo`."""
        ...
