"""The panels of the decision bar: change, why, confirm, escalate, ask; the evidence stays in sight."""

from functools import partial

import streamlit as st

from hitl.domain.decision import Agree, Answer, DecisionReason, Edit, Reject
from hitl.domain.draft import Action, Draft
from hitl.domain.money import Money
from hitl.domain.roles import Level
from hitl.domain.stakes import CONFIRMED, confirmation_for, needs_second, phrase_for
from hitl.ui import evidence, markup, words
from hitl.ui.desk import answers, difference, edit, replies
from hitl.ui.desk.answers import Bar
from hitl.ui.desk.forms import back, buttons, title
from hitl.ui.desk.state import Panel
from hitl.ui.rows import plain

REASONS = tuple(reason for reason in DecisionReason if reason is not DecisionReason.NEEDS_SENIOR)
"""What a departure may be for, each under a digit: 1 to 9, then 0. Who needs a senior escalates."""


_WRITTEN = {Panel.EDIT: "reply", Panel.ASK: "question"}
"""The panels in which a saved reply can be used, and the field it goes into."""


def show(bar: Bar, panel: Panel) -> None:
    """One panel, with a way back."""
    if panel in {Panel.WHY, Panel.CONFIRM}:
        edit.keep(bar)
    if panel is Panel.WHY:
        _why(bar)
        return
    if panel in _WRITTEN:
        with st.container(key="shelf"):
            replies.saved(bar, _WRITTEN[panel])
    with st.form(bar.field(f"form_{panel}"), border=False, enter_to_submit=panel is Panel.CONFIRM):
        match panel:
            case Panel.CONFIRM:
                _confirm(bar)
            case Panel.EDIT:
                edit.show(bar)
            case Panel.ESCALATE:
                _escalate(bar)
            case Panel.ASK:
                _ask(bar)
            case Panel.DISAGREE:
                _disagree(bar)
            case Panel.BY_HAND | Panel.WHY:  # drawn elsewhere
                pass


def _send(bar: Bar, label: str, do: partial[Answer], *, key: str | None = None) -> None:
    buttons(bar, label, partial(answers.give, bar, do), key=key)


def _why(bar: Bar) -> None:
    """What differs, and the reasons: a digit each, which also sends it."""
    pending = bar.desk.pending
    title(bar, "Why reject it?" if isinstance(pending, Reject) else "Why is it different?")
    st.html(difference.of_answer(pending, _draft(bar), bar.page.file.order) or "<span></span>")
    if isinstance(pending, Reject):
        st.text_input("Note for colleagues", key=bar.field("note"), max_chars=2000)
    with st.container(key="reasons", horizontal=True):
        for number, reason in enumerate(REASONS, start=1):
            st.button(
                words.DECISION_REASON[reason],
                shortcut=str(number % 10),
                key=bar.field(f"because_{reason}"),
                on_click=answers.give,
                args=(bar, partial(answers.because, bar, reason)),
            )
    back(bar)


def _confirm(bar: Bar) -> None:
    """A second look at what is about to happen; where most is at stake, a phrase is typed."""
    pending, drafted = bar.desk.pending, bar.page.file.drafted
    if pending is None or drafted is None:
        return
    action, amount = _about_to(bar)
    order = f" for order {bar.page.file.order.order_id}" if bar.page.file.order else ""
    what = f"Refund {amount}{order} and send the reply" if amount else f"{words.ACTION[action]}{order}"
    against = not isinstance(pending, Edit) and evidence.contradicted(drafted, bar.page.file.order)
    warning = "<br><b>The evidence speaks against this draft.</b>" if against else ""
    css, symbol = ("r", "error") if against else ("w", "help")
    st.html(markup.note(f"<b>{markup.esc(what)}?</b>{warning}", css, symbol))
    st.html(difference.of_answer(pending, _draft(bar), bar.page.file.order) or "<span></span>")
    phrase = ""
    if confirmation_for(amount, drafted.verdict, bar.works.ruleset) == "phrase":
        phrase = phrase_for(action, amount)
        st.text_input(plain(f"Type {phrase} to confirm"), key=bar.field("phrase"), max_chars=60)
    if needs_second(amount, bar.works.ruleset) and not isinstance(pending, Agree):
        st.html('<p class="mut">Two people must agree to so much. You sign first; nothing leaves before.</p>')
        st.text_input("For whoever signs second", key=bar.field("says"), max_chars=1000)
    yes = partial(_confirmed, bar, typed=bool(phrase))
    buttons(bar, f"Yes, refund {amount}" if amount else "Yes, send it", yes, key=None if phrase else "Y")


def _confirmed(bar: Bar, *, typed: bool) -> None:
    """The callback: the answer that waited, confirmed as the field or the press says."""
    pending = bar.desk.pending
    if pending is not None:
        answers.give(bar, lambda: pending, confirmed=bar.typed("phrase") or " " if typed else CONFIRMED)


def _about_to(bar: Bar) -> tuple[Action, Money | None]:
    """What the answer that waits would do."""
    pending, draft, first = bar.desk.pending, _draft(bar), bar.page.file.first
    if isinstance(pending, Agree) and first is not None:
        return first.action, first.amount
    if isinstance(pending, Edit):
        if pending.replaces:
            return Action.ANSWER_ONLY, None
        action = pending.action or (draft.action if draft else Action.ANSWER_ONLY)
        if action is not Action.APPROVE_REFUND:
            return action, None
        return action, pending.amount or (draft.amount if draft else None)
    return (draft.action, draft.amount) if draft else (Action.ANSWER_ONLY, None)


def _escalate(bar: Bar) -> None:
    title(bar, "Escalate")
    now = bar.page.file.at_desk.level
    above = [level for level in Level if level.role.rank > now.role.rank] or [Level.MANAGER]
    st.text_area("What should they know?", key=bar.field("note"), height=80, max_chars=2000)
    st.selectbox(
        "To",
        [level.value for level in above],
        format_func=lambda value: words.LEVEL[Level(value)].capitalize(),
        key=bar.field("level"),
    )
    _send(bar, "Escalate", partial(answers.escalate, bar), key="Ctrl+Enter")


def _ask(bar: Bar) -> None:
    title(bar, "Ask the customer")
    draft = _draft(bar)
    start = draft.reply if draft and draft.action is Action.REQUEST_MORE_INFO else ""
    st.text_area("Question", key=bar.starts_as("question", start), height=120, max_chars=4000)
    st.html('<p class="mut">The case waits for the answer; then the agent drafts anew.</p>')
    _send(bar, "Send the question", partial(answers.ask, bar), key="Ctrl+Enter")


def _disagree(bar: Bar) -> None:
    title(bar, "Set the first signature aside")
    st.html('<p class="ink2">The case waits for a decision again; whoever signed first reads why.</p>')
    st.text_area("Why?", key=bar.field("note"), height=80, max_chars=2000)
    _send(bar, "Set it aside", partial(answers.disagree, bar), key="Ctrl+Enter")


def _draft(bar: Bar) -> Draft | None:
    return bar.page.file.drafted.draft if bar.page.file.drafted else None
