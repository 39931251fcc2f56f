"""The head of a case: who, how it came, and when it is due."""

from datetime import datetime

import streamlit as st

from hitl.domain.case import Status
from hitl.domain.order import Tier
from hitl.ports.reads import CaseFile
from hitl.ui import markup, words

OPEN = frozenset({Status.IN_REVIEW, Status.NEEDS_ATTENTION, Status.SNOOZED})


def show(file: CaseFile, now: datetime) -> None:
    """One line: name, tier, country, channel; number, state and due time at the right."""
    case, customer = file.case, file.customer
    name = (customer.name or customer.email) if customer else case.sender_email or "Unknown sender"
    chips = [markup.chip(words.CHANNEL[case.channel], symbol=words.CHANNEL_ICON[case.channel])]
    if customer:
        chips = [
            markup.chip(words.TIER[customer.tier], "" if customer.tier is Tier.STANDARD else "a"),
            *([markup.chip(customer.country)] if customer.country else []),
            *chips,
        ]
    if case.waiting and case.status in OPEN:
        chips.append(markup.chip("waits in the chat", "w", "forum"))
    link = f'<a href="case?case={markup.esc(case.case_id)}" target="_blank">{markup.esc(case.case_id)}</a>'
    st.html(
        f'<div class="casehead"><h2>{markup.esc(name, 80)}</h2>{"".join(chips)}'
        f'<span class="right"><span class="tn">{link}</span>{_standing(file, now)}</span></div>'
    )


def _standing(file: CaseFile, now: datetime) -> str:
    due = file.at_desk.due_at
    if file.case.status not in OPEN or due is None or file.decision is not None:  # due was the decision
        return markup.chip(words.STATUS[file.case.status])
    css = "r" if due < now else "w" if (due - now).total_seconds() < 1800 else ""
    text = words.due(due, now) if due < now else f"due in {words.due(due, now)}"
    return markup.chip(text, css, "alarm" if due < now else "schedule")
