"""Goods that the customer would keep, were it not for what is the matter with them: these are not kept."""

import re

from hitl.domain.reading.counterfactual import BECAUSE
from hitl.domain.reading.items import Mention
from hitl.domain.reading.reasons import Clause

Row = tuple[Clause, tuple[Mention, ...]]
"""A clause and what it names."""

_WISHES_TO_KEEP = re.compile(
    r"(?:\b(?:would|wish|wished|want|wanted|love|loved|like|liked|hope|hoped|could)\b|'d\b)"
    r"(?: \w+){0,4} (?:keep|kept)\b"
)


def not_kept_after_all(rows: list[Row]) -> list[Row]:
    """The rows, with "I'd love to keep the lamp" as a name only where "but it has a crack" follows."""
    found = list(rows)
    for index, (clause, named) in enumerate(rows):
        if named and _WISHES_TO_KEEP.search(clause.text) and _is_told(rows, index):
            found[index] = (clause._replace(fine=False), tuple(one._replace(kept=False) for one in named))
    return found


def _is_told(rows: list[Row], index: int) -> bool:
    """Whether what is the matter stands in the clause itself, or in the next one without another name."""
    clause, _ = rows[index]
    if clause.heard and BECAUSE in clause.text:
        return True
    after, names = rows[index + 1] if index + 1 < len(rows) else (None, ())
    return after is not None and after.sentence == clause.sentence and bool(after.heard) and not names
