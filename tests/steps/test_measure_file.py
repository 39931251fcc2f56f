"""The figures as a file: what is in it is what `table` says."""

import csv
from io import BytesIO, StringIO

import pytest
from pyarrow.parquet import read_table

from hitl.domain.decision import GATE
from hitl.domain.gate.verdict import Code
from hitl.errors import InvalidInput
from hitl.steps.measure_all import measured, table
from hitl.steps.measure_file import as_csv, as_parquet, decisions_as_parquet, write
from hitl.steps.measure_slice import Log
from tests.steps.test_measure import NOON, case, decision

FILLED = {
    "confidence": 0.75,
    "score": 4,
    "draft_version": 2,
    "opened_at": NOON,
    "due_at": NOON,
    "escalated": True,
    "tier": "premium",
    "route": "review",
}
"""What most decisions have and the smallest one leaves out."""

LINES = table(measured(Log(cases=(case(1), case(2)), decisions=(decision(1, GATE), decision(2)))))


def test_a_csv_has_a_row_a_figure_with_its_counts():
    rows = {(row["figure"], row["of"]): row for row in csv.DictReader(StringIO(as_csv(LINES).decode()))}
    assert len(rows) == len(LINES)
    assert (rows["auto_approval_rate", ""]["part"], rows["auto_approval_rate", ""]["whole"]) == ("1", "2")
    assert rows["refunded", "USD"]["value"] == "20.00"
    assert rows["cases", ""]["value"] == rows["statuses", "closed"]["value"] == "2"
    assert rows["override_rate_by_action", "approve_refund"]["whole"] == "1"
    assert rows["sla_met", ""]["value"] == ""


def test_a_parquet_file_has_numbers_and_exact_money():
    rows = {(row["figure"], row["of"]): row for row in read_table(BytesIO(as_parquet(LINES))).to_pylist()}
    assert len(rows) == len(LINES)
    assert rows["auto_approval_rate", ""]["value"] == 0.5
    assert (rows["refunded", "USD"]["value"], rows["refunded", "USD"]["text"]) == (20.0, "20.00")


def test_decisions_have_typed_columns_for_sql():
    found = read_table(
        BytesIO(decisions_as_parquet([decision(1, reasons=(Code.AMOUNT_LIMIT,), **FILLED), decision(2)]))
    )
    first = found.to_pylist()[0]
    assert {name: first[name] for name in FILLED} == FILLED
    assert (first["amount_minor"], first["amount_currency"], first["reasons"]) == (
        1000,
        "USD",
        ["amount_limit"],
    )
    assert first["decided_at"] == decision(1).decided_at
    assert found.to_pylist()[1]["opened_at"] is None
    assert {str(found.schema.field(name).type) for name in ("queued_at", "due_at")} == {
        "timestamp[us, tz=UTC]"
    }
    assert decisions_as_parquet([])  # a file with columns and no row


def test_the_suffix_tells_the_form(tmp_path):
    write(tmp_path / "figures.csv", LINES)
    assert (tmp_path / "figures.csv").read_bytes() == as_csv(LINES)
    with pytest.raises(InvalidInput, match="suffix"):
        write(tmp_path / "figures.xls", LINES)
