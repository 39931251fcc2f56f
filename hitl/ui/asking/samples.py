"""Samples: requests that are put ready with one click, each with what to look out for."""

from functools import cache
from pathlib import Path

import streamlit as st

from hitl.domain.case import Channel
from hitl.steps.samples import Ready, Sample, make_ready, parse_samples
from hitl.ui import markup, rows
from hitl.ui.asking import choice, state
from hitl.ui.asking.choice import Choice
from hitl.ui.works import Works

FILE = Path(__file__).resolve().parents[3] / "data" / "demo" / "samples.toml"


@cache
def known() -> dict[str, Sample]:
    """All samples by their keys, in the order of the file."""
    return {sample.key: sample for sample in parse_samples(FILE.read_text("utf-8"))}


def begin(works: Works, box: str) -> None:
    """Put ready what the address names, once; `box` is the key of the field that its words go into."""
    wanted = known().get(st.query_params.get(state.SAMPLE, ""))
    if wanted is None and choice.WHO not in st.session_state:
        _begin_with_an_open_order(works)
    if (wanted.key if wanted else "") == state.asking().sample:
        return
    state.forget()
    if wanted is not None:
        _put_ready(wanted, works, box)


def show(key: str, chosen: Choice) -> None:
    """The cards, two in a row, then what to look out for in the one that is ready."""
    remembered = state.asking()
    if chosen.channel is Channel.CHAT:
        _cards(key, remembered.sample)
    if remembered.sample:
        st.html(_hint(known()[remembered.sample], chosen))


def _cards(key: str, ready: str) -> None:
    with st.container(key="samples"):
        st.html('<p class="ink2">Samples, put ready with one click. Or write in your own words.</p>')
        for sample in known().values():
            on = " on" if sample.key == ready else ""
            card = (
                f'<div class="row sample{on}"><b>{markup.esc(sample.title)}</b>'
                f"<span>Watch: {markup.esc(sample.watch)}</span></div>"
            )
            rows.show(f"{key}_{sample.key}", card, f"Sample: {sample.title}", _choose, sample.key)


def _choose(wanted: str) -> None:
    st.query_params[state.SAMPLE] = wanted
    state.forget()  # the same one again looks for an order anew


def _begin_with_an_open_order(works: Works) -> None:
    """Whoever writes in their own words begins with an order that nothing was asked about yet."""
    ready = _find(next(iter(known().values())), works)
    if ready is not None:
        choice.take(ready.customer, ready.order)


def _find(sample: Sample, works: Works) -> Ready | None:
    with works.store.reads() as reads:
        customers = reads.customers(choice.CUSTOMERS)
    with works.store.unit() as unit:
        return make_ready(sample, customers, unit=unit, ruleset=works.ruleset, now=works.clock.now())


def _put_ready(sample: Sample, works: Works, box: str) -> None:
    remembered = state.asking()
    remembered.sample = sample.key
    ready = remembered.ready = _find(sample, works)
    if ready is not None:
        choice.take(ready.customer, ready.order)
        st.session_state[box] = ready.text


def _hint(sample: Sample, chosen: Choice) -> str:
    ready = state.asking().ready
    if ready is None:
        none = (
            "<b>No order is left for this one.</b> Each that fitted was asked about already. Take another "
            "sample, or load the demo company anew: <code>python -m hitl demo --reset</code>"
        )
        return markup.note(none, "w", "inventory_2", role="status")
    who = chosen.customer.name if chosen.customer else "somebody unknown"
    about = f", order {chosen.order.order_id}" if chosen.order else ", no order named"
    return markup.note(
        f"<b>Watch:</b> {markup.esc(sample.watch)}<br>"
        f'<span class="ink2">Ready to send below, as {markup.esc(who)}{markup.esc(about)}.</span>',
        "watch",
        "visibility",
        role="status",
    )
