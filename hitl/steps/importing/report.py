"""What an import did, row by row in numbers, and the file of the rows that were refused."""

import csv
import json
from collections import Counter
from pathlib import Path
from types import TracebackType
from typing import Self, TextIO

from hitl.domain.record import Record
from hitl.errors import InvalidInput
from hitl.ports.catalog import Saved
from hitl.steps.importing.table import Row

FIRST_REFUSED = 20
"""Refused rows that the report itself names; all of them stand in the file of `--rejects`."""


class Refused(Record):
    """A row that was not imported, and why."""

    line: int
    reason: str


class ImportReport(Record):
    """Rows read, and what became of each: the four other numbers add up to `read`."""

    what: str
    file: str
    read: int
    imported: int
    updated: int
    unchanged: int
    rejected: int
    refused: tuple[Refused, ...] = ()  # the first twenty


class Tally:
    """Counts rows while they come."""

    def __init__(self) -> None:
        self._saved: Counter[Saved] = Counter()
        self._rejected = 0
        self._first: list[Refused] = []

    @property
    def rows(self) -> int:
        """Rows seen so far."""
        return sum(self._saved.values()) + self._rejected

    def saved(self, how: Saved) -> None:
        """One row is in."""
        self._saved[how] += 1

    def refused(self, row: Row, reason: str) -> None:
        """One row is not."""
        self._rejected += 1
        if len(self._first) < FIRST_REFUSED:
            self._first.append(Refused(line=row.line, reason=reason))

    def report(self, what: str, file: str) -> ImportReport:
        """The numbers so far."""
        return ImportReport(
            what=what,
            file=file,
            read=self.rows,
            imported=self._saved[Saved.NEW],
            updated=self._saved[Saved.CHANGED],
            unchanged=self._saved[Saved.SAME],
            rejected=self._rejected,
            refused=tuple(self._first),
        )


class Rejects:
    """Writes each refused row as it was given, with `line` and `reason` in front.

    CSV or JSON Lines, as the suffix tells.
    """

    def __init__(self, path: Path, columns: tuple[str, ...]) -> None:
        """Open the file before anything is imported. Raises InvalidInput where that cannot be done."""
        if path.suffix.lower() not in {".csv", ".jsonl", ".ndjson"}:
            raise InvalidInput(f"--rejects {path}: the suffix must be .csv, .jsonl or .ndjson")
        try:
            self._file: TextIO = path.open("w", encoding="utf-8", newline="")
        except OSError as error:
            raise InvalidInput(f"--rejects {path} cannot be written: {error.strerror}") from error
        self._columns = columns
        self._csv = csv.writer(self._file) if path.suffix.lower() == ".csv" else None
        if self._csv:
            self._csv.writerow(["line", "reason", *(_beside(column) for column in columns)])

    def add(self, row: Row, reason: str) -> None:
        """One more refused row."""
        if self._csv:
            self._csv.writerow(
                [row.line, reason, *(_encodable(row.given.get(column, "")) for column in self._columns)]
            )
        else:
            given = {_beside(column): value for column, value in row.given.items()}
            self._file.write(json.dumps({"line": row.line, "reason": reason, **given}) + "\n")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, raised: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()


def _beside(column: str) -> str:
    """The file's own name of a column, unless ours stands there already."""
    return f"{column} (theirs)" if column in {"line", "reason"} else column


def _encodable(text: str) -> str:
    """The text as UTF-8 can hold it: a lone surrogate out of a JSON escape becomes a question mark."""
    return text.encode("utf-8", "replace").decode("utf-8")
