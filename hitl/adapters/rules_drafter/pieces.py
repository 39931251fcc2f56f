"""How many pieces of a line are meant."""

import re
from typing import TYPE_CHECKING

from hitl.adapters.rules_drafter.doubts import GRAVE, SLIGHT, SOME
from hitl.domain.reading.items import Mention
from hitl.domain.reading.quantities import number
from hitl.domain.reading.text import normal

if TYPE_CHECKING:
    from hitl.adapters.rules_drafter.gathering import Gathering

PART_OF_A_SET = "A part of a set that is sold as one piece is meant."
_HELD = re.compile(
    r"(?<![\d.,/])\b(\d{1,3}|two|three|four|five|six|seven|eight|nine|ten|twelve|pair|trio)\b"
    r"(?! ?(?:cm|mm|m|ml|l|cl|kg|g|gb|tb|w|v|in|inch|inches|oz|lb|ft|x|hours?|days?|months?|years?|pages?"
    r"|watt)\b"
    r"|[.,/%]\d)"
)
_UNHELD = re.compile(r"\b(?:size|age|ages|no|number|volume|vol|part|level|usb|a) ?\d+")
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
    held = held_in(line.title) if line is not None and bought == 1 else 1
    if count is not None and 1 < count <= held:
        return _of_the_held(gathering, count, held)
    if count is not None and line is not None and _a_part_of_a_set(line.title, bought, count, mention):
        gathering.doubt(SOME, PART_OF_A_SET)
        return 1
    return (
        _uncounted(gathering, bought, mention)
        if count is None
        else _counted(gathering, bought, count, mention)
    )


def held_in(title: str) -> int:
    """How many pieces one of the goods holds by its title: 10 of "Hangers, 10"; 1 where none is told."""
    named = [number(found[1]) or 3 for found in _HELD.finditer(_UNHELD.sub(" ", normal(title)))]
    return max(named, default=1)


def _of_the_held(gathering: "Gathering", count: int, held: int) -> int:
    """The whole, which alone was sold; doubtful where only a few of what it holds are spoken of."""
    if count < held:
        lacking = gathering.came_short and (held - count) * _SOME_LACK >= held
        most = lacking or (count * 2 >= held and not gathering.came_short) or gathering.whole_asked
        gathering.doubt(SLIGHT if most else SOME, PART_OF_A_SET)
    return 1


_SOME_LACK = 4  # where a quarter of what it holds is wanting, the whole is of little use


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
    if mention is None or mention.plural or bought == 1 or mention.both or mention.uncountable:
        return bought
    gathering.doubt(SOME, f"One piece or all {bought}: the words leave it open.", of_count=True)
    return 1
