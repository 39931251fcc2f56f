"""What pressing a point or a bar of a chart opens; a point is told as the browser tells it."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

import streamlit as st

from hitl.steps.measure_cases import Opened
from hitl.ui.metrics import charts
from hitl.ui.metrics.report import Report

At = Mapping[str, Any]

_TIMES = "metrics_pressed"


def fresh(chart: str) -> str:
    """The chart's key, another after each press: nothing stays selected, so the same point opens again."""
    return f"{chart}_{_times().get(chart, 0)}"


def _times() -> dict[str, int]:
    found: dict[str, int] = st.session_state.get(_TIMES, {})
    return found


class Press:
    """From points of the charts of one report to what is opened."""

    def __init__(self, report: Report, open_cases: Callable[[Opened], None]) -> None:
        self._report = report
        self._open = open_cases

    def on(self, opened: Callable[[At], Opened]) -> Callable[[str], None]:
        """Opens the first of the points that were pressed on the chart of a key; none: pressed beside one."""

        def pressed(chart: str) -> None:
            points = st.session_state[fresh(chart)]["selection"]["points"]
            if points:
                self._open(opened(points[0]))
                st.session_state[_TIMES] = {**_times(), chart: _times().get(chart, 0) + 1}

        return pressed

    def point(self, at: At) -> Opened:
        """A point of the control chart."""
        return Opened(figure="review_rate", start=self._report.series.grain.start(_day(at)))

    def change(self, at: At) -> Opened:
        """A part of a bar of what people change."""
        return Opened(figure="overrides", of=charts.CHANGES[at["curve_number"]], start=_day(at))

    def wait(self, at: At) -> Opened:
        """A bar of the waits, or a point of the hands-on line; the first holds what was shorter as well."""
        place, figure = at["point_index"], "handling_p50" if at.get("curve_number") else "review_latency_p50"
        measured = self._report.measured
        low, high = charts.edges(measured.waits, measured.hands_on)[place : place + 2]
        return Opened(figure=figure, low=10**low if place else 0.0, high=10**high + 1e-3)

    def reason(self, at: At) -> Opened:
        """A reason of the gate."""
        return Opened(figure="agreed_by_reason", of=charts.top(self._report.held)[at["point_index"]].code)

    def band(self, at: At) -> Opened:
        """A band of confidence."""
        return Opened(figure="agreed_by_confidence", low=self._report.bands[at["point_index"]].low)


def _day(at: At) -> date:
    return date.fromisoformat(str(at["x"])[:10])
