"""How much may go, on its own and together with what went before. Amounts in minor units, as evidence too."""

import re

from hitl.domain.gate.matter import Matter, held
from hitl.domain.gate.verdict import Code, GateReason
from hitl.domain.money import Money
from hitl.domain.reading.record import MentionedAmount
from hitl.domain.reply.money import same_currency


def _like(amount: Money, minor: int) -> Money:
    """So much money in the currency of an amount."""
    return Money(minor=minor, currency=amount.currency)


def amount_limit(matter: Matter, amount: Money) -> GateReason | None:
    """Strictly under the limit, together with what already went automatically on the same order."""
    limit = matter.ruleset.auto.limit.get(amount.currency)
    if limit is None:
        return held(
            Code.AMOUNT_LIMIT,
            f"No limit is set for {amount.currency}, a person decides",
            amount=amount.minor,
        )
    order_id = matter.draft.order_id if matter.draft else None
    before = matter.facts.auto_paid_on_order.get(order_id or "", 0)
    if amount.minor + before < limit:
        return None
    paid = f" with {_like(amount, before)} already paid on the order" if before else ""
    return held(
        Code.AMOUNT_LIMIT,
        f"{amount}{paid} is not under the {_like(amount, limit)} that may go without a person",
        amount=amount.minor,
        before=before,
        limit=limit,
        currency=amount.currency,
    )


def velocity(matter: Matter, amount: Money) -> GateReason | None:
    """What went automatically to this customer in 30 days stays, with this, within twice the limit or so."""
    before = matter.facts.auto_paid_30_days.get(amount.currency, 0)
    limit = matter.ruleset.velocity_limit(amount.currency) if before else None
    if limit is None or amount.minor + before <= limit.minor:
        return None
    return held(
        Code.VELOCITY,
        f"{_like(amount, before)} went to this customer automatically in 30 days; "
        f"with {amount} more it is over {limit}",
        amount=amount.minor,
        before=before,
        limit=limit.minor,
        currency=amount.currency,
    )


def high_value(matter: Matter, amount: Money) -> GateReason | None:
    """Above the amount from which a mistake really costs."""
    limit = matter.ruleset.held.high_value.get(amount.currency)
    if limit is None or amount.minor <= limit:
        return None
    return held(
        Code.HIGH_VALUE,
        f"{amount} is above {_like(amount, limit)}",
        amount=amount.minor,
        limit=limit,
        currency=amount.currency,
    )


def amount_exceeds_refundable(matter: Matter, amount: Money) -> GateReason | None:
    """More than is left of the order, or of the lines that the draft names."""
    order = matter.order
    if order is None:
        return None  # order_not_found says so
    claims = matter.draft.claims if matter.draft else ()
    left = sum(order.refundable_on(claim.line_id, quantity=claim.quantity) for claim in claims)
    if len(claims) != 1:  # one is never more than what is left of the order; several may be, together
        left = min(left, order.refundable) if claims else order.refundable
    if amount.minor <= left:
        return None
    return held(
        Code.AMOUNT_EXCEEDS_REFUNDABLE,
        f"{amount} is more than the {order.money(left)} still refundable on what it is for",
        amount=amount.minor,
        refundable=left,
    )


def paid_less_than_the_goods(matter: Matter, amount: Money) -> GateReason | None:
    """The order's own figures do not add up: less was paid than its goods cost after the discount."""
    order = matter.order
    if order is None or order.paid_total is None or not amount or _PAID_OTHERWISE.search(matter.facts.said):
        return None
    goods = sum(order.net_prices().values())
    if order.paid_total >= goods:
        return None
    return held(
        Code.AMOUNT_EXCEEDS_REFUNDABLE,
        f"{order.money(order.paid_total)} was paid for goods of {order.money(goods)}; the rest may have been "
        "paid otherwise",
        paid=order.paid_total,
        goods=goods,
    )


_PAID_OTHERWISE = re.compile(
    r"\b(?:vouchers?|gift ?cards?|store credit|points|coupons?|discount|credit note)\b", re.IGNORECASE
)
"""The customer knows of it and says so."""


def more_named_than_paid(matter: Matter, amount: Money) -> GateReason | None:
    """The customer names a sum above all that the order cost: they mean another order, or expect more."""
    order = matter.order
    if order is None or not amount:
        return None  # order_not_found says so
    for named in matter.reading.amounts:
        if named.minor > order.captured and _may_be(named, order.currency):
            return held(
                Code.AMOUNT_EXCEEDS_REFUNDABLE,
                f"The customer names {named.found.text}, all of order {order.order_id} cost "
                f"{order.money(order.captured)}",
                named=named.minor,
                captured=order.captured,
            )
    return None


def currency_mismatch(matter: Matter, amount: Money) -> GateReason | None:
    """The draft, or the sum that the customer names, is in another currency than the order."""
    order = matter.order
    if order is None:
        return None  # order_not_found says so
    if amount.currency != order.currency:
        return held(
            Code.CURRENCY_MISMATCH,
            f"The draft pays in {amount.currency}, order {order.order_id} is in {order.currency}",
            draft=amount.currency,
            order=order.currency,
        )
    for named in matter.reading.amounts:
        if named.currency is not None and not _may_be(named, order.currency):
            return held(
                Code.CURRENCY_MISMATCH,
                f"The customer names {named.found.text}, order {order.order_id} is in {order.currency}",
                customer=named.currency,
                order=order.currency,
            )
    return None


def _may_be(named: MentionedAmount, currency: str) -> bool:
    """A bare "$" or "¥" is any dollar, yen or yuan."""
    bare = next((sign for sign in "$¥" if sign in named.found.text), None)
    spelt_out = any(letter.isalpha() for letter in named.found.text)
    return named.currency == currency or (
        bare is not None and not spelt_out and same_currency(bare, currency)
    )


def payment_method(matter: Matter, amount: Money) -> GateReason | None:
    """Paid in a way that is paid back by hand."""
    method = matter.order.payment_method if matter.order and amount else None
    if method is None or method not in matter.ruleset.held.payment_methods:
        return None
    return held(
        Code.PAYMENT_METHOD,
        f"Paid by {method.value.replace('_', ' ')}, which is paid back by hand",
        method=method.value,
    )
