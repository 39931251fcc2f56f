"""One sentence that says what the figures come to, and how each of them is counted."""

from hitl.ui import markup
from hitl.ui.metrics.report import Report
from hitl.ui.metrics.tiles import percent, seconds

ENOUGH = 100
"""Below so many reviews an interval is some ten points wide; the sentence says so instead of judging."""

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


def html(report: Report) -> str:
    """The sentence."""
    found = report.figures
    if not found.decisions:
        waiting = (
            f"{found.cases:,} cases came in; none is decided yet." if found.cases else "No case came in yet."
        )
        symbol = markup.icon("hourglass_empty", "mut")
        return f'<div class="verdict">{symbol}<div><b>Nothing to judge.</b> {waiting}</div></div>'
    said = [f"{found.by_gate:,} of {found.decisions:,} decisions went out without a person."]
    if found.override_rate.value is not None:
        said.append(
            f"People changed {found.override_rate.part:,} of the {found.by_people:,} drafts that they saw "
            f"({percent(found.override_rate.value)})."
        )
    if found.review_latency.p50 is not None:
        said.append(f"Half of those waited less than {seconds(found.review_latency.p50)}.")
    if found.by_people < ENOUGH:
        said.append('<span class="mut">Too few reviews yet to grant the agent more on these figures.</span>')
    return f'<div class="verdict">{markup.icon("insights", "acc")}<div>{" ".join(said)}</div></div>'


def definitions() -> str:
    """How each figure is counted."""
    rows = "".join(f"<dt>{markup.esc(name)}</dt><dd>{markup.esc(text)}</dd>" for name, text in DEFINITIONS)
    return f'<dl class="defs">{rows}</dl>'
