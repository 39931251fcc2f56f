"""Step 8, measure: two slices side by side: two periods, or two versions of a prompt or a ruleset."""

from collections.abc import Sequence

from hitl.domain.intervals import median_difference, newcombe
from hitl.domain.record import Record
from hitl.steps.measure import percentile
from hitl.steps.measure_all import Measured, shares


class Compared(Record):
    """One figure before and after; `low` and `high` bound the difference at 95 %."""

    figure: str
    unit: str  # share or seconds
    before: float | None
    after: float | None
    cases_before: int
    cases_after: int
    low: float | None = None  # None where one side has nothing to count
    high: float | None = None

    @property
    def difference(self) -> float | None:
        """After less before."""
        return None if self.before is None or self.after is None else self.after - self.before

    @property
    def sure(self) -> bool:
        """Whether chance alone hardly makes such a difference: 0 is outside of its interval."""
        return self.low is not None and self.high is not None and not self.low <= 0 <= self.high


def compare(before: Measured, after: Measured) -> tuple[Compared, ...]:
    """Every share (Newcombe's interval), then the medians of the times (bootstrap).

    With so many figures one in twenty differs by chance; look at those that you asked about.
    """
    first, second = shares(before), shares(after)
    found = []
    for name, rate in first.items():
        other = second[name]
        low, high = (
            newcombe((rate.part, rate.whole), (other.part, other.whole))
            if rate.whole and other.whole
            else (None, None)
        )
        found.append(
            Compared(
                figure=name,
                unit="share",
                before=rate.value,
                after=other.value,
                cases_before=rate.whole,
                cases_after=other.whole,
                low=low,
                high=high,
            )
        )
    spans = (
        ("review_latency_p50", before.waits, after.waits),
        ("waiting_p50", before.unopened, after.unopened),
        ("handling_p50", before.hands_on, after.hands_on),
    )
    return (*found, *(_median(name, one, other) for name, one, other in spans))


def _median(name: str, before: Sequence[float], after: Sequence[float]) -> Compared:
    low, high = median_difference(before, after) if before and after else (None, None)
    return Compared(
        figure=name,
        unit="seconds",
        before=percentile(before, 50),
        after=percentile(after, 50),
        cases_before=len(before),
        cases_after=len(after),
        low=low,
        high=high,
    )
