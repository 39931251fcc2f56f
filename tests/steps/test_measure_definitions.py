"""Every figure that is given out has its definition, and every definition all of its parts."""

import re

import pytest

from hitl.domain.decision import GATE
from hitl.domain.gate.verdict import Code
from hitl.settings import ROOT
from hitl.steps.measure_all import measured, table
from hitl.steps.measure_compare import compare
from hitl.steps.measure_plain import of_measured
from hitl.steps.measure_slice import Log
from hitl.ui.metrics import naming
from tests.steps.test_measure import case, decision

TEXT = (ROOT / "docs" / "metrics.md").read_text(encoding="utf-8")
FOUND = measured(
    Log(
        cases=(case(1), case(2)),
        decisions=(
            decision(1, GATE, score=5),
            decision(2, confidence=0.7, reasons=(Code.AMOUNT_LIMIT,), score=2),
        ),
    )
)
TOLD = {
    "the command and the API": of_measured(FOUND).keys() - {"counts", "moved"},
    "the files": {line.figure for line in table(FOUND)},
    "a comparison": {row.figure for row in compare(FOUND, FOUND)},
    "the page": naming.FIGURE.keys() | naming.MONEY.keys(),
    "beside the slice": {"models", "worth", "assumed", "between_reviewers", "compared"},
}


def defined() -> set[str]:
    """The names in the tables between the first definition and the page."""
    tables = TEXT[TEXT.index("### Shares") : TEXT.index("## The page")]
    return set(re.findall(r"`([a-z_0-9]+)`", tables))


@pytest.mark.parametrize("where", TOLD)
def test_every_figure_that_is_given_out_is_defined(where: str) -> None:
    names = {re.sub(r"_p(50|90|95)$", "", name) for name in TOLD[where]}
    assert names - defined() == set()


def test_every_definition_says_what_is_left_out_and_by_which_time_it_goes() -> None:
    rows = [line for line in TEXT.splitlines() if line.startswith("| `")]
    for row in rows:
        cells = [cell.strip() for cell in re.split(r"(?<!\\)\|", row)[1:-1]]
        assert len(cells) == 4, row
        assert all(cells[:2]), row
    assert len(rows) >= 30
