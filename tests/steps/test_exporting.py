"""Exports: what a row says, and what a spreadsheet must not run."""

import csv
from datetime import UTC, datetime

import pytest

from hitl.domain.case import Channel, Status
from hitl.domain.decision import DecisionOutcome
from hitl.domain.draft import Action
from hitl.domain.gate.verdict import Code, Route
from hitl.domain.mode import Mode
from hitl.domain.money import Money
from hitl.domain.refund import RefundStatus
from hitl.errors import InvalidInput
from hitl.ports.reads import CaseRow, DecisionRow, RefundRow
from hitl.steps.exporting import COLUMNS, case_row, decision_row, export, refund_row

NOON = datetime(2026, 11, 10, 12, tzinfo=UTC)

CASE = CaseRow(
    case_id="CS-1",
    ticket_id="=T1",
    status=Status.IN_REVIEW,
    channel=Channel.EMAIL,
    customer_id="-C1",
    order_id="#W1",
    currency="USD",
    received_at=NOON,
    mode=Mode.COPILOT,
    route=Route.REVIEW,
    reasons=(Code.AMOUNT_LIMIT, Code.MODE_COPILOT),
    confidence=0.75,
)
DECISION = DecisionRow(
    case_id="CS-1",
    decision_id="D-1",
    by="+rita@example.com",
    outcome=DecisionOutcome.EDITED,
    draft_action=Action.APPROVE_REFUND,
    draft_amount=Money(minor=500, currency="JPY"),
    action=Action.DENY_REFUND,
    amount=None,
    reason_code=None,
    queued_at=NOON,
    opened_at=None,
    decided_at=NOON,
    policy=1,
    ruleset="1-abc",
    prompt="",
    model='=HYPERLINK("http://example.com")',
    mode=Mode.COPILOT,
    refund_status=None,
    reply_changed=True,
)
REFUND = RefundRow(
    refund_id="RF-1",
    case_id="CS-1",
    decision_id="D-1",
    order_id="1",
    amount=Money(minor=1990, currency="USD"),
    status=RefundStatus.SUCCEEDED,
    processor_id="re_1",
    payment_ref="pi_1",
    key="k",
    reserved_at=NOON,
)


class Rows:
    """What an export reads."""

    def __init__(self, row: CaseRow | DecisionRow | RefundRow) -> None:
        self._row = row

    def cases(self, since, until):
        return iter([self._row])

    decisions = refunds = cases


def exported(path, what, row):
    assert export(what, path, Rows(row)) == 1
    with path.open(encoding="utf-8", newline="") as file:
        (found,) = csv.DictReader(file)
    return found


def test_money_is_a_decimal_string_time_is_utc_and_what_is_not_there_is_empty(tmp_path):
    found = exported(tmp_path / "d.csv", "decisions", DECISION)
    assert (found["draft_amount"], found["amount"], found["currency"]) == ("500", "", "JPY")
    assert (found["queued_at"], found["opened_at"]) == ("2026-11-10T12:00:00Z", "")
    assert found["reply_changed"] == "true"


def test_free_text_that_a_spreadsheet_would_run_is_kept_from_it_and_ids_stay_as_they_are(tmp_path):
    found = exported(tmp_path / "d.csv", "decisions", DECISION)
    assert found["model"].startswith("'=HYPERLINK")
    assert found["by"] == "'+rita@example.com"
    found = exported(tmp_path / "c.csv", "cases", CASE)
    assert (found["ticket_id"], found["customer_id"], found["order_id"]) == ("=T1", "-C1", "#W1")


def test_reasons_are_joined_by_a_space(tmp_path):
    assert exported(tmp_path / "c.csv", "cases", CASE)["reasons"] == "amount_limit mode_copilot"


@pytest.mark.parametrize(
    ("what", "row"),
    [("cases", case_row(CASE)), ("decisions", decision_row(DECISION)), ("refunds", refund_row(REFUND))],
)
def test_every_column_has_a_type_and_stands_in_its_place(what, row):
    assert list(row) == list(COLUMNS[what])


def test_a_file_that_cannot_be_finished_is_not_left_half_written(tmp_path):
    class Broken(Rows):
        def cases(self, since, until):
            yield self._row
            raise OSError(28, "No space left on device")

    path = tmp_path / "c.csv"
    path.write_text("what was there before")
    with pytest.raises(InvalidInput, match="No space left"):
        export("cases", path, Broken(CASE))
    assert path.read_text() == "what was there before"
    assert list(tmp_path.iterdir()) == [path]
