"""The controls of the page: span, grain, slice and comparison, all kept in the address."""

from collections.abc import Mapping, Sequence

import streamlit as st

from hitl.ports.store import Store
from hitl.steps.measure_all import table
from hitl.steps.measure_file import as_csv, as_parquet, decisions_as_parquet
from hitl.steps.measure_slice import Dimension, Grain, cut, read_log
from hitl.ui import markup
from hitl.ui.metrics import naming
from hitl.ui.metrics.asked import Against, Asked, Span, put
from hitl.ui.metrics.report import Report

BY_ITSELF = "by itself"
ALL = ""
DAYS = ("from", "to")
"""The first and the last day, as the address names them."""

Choices = Mapping[Dimension, Sequence[str]]
"""The values of each dimension that can be chosen, those of most cases first."""


def span(asked: Asked) -> None:
    """How far back; nothing of it is chosen where days are named."""
    named = asked.first is not None
    st.segmented_control(
        "How far back",
        list(Span),
        default=None if named else asked.span,
        label_visibility="collapsed",
        required=not named,
        key="span_or_days" if named else "span",
        on_change=_back,
        args=("span_or_days" if named else "span",),
    )


def _back(key: str) -> None:
    """A span that ends now, instead of days that were named."""
    put("span", str(st.session_state[key] or ""))
    for name in DAYS:
        put(name, "")
        st.session_state[name] = None


def slices(asked: Asked, choices: Choices) -> None:
    """Which cases, how long a point is, and what is set beside it."""
    count = len(asked.where) + sum(day is not None for day in (asked.first, asked.last))
    with st.popover(f"Filter ({count})" if count else "Filter", icon=":material/filter_alt:", key="slices"):
        named = ((DAYS[0], "From", asked.first), (DAYS[1], "To", asked.last))
        for (name, label, day), column in zip(named, st.columns(2, gap="small"), strict=True):
            with column:
                st.date_input(label, day, key=name, format="YYYY-MM-DD", on_change=_put, args=(name,))
        left, right = st.columns(2, gap="small")
        with left:
            _choice("grain", "A point is a", [BY_ITSELF, *Grain], asked.grain or BY_ITSELF)
        shown = 1
        for dimension in Dimension:
            found = choices.get(dimension, ())
            chosen = asked.where.get(dimension, ALL)
            if len(found) > 1 or chosen:
                every = [ALL, *found, *([chosen] if chosen and chosen not in found else [])]
                with right if shown % 2 else left:
                    _choice(dimension, naming.DIMENSION[dimension], every, chosen, dimension)
                shown += 1
    with st.popover("Compare", icon=":material/compare_arrows:", key="comparing"):
        every = ["", Against.BEFORE, *_others(choices)]
        chosen = _compared(asked)
        if chosen not in every:
            every.append(chosen)
        st.selectbox(
            "Set the figures beside",
            every,
            index=every.index(chosen),
            format_func=_against,
            key="against",
            on_change=_put,
            args=("against",),
        )


def files(store: Store, report: Report, *, demo: bool) -> None:
    """What is shown, as files; a chart saves itself. Decisions are read when they are asked for."""

    def decisions() -> bytes:
        with store.reads() as reads:
            log = cut(read_log(reads, report.since, report.until, demo=demo), report.asked.where)
        return decisions_as_parquet(log.decisions)

    lines = table(report.measured)
    parquet = "application/vnd.apache.parquet"
    with st.popover("Download", icon=":material/download:", key="files"):
        st.download_button("All figures, CSV", lambda: as_csv(lines), "figures.csv", "text/csv")
        st.download_button("All figures, Parquet", lambda: as_parquet(lines), "figures.parquet", parquet)
        st.download_button(
            "These decisions, Parquet",
            decisions,
            "decisions.parquet",
            parquet,
        )
        st.html("<p class='mut'>A chart as PNG: the camera at its upper right, drawn by your browser.</p>")


def _others(choices: Choices) -> list[str]:
    """Versions, channels and people to compare with."""
    compared = (Dimension.RULESET, Dimension.PROMPT, Dimension.MODEL, Dimension.CHANNEL, Dimension.REASON)
    return [
        f"{dimension}:{value}"
        for dimension in compared
        for value in choices.get(dimension, ())
        if len(choices[dimension]) > 1
    ]


def _against(name: str) -> str:
    if not name:
        return "nothing"
    if name == Against.BEFORE:
        return "the same time before"
    dimension, _, value = name.partition(":")
    known = Dimension(dimension)
    return f"{naming.DIMENSION[known]}: {naming.value(known, value)}"


def _choice(
    key: str, label: str, every: Sequence[str], chosen: str, dimension: Dimension | None = None
) -> None:
    def name(value: str) -> str:
        if value == ALL:
            return "all"
        return naming.value(dimension, value) if dimension else value

    st.selectbox(
        label, every, index=list(every).index(chosen), format_func=name, key=key, on_change=_put, args=(key,)
    )


def _put(key: str) -> None:
    """What was chosen, into the address."""
    chosen = str(st.session_state[key] or "")
    put(key, "" if chosen == BY_ITSELF else chosen)


def said(asked: Asked) -> str:
    """The slice and what it is compared with in words, as chips."""
    chips = [
        f"{naming.DIMENSION[dimension]}: {naming.value(dimension, value)}"
        for dimension, value in asked.where.items()
    ]
    if asked.against is Against.BEFORE and asked.span is Span.ALL and asked.first is None:
        chips.append("Before the beginning there is nothing to compare with")
    elif asked.against is not Against.NOTHING:
        chips.append(f"Beside {_against(_compared(asked))}")
    return "".join(markup.chip(chip) for chip in chips)


def _compared(asked: Asked) -> str:
    """What is compared with, as the address has it."""
    if asked.dimension:
        return f"{asked.dimension}:{asked.value}"
    return Against.BEFORE.value if asked.against is Against.BEFORE else ""
