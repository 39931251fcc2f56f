"""How many pieces of a line are meant."""

import re
from typing import TYPE_CHECKING

from hitl.adapters.rules_drafter.doubts import GRAVE, SOME
from hitl.domain.reading.items import Mention

if TYPE_CHECKING:
    from hitl.adapters.rules_drafter.gathering import Gathering

PART_OF_A_SET = "A part of a set that is sold as one piece is meant."
_SET = re.compile(
    r"\b(?:set|pack|box|pair|bundle|case) of\b|\b\d+[- ]?(?:pack|piece|pcs|pc|pairs?)\b|\bset\b",
    re.IGNORECASE,
)


def pieces_of(
    gathering: "Gathering", line_id: str, count: int | str | None, mention: Mention | None = None
) -> int:
    """Pieces of the line; what the words leave open is noted as a doubt."""
    line = gathering.order.line(line_id)
    bought = line.quantity if line else 1
    if isinstance(count, str):
        return _a_share(gathering, count, bought)
    if count is not None and line is not None and _a_part_of_a_set(line.title, bought, count, mention):
        gathering.doubt(SOME, PART_OF_A_SET)
        return 1
    return (
        _uncounted(gathering, bought, mention)
        if count is None
        else _counted(gathering, bought, count, mention)
    )


def _a_share(gathering: "Gathering", share: str, bought: int) -> int:
    """Half of the pieces; all of them where the share is no number."""
    if share != "half":
        gathering.doubt(GRAVE, "How many pieces are meant is not said.")
        return bought
    if bought % 2 and bought > 1:  # half of one piece is a part that is at fault
        gathering.doubt(SOME, f"Half of {bought} pieces is no whole number.")
    return max(1, bought // 2)


def _counted(gathering: "Gathering", bought: int, count: int, mention: Mention | None) -> int:
    if count <= bought:
        return max(1, count)
    parts_of_one = mention is None and bought == 1  # "two of its legs"
    if not parts_of_one and not (mention is not None and mention.both):
        cost = GRAVE if bought == 1 else SOME
        gathering.doubt(
            cost, f"The customer speaks of {count} pieces, the order has {bought}.", of_count=True
        )
    return bought


def _a_part_of_a_set(title: str, bought: int, count: int, mention: Mention | None) -> bool:
    if not _SET.search(title) or bought > 1:
        return False
    return count > 1 or (mention is not None and mention.part)


def _uncounted(gathering: "Gathering", bought: int, mention: Mention | None) -> int:
    """All pieces; only one where a single piece is spoken of, and then it is doubtful."""
    if mention is None or mention.plural or bought == 1 or mention.both:
        return bought
    gathering.doubt(SOME, f"One piece or all {bought}: the words leave it open.", of_count=True)
    return 1
