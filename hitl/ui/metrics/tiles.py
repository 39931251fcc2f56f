"""The figures in a row: value, interval, counts; a sentence where there is nothing to count yet."""

from datetime import timedelta
from math import sqrt

from hitl.domain.intervals import Z95
from hitl.steps.measure import Figures, Percentiles, Rate
from hitl.ui import markup, words
from hitl.ui.metrics import goals
from hitl.ui.metrics.report import Report


def html(report: Report) -> str:
    """Six tiles; a tick on a bar is a goal."""
    found = report.figures
    tiles = (
        _rate("Decided without a person", found.auto_approval_rate, "no decisions yet"),
        _rate("Refunds paid without a person", found.auto_refund_rate, "no refunds yet"),
        _rate("Changed by people", found.override_rate, "no reviews yet", goal=goals.OVERRIDE_RATE),
        _time("Waiting for a decision, median", found.review_latency, report.waits),
        _rate(
            "Failed after approval",
            found.execution_failure_rate,
            "nothing executed yet",
            goal=goals.FAILURE_RATE,
        ),
        _paid(found),
    )
    return f'<div class="tiles">{"".join(tiles)}</div>'


def percent(value: float) -> str:
    """A share as people read it: "7.4%", "0.21%", "100%"."""
    share = value * 100
    digits = 0 if share in {0, 100} else 2 if share < 1 else 1
    return f"{share:.{digits}f}%"


def _tile(label: str, value: str, bar: str, below: str, *, none: bool = False) -> str:
    css = "v none" if none else "v"
    return (
        f'<div class="tile"><div class="l">{markup.esc(label)}</div><div class="{css}">{value}</div>'
        f'{bar}<div class="ci">{below}</div></div>'
    )


def _bar(low: float, value: float, high: float, goal: float | None = None) -> str:
    """From 0 to 1, all of them shares of the bar's length."""
    tick = f'<u style="left:{goal:.1%}"></u>' if goal is not None else ""
    return (
        f'<div class="rng" aria-hidden="true"><i style="left:{low:.1%};width:{high - low:.1%}"></i>'
        f'<b style="left:min({value:.1%}, calc(100% - 2px))"></b>{tick}</div>'
    )


def _rate(label: str, rate: Rate, nothing: str, *, goal: float | None = None) -> str:
    if rate.value is None or rate.low is None or rate.high is None:
        return _tile(label, nothing, "", "", none=True)
    longest = 1.0 if goal is None else min(1.0, max(3 * goal, 1.2 * rate.high))
    tick = None if goal is None else goal / longest
    bar = _bar(rate.low / longest, rate.value / longest, rate.high / longest, tick)
    below = f"{percent(rate.low).rstrip('%')} to {percent(rate.high)}, {rate.part:,} of {rate.whole:,}"
    wanted = f", goal {goal:.0%}" if goal is not None else ""
    return _tile(label, percent(rate.value), bar, below + wanted)


def _time(label: str, times: Percentiles, waits: tuple[float, ...]) -> str:
    if times.p50 is None or times.p90 is None:
        return _tile(label, "no reviews yet", "", "", none=True)
    low, high = median_interval(waits)
    longest = 1.3 * max(high, times.p90)
    bar = _bar(low / longest, times.p50 / longest, high / longest)
    return _tile(label, seconds(times.p50), bar, f"9 in 10 within {seconds(times.p90)}, of {times.count:,}")


def median_interval(ordered: tuple[float, ...]) -> tuple[float, float]:
    """The 95 % interval of a median by ranks (order statistics, normal approximation); ascending values."""
    count = len(ordered)
    reach = Z95 * sqrt(count) / 2
    low, high = int(count / 2 - reach), int(count / 2 + reach)
    return ordered[max(0, low)], ordered[min(count - 1, high)]


def seconds(length: float) -> str:
    """A length of time in plain words."""
    return words.span(timedelta(seconds=length))


def _paid(found: Figures) -> str:
    sums = list(found.paid.values())
    if not sums:
        return _tile("Paid back", "nothing yet", "", "", none=True)
    most = max(sums, key=lambda paid: paid.by_gate.minor + paid.by_people.minor)
    others = ", ".join(str(paid.by_gate + paid.by_people) for paid in sums if paid is not most)
    also = f"; also {others}" if others else ""
    below = f"{most.by_gate} of it without a person{also}"
    return _tile("Paid back", str(most.by_gate + most.by_people), "", below)
