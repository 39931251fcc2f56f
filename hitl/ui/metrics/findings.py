"""What a chart shows, said as its title: whether a figure moved by more than chance would move it."""

from collections.abc import Callable, Sequence

from hitl.steps.measure import Figures, Rate
from hitl.ui import words
from hitl.ui.metrics.series import Point
from hitl.ui.metrics.tiles import percent, seconds

AT_LEAST = 20
"""Fewer cases than that in a half say nothing about a trend; the interval would be wider than the scale."""


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


def held(found: Figures) -> str:
    """What holds cases most often."""
    if not found.held_for:
        return "Nothing was held"
    code = max(found.held_for, key=lambda one: found.held_for[one])
    text = words.CODE[code]
    return f"Most often held: {text}"


def changed(found: Figures) -> str:
    """What people change most often."""
    kinds = {kind: share.part for kind, share in found.overrides.items() if share.part}
    if not found.by_people:
        return "What people change: no reviews yet"
    if not kinds:
        return "People changed nothing"
    most = max(kinds, key=lambda kind: kinds[kind])
    return f"People change most often: {CHANGED[most]}"


CHANGED = {
    "rejected": "the whole draft",
    "action": "the decision",
    "amount": "the amount",
    "reply": "the reply",
    "steps": "a step of the plan",
}
