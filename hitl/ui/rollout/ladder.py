"""The steps of trust, and the one in force."""

from datetime import datetime
from typing import NamedTuple

from hitl.domain.mode import Mode, ModeState
from hitl.ui import markup, words


class Step(NamedTuple):
    """One step of the ladder."""

    name: str
    about: str
    mode: Mode
    up_to: int = 100  # percent of the cases, of limited autonomy


STEPS = (
    Step("Shadow", "Drafts are logged and compared; nothing is paid or sent.", Mode.SHADOW),
    Step("Co-pilot", "A person approves everything.", Mode.COPILOT),
    Step("Limited, 10%", "What the gate clears goes alone, in one of ten cases.", Mode.LIMITED_AUTONOMY, 10),
    Step("Limited, 50%", "In every second case.", Mode.LIMITED_AUTONOMY, 50),
    Step("Limited, 100%", "All that the gate clears goes alone.", Mode.LIMITED_AUTONOMY),
)


def current(mode: ModeState) -> int:
    """The place of the step in force; a share between two steps has not reached the higher one."""
    of_mode = [place for place, step in enumerate(STEPS) if step.mode is mode.mode]
    reached = [place for place in of_mode if STEPS[place].up_to <= mode.canary]
    return (reached or of_mode[:1])[-1]


def html(mode: ModeState, now: datetime) -> str:
    """All steps in a row, the one in force with since when and by whom."""
    here = current(mode)
    return f'<ol class="ladder">{"".join(_step(place, here, mode, now) for place in range(len(STEPS)))}</ol>'


def _step(place: int, here: int, mode: ModeState, now: datetime) -> str:
    step = STEPS[place]
    if place != here:
        passed = markup.icon("check_circle") if place < here else ""
        return f"<li><b>{passed}{step.name}</b><p>{step.about}</p></li>"
    share = (
        f" Now {mode.canary}%." if mode.mode is Mode.LIMITED_AUTONOMY and mode.canary != step.up_to else ""
    )
    since = f"In force since {words.day(mode.since, now)}, by {markup.esc(mode.by, 80)}"
    why = f": {markup.esc(mode.reason, 200)}" if mode.reason else "."
    return (
        f'<li class="here" aria-current="step"><b>{markup.icon("radio_button_checked")}{step.name}</b>'
        f"<p>{step.about}{share}</p><p>{since}{why}</p></li>"
    )
