"""Plotly figures in Streamlit's placeholder colours.

The browser swaps #000001 to #000010 for `chartCategoricalColors` of the scheme in force (see
.streamlit/config.toml), so a figure follows light and dark without being drawn anew.
"""

from collections.abc import Callable, Sequence
from datetime import date

import plotly.graph_objects as go

from hitl.steps.measure import Figures, Rate
from hitl.ui import words
from hitl.ui.metrics.findings import CHANGED
from hitl.ui.metrics.series import Point

ACCENT, ORANGE, TEAL, MAGENTA, GREY, GOOD, WARN, BAD, BAND, HAIR = (f"#{i:06d}" for i in range(1, 11))
HEIGHT = 216
CONFIG = {"displayModeBar": False}


def rates(points: Sequence[Point], of: Callable[[Point], Rate], unit: str) -> go.Figure:
    """A share over time with its 95 % interval; days or weeks without anything to count are left out."""
    counted = [(point.start, of(point)) for point in points if of(point).value is not None]
    x = [start for start, _ in counted]
    figure = go.Figure()
    figure.add_scatter(
        x=x, y=[rate.low for _, rate in counted], mode="lines", line={"width": 0}, hoverinfo="skip"
    )
    figure.add_scatter(
        x=x,
        y=[rate.high for _, rate in counted],
        mode="lines",
        line={"width": 0},
        fill="tonexty",
        fillcolor=BAND,
        hoverinfo="skip",
    )
    figure.add_scatter(
        x=x,
        y=[rate.value for _, rate in counted],
        mode="lines+markers",
        line={"color": ACCENT, "width": 1.6},
        marker={"size": 5, "color": ACCENT},
        customdata=[[rate.part, rate.whole] for _, rate in counted],
        hovertemplate="%{x|%d %b}: %{y:.1%}, %{customdata[0]} of %{customdata[1]} "
        + unit
        + "<extra></extra>",
    )
    figure.update_yaxes(tickformat=".0%", range=[-0.02, 1.02])
    return _over_time(_plain(figure), x)


def latency(points: Sequence[Point]) -> go.Figure:
    """Median and 90th percentile of the wait for a decision over time, in minutes or hours."""
    figure = go.Figure()
    counted = [point for point in points if point.latency.p50 is not None]
    length, unit = _scale(counted)
    for name, colour, symbol, line, pick in (
        ("9 in 10", ORANGE, "diamond", "dot", _p90),
        ("half", ACCENT, "circle", "solid", _p50),
    ):
        figure.add_scatter(
            x=[point.start for point in counted],
            y=[pick(point) / length for point in counted],
            mode="lines+markers",
            line={"color": colour, "width": 1.6, "dash": line},
            marker={"size": 5, "color": colour, "symbol": symbol},
            hovertemplate="%{x|%d %b}: " + name + " within %{y:,.1f} " + unit + "<extra></extra>",
        )
    figure.update_yaxes(ticksuffix=f" {unit}", rangemode="tozero")
    return _over_time(_plain(figure), [point.start for point in counted])


def _over_time(figure: go.Figure, starts: list[date]) -> go.Figure:
    """Few points are named one by one, many by a date now and then."""
    figure.update_xaxes(tickformat="%-d %b")
    if 0 < len(starts) <= 8:
        figure.update_xaxes(tickvals=starts)
    return figure


def _scale(points: Sequence[Point]) -> tuple[int, str]:
    """Seconds in the unit in which the longest wait reads best."""
    longest = max((_p90(point) for point in points), default=0.0)
    return (3600, "h") if longest > 3 * 3600 else (60, "min")


def _p50(point: Point) -> float:
    return point.latency.p50 or 0.0


def _p90(point: Point) -> float:
    return point.latency.p90 or 0.0


def held(found: Figures) -> go.Figure:
    """Cases by the gate's reasons, most frequent first; one case may have several."""
    top = list(found.held_for.items())[:8][::-1]
    return _bars([words.CODE[code] for code, _ in top], [count for _, count in top], "cases")


def changed(found: Figures) -> go.Figure:
    """Decisions of people by what they changed."""
    kinds = [(CHANGED[kind], share.part) for kind, share in found.overrides.items()][::-1]
    return _bars([name for name, _ in kinds], [count for _, count in kinds], "decisions")


def _bars(names: list[str], counts: list[int], unit: str) -> go.Figure:
    figure = go.Figure()
    figure.add_bar(
        x=counts,
        y=names,
        orientation="h",
        marker={"color": ACCENT, "line": {"width": 0}},
        text=[f"{count:,}" for count in counts],
        textposition="outside",
        cliponaxis=False,
        hovertemplate="%{y}: %{x:,} " + unit + "<extra></extra>",
    )
    _plain(figure)
    figure.update_xaxes(visible=False, range=[0, max([*counts, 1]) * 1.15])
    figure.update_layout(bargap=0.35)
    return figure


def _plain(figure: go.Figure) -> go.Figure:
    """No grid but the horizontal one, no legend (a key stands in the card's head), no dragging."""
    figure.update_layout(
        height=HEIGHT,
        margin={"l": 0, "r": 12, "t": 6, "b": 0},
        showlegend=False,
        font_size=11.5,
        hovermode="closest",
        dragmode=False,
    )
    figure.update_xaxes(
        showgrid=False,
        zeroline=False,
        automargin=True,
        tickfont_size=11,
        fixedrange=True,
        nticks=8,
        tickangle=0,
    )
    figure.update_yaxes(zeroline=False, automargin=True, tickfont_size=11, fixedrange=True)
    return figure
