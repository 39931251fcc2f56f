"""The start page's story: what this is in three sentences, and the five steps with what was seen."""

import streamlit as st

from hitl.ui import markup
from hitl.ui.places import link
from hitl.ui.walk.story import Step, Walk

INTRODUCTION = (
    "A customer asks for money back; an agent reads the request, looks up the order and the refund policy, "
    "and drafts a decision with the reply. Small, clear refunds go out at once, because fixed rules say that "
    "they may; everything else waits for a person, who sees the draft beside the policy it rests on. Nothing "
    "is paid without one of the two, and each step is written into a ledger that shows tampering."
)


def introduction(shop: str) -> str:
    """What this is, for somebody who has never seen it."""
    made_up = f"You are at {markup.esc(shop)}, a made-up shop with made-up customers, orders and money."
    return f'<p class="intro">{INTRODUCTION}</p><p class="mut">{made_up}</p>'


def show(key: str, found: Walk) -> None:
    """The steps; any may be opened, the next one stands out."""
    done = f"{found.done} of {len(found.steps)} seen"
    st.html(markup.heading("The story in five steps", done, level=2))
    for number, step in enumerate(found.steps):
        stands = "done" if step.seen else "next" if number == found.next else "later"
        with st.container(key=f"{key}_{stands}_{number}", horizontal=True, vertical_alignment="center"):
            st.html(_row(number, step, stands))
            link(step.place, _label(step, stands), query=step.query)


def _label(step: Step, stands: str) -> str:
    return "Once more" if stands == "done" else step.go


def _row(number: int, step: Step, stands: str) -> str:
    mark = markup.icon("check") if step.seen else str(number + 1)
    said = '<span class="vh">Seen: </span>' if step.seen else ""
    line = f'<div class="got">{said}{markup.esc(step.seen, 300)}</div>' if step.seen else ""
    asks = "" if step.seen else f'<div class="ask">{markup.esc(step.asks)}</div>'
    return (
        f'<div class="stp {stands}"><span class="no">{mark}</span><div><h3>{markup.esc(step.title)}</h3>'
        f"{asks}{line}</div></div>"
    )
