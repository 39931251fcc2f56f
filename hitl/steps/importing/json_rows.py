"""Reading JSON Lines: one object a line, its values brought to the texts that a CSV file would hold.

Numbers are taken as written: 19.90 stays the text "19.90" and never becomes a binary fraction.
"""

import json
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

from pydantic import JsonValue

from hitl.steps.importing.raw import RawRow

Parsed = JsonValue | Decimal


def read_json_lines(path: Path) -> Iterator[RawRow]:
    """Every line that is not blank; one that is no JSON object carries the problem. Raises as `open` does."""
    with path.open(encoding="utf-8-sig", newline="\n") as file:
        for line, text in enumerate(file, start=1):
            if text.strip():
                yield _row(line, text)


def _row(line: int, text: str) -> RawRow:
    try:
        found = json.loads(
            text, parse_float=Decimal, parse_constant=_no_number, object_pairs_hook=_distinct_keys
        )
    except (ValueError, ArithmeticError, RecursionError) as error:
        return RawRow(line=line, cells={}, problem=f"not a JSON object ({_short(error)})")
    if not isinstance(found, dict):
        return RawRow(line=line, cells={}, problem="not a JSON object")
    return RawRow(line=line, cells=dict(_cells(found)))


def _cells(found: dict[str, Parsed]) -> Iterator[tuple[str, str]]:
    for key, value in found.items():
        if key == "metadata" and isinstance(value, dict):
            yield from ((name, _text(inner)) for name, inner in value.items() if name not in found)
        elif key == "attachments" and isinstance(value, list):
            yield key, ";".join(_text(name) for name in value)
        else:
            yield key.strip(), _text(value)


def _text(value: Parsed) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return value
    if isinstance(value, int | Decimal):
        return str(value)
    return json.dumps(value, ensure_ascii=False, sort_keys=True, default=str)


def _distinct_keys(pairs: list[tuple[str, Parsed]]) -> dict[str, Parsed]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key stands twice")
    return found


def _no_number(name: str) -> Parsed:
    raise ValueError(f"{name} is no number")


def _short(error: BaseException) -> str:
    return str(error)[:100] or type(error).__name__
