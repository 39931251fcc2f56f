"""A case that waits for the second of two signatures: what the first person would do, and why."""

from functools import partial

import streamlit as st

from hitl.domain.decision import Agree
from hitl.domain.roles import Role
from hitl.domain.signature import Signature
from hitl.errors import CountersignError
from hitl.steps.undo import undo
from hitl.ui import markup, words
from hitl.ui.desk import answers, difference, panels
from hitl.ui.desk.answers import Bar
from hitl.ui.desk.state import Panel, Refusal
from hitl.ui.rows import plain
from hitl.ui.theme import local


def html(first: Signature, bar: Bar) -> str:
    """In the draft's place: who signed, what they would do, how it differs from the draft, their word."""
    names = {user.email: user.name for user in bar.people if user.name}
    who = markup.esc(words.actor(first.by, names))
    when = words.moment(local(first.at), local(bar.works.clock.now()))
    amount = f'<span class="num">{first.amount}</span>' if first.amount else ""
    draft = bar.page.file.drafted.draft if bar.page.file.drafted else None
    why = f"<b>{words.DECISION_REASON[first.reason_code]}.</b> " if first.reason_code else ""
    said = f'<div class="sec">{why}{markup.lines(first.says)}</div>' if why or first.says else ""
    differs = difference.of_signature(first, draft, bar.page.file.order)
    return (
        f'<div class="draft">{markup.heading("Signed first", f"{who}, {when}")}'
        f'<div class="act">{words.ACTION[first.action]}{amount}</div></div>{said}'
        f'<div class="sec">{markup.heading("Otherwise than the draft")}'
        f"{differs or '<p class=mut>As the agent drafted it.</p>'}</div>"
        f'<div class="sec">{markup.heading("Reply")}'
        f'<div class="replybox" lang="en">{markup.paragraphs(first.reply)}</div></div>'
    )


def show(bar: Bar, first: Signature) -> None:
    """Agree or set aside; whoever signed first may take that back."""
    if bar.desk.panel in {Panel.CONFIRM, Panel.DISAGREE}:
        panels.show(bar, bar.desk.panel)
        return
    if first.by == bar.me.email:
        st.html(markup.note("<b>You signed this.</b> It waits for a second person.", "w", "group"))
        st.button("Take it back", shortcut="U", key=bar.field("unsign"), on_click=_take_back, args=(bar,))
        return
    allowed = bar.me.role.rank >= Role.SENIOR.rank
    if not allowed:
        says = "Two signatures are needed here, of senior reviewers or above."
        st.html(markup.note(says, "w", "lock"))
    name = f"Agree to {first.amount}" if first.amount else "Agree"
    with st.container(horizontal=True, key="mainacts", wrap=False):
        st.button(
            plain(name),
            type="primary" if allowed else "secondary",
            shortcut="A",
            key=bar.field("agree"),
            on_click=answers.give,
            args=(bar, Agree),
            disabled=not allowed,
        )
        st.button(
            "Set it aside…",
            shortcut="X",
            key=bar.field("disagree"),
            on_click=partial(_open, bar),
            disabled=not allowed,
        )


def _open(bar: Bar) -> None:
    bar.desk.panel, bar.desk.refusal = Panel.DISAGREE, None


def _take_back(bar: Bar) -> None:
    try:
        undo(bar.case_id, by=bar.me.email, store=bar.works.store, clock=bar.works.clock)
    except CountersignError as refusal:
        bar.desk.refusal = Refusal(bar.case_id, str(refusal))
        return
    bar.desk.open(bar.case_id)
    bar.desk.opened[bar.case_id] = bar.works.clock.now()
