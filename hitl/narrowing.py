"""What narrows a view of the queue, and how it stands in the address of a page.

The address is short and readable ("view=mine&reason=amount_limit&over=100&currency=USD&sort=oldest"), so that
a view can be shared, saved and typed; what cannot be read in one is left out instead of failing.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, TypeVar

from hitl.domain.case import Channel
from hitl.domain.gate.verdict import Code
from hitl.domain.mode import Mode
from hitl.domain.money import Money, known_currency
from hitl.domain.order import Tier
from hitl.domain.record import Record
from hitl.errors import InvalidInput
from hitl.ports.reads import QueueFilter, Reads, Sort

_Choice = TypeVar("_Choice", bound=StrEnum)

FOUND = 200
"""Cases of a search that are shown, the newest."""


class Narrowed(Record):
    """Filters and order of a view, and the words looked for; nothing set: the view as it is."""

    reason: Code | None = None
    currency: str | None = None
    over: int | None = None  # minor units, this much or more; with a currency only
    under: int | None = None  # this much or less
    tier: Tier | None = None
    channel: Channel | None = None
    older: int | None = None  # hours since it was received
    language: str | None = None
    mode: Mode | None = None
    assigned: str | None = None  # e-mail
    words: str = ""
    sort: Sort = Sort.PRIORITY


def narrow(reads: Reads, what: QueueFilter, narrowed: Narrowed | None, now: datetime) -> QueueFilter:
    """The view's filter with what narrows it."""
    if narrowed is None or narrowed == Narrowed():
        return what
    older = narrowed.older
    by_amount = narrowed.sort is Sort.LARGEST and narrowed.currency is None
    changes: dict[str, Any] = {
        "reason": narrowed.reason,
        "currency": narrowed.currency,
        "min_minor": narrowed.over if narrowed.currency else None,
        "max_minor": narrowed.under if narrowed.currency else None,
        "tier": narrowed.tier,
        "channel": narrowed.channel,
        "received_before": None if older is None else now - timedelta(hours=older),
        "language": narrowed.language,
        "mode": narrowed.mode,
        "assigned_to": narrowed.assigned,
        "cases": reads.search(narrowed.words, FOUND) if narrowed.words.strip() else None,
        "sort": Sort.PRIORITY if by_amount else narrowed.sort,  # amounts compare within one currency only
    }
    return what.model_copy(update=changes)


def to_query(narrowed: Narrowed) -> dict[str, str]:
    """The parameters of the address, only those that are set; amounts in major units."""
    set_ = {
        "reason": narrowed.reason,
        "currency": narrowed.currency,
        "over": _major(narrowed.over, narrowed.currency),
        "under": _major(narrowed.under, narrowed.currency),
        "tier": narrowed.tier,
        "channel": narrowed.channel,
        "older": None if narrowed.older is None else str(narrowed.older),
        "language": narrowed.language,
        "mode": narrowed.mode,
        "assigned": narrowed.assigned,
        "words": narrowed.words.strip(),
        "sort": None if narrowed.sort is Sort.PRIORITY else narrowed.sort,
    }
    return {name: str(value) for name, value in set_.items() if value}


def from_query(query: Mapping[str, str]) -> Narrowed:
    """What the parameters ask for; an unknown or unreadable one narrows nothing."""
    currency = _currency(query.get("currency", ""))
    older = query.get("older", "")
    return Narrowed(
        reason=_choice(Code, query.get("reason")),
        currency=currency,
        over=_minor(query.get("over", ""), currency),
        under=_minor(query.get("under", ""), currency),
        tier=_choice(Tier, query.get("tier")),
        channel=_choice(Channel, query.get("channel")),
        older=int(older) if older.isascii() and older.isdigit() and len(older) < 6 else None,
        language=(query.get("language") or "")[:12] or None,
        mode=_choice(Mode, query.get("mode")),
        assigned=(query.get("assigned") or "")[:200].casefold() or None,
        words=query.get("words", "")[:200],
        sort=_choice(Sort, query.get("sort")) or Sort.PRIORITY,
    )


def _choice(of: type[_Choice], value: str | None) -> _Choice | None:
    return of(value) if value in {each.value for each in of} else None


def _currency(code: str) -> str | None:
    try:
        return known_currency(code.upper())
    except ValueError:
        return None


def _minor(amount: str, currency: str | None) -> int | None:
    try:
        return Money.parse(amount, currency).minor if currency else None
    except InvalidInput:
        return None


def _major(minor: int | None, currency: str | None) -> str | None:
    return None if minor is None or currency is None else Money(minor=minor, currency=currency).decimal()
