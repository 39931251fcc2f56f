"""The figures in a row: value, interval, counts; a sentence where there is nothing to count yet."""

from collections.abc import Callable, Sequence
from datetime import timedelta

import streamlit as st

from hitl.domain.intervals import percentile_bounds
from hitl.steps.measure import Figures, Percentiles, Rate
from hitl.steps.measure_cases import Opened
from hitl.steps.measure_compare import Compared
from hitl.ui import markup, rows, words
from hitl.ui.metrics import goals, naming
from hitl.ui.metrics.report import Report


def show(report: Report, open_cases: Callable[[Opened], None]) -> None:
    """Six tiles, each a button to its cases; a tick on a bar is a goal."""
    with st.container(key="tilerow", horizontal=True):
        for name, tile in tiles(report).items():
            pressed = f"{label(name)}: show the cases"
            rows.show(f"tile_{name}", tile, pressed, open_cases, Opened(figure=name))


def label(name: str) -> str:
    """What a tile says of itself."""
    return naming.MONEY.get(name) or naming.FIGURE[name]


def tiles(report: Report) -> dict[str, str]:
    """The tiles as HTML, by the figure that each shows."""
    found = report.figures
    moved = {row.figure: _moved(row) for row in report.compared}
    own = {
        "auto_approval_rate": (found.auto_approval_rate, "no decisions yet", None),
        "auto_refund_rate": (found.auto_refund_rate, "no refunds yet", None),
        "override_rate": (found.override_rate, "no reviews yet", goals.OVERRIDE_RATE),
        "execution_failure_rate": (
            found.execution_failure_rate,
            "nothing executed yet",
            goals.FAILURE_RATE,
        ),
    }
    rates = {
        name: _rate(name, rate, nothing, moved.get(name, ""), goal=goal)
        for name, (rate, nothing, goal) in own.items()
    }
    waits = "review_latency_p50"
    return {
        **rates,
        waits: _time(label(waits), found.review_latency, report.waits, moved.get(waits, "")),
        "refunded": _paid(found),
    }


def _moved(row: Compared) -> str:
    """By how much it is above or below what it is compared with, where that is more than chance."""
    if row.difference is None or not row.sure:
        return ""
    arrow = "▲" if row.difference > 0 else "▼"
    by = f"{abs(row.difference) * 100:.1f}" if row.unit == "share" else seconds(abs(row.difference))
    return f'<span class="dl">{arrow} {by}</span>'


def percent(value: float) -> str:
    """A share as people read it: "7.4%", "0.21%", "100%"."""
    share = value * 100
    digits = 0 if share in {0, 100} else 2 if share < 1 else 1
    return f"{share:.{digits}f}%"


def between(low: float, high: float) -> str:
    """An interval of shares: "3.1 to 7.4%"."""
    return f"{percent(low).rstrip('%')} to {percent(high)}"


def _tile(title: str, value: str, bar: str, below: str, *, none: bool = False) -> str:
    css = "v none" if none else "v"
    return (
        f'<div class="tile"><div class="l">{markup.esc(title)}</div><div class="{css}">{value}</div>'
        f'{bar}<div class="ci">{below}</div></div>'
    )


def _bar(low: float, value: float, high: float, goal: float | None = None) -> str:
    """From 0 to 1, all of them shares of the bar's length."""
    tick = f'<u style="left:{goal:.1%}"></u>' if goal is not None else ""
    return (
        f'<div class="rng" aria-hidden="true"><i style="left:{low:.1%};width:{high - low:.1%}"></i>'
        f'<b style="left:min({value:.1%}, calc(100% - 2px))"></b>{tick}</div>'
    )


def _rate(name: str, rate: Rate, nothing: str, moved: str, *, goal: float | None) -> str:
    if rate.value is None or rate.low is None or rate.high is None:
        return _tile(label(name), nothing, "", "", none=True)
    longest = 1.0 if goal is None else min(1.0, max(3 * goal, 1.2 * rate.high))
    tick = None if goal is None else goal / longest
    bar = _bar(rate.low / longest, rate.value / longest, rate.high / longest, tick)
    below = f"{between(rate.low, rate.high)}, {rate.part:,} of {rate.whole:,}"
    wanted = f", goal {goal:.0%}" if goal is not None else ""
    return _tile(label(name), percent(rate.value) + moved, bar, below + wanted)


def _time(title: str, times: Percentiles, waits: Sequence[float], moved: str) -> str:
    if times.p50 is None or times.p90 is None:
        return _tile(title, "no reviews yet", "", "", none=True)
    low, high = percentile_bounds(waits)
    longest = 1.3 * max(high, times.p90) or 1.0  # nobody waited at all
    bar = _bar(low / longest, times.p50 / longest, high / longest)
    return _tile(
        title, seconds(times.p50) + moved, bar, f"9 in 10 within {seconds(times.p90)}, of {times.count:,}"
    )


def seconds(length: float) -> str:
    """A length of time in plain words."""
    return words.span(timedelta(seconds=length))


def exactly(length: float) -> str:
    """The same in one unit and to a tenth, so that the ends of a short span differ."""
    for unit, size in (("days", 86_400), ("h", 3600), ("min", 60)):
        if length >= 2 * size:
            return f"{length / size:.1f} {unit}"
    return f"{length:.0f} s"


def _paid(found: Figures) -> str:
    sums = list(found.paid.values())
    if not sums:
        return _tile("Paid back", "nothing yet", "", "", none=True)
    most = max(sums, key=lambda paid: paid.by_gate.minor + paid.by_people.minor)
    others = ", ".join(str(paid.by_gate + paid.by_people) for paid in sums if paid is not most)
    also = f"; also {others}" if others else ""
    below = f"{most.by_gate} of it without a person{also}"
    return _tile("Paid back", str(most.by_gate + most.by_people), "", below)
