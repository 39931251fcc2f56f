"""The order at stake, as the company's own records have it now."""

from datetime import datetime

from hitl.domain.case import Author
from hitl.domain.counted import counted
from hitl.domain.order import Order
from hitl.ports.reads import CaseFile
from hitl.ui import markup, words
from hitl.ui.theme import local

LONG_TITLE = 60
"""Characters of an item's title that find room in two lines."""
FILES_NAMED = 2
"""More stand beside the message alone."""


def html(file: CaseFile) -> str:
    """Lines and sums, then the dates and facts that policy terms ask about."""
    order = file.order
    if order is None:
        named = f"The customer named {markup.esc(file.case.order_id)}." if file.case.order_id else ""
        body = markup.note(f"No order of this customer is tied to the request. {named}", "w", "search_off")
        return markup.heading("Order") + body + markup.rows(_customer(file))
    paid = f"paid by {words.PAYMENT[order.payment_method]}" if order.payment_method else ""
    return (
        markup.heading(f"Order {order.order_id}", markup.esc(paid))
        + _sums(order)
        + markup.rows([*_dates(order, _asked(file)), *_customer(file)])
    )


def _sums(order: Order) -> str:
    money = order.money
    goods = [
        (
            f"{_title(line.title)}{_pieces(line.quantity)}{_final(final=line.final_sale)}",
            str(money(line.price)),
            "",
        )
        for line in order.lines
    ]
    extras = [("Discount", -order.discount), ("Shipping", order.shipping), ("Tax", order.tax)]
    goods += [(name, str(money(minor)), "") for name, minor in extras if minor]
    goods += [
        ("Paid", str(money(order.captured)), "t"),
        ("Refunded before", str(money(order.refunded)), ""),
        ("Still refundable", str(money(order.refundable)), "t"),
    ]
    rows = "".join(
        f'<tr class="{css}"><th scope="row">{name}</th><td class="r">{amount}</td></tr>'
        for name, amount, css in goods
    )
    return f'<table class="f">{rows}</table>'


def _title(title: str) -> str:
    """In two lines at most; all of a longer one where it is pointed at."""
    shown = markup.esc(title, 200)
    return f'<span class="goods" title="{shown}">{shown}</span>' if len(title) > LONG_TITLE else shown


def _pieces(quantity: int) -> str:
    return f' <span class="mut">× {quantity}</span>' if quantity > 1 else ""


def _final(*, final: bool) -> str:
    return f" {markup.chip('final sale', 'w')}" if final else ""


def _asked(file: CaseFile) -> datetime:
    """When the customer first wrote: day counts of the policy end there."""
    written = [message.at for message in file.conversation if message.author is Author.CUSTOMER]
    return min(written, default=file.case.received_at)


def _dates(order: Order, asked: datetime) -> list[tuple[str, str]]:
    placed, shipped = (
        at and words.day(local(at), local(asked)) for at in (order.placed_at, order.shipped_at)
    )
    facts = [("Placed", f"{placed}, shipped {shipped}" if shipped else placed)] if placed else []
    if shipped and not placed:
        facts.append(("Shipped", shipped))
    facts.append(("Delivered", _delivered(order, asked)))
    if order.returned_at:
        facts.append(("Goods back", words.day(local(order.returned_at), local(asked))))
    if order.dispute_open:
        facts.append(("Chargeback", f'<span class="bad b">{markup.icon("flag")} open</span>'))
    return facts


def _delivered(order: Order, asked: datetime) -> str:
    if order.delivered_at is not None:
        days = _before(order.delivered_at, asked)
        return f"{words.day(local(order.delivered_at), local(asked))}{days}"
    state = words.ORDER_STATUS[order.status] if order.status else "not recorded"
    return f'<span class="warn">{markup.icon("question_mark")} {state}</span>'


def _before(at: datetime, asked: datetime) -> str:
    days = (asked - at).days
    if days == 0:
        return ", <b>less than a day</b> before"
    return f", <b>{counted(days, 'day')}</b> before" if days >= 0 else ""


def _customer(file: CaseFile) -> list[tuple[str, str]]:
    customer = file.customer
    if customer is None:
        return [("Customer", f'<span class="bad">{markup.icon("person_off")} not on record</span>')]
    facts = []
    if customer.created_at:
        facts.append(("Customer since", words.day(local(customer.created_at))))
    facts.append(
        ("Refunds before", str(customer.prior_refunds) if customer.prior_refunds else "none on record")
    )
    files = [name for message in file.conversation for name in message.attachments]
    named = markup.esc(", ".join(files)) if len(files) <= FILES_NAMED else f"{len(files)} files"
    facts.append(("Attached", named if files else "nothing"))
    return facts
