"""The four tools of a model. They read what code has loaded for this case and can reach nothing else."""

from collections.abc import Callable
from typing import Annotated, Any, NamedTuple

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from hitl.adapters.llm_drafter.prompt import clause_as_told, messages
from hitl.domain.order import Line, Order
from hitl.ports.drafter import Brief, PolicySearch

_CLAUSES = 6
_ORDERS = 20
"""The newest orders of a history; nobody is helped by the hundredth."""


class _Nothing(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)


class _OrderNumber(_Nothing):
    order_id: Annotated[str, Field(min_length=1, max_length=200)]


class _Words(_Nothing):
    words: Annotated[str, Field(min_length=1, max_length=400)]


class Looked(NamedTuple):
    """What a look-up gave."""

    found: bool
    result: Any  # JSON
    ours: bool = False  # the company's own words, in which nothing is hidden


class Tools:
    """The look-ups of one case."""

    def __init__(self, brief: Brief, search: PolicySearch) -> None:
        self._brief = brief
        self._search = search

    def run(self, name: str, arguments: dict[str, Any]) -> Looked | None:
        """What the look-up gave, or None: there is no such tool, and nothing was run."""
        tool = _TOOLS.get(name)
        if tool is None:
            return None
        try:
            given = tool.takes.model_validate(arguments)
        except ValidationError as error:
            where = ".".join(map(str, error.errors()[0]["loc"]))
            return Looked(False, {"error": f"{where}: not what this tool takes"})
        return tool.look(self, given)

    def order(self, given: _OrderNumber) -> Looked:
        """One of this customer's orders; another's is as unknown as none."""
        order = self._brief.facts.order(given.order_id.strip().lstrip("#"))
        if order is None:
            return Looked(False, {"error": "this customer has no order of that number"})
        return Looked(True, _order(order))

    def history(self, _: _Nothing) -> Looked:
        """What this customer ordered and got back."""
        facts = self._brief.facts
        orders = [
            {
                "order_id": order.order_id,
                "placed": _day(order.placed_at),
                "status": order.status,
                "paid": str(order.money(order.captured)),
                "refunded": str(order.money(order.refunded)),
            }
            for order in facts.orders[:_ORDERS]
        ]
        tier = facts.customer.tier if facts.customer else None
        return Looked(True, {"tier": tier, "refunds in a year": facts.prior_refunds, "orders": orders})

    def policy(self, given: _Words) -> Looked:
        """The clauses nearest to some words."""
        policy = self._brief.facts.policy
        found = self._search.find(given.words, policy.clauses, _CLAUSES)
        clauses = [policy.clause(passage.clause_id) for passage in found]
        shown = [clause_as_told(one) for one in clauses if one]
        return Looked(bool(shown), shown, ours=True)

    def conversation(self, _: _Nothing) -> Looked:
        """All messages of the case."""
        return Looked(True, messages(self._brief, len(self._brief.facts.conversation)))


class _Tool(NamedTuple):
    says: str
    takes: type[_Nothing]
    look: Callable[[Tools, Any], Looked]


_TOOLS = {
    "get_order": _Tool("One order of this customer, with its lines.", _OrderNumber, Tools.order),
    "customer_history": _Tool("This customer's orders and refunds.", _Nothing, Tools.history),
    "search_policy": _Tool("The policy's clauses nearest to some words.", _Words, Tools.policy),
    "read_conversation": _Tool("Every message of this case.", _Nothing, Tools.conversation),
}

NAMES = frozenset(_TOOLS)


def declared() -> list[dict[str, Any]]:
    """The tools as the protocol names them, strictly."""
    return [
        {
            "type": "function",
            "function": {
                "name": name,
                "description": tool.says,
                "strict": True,
                "parameters": _parameters(tool.takes),
            },
        }
        for name, tool in _TOOLS.items()
    ]


def _parameters(takes: type[_Nothing]) -> dict[str, Any]:
    fields = {name: {"type": "string"} for name in takes.model_fields}
    return {
        "type": "object",
        "properties": fields,
        "required": [*fields],
        "additionalProperties": False,
    }


def _order(order: Order) -> dict[str, Any]:
    return {
        "order_id": order.order_id,
        "currency": order.currency,
        "status": order.status,
        "placed": _day(order.placed_at),
        "shipped": _day(order.shipped_at),
        "delivered": _day(order.delivered_at),
        "paid": order.money(order.captured).decimal(),
        "refundable in all": order.money(order.refundable).decimal(),
        "dispute open": order.dispute_open,
        "lines": [_line(order, line) for line in order.lines],
    }


def _line(order: Order, line: Line) -> dict[str, Any]:
    return {
        "line_id": line.line_id,
        "title": line.title,
        "category": line.category,
        "quantity": line.quantity,
        "unit price": order.money(line.unit_price).decimal(),
        "refundable": order.money(order.refundable_on(line.line_id)).decimal(),
        "final sale": line.final_sale,
        "came back": _day(line.returned_at),
    }


def _day(moment: Any) -> str | None:
    return moment.date().isoformat() if moment else None
