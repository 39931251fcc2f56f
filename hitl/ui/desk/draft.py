"""The agent's draft: what it proposes, how sure it is, why, why it was held, and its plan."""

from collections.abc import Iterator

import streamlit as st

from hitl.domain.draft import Action, Draft, PlannedStep, StepKind
from hitl.domain.drafted import Drafted
from hitl.domain.order import Order
from hitl.ports.reads import CaseFile
from hitl.ui import evidence, markup, model_steps, verdict, words
from hitl.ui.desk import live, settle


def show(file: CaseFile, bands: verdict.Bands, without: frozenset[StepKind]) -> None:
    """The draft with its plan, `without` the steps that the reviewer left out."""
    if wrong := settle.reason(file):
        st.html(wrong)
    drafted = file.drafted
    if drafted is None:
        st.html(markup.heading("Agent's draft") + _nothing("The agent has not drafted this case yet.", ""))
        return
    draft = drafted.draft
    if draft is None:
        st.html(
            _head(drafted)
            + _nothing("There is no draft.", drafted.failure)
            + verdict.held(drafted)
            + model_steps.levels(drafted)
        )
        return
    decided = file.decision is not None
    rejected = "" if not file.case.draft_rejected else _rejected()
    why = verdict.why(draft, file.order)
    st.html(
        f'<div class="draft">{_head(drafted)}{rejected}{_action(drafted, draft, file.order)}'
        f"{verdict.confidence(drafted.confidence, bands)}</div>"
        f"{why}{model_steps.levels(drafted)}{verdict.held(drafted)}{_then(draft, without, decided=decided)}"
        f"{_reply(draft)}"
    )


def _head(drafted: Drafted) -> str:
    draft = drafted.draft
    who = f"drafted by {draft.model or draft.drafter} · " if draft else ""
    version = f"version {drafted.version} · " if drafted.version > 1 else ""
    return markup.heading("Agent's draft", markup.esc(f"{version}{who}gate rules {drafted.verdict.ruleset}"))


def _nothing(says: str, why: str) -> str:
    return markup.note(
        f"<b>{markup.esc(says)}</b> {markup.esc(why)} Write the answer yourself with Edit.", "w", "edit_off"
    )


def _rejected() -> str:
    return markup.note(
        "<b>This draft was rejected.</b> Only an answer of your own can go out: use Edit.", "r", "block"
    )


def _action(drafted: Drafted, draft: Draft, order: Order | None) -> str:
    """What it proposes, what the policy says to that, and the amount: one line."""
    allowed = "".join(
        f'<span class="allow {css}">{markup.icon(symbol)} {says}</span>'
        for css, symbol, says in _allowed(drafted, draft, order)
    )
    amount = f'<span class="num">{draft.amount}</span>' if draft.amount else ""
    return f'<div class="act">{words.ACTION[draft.action]}{allowed}{amount}</div>'


def _allowed(drafted: Drafted, draft: Draft, order: Order | None) -> Iterator[tuple[str, str, str]]:
    """Colour, symbol and words; nothing where the terms were not checked."""
    limit = evidence.allowed(drafted, order)
    if limit is None or drafted.assessment is None:
        return
    if draft.amount is not None and draft.amount.minor > limit.minor:
        yield "bad", "error", f"the policy allows {limit}"
    elif draft.action is Action.DENY_REFUND and limit.minor > 0:
        yield "bad", "error", f"the policy would pay {limit}"
    elif draft.amount is not None and draft.amount == limit:
        yield "good", "check", "what the policy allows"
    elif draft.amount is not None:
        yield "warn", "info", f"the policy allows up to {limit}"
    else:
        yield "mut", "policy", words.MATCH[drafted.assessment.match]


def _then(draft: Draft, without: frozenset[StepKind], *, decided: bool) -> str:
    """One box a step."""
    if not draft.steps:
        return ""
    loose = frozenset() if decided else may_be_left_out(draft)
    aside = "untick to drop a step" if loose else ""
    boxes = "".join(
        _step(step, ticked=step.kind not in without, fixed=step.kind not in loose) for step in draft.steps
    )
    return f'<div class="sec">{markup.heading("Then", aside, css="m0")}<div class="plan">{boxes}</div></div>'


def may_be_left_out(draft: Draft) -> frozenset[StepKind]:
    """Steps of the plan that a person may drop; not the reply where it is all there is, or a question."""
    kinds = frozenset(step.kind for step in draft.steps)
    reply_is_all = kinds == {StepKind.REPLY} or draft.action is Action.REQUEST_MORE_INFO
    return kinds - {StepKind.REPLY} if reply_is_all else kinds


def _step(step: PlannedStep, *, ticked: bool, fixed: bool) -> str:
    inner = (
        markup.icon("check_box" if ticked else "check_box_outline_blank")
        + f"<span>{markup.esc(step.says, 200)}</span>"
    )
    return live.button("step", inner, step.kind, css="row step", off=fixed, pressed=str(ticked).lower())


def _reply(draft: Draft) -> str:
    text = markup.paragraphs(draft.reply)
    return f'<div class="sec">{markup.heading("Reply")}<div class="replybox" lang="en">{text}</div></div>'
