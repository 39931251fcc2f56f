"""Second readings and quality cases at the desk: each looks like any other, and is told of afterwards."""

from bisect import bisect

import streamlit as st

from hitl.domain.blind import Pair, Said
from hitl.domain.quality import Outcome, Told
from hitl.narrowing import Narrowed
from hitl.ports.reads import QueueRow
from hitl.ui import markup, words
from hitl.ui.desk.state import Desk
from hitl.views import CasePage, View
from hitl.views import Desk as Queue


def listed(queue: Queue, page: CasePage | None, desk: Desk) -> Queue:
    """The queue with the case on the screen where it would wait, and nowhere as decided."""
    if page is None or not page.blind:
        return queue
    rows = [row for row in queue.rows if row.case_id != page.file.case.case_id]
    if queue.view is View.TO_DECIDE and desk.narrowed == Narrowed():
        own = _row(page)
        rows.insert(bisect([_place(row) for row in rows], _place(own)), own)
    return queue.model_copy(update={"rows": tuple(rows)})


def tell(desk: Desk, names: dict[str, str]) -> None:
    """After a second reading or a quality case, until the next answer: what it was, and what is right."""
    says = html(desk.revealed, names) if desk.revealed is not None else ""
    says += told_html(desk.told) if desk.told is not None else ""
    if says:
        st.html(f'<div style="padding:12px 16px 0">{says}</div>')


def html(pair: Pair, names: dict[str, str]) -> str:
    """Who decided what, and that nothing came of the second answer."""
    who = markup.esc(names.get(pair.first.by, pair.first.by), 60)
    same = f"{who} had decided the same"
    if not pair.same:
        same = f"{who} had decided “{_does(pair.first)}”, you “{_does(pair.second)}”"
    css, symbol = ("g", "done_all") if pair.same else ("w", "difference")
    says = f"<b>{markup.esc(pair.case_id)} was a second reading: {same}.</b>"
    return markup.note(f"{says} Nothing was paid or sent by your answer.", css, symbol, role="status")


def told_html(told: Told) -> str:
    """What was right, what was said, and that nothing came of it."""
    right = words.would(told.right.actions[0]) + (f" {told.right.amount}" if told.right.amount else "")
    says = f"<b>{markup.esc(told.case_id)} was a quality case, made up to see whether drafts are read"
    css, symbol = "w", "difference"
    match told.outcome:
        case Outcome.RIGHT:
            css, symbol, said = "g", "done_all", f"“{_does(told.said)}” is right" if told.said else ""
            says = f"{says}: {said}.</b>"
        case Outcome.WRONG if told.said is not None:
            says = f"{says}: “{markup.esc(right)}” was right, you said “{_does(told.said)}”.</b>"
        case _:
            css, symbol = "", "info"
            says = f"{says}: “{markup.esc(right)}” was right.</b>"
    draft = " Its draft was wrong on purpose." if told.planted else ""
    why = markup.esc(told.right.why, 300)
    return markup.note(f"{says}{draft} {why} Nothing is paid, sent or counted.", css, symbol, role="status")


def _does(said: Said) -> str:
    amount = f" {said.amount}" if said.amount else ""
    return markup.esc(f"{words.would(said.action)}{amount}")


def _place(row: QueueRow) -> tuple[int, float, str]:
    return row.priority, row.due_at.timestamp(), row.case_id


def _row(page: CasePage) -> QueueRow:
    file = page.file
    draft = file.drafted.draft if file.drafted else None
    return QueueRow(
        case_id=file.case.case_id,
        customer_name=file.customer.name if file.customer else file.case.sender_email or "",
        tier=file.customer.tier if file.customer else None,
        action=draft.action if draft else None,
        amount=draft.amount if draft else None,
        reasons=tuple(reason.code for reason in file.drafted.verdict.reasons) if file.drafted else (),
        route=file.at_desk.route,
        status=file.case.status,
        channel=file.case.channel,
        waiting=False,
        queue=file.at_desk.queue,
        level=file.at_desk.level,
        priority=file.at_desk.priority,
        due_at=file.at_desk.due_at or file.case.received_at,
        received_at=file.case.received_at,
        attention="",
    )
