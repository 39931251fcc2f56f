"""Charts of a spread: how long cases wait, where people agree, whether confidence means what it says."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from math import log10

import plotly.graph_objects as go
from plotly.subplots import make_subplots

from hitl.domain.sketch import Durations, bucket, middle
from hitl.steps.measure import Percentiles, Rate
from hitl.steps.measure_agreement import BAND as WIDTH
from hitl.steps.measure_agreement import Band, HeldFor
from hitl.ui import words
from hitl.ui.metrics.charts.frame import ACCENT, BAD, BAND, GOOD, GREY, HAIR, LOW, ORANGE, plain, sizes
from hitl.ui.metrics.findings import SHOWN
from hitl.ui.metrics.tiles import exactly, seconds

TICKS = {
    10: "10 s",
    60: "1 m",
    300: "5 m",
    900: "15 m",
    3600: "1 h",
    7200: "2 h",
    14_400: "4 h",
    43_200: "12 h",
    172_800: "2 d",
}
SHORTEST = 5.0
"""Seconds; shorter waits are drawn as that long."""


def waits(lengths: Sequence[float], hands_on: Sequence[float], found: Percentiles) -> go.Figure:
    """How many waited how long, on a logarithmic scale, with the median and the 90th percentile.

    A line says the same of the hands-on part, from opening to deciding.
    """
    ends = edges(lengths, hands_on)
    low, high, bins = ends[0], ends[-1], len(ends) - 1
    middles = [(a + b) / 2 for a, b in pairwise(ends)]
    between = [[exactly(10**a), exactly(10**b)] for a, b in pairwise(ends)]
    figure = go.Figure(
        go.Bar(
            x=middles,
            y=_counted(lengths, ends),
            width=(high - low) / bins * 0.92,
            marker={"color": ACCENT, "line": {"width": 0}},
            customdata=between,
            hovertemplate="%{y} waited %{customdata[0]} to %{customdata[1]}<extra></extra>",
        )
    )
    if hands_on:
        figure.add_scatter(
            x=middles,
            y=_counted(hands_on, ends),
            mode="lines+markers",
            line={"color": ORANGE, "width": 1.6},
            marker={"size": 4, "color": ORANGE},
            customdata=between,
            hovertemplate="%{y} took %{customdata[0]} to %{customdata[1]}, hands on<extra></extra>",
        )
    for name, at, anchor in (("half", found.p50, "right"), ("9 in 10", found.p90, "left")):
        if at is not None:
            where = log10(max(at, SHORTEST))
            figure.add_vline(x=where, line={"color": GREY, "width": 1, "dash": "dot"})
            figure.add_annotation(
                x=where,
                y=1,
                yref="paper",
                yanchor="bottom",
                xanchor=anchor,
                text=f"{name}<br><b>{seconds(at)}</b>",
                showarrow=False,
                font={"size": 10.5, "color": GREY},
            )
    named = {at: name for at, name in TICKS.items() if low - 0.05 <= log10(at) <= high + 0.05}
    figure.update_xaxes(tickvals=[log10(at) for at in named], ticktext=list(named.values()))
    figure.update_yaxes(visible=False)
    return plain(figure, LOW).update_layout(margin_t=34)


def edges(lengths: Sequence[float], hands_on: Sequence[float]) -> list[float]:
    """Where the bars begin and end, as decimal logarithms of seconds: both kinds of time fit in."""
    found = {**_buckets(lengths), **_buckets(hands_on)}
    low = _log(min(found))
    high = max(_log(max(found)), low + 0.4)
    bins = min(30, max(8, len(lengths) // 6))
    return [low + (high - low) * place / bins for place in range(bins)] + [high]


def _counted(lengths: Sequence[float], ends: Sequence[float]) -> list[int]:
    counts = [0] * (len(ends) - 1)
    for length, many in _buckets(lengths).items():
        counts[min(bisect_right(ends, _log(length)), len(counts)) - 1] += many
    return counts


def _buckets(lengths: Sequence[float]) -> dict[float, int]:
    """How many there are of each length, lengths being as exact as kept sums know them."""
    counted = lengths.counted if isinstance(lengths, Durations) else Counter(lengths).items()
    found: Counter[float] = Counter()
    for length, many in counted:
        found[middle(bucket(length))] += many
    return found


def _log(length: float) -> float:
    return log10(max(length, SHORTEST))


def top(held: Sequence[HeldFor]) -> Sequence[HeldFor]:
    """The reasons that are drawn, from the bottom up."""
    return held[:SHOWN][::-1]


def reasons(held: Sequence[HeldFor]) -> go.Figure:
    """Why cases were held, and how often the person then agreed with the draft."""
    shown = top(held)
    names = [words.CODE[one.code] for one in shown]
    figure = make_subplots(1, 2, shared_yaxes=True, column_widths=[0.5, 0.5], horizontal_spacing=0.06)
    figure.add_bar(
        x=[one.cases for one in shown],
        y=names,
        orientation="h",
        marker={"color": ACCENT, "line": {"width": 0}},
        text=[f"{one.cases:,}" for one in shown],
        textposition="outside",
        textfont_size=11,
        cliponaxis=False,
        hovertemplate="%{y}: %{x:,} cases<extra></extra>",
        row=1,
        col=1,
    )
    figure.add_scatter(
        x=[one.agreed.value for one in shown],
        y=names,
        mode="markers",
        marker={
            "size": 8,
            "color": [_shade(one.agreed) for one in shown],
            "symbol": ["diamond" if _shade(one.agreed) == BAD else "circle" for one in shown],
        },
        error_x=_reach([one.agreed for one in shown], GREY),
        customdata=[[one.agreed.part, one.agreed.whole] for one in shown],
        hovertemplate="%{y}: agreed in %{customdata[0]} of %{customdata[1]}<extra></extra>",
        row=1,
        col=2,
    )
    plain(figure, LOW).update_layout(bargap=0.35)
    figure.update_xaxes(visible=False, range=[0, max(one.cases for one in shown) * 1.28], row=1, col=1)
    figure.update_xaxes(
        tickformat=".0%", range=[-0.04, 1.1], tickvals=[0, 0.5, 1], showgrid=True, row=1, col=2
    )
    return figure.update_yaxes(showgrid=False, nticks=2 * SHOWN)


def _shade(rate: Rate) -> str:
    """Red and green only where the interval leaves no doubt."""
    if rate.low is None or rate.high is None:
        return GREY
    return GOOD if rate.low > 0.75 else BAD if rate.high < 0.75 else ACCENT


def _reach(rates: Sequence[Rate], colour: str) -> dict[str, object]:
    """The 95 % interval around each share."""
    return {
        "type": "data",
        "symmetric": False,
        "array": [(rate.high or 0.0) - (rate.value or 0.0) for rate in rates],
        "arrayminus": [(rate.value or 0.0) - (rate.low or 0.0) for rate in rates],
        "thickness": 1.3,
        "width": 0,
        "color": colour,
    }


def calibrated(bands: Sequence[Band], *, person: float, alone: float) -> go.Figure:
    """How often people agreed, by how sure the scorer was; on the dotted line it means what it says."""
    figure = go.Figure()
    first = min(0.4, *(band.low for band in bands))
    diagonal = {"color": GREY, "width": 1, "dash": "dot"}
    figure.add_scatter(x=[first, 1], y=[first, 1], mode="lines", line=diagonal, hoverinfo="skip")
    figure.add_vrect(x0=first, x1=person, fillcolor=BAND, opacity=0.5, line_width=0, layer="below")
    figure.add_scatter(
        x=[band.said for band in bands],
        y=[band.agreed.value for band in bands],
        mode="lines+markers",
        line={"color": ACCENT, "width": 1.6},
        marker={"size": [6 + min(9, band.agreed.whole / 12) for band in bands], "color": ACCENT},
        error_y=_reach([band.agreed for band in bands], ACCENT),
        customdata=[[band.low, band.low + WIDTH, band.agreed.part, band.agreed.whole] for band in bands],
        hovertemplate="confidence %{customdata[0]:.1f} to %{customdata[1]:.1f}: agreed in %{customdata[2]} "
        "of %{customdata[3]}<extra></extra>",
    )
    sizes(figure, [band.said for band in bands], [-0.16] * len(bands), [band.agreed.whole for band in bands])
    for at in (person, alone):
        figure.add_vline(x=at, line={"color": HAIR, "width": 1})
    for left, right, name in ((first, person, "takeover"), (person, alone, "person"), (alone, 1.0, "alone")):
        figure.add_annotation(
            x=(left + right) / 2,
            y=1.1,
            text=name,
            showarrow=False,
            font={"size": 10.5, "color": GREY},
        )
    figure.update_xaxes(tickformat=".1f", range=[first, 1.01])
    figure.update_yaxes(tickformat=".0%", range=[-0.17, 1.17], tickvals=[0, 0.25, 0.5, 0.75, 1])
    return plain(figure, LOW)
