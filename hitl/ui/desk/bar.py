"""The decision bar: the five answers with their keys, or the panel of the one that was chosen."""

from functools import partial
from typing import Literal

import streamlit as st

from hitl.domain.money import Money
from hitl.domain.refund import RefundStatus
from hitl.domain.roles import Role
from hitl.domain.stakes import limit_of, may_alone, needs_second
from hitl.ui import evidence, markup, words
from hitl.ui.desk import answers, panels, second, settle, undo
from hitl.ui.desk.answers import Bar
from hitl.ui.desk.state import Panel
from hitl.ui.rows import plain


def show(bar: Bar) -> None:
    """What became of the last attempt, then the buttons or the open panel."""
    bar.desk.come_back(bar.me.email)
    with st.container(key="decide"):
        undo.show("undo_press", bar.works, bar.me, bar.desk)
        _refusal(bar)
        if settle.needed(bar.page.file):
            settle.show(bar)
        elif bar.page.file.first is not None:
            second.show(bar, bar.page.file.first)
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
    if bar.held or not why_not:  # what another may do in a moment stays in its place
        with st.container(horizontal=True, key="mainacts", wrap=False):
            _main(bar, allowed=not why_not)
    with st.container(horizontal=True, key="otheracts", wrap=False):
        for panel, label, key in (
            (Panel.EDIT, "Edit", "E"),
            (None, "Reject", "X"),
            (Panel.ESCALATE, "Escalate", "S"),
            (Panel.ASK, "Ask", "Q"),
        ):
            reject = partial(answers.wait_for_why, bar, partial(answers.reject, bar))
            st.button(
                label,
                type="primary" if why_not and panel is Panel.ESCALATE else "secondary",
                shortcut=key,
                key=bar.field(panel or "reject"),
                on_click=partial(_open, bar, panel) if panel else reject,
                disabled=(bool(bar.held) and panel is not Panel.EDIT)
                or (panel is None and bar.page.file.case.draft_rejected),
            )


def _main(bar: Bar, *, allowed: bool) -> None:
    drafted = bar.page.file.drafted
    draft = drafted.draft if drafted else None
    if draft is None or drafted is None or bar.page.file.case.draft_rejected:
        write, off = partial(_open, bar, Panel.EDIT), bool(bar.held)
        _press(bar, "Write the answer", "A", "approve", write, main=True, off=off)
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
        write, off = partial(_open, bar, Panel.EDIT), bool(bar.held)
        _press(bar, "Answer yourself", "W", "instead", write, main=allowed, off=off)


def _press(
    bar: Bar, label: str, key: str, name: str, do: partial[None], *, main: bool, off: bool = False
) -> None:
    kind: Literal["primary", "secondary"] = "primary" if main and not off else "secondary"
    st.button(plain(label), type=kind, shortcut=key, key=bar.field(name), on_click=do, disabled=off)


def _decide(bar: Bar, other: Money | None) -> None:
    """At once where nothing departs from the draft, else with a reason; the server asks for the rest."""
    if other is not None:
        answers.give(bar, partial(answers.instead, bar, other))
    elif bar.without:
        answers.wait_for_why(bar, partial(answers.approve, bar))
    else:
        answers.give(bar, partial(answers.approve, bar))


def _open(bar: Bar, panel: Panel) -> None:
    bar.desk.panel, bar.desk.refusal = panel, None


def _may_not(bar: Bar) -> str:
    """Why this person may not approve it, in one sentence; the step checks the same again."""
    if bar.held:
        return bar.held
    level, rules = bar.page.file.at_desk.level, bar.works.ruleset
    draft = bar.page.file.drafted.draft if bar.page.file.drafted else None
    amount = draft.amount if draft else None
    if needs_second(amount, rules) and bar.me.role.rank >= Role.SENIOR.rank:
        return ""  # the first of two signatures
    if not bar.me.reaches(level):
        return f"This case needs a {words.LEVEL[level]}. You may escalate it or ask the customer."
    if amount is not None and not may_alone(bar.me, level, amount, rules):
        return f"{amount} is above the {limit_of(bar.me, amount, rules)} that you may approve. Escalate it."
    return ""
