"""Importing small files in tests: write a CSV out of rows, import it, look at what came of it."""

import csv
import json
from pathlib import Path

from hitl.domain.event import LoggedEvent
from hitl.steps.importing.customers import customers
from hitl.steps.importing.orders import orders
from hitl.steps.importing.outcomes import outcomes
from hitl.steps.importing.report import ImportReport
from hitl.steps.importing.run import run_import
from hitl.steps.importing.tickets import tickets

KINDS = {"customers": customers, "orders": orders, "tickets": tickets, "outcomes": outcomes}

CUSTOMER = {"customer_id": "C1", "email": "ada@example.com", "name": "Ada Byron", "country": "US"}
LINE = {
    "order_id": "10482",
    "customer_id": "C1",
    "currency": "USD",
    "sku": "MUG",
    "title": "Stoneware mug",
    "unit_price": "12.00",
    "quantity": "1",
}
TICKET = {
    "ticket_id": "T1",
    "body": "My mug arrived broken, please refund it.",
    "received_at": "2026-11-09T10:00:00Z",
    "customer_id": "C1",
}
OUTCOME = {"ticket_id": "T1", "action": "approve_refund", "decided_at": "2026-11-09T12:00:00Z"}


def write(path: Path, rows: list[dict[str, str]]) -> Path:
    """The rows as a CSV file (or JSON Lines, as the suffix tells) with every column that any of them has."""
    columns = list(dict.fromkeys(column for row in rows for column in row))
    with path.open("w", encoding="utf-8", newline="") as file:
        if path.suffix == ".csv":
            writer = csv.DictWriter(file, columns, restval="")
            writer.writeheader()
            writer.writerows(rows)
        else:
            file.writelines(json.dumps(row) + "\n" for row in rows)
    return path


class Importer:
    """Imports rows into one store."""

    def __init__(self, store, clock, folder: Path) -> None:
        self.store, self.clock, self.folder = store, clock, folder

    def __call__(
        self, kind: str, *rows: dict[str, str], suffix: str = ".csv", **options: object
    ) -> ImportReport:
        """Import the rows as one file."""
        path = write(self.folder / f"{kind}{suffix}", list(rows))
        return run_import(KINDS[kind](), path, store=self.store, clock=self.clock, **options)

    def events(self) -> tuple[LoggedEvent, ...]:
        """The whole ledger."""
        with self.store.reads() as reads:
            return reads.events(0, 1000)


def counts(report: ImportReport) -> tuple[int, int, int, int]:
    """Imported, updated, unchanged, refused."""
    assert report.read == report.imported + report.updated + report.unchanged + report.rejected
    return report.imported, report.updated, report.unchanged, report.rejected


def reasons(report: ImportReport) -> list[tuple[int, str]]:
    """Line and reason of each refused row."""
    return [(row.line, row.reason) for row in report.refused]
