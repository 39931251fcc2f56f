"""Replies kept for use again, with placeholders that the case fills."""

import re
from typing import Annotated

from pydantic import Field

from hitl.domain.record import Moment, Record

PLACEHOLDERS = ("name", "order", "amount", "due")
"""What a saved reply may leave to the case: customer's name, order number, amount, when an answer is due."""

_PLACE = re.compile(r"\{([A-Za-z_]{1,30})\}")


class SavedReply(Record):
    """A text that colleagues share."""

    reply_id: int
    title: Annotated[str, Field(min_length=1, max_length=80)]
    text: Annotated[str, Field(min_length=1, max_length=10_000)]
    by: str
    at: Moment


class Filled(Record):
    """A saved reply for one case."""

    text: str
    missing: tuple[str, ...]  # placeholders that stand in the text still, in order, each once


def unfilled(text: str) -> tuple[str, ...]:
    """Placeholders that stand in the text, as they are written, each once."""
    found = (place[0] for place in _PLACE.finditer(text) if place[1].lower() in PLACEHOLDERS)
    return tuple(dict.fromkeys(found))


def fill(text: str, values: dict[str, str]) -> Filled:
    """The text with its placeholders filled; what has no value, or an empty one, stays visible.

    Values are put in as they are, once: braces in a customer's name are not read as placeholders.
    """
    missing: dict[str, None] = {}

    def value(place: re.Match[str]) -> str:
        found = values.get(place[1].lower(), "")
        if not found:
            missing[place[1]] = None
        return found or place[0]

    return Filled(text=_PLACE.sub(value, text), missing=tuple(missing))
