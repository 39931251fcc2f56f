"""A file as rows of named texts: what the CSV and the JSON Lines reader have in common."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from hitl.domain.record import Record
from hitl.errors import InvalidFile
from hitl.steps.importing.csv_rows import read_csv
from hitl.steps.importing.json_rows import read_json_lines
from hitl.steps.importing.mapping import Mapping, Renames
from hitl.steps.importing.raw import RawRow
from hitl.steps.importing.sheets import Sheet

_READERS: dict[str, Callable[[Path], Iterator[RawRow]]] = {
    ".csv": read_csv,
    ".jsonl": read_json_lines,
    ".ndjson": read_json_lines,
}


class Row(Record):
    """One row under our own column names; a column that is not in `cells` is not in the file."""

    line: int  # where it starts in the file, from 1
    cells: dict[str, str]
    given: dict[str, str]  # under the file's own names, for the file of refused rows
    problem: str = ""  # why it could not be read at all


@dataclass(frozen=True, kw_only=True)
class Table:
    """A file that was read through once and found usable; `rows` reads it again, one row at a time."""

    path: Path
    sheet: Sheet
    columns: tuple[str, ...]  # as the file names them
    renames: Renames

    @classmethod
    def open(cls, path: Path, sheet: Sheet, mapping: Mapping | None = None) -> "Table":
        """Read the file through. Raises InvalidFile, naming the column or the line, and changes nothing."""
        columns: dict[str, None] = {}
        rows = 0
        for raw in _raw_rows(path):
            columns.update(dict.fromkeys(raw.cells))
            rows += 1
        if not columns:
            raise InvalidFile(f"{path.name} is empty" if not rows else f"no line of {path.name} can be read")
        renames = (mapping or Mapping()).resolve(tuple(columns), sheet)
        _check_columns(path, sheet, {renames.ours(column) for column in columns} | set(renames.constants))
        return cls(path=path, sheet=sheet, columns=tuple(columns), renames=renames)

    def rows(self) -> Iterator[Row]:
        """Every row in the order of the file; the header of a CSV file is none."""
        for raw in _raw_rows(self.path):
            if not raw.header:
                cells = {} if raw.problem else self.renames.apply(raw.cells)
                yield Row(line=raw.line, cells=cells, given=raw.cells, problem=raw.problem)


def _raw_rows(path: Path) -> Iterator[RawRow]:
    reader = _READERS.get(path.suffix.lower())
    if reader is None:
        known = ", ".join(_READERS)
        raise InvalidFile(f"the suffix of {path.name!r} tells how to read it; known are {known}")
    try:
        yield from reader(path)
    except UnicodeDecodeError as error:
        raise InvalidFile(f"{path.name} is not UTF-8 (byte {error.object[error.start]:#04x})") from error
    except FileNotFoundError as error:
        raise InvalidFile(f"there is no file {path}") from error
    except IsADirectoryError as error:
        raise InvalidFile(f"{path} is a folder; name a file") from error
    except OSError as error:
        raise InvalidFile(f"{path} cannot be read: {error.strerror}") from error


def _check_columns(path: Path, sheet: Sheet, columns: set[str]) -> None:
    missing = [column for column in sheet.required if column not in columns]
    if missing:
        named = ", ".join(missing)
        hint = " (it looks separated by semicolons; a comma is expected)" if _semicolons(columns) else ""
        plural = "s" if len(missing) > 1 else ""
        raise InvalidFile(
            f"{path.name} lacks the required column{plural} {named} of {sheet.name}{hint}; "
            "nothing was imported"
        )


def _semicolons(columns: set[str]) -> bool:
    return any(column.count(";") > 1 for column in columns)
