"""All figures of the slice in rows, each opening its cases; beside them, where asked, those of another."""

from collections.abc import Callable

import streamlit as st

from hitl.steps.measure import Percentiles, Rate
from hitl.steps.measure_all import shares, times
from hitl.steps.measure_cases import Opened
from hitl.steps.measure_compare import Compared
from hitl.ui import markup, rows
from hitl.ui.metrics import naming
from hitl.ui.metrics.report import Report
from hitl.ui.metrics.tiles import percent, seconds


def show(report: Report, open_cases: Callable[[Opened], None]) -> None:
    """Shares and times, then money by currency and satisfaction by path."""
    beside = {row.figure: row for row in report.compared}
    st.html(markup.heading("All figures", level=2))
    with st.container(key="figurerows"):
        for name, (value, about) in _told(report).items():
            label = f"{naming.FIGURE[name]}: {value}: show the cases"
            rows.show(
                f"row_{name}",
                _row(name, value, about, beside.get(name)),
                label,
                open_cases,
                Opened(figure=name),
            )
    left, right = st.columns(2, gap="small")
    left.html(_money(report))
    right.html(_satisfied(report))


def _told(report: Report) -> dict[str, tuple[str, str]]:
    found = {name: _share(rate) for name, rate in shares(report.measured).items()}
    spans = times(report.measured)
    found["review_latency_p50"] = _span(spans["review_latency"])
    found["handling_p50"] = _span(spans["handling"])
    return found


def _share(rate: Rate) -> tuple[str, str]:
    if rate.value is None or rate.low is None or rate.high is None:
        return "nothing yet", ""
    return percent(rate.value), (
        f"{percent(rate.low).rstrip('%')} to {percent(rate.high)}, {rate.part:,} of {rate.whole:,}"
    )


def _span(found: Percentiles) -> tuple[str, str]:
    if found.p50 is None or found.p90 is None or found.p95 is None:
        return "nothing yet", ""
    return seconds(found.p50), (
        f"9 in 10 within {seconds(found.p90)}, 19 in 20 within {seconds(found.p95)}, of {found.count:,}"
    )


def _row(name: str, value: str, about: str, beside: Compared | None) -> str:
    compared = f"<span class='df'>{difference(beside)}</span>" if beside else ""
    return (
        f'<div class="row figrow"><span class="l">{naming.FIGURE[name]}</span><b>{value}</b>'
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


MONEY = {
    "refunded": "Paid back",
    "auto_exposure": "Approved by the rules alone",
    "denied": "Drafted, then denied",
    "edited_down": "Lowered by people",
    "edited_up": "Raised by people",
}


def _money(report: Report) -> str:
    found = report.measured.moved
    if not found:
        return f"{markup.heading('Money', level=3)}<p class='mut'>Nothing was paid or denied yet.</p>"
    head = "".join(f"<th scope='col'>{markup.esc(currency)}</th>" for currency in found)
    body = "".join(
        f"<tr><th scope='row'>{label}</th>"
        + "".join(f"<td>{getattr(sums, name)}</td>" for sums in found.values())
        + "</tr>"
        for name, label in MONEY.items()
    )
    return (
        f"{markup.heading('Money', level=3)}<table class='figs'><thead><tr><td></td>{head}</tr></thead>"
        f"<tbody>{body}</tbody></table>"
    )


PATHS = {
    "auto": "Decided without a person",
    "approved": "Approved as drafted",
    "edited": "Changed by a person",
    "denied": "No refund",
}


def _satisfied(report: Report) -> str:
    body = ""
    for path, said in report.measured.satisfaction.items():
        told, about = _share(said.satisfied)
        mean = f"{said.mean:.1f} of 5" if said.mean is not None else ""
        body += f"<tr><th scope='row'>{PATHS[path]}</th><td>{told}</td><td>{about}</td><td>{mean}</td></tr>"
    head = (
        "<tr><td></td><th scope='col'>said 4 or 5</th><th scope='col'>95%</th><th scope='col'>mean</th></tr>"
    )
    return (
        f"{markup.heading('Satisfied customers, by how it ended', level=3)}<table class='figs'>"
        f"<thead>{head}</thead><tbody>{body}</tbody></table>"
    )
