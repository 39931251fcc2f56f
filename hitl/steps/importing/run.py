"""The way every file goes: batches of rows, one transaction each, and every row accounted for."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import nullcontext
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path

from hitl.domain.event import Event, EventKind
from hitl.domain.record import Moment
from hitl.errors import InvalidInput, Refused
from hitl.ports.catalog import Saved
from hitl.ports.clock import Clock
from hitl.ports.store import Store, Unit
from hitl.steps.importing.cells import refusal
from hitl.steps.importing.mapping import Mapping
from hitl.steps.importing.report import ImportReport, Rejects, Tally
from hitl.steps.importing.sheets import Sheet
from hitl.steps.importing.table import Row, Table

BATCH = 200
"""Rows a transaction: large enough that commits cost nothing, small enough that a reviewer's decision
never waits long for the write lock."""

Result = tuple[Row, Saved | str]
"""A row with what saving it did, or with the reason why it was refused."""

Entry = list[Row]
"""Rows that are judged together: all lines of an order; one row of every other file."""


@dataclass(frozen=True, kw_only=True)
class Import:
    """How one kind of file is imported."""

    sheet: Sheet
    entries: Callable[[Table], Iterable[Entry]]
    take: Callable[[Unit, Entry, Moment], Iterator[Result]]


def run_import(
    kind: Import,
    path: Path,
    *,
    store: Store,
    clock: Clock,
    mapping: Mapping | None = None,
    rejects: Path | None = None,
    progress: Callable[[int], None] = lambda _: None,
) -> ImportReport:
    """Import a file; `progress` is told how many rows are done.

    Raises InvalidInput before anything is written; after that every problem is one row's own.
    """
    table = Table.open(path, kind.sheet, mapping)
    tally = Tally()
    with Rejects(rejects, table.columns) if rejects else nullcontext() as refused_rows:
        for batch in _batches(kind.entries(table)):
            results = _import_batch(kind, batch, path.name, store, clock.now())
            for row, result in results:
                if isinstance(result, Saved):
                    tally.saved(result)
                    continue
                tally.refused(row, result)
                if refused_rows:
                    refused_rows.add(row, result)
            progress(tally.rows)
    return tally.report(kind.sheet.name, path.name)


def row_by_row(sheet: Sheet, take: Callable[[Unit, Row, Moment], Saved]) -> Import:
    """A file whose rows stand by themselves: what is wrong with one refuses that one."""

    def each(unit: Unit, entry: Entry, at: Moment) -> Iterator[Result]:
        for row in entry:
            try:
                yield row, take(unit, row, at)
            except (InvalidInput, Refused, ValueError) as error:
                yield row, refusal(error)

    return Import(sheet=sheet, entries=lambda table: ([row] for row in table.rows()), take=each)


def _batches(entries: Iterable[Entry]) -> Iterator[list[Entry]]:
    batch: list[Entry] = []
    rows = 0
    for entry in entries:
        batch.append(entry)
        rows += len(entry)
        if rows >= BATCH:
            yield batch
            batch, rows = [], 0
    if batch:
        yield batch


def _import_batch(kind: Import, batch: list[Entry], file: str, store: Store, at: Moment) -> list[Result]:
    with store.unit() as unit:
        results = [result for entry in batch for result in kind.take(unit, entry, at)]
        counts = {how.value: sum(1 for _, result in results if result is how) for how in Saved}
        if counts[Saved.NEW] or counts[Saved.CHANGED]:
            payload = {"what": kind.sheet.name, "file": file, "rows": len(results), **counts}
            unit.log(Event(kind=EventKind.RECORD_IMPORTED, at=at, actor="import", payload=payload))
            unit.commit()
    return results


class OncePerFile:
    """Remembers what was accepted under an id, to tell a repetition from a contradiction."""

    def __init__(self) -> None:
        self._seen: dict[str, tuple[int, bytes]] = {}

    def repeats(self, key: str, row: Row) -> bool:
        """Whether an earlier row said the very same. Raises ValueError where it said something else."""
        earlier = self._seen.get(key)
        if earlier is None:
            return False
        line, content = earlier
        if content != _fingerprint(row):
            raise ValueError(f"{key} stands in line {line} of the file with other content")
        return True

    def accept(self, key: str, row: Row) -> None:
        """Remember that a row is in."""
        self._seen.setdefault(key, (row.line, _fingerprint(row)))


def _fingerprint(row: Row) -> bytes:
    """Equal for equal cells in whatever order of columns; an empty cell says as little as none."""
    content = blake2b(digest_size=16)
    for column, value in sorted(row.cells.items()):
        if value.strip():
            content.update(f"{len(column)}:{column}={len(value)}:{value};".encode("utf-8", "replace"))
    return content.digest()
