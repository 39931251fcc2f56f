"""The assumptions of the value panel, kept for this session and the same on every page."""

from decimal import Decimal

import streamlit as st

from hitl.domain.counted import counted
from hitl.domain.money import Money, minor_digits
from hitl.steps.measure_value import Assumptions, Tally

_KEY = "assumed"
CURRENCIES = ("USD", "EUR", "GBP", "CHF", "SEK", "JPY")
"""In which an hour of work may be paid, beside those of the log."""


def now() -> Assumptions:
    """As they stand."""
    remembered: Assumptions = st.session_state.setdefault(_KEY, Assumptions())
    return remembered


def edit(key: str, tally: Tally) -> None:
    """Fields to change them; each says what it is."""
    given = now()

    def take() -> None:
        st.session_state[_KEY] = _read(key, given, tally)

    with st.popover("Assumptions", icon=":material/tune:", key=f"{key}_open"):
        st.number_input(
            "Minutes a person needs for a case without the agent",
            min_value=0.0,
            max_value=600.0,
            value=float(given.minutes_without),
            step=0.5,
            key=f"{key}_minutes",
            on_change=take,
        )
        amount, currency = st.columns([3, 2])
        amount.number_input(
            "An hour of a reviewer costs",
            min_value=0.0,
            max_value=1_000_000.0,
            value=float(given.hour.decimal()),
            step=1.0,
            key=f"{key}_hour",
            on_change=take,
        )
        known = list(dict.fromkeys((*CURRENCIES, *tally.avoided)))
        currency.selectbox(
            "in", known, index=known.index(given.hour.currency), key=f"{key}_currency", on_change=take
        )
        for other in _others(tally, given):
            known_rate = given.rates.get(other)
            st.number_input(
                f"1 {other} in {given.hour.currency}; empty: shown apart",
                min_value=0.000001,
                max_value=1_000_000.0,
                value=float(known_rate) if known_rate else None,
                step=0.01,
                format="%.4f",
                key=f"{key}_rate_{other}_{given.hour.currency}",
                on_change=take,
            )
        st.html(f'<p class="mut">{_measured(tally)}</p>')


def _others(tally: Tally, given: Assumptions) -> list[str]:
    return [currency for currency in tally.avoided if currency != given.hour.currency]


def _read(key: str, given: Assumptions, tally: Tally) -> Assumptions:
    """What stands in the fields; rates belong to a currency and go when it is changed."""
    currency = str(st.session_state[f"{key}_currency"])
    hour = Decimal(str(st.session_state[f"{key}_hour"]))
    rates = {}
    if currency == given.hour.currency:
        found = {
            other: st.session_state.get(f"{key}_rate_{other}_{currency}") for other in _others(tally, given)
        }
        rates = {other: Decimal(str(rate)) for other, rate in found.items() if rate}
    return Assumptions(
        minutes_without=Decimal(str(st.session_state[f"{key}_minutes"])),
        hour=Money(minor=round(hour.scaleb(minor_digits(currency))), currency=currency),
        rates=rates,
    )


def _measured(tally: Tally) -> str:
    if not tally.measured:
        return "With the agent: not measured yet, no case was opened and decided at the desk."
    mean = tally.hands_on_seconds / tally.measured
    decisions = counted(tally.measured, "decision")
    return f"With the agent: {mean:.0f} s a case, measured from opening to deciding in {decisions}."
