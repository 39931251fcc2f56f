"""Metrics: how much goes out alone, how much people change, and how long cases wait."""

from datetime import timedelta

import streamlit as st

from hitl.domain.roles import Role
from hitl.entrypoints.process import product
from hitl.ui import guards, shell, words
from hitl.ui.metrics import (
    agreement,
    asked,
    cards,
    corrected,
    drifted,
    figures,
    opened,
    still_reading,
    summary,
    tiles,
    toolbar,
)
from hitl.ui.metrics.report import report
from hitl.ui.theme import STATIC, local
from hitl.ui.value import panel

works = product()
house = shell.house(works)
me = guards.require(Role.ANALYST, house.users)
st.html(STATIC / "metrics.css")

wanted = asked.read(st.query_params.to_dict())
found = report(works, str(works.settings.database_url), wanted, demo=house.simulated)
since = words.day(local(found.since)) if found.since else "the beginning"
until = words.day(local(found.until - timedelta(seconds=1))) if wanted.last else "now"
made_up = ", simulated" if house.simulated else ""
with st.container(key="bar", horizontal=True, vertical_alignment="center"):
    st.html(
        f'<div class="pgt"><h1>Metrics</h1><span class="mut">From {since} to {until}, '
        f"{found.figures.cases:,} cases{made_up}. Bars: 95% interval, tick: goal</span>"
        f"{toolbar.said(wanted)}</div>"
    )
    toolbar.slices(wanted, found.choices)
    toolbar.files(works.store, found, demo=house.simulated)
    toolbar.span(wanted)
st.html(summary.html(found))
drifted.show(found, opened.ask)
tiles.show(found, opened.ask)
cards.show("chart", found, works.ruleset.auto.confidence, opened.ask)
named = f"{since} to {until}" if wanted.last else f"since {since}"
panel.show("worth", found.worth, found.models, named, opened.ask)
still_reading.show(works.store, house.users, me, demo=house.simulated)
agreement.show(works.store, demo=house.simulated)
corrected.show(works.store, works.clock.now(), demo=house.simulated)
figures.show(found, opened.ask)
with st.expander("How each figure is counted"):
    st.html(summary.definitions())
opened.show(works.store, found, demo=house.simulated)
