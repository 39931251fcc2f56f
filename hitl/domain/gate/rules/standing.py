"""Who writes, whose order it is, and what has been before."""

from hitl.domain.draft import Action, Draft
from hitl.domain.facts import Standing
from hitl.domain.gate.matter import Matter, held
from hitl.domain.gate.verdict import Code, GateReason
from hitl.domain.order import OrderStatus
from hitl.domain.term_checks import status_of


def order_not_owned(matter: Matter) -> GateReason | None:
    """A number that the customer or the ticket names is somebody else's order."""
    others = [number for number, whose in matter.facts.mentioned.items() if whose is Standing.OTHERS]
    if not others:
        return None
    return held(
        Code.ORDER_NOT_OWNED,
        f"Order {', '.join(others)} belongs to another customer",
        orders=others,  # type: ignore[arg-type]
    )


def order_not_found(matter: Matter) -> GateReason | None:
    """A number introduced as an order's is none, or the draft decides on an order that is not there."""
    unknown = [number for number, whose in matter.facts.mentioned.items() if whose is Standing.UNKNOWN]
    drafted = matter.draft.order_id if matter.draft else None
    if drafted is not None and matter.order is None and drafted not in matter.facts.mentioned:
        unknown.append(drafted)
    if unknown:
        return held(
            Code.ORDER_NOT_FOUND,
            f"There is no order {', '.join(unknown)}",
            orders=unknown,  # type: ignore[arg-type]
        )
    if matter.money_at_stake and matter.order is None:
        return held(Code.ORDER_NOT_FOUND, "The draft decides without an order of this customer")
    return None


def open_dispute(matter: Matter) -> GateReason | None:
    """A chargeback is open on the order: a refund beside it would pay twice."""
    order = matter.order or matter.facts.order(matter.facts.ticket_order)
    if order is None or not order.dispute_open:
        return None
    return held(Code.OPEN_DISPUTE, f"A chargeback is open on order {order.order_id}", order=order.order_id)


def identity_unverified(matter: Matter, draft: Draft) -> GateReason | None:
    """The sender is not known to be the customer, and money or an order's details are at stake."""
    facts = matter.facts
    if facts.customer is not None and not facts.sender_verified:
        return held(Code.IDENTITY_UNVERIFIED, "The sender's address is not the customer's on record")
    if facts.customer is None and (matter.money_at_stake or draft.order_id is not None):
        return held(Code.IDENTITY_UNVERIFIED, "Nobody knows which customer is writing")
    return None


def duplicate_request(matter: Matter, draft: Draft) -> GateReason | None:
    """Another case asks for the same; a plain answer may still go, money and questions may not."""
    others = matter.facts.duplicates
    if not others or draft.action is Action.ANSWER_ONLY:
        return None
    return held(
        Code.DUPLICATE_REQUEST,
        f"{', '.join(others[:3])} {'asks' if len(others) == 1 else 'ask'} for the same",
        cases=list(others),
    )


def order_contradicts_itself(matter: Matter, draft: Draft) -> GateReason | None:
    """The order's status and its dates cannot both be true, so no term that rests on them can be trusted."""
    order = matter.order
    if order is None or order.status is None or draft.action is not Action.APPROVE_REFUND:
        return None
    status = status_of(order, matter.facts.first_message_at)
    if isinstance(status, OrderStatus) and not (status is OrderStatus.CANCELLED and order.delivered_at):
        return None
    says = status if not isinstance(status, OrderStatus) else "cancelled, yet with a date of delivery"
    return held(Code.POLICY_MATCH_NOT_STRONG, f"Order {order.order_id}: {says}", order=order.order_id)


def repeat_refunds(matter: Matter) -> GateReason | None:
    """So many refunds within a year that a person looks at the next one."""
    earlier, limit = matter.facts.prior_refunds, matter.ruleset.held.repeat_refunds_from
    if not matter.money_at_stake or earlier < limit:
        return None
    return held(
        Code.REPEAT_REFUNDS,
        f"{earlier} refunds in the last 365 days; from {limit} on a person looks",
        earlier=earlier,
        limit=limit,
    )


def customer_tier(matter: Matter) -> GateReason | None:
    """The customer has terms of their own."""
    customer = matter.facts.customer
    if (
        not matter.money_at_stake
        or customer is None
        or customer.tier not in matter.ruleset.held.customer_tiers
    ):
        return None
    return held(Code.CUSTOMER_TIER, f"The customer's tier is {customer.tier.value}", tier=customer.tier.value)


def jurisdiction(matter: Matter) -> GateReason | None:
    """The customer lives where a person must decide."""
    customer = matter.facts.customer
    if not matter.money_at_stake or customer is None or customer.country not in matter.ruleset.held.countries:
        return None
    return held(Code.JURISDICTION, f"The customer's country is {customer.country}", country=customer.country)
