"""Decided cases like the one on the screen, and how they ended; one key shows and hides them."""

from collections import Counter

import streamlit as st

from hitl.domain.decision import DecisionOutcome
from hitl.domain.roles import User
from hitl.ports.reads import SimilarCase
from hitl.ui import markup, words
from hitl.ui.desk.ended import ended
from hitl.ui.desk.state import Desk
from hitl.ui.theme import local
from hitl.ui.works import Works

SHOWN = 5


def button(key: str, desk: Desk) -> None:
    """Shows the list, or hides it."""
    st.button(
        "Hide similar cases" if desk.similar else "Similar cases",
        key=f"{key}_toggle",
        shortcut="L",
        type="tertiary",
        on_click=_toggle,
        args=(desk,),
    )


def show(works: Works, desk: Desk, case_id: str, people: tuple[User, ...]) -> None:
    """The list where it is wanted; read only then."""
    if not desk.similar:
        return
    with works.store.reads() as reads:
        found = () if desk.made_up else reads.similar(case_id, SHOWN)
    st.html(html(found, people))


def html(found: tuple[SimilarCase, ...], people: tuple[User, ...]) -> str:
    """One row a case, nearest first, below a line of how they ended."""
    if not found:
        return markup.note("No decided case is like this one yet.", symbol="history")
    names = {user.email: user.name for user in people if user.name}
    rows = "".join(_row(one, names) for one in found)
    ended = Counter(_ended(one) for one in found)
    summary = " · ".join(f"<b>{count}</b> {what}" for what, count in ended.most_common())
    return f'{markup.heading("Similar cases", summary)}<table class="f similar">{rows}</table>'


def _toggle(desk: Desk) -> None:
    desk.similar = not desk.similar


def _row(one: SimilarCase, names: dict[str, str]) -> str:
    case_id = markup.esc(one.case_id)
    drafted = str(one.draft_amount or words.ACTION[one.draft_action].lower())
    changed = "" if one.outcome is DecisionOutcome.APPROVED else f", drafted {drafted}"
    why = f" · {words.DECISION_REASON[one.reason_code].lower()}" if one.reason_code else ""
    who = markup.esc(words.actor(one.by, names), 40)
    when = words.day(local(one.decided_at))
    return (
        f'<tr><td><a class="tn" href="case?case={case_id}" target="_blank">{case_id}</a></td>'
        f'<th scope="row">{_ended(one)}<span class="mut">{changed}{why}</span></th>'
        f'<td class="r">{one.amount or ""}</td><td class="mut">{who}, {when}</td></tr>'
    )


def _ended(one: SimilarCase) -> str:
    says = ended(one, one.action)
    less = one.draft_amount is not None and one.amount is not None and one.amount < one.draft_amount
    return "paid less" if says == "paid" and less else says
