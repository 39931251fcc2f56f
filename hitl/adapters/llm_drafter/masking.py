"""What identifies a person is hidden before anything leaves: a model needs none of it to draft.

The customer's own data as we know it, and what looks like an address, a card, an account or a telephone
number wherever it stands. Names that only the customer mentions can't be told from other words and stay.
"""

import re
from functools import partial

from hitl.domain.order import Customer
from hitl.ports.drafter import Brief

NAME = "[customer]"
"""Stands for the customer's name, also in the reply that the model writes."""

_PATTERNS = (
    (re.compile(r"[\w.+%-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}"), "[e-mail]"),
    (re.compile(r"\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?\b"), "[account]"),
    (re.compile(r"(?<![\d.])\d(?:[ -]?\d){12,18}(?!\d|\.\d)"), "[card]"),
    (re.compile(r"(?<![\w.])(?:\+|00)\d{1,3}[ ./()-]{0,3}(?:\d[ ./()-]{0,3}){6,11}\d(?!\w)"), "[phone]"),
    (re.compile(r"(?<![\w.-])\(?\d{3}\)?[ .-]\d{3}[ .-]\d{4}(?![\w-])"), "[phone]"),
)
_SHORTEST = 3
"""Letters of a name that is hidden: one of two is usually a word as well."""


class Masks:
    """Hides what is personal in one case."""

    def __init__(self, brief: Brief) -> None:
        facts = brief.facts
        self._customer = facts.customer
        known = {*_orders(brief), *(clause.clause_id for clause in facts.policy.clauses)}
        self._keep = frozenset(known)
        self._known = tuple(_known(facts.customer)) if facts.customer else ()

    def hide(self, text: str) -> str:
        """The text with everything personal replaced by what kind of thing it was."""
        for pattern, mask in self._known:
            text = pattern.sub(mask, text)
        for pattern, mask in _PATTERNS:
            text = pattern.sub(partial(self._masked, mask), text)
        return text

    def _masked(self, mask: str, found: re.Match[str]) -> str:
        return found[0] if found[0] in self._keep else mask

    def show(self, reply: str) -> str:
        """The reply with the customer's first name where the model left room for it."""
        first = self._customer.first_name if self._customer else ""
        return reply.replace(f" {NAME}", f" {first}" if first else "").replace(NAME, first)


def _orders(brief: Brief) -> set[str]:
    """Order numbers look like anything; the model must read them as they are."""
    return {order.order_id for order in brief.facts.orders}


def _known(customer: Customer) -> list[tuple[re.Pattern[str], str]]:
    whole = [(customer.address, "[address]"), (customer.email, "[e-mail]"), (customer.phone, "[phone]")]
    names = [customer.name, *customer.name.split()]
    hidden = [*whole, *((name, NAME) for name in names if len(name) >= _SHORTEST)]
    return [
        (re.compile(rf"(?<!\w){re.escape(text.strip())}(?!\w)", re.IGNORECASE), mask)
        for text, mask in hidden
        if len(text.strip()) >= _SHORTEST
    ]
