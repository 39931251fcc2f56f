"""A labelled case, and the facts that intake and context would have gathered of it."""

from collections.abc import Iterable
from datetime import timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from hitl.domain.case import Author, Channel, Message
from hitl.domain.draft import Action
from hitl.domain.facts import Facts, Standing
from hitl.domain.money import Money
from hitl.domain.order import Customer, Line, Order
from hitl.domain.policy import Clause, PolicyVersion
from hitl.domain.policy_file import parse_policies, parse_policy
from hitl.domain.reading.order_numbers import order_numbers
from hitl.domain.record import Moment, Record
from hitl.errors import InvalidInput
from hitl.steps.intake import readable

R = TypeVar("R", bound=Record)

MOST_LETTERS = 20_000
"""Of a message, as intake keeps it."""


class Expectation(BaseModel):
    """What is right; what is left out is not scored."""

    model_config = ConfigDict(extra="forbid")

    action: tuple[Action, ...] = ()  # any of these
    amount: str | None = None  # major units of the order's currency
    route: str | None = None  # auto, review, takeover, held or unpaid
    reasons: tuple[str, ...] = ()  # codes that the gate must give among others


class LabelledCase(BaseModel):
    """One line of a file of labelled cases."""

    model_config = ConfigDict(extra="ignore")

    id: str
    now: Moment
    customer: dict[str, Any] | None = None
    order: dict[str, Any] | None = None
    orders: tuple[dict[str, Any], ...] = ()
    order_owner: str | None = None  # somebody else's customer_id, whose `order` then is
    channel: Channel = Channel.CHAT
    subject: str = ""
    message: str = ""
    conversation: tuple[dict[str, Any], ...] = ()
    attachments: tuple[str, ...] = ()
    policy: str | None = None  # None: the policy as delivered
    sender: str | None = None  # the mail's sender, where it is not the customer's address
    expect: Expectation = Field(default_factory=Expectation)
    why: str = ""  # of a quality case: what whoever answered it is told


def parse_case(line: str) -> LabelledCase:
    """One case from its JSON. Raises InvalidInput, naming what is wrong."""
    import json

    try:
        given = json.loads(line)
        expect = given.get("expect") or {}
        action = expect.get("action")
        if isinstance(action, str):
            given["expect"] = {**expect, "action": [action]}
        return LabelledCase.model_validate(
            {name: value for name, value in given.items() if value is not None}
        )
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise InvalidInput(f"{where}: {first['msg']}") from error
    except (ValueError, AttributeError) as error:
        raise InvalidInput(f"not a case: {error}") from error


def facts_of(case: LabelledCase, default_policy: tuple[Clause, ...]) -> Facts:
    """The facts that intake and context would have gathered. Raises InvalidInput."""
    customer = _customer(case)
    every = _orders(case, customer)
    own = tuple(
        order for order in every if customer is not None and order.customer_id == customer.customer_id
    )
    ticket_order = case.order.get("order_id") if case.order else None
    conversation = _conversation(case)
    return Facts(
        case_id=case.id,
        now=case.now,
        channel=case.channel,
        subject=readable(case.subject),
        conversation=conversation,
        customer=customer,
        sender_verified=_verified(case, customer),
        orders=tuple(sorted(own, key=lambda order: order.placed_at or case.now, reverse=True)),
        ticket_order=str(ticket_order) if ticket_order is not None else None,
        mentioned=_mentioned(case, conversation, every, own),
        prior_refunds=customer.prior_refunds if customer else 0,
        policy=PolicyVersion(version=1, clauses=clauses_of(case, default_policy)),
    )


def records_of(case: LabelledCase) -> tuple[Customer | None, tuple[Order, ...]]:
    """The customer and every order that the case brings, other people's included. Raises InvalidInput."""
    customer = _customer(case)
    return customer, _orders(case, customer)


def clauses_of(case: LabelledCase, default_policy: tuple[Clause, ...]) -> tuple[Clause, ...]:
    """The policy that the case is judged by. Raises InvalidPolicy."""
    return _policy(case.policy) if case.policy else default_policy


def turns_of(case: LabelledCase) -> tuple[Message, ...]:
    """The conversation, the message itself last."""
    return _conversation(case)


def _verified(case: LabelledCase, customer: Customer | None) -> bool:
    if customer is None or not case.sender:
        return customer is not None
    return case.sender.strip().casefold() == customer.email.strip().casefold()


@lru_cache(maxsize=64)
def _policy(markdown: str) -> tuple[Clause, ...]:
    return parse_policy("policy", markdown)


def _customer(case: LabelledCase) -> Customer | None:
    if case.customer is None:
        return None
    given = {
        name: value
        for name, value in case.customer.items()
        if name in Customer.model_fields and value is not None
    }
    return _valid(Customer, {"email": "", **given}, "customer")


def _orders(case: LabelledCase, customer: Customer | None) -> tuple[Order, ...]:
    owner = customer.customer_id if customer else "nobody"
    found = [_order(given, owner) for given in case.orders]
    if case.order is not None:
        first = _order(case.order, case.order_owner or owner)
        found = [first, *(order for order in found if order.order_id != first.order_id)]
    return tuple(found)


def _order(given: dict[str, Any], owner: str) -> Order:
    currency = str(given.get("currency") or "USD")
    returned = given.get("returned_at")
    lines = tuple(
        _line(index, line, str(given.get("order_id")), currency, returned)
        for index, line in enumerate(given.get("lines") or ())
    )
    fields = {
        name: value for name, value in given.items() if name in Order.model_fields and value is not None
    }
    for name in ("paid_total", "discount", "shipping", "tax"):
        if name in fields:
            fields[name] = minor_units(fields[name], currency)
    fields |= {"currency": currency, "lines": lines, "customer_id": given.get("customer_id") or owner}
    fields["order_id"] = str(given.get("order_id", ""))
    return _valid(Order, fields, "order")


def _line(index: int, given: dict[str, Any], order_id: str, currency: str, returned: object) -> Line:
    fields = {name: value for name, value in given.items() if name in Line.model_fields and value is not None}
    fields.setdefault("sku", fields.get("title", f"line {index + 1}"))
    fields.setdefault("title", fields["sku"])
    fields.setdefault("line_id", f"{order_id}-{fields['sku']}-{index + 1}")
    fields.setdefault("quantity", 1)
    if returned is not None:
        fields.setdefault("returned_at", returned)
    fields["quantity"] = int(fields["quantity"])
    fields["line_id"] = str(fields["line_id"])
    for name in ("unit_price", "refunded"):
        fields[name] = minor_units(fields.get(name, "0"), currency)
    return _valid(Line, fields, "line")


def minor_units(value: object, currency: str) -> int:
    """Major units as a file writes them in minor units. Raises InvalidInput."""
    written = str(value)
    return 0 if not written.strip(" 0.") else Money.parse(written, currency).minor


def _valid(record: type[R], fields: dict[str, Any], what: str) -> R:
    try:
        return record.model_validate(fields)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise InvalidInput(f"{what}.{where}: {first['msg']}") from error


def _conversation(case: LabelledCase) -> tuple[Message, ...]:
    """Earlier turns a minute apart, unless they say their own time as `at`; last the message, at `now`."""
    count = len(case.conversation)
    earlier = tuple(
        Message(
            author=Author.CUSTOMER if turn.get("from") == "customer" else Author.AGENT,
            text=_kept(str(turn.get("text", ""))),
            at=turn.get("at") or case.now - timedelta(minutes=count - index),
            attachments=tuple(turn.get("attachments") or ()),
        )
        for index, turn in enumerate(case.conversation)
    )
    last = Message(
        author=Author.CUSTOMER, text=_kept(case.message), at=case.now, attachments=case.attachments
    )
    return (*earlier, last)


def _kept(text: str) -> str:
    return readable(text)[:MOST_LETTERS]


def _mentioned(
    case: LabelledCase, conversation: tuple[Message, ...], every: tuple[Order, ...], own: tuple[Order, ...]
) -> dict[str, Standing]:
    """Whose the named orders are, told as the context step tells it."""
    named: dict[str, bool] = {}
    if case.order and case.order.get("order_id") is not None:
        named[str(case.order["order_id"]).lstrip("#")] = True
    texts = [case.subject, *(message.text for message in conversation if message.author is Author.CUSTOMER)]
    for text in texts:
        for candidate in order_numbers(text):
            named[candidate.number] = named.get(candidate.number, False) or candidate.sure
    standing: dict[str, Standing] = {}
    for number, sure in named.items():
        mine = _by_number(number, own)
        if mine is not None:
            standing[mine.order_id] = Standing.OWN
        elif _by_number(number, every) is not None:
            standing[number] = Standing.OTHERS
        elif sure:
            standing[number] = Standing.UNKNOWN
    return standing


def _by_number(number: str, orders: Iterable[Order]) -> Order | None:
    plain = number.lstrip("#").casefold()
    return next((order for order in orders if order.order_id.lstrip("#").casefold() == plain), None)


def load_cases(path: Path) -> tuple[LabelledCase, ...]:
    """All cases of a JSON Lines file. Raises InvalidInput, naming the line."""
    found = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if line.strip():
            try:
                found.append(parse_case(line))
            except InvalidInput as error:
                raise InvalidInput(f"{path.name}, line {number}: {error}") from error
    return tuple(found)


def load_policy(folder: Path) -> tuple[Clause, ...]:
    """The clauses of a folder of policy files. Raises InvalidPolicy."""
    return parse_policies(
        {path.stem: path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.md"))}
    )
