"""What all charts share: Streamlit's placeholder colours, a quiet frame, no dragging.

The browser swaps #000001 to #000010 for `chartCategoricalColors` of the scheme in force (see
.streamlit/config.toml), so a figure follows light and dark without being drawn anew.
"""

import re
from collections.abc import Sequence
from typing import Any

import plotly.graph_objects as go

ACCENT, ORANGE, TEAL, MAGENTA, GREY, GOOD, WARN, BAD, BAND, HAIR = (f"#{i:06d}" for i in range(1, 11))
TALL, LOW = 216, 206
"""Pixels: the row of the control chart, and the row of thirds."""


def config(title: str) -> dict[str, object]:
    """One button: the chart as PNG, under the name of what it shows."""
    named = "-".join(re.findall("[a-z0-9.]+", title.lower()))
    return {
        "displaylogo": False,
        "modeBarButtons": [["toImage"]],  # drawn by the browser itself: nothing is fetched for it
        "toImageButtonOptions": {"format": "png", "scale": 2, "filename": named.strip(".")},
    }


def plain(figure: go.Figure, height: int) -> go.Figure:
    """No legend (a key stands in the card's head), small labels, nothing to drag."""
    figure.update_layout(
        height=height,
        margin={"l": 0, "r": 10, "t": 6, "b": 0},
        showlegend=False,
        font_size=11.5,
        hovermode="closest",
        dragmode=False,
        bargap=0.25,
    )
    figure.update_xaxes(
        showgrid=False, zeroline=False, automargin=True, tickfont_size=11, fixedrange=True, tickangle=0
    )
    figure.update_yaxes(zeroline=False, automargin=True, tickfont_size=11, fixedrange=True, nticks=5)
    return figure


def remark(figure: go.Figure, text: str, *, colour: str = GREY, **place: object) -> None:
    """A word beside a line."""
    figure.add_annotation(
        text=text, showarrow=False, font={"size": 11, "color": colour}, xanchor="left", **place
    )


NAMED = 14
"""Points up to which the number of cases stands at each of them; at more, in what the pointer shows."""


def sizes(figure: go.Figure, x: Sequence[Any], y: Sequence[float], counts: Sequence[int]) -> None:
    """How many cases are behind each point, in small figures; nothing that could be pressed."""
    if len(counts) <= NAMED:
        figure.add_scatter(
            x=x,
            y=y,
            mode="text",
            text=[f"{count:,}" for count in counts],
            textposition="top center",
            textfont={"size": 10, "color": GREY},
            hoverinfo="skip",
            cliponaxis=False,
        )
