"""One row of a file before its columns are renamed."""

from hitl.domain.record import Record


class RawRow(Record):
    """Texts by the file's own column names; `problem` says why a row cannot be read."""

    line: int
    cells: dict[str, str]
    problem: str = ""
    header: bool = False
