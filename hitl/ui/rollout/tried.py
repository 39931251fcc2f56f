"""Changes of model or prompt that were tried before being switched on, beside what drafts now."""

from collections.abc import Sequence
from datetime import datetime

from hitl.domain.event import LoggedEvent
from hitl.domain.trial import Compared, Score, Trial
from hitl.ui import markup, words
from hitl.ui.metrics.tiles import percent

SHOWN = 3
"""The newest; all of them are in the audit log."""

NAMED = 6
"""Cases named beside a difference."""

ROWS = {
    "action": "Right action",
    "amount": "Right amount",
    "route": "Right way: alone, or to a person",
    "reasons": "Reasons found",
    "unsafe": "Went alone and must not have",
    "wrong": "Cases with anything wrong",
}
FEWER_IS_BETTER = {"unsafe", "wrong"}
HEADS = ("Now", "Candidate", "Difference")
NOTHING = (
    "Nothing was tried yet. Another model or prompt is put beside what drafts now, on labelled cases and on "
    "the newest corrections, by <code>python -m hitl eval data/cases --try-model NAME</code>; the result "
    "stands here."
)


def html(events: Sequence[LoggedEvent], now: datetime) -> str:
    """The newest trials, newest first."""
    head = markup.heading("Tried before it is switched on", level=2)
    if not events:
        return f"{head}<p class='mut'>{NOTHING}</p>"
    return head + "".join(_trial(event, now) for event in events[::-1][:SHOWN])


def _trial(event: LoggedEvent, now: datetime) -> str:
    trial = Trial.model_validate(event.payload)
    left = f" {trial.left_out:,} cases without an answer are in neither column." if trial.left_out else ""
    cost = f"${trial.spent.microdollars / 1_000_000:,.2f}"
    about = (
        f"{words.day(event.at, now)}, by {markup.esc(event.actor, 80)}; {trial.spent.calls:,} calls, "
        f"{trial.spent.tokens:,} tokens, {cost} by the list prices.{left}"
    )
    tables = "".join(_table(name, compared) for name, compared in trial.cases.items())
    return (
        f'<section class="trial"><h3>{markup.esc(trial.candidate, 120)}'
        f' <span class="mut">beside {markup.esc(trial.now, 120)}</span></h3>'
        f"<p class='mut'>{about}</p>{tables}</section>"
    )


def _table(name: str, compared: Compared) -> str:
    heads = "".join(f"<th scope='col'>{head}</th>" for head in HEADS)
    body = "".join(_row(field, compared.now, compared.candidate) for field in ROWS)
    changed = " ".join(
        f"{len(ids):,} {what}{_named(ids)}."
        for what, ids in (("better", compared.better), ("worse", compared.worse))
    )
    of_what = f"<th scope='col'>{compared.cases:,} {markup.esc(name, 40)}</th>"
    return (
        f"<table class='figs'><thead><tr>{of_what}{heads}</tr></thead><tbody>{body}</tbody></table>"
        f"<p class='mut'>{changed}</p>"
    )


def _row(field: str, now: Score, then: Score) -> str:
    before, after = getattr(now, field), getattr(then, field)
    cells = "".join(
        f"<td>{cell}</td>" for cell in (_value(before), _value(after), _difference(field, before, after))
    )
    return f"<tr><th scope='row'>{ROWS[field]}</th>{cells}</tr>"


def _value(value: float | int | None) -> str:
    if value is None:
        return "none asked"
    return f"{value:,}" if isinstance(value, int) else percent(value)


def _difference(field: str, before: float | int | None, after: float | int | None) -> str:
    """With its sign, and in a word whether it is for better or worse."""
    if before is None or after is None:
        return ""
    if before == after:
        return "the same"
    better = (after < before) if field in FEWER_IS_BETTER else (after > before)
    by = f"{after - before:+,}" if isinstance(after, int) else f"{(after - before) * 100:+.1f} points"
    return f"{by} {markup.chip('better' if better else 'worse', 'g' if better else 'r')}"


def _named(ids: Sequence[str]) -> str:
    if not ids:
        return ""
    more = f" and {len(ids) - NAMED:,} more" if len(ids) > NAMED else ""
    return f" ({', '.join(markup.esc(one, 60) for one in ids[:NAMED])}{more})"
