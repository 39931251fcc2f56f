"""Corrected cases in the labelled form: what a drafter was given, and what a person made of it, masked.

So that a change of prompt or model can be measured on what it got wrong last time. Only cases that can be
put together exactly as they were are written: an order that has changed since would ask something else.
"""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from pydantic import JsonValue

from hitl.domain.blind import unpaid
from hitl.domain.case import Author, Message
from hitl.domain.decision import Decision, DecisionOutcome, order_state
from hitl.domain.drafted import Drafted
from hitl.domain.order import Line, Order
from hitl.domain.policy_text import markdown_of
from hitl.ports.reads import CaseFile, Reads

Hide = Callable[[str], str]
Masking = Callable[[CaseFile], Hide]
"""What hides one customer's personal data in a text."""

MAIL = "customer@example.com"
"""Stands for the address of every customer."""


class Corrected(NamedTuple):
    """A correction with the case that it belongs to."""

    file: CaseFile
    drafted: Drafted
    decision: Decision


def corrected(reads: Reads) -> Iterator[Corrected]:
    """Every draft that a person corrected and whose texts were not erased, in order of the decisions."""
    for row in reads.decisions(None, None):
        if row.outcome is DecisionOutcome.APPROVED:
            continue
        file = reads.case_file(row.case_id)
        drafted = next((one for one in reads.drafts(row.case_id) if one.version == row.draft_version), None)
        if drafted is not None and drafted.confidence is not None and file.decision is not None:
            yield Corrected(file, drafted, file.decision)


def labelled_case(found: Corrected, hide: Hide) -> dict[str, JsonValue] | None:
    """The case as FORMATS describes a labelled one; None where it cannot be put together as it was."""
    file, drafted, decision = found
    order = unpaid(file.order, file.refund)
    said = [one for one in file.conversation if one.at <= drafted.drafted_at]
    last = max((place for place, one in enumerate(said) if one.author is Author.CUSTOMER), default=None)
    changed = bool(drafted.order_state) and drafted.order_state != order_state(order)
    if last is None or changed or decision.replaces or file.policy is None or file.customer is None:
        return None
    message, customer = said[last], file.customer
    expect: dict[str, JsonValue] = {"action": decision.action.value}
    if decision.amount is not None:
        expect["amount"] = decision.amount.decimal()
    return {
        "id": f"corrected-{drafted.case_id}",
        "now": message.at.isoformat(),
        "customer": {
            "customer_id": "C1",
            "email": MAIL,
            "tier": customer.tier.value,
            "country": customer.country,
            "prior_refunds": customer.prior_refunds,
        },
        "order": _order(order, hide) if order else None,
        "channel": file.case.channel.value,
        "subject": hide(file.case.subject),
        "message": hide(message.text),
        "attachments": [hide(name) for name in message.attachments],
        "conversation": [_turn(one, hide) for one in said[:last]],
        "policy": markdown_of(file.policy.clauses),
        "expect": expect,
        "reason_code": decision.reason_code.value if decision.reason_code else None,
    }


def _turn(message: Message, hide: Hide) -> JsonValue:
    return {
        "from": "customer" if message.author is Author.CUSTOMER else "agent",
        "text": hide(message.text),
        "at": message.at.isoformat(),
        "attachments": [hide(name) for name in message.attachments],
    }


def _order(order: Order, hide: Hide) -> JsonValue:
    moments = {
        "placed_at": order.placed_at,
        "shipped_at": order.shipped_at,
        "delivered_at": order.delivered_at,
    }
    sums = {
        "paid_total": order.paid_total,
        "discount": order.discount,
        "shipping": order.shipping,
        "tax": order.tax,
    }
    return {
        "order_id": order.order_id,
        "currency": order.currency,
        "status": order.status.value if order.status else None,
        "payment_method": order.payment_method.value if order.payment_method else None,
        "dispute_open": order.dispute_open,
        **{name: moment.isoformat() if moment else None for name, moment in moments.items()},
        **{name: _major(order, minor) for name, minor in sums.items()},
        "lines": [_line(order, line, hide) for line in order.lines],
    }


def _line(order: Order, line: Line, hide: Hide) -> JsonValue:
    return {
        "line_id": line.line_id,
        "sku": line.sku,
        "title": hide(line.title),
        "category": line.category,
        "unit_price": _major(order, line.unit_price),
        "quantity": line.quantity,
        "final_sale": line.final_sale,
        "refunded": _major(order, line.refunded),
        "returned_at": line.returned_at.isoformat() if line.returned_at else None,
    }


def _major(order: Order, minor: int | None) -> str | None:
    return None if minor is None else order.money(minor).decimal()
