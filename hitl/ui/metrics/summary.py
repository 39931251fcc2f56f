"""One sentence that answers whether more should go out alone, and how each figure is counted."""

from typing import NamedTuple

from hitl.domain.counted import counted
from hitl.domain.mode import Mode
from hitl.ui import markup
from hitl.ui.metrics import findings, goals, naming
from hitl.ui.metrics.report import Report
from hitl.ui.metrics.tiles import percent
from hitl.ui.value import panel

DEFINITIONS = (
    (
        "Decided without a person",
        "Final decisions that the rules let through alone, of all final decisions. Cases that still wait "
        "are not in it.",
    ),
    ("Refunds paid without a person", "The same, among decisions that pay a refund."),
    (
        "Changed by people",
        "Decisions of people that departed from the draft (changed or thrown away), of all decisions of "
        "people. Escalations and questions are no decisions.",
    ),
    (
        "Waiting for a decision",
        "From the moment a case came to the desk until a person decided it. Half take less than the median.",
    ),
    (
        "Failed after approval",
        "Refunds that the processor refused, of those that it carried out or refused.",
    ),
    ("Paid back", "Refunds carried out or taken by the processor; failed and cancelled ones are not in it."),
    (
        "Out of control",
        "The share of cases sent to a person left the band in which chance alone keeps it (p-chart, "
        "three standard deviations around the usual share, the median).",
    ),
    (
        "Agreed with the draft",
        "Drafts that people approved unchanged, of those that they decided. What went alone is not in it.",
    ),
    (
        "Confidence",
        "How sure the scorer was of a draft, from 0 to 1, in bands of a tenth. The mean error is the "
        "distance between what it said and how often people agreed, by cases.",
    ),
    *panel.DEFINITIONS,
    (
        "95% interval",
        "Where the true share lies, as far as so few cases can tell (Wilson, 1927). A wide one means: wait "
        "for more cases.",
    ),
    (
        "What is counted",
        "Cases by when they came, decisions by when they were made, days in UTC. What turned out to be no "
        "refund matter is left out.",
    ),
)


class Answer(NamedTuple):
    """The answer in three words, its colour and symbol, and the sentence behind it."""

    says: str
    css: str
    symbol: str
    because: str


def html(report: Report) -> str:
    """The answer with its reasons."""
    found = answer(report)
    return (
        f'<div class="verdict {found.css}">{markup.icon(found.symbol)}<div><b>{found.says}</b> '
        f"{found.because}</div></div>"
    )


def answer(report: Report) -> Answer:
    """More autonomy, by the goals: only where the whole interval is on the right side of each."""
    found = report.figures
    if not found.decisions:
        return Answer("Nothing to judge.", "", "hourglass_empty", _missing(report))
    if found.by_people < goals.REVIEWS:
        read = f"people have read {found.by_people:,}" if found.by_people else "people have read none yet"
        few = f"It takes {goals.REVIEWS} drafts that people read to judge; {read}."
        told = " ".join([few, *_failed(report), _alone(report)])
        return Answer("Too early for more autonomy.", "", "hourglass_top", told)
    against = [*_changed(report), *_failed(report), *_control(report)]
    if not against:
        return Answer("Ready for more autonomy.", "g", "trending_up", f"{_kept(report)} {_alone(report)}")
    return Answer("Not yet more autonomy.", "w", "trending_flat", " ".join([*against, _alone(report)]))


def _missing(report: Report) -> str:
    """Why there is nothing to show."""
    cases = report.figures.cases
    if cases:
        return f"{counted(cases, 'case')} came in; none is decided yet."
    if report.watched and not report.asked.where:
        return (
            f"In all {report.watched:,} cases the agent only watched. "
            f"Choose the mode “{naming.MODES[Mode.SHADOW]}” in the filter to see them."
        )
    if report.ahead:
        return (
            f"{report.ahead:,} cases are dated later than now: a clock is wrong. They count when it is time."
        )
    if report.asked.where:
        return "No case fits what is chosen; take something out of the filter, or look further back."
    return "No case came in within this time." if report.since else "No case came in yet."


def _alone(report: Report) -> str:
    found = report.figures
    return f'<span class="mut">{found.by_gate:,} of {found.decisions:,} decisions went out alone.</span>'


def _kept(report: Report) -> str:
    high = report.figures.override_rate.high or 0.0
    goal = f"below the goal of {goals.OVERRIDE_RATE:.0%}"
    return f"People change at most {percent(high)} of the drafts they read, {goal}."


def _changed(report: Report) -> list[str]:
    rate = report.figures.override_rate
    if rate.value is None or rate.high is None or rate.high <= goals.OVERRIDE_RATE:
        return []
    may_be = f", perhaps {percent(rate.high)}" if rate.value <= goals.OVERRIDE_RATE else ""
    return [
        f"People changed {percent(rate.value)}{may_be} of the {rate.whole:,} drafts they read; the goal is "
        f"{goals.OVERRIDE_RATE:.0%}."
    ]


def _failed(report: Report) -> list[str]:
    rate = report.figures.execution_failure_rate
    if rate.low is None or rate.low <= goals.FAILURE_RATE:
        return []
    return [f"{rate.part:,} of {rate.whole:,} approved refunds failed; the goal is {goals.FAILURE_RATE:.0%}."]


def _control(report: Report) -> list[str]:
    stretches = report.control.stretches
    if not report.control.enough or not stretches:
        return []
    return [f"{findings.control(report.control, report.series.unit)}."]


def definitions() -> str:
    """How each figure is counted."""
    rows = "".join(f"<dt>{markup.esc(name)}</dt><dd>{markup.esc(text)}</dd>" for name, text in DEFINITIONS)
    return f'<dl class="defs">{rows}</dl>'
