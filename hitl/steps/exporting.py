"""Exports: cases, decisions and refunds as files, row by row, without personal data.

Money is a decimal string with its currency beside it, time is ISO 8601 in UTC, what is not there is an
empty cell (CSV) or null. The suffix of the file tells its form.
"""

import csv
import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from hitl.domain.event import LoggedEvent
from hitl.domain.money import Money
from hitl.errors import InvalidInput
from hitl.ports.reads import CaseRow, DecisionRow, LedgerReport, Reads, RefundRow

Value = str | int | float | bool | None
Exported = dict[str, Value]

ROW_GROUP = 10_000
"""Rows of a Parquet file that are held in memory at a time."""

_FREE_TEXT = frozenset({"by", "model", "prompt"})
"""Columns whose content somebody may have typed; a spreadsheet would run a formula out of them."""


def case_row(row: CaseRow) -> Exported:
    """A case."""
    return {
        "case": row.case_id,
        "ticket_id": row.ticket_id,
        "status": row.status,
        "channel": row.channel,
        "customer_id": row.customer_id,
        "order_id": row.order_id,
        "currency": row.currency,
        "received_at": _time(row.received_at),
        "mode": row.mode,
        "route": row.route,
        "reasons": " ".join(row.reasons),
        "confidence": row.confidence,
        "part_of": row.part_of,
    }


def decision_row(row: DecisionRow) -> Exported:
    """The final decision of a case."""
    money = row.amount if row.amount is not None else row.draft_amount
    return {
        "case": row.case_id,
        "decision": row.decision_id,
        "by": row.by,
        "outcome": row.outcome,
        "draft_action": row.draft_action,
        "draft_amount": _amount(row.draft_amount),
        "action": row.action,
        "amount": _amount(row.amount),
        "currency": money.currency if money is not None else None,
        "reason_code": row.reason_code,
        "queued_at": _time(row.queued_at),
        "opened_at": _time(row.opened_at),
        "decided_at": _time(row.decided_at),
        "policy": row.policy,
        "ruleset": row.ruleset,
        "prompt": row.prompt,
        "model": row.model,
        "mode": row.mode,
        "refund_status": row.refund_status,
        "reply_changed": row.reply_changed,
    }


def refund_row(row: RefundRow) -> Exported:
    """A refund."""
    return {
        "refund": row.refund_id,
        "case": row.case_id,
        "decision": row.decision_id,
        "order_id": row.order_id,
        "amount": row.amount.decimal(),
        "currency": row.amount.currency,
        "status": row.status,
        "processor_id": row.processor_id,
        "payment_ref": row.payment_ref,
        "key": row.key,
        "reserved_at": _time(row.reserved_at),
    }


def rows_of(what: str, reads: Reads) -> Iterator[Exported]:
    """The rows of `cases`, `decisions` or `refunds`, one at a time."""
    if what == "cases":
        return map(case_row, reads.cases(None, None))
    if what == "decisions":
        return map(decision_row, reads.decisions(None, None))
    if what == "refunds":
        return map(refund_row, reads.refunds(None, None))
    raise InvalidInput(f"{what!r} cannot be exported; known are cases, decisions, refunds")


COLUMNS: Mapping[str, Mapping[str, type]] = {
    "cases": dict.fromkeys(
        "case ticket_id status channel customer_id order_id currency received_at mode route reasons".split(),
        str,
    )
    | {"confidence": float, "part_of": str},
    "decisions": dict.fromkeys(
        "case decision by outcome draft_action draft_amount action amount currency reason_code queued_at "
        "opened_at decided_at".split(),
        str,
    )
    | {"policy": int}
    | dict.fromkeys("ruleset prompt model mode refund_status".split(), str)
    | {"reply_changed": bool},
    "refunds": dict.fromkeys(
        "refund case decision order_id amount currency status processor_id payment_ref key "
        "reserved_at".split(),
        str,
    ),
}
"""Names and types of every export's columns, in their order."""


def export(what: str, path: Path, reads: Reads) -> int:
    """Write the file, complete or not at all; how many rows. Raises InvalidInput where it cannot."""
    writers = {".csv": _csv, ".jsonl": _json_lines, ".parquet": _parquet}
    opened = writers.get(path.suffix.lower())
    if opened is None:
        raise InvalidInput(f"{path}: the suffix tells the form; known are {', '.join(writers)}")
    part = path.with_name(f".{path.name}.part")
    rows = 0
    try:
        with opened(part, COLUMNS[what]) as write:
            for row in rows_of(what, reads):
                write(row)
                rows += 1
        part.replace(path)
    except OSError as error:
        raise InvalidInput(f"{path} cannot be written: {error.strerror}") from error
    finally:
        part.unlink(missing_ok=True)
    return rows


Write = Callable[[Exported], object]


@contextmanager
def _csv(path: Path, columns: Mapping[str, type]) -> Iterator[Write]:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(columns)
        yield lambda row: writer.writerow([_cell(column, row[column]) for column in columns])


@contextmanager
def _json_lines(path: Path, columns: Mapping[str, type]) -> Iterator[Write]:
    with path.open("w", encoding="utf-8") as file:
        yield lambda row: file.write(json.dumps({column: row[column] for column in columns}) + "\n")


@contextmanager
def _parquet(path: Path, columns: Mapping[str, type]) -> Iterator[Write]:
    import pyarrow
    from pyarrow.parquet import ParquetWriter

    kinds = {str: pyarrow.string(), int: pyarrow.int64(), float: pyarrow.float64(), bool: pyarrow.bool_()}
    schema = pyarrow.schema([(column, kinds[kind]) for column, kind in columns.items()])
    held: list[Exported] = []
    with ParquetWriter(str(path), schema) as writer:

        def flush() -> None:
            writer.write_table(pyarrow.Table.from_pylist(held, schema=schema))
            held.clear()

        def write(row: Exported) -> None:
            held.append({key: str(value) if isinstance(value, str) else value for key, value in row.items()})
            if len(held) >= ROW_GROUP:
                flush()

        yield write
        flush()


def _cell(column: str, value: Value) -> Value:
    """Text that a spreadsheet would take for a formula gets an apostrophe in front; ids stay as they are."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if column in _FREE_TEXT and isinstance(value, str) and value.startswith(("=", "+", "-", "@", "\t", "\r")):
        return f"'{value}"
    return value


def _amount(amount: Money | None) -> str | None:
    return amount.decimal() if amount is not None else None


def _time(moment: datetime | None) -> str | None:
    return moment.isoformat().replace("+00:00", "Z") if moment else None


LEDGER_PAGE = 1_000
"""Events that are read at a time."""


def export_ledger(folder: Path, reads: Reads) -> tuple[LedgerReport, Path]:
    """Every event into `events.jsonl` of the folder, and what checking the chain found into `report.json`.

    Personal data stays sealed in the database: an event's private part is not written.
    """
    report, path = reads.verify(), folder / "events.jsonl"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with path.open("w", encoding="utf-8") as file:
            for event in _events(reads):
                file.write(event.model_dump_json(exclude={"private"}) + "\n")
        (folder / "report.json").write_text(report.model_dump_json(indent=1) + "\n", "utf-8")
    except OSError as error:
        raise InvalidInput(f"{folder} cannot be written: {error.strerror}") from error
    return report, path


def _events(reads: Reads) -> Iterator[LoggedEvent]:
    after = 0
    while page := reads.events(after, LEDGER_PAGE):
        yield from page
        after = page[-1].seq
