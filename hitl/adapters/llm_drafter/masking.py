"""What identifies a person is hidden before anything leaves: a model needs none of it to draft.

The customer's own data as we know it, and what looks like an address, a card, an account or a telephone
number wherever it stands. Names that only the customer mentions can't be told from other words and stay.
"""

import re
from collections.abc import Iterator
from enum import Enum
from functools import partial
from typing import Any

from hitl.domain.facts import Facts
from hitl.domain.order import Customer
from hitl.ports.drafter import Brief

NAME = "[customer]"
"""Stands for the customer's name, also in the reply that the model writes."""

_STREET = "street|road|avenue|lane|boulevard|terrace"
_STREET_OR_NOT = "St|Rd|Ln|Ave|Drive|Dr|Court|Ct|Way|Blvd|Square|Sq|Place|Pl|Close"
"""Words that mean a street only after a name in capitals: "2 of them came this way"."""

_E_MAIL = (r"[\w.+%-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}",)
_ACCOUNT = (
    r"\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?\b",
    r"(?i)\b[a-z]{2}\d{2}[a-z\d]{4}\d{7}[a-z\d]{0,16}\b",
)
_PHONE = (
    r"(?<![\w.])(?:\+|00)\d{1,3}[ ./()-]{0,3}(?:\d[ ./()-]{0,3}){6,11}\d(?!\w)",
    r"(?<![\w.-])\(?\d{3}\)?[ .-]\d{3}[ .-]\d{4}(?![\w-])",
    r"(?<![\w.,#-])\d{10,12}(?![\w-])",
)
_CARD = (r"(?<!\d)(?<!\d\.)\d(?:[ -]?\d){12,18}(?!\d|\.\d)",)
_ADDRESS = (
    rf"(?i)\b\d{{1,5}}[a-z]?,? (?:[\w'-]+ ){{1,2}}(?:{_STREET})\b",
    rf"\b\d{{1,5}}[a-z]?,? (?:[A-Z][\w'-]* ){{1,3}}(?:{_STREET_OR_NOT})\b",
    r"(?i)\b\w+(?:straße|strasse|gasse|platz|allee|weg) \d{1,4}[a-z]?\b",
    r"\b\d{1,4},? (?:rue|calle|via)(?: [\w'-]+){1,4}",
)
_PATTERNS = tuple(
    (re.compile(pattern), mask)
    for mask, patterns in (
        ("[e-mail]", _E_MAIL),
        ("[account]", _ACCOUNT),
        ("[phone]", _PHONE),
        ("[card]", _CARD),
        ("[address]", _ADDRESS),
    )
    for pattern in patterns
)
_MASKS = (NAME, *dict.fromkeys(mask for _, mask in _PATTERNS))
_SHORTEST = 3
"""Letters of a name that is hidden: one of two is usually a word as well."""
_FEWEST_FIGURES = 7
"""Of a telephone number without its area: what follows them is found with them."""


class Masks:
    """Hides what is personal in one case."""

    def __init__(self, brief: Brief) -> None:
        facts = brief.facts
        self._customer = facts.customer
        self._keep = frozenset((*_numbers(facts), *(clause.clause_id for clause in facts.policy.clauses)))
        self._known = tuple(_known(facts.customer)) if facts.customer else ()
        self._names = _names(facts.customer) if facts.customer else None

    def hide(self, text: str) -> str:
        """The text with everything personal replaced by what kind of thing it was."""
        for pattern, mask in self._known:
            text = pattern.sub(mask, text)
        for pattern, mask in _PATTERNS:
            text = pattern.sub(partial(self._masked, mask), text)
        # Last: a name within an address must not leave the rest of it.
        return self._names.sub(_named, text) if self._names else text

    def within(self, content: Any) -> Any:
        """The same of every text in JSON. Names of fields, numbers of orders and words to choose from stay.

        Somebody may be called Price, Order or Customer.
        """
        if isinstance(content, dict):
            return {name: self.within(value) for name, value in content.items()}
        if isinstance(content, list | tuple):
            return [self.within(one) for one in content]
        if not isinstance(content, str) or isinstance(content, Enum) or content in self._keep:
            return content
        return self.hide(content)

    def _masked(self, mask: str, found: re.Match[str]) -> str:
        return found[0] if found[0] in self._keep else mask

    def show(self, reply: str) -> str:
        """The reply with the customer's first name where the model left room for it."""
        first = self._customer.first_name if self._customer else ""
        return reply.replace(f" {NAME}", f" {first}" if first else "").replace(NAME, first)


def _numbers(facts: Facts) -> Iterator[str]:
    """Of orders and lines: they look like anything, and the model must read them as they are."""
    for order in facts.orders:
        yield order.order_id
        yield from (line.line_id for line in order.lines)


def _known(customer: Customer) -> Iterator[tuple[re.Pattern[str], str]]:
    """The address whole and piece by piece, the mail, and the telephone however it is written."""
    pieces = [customer.address, *re.split(r"[,;\n]", customer.address)]
    yield from ((_word(piece), "[address]") for piece in pieces if len(piece.strip()) > _SHORTEST)
    if customer.email.strip():
        yield _word(customer.email), "[e-mail]"
    figures = re.sub(r"\D", "", customer.phone)
    if len(figures) >= _FEWEST_FIGURES:
        between = r"[ ./()-]{0,3}"
        # At home the country's number falls away, and a zero may stand instead.
        home = between.join(figures[-_FEWEST_FIGURES:])
        yield re.compile(rf"(?<!\d)(?:\+|00)?(?:\d{between}){{0,5}}{home}(?!\d)"), "[phone]"


def _names(customer: Customer) -> re.Pattern[str] | None:
    """The name whole, then its words; what is hidden already is found first, and stays as it is."""
    names = [name.strip() for name in (customer.name, *customer.name.split())]
    wanted = [_word(name).pattern for name in names if len(name) >= _SHORTEST]
    hidden = "|".join(map(re.escape, _MASKS))
    return re.compile("|".join((hidden, *wanted)), re.IGNORECASE) if wanted else None


def _named(found: re.Match[str]) -> str:
    return found[0] if found[0] in _MASKS else NAME


def _word(text: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){re.escape(text.strip())}(?!\w)", re.IGNORECASE)
