"""Step 8, measure: the figures that are shown, as a file: CSV or Parquet, one figure a row."""

import csv
from collections.abc import Iterable, Sequence
from io import BytesIO, StringIO
from pathlib import Path

from hitl.domain.money import Money
from hitl.errors import InvalidInput
from hitl.ports.reads import DecisionRow
from hitl.steps.measure_all import Line

COLUMNS = tuple(Line.model_fields)

_AMOUNTS = ("draft_amount", "amount")
_MINORS = tuple(f"{name}_minor" for name in _AMOUNTS)
_MOMENTS = ("queued_at", "opened_at", "decided_at", "due_at")


def as_csv(lines: Sequence[Line]) -> bytes:
    """UTF-8 with a head; what is not there is an empty cell."""
    text = StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    writer.writerows([getattr(line, column) for column in COLUMNS] for line in lines)
    return text.getvalue().encode()


def as_parquet(lines: Sequence[Line]) -> bytes:
    """The same columns; money is a number here, exact to its minor units as a decimal string in `text`."""
    import pyarrow
    from pyarrow.parquet import write_table

    kinds = {"part": pyarrow.int64(), "whole": pyarrow.int64()}
    kinds |= dict.fromkeys(("low", "high", "value"), pyarrow.float64())
    fields = [(column, kinds.get(column, pyarrow.string())) for column in COLUMNS]
    schema = pyarrow.schema([*fields, ("text", pyarrow.string())])
    out = BytesIO()
    write_table(pyarrow.Table.from_pylist([_row(line) for line in lines], schema=schema), out)
    return out.getvalue()


def _row(line: Line) -> dict[str, object]:
    money = isinstance(line.value, str)
    value = float(line.value) if line.value is not None else None
    return {**line.model_dump(), "value": value, "text": line.value if money else None}


def decisions_as_parquet(rows: Iterable[DecisionRow]) -> bytes:
    """Decisions with typed columns: money in whole minor units beside its currency, times in UTC."""
    import pyarrow
    from pyarrow.parquet import write_table

    typed = {
        "reasons": pyarrow.list_(pyarrow.string()),
        **dict.fromkeys(_MOMENTS, pyarrow.timestamp("us", tz="UTC")),
        "confidence": pyarrow.float64(),
        **dict.fromkeys(("reply_changed", "simulated", "escalated"), pyarrow.bool_()),
        **dict.fromkeys(("policy", "draft_version", "score", *_MINORS), pyarrow.int64()),
    }
    names = [
        one
        for name in DecisionRow.model_fields
        for one in ((f"{name}_minor", f"{name}_currency") if name in _AMOUNTS else (name,))
    ]
    schema = pyarrow.schema([(name, typed.get(name, pyarrow.string())) for name in names])
    out = BytesIO()
    write_table(pyarrow.Table.from_pylist([_typed(row) for row in rows], schema=schema), out)
    return out.getvalue()


def _typed(row: DecisionRow) -> dict[str, object]:
    found = row.model_dump()
    for name in _AMOUNTS:
        amount: Money | None = getattr(row, name)
        found[f"{name}_minor"] = amount.minor if amount else None
        found[f"{name}_currency"] = amount.currency if amount else None
    return found


def write(path: Path, lines: Sequence[Line]) -> None:
    """Write the file. Raises InvalidInput where the suffix is none of the two, or it cannot be written."""
    forms = {".csv": as_csv, ".parquet": as_parquet}
    form = forms.get(path.suffix.lower())
    if form is None:
        raise InvalidInput(f"{path}: the suffix tells the form; known are {', '.join(forms)}")
    try:
        path.write_bytes(form(lines))
    except OSError as error:
        raise InvalidInput(f"{path} cannot be written: {error.strerror}") from error
