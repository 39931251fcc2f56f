"""The decision bar: the five answers with their keys, or the panel of the one that was chosen."""

from functools import partial
from typing import Literal

import streamlit as st

from hitl.domain.money import Money
from hitl.domain.refund import RefundStatus
from hitl.ui import evidence, markup, words
from hitl.ui.desk import answers, panels, settle, undo
from hitl.ui.desk.answers import Bar
from hitl.ui.desk.state import Panel
from hitl.ui.rows import plain


def show(bar: Bar) -> None:
    """What became of the last attempt, then the buttons or the open panel."""
    with st.container(key="decide"):
        undo.show("undo_press", bar.works, bar.me, bar.desk)
        _refusal(bar)
        if settle.needed(bar.page.file):
            settle.show(bar)
        elif not bar.page.decidable:
            _ended(bar)
        elif bar.desk.panel is None or bar.desk.panel is Panel.BY_HAND:
            _buttons(bar)
        else:
            panels.show(bar, bar.desk.panel)


def _refusal(bar: Bar) -> None:
    refusal = bar.desk.refusal
    if refusal is None or refusal.case_id != bar.case_id:
        return
    st.html(markup.note(f"<b>Not taken.</b> {markup.esc(refusal.says)}", "r", "block", role="alert"))
    form_is_open = bar.page.decidable or settle.needed(bar.page.file)
    if refusal.kept and not form_is_open:
        st.text_area("What you had written", refusal.kept, height=120, disabled=True, key=bar.field("kept"))


def _ended(bar: Bar) -> None:
    decision = bar.page.file.decision
    if decision is None:
        says = words.STATUS[bar.page.file.case.status]
        st.html(markup.note(f"Nothing to decide now: {says}.", symbol="hourglass_empty"))
        return
    amount = f", {decision.amount}" if decision.amount else ""
    names = {user.email: user.name for user in bar.people if user.name}
    by = markup.esc(words.actor(decision.by, names))
    said = f"<b>{words.ACTION[decision.action]}{amount}</b>, {words.OUTCOME[decision.outcome]} by {by}."
    refund = bar.page.file.refund
    if refund is not None and refund.status is RefundStatus.FAILED:
        says = "The refund failed; a person settled it by hand."
        st.html(markup.note(f"{said} <b>{says}</b>", "w", "handyman"))
    else:
        st.html(markup.note(said, "g", "task_alt"))


def _buttons(bar: Bar) -> None:
    why_not = _may_not(bar)
    if why_not:
        st.html(markup.note(markup.esc(why_not), "w", "lock"))
    with st.container(horizontal=True, key="mainacts", wrap=False):
        _main(bar, allowed=not why_not)
    with st.container(horizontal=True, key="otheracts", wrap=False):
        for panel, label, key in (
            (Panel.EDIT, "Edit", "E"),
            (Panel.REJECT, "Reject", "X"),
            (Panel.ESCALATE, "Escalate", "S"),
            (Panel.ASK, "Ask", "Q"),
        ):
            off = panel is Panel.REJECT and bar.page.file.case.draft_rejected
            st.button(
                label,
                type="primary" if why_not and panel is Panel.ESCALATE else "secondary",
                shortcut=key,
                key=bar.field(panel),
                on_click=_open,
                args=(bar, panel),
                disabled=off,
            )


def _main(bar: Bar, *, allowed: bool) -> None:
    drafted = bar.page.file.drafted
    draft = drafted.draft if drafted else None
    if draft is None or drafted is None or bar.page.file.case.draft_rejected:
        _press(bar, "Write the answer", "A", "approve", partial(_open, bar, Panel.EDIT), main=True)
        return
    against = evidence.contradicted(drafted, bar.page.file.order)
    name = words.APPROVE[draft.action] + (f" {draft.amount}" if draft.amount else "")
    _press(bar, name, "A", "approve", partial(_decide, bar, None), main=not against, off=not allowed)
    other = evidence.alternative(drafted, bar.page.file.order)
    if other is not None:
        _press(
            bar,
            f"Pay {other} instead",
            "W",
            "instead",
            partial(_decide, bar, other),
            main=against,
            off=not allowed,
        )
    elif against:
        _press(bar, "Answer yourself", "W", "instead", partial(_open, bar, Panel.EDIT), main=allowed)


def _press(
    bar: Bar, label: str, key: str, name: str, do: partial[None], *, main: bool, off: bool = False
) -> None:
    kind: Literal["primary", "secondary"] = "primary" if main and not off else "secondary"
    st.button(plain(label), type=kind, shortcut=key, key=bar.field(name), on_click=do, disabled=off)


def _decide(bar: Bar, other: Money | None) -> None:
    """At once, or after a confirmation where the stakes ask for one."""
    drafted = bar.page.file.drafted
    if drafted is not None and drafted.verdict.confirmation != "inform":
        _open(bar, Panel.INSTEAD if other else Panel.CONFIRM)
    elif other is not None:
        answers.give(bar, partial(answers.instead, bar, other))
    else:
        answers.give(bar, partial(answers.approve, bar))


def _open(bar: Bar, panel: Panel) -> None:
    bar.desk.panel, bar.desk.refusal = panel, None


def _may_not(bar: Bar) -> str:
    """Why this person may not approve it, in one sentence; the step checks the same again."""
    level = bar.page.file.at_desk.level
    if not bar.me.reaches(level):
        return f"This case needs a {words.LEVEL[level]}. You may escalate it or ask the customer."
    draft = bar.page.file.drafted.draft if bar.page.file.drafted else None
    limit = (
        bar.works.ruleset.role_limit(bar.me.role, draft.amount.currency) if draft and draft.amount else None
    )
    if bar.me.limit is not None and draft and draft.amount and bar.me.limit_currency == draft.amount.currency:
        limit = Money(minor=bar.me.limit, currency=draft.amount.currency)
    if limit is not None and draft and draft.amount and draft.amount > limit:
        return f"{draft.amount} is above the {limit} that you may approve. Escalate it."
    return ""
