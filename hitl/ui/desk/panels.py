"""The panels of the decision bar: confirm, edit, reject, escalate, ask; the evidence stays in sight."""

from functools import partial

import streamlit as st

from hitl.domain.decision import Answer, DecisionReason
from hitl.domain.draft import Action
from hitl.domain.money import Money
from hitl.domain.roles import Level
from hitl.ui import evidence, markup, words
from hitl.ui.desk import answers
from hitl.ui.desk.answers import Bar
from hitl.ui.desk.forms import buttons, title
from hitl.ui.desk.state import Panel
from hitl.ui.rows import plain


def show(bar: Bar, panel: Panel) -> None:
    """The form of one answer, with a way back."""
    with st.form(bar.field(f"form_{panel}"), border=False, enter_to_submit=False):
        match panel:
            case Panel.CONFIRM:
                _confirm(bar, None)
            case Panel.INSTEAD:
                drafted = bar.page.file.drafted
                _confirm(bar, evidence.alternative(drafted, bar.page.file.order) if drafted else None)
            case Panel.EDIT:
                _edit(bar)
            case Panel.REJECT:
                _reject(bar)
            case Panel.ESCALATE:
                _escalate(bar)
            case Panel.ASK:
                _ask(bar)
            case Panel.BY_HAND:  # a decided case's, drawn by `settle`
                pass


def _buttons(bar: Bar, label: str, do: partial[Answer], *, key: str | None = None) -> None:
    buttons(bar, label, partial(answers.give, bar, do), key=key)


def _confirm(bar: Bar, other: Money | None) -> None:
    drafted = bar.page.file.drafted
    draft = drafted.draft if drafted else None
    if drafted is None or draft is None:
        return
    amount = other or draft.amount
    order = f" for order {draft.order_id}" if draft.order_id else ""
    what = f"Refund {amount}{order} and send the reply" if amount else f"{words.APPROVE[draft.action]}{order}"
    against = evidence.contradicted(drafted, bar.page.file.order) and other is None
    warning = "<br><b>The evidence speaks against this draft.</b>" if against else ""
    css, symbol = ("r", "error") if against else ("w", "help")
    st.html(markup.note(f"<b>{markup.esc(what)}?</b>{warning}", css, symbol))
    if drafted.verdict.confirmation == "phrase":
        st.text_input(f"Type {answers.phrase(amount)} to confirm", key=bar.field("phrase"), max_chars=40)
    build = partial(_confirmed, bar, other)
    _buttons(bar, f"Yes, refund {amount}" if amount else "Yes, send it", build, key="Y")


def _confirmed(bar: Bar, other: Money | None) -> Answer:
    draft = bar.page.file.drafted.draft if bar.page.file.drafted else None
    answers.check_phrase(bar, other or (draft.amount if draft else None))
    return answers.instead(bar, other) if other else answers.approve(bar)


def _edit(bar: Bar) -> None:
    file = bar.page.file
    draft = file.drafted.draft if file.drafted else None
    own = draft is None or file.case.draft_rejected
    title("Your own answer" if own else "Change the draft")
    actions = [action.value for action in Action]
    start = draft.action if draft else Action.APPROVE_REFUND if bar.page.refundable else Action.ANSWER_ONLY
    left, right = st.columns(2, gap="small")
    left.selectbox(
        "Decision",
        actions,
        index=actions.index(start),
        format_func=lambda value: words.ACTION[Action(value)],
        key=bar.field("action"),
    )
    upper = f", up to {bar.page.refundable}" if bar.page.refundable else ""
    first = (draft.amount if draft and draft.amount else None) or bar.page.allowed
    right.text_input(
        plain(f"Refund{upper}"),
        value=first.decimal() if first else "",
        key=bar.field("amount"),
        max_chars=20,
        disabled=not bar.page.refundable,
    )
    st.text_area(
        "Reply to the customer",
        value=draft.reply if draft and not own else "",
        key=bar.field("reply"),
        height=190,
    )
    _reason(bar)
    if file.drafted and file.drafted.verdict.confirmation == "phrase":
        st.text_input("Type the amount once more, or send", key=bar.field("phrase"), max_chars=40)
    _buttons(
        bar, "Send this answer" if own else "Save and send", partial(answers.edit, bar), key="Ctrl+Enter"
    )


def _reason(bar: Bar) -> None:
    st.selectbox(
        "Why",
        [reason.value for reason in DecisionReason],
        index=None,
        placeholder="Choose a reason",
        format_func=lambda value: words.DECISION_REASON[DecisionReason(value)],
        key=bar.field("reason"),
    )


def _reject(bar: Bar) -> None:
    title("Reject the draft")
    st.html('<p class="ink2">Nothing of it goes out. The case stays until you write your own answer.</p>')
    _reason(bar)
    st.text_area("Note for colleagues", key=bar.field("note"), height=80, max_chars=2000)
    _buttons(bar, "Reject the draft", partial(answers.reject, bar), key="Ctrl+Enter")


def _escalate(bar: Bar) -> None:
    title("Escalate")
    now = bar.page.file.at_desk.level
    above = [level for level in Level if level.role.rank > now.role.rank] or [Level.MANAGER]
    st.selectbox(
        "To",
        [level.value for level in above],
        format_func=lambda value: words.LEVEL[Level(value)].capitalize(),
        key=bar.field("level"),
    )
    st.text_area("What should they know?", key=bar.field("note"), height=80, max_chars=2000)
    _buttons(bar, "Escalate", partial(answers.escalate, bar), key="Ctrl+Enter")


def _ask(bar: Bar) -> None:
    title("Ask the customer")
    draft = bar.page.file.drafted.draft if bar.page.file.drafted else None
    start = draft.reply if draft and draft.action is Action.REQUEST_MORE_INFO else ""
    st.text_area("Question", value=start, key=bar.field("question"), height=120, max_chars=4000)
    st.html('<p class="mut">The case waits for the answer; then the agent drafts anew.</p>')
    _buttons(bar, "Send the question", partial(answers.ask, bar), key="Ctrl+Enter")
