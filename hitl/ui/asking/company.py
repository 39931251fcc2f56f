"""What the company sees of a request: the draft, how sure, why held, the clauses, and the ledger."""

from datetime import datetime

import streamlit as st

from hitl.domain.delivery import DeliveryKind
from hitl.domain.drafted import Drafted
from hitl.domain.event import EventKind, LoggedEvent
from hitl.domain.gate.verdict import Route
from hitl.domain.policy import PolicyVersion
from hitl.ports.reads import CaseFile
from hitl.ui import clauses, evidence, markup, verdict, words
from hitl.ui.asking import reasons
from hitl.ui.theme import local
from hitl.ui.works import Works

SIGNS = 8
"""Characters of an entry's signature that are shown: enough to compare by eye."""


def show(file: CaseFile, events: tuple[LoggedEvent, ...], works: Works, now: datetime) -> None:
    """Everything in one escaped block; before there is a draft, that there is none."""
    drafted = file.drafted
    with works.store.reads() as reads:
        names = {user.email: user.name for user in reads.house().users if user.name}
    parts = [_ledger(events, now, names)] if events else []
    if drafted is None:
        parts.insert(0, '<p class="mut">The agent has not finished its draft yet.</p>')
    else:
        bands = verdict.Bands(
            alone=works.ruleset.auto.confidence.alone, person=works.ruleset.auto.confidence.review
        )
        checked = clauses.html(evidence.clauses(drafted, file.policy, file.order))
        parts = [_draft(file, drafted, bands), _reasons(drafted, file.policy), checked, *parts]
    st.html(f'<div class="company">{"".join(parts)}</div>')


def _draft(file: CaseFile, drafted: Drafted, bands: verdict.Bands) -> str:
    draft = drafted.draft
    if draft is None:
        failed = f"<b>There is no draft.</b> {markup.esc(drafted.failure)}"
        return markup.note(failed, "w", "edit_off")
    amount = f'<span class="num">{draft.amount}</span>' if draft.amount else ""
    limit = evidence.allowed(drafted, file.order)
    allowed = (
        f'<span class="allow mut">the policy allows {limit}</span>'
        if limit is not None and draft.amount is not None
        else ""
    )
    return (
        f'{markup.heading("The draft")}<div class="draft"><div class="act">{words.ACTION[draft.action]}'
        f"{allowed}{amount}</div>{verdict.confidence(drafted.confidence, bands)}</div>"
    )


def _reasons(drafted: Drafted, policy: PolicyVersion | None) -> str:
    if drafted.verdict.route is Route.AUTO:
        free = f"{markup.icon('verified', 'good')} Nothing: every rule for going alone is met."
        return f'<div class="sec">{markup.heading("Held because")}<p>{free}</p></div>'
    who = f'<p class="mut">{words.ROUTE[drafted.verdict.route].capitalize()}.</p>'
    return verdict.held(reasons.said(drafted, policy)) + who


def _ledger(events: tuple[LoggedEvent, ...], now: datetime, names: dict[str, str]) -> str:
    rows = "".join(
        f"<tr><td>{markup.esc(_what(event))}</td>"
        f'<td class="mut">{_who(event, names)}</td>'
        f'<td class="r">{_when(event, now)}</td>'
        f'<td class="r id" title="{markup.esc(event.mac)}">{markup.esc(event.mac[:SIGNS])}</td></tr>'
        for event in events
    )
    says = (
        "Nothing here can be changed unseen: each entry is signed together with the one before it. "
        "The last column is the beginning of that signature."
    )
    return (
        f'<div class="sec">{markup.heading("In the ledger", f"{len(events)} entries")}'
        '<table class="f ledger"><thead><tr><th scope="col">What</th><th scope="col">Who</th>'
        '<th scope="col" class="r">When</th><th scope="col" class="r">Signed</th></tr></thead>'
        f'<tbody>{rows}</tbody></table><p class="mut small">{says}</p></div>'
    )


def _what(event: LoggedEvent) -> str:
    sent = event.payload.get("kind") if event.kind is EventKind.DELIVERY_SENT else None
    return f"{words.DELIVERY[DeliveryKind(sent)]} sent" if isinstance(sent, str) else words.event(event.kind)


def _who(event: LoggedEvent, names: dict[str, str]) -> str:
    actor = "agent" if event.kind is EventKind.CASE_DRAFTED else event.actor  # the ledger names which one
    return markup.esc(words.actor(actor, names), 60)


def _when(event: LoggedEvent, now: datetime) -> str:
    at = local(event.at)
    day = "" if at.date() == local(now).date() else f"{words.day(at, now)} "
    return f"{day}{at:%H:%M:%S}"
