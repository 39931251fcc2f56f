"""All figures of the slice in rows, each opening its cases; beside them, where asked, those of another."""

from collections.abc import Callable, Iterator, Sequence

import streamlit as st

from hitl.domain.intervals import percentile_bounds
from hitl.steps.measure import Percentiles, Rate
from hitl.steps.measure_all import shares, spans, times
from hitl.steps.measure_cases import Opened
from hitl.steps.measure_compare import Compared
from hitl.ui import markup, rows
from hitl.ui.metrics import naming
from hitl.ui.metrics.report import Report
from hitl.ui.metrics.tiles import between, percent, seconds


def show(report: Report, open_cases: Callable[[Opened], None]) -> None:
    """Shares and times, then money by currency and satisfaction by path."""
    beside = {row.figure: row for row in report.compared}
    st.html(markup.heading("All figures", level=2))
    with st.container(key="figurerows"):
        for what, name, value, about in _told(report):
            rows.show(
                f"row_{what.figure}{what.of and '_' + what.of}",
                _row(name, value, about, None if what.of else beside.get(what.figure)),
                f"{name}: {value}: show the cases",
                open_cases,
                what,
            )
    left, right = st.columns(2, gap="small")
    with left:
        _money(report, open_cases)
    with right:
        _satisfied(report, open_cases)


def _told(report: Report) -> Iterator[tuple[Opened, str, str, str]]:
    """What a row opens, its name, value and interval; what people changed stands below how often."""
    for figure, rate in shares(report.measured).items():
        yield (Opened(figure=figure), naming.FIGURE[figure], *_share(rate))
        if figure == "override_rate":
            for kind, part in report.figures.overrides.items():
                if part.part:
                    yield (Opened(figure="overrides", of=kind), naming.CHANGED[kind], *_share(part))
    for name, ordered in spans(report.measured).items():
        figure = f"{name}_p50"
        yield (Opened(figure=figure), naming.FIGURE[figure], *_span(times(report.measured)[name], ordered))


def _share(rate: Rate) -> tuple[str, str]:
    if rate.value is None or rate.low is None or rate.high is None:
        return "nothing yet", ""
    return percent(rate.value), (f"{between(rate.low, rate.high)}, {rate.part:,} of {rate.whole:,}")


def _span(found: Percentiles, ordered: Sequence[float]) -> tuple[str, str]:
    if found.p50 is None or found.p90 is None or found.p95 is None:
        return "nothing yet", ""
    low, high = percentile_bounds(ordered)
    return seconds(found.p50), (
        f"{seconds(low)} to {seconds(high)}, 9 in 10 within {seconds(found.p90)}, "
        f"19 in 20 within {seconds(found.p95)}, of {found.count:,}"
    )


def _row(label: str, value: str, about: str, beside: Compared | None) -> str:
    compared = f"<span class='df'>{difference(beside)}</span>" if beside else ""
    return (
        f'<div class="row figrow"><span class="l">{label}</span><b>{value}</b>'
        f'<span class="mut">{about}</span>{compared}</div>'
    )


def difference(row: Compared) -> str:
    """The other value, and by how much this one is above or below it."""
    if row.before is None or row.difference is None or row.low is None or row.high is None:
        return "nothing to compare with"
    if row.unit == "share":
        was, by = percent(row.before), f"{row.difference * 100:+.1f} points"
        within = f"{row.low * 100:+.1f} to {row.high * 100:+.1f}"
    else:
        was, by = seconds(row.before), f"{row.difference / 60:+.1f} min"
        within = f"{row.low / 60:+.1f} to {row.high / 60:+.1f}"
    sure = "" if row.sure else ", may be chance"
    return f"beside {was} of {row.cases_before:,}: <b>{by}</b> ({within}){sure}".replace("-", "\u2212")


def _money(report: Report, open_cases: Callable[[Opened], None]) -> None:
    found = report.measured.moved
    st.html(markup.heading("Money", level=3))
    if not found:
        st.html("<p class='mut'>Nothing was paid or denied yet.</p>")
    with st.container(key="moneyrows"):
        for currency, sums in found.items():
            for name, label in naming.MONEY.items():
                amount = getattr(sums, name)
                if not amount.minor:
                    continue
                row = f'<div class="row figrow"><span class="l">{label}</span><b>{amount}</b></div>'
                pressed = f"{label}: {amount}: show the cases"
                rows.show(
                    f"money_{name}_{currency}", row, pressed, open_cases, Opened(figure=name, of=currency)
                )


def _satisfied(report: Report, open_cases: Callable[[Opened], None]) -> None:
    st.html(markup.heading("Customers who said 4 or 5, by how it ended", level=3))
    with st.container(key="satisfiedrows"):
        for path, said in report.measured.satisfaction.items():
            told, about = _share(said.satisfied)
            mean = f"{about}; mean {said.mean:.1f} of 5" if said.mean is not None else about
            label = naming.PATH[path]
            row = (
                f'<div class="row figrow"><span class="l">{label}</span><b>{told}</b>'
                f'<span class="mut">{mean}</span></div>'
            )
            pressed = f"{label}: {told}: show the cases"
            rows.show(f"satisfied_{path}", row, pressed, open_cases, Opened(figure="satisfied", of=path))
