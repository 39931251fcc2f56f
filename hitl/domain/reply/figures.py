"""The numbers of a reply, scanned for once and looked at by every check that is about numbers."""

import re
from collections.abc import Iterable

Figures = tuple[re.Match[str], ...]
"""Where numbers stand in a text, in order."""

_RUN = re.compile(r"\d\d*(?:[.,'’]\d+|[ \u00a0\u202f]\d{3}(?![\d.]))*(?:[.,][-–—])?")


def figures(text: str) -> Figures:
    """Every number of a text, with the marks inside it: "1,219.90", "20.-", "100000"."""
    return tuple(_RUN.finditer(text))


def digits(written: Iterable[str]) -> int:
    """How many digits there are in all."""
    return sum(map(str.isdigit, "".join(written)))


def has_any(marks: Iterable[str], text: str) -> bool:
    """Whether one of the marks stands in the text: a quick look before a slow expression."""
    return any(map(text.__contains__, marks))
