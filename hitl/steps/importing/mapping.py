"""Other people's column names and values turned into ours.

`theirs=ours` renames a column, `status:processed=placed` a value.
"""

from collections.abc import Mapping as Texts
from dataclasses import dataclass, field

from hitl.domain.record import Record
from hitl.errors import InvalidFile, InvalidInput
from hitl.steps.importing.sheets import Sheet


@dataclass(frozen=True, kw_only=True)
class Renames:
    """A mapping that fits one file."""

    columns: Texts[str, str] = field(default_factory=dict)  # theirs -> ours
    values: Texts[tuple[str, str], str] = field(default_factory=dict)  # (our column, their value) -> ours
    constants: Texts[str, str] = field(default_factory=dict)  # our column -> its value in every row

    def ours(self, column: str) -> str:
        """Our name of their column."""
        return self.columns.get(column, column)

    def apply(self, cells: Texts[str, str]) -> dict[str, str]:
        """A row under our names and with our values."""
        renamed = {self.ours(column): value for column, value in cells.items()}
        if self.values:
            renamed = {
                column: self.values.get((column, value.strip()), value) for column, value in renamed.items()
            }
        return {**renamed, **self.constants}


class Mapping(Record):
    """What was asked for, before the file's columns are known."""

    entries: tuple[str, ...] = ()  # "theirs=ours" or "column:theirs=ours"
    constants: tuple[str, ...] = ()  # "ours=value", for a column that the file does not have

    def resolve(self, columns: tuple[str, ...], sheet: Sheet) -> Renames:
        """The mapping for a file with these columns. Raises InvalidInput or InvalidFile, naming the entry."""
        renamed, values = {}, {}
        for entry in self.entries:
            left, right = _sides(entry, "--map theirs=ours or --map column:theirs=ours")
            if left in columns or ":" not in left:
                renamed[_known(left, columns, entry)] = _column_of(right, sheet, entry)
            else:
                column, _, value = left.partition(":")
                values[column.strip(), value.strip()] = right
        _check_distinct(list(renamed.values()))
        renamed |= {column: f"{column} (theirs)" for column in columns if _displaced(column, renamed)}
        targets = [renamed.get(column, column) for column in columns]
        constants = self._constants(targets, sheet)
        return Renames(columns=renamed, values=_by_our_column(values, renamed, targets), constants=constants)

    def _constants(self, targets: list[str], sheet: Sheet) -> dict[str, str]:
        constants = {}
        for entry in self.constants:
            column, value = _sides(entry, "--set column=value")
            if column in targets:
                raise InvalidInput(f"--set {entry}: the file has the column {column} itself")
            constants[_column_of(column, sheet, entry)] = value
        return constants


def _sides(entry: str, form: str) -> tuple[str, str]:
    left, sign, right = entry.rpartition("=")
    if not sign or not left.strip():
        raise InvalidInput(f"{entry!r} is not of the form {form}")
    return left.strip(), right.strip()


def _known(column: str, columns: tuple[str, ...], entry: str) -> str:
    if column not in columns:
        raise InvalidFile(f"--map {entry}: the file has no column {column}; it has {', '.join(columns)}")
    return column


def _column_of(name: str, sheet: Sheet, entry: str) -> str:
    if name not in sheet.columns:
        raise InvalidInput(
            f"{entry}: {name or 'nothing'} is no column of {sheet.name}; "
            f"known are {', '.join((*sheet.required, *sheet.optional))}"
        )
    return name


def _check_distinct(targets: list[str]) -> None:
    twice = sorted({name for name in targets if targets.count(name) > 1})
    if twice:
        raise InvalidInput(f"--map names two columns for {', '.join(twice)}")


def _displaced(column: str, renamed: dict[str, str]) -> bool:
    """Whether another column was given this one's name; the file's own is then kept as metadata."""
    return column not in renamed and column in renamed.values()


def _by_our_column(
    values: dict[tuple[str, str], str], renamed: dict[str, str], targets: list[str]
) -> dict[tuple[str, str], str]:
    ours = {}
    for (column, value), right in values.items():
        name = renamed.get(column, column)
        if name not in targets:
            raise InvalidFile(f"--map {column}:{value}={right}: the file has no column {column}")
        ours[name, value] = right
    return ours
