"""The charts in their cards, each figure built once a report; a point or a bar opens its cases."""

from collections.abc import Callable, Sequence
from datetime import timedelta
from functools import partial

import plotly.graph_objects as go
import streamlit as st

from hitl.domain.gate.ruleset import ConfidenceBands
from hitl.steps.measure import Figures, Rate
from hitl.steps.measure_agreement import calibration_error
from hitl.steps.measure_cases import Opened
from hitl.steps.measure_points import Point
from hitl.ui import markup
from hitl.ui.metrics import charts, drifted, findings
from hitl.ui.metrics.marks import Mark, marks
from hitl.ui.metrics.press import Press, fresh
from hitl.ui.metrics.report import Report
from hitl.ui.metrics.tiles import percent, seconds

KINDS = {
    "amount": "var(--c1)",
    "action": "var(--c2)",
    "rejected": "var(--c4)",
    "reply": "var(--c5)",
    "steps": "var(--c3)",
}


def show(key: str, report: Report, bands: ConfidenceBands, open_cases: Callable[[Opened], None]) -> None:
    """The control chart and what people change; below the waits, the reasons and the confidence."""
    drawn = _drawn(report, bands)
    press = Press(report, open_cases)
    left, right = st.columns([2, 1], gap="small")
    with left:
        _control(f"{key}_control", report, drawn["control"], press)
    with right:
        _changes(f"{key}_changes", report, drawn["changes"], press)
    left, middle, right = st.columns(3, gap="small")
    found = report.figures
    with left:
        about = f"{len(report.waits):,} reviews{_most(found)}"
        names = _key("var(--c1)", "desk to decision") + _key("var(--c2)", "hands-on")
        pressed = press.on(press.wait)
        _card(f"{key}_waits", findings.latency(found), about, drawn["waits"], pressed, aside=names)
    with middle:
        _card(
            f"{key}_reasons",
            findings.held(report.held),
            "Cases that people decided",
            drawn["reasons"],
            press.on(press.reason),
            aside="agreed with the draft",
        )
    with right:
        error = calibration_error(report.bands)
        aside = f"mean error {error:.2f}" if error is not None else ""
        about = "People agreed, by the draft's confidence, n below"
        _card(
            f"{key}_bands",
            findings.calibrated(report.bands),
            about,
            drawn["bands"],
            press.on(press.band),
            aside=aside,
        )


def _control(key: str, report: Report, figure: go.Figure | None, press: Press) -> None:
    unit, found = report.series.unit, report.control
    title = findings.control(found, unit)
    cases = _each([point.rate.whole for point in found.points], "n below")
    about = (
        f"Share of cases sent to a person, by {unit} of receipt{cases}. Band: 3 standard deviations of chance"
    )
    _card(
        key,
        title,
        about,
        figure,
        press.on(press.point),
        aside=findings.outside(found, unit),
        below=_legend(_marks(report)),
    )


def _each(counts: Sequence[int], where: str) -> str:
    """How many are behind each point: where it is written, or from how many to how many."""
    if not counts:
        return ""
    return f", {where}" if len(counts) <= charts.NAMED else f", {min(counts):,} to {max(counts):,} each"


def _most(found: Figures) -> str:
    """In what time nearly all were decided."""
    p95 = found.review_latency.p95
    return "" if p95 is None else f", 19 in 20 within {seconds(p95)}"


def _marks(report: Report) -> tuple[Mark, ...]:
    points = report.control.points
    if not points:
        return ()
    last = points[-1].start + timedelta(days=report.series.days)
    return marks(report.drifts, report.turns, (points[0].start, last))


def _legend(shown: Sequence[Mark]) -> str:
    """What each letter on the time axis stands for."""
    each = (
        f'<span class="{"bad" if mark.drift else ""}"><b>{mark.letter}</b> {markup.esc(mark.says)}</span>'
        for mark in shown
    )
    return f'<div class="evt">{"".join(each)}</div>' if shown else ""


def _changes(key: str, report: Report, figure: go.Figure | None, press: Press) -> None:
    found = report.figures
    title = findings.rate(report.series.points, _override, "Drafts changed by people", found.override_rate)
    lately = drifted.of_figure(report.drifts, "override_rate")
    if lately and found.override_rate.value is not None:
        drift, left = lately
        there = f"{percent(left.rate.value or 0.0)} from {drifted.between(drift.start, drift.end)}"
        title = f"Drafts changed by people: {percent(found.override_rate.value)}, but {there}"
    used = [kind for kind, share in found.overrides.items() if share.part]
    names = "".join(_key(KINDS[kind], kind) for kind in KINDS if kind in used)
    counts = [point.override.whole for point in report.series.points if point.override.whole]
    about = f"% of reviews by {report.series.unit}{_each(counts, 'n above')}"
    _card(key, title, about, figure, press.on(press.change), aside=names)


@st.cache_resource(max_entries=16, show_spinner=False, hash_funcs={Report: id, ConfidenceBands: repr})
def _drawn(report: Report, bands: ConfidenceBands) -> dict[str, go.Figure | None]:
    found, points = report.figures, report.series.points
    return {
        "control": charts.control(report.control, report.series, _marks(report))
        if report.control.points
        else None,
        "changes": charts.changes(points) if found.by_people else None,
        "waits": charts.waits(report.waits, report.measured.hands_on, found.review_latency)
        if report.waits
        else None,
        "reasons": charts.reasons(report.held) if report.held else None,
        "bands": charts.calibrated(report.bands, person=bands.review, alone=bands.alone)
        if report.bands
        else None,
    }


def _override(point: Point) -> Rate:
    return point.override


def _key(colour: str, name: str) -> str:
    return f'<span class="key"><i style="--k:{colour}"></i>{markup.esc(name)}</span>'


def _card(
    key: str,
    title: str,
    about: str,
    figure: go.Figure | None,
    pressed: Callable[[str], None],
    *,
    aside: str = "",
    below: str = "",
) -> None:
    with st.container(key=f"card_{key}", height="stretch"):
        st.html(
            f'<div class="ch"><h2>{markup.esc(title)}</h2><span class="s">{markup.esc(about)}</span>'
            f'<span class="sp">{aside}</span></div>'
        )
        if figure is None:
            st.html('<p class="mut" style="padding:24px 0">Nothing to draw yet.</p>')
        else:
            chart = f"{key}_chart"
            st.plotly_chart(
                figure,
                config=charts.config(title),
                key=fresh(chart),
                alt=f"{title}. {about}.",
                on_select=partial(pressed, chart),
                selection_mode="points",
            )
        if below:
            st.html(below)
