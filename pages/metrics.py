"""Metrics: how much goes out alone, how much people change, and how long cases wait."""

import streamlit as st

from hitl.domain.roles import Role
from hitl.entrypoints.process import product
from hitl.ui import guards, words
from hitl.ui.metrics import cards, summary, tiles
from hitl.ui.metrics.report import Span, report
from hitl.ui.theme import local
from hitl.ui.value import panel

works = product()
with works.store.reads() as reads:
    house = reads.house()
guards.require(Role.ANALYST, house.users)

with st.container(key="bar", horizontal=True, vertical_alignment="center"):
    head = st.empty()
    chosen = st.segmented_control(
        "How far back",
        list(Span),
        default=Span.QUARTER,
        label_visibility="collapsed",
        required=True,
        key="span",
    )
found = report(works, str(works.settings.database_url), chosen or Span.QUARTER)
since = words.day(local(found.since)) if found.since else "the beginning"
made_up = ", simulated" if house.simulated else ""
head.html(
    f'<div class="pgt"><h1>Metrics</h1><span class="mut">From {since} to now, '
    f"{found.figures.cases:,} cases{made_up}. Bars: 95% interval, tick: goal</span></div>"
)
st.html(summary.html(found))
st.html(tiles.html(found))
cards.show("chart", found, works.ruleset.auto.confidence)
panel.show("worth", found.worth, f"since {since}")
with st.expander("How each figure is counted"):
    st.html(summary.definitions())
