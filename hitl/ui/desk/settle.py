"""A decided case that failed on its way: why, and the two things that a person can do about it.

What the decision was stays as it is; `steps.attention` checks again who may, and what still fits.
"""

from collections.abc import Callable
from functools import partial

import streamlit as st

from hitl.domain.case import Case, Status
from hitl.domain.delivery import DeliveryKind, DeliveryStatus
from hitl.domain.refund import RefundStatus
from hitl.errors import CountersignError
from hitl.ports.reads import CaseFile
from hitl.steps.attention import close_by_hand, try_again
from hitl.ui import markup, words
from hitl.ui.desk.answers import Bar, who
from hitl.ui.desk.forms import buttons, title
from hitl.ui.desk.state import Done, Panel, Refusal

OVER = frozenset({RefundStatus.SUCCEEDED, RefundStatus.FAILED, RefundStatus.CANCELLED})
"""No money of such a refund moves any more, so the case may be closed by hand."""


def needed(file: CaseFile) -> bool:
    """Whether the case was decided and then failed on its way."""
    return file.decision is not None and file.case.status is Status.NEEDS_ATTENTION


def reason(file: CaseFile) -> str:
    """Where the draft's verdict would stand: what was decided, what went wrong, what the customer knows."""
    decision = file.decision
    if decision is None or not needed(file):
        return ""
    amount = f'<span class="num">{decision.amount}</span>' if decision.amount else ""
    wrong = f"<b>{markup.esc(file.case.attention)}</b> {_told(file)}"
    return (
        f'<div class="draft wrong">{markup.heading("Needs attention")}'
        f'<div class="act">{words.ACTION[decision.action]}'
        f'<span class="allow bad">{markup.icon("error")} {_money(file)}</span>{amount}</div>'
        f"{markup.note(wrong, 'r', 'error')}</div>"
    )


def _money(file: CaseFile) -> str:
    refund = file.refund
    if refund is None:
        return "decided, but not all of it was sent"
    if refund.status is RefundStatus.SUCCEEDED:
        return "decided and paid, but not all of it was sent"
    return "decided, but not paid" if refund.status in OVER else "decided; not known yet whether it was paid"


def _told(file: CaseFile) -> str:
    replies = [one for one in file.deliveries if one.kind is DeliveryKind.REPLY]
    if any(one.status is DeliveryStatus.SENT for one in replies):
        return "The customer has the reply."
    return "The customer does not have the reply."


def show(bar: Bar) -> None:
    """The two actions, or the form of the second."""
    if bar.desk.panel is Panel.BY_HAND:
        _form(bar)
        return
    file = bar.page.file
    failed = file.refund is not None and file.refund.status is RefundStatus.FAILED
    undelivered = any(one.decision_id and one.status is DeliveryStatus.FAILED for one in file.deliveries)
    open_yet = file.refund is not None and file.refund.status not in OVER
    why_not = _may_not(bar)
    if why_not:
        st.html(markup.note(why_not, "w", "lock"))
    elif open_yet:
        says = "The processor is asked again by itself. Until it answers nothing can be done here."
        st.html(markup.note(says, "w", "hourglass_empty"))
    with st.container(horizontal=True, key="mainacts", wrap=False):
        if failed or (undelivered and not open_yet):
            st.button(
                "Try the refund again" if failed else "Send it again",
                type="secondary" if why_not else "primary",
                shortcut="T",
                key=bar.field("again"),
                on_click=_again,
                args=(bar,),
                disabled=bool(why_not),
            )
        st.button(
            "Settled by hand…",
            shortcut="H",
            key=bar.field("by_hand"),
            on_click=_open,
            args=(bar,),
            disabled=bool(why_not) or open_yet,
        )


def _may_not(bar: Bar) -> str:
    level = bar.page.file.at_desk.level
    return "" if bar.me.reaches(level) else f"This case needs a {words.LEVEL[level]}."


def _form(bar: Bar) -> None:
    with st.form(bar.field("form_by_hand"), border=False, enter_to_submit=False):
        title(bar, "Settled by hand")
        st.html(
            '<p class="ink2">The case is finished with your note. '
            "Nothing more is paid or sent from here, so tell the customer yourself.</p>"
        )
        st.text_area(
            "How was it settled?",
            key=bar.field("note"),
            height=80,
            max_chars=2000,
            placeholder="For example: paid by bank transfer on 3 May, customer told by telephone",
        )
        buttons(bar, "Finish the case", partial(_close, bar), key="Ctrl+Enter")


def _open(bar: Bar) -> None:
    bar.desk.panel, bar.desk.refusal = Panel.BY_HAND, None


def _again(bar: Bar) -> None:
    """The callback of the first button."""
    refund = bar.page.file.refund
    failed = refund is not None and refund.status is RefundStatus.FAILED
    act = partial(try_again, bar.case_id, by=bar.me.email, store=bar.works.store, clock=bar.works.clock)
    done = f"the refund of {refund.amount} is tried again" if refund and failed else "it is sent again"
    _do(bar, act, done)


def _close(bar: Bar) -> None:
    """The callback of the form."""
    act = partial(
        close_by_hand,
        bar.case_id,
        by=bar.me.email,
        note=bar.typed("note"),
        store=bar.works.store,
        clock=bar.works.clock,
    )
    _do(bar, act, "finished as settled by hand")


def _do(bar: Bar, act: Callable[[], Case], says: str) -> None:
    try:
        act()
    except CountersignError as refusal:
        bar.desk.refusal = Refusal(bar.case_id, str(refusal), bar.typed("note"))
        return
    bar.desk.done = Done(bar.case_id, f"{who(bar)}{says}", bar.works.clock.now(), undoable=False)
    bar.desk.take(bar.case_id)
    bar.desk.go_on()
