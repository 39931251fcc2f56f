"""Charts over time: the share sent to a person with its limits, and what people change."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

import plotly.graph_objects as go

from hitl.steps.measure_control import Control, Watched
from hitl.steps.measure_points import Point
from hitl.ui.metrics.charts.frame import (
    ACCENT,
    BAD,
    BAND,
    GREY,
    MAGENTA,
    NAMED,
    ORANGE,
    TALL,
    TEAL,
    plain,
    remark,
    sizes,
)
from hitl.ui.metrics.marks import Mark
from hitl.ui.metrics.series import Series

CHANGES = ("amount", "action", "rejected", "reply", "steps")
COLOURS = {"rejected": MAGENTA, "action": ORANGE, "amount": ACCENT, "reply": GREY, "steps": TEAL}


def control(found: Control, series: Series, marks: Sequence[Mark]) -> go.Figure:
    """Points in their band of three standard deviations; those outside are red diamonds; marks by letter."""
    figure, points = go.Figure(), found.points
    middle = timedelta(days=series.days) / 2
    x = [_moment(point.start) + middle for point in points]
    for stage in dict.fromkeys(point.stage for point in points if point.stage is not None):
        _band(figure, [(at, one) for at, one in zip(x, points, strict=True) if one.stage == stage])
    _letters(figure, marks)
    outside = [point.outside for point in points]
    figure.add_scatter(
        x=x,
        y=[point.rate.value for point in points],
        mode="lines+markers",
        line={"color": ACCENT, "width": 1.6},
        marker={
            "size": [10 if one else 5 for one in outside],
            "symbol": ["diamond" if one else "circle" for one in outside],
            "color": [BAD if one else ACCENT for one in outside],
        },
        customdata=[
            [point.rate.part, point.rate.whole, _limits(point), f"{point.start.day} {point.start:%b}"]
            for point in points
        ],
        hovertemplate="from %{customdata[3]}: %{y:.1%}, %{customdata[0]} of %{customdata[1]}; "
        "%{customdata[2]}<extra></extra>",
    )
    scale = _scale(found)
    sizes(figure, x, [scale[0]] * len(x), [point.rate.whole for point in points])
    figure.update_yaxes(tickformat=".0%", range=scale)
    _dates(plain(figure, TALL), x)
    figure.update_xaxes(range=[x[0] - middle, x[-1] + middle])
    remark(figure, f"usual {found.usual:.1%}", xref="paper", x=1, y=found.usual, xshift=4)
    remark(figure, "upper limit", xref="paper", x=1, y=points[-1].high, xshift=4)
    return figure.update_layout(margin_r=82)


def _limits(point: Watched) -> str:
    if point.stage is None:
        return "in this time it was changed what goes to people"
    return f"usual {point.low:.0%} to {point.high:.0%}" if point.judged else "too few points for limits"


def _band(figure: go.Figure, stage: Sequence[tuple[datetime, Watched]]) -> None:
    """What is usual in a stage, and how far chance alone takes a share of that many cases from it."""
    x = [at for at, _ in stage]
    edge = {"mode": "lines", "line": {"width": 0, "shape": "hvh"}, "hoverinfo": "skip"}
    figure.add_scatter(x=x, y=[point.low for _, point in stage], **edge)
    figure.add_scatter(x=x, y=[point.high for _, point in stage], fill="tonexty", fillcolor=BAND, **edge)
    usual = {"color": GREY, "width": 1, "dash": "dot"}
    y = [point.usual for _, point in stage]
    figure.add_scatter(x=x, y=y, mode="lines", line=usual, hoverinfo="skip")


def _letters(figure: go.Figure, marks: Sequence[Mark]) -> None:
    """A drift is a shaded span, a change on purpose a line; what each is stands below the chart."""
    for mark in marks:
        first, colour = _moment(mark.first), BAD if mark.drift else GREY
        if mark.drift:
            shade = {"x0": first, "x1": _moment(mark.last) + timedelta(days=1)}
            figure.add_vrect(**shade, fillcolor=BAD, opacity=0.07, line_width=0, layer="below")
        else:
            figure.add_vline(x=first, line={"color": GREY, "width": 1, "dash": "dash"})
        figure.add_annotation(
            x=first,
            y=1,
            yref="paper",
            yanchor="top",
            xanchor="left",
            xshift=3,
            text=f"<b>{mark.letter}</b>",
            showarrow=False,
            font={"size": 12, "color": colour},
        )


def _moment(day: date) -> datetime:
    """A day as a moment, so that half a day can be taken from it."""
    return datetime(day.year, day.month, day.day)  # noqa: DTZ001 - plotly's axes know no time zones


def _scale(found: Control) -> list[float]:
    shares = [point.rate.value or 0.0 for point in found.points]
    low = min([*shares, *(point.low for point in found.points)])
    high = max([*shares, *(point.high for point in found.points)])
    room = 0.08 if len(shares) <= NAMED else 0.0  # for how many cases each point has
    return [max(-0.02, low - 0.05) - room, min(1.03, high + 0.05)]


def changes(points: Sequence[Point]) -> go.Figure:
    """What people changed, as stacked shares of their decisions."""
    counted = [point for point in points if point.override.whole]
    x = [point.start for point in counted]
    figure = go.Figure()
    for kind in CHANGES:
        shares = [point.overrides[kind] for point in counted]
        figure.add_bar(
            x=x,
            y=[share.value for share in shares],
            marker={"color": COLOURS[kind], "line": {"width": 0}},
            customdata=[[share.part, share.whole] for share in shares],
            hovertemplate="%{x|%-d %b}: " + kind + ", %{customdata[0]} of %{customdata[1]}<extra></extra>",
        )
    sizes(
        figure, x, [point.override.value or 0.0 for point in counted], [one.override.whole for one in counted]
    )
    figure.update_layout(barmode="stack")
    figure.update_yaxes(tickformat=".0%", rangemode="tozero")
    return _dates(plain(figure, TALL + 20), x)


def _dates(figure: go.Figure, starts: Sequence[date]) -> go.Figure:
    """Few points are named one by one, many by as many dates as there is room for."""
    figure.update_xaxes(tickformat="%-d %b")
    return figure.update_xaxes(tickvals=starts) if len(starts) <= 3 else figure
