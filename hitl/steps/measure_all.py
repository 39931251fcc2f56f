"""Step 8, measure: every figure over one slice, once; the page, the command and the files all call this."""

from collections.abc import Iterator, Sequence

from pydantic import SkipValidation

from hitl.domain.decision import GATE
from hitl.domain.intervals import percentile_bounds
from hitl.domain.record import Record
from hitl.ports.reads import DecisionRow
from hitl.steps.measure import Figures, Percentiles, Rate, figures, lengths, refund_matter
from hitl.steps.measure_agreement import Band, HeldFor, by_reason, calibration, calibration_error
from hitl.steps.measure_flow import Flow, Moved, Path, Satisfaction, flow, moved, satisfaction
from hitl.steps.measure_slice import Log


class Measured(Record):
    """Everything over one slice."""

    figures: Figures
    flow: Flow
    moved: dict[str, Moved]  # by currency
    satisfaction: dict[Path, Satisfaction]
    held: tuple[HeldFor, ...]
    bands: tuple[Band, ...]
    waits: SkipValidation[Sequence[float]]  # seconds from the desk to a person's decision, shortest first
    unopened: SkipValidation[Sequence[float]]  # seconds from the desk to the opening, shortest first
    hands_on: SkipValidation[Sequence[float]]  # seconds from opening to deciding, shortest first


def reviews(log: Log) -> tuple[DecisionRow, ...]:
    """People's decisions on refund matters."""
    return tuple(row for row in log.decisions if row.by != GATE and refund_matter(row))


def measured(log: Log) -> Measured:
    """Every figure of the log, which is cut already."""
    by_people = reviews(log)
    return Measured(
        figures=figures(log.cases, log.decisions),
        flow=flow(log.cases, by_people),
        moved=moved(row for row in log.decisions if refund_matter(row)),
        satisfaction=satisfaction(row for row in log.decisions if refund_matter(row)),
        held=by_reason(by_people),
        bands=calibration(by_people),
        waits=tuple(sorted(lengths((row.queued_at, row.decided_at) for row in by_people))),
        unopened=tuple(sorted(lengths((row.queued_at, row.opened_at) for row in by_people))),
        hands_on=tuple(sorted(lengths((row.opened_at, row.decided_at) for row in by_people))),
    )


class Line(Record):
    """One figure as a row of a file: a share with its counts and interval, a time, or a sum of money."""

    figure: str
    of: str = ""  # the value within the figure: a currency, a path, a reason
    unit: str  # share, seconds, score, cases, decisions, a currency
    value: int | float | str | None  # money as a decimal string
    part: int | None = None
    whole: int | None = None
    low: float | None = None
    high: float | None = None


def shares(found: Measured) -> dict[str, Rate]:
    """The shares by the names of docs/metrics.md."""
    names = ("auto_approval_rate", "auto_refund_rate", "override_rate", "execution_failure_rate")
    own = {name: getattr(found.figures, name) for name in names}
    return own | {name: getattr(found.flow, name) for name in Flow.model_fields}


def times(found: Measured) -> dict[str, Percentiles]:
    """The durations by the names of docs/metrics.md."""
    own = found.figures
    return {"review_latency": own.review_latency, "waiting": own.waiting, "handling": own.handling}


def spans(found: Measured) -> dict[str, Sequence[float]]:
    """The durations themselves, by the same names, shortest first."""
    return {"review_latency": found.waits, "waiting": found.unopened, "handling": found.hands_on}


def table(found: Measured) -> tuple[Line, ...]:
    """Every figure as rows, in the order of docs/metrics.md."""
    return tuple(_lines(found))


COUNTS = ("cases", "not_refund_matters", "decisions", "by_gate", "by_people")
"""What is a number of something, without a share of it."""


def _lines(found: Measured) -> Iterator[Line]:
    yield from _counts(found.figures)
    for name, rate in shares(found).items():
        yield _share(name, rate)
    for kind, rate in found.figures.overrides.items():
        yield _share("overrides", rate, kind)
    for action, rate in found.figures.override_rate_by_action.items():
        yield _share("override_rate_by_action", rate, action)
    yield from _percentiles(found)
    for currency, sums in found.moved.items():
        for name in Moved.model_fields:
            yield Line(figure=name, of=currency, unit=currency, value=getattr(sums, name).decimal())
    for path, said in found.satisfaction.items():
        yield _share("satisfied", said.satisfied, path)
        yield Line(figure="satisfaction_mean", of=path, unit="score", value=said.mean, whole=said.answers)
    for reason in found.held:
        yield _share("agreed_by_reason", reason.agreed, reason.code)
    for band in found.bands:
        yield _share("agreed_by_confidence", band.agreed, f"{band.low:.1f}")
        yield Line(figure="said", of=f"{band.low:.1f}", unit="share", value=band.said)
    yield Line(figure="calibration_error", unit="share", value=calibration_error(found.bands))


def _counts(found: Figures) -> Iterator[Line]:
    for name in COUNTS:
        unit = "decisions" if name in {"decisions", "by_gate", "by_people"} else "cases"
        yield Line(figure=name, unit=unit, value=getattr(found, name))
    for status, count in found.statuses.items():
        yield Line(figure="statuses", of=status, unit="cases", value=count)
    for code, count in found.held_for.items():
        yield Line(figure="held_for", of=code, unit="cases", value=count)


def _percentiles(found: Measured) -> Iterator[Line]:
    for name, span in times(found).items():
        ordered = spans(found)[name]
        for rank in (50, 90, 95):
            low, high = percentile_bounds(ordered, rank) if ordered else (None, None)
            yield Line(
                figure=f"{name}_p{rank}",
                unit="seconds",
                value=getattr(span, f"p{rank}"),
                whole=span.count,
                low=low,
                high=high,
            )


def _share(name: str, rate: Rate, of: str = "") -> Line:
    return Line(
        figure=name,
        of=of,
        unit="share",
        value=rate.value,
        part=rate.part,
        whole=rate.whole,
        low=rate.low,
        high=rate.high,
    )
