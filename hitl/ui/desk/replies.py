"""Replies that are kept: those saved for use again, and the one that colleagues are writing together."""

from functools import partial

import streamlit as st

from hitl.domain.saved_reply import PLACEHOLDERS, SavedReply, fill
from hitl.errors import CountersignError, Refused
from hitl.steps.desk.reply_text import Conflict, save_reply_text
from hitl.steps.desk.saved import add_reply, remove_reply
from hitl.ui import markup, words
from hitl.ui.desk import apart, difference
from hitl.ui.desk.answers import Bar
from hitl.ui.desk.state import Refusal
from hitl.ui.rows import plain
from hitl.ui.theme import local

NEW = 0
"""The choice that adds a reply instead of using one."""


def saved(bar: Bar, field: str) -> None:
    """A menu of saved replies; the chosen one goes into `field`, its placeholders filled."""
    with st.popover("Saved replies", icon=":material/bookmark:", key=bar.field("shelf")):
        with bar.works.store.reads() as reads:
            kept = reads.saved_replies()
        for reply in kept:
            with st.container(horizontal=True, key=f"saved_{reply.reply_id}"):
                use = partial(_use, bar, field, reply)
                st.button(plain(reply.title), key=bar.field(f"use_{reply.reply_id}"), on_click=use)
                st.button(
                    "Remove",
                    icon=":material/delete:",
                    key=bar.field(f"drop_{reply.reply_id}"),
                    type="tertiary",
                    on_click=partial(_change, bar, partial(_remove, bar, reply)),
                )
        if not kept:
            st.html('<p class="mut">None yet. What is saved here is for everybody.</p>')
        st.text_input("Title", key=bar.field("new_title"), max_chars=80)
        places = ", ".join(f"{{{name}}}" for name in PLACEHOLDERS)
        st.text_area("Text", key=bar.field("new_text"), height=90, placeholder=f"May hold {places}")
        st.button("Save", key=bar.field("new_save"), on_click=partial(_change, bar, partial(_add, bar)))


def _use(bar: Bar, field: str, reply: SavedReply) -> None:
    file = bar.page.file
    draft = file.drafted.draft if file.drafted else None
    due = file.at_desk.due_at
    filled = fill(
        reply.text,
        {
            "name": file.customer.first_name if file.customer else "",
            "order": file.order.order_id if file.order else "",
            "amount": str(draft.amount) if draft and draft.amount else "",
            "due": words.moment(local(due), local(bar.works.clock.now())) if due else "",
        },
    )
    st.session_state[bar.field(field)] = filled.text


def _add(bar: Bar) -> None:
    works = bar.works
    add_reply(
        bar.typed("new_title"), bar.typed("new_text"), bar.me.email, store=works.store, clock=works.clock
    )
    st.session_state[bar.field("new_title")] = st.session_state[bar.field("new_text")] = ""


def _remove(bar: Bar, reply: SavedReply) -> None:
    remove_reply(reply.reply_id, bar.me.email, store=bar.works.store, clock=bar.works.clock)


def _change(bar: Bar, do: partial[None]) -> None:
    try:
        do()
    except CountersignError as refusal:
        bar.desk.refusal = Refusal(bar.case_id, str(refusal))


def begun(bar: Bar, drafted: str) -> str:
    """The words that the reply starts from: what a colleague has kept of it, else the draft's."""
    with bar.works.store.reads() as reads:
        kept = reads.reply_text(bar.case_id, bar.version)
    bar.starts_as("base", kept.revision if kept else 0)
    if kept is None:
        return drafted
    if kept.by != bar.me.email:
        names = {user.email: user.name for user in bar.people if user.name}
        who, when = words.actor(kept.by, names), words.moment(local(kept.at), local(bar.works.clock.now()))
        st.html(f'<p class="mut">{markup.esc(who)} has been writing this reply, {when}.</p>')
    return kept.text


def conflict(bar: Bar) -> None:
    """What a colleague kept meanwhile, beside one's own words; nothing was overwritten."""
    theirs = st.session_state.get(bar.field("theirs"))
    if theirs is not None:
        st.html(markup.heading("Theirs, then yours") + difference.of_replies(str(theirs), bar.typed("reply")))


def keep(bar: Bar) -> None:
    """Keep the reply for colleagues; the callback of the form's second button."""
    if not bar.page.made_up:
        _change(bar, partial(_keep, bar))
        return
    apart.passed_over(bar.works, bar.desk, bar.me)


def check(bar: Bar) -> None:
    """Raises Refused where a colleague has kept other words since this form was opened."""
    with bar.works.store.reads() as reads:
        kept = reads.reply_text(bar.case_id, bar.version)
    base = int(st.session_state.get(bar.field("base")) or 0)
    if kept is not None and kept.revision > base and kept.text != bar.typed("reply"):
        _met(bar, Conflict(theirs=kept.text, by=kept.by, at=kept.at, revision=kept.revision))


def _keep(bar: Bar) -> None:
    base = int(st.session_state.get(bar.field("base")) or 0)
    done = save_reply_text(
        bar.case_id,
        bar.version,
        bar.typed("reply"),
        bar.me.email,
        base,
        store=bar.works.store,
        clock=bar.works.clock,
    )
    if isinstance(done, Conflict):
        _met(bar, done)
    st.session_state[bar.field("base")] = done.revision
    st.session_state.pop(bar.field("theirs"), None)


def _met(bar: Bar, met: Conflict) -> None:
    """Remember what they wrote, and that it was seen: the next attempt goes through."""
    st.session_state[bar.field("theirs")] = met.theirs
    st.session_state[bar.field("base")] = met.revision
    names = {user.email: user.name for user in bar.people if user.name}
    raise Refused(
        f"{words.actor(met.by, names)} kept other words meanwhile. Both stand below; bring them together."
    )
