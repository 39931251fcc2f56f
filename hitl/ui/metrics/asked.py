"""What is looked at, kept in the address so that a link shows the same: span, grain, slice, comparison."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum

import streamlit as st
from pydantic import Field

from hitl.domain.record import Record
from hitl.steps.measure_slice import Dimension, Grain


class Span(StrEnum):
    """How far back to look."""

    WEEK = "7 days"
    MONTH = "30 days"
    QUARTER = "90 days"
    ALL = "all"


class Against(StrEnum):
    """What the figures are set beside."""

    NOTHING = "nothing"
    BEFORE = "before"  # the span of the same length before
    OTHER = "other"  # another value of one dimension


LONGEST = 200
"""Characters of a value in the address; what is longer is nobody's."""


_YEARS = range(1990, 2200)
"""Days in other years are nobody's either."""


class Asked(Record):
    """What the address asks for; what it says wrongly is as if it said nothing."""

    span: Span = Span.QUARTER  # that ends now, or with `last`; not looked at where `first` is given
    first: date | None = None  # both included, days in UTC
    last: date | None = None
    grain: Grain | None = None  # None: by how many decisions there are
    where: dict[Dimension, str] = Field(default_factory=dict)
    against: Against = Against.NOTHING
    dimension: Dimension | None = None  # of the other value
    value: str = ""


def read(query: Mapping[str, str]) -> Asked:
    """Out of the address."""
    span, grain, against = query.get("span", ""), query.get("grain", ""), query.get("against", "")
    first, last = _day(query.get("from", "")), _day(query.get("to", ""))
    name, _, value = against.partition(":")
    dimension = Dimension(name) if name in set(Dimension) and value else None
    other = Against.OTHER if dimension else Against.NOTHING
    return Asked(
        span=Span(span) if span in set(Span) else Span.QUARTER,
        first=first,
        last=None if first and last and last < first else last,
        grain=Grain(grain) if grain in set(Grain) else None,
        where={one: query[one][:LONGEST] for one in Dimension if query.get(one)},
        against=Against.BEFORE if against == Against.BEFORE else other,
        dimension=dimension,
        value=value[:LONGEST],
    )


def _day(said: str) -> date | None:
    try:
        found = date.fromisoformat(said)
    except ValueError:
        return None
    return found if found.year in _YEARS else None


def put(name: str, value: str) -> None:
    """Into the address; an empty value takes it out."""
    if value:
        st.query_params[name] = value
    elif name in st.query_params:
        del st.query_params[name]
