"""Reading CSV (RFC 4180): UTF-8 with or without a byte order mark, quoted line breaks, any column order."""

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import TextIO

from hitl.errors import InvalidFile
from hitl.steps.importing.raw import RawRow

LARGEST_CELL = 64 * 1024 * 1024
"""Characters of one cell; Python's own limit of 131,072 would refuse a customer's long message."""


def read_csv(path: Path) -> Iterator[RawRow]:
    """The header, then every row with the line on which it starts; rows without any text are left out.

    Raises InvalidFile for a duplicate column or broken quoting, UnicodeDecodeError and OSError.
    """
    csv.field_size_limit(LARGEST_CELL)
    with path.open(encoding="utf-8-sig", newline="") as file:
        columns: tuple[str, ...] = ()
        for line, cells in _numbered(file, path):
            if not any(cell.strip() for cell in cells):
                continue
            if columns:
                yield _row(line, columns, cells)
            else:
                columns = _header(cells, path)
                yield RawRow(line=line, cells=dict.fromkeys(columns, ""), header=True)


def _numbered(file: TextIO, path: Path) -> Iterator[tuple[int, list[str]]]:
    """Every record with the line on which it starts."""
    reader = csv.reader(file, strict=True)
    line = 1
    try:
        for cells in reader:
            yield line, cells
            line = reader.line_num + 1
    except csv.Error as error:
        raise InvalidFile(f"{path.name}, in the row that starts in line {line}: {_says(error)}") from error


def _header(cells: list[str], path: Path) -> tuple[str, ...]:
    columns = tuple(cell.strip() or f"column {place}" for place, cell in enumerate(cells, start=1))
    twice = sorted({column for column in columns if columns.count(column) > 1})
    if twice:
        raise InvalidFile(f"{path.name} has the column {', '.join(twice)} more than once")
    return columns


def _row(line: int, columns: tuple[str, ...], cells: list[str]) -> RawRow:
    problem = ""
    if len(cells) != len(columns):
        problem = f"{len(cells)} cells where the header has {len(columns)} columns"
    return RawRow(line=line, cells=dict(zip(columns, cells, strict=False)), problem=problem)


def _says(error: csv.Error) -> str:
    if "unexpected end of data" in str(error):
        return "a quotation mark is opened and never closed"
    return f"the quoting is broken ({error})"
