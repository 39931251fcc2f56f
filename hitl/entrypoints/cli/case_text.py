"""A case as `case` shows it: as JSON, and as a page of text in order of time."""

from textwrap import indent
from typing import Any

from pydantic import JsonValue

from hitl.domain.event import LoggedEvent
from hitl.domain.gate.verdict import Verdict
from hitl.domain.money import Money
from hitl.domain.record import Record
from hitl.ports.reads import CaseFile


def case_report(file: CaseFile, events: tuple[LoggedEvent, ...]) -> dict[str, Any]:
    """Everything known of a case; amounts are decimal strings with their currency beside them."""
    drafted, order = file.drafted, file.order
    return {
        "case": file.case.case_id,
        "status": file.case.status.value,
        "ticket_id": file.case.ticket_id,
        "channel": file.case.channel.value,
        "received_at": _plain(file.case)["received_at"],
        "customer": _plain(file.customer),
        "order": _plain(order),
        "currency": order.currency if order else None,
        "refundable": order.money(order.refundable).decimal() if order else None,
        "conversation": [_plain(message) for message in file.conversation],
        "draft": _with_amounts(drafted.draft) if drafted else None,
        "draft_version": drafted.version if drafted else 0,
        "failure": drafted.failure if drafted else "",
        "gate": _gate(drafted.verdict) if drafted else None,
        "confidence": _plain(drafted.confidence) if drafted else None,
        "assessment": _plain(drafted.assessment) if drafted else None,
        "reading": _plain(drafted.reading) if drafted else None,
        "policy": drafted.policy if drafted else None,
        "decision": _with_amounts(file.decision),
        "refund": _with_amounts(file.refund),
        "deliveries": [_plain(delivery) for delivery in file.deliveries],
        "also": [_with_amounts(one) for one in file.also],
        "simulated": file.simulated,
        "events": [_plain(event) for event in events],
    }


def _gate(verdict: Verdict) -> Any:
    """The verdict, with the codes of its reasons in a list of their own."""
    return {
        **_plain(verdict),
        "reasons": [reason.code.value for reason in verdict.reasons],
        "because": [_plain(reason) for reason in verdict.reasons],
    }


def _plain(record: Record | None) -> Any:
    return record.model_dump(mode="json") if record is not None else None


def _with_amounts(record: Record | None) -> Any:
    """The record with its `Money` fields as decimal strings and their currency under `currency`."""
    if record is None:
        return None
    plain: dict[str, JsonValue] = record.model_dump(mode="json")
    currency: str | None = None
    for name in type(record).model_fields:
        value = getattr(record, name)
        if isinstance(value, Money):
            plain[name] = value.decimal()
            currency = value.currency
    return {**plain, "currency": currency}


def case_text(file: CaseFile, events: tuple[LoggedEvent, ...]) -> str:
    """A page of text: who and what, the draft and the gate's reasons, the decision, then the timeline."""
    return "\n".join([*_head(file), "", *_draft(file), *_end(file), "", "Timeline", *map(_event, events)])


def _head(file: CaseFile) -> list[str]:
    case, customer, order = file.case, file.customer, file.order
    lines = [f"{case.case_id}  {case.status.replace('_', ' ')}  ({case.channel}, ticket {case.ticket_id})"]
    if file.simulated:
        lines.append("simulated: this case belongs to the demo company")
    lines.append(f"Received  {case.received_at:%Y-%m-%d %H:%M} UTC")
    if customer:
        lines.append(
            f"Customer  {customer.customer_id}, {customer.tier}, {customer.country or 'country unknown'}"
        )
    if order:
        left = order.money(order.refundable)
        lines.append(f"Order     {order.order_id}, {order.money(order.captured)} paid, {left} refundable")
    for one in file.also:
        amount = f", {one.amount}" if one.amount else ""
        lines.append(f"Also      {one.case_id} about order {one.order_id}, {one.status}{amount}")
    if case.attention:
        lines.append(f"Attention {case.attention}")
    for message in file.conversation:
        lines += ["", f"{message.at:%Y-%m-%d %H:%M}  {message.author} wrote:", indent(message.text, "  ")]
    return lines


def _draft(file: CaseFile) -> list[str]:
    if file.drafted is None:
        return ["Not drafted yet."]
    draft, verdict = file.drafted.draft, file.drafted.verdict
    lines = [f"Draft {file.drafted.version}"]
    if draft is None:
        lines.append(f"  none: {file.drafted.failure}")
    else:
        amount = f" {draft.amount}" if draft.amount is not None else ""
        lines.append(f"  {draft.action.replace('_', ' ')}{amount}, by {draft.drafter}")
        lines += [f"  {'+' if sentence.supports else '-'} {sentence.text}" for sentence in draft.rationale]
        lines += ["  Reply:", indent(draft.reply, "    ")]
    lines.append(f"Gate  {verdict.route} ({verdict.mode}, rules {verdict.ruleset}, level {verdict.level})")
    lines += [f"  {reason.code}: {reason.says}" for reason in verdict.reasons]
    return lines


def _end(file: CaseFile) -> list[str]:
    lines = []
    decision, refund = file.decision, file.refund
    if decision:
        amount = f" {decision.amount}" if decision.amount is not None else ""
        action = decision.action.replace("_", " ")
        lines.append(f"Decision  {action}{amount}, {decision.outcome}, by {decision.by}")
    if refund:
        lines.append(f"Refund    {refund.refund_id} {refund.amount} {refund.status}")
    lines += [f"Delivery  {delivery.kind} {delivery.status}" for delivery in file.deliveries]
    return lines


def _event(event: LoggedEvent) -> str:
    return f"  {event.at:%Y-%m-%d %H:%M:%S}  {event.kind:<22}  {event.actor}"
