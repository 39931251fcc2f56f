"""What the benchmarks share: a line of the table, and measuring two things in turns."""

from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent


class Figure(NamedTuple):
    """One line of the table."""

    what: str
    value: str
    bar: str = ""
    met: bool = True


def rounds(*measured: Callable[[], float], count: int) -> tuple[float, ...]:
    """Medians of measurements that take turns, so that a noisy machine is noisy to all of them."""
    turns = [[measure() for measure in measured] for _ in range(count)]
    return tuple(median(column) for column in zip(*turns, strict=True))
