"""The metrics page says what is missing, whatever the log holds: no exception, and no "nan" on the screen."""

from datetime import timedelta

import pytest
from streamlit.testing.v1 import AppTest

from hitl.domain.decision import GATE, DecisionOutcome
from hitl.domain.gate.verdict import Code, Route
from hitl.domain.mode import Mode
from hitl.domain.refund import RefundStatus
from hitl.ports.reads import CaseRow, DecisionRow
from hitl.steps.measure_slice import Log
from hitl.ui.metrics.asked import Against, Asked
from hitl.ui.metrics.report import Report, worked_out
from tests.looks import lookout
from tests.pages.conftest import Show, words
from tests.steps.test_measure import NOON, case, decision

NOW = NOON + timedelta(days=30)


def _page(report: "Report") -> None:
    """Everything on the page that is drawn from a report."""
    import streamlit as st  # a script of its own: Streamlit runs its text

    from hitl.domain.gate.ruleset import ConfidenceBands
    from hitl.ui.metrics import cards, drifted, figures, opened, summary, tiles
    from hitl.ui.value import panel

    st.html(summary.html(report))
    drifted.show(report, opened.ask)
    tiles.show(report, opened.ask)
    cards.show("chart", report, ConfidenceBands(review=0.6, alone=0.9), opened.ask)
    panel.show("worth", report.worth, report.models, "30 days")
    figures.show(report, opened.ask)


def _log(cases: list[CaseRow], decisions: list[DecisionRow]) -> Log:
    return Log(cases=tuple(cases), decisions=tuple(decisions))


def _cases(count: int, **changes: object) -> list[CaseRow]:
    known = {"route": Route.AUTO, "confidence": 0.95, **changes}
    return [case(n, at=NOON + timedelta(hours=n)).model_copy(update=known) for n in range(count)]


STATES = {
    "empty": (_log([], []), "No case came in within this time."),
    "one case, not judged": (_log([case(1)], []), "1 case came in; none is decided yet."),
    "one case, decided": (_log(_cases(1, route=Route.REVIEW), [decision(0)]), "people have read 1."),
    "only by the rules": (
        _log(_cases(40), [decision(n, GATE) for n in range(40)]),
        "people have read none yet",
    ),
    "only watched": (
        _log(_cases(9, mode=Mode.SHADOW), [decision(n, mode=Mode.SHADOW) for n in range(9)]),
        "In all 9 cases the agent only watched",
    ),
    "all failed": (
        _log(
            _cases(120, route=Route.REVIEW),
            [
                decision(n, refund_status=RefundStatus.FAILED, outcome=DecisionOutcome.REJECTED)
                for n in range(120)
            ],
        ),
        "120 of 120 approved refunds failed",
    ),
    "of a clock that runs ahead": (
        _log([case(n, at=NOW + timedelta(days=9 + n)) for n in range(3)], []),
        "3 cases are dated later than now",
    ),
    "decided before it was opened": (
        _log(
            _cases(1, route=Route.REVIEW, confidence=0.0),
            [decision(0, queued_at=NOW, opened_at=NOW, decided_at=NOON, amount=None, draft_amount=None)],
        ),
        "people have read 1.",
    ),
    "no refund matter": (
        _log(
            [case(1, Code.NOT_A_REFUND_REQUEST)],
            [decision(1, reasons=(Code.NOT_A_REFUND_REQUEST,))],
        ),
        "1 case came in; none is decided yet.",
    ),
}


@pytest.mark.parametrize("against", [Against.NOTHING, Against.BEFORE])
@pytest.mark.parametrize("kept", [False, True])
@pytest.mark.parametrize("state", STATES)
def test_a_log_in_any_state_is_told_in_a_sentence(state: str, *, kept: bool, against: Against) -> None:
    log, sentence = STATES[state]
    report = worked_out(lookout(log, kept=kept), (), Asked(against=against), NOW, unsure_below=0.6)
    page = AppTest.from_function(_page, kwargs={"report": report}, default_timeout=20).run()
    assert not page.exception
    assert sentence in words(page)
    drawn = words(page) + "".join(str(chart.proto.spec) for chart in page.get("plotly_chart"))
    assert "nan" not in drawn.lower().replace("tenant", "")


def test_a_slice_that_holds_nothing_says_so(show: Show) -> None:
    assert "No case fits what is chosen" in words(show("metrics", channel="fax", reviewer="nobody"))
