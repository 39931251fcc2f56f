"""The single terms of a clause against the facts, each with what a reviewer reads about it.

Whole days are counted from a date of the order to the customer's first message, rounded down: 30 days and
23 hours are 30 days. A date that is not recorded, or lies after that message, makes the term unknown.
"""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import NamedTuple

from hitl.domain.assessment import Holds, TermCheck
from hitl.domain.counted import counted
from hitl.domain.order import Line, Order, OrderStatus
from hitl.domain.policy import DateField, GoodsBack, Outcome, Terms
from hitl.domain.reading.conditions import contradiction

_DAY = timedelta(days=1)
_EVENTS = {DateField.PLACED: "placed", DateField.SHIPPED: "shipped", DateField.DELIVERED: "delivered"}
_NOUNS = {DateField.PLACED: "order", DateField.SHIPPED: "shipping", DateField.DELIVERED: "delivery"}
_PROGRESS = (OrderStatus.PLACED, OrderStatus.SHIPPED, OrderStatus.DELIVERED)
_NEVER_PICTURES = frozenset("csv eml html ics json log txt vcf xml".split())
"""Suffixes of what mail programs attach by themselves: a signature or a calendar entry is no photo."""
_PICTURES = frozenset("photo photos picture pictures image images video".split())


class Circumstances:
    """What the terms of all claims on one order are checked against."""

    def __init__(
        self,
        order: Order,
        first_message_at: datetime,
        said: str,
        attachments: tuple[str, ...],
        prior_refunds: int,
    ) -> None:
        self.order = order
        self.first_message_at = first_message_at
        self.said = said
        self.attachments = attachments
        self.prior_refunds = prior_refunds
        self._contradicted: dict[str, str | None] = {}

    def date(self, field: DateField) -> datetime | None:
        """The order's date of that name."""
        date: datetime | None = getattr(self.order, field.value)
        return date

    def contradiction(self, condition: str) -> str | None:
        """The customer's words that contradict the condition; looked for once."""
        if condition not in self._contradicted:
            self._contradicted[condition] = contradiction(condition, self.said)
        return self._contradicted[condition]


def covers(terms: Terms, line: Line) -> Holds:
    """Whether the clause is about goods of the line's category; unknown where the line has none."""
    if terms.categories is None and not terms.except_categories:
        return Holds.YES
    if line.category is None or not line.category.strip():
        return Holds.UNKNOWN
    category = line.category.strip().casefold()
    if terms.categories is not None:
        return _yes_or_no(any(category == named.casefold() for named in terms.categories))
    return _yes_or_no(all(category != named.casefold() for named in terms.except_categories or ()))


def check_terms(terms: Terms, line: Line, case: Circumstances) -> list[TermCheck]:
    """Every term that the clause sets against the facts, in the order of the format.

    `goods_back` and `pays_percent` are met by what is paid and when, so they always hold.
    """
    against = _Against(terms, line, case)
    return [found for set_by, check in _CHECKS if set_by(terms) for found in check(against)]


class _Against(NamedTuple):
    """The terms of one clause against one line."""

    terms: Terms
    line: Line
    case: Circumstances


Check = Callable[[_Against], Iterator[TermCheck]]


def _within_days(at: _Against) -> Iterator[TermCheck]:
    days = _days(at.terms.counted_from, at.case)
    limit = at.terms.within_days or 0
    if isinstance(days, str):
        yield _unknown("within_days", days)
    else:
        yield _check(
            "within_days", days <= limit, f"{_EVENTS[at.terms.counted_from]} {_ago(days)}, limit {limit}"
        )


def _after_days(at: _Against) -> Iterator[TermCheck]:
    days = _days(at.terms.counted_from, at.case)
    wait = at.terms.after_days or 0
    if isinstance(days, str):
        yield _unknown("after_days", days)
        return
    says = f"{_EVENTS[at.terms.counted_from]} {_ago(days)}, not before {wait}"
    since = at.case.date(at.terms.counted_from)
    if days >= wait or since is None:
        yield _check("after_days", True, says)
    else:
        yield TermCheck(term="after_days", holds=Holds.NO, says=says, not_before=(since + wait * _DAY).date())


def _days(field: DateField, case: Circumstances) -> int | str:
    """Whole days from the date to the first message, or why they cannot be counted."""
    date = case.date(field)
    if date is None:
        return f"no {_NOUNS[field]} date recorded"
    if date > case.first_message_at:
        return f"{_EVENTS[field]} only after the customer wrote"
    return (case.first_message_at - date) // _DAY


def _ago(days: int) -> str:
    return f"{counted(days, 'day')} ago"


def _statuses(at: _Against) -> Iterator[TermCheck]:
    status = status_of(at.case.order, at.case.first_message_at)
    allowed = at.terms.statuses or frozenset()
    if isinstance(status, OrderStatus):
        yield _check(
            "statuses", status in allowed, f"status {status}, must be {' or '.join(sorted(allowed))}"
        )
    else:
        yield _unknown("statuses", status)


def status_of(order: Order, at: datetime) -> OrderStatus | str:
    """How far the order had come, from its status or else its dates, or why that cannot be told.

    A status that its own dates contradict (placed, with a shipping date) tells nothing.
    """
    reached = _reached(order)
    if order.status is None:
        dates = [date for date in (order.shipped_at, order.delivered_at) if date is not None]
        return reached if reached and max(dates) <= at else "no status recorded"
    if reached and order.status in _PROGRESS[: _PROGRESS.index(reached)]:
        return f"status {order.status}, yet with a date on which it was {reached}"
    return order.status


def _reached(order: Order) -> OrderStatus | None:
    if order.delivered_at is not None:
        return OrderStatus.DELIVERED
    return OrderStatus.SHIPPED if order.shipped_at is not None else None


def _final_sale(at: _Against) -> Iterator[TermCheck]:
    says = "on final sale" if at.line.final_sale else "not on final sale"
    if not at.terms.final_sale:
        yield _check("final_sale", not at.line.final_sale, says)
    elif at.terms.outcome is Outcome.REFUND:
        yield _check("final_sale", True, f"{says}, final sale is included")
    else:
        yield _check("final_sale", at.line.final_sale, says)


def _condition(at: _Against) -> Iterator[TermCheck]:
    for condition in at.terms.condition:
        words = at.case.contradiction(condition)
        plain = condition.replace("_", " ")
        says = f"must be {plain}; the customer wrote “{words}”" if words else f"nothing said against {plain}"
        yield _check("condition", words is None, says)


def _evidence(at: _Against) -> Iterator[TermCheck]:
    for wanted in at.terms.evidence:
        fit = [name for name in at.case.attachments if _may_show(name, wanted)]
        yield _check("evidence", bool(fit), f"{wanted} attached" if fit else f"no {wanted} attached")


def _may_show(name: str, wanted: str) -> bool:
    """Whether an attachment may be what was asked for; only what certainly is not is left out."""
    if wanted.casefold() not in _PICTURES:
        return bool(name.strip())
    return bool(name.strip()) and name.rpartition(".")[2].strip().casefold() not in _NEVER_PICTURES


def _max_prior_refunds(at: _Against) -> Iterator[TermCheck]:
    most = at.terms.max_prior_refunds or 0
    count = counted(at.case.prior_refunds, "earlier refund")
    yield _check("max_prior_refunds", at.case.prior_refunds <= most, f"{count}, at most {most}")


def _goods_back(at: _Against) -> Iterator[TermCheck]:
    says = "came back already" if at.line.returned_at else "paid when the goods are back"
    yield _check("goods_back", True, says)


def _pays_percent(at: _Against) -> Iterator[TermCheck]:
    yield _check("pays_percent", True, f"pays {at.terms.pays_percent} % of the price")


_CHECKS: tuple[tuple[Callable[[Terms], bool], Check], ...] = (
    (lambda terms: terms.within_days is not None, _within_days),
    (lambda terms: terms.after_days is not None, _after_days),
    (lambda terms: terms.statuses is not None, _statuses),
    (lambda terms: terms.final_sale is not None, _final_sale),
    (lambda terms: bool(terms.condition), _condition),
    (lambda terms: terms.goods_back is GoodsBack.FIRST, _goods_back),
    (lambda terms: terms.pays_percent != 100 and terms.outcome is Outcome.REFUND, _pays_percent),
    (lambda terms: bool(terms.evidence), _evidence),
    (lambda terms: terms.max_prior_refunds is not None, _max_prior_refunds),
)
"""Which terms set a check, and the check."""


def _check(term: str, holds: bool, says: str) -> TermCheck:  # noqa: FBT001 - the answer is what it is about
    return TermCheck(term=term, holds=_yes_or_no(holds), says=says)


def _unknown(term: str, says: str) -> TermCheck:
    return TermCheck(term=term, holds=Holds.UNKNOWN, says=says)


def _yes_or_no(holds: bool) -> Holds:  # noqa: FBT001
    return Holds.YES if holds else Holds.NO
