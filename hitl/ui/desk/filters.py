"""What narrows the view: the form, the active filters as chips that can be taken away, and the order."""

from functools import partial
from typing import Any

import streamlit as st

from hitl.domain.case import Channel
from hitl.domain.gate.verdict import Code
from hitl.domain.mode import Mode
from hitl.domain.money import Money
from hitl.domain.order import Tier
from hitl.domain.roles import User
from hitl.narrowing import Narrowed, from_query, to_query
from hitl.ports.reads import Sort
from hitl.ui import markup, words
from hitl.ui.desk import address, live
from hitl.ui.desk.state import Desk

NOTHING = Narrowed()
SORT = {
    Sort.PRIORITY: "by priority",
    Sort.OLDEST: "oldest first",
    Sort.LARGEST: "largest amount first",
    Sort.SOONEST: "due soonest first",
}
AGE = {"1": "more than 1 hour", "4": "more than 4 hours", "24": "more than a day", "72": "more than 3 days",
       "168": "more than a week"}  # fmt: skip
MODE = {
    Mode.SHADOW: "only watched",
    Mode.COPILOT: "people approve all",
    Mode.LIMITED_AUTONOMY: "some go alone",
}
LANGUAGE = {"en": "English", "de": "German", "fr": "French", "es": "Spanish", "it": "Italian", "nl": "Dutch",
            "pt": "Portuguese", "pl": "Polish", "sv": "Swedish", "ja": "Japanese"}  # fmt: skip
_CURRENCIES = ("USD", "EUR", "GBP", "JPY", "AUD", "CAD", "CHF", "DKK", "NOK", "PLN", "SEK")
_FORM = ("reason", "currency", "over", "under", "tier", "channel", "older", "language", "mode", "assigned")


def show(key: str, desk: Desk, people: tuple[User, ...]) -> None:
    """The form; what stands in it takes effect together, with one press."""
    now = to_query(desk.narrowed)
    names = {user.email: user.name or user.email for user in people if not user.disabled}
    with st.form(f"{key}_form", border=False, enter_to_submit=True):
        _choose(key, "reason", "Held because", {code.value: words.CODE[code] for code in Code}, now)
        with st.container(horizontal=True, key="amounts", vertical_alignment="bottom"):
            _choose(key, "currency", "Amount in", {code: code for code in _CURRENCIES}, now)
            st.text_input("From", now.get("over", ""), key=_field(key, "over", now), max_chars=16)
            st.text_input("To", now.get("under", ""), key=_field(key, "under", now), max_chars=16)
        with st.container(horizontal=True, key="pairs"):
            _choose(key, "tier", "Customer", {tier.value: words.TIER[tier] for tier in Tier}, now)
            _choose(key, "channel", "Came by", {one.value: words.CHANNEL[one] for one in Channel}, now)
            _choose(key, "older", "Waits", AGE, now)
            _choose(key, "language", "Language", LANGUAGE, now)
            _choose(key, "mode", "Drafted while", {mode.value: MODE[mode] for mode in Mode}, now)
            _choose(key, "assigned", "Assigned to", names, now)
        with st.container(horizontal=True, key="sideacts"):
            send = partial(_apply, key, desk, now)
            st.form_submit_button("Show", type="primary", on_click=send, key=f"{key}_send")
            st.form_submit_button("Clear all", on_click=clear, args=(desk,), key=f"{key}_clear")


def _field(key: str, name: str, now: dict[str, str]) -> str:
    """One a value: when the address brings another one, the field starts from it."""
    return f"{key}_{name}_{now.get(name, '')}"


def _choose(key: str, name: str, label: str, options: dict[str, str], now: dict[str, str]) -> None:
    chosen = now.get(name)
    if chosen is not None and chosen not in options:
        options = {**options, chosen: chosen}
    values = list(options)
    st.selectbox(
        label,
        values,
        index=values.index(chosen) if chosen is not None else None,
        format_func=lambda value: options[value],
        placeholder="any",
        key=_field(key, name, now),
    )


def _apply(key: str, desk: Desk, now: dict[str, str]) -> None:
    typed: dict[str, str] = {}
    for name in _FORM:
        value = st.session_state.get(_field(key, name, now))
        if value:
            typed[name] = str(value).strip()
    if ("over" in typed or "under" in typed) and "currency" not in typed:
        desk.trouble = "Choose the currency of the amount."
        return
    narrowed = from_query(typed | {"words": desk.narrowed.words, "sort": desk.narrowed.sort})
    unread = [name for name in ("over", "under") if name in typed and getattr(narrowed, name) is None]
    if unread:
        desk.trouble = f"{typed[unread[0]]} is not an amount in {typed['currency']}."
        return
    desk.side, desk.trouble = None, ""
    address.go(desk.view, narrowed)


def clear(desk: Desk) -> None:
    """The view as it is, in the order that was chosen."""
    desk.side, desk.trouble = None, ""
    address.go(desk.view, Narrowed(sort=desk.narrowed.sort))


def take_away(desk: Desk, name: str) -> None:
    """Without one filter; amounts go with their currency."""
    gone = {"currency": ("currency", "over", "under"), "words": ("words",)}.get(name, (name,))
    if set(gone) <= set(Narrowed.model_fields) - {"sort"}:
        empty = {each: getattr(NOTHING, each) for each in gone}
        address.go(desk.view, desk.narrowed.model_copy(update=empty))


def sort_by(desk: Desk, name: str) -> None:
    """Another order; amounts are compared within one currency, so that has to be chosen first."""
    if name not in {each.value for each in Sort}:
        return
    desk.side = None
    address.go(desk.view, desk.narrowed.model_copy(update={"sort": Sort(name)}))


def sort_html(narrowed: Narrowed) -> str:
    """The four orders, the present one marked."""
    return "".join(_order(sort, narrowed) for sort in Sort)


def _order(sort: Sort, narrowed: Narrowed) -> str:
    on = sort is narrowed.sort
    off = sort is Sort.LARGEST and narrowed.currency is None
    why = '<span class="n">filter by a currency first</span>' if off else ""
    inner = f"{markup.icon('check' if on else '', 'tick')}{SORT[sort].capitalize()}{why}"
    return live.button("sort", inner, sort, css="row view", on=on, off=off)


def chips(narrowed: Narrowed, names: dict[str, str]) -> str:
    """Each active filter, which a press takes away."""
    said = _said(narrowed, names)
    shown = "".join(_chip(name, text) for name, text in said.items())
    return f'<div class="chips railchips">{shown}</div>' if shown else ""


def _chip(name: str, text: str) -> str:
    inner = markup.esc(text, 40) + markup.icon("close")
    return live.button("without", inner, name, css="chip x", name=f"Remove the filter: {text}")


def _said(narrowed: Narrowed, names: dict[str, str]) -> dict[str, str]:
    written = to_query(narrowed)
    said: dict[str, Any] = {
        "words": f"“{narrowed.words.strip()}”" if narrowed.words.strip() else None,
        "reason": words.CODE[narrowed.reason] if narrowed.reason else None,
        "currency": _amounts(narrowed),
        "tier": words.TIER[narrowed.tier] if narrowed.tier else None,
        "channel": words.CHANNEL[narrowed.channel] if narrowed.channel else None,
        "older": f"waits {AGE.get(written['older'], 'more than ' + written['older'] + ' h')}"
        if "older" in written
        else None,
        "language": LANGUAGE.get(narrowed.language, narrowed.language) if narrowed.language else None,
        "mode": MODE[narrowed.mode] if narrowed.mode else None,
        "assigned": f"assigned to {names.get(narrowed.assigned, narrowed.assigned)}"
        if narrowed.assigned
        else None,
    }
    return {name: text for name, text in said.items() if text}


def _amounts(narrowed: Narrowed) -> str | None:
    if narrowed.currency is None:
        return None
    over, under = (
        str(Money(minor=minor, currency=narrowed.currency)) if minor is not None else ""
        for minor in (narrowed.over, narrowed.under)
    )
    if over and under:
        return f"{over} to {under}"
    return f"{over} or more" if over else f"up to {under}" if under else f"in {narrowed.currency}"
