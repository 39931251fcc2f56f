"""Four figures: cases handled, working time saved, what that time costs, wrong payments avoided."""

from collections.abc import Callable

import streamlit as st

from hitl.domain.counted import counted
from hitl.domain.model_run import Use
from hitl.steps.measure_cases import Opened
from hitl.steps.measure_value import Assumptions, Tally, Value, value
from hitl.ui import markup, rows
from hitl.ui.value import assumed

DEFINITIONS = (
    (
        "Cases handled",
        "Final decisions, by the rules or by people. While the agent only watches, nothing is counted here.",
    ),
    (
        "Working time saved",
        "The minutes that a person would have needed for each of these cases by hand (assumed), less the "
        "time from opening to deciding that people spent on them (measured). Where it was not measured, "
        "nothing counts as saved.",
    ),
    (
        "Cost of that time",
        "The time saved, at what an hour of a reviewer costs (assumed). A case: the minutes that people "
        "spent on all cases, by the number of cases, beside the minutes by hand. Models: tokens and dollars "
        "of every draft of the cases that came, by the prices of data/model.toml.",
    ),
    (
        "Wrong payments avoided",
        "Where the draft proposed a refund and a person refused it or paid less: the difference. Currencies "
        "are added together only at rates that you give.",
    ),
)


BEHIND = ("handled", "handling_p50", "handled", "avoided")
"""What each figure opens."""


def show(
    key: str,
    tally: Tally,
    models: Use,
    since: str,
    open_cases: Callable[[Opened], None] | None = None,
) -> None:
    """The panel with its assumptions; `since` names the span in words: "last 90 days".

    With `open_cases` each figure opens the cases behind it.
    """
    with st.container(key="valuehead", horizontal=True, vertical_alignment="center"):
        st.html(markup.heading(f"What it was worth, {since}", level=2))
        assumed.edit(key, tally)
    found, given = value(tally, assumed.now()), assumed.now()
    if open_cases is None:
        st.html(html(found, given, models))
        return
    with st.container(key="worthrow", horizontal=True):
        for number, (figure, one) in enumerate(zip(BEHIND, figures(found, given, models), strict=True)):
            pressed = f"{one[0]}: {one[1]}: show the cases"
            rows.show(f"tile_worth_{number}", _tile(*one), pressed, open_cases, Opened(figure=figure))


def html(found: Value, given: Assumptions, models: Use) -> str:
    """The figures."""
    tiles = "".join(_tile(*one) for one in figures(found, given, models))
    return f'<div class="tiles worth">{tiles}</div>'


def figures(found: Value, given: Assumptions, models: Use) -> tuple[tuple[str, str, str], ...]:
    """What each is called, what it is, and what stands below."""
    return _cases(found), _time(found, given), _cost(found, given, models), _avoided(found, given)


def _tile(label: str, figure: str, below: str) -> str:
    css = "v" if any(letter.isdigit() for letter in figure) else "v none"
    return (
        f'<div class="tile"><div class="l">{label}</div><div class="{css}">{figure}</div>'
        f'<div class="ci">{below}</div></div>'
    )


def _cases(found: Value) -> tuple[str, str, str]:
    tally = found.tally
    return "Cases handled", f"{tally.cases:,}", f"{tally.alone:,} of them without a person"


def _time(found: Value, given: Assumptions) -> tuple[str, str, str]:
    tally = found.tally
    if not tally.cases:
        return "Working time saved", "nothing yet", ""
    by_hand = f"{given.minutes_without.normalize():f} min a case by hand (assumed)"
    people = tally.cases - tally.alone
    with_it = f", {tally.hands_on_seconds / tally.measured:.0f} s with a draft" if tally.measured else ""
    pace = f", {float(found.cases_an_hour):.0f} cases an hour" if found.cases_an_hour else ""
    return (
        "Working time saved",
        _length(float(found.minutes_saved)),
        by_hand + (with_it + pace) * bool(people),
    )


def _length(minutes: float) -> str:
    sign = "−" if minutes < 0 else ""
    whole = abs(minutes)
    return f"{sign}{whole / 60:,.1f} h" if whole >= 90 else f"{sign}{whole:.0f} min"


def _cost(found: Value, given: Assumptions, models: Use) -> tuple[str, str, str]:
    if not found.tally.cases:
        return "Cost of that time", "nothing yet", ""
    a_case = f"; {found.case} of time a case, {found.case_by_hand} by hand"
    return (
        "Cost of that time",
        str(found.money_saved),
        f"{given.hour} an hour (assumed){a_case}; {_asked(models)}",
    )


def _asked(models: Use) -> str:
    """What models cost, in dollars, as their makers ask for them."""
    if not models.calls:
        return "no model was asked"
    dollars = models.microdollars / 1_000_000
    money = f"${dollars:,.2f}" if dollars >= 0.01 else f"${dollars:.4f}"
    return f"models about {money}, for {models.tokens:,} tokens"


def _avoided(found: Value, given: Assumptions) -> tuple[str, str, str]:
    label = "Wrong payments avoided"
    each = list(found.tally.avoided.values())
    if not each:
        return label, "none yet", "no draft was refused or lowered by a person"
    cases = sum(one.cases for one in each)
    about = f"{counted(cases, 'draft')} refused or lowered by people"
    if found.avoided is not None:
        rated = ", at your rates" if len(each) > 1 else ""
        return label, str(found.avoided), about + rated
    first, *others = sorted(each, key=lambda one: one.amount.currency != given.hour.currency)
    return label, str(first.amount), f"{about}; and {', '.join(str(one.amount) for one in others)}"
