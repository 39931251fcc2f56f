"""The agent's draft: what it proposes, how sure it is, why, why it was held, and its plan."""

from typing import NamedTuple

import streamlit as st

from hitl.domain.draft import Action, Confidence, Draft, Sentence, StepKind
from hitl.domain.drafted import Drafted
from hitl.domain.gate.verdict import GateReason
from hitl.domain.order import Order
from hitl.ports.reads import CaseFile
from hitl.ui import markup, words
from hitl.ui.desk import evidence, settle
from hitl.ui.rows import plain


class Bands(NamedTuple):
    """Confidence above `alone` may go without a person; below `person` the draft is only a hint."""

    alone: float
    person: float


def show(key: str, file: CaseFile, bands: Bands) -> frozenset[StepKind]:
    """The draft, and the steps of its plan that the reviewer unticked."""
    if wrong := settle.reason(file):
        st.html(wrong)
    drafted = file.drafted
    if drafted is None:
        st.html(markup.heading("Agent's draft") + _nothing("The agent has not drafted this case yet.", ""))
        return frozenset()
    draft = drafted.draft
    if draft is None:
        st.html(_head(drafted) + _nothing("There is no draft.", drafted.failure) + _held(drafted))
        return frozenset()
    decided = file.decision is not None
    rejected = "" if not file.case.draft_rejected else _rejected()
    why = _why(draft, file.order)
    st.html(
        f'<div class="draft">{_head(drafted)}{rejected}{_action(draft)}{_allowed(drafted, file.order)}'
        f"{_confidence(drafted.confidence, bands)}</div>{why}{_held(drafted)}{_then(draft, decided=decided)}"
    )
    without = _plan(key, file.case.case_id, draft, decided=decided)
    st.html(_reply(draft))
    return without


def _head(drafted: Drafted) -> str:
    who = f"drafted by {drafted.draft.drafter} · " if drafted.draft else ""
    version = f"version {drafted.version} · " if drafted.version > 1 else ""
    return markup.heading("Agent's draft", markup.esc(f"{version}{who}checked by {drafted.verdict.ruleset}"))


def _nothing(says: str, why: str) -> str:
    return markup.note(
        f"<b>{markup.esc(says)}</b> {markup.esc(why)} Write the answer yourself with Edit.", "w", "edit_off"
    )


def _rejected() -> str:
    return markup.note(
        "<b>This draft was rejected.</b> Only an answer of your own can go out: use Edit.", "r", "block"
    )


def _action(draft: Draft) -> str:
    amount = f'<span class="num">{draft.amount}</span>' if draft.amount else ""
    return f'<div class="act">{words.ACTION[draft.action]}{amount}</div>'


def _allowed(drafted: Drafted, order: Order | None) -> str:
    limit, draft = evidence.allowed(drafted, order), drafted.draft
    if limit is None or draft is None:
        return ""
    if draft.amount is not None and draft.amount.minor > limit.minor:
        return f'<div class="allow bad">{markup.icon("error")} the policy allows {limit}</div>'
    if draft.action is Action.DENY_REFUND and limit.minor > 0:
        return f'<div class="allow bad">{markup.icon("error")} the policy would pay {limit}</div>'
    if draft.amount is not None and draft.amount == limit:
        return f'<div class="allow good">{markup.icon("check")} what the policy allows</div>'
    if draft.amount is not None:
        return f'<div class="allow warn">{markup.icon("info")} the policy allows up to {limit}</div>'
    return (
        f'<div class="allow mut">{markup.icon("policy")} {words.MATCH[drafted.assessment.match]}</div>'
        if drafted.assessment
        else ""
    )


def _confidence(confidence: Confidence | None, bands: Bands) -> str:
    if confidence is None:
        return ""
    value = confidence.value
    css = "r" if value < bands.person else "w" if value < bands.alone else ""
    ticks = "".join(f'<b style="left:{band:.0%}"></b>' for band in (bands.person, bands.alone))
    names = "".join(
        f'<span style="left:{band:.0%}">{band:.2f}<em> {name}</em></span>'
        for band, name in ((bands.person, "person"), (bands.alone, "alone"))
    )
    parts = (
        ("specific answer", confidence.specificity),
        ("clauses relevant", confidence.relevance),
        ("fits the tone", confidence.tone),
        ("understood", confidence.understanding),
    )
    return (
        f'<div class="conf"><span>Confidence</span>'
        f'<span class="bar"><i class="{css}" style="width:{value:.0%}"></i>{ticks}</span>'
        f'<span class="num">{value:.2f}</span><span></span><span class="bands">{names}</span><span></span>'
        f'</div><div class="conf parts">'
        + "".join(
            f'<span class="mut">{name}</span><span class="bar"><i style="width:{share:.0%}"></i></span>'
            f'<span class="num mut">{share:.2f}</span>'
            for name, share in parts
        )
        + "</div>"
    )


def _why(draft: Draft, order: Order | None) -> str:
    """Sentences for the draft, then those against it, each with what it rests on."""
    if not draft.rationale and not draft.doubts:
        return ""
    pro = [sentence for sentence in draft.rationale if sentence.supports]
    con = [sentence for sentence in draft.rationale if not sentence.supports]
    rows = "".join(_sentence(one, order) for one in (*pro, *con))
    against = {sentence.text for sentence in con}
    doubted = [doubt for doubt in draft.doubts if doubt not in against]
    doubts = "".join(
        f'{markup.icon("question_mark", "warn")}<span class="warn">{markup.esc(doubt)}</span>'
        for doubt in doubted
    )
    count = len(con) + len(doubted)
    aside = f'<b class="good">{len(pro)} for</b> · <b class="{"bad" if count else "mut"}">{count} against</b>'
    return f'<div class="sec">{markup.heading("Why", aside)}<div class="rat">{rows}{doubts}</div></div>'


def _sentence(one: Sentence, order: Order | None) -> str:
    css, chip, symbol = ("", "", "check") if one.supports else ("neg", "x", "close")
    evidence_of = "".join(markup.evidence(_rests_on(label, order), chip) for label in one.evidence)
    return (
        f"{markup.icon(symbol, 'good' if one.supports else 'bad')}"
        f'<span class="{css}">{markup.esc(one.text)}{evidence_of}</span>'
    )


def _rests_on(label: str, order: Order | None) -> str:
    """A line of the order by its title; everything else as it is named."""
    kind, _, name = label.partition(" ")
    line = order.line(name) if order and kind == "line" else None
    return (line.title if len(line.title) <= 24 else f"{line.title[:23]}…") if line else label


def _held(drafted: Drafted) -> str:
    reasons = drafted.verdict.reasons
    if not reasons:
        return ""
    items = "".join(f"<li>{_symbol(reason)}<span>{markup.esc(reason.says)}</span></li>" for reason in reasons)
    return f'<div class="sec">{markup.heading("Held because")}<ul class="held">{items}</ul></div>'


def _symbol(reason: GateReason) -> str:
    grave = reason.code in words.GRAVE
    return markup.icon("flag" if grave else "front_hand", "bad" if grave else "warn")


def _then(draft: Draft, *, decided: bool) -> str:
    if not draft.steps:
        return ""
    aside = "untick to drop a step" if len(draft.steps) > 1 and not decided else ""
    return f'<div class="sec">{markup.heading("Then", aside, css="m0")}</div>'


def _plan(key: str, case_id: str, draft: Draft, *, decided: bool) -> frozenset[StepKind]:
    """One box a step. The reply always goes: a decision that the customer never hears of is none."""
    dropped = set()
    with st.container(key="steps"):
        for step in draft.steps:
            fixed = step.kind is StepKind.REPLY
            ticked = st.checkbox(
                plain(step.says), value=True, key=f"{key}_{case_id}_{step.kind}", disabled=fixed or decided
            )
            if not ticked:
                dropped.add(step.kind)
    return frozenset(dropped)


def _reply(draft: Draft) -> str:
    text = markup.paragraphs(draft.reply)
    return f'<div class="sec">{markup.heading("Reply")}<div class="replybox" lang="en">{text}</div></div>'
