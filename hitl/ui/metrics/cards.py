"""The charts in their cards, each figure built once a report."""

import plotly.graph_objects as go
import streamlit as st

from hitl.steps.measure import Rate
from hitl.ui import markup
from hitl.ui.metrics import charts, findings
from hitl.ui.metrics.report import Report
from hitl.ui.metrics.series import Point

AUTO = "Decided without a person"
CHANGED = "Changed by people"


def show(key: str, report: Report) -> None:
    """Rates over time, the wait over time, what is changed and what is held."""
    found, points, unit = report.figures, report.series.points, report.series.unit
    drawn = _drawn(report)
    left, right = st.columns(2, gap="small")
    with left:
        title = findings.rate(points, _auto, AUTO, found.auto_approval_rate)
        _card(f"{key}_auto", title, f"Share of final decisions, by {unit}; band: 95% interval", "", drawn)
    with right:
        title = findings.rate(points, _override, CHANGED, found.override_rate)
        _card(
            f"{key}_override", title, f"Share of people's decisions, by {unit}; band: 95% interval", "", drawn
        )
    left, middle, right = st.columns(3, gap="small")
    with left:
        names = _key("var(--acc-b)", "half", "dot") + _key("var(--c2)", "9 in 10")
        _card(
            f"{key}_latency", findings.latency(found), f"From the desk to a decision, by {unit}", names, drawn
        )
    with middle:
        _card(f"{key}_changed", findings.changed(found), f"Of {found.by_people:,} reviews", "", drawn)
    with right:
        _card(
            f"{key}_held", findings.held(found), f"Of {found.cases:,} cases; several reasons each", "", drawn
        )


def _auto(point: Point) -> Rate:
    return point.auto


def _override(point: Point) -> Rate:
    return point.override


def _key(colour: str, name: str, css: str = "") -> str:
    return f'<span class="key"><i class="{css}" style="--k:{colour}"></i>{markup.esc(name)}</span>'


def _card(key: str, title: str, about: str, aside: str, drawn: dict[str, go.Figure | None]) -> None:
    with st.container(key=f"card_{key}", height="stretch"):
        st.html(
            f'<div class="ch"><h2>{markup.esc(title)}</h2><span class="s">{markup.esc(about)}</span>'
            f'<span class="sp">{aside}</span></div>'
        )
        figure = drawn[key.rpartition("_")[2]]
        if figure is None:
            st.html('<p class="mut" style="padding:24px 0">Nothing to draw yet.</p>')
        else:
            st.plotly_chart(figure, config=charts.CONFIG, key=f"{key}_chart", alt=f"{title}. {about}.")


@st.cache_resource(max_entries=16, show_spinner=False, hash_funcs={Report: id})
def _drawn(report: Report) -> dict[str, go.Figure | None]:
    found, points = report.figures, report.series.points
    return {
        "auto": charts.rates(points, _auto, "decisions") if found.decisions else None,
        "override": charts.rates(points, _override, "reviews") if found.by_people else None,
        "latency": charts.latency(points) if found.review_latency.count else None,
        "changed": charts.changed(found) if found.by_people else None,
        "held": charts.held(found) if found.held_for else None,
    }
