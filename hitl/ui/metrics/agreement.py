"""How far two people agree on one case: cases that a second person decided without seeing the decision."""

import streamlit as st

from hitl.domain.alpha import Alpha
from hitl.ports.store import Store
from hitl.steps.measure_pairs import NEWEST, SPEAKS, Agreement, agreement
from hitl.ui import markup
from hitl.ui.metrics.tiles import between, percent

LISTED = 20
"""Cases that are named."""

ABOUT = (
    f"The newest {NEWEST} cases that a second person decided without seeing the decision, whatever is chosen "
    "above. Krippendorff's alpha is 1 where both always do the same, 0 where they do so as often as by lot; "
    "he asks for 0.8, and for 0.67 where a first impression will do. Both had the agent's draft before them."
)


def show(store: Store, *, demo: bool) -> None:
    """The panel."""
    with store.reads() as reads:
        pairs = reads.blind_pairs(NEWEST, demo=demo)
    st.html(html(agreement(pairs)))


def html(found: Agreement) -> str:
    """A title that says what is seen, then the figures with their intervals."""
    head = markup.heading(title(found), level=2)
    if not found.pairs:
        return f"{head}<p class='mut'>{ABOUT}</p>"
    cells = [
        ("Same action and amount", _same(found)),
        ("Alpha of the action", _alpha(found.actions)),
    ]
    if found.amounts is not None:
        cells.append((f"Alpha of the amount, in {found.currency}", _alpha(found.amounts)))
    heads = "".join(f"<th scope='col'>{name}</th>" for name, _ in cells)
    told = "".join(f"<td><span class='nl'>{name}: </span>{cell}</td>" for name, cell in cells)
    return (
        f"{head}<p class='mut'>{ABOUT}</p><table class='figs reads'><thead><tr><td></td>{heads}</tr></thead>"
        f"<tbody><tr><th scope='row'>{found.pairs:,} read twice</th>{told}</tr></tbody></table>"
    ) + _apart(found)


def title(found: Agreement) -> str:
    """No more than the figures say."""
    if not found.pairs:
        return "No case was read by two people yet"
    if found.pairs < SPEAKS:
        cases = "1 case was" if found.pairs == 1 else f"{found.pairs} cases were"
        return f"{cases} read by two people; {SPEAKS} are needed to tell how far they agree"
    return f"Two people did the same in {percent(found.same.value or 0.0)} of {found.pairs:,} cases"


def _apart(found: Agreement) -> str:
    """The cases in which they differed, each on its page."""
    if not found.apart:
        return ""
    shown = ", ".join(
        f"<a href='case?case={markup.esc(one)}'>{markup.esc(one)}</a>" for one in found.apart[:LISTED]
    )
    newest = (
        f"the newest {LISTED} of {len(found.apart)}" if len(found.apart) > LISTED else f"{len(found.apart)}"
    )
    return f"<p class='mut'>They differed in {newest}: {shown}</p>"


def _same(found: Agreement) -> str:
    rate = found.same
    if rate.value is None or rate.low is None or rate.high is None:
        return "none"
    interval = f"{between(rate.low, rate.high)}, {rate.part:,} of {rate.whole:,}"
    return f"<b>{percent(rate.value)}</b><small>{interval}</small>"


def _alpha(alpha: Alpha) -> str:
    if alpha.units < SPEAKS:
        return f"none<small>needs {SPEAKS} pairs, has {alpha.units}</small>"
    if alpha.value is None:
        return f"none<small>{markup.esc(alpha.undefined or '')}</small>"
    if alpha.low is None or alpha.high is None:
        return f"<b>{alpha.value:.2f}</b><small>{alpha.units:,} pairs, too much alike for an interval</small>"
    return (
        f"<b>{alpha.value:.2f}</b><small>{alpha.low:.2f} to {alpha.high:.2f}, {alpha.units:,} pairs</small>"
    )
