"""What a chart shows, said as its title: whether a figure moved by more than chance would move it."""

from collections.abc import Callable, Sequence
from datetime import date

from hitl.domain.counted import counted
from hitl.steps.measure import Figures, Rate
from hitl.steps.measure_agreement import Band, HeldFor
from hitl.steps.measure_control import Control
from hitl.steps.measure_points import Point
from hitl.ui import words
from hitl.ui.metrics.tiles import percent, seconds

SHOWN = 8
"""Reasons of the gate that are drawn, the most frequent ones."""

AT_LEAST = 20
"""Fewer cases than that in a half say nothing about a trend; the interval would be wider than the scale."""


def control(found: Control, unit: str) -> str:
    """Whether the share sent to a person left its limits, and whether it came back."""
    if found.usual is None:
        return "Sent to a person: nothing to count yet"
    if not found.stretches:
        return _quiet(found, unit)
    last = found.stretches[-1]
    left = _on(last[0].start, unit)
    after = next((point for point in found.points if point.start > last[-1].start), None)
    if after is None:
        return f"Reviews left control {left}"
    return f"Reviews left control {left} and came back {_on(after.start, unit)}"


def _quiet(found: Control, unit: str) -> str:
    """What is usual where nothing left its limits, or that it is too early to say."""
    since = "" if found.since is None else f" since {found.since.day} {found.since:%B}"
    usual = percent(found.usual or 0.0)
    if not found.points[-1].judged:
        return f"Sent to a person: {usual}{since}, too few {unit}s yet to see a change"
    return f"The share sent to a person keeps to its usual {usual}{since}"


def _on(start: date, unit: str) -> str:
    day = f"{start.day} {start:%B}"
    if unit == "month":
        return f"in {start:%B}"
    return f"in the week of {day}" if unit == "week" else f"on {day}"


def outside(found: Control, unit: str) -> str:
    """How many points are outside, for the card's right corner."""
    cases = sum(point.rate.whole for point in found.points)
    if not found.enough:
        return f"{cases:,} cases"
    count = sum(len(stretch) for stretch in found.stretches)
    return f"{counted(count, unit)} outside, {counted(cases, 'case')}"


def rate(points: Sequence[Point], of: Callable[[Point], Rate], subject: str, whole: Rate) -> str:
    """A sentence on a rate over time: the level, and whether the second half differs from the first."""
    if whole.value is None:
        return f"{subject}: nothing to count yet"
    half = len(points) // 2
    before, after = _sum(points[:half], of), _sum(points[half:], of)
    said = f"{subject}: {percent(whole.value)}"
    if before.whole < AT_LEAST or after.whole < AT_LEAST or before.low is None or after.low is None:
        return f"{said} of {whole.whole:,}"
    if before.value is None or after.value is None or before.high is None or after.high is None:
        return said
    if after.low > before.high:
        return f"{said}, risen from {percent(before.value)} to {percent(after.value)}"
    if after.high < before.low:
        return f"{said}, fallen from {percent(before.value)} to {percent(after.value)}"
    return f"{said}, no clear change"


def _sum(points: Sequence[Point], of: Callable[[Point], Rate]) -> Rate:
    return Rate.of(sum(of(point).part for point in points), sum(of(point).whole for point in points))


def latency(found: Figures) -> str:
    """How long half of the cases waited."""
    if found.review_latency.p50 is None:
        return "Waiting for a decision: no reviews yet"
    return f"Half wait less than {seconds(found.review_latency.p50)}"


def held(reasons: Sequence[HeldFor]) -> str:
    """What holds cases most often, and where people disagree most surely."""
    if not reasons:
        return "Nothing was held"
    doubted = [one for one in reasons[:SHOWN] if one.agreed.high is not None and one.agreed.high < 0.75]
    if doubted:
        worst = min(doubted, key=lambda one: one.agreed.value or 0.0)
        return f"Drafts held for “{words.CODE[worst.code]}” are changed most"
    first = reasons[0]
    often = "" if first.agreed.value is None else f", {percent(first.agreed.value)} agreed"
    return f"Most often held: {words.CODE[first.code]}{often}"


def calibrated(bands: Sequence[Band]) -> str:
    """Whether people agree as often as the confidence says; judged where a band has cases enough."""
    known = [band for band in bands if band.agreed.whole >= AT_LEAST]
    if not known:
        return "Confidence: too few reviews yet to hold it to its word"
    off = [band for band in known if band.agreed.high is not None and band.agreed.high < band.said]
    if not off:
        return "Confidence means what it says, or less"
    return f"Confidence promises too much around {max(off, key=lambda one: one.agreed.whole).said:.2f}"
