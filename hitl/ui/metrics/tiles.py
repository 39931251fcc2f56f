"""The figures in a row: value, interval, counts; a sentence where there is nothing to count yet."""

from datetime import timedelta

from hitl.steps.measure import Figures, Percentiles, Rate
from hitl.ui import markup, words


def html(found: Figures) -> str:
    """Six tiles."""
    tiles = (
        _rate("Decided without a person", found.auto_approval_rate, "no decisions yet"),
        _rate("Refunds paid without a person", found.auto_refund_rate, "no refunds yet"),
        _rate("Changed by people", found.override_rate, "no reviews yet"),
        _time("Waiting for a decision, median", found.review_latency),
        _rate("Failed after approval", found.execution_failure_rate, "nothing executed yet"),
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


def _rate(label: str, rate: Rate, nothing: str) -> str:
    if rate.value is None or rate.low is None or rate.high is None:
        return _tile(label, nothing, "", "", none=True)
    width = f"{rate.high - rate.low:.1%}"
    bar = (
        f'<div class="rng" aria-hidden="true"><i style="left:{rate.low:.1%};width:{width}"></i>'
        f'<b style="left:min({rate.value:.1%}, calc(100% - 2px))"></b></div>'
    )
    below = f"{percent(rate.low)} to {percent(rate.high)}, {rate.part:,} of {rate.whole:,}"
    return _tile(label, percent(rate.value), bar, below)


def _time(label: str, times: Percentiles) -> str:
    if times.p50 is None or times.p90 is None:
        return _tile(label, "no reviews yet", "", "", none=True)
    below = f"9 in 10 within {seconds(times.p90)}, of {times.count:,}"
    return _tile(label, seconds(times.p50), "", below)


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
