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


def rounds(first: Callable[[], float], second: Callable[[], float], count: int) -> tuple[float, float]:
    """Medians of two measurements that take turns, so that a noisy machine is noisy to both."""
    pairs = [(first(), second()) for _ in range(count)]
    return median(pair[0] for pair in pairs), median(pair[1] for pair in pairs)
