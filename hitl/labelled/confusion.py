"""Confusion tables: what was expected against what came out, counted."""

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

NOTHING = "no draft"
"""What came out where the drafter failed."""


class Confusion(NamedTuple):
    """Rows are what was expected, columns what came out; only what occurs is named."""

    expected: tuple[str, ...]
    got: tuple[str, ...]
    counts: dict[tuple[str, str], int]  # (expected, got) -> cases

    def row(self, expected: str) -> tuple[int, ...]:
        """The counts of one row, in the order of the columns."""
        return tuple(self.counts.get((expected, got), 0) for got in self.got)


def confusion(pairs: Iterable[tuple[tuple[str, ...], str]]) -> Confusion:
    """Of pairs of what any would have done and what came out.

    Where several answers would do, the one that came out counts as expected, else the first of them.
    """
    counts = Counter((got if got in any_of else any_of[0], got) for any_of, got in pairs if any_of)
    return Confusion(
        expected=tuple(sorted({expected for expected, _ in counts})),
        got=tuple(sorted({got for _, got in counts})),
        counts=dict(counts),
    )
