"""The form of one's own answer: decision, amount or goods, reply and ticket note."""

from collections.abc import Iterator
from functools import partial

import streamlit as st

from hitl.domain.decision import Answer, DecisionReason, Edit
from hitl.domain.draft import Action, Claim, Draft
from hitl.domain.money import Money
from hitl.domain.order import Line, Order
from hitl.domain.policy import Reason
from hitl.errors import Refused
from hitl.ui import words
from hitl.ui.desk import answers, replies
from hitl.ui.desk.answers import Bar
from hitl.ui.desk.forms import buttons, title
from hitl.ui.rows import plain

AGAIN = "replacement"
"""The choice that sends the goods again instead of money."""


def show(bar: Bar) -> None:
    """The fields, filled as the draft has them; what is sent is shown beside the draft before it goes."""
    draft, own = _draft(bar), _own(bar)
    title(bar, "Your own answer" if own else "Change the draft")
    _decision(bar, draft)
    _goods(bar, draft)
    start = replies.begun(bar, draft.reply if draft and not own else "")
    st.text_area(
        "Reply to the customer",
        key=bar.starts_as("reply", start),
        height=150,
        max_chars=20_000,
    )
    replies.conflict(bar)
    st.text_input(
        "Ticket note",
        key=bar.field("ticket_note"),
        max_chars=1000,
        placeholder="The decision and its clauses",
    )
    go_on = partial(answers.wait_for_why, bar, partial(answer, bar))
    buttons(bar, "Continue", go_on, key="Ctrl+Enter", also=("Save text", partial(replies.keep, bar)))


def keep(bar: Bar) -> None:
    """While another panel stands in the form's place."""
    lines = bar.page.file.order.lines if bar.page.file.order else ()
    bar.keep("reply", "base", "ticket_note", "amount", "action", *(f"line_{line.line_id}" for line in lines))


def answer(bar: Bar) -> Answer:
    """What the form says; what it leaves as drafted is left to the draft. Raises Refused, InvalidInput."""
    replies.check(bar)
    draft = _draft(bar)
    chosen = st.session_state[bar.field("action")]
    reply = bar.typed("reply")
    same_reply = draft is not None and not _own(bar) and reply.strip() == draft.reply.strip()
    claims = _claims(bar, draft)
    replaces = chosen == AGAIN
    action = None if replaces else Action(chosen)
    edit = Edit(
        action=action,
        amount=_amount(bar, draft, claims) if action is Action.APPROVE_REFUND else None,
        claims=claims,
        reply=None if same_reply else reply,
        note=bar.typed("ticket_note").strip() or None,
        replaces=replaces,
        reason_code=DecisionReason.OTHER,
        without=bar.without,
    )
    if draft is not None and not _own(bar) and _is_the_draft(edit, draft):
        raise Refused("Nothing differs from the draft yet. Go back and approve it, or change something.")
    return edit


def _decision(bar: Bar, draft: Draft | None) -> None:
    choices = [*(action.value for action in Action), *([AGAIN] if bar.page.file.order else [])]
    start = draft.action if draft else Action.APPROVE_REFUND if bar.page.refundable else Action.ANSWER_ONLY
    left, right = st.columns(2, gap="small")
    upper = f", up to {bar.page.refundable}" if bar.page.refundable else ""
    first = (draft.amount if draft and draft.amount else None) or bar.page.allowed
    left.text_input(
        plain(f"Refund{upper}"),
        key=bar.starts_as("amount", first.decimal() if first else ""),
        max_chars=20,
        disabled=not bar.page.refundable,
    )
    right.selectbox(
        "Decision",
        choices,
        format_func=lambda value: "Send the goods again" if value == AGAIN else words.ACTION[Action(value)],
        key=bar.starts_as("action", start.value),
    )


def _goods(bar: Bar, draft: Draft | None) -> None:
    """A box a line, or how many of its pieces this is about where it has several."""
    order = bar.page.file.order
    if order is None:
        return
    with st.container(key="goods"):
        for line, claimed in _pieces(order, draft):
            left, key = order.money(order.refundable_on(line.line_id)), f"line_{line.line_id}"
            if line.quantity == 1:
                st.checkbox(plain(f"{line.title}, {left} left"), key=bar.starts_as(key, bool(claimed)))
                continue
            st.number_input(
                plain(f"{line.title}: pieces of {line.quantity}, {left} left"),
                min_value=0,
                max_value=line.quantity,
                step=1,
                key=bar.starts_as(key, claimed),
            )


def _pieces(order: Order, draft: Draft | None) -> Iterator[tuple[Line, int]]:
    claimed: dict[str, int] = {}
    for claim in draft.claims if draft and draft.order_id == order.order_id else ():
        claimed[claim.line_id] = claimed.get(claim.line_id, 0) + claim.quantity
    for line in order.lines:
        yield line, min(claimed.get(line.line_id, 0), line.quantity)


def _claims(bar: Bar, draft: Draft | None) -> tuple[Claim, ...] | None:
    """The goods as the form has them; None where it has them as the draft does."""
    order = bar.page.file.order
    if order is None:
        return None
    drafted = {line.line_id: pieces for line, pieces in _pieces(order, draft)}
    chosen = {
        line.line_id: int(st.session_state.get(bar.field(f"line_{line.line_id}"), drafted[line.line_id]))
        for line in order.lines
    }
    if chosen == drafted:
        return None
    reasons = {claim.line_id: claim.reason for claim in draft.claims} if draft else {}
    usual = next(iter(reasons.values()), Reason.OTHER)
    return tuple(
        Claim(line_id=line_id, quantity=quantity, reason=reasons.get(line_id, usual))
        for line_id, quantity in chosen.items()
        if quantity
    )


def _amount(bar: Bar, draft: Draft | None, claims: tuple[Claim, ...] | None) -> Money:
    """As typed; where only the goods were changed, what those still have to get back."""
    order = bar.page.file.order
    if order is None or bar.page.refundable is None:
        raise Refused("No order of this customer is tied to the case, so nothing can be refunded.")
    typed = Money.parse(bar.typed("amount").replace(",", ""), order.currency)
    if typed > bar.page.refundable:
        raise Refused(f"{typed} is more than the {bar.page.refundable} still refundable on this order.")
    if claims is None or draft is None or typed != draft.amount:
        return typed
    priced = sum(order.refundable_on(claim.line_id, quantity=claim.quantity) for claim in claims)
    return order.money(min(priced, order.refundable))


def _is_the_draft(edit: Edit, draft: Draft) -> bool:
    same = edit.action is draft.action and edit.amount == draft.amount
    return same and edit.claims is None and edit.reply is None and not edit.note and not edit.without


def _draft(bar: Bar) -> Draft | None:
    return bar.page.file.drafted.draft if bar.page.file.drafted else None


def _own(bar: Bar) -> bool:
    return _draft(bar) is None or bar.page.file.case.draft_rejected
