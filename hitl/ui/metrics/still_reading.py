"""Are they still reading? Everybody sees their own signals first; managers see those of all, as signals."""

from collections.abc import Mapping, Sequence

import streamlit as st

from hitl.domain.roles import Role, User
from hitl.ports.store import Store
from hitl.steps.measure import Rate
from hitl.steps.measure_quality import NEWEST as NEWEST_MADE_UP
from hitl.steps.measure_quality import SPEAKS, Caught, caught
from hitl.steps.measure_reading import COMPARED, NEWEST, QUICKEST, TIMED, Reading, Signal, reading
from hitl.ui import markup
from hitl.ui.metrics.tiles import between, percent

HEADS = (
    "Decided lately",
    "Approved faster than one can read",
    "Approved as drafted",
    "Longest streak",
    "Wrong drafts caught",
)
ABOUT = (
    f"Each person's newest {NEWEST} decisions, whatever is chosen above. A signal, no verdict: an easy queue "
    f"looks the same as an absent eye. Faster than one can read: over {QUICKEST} letters a second. Wrong "
    "drafts: of made-up cases with a known answer that are mixed in, told of after each."
)
NEEDS = f"needs {COMPARED}, and as many of colleagues"
ALONE = (
    "Everybody sees their own signals here first; those of all are for managers. "
    "You have decided nothing yet, so there is nothing to tell."
)


def show(store: Store, users: Sequence[User], me: User, *, demo: bool) -> None:
    """The panel for whoever acts."""
    with store.reads() as reads:
        lately = {user.email: reads.reviews_of(user.email, NEWEST, demo=demo) for user in users}
        made_up = {
            user.email: caught(reads.quality_answers(user.email, NEWEST_MADE_UP, demo=demo)) for user in users
        }
    st.html(html(reading(lately), made_up, {user.email: user.name for user in users}, me))


def html(found: Sequence[Reading], made_up: Mapping[str, Caught], names: Mapping[str, str], me: User) -> str:
    """One's own row first; the others' only for managers."""
    everybody = me.role.rank >= Role.MANAGER.rank
    shown = sorted(
        (one for one in found if everybody or one.by == me.email), key=lambda one: one.by != me.email
    )
    head = markup.heading("Are they still reading?" if everybody else "Are you still reading?", level=2)
    if not shown:
        return f"{head}<p class='mut'>{ALONE}</p>"
    heads = "".join(f"<th scope='col'>{name}</th>" for name in HEADS)
    body = "".join(
        _row(one, made_up[one.by], "You" if one.by == me.email else names[one.by]) for one in shown
    )
    return (
        f"{head}<p class='mut'>{ABOUT}</p><table class='figs reads'>"
        f"<thead><tr><td></td>{heads}</tr></thead><tbody>{body}</tbody></table>"
    )


def _row(one: Reading, made_up: Caught, name: str) -> str:
    cells = (f"<b>{one.reviews:,}</b>", _quick(one), _unchanged(one), _streak(one), _caught(made_up))
    told = (
        f"<td><span class='nl'>{head}: </span>{cell}</td>" for head, cell in zip(HEADS, cells, strict=True)
    )
    return f"<tr><th scope='row'>{markup.esc(name)}</th>{''.join(told)}</tr>"


def _quick(one: Reading) -> str:
    return _cell(one.quick, one.too_quick, f"needs {TIMED} timed approvals, has {one.quick.whole}")


def _unchanged(one: Reading) -> str:
    about = f"; colleagues {percent(one.colleagues.value)}" if one.colleagues.value is not None else ""
    return _cell(one.unchanged, one.rarely_changes, NEEDS, about)


def _streak(one: Reading) -> str:
    if one.streak_chance is None:
        return f"<b>{one.streak}</b>{_signal(one.long_streak)}<small>{NEEDS}</small>"
    chance = "under 0.1%" if one.streak_chance < 0.001 else percent(one.streak_chance)
    return f"<b>{one.streak}</b>{_signal(one.long_streak)}<small>by chance as long: {chance}</small>"


def _caught(made_up: Caught) -> str:
    needs = f"needs {SPEAKS} wrong drafts, has {made_up.caught.whole}"
    right = made_up.right
    about = f"; right answers {right.part} of {right.whole}" if right.whole else ""
    return _cell(made_up.caught, made_up.misses, needs, about)


def _cell(rate: Rate, signal: Signal, needs: str, about: str = "") -> str:
    if rate.value is None or rate.low is None or rate.high is None:
        return f"none{_signal(Signal.TOO_FEW)}<small>{needs}</small>"
    counts = f"{rate.part:,} of {rate.whole:,}"
    if signal is Signal.TOO_FEW:
        return f"<b>{percent(rate.value)}</b>{_signal(Signal.TOO_FEW)}<small>{counts}; {needs}</small>"
    interval = f"{between(rate.low, rate.high)}, {counts}{about}"
    return f"<b>{percent(rate.value)}</b>{_signal(signal)}<small>{interval}</small>"


CSS = {Signal.TOO_FEW: ("o", ""), Signal.USUAL: ("g", "check"), Signal.LOOK: ("w", "visibility")}


def _signal(signal: Signal) -> str:
    return markup.chip(signal.value, *CSS[signal])
