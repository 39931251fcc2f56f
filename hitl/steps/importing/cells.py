"""The cells of one row as values of ours; all that is wrong with them is collected and said at once."""

import re
from datetime import UTC, datetime
from enum import StrEnum
from typing import TypeVar

from pydantic import ValidationError

from hitl.domain.money import Money, known_currency
from hitl.errors import CountersignError, InvalidInput
from hitl.steps.importing.countries import COUNTRIES
from hitl.steps.importing.sheets import Sheet
from hitl.steps.importing.table import Row
from hitl.steps.intake import readable

Choice = TypeVar("Choice", bound=StrEnum)

_YEARS = range(1970, 2101)
"""Years that a date may lie in; others are typing errors, and overflow when days are added later."""

_LONGEST_ID = 200
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+")
_LARGEST = 10**15
"""Minor units; a million pieces of that still fit the 64 bits of a database."""
_BARE_DATE = len("2026-01-31")


class Cells:
    """Typed access to a row.

    A getter whose cell is wrong notes the problem and returns a stand-in; `check` then refuses the
    row before anything is made of it.
    """

    def __init__(self, row: Row, sheet: Sheet) -> None:
        self._cells = row.cells
        self._sheet = sheet
        self._problems: list[str] = [row.problem] if row.problem else []

    def has(self, column: str) -> bool:
        """Whether the file has the column (or the JSON object the key); its cell may be empty."""
        return column in self._cells

    def problem(self, says: str) -> None:
        """Something else is wrong with the row."""
        if says not in self._problems:
            self._problems.append(says)

    def check(self) -> None:
        """Raise InvalidInput with every problem found so far."""
        if self._problems:
            raise InvalidInput("; ".join(self._problems))

    def text(self, column: str) -> str:
        """Free text without control characters, stripped; empty where the cell is empty."""
        return plain(self._cells.get(column, "")).strip()

    def raw(self, column: str) -> str:
        """The text exactly as given."""
        return self._cells.get(column, "")

    def identifier(self, column: str) -> str:
        """A name that other rows refer to: at most 200 characters, none of them a control character."""
        value = self._cells.get(column, "").strip()
        if column in self._sheet.required and not value:
            self.problem(f"{column} is empty")
        elif len(value) > _LONGEST_ID:
            self.problem(f"{column} is longer than {_LONGEST_ID} characters")
        elif value != plain(value):
            self.problem(f"{column} contains control characters")
        return value

    def required_text(self, column: str) -> str:
        """Free text that must be there."""
        value = self.text(column)
        if not value:
            self.problem(f"{column} is empty")
        return value

    def email(self, column: str) -> str:
        """An address with something on both sides of its @."""
        value = self.identifier(column)
        if value and not _EMAIL.fullmatch(value):
            self.problem(f"{column} {_shown(value)} is not an e-mail address")
        return value

    def currency(self, column: str) -> str:
        """An ISO 4217 code; empty where it is wrong, so that amounts beside it are not blamed."""
        value = self.identifier(column)
        if not value:
            return ""
        try:
            return known_currency(value)
        except ValueError:
            self.problem(f"{column} {_shown(value)} is not an ISO 4217 currency code")
            return ""

    def country(self, column: str) -> str | None:
        """An ISO 3166-1 alpha-2 code, or None."""
        value = self.identifier(column)
        if value and value not in COUNTRIES:
            self.problem(f"{column} {_shown(value)} is not an ISO 3166-1 alpha-2 country code")
            return None
        return value or None

    def choice(self, column: str, choices: type[Choice]) -> Choice | None:
        """One of the values that the column may have, or None where the cell is empty."""
        value = self.identifier(column)
        if not value:
            return None
        try:
            return choices(value)
        except ValueError:
            known = ", ".join(choices)
            self.problem(f"{column} {_shown(value)} is not known (known are {known})")
            return None

    def flag(self, column: str) -> bool:
        """Reads true or false in any case of letters; an empty cell is false."""
        value = self._cells.get(column, "").strip().lower()
        if value not in {"", "true", "false"}:
            self.problem(f"{column} {_shown(value)} is neither true nor false")
        return value == "true"

    def whole(self, column: str, *, least: int, most: int = 1_000_000) -> int | None:
        """A whole number between both bounds, or None where the cell is empty."""
        value = self._cells.get(column, "").strip()
        if not value:
            if column in self._sheet.required:
                self.problem(f"{column} is empty")
            return None
        if not re.fullmatch(r"\d{1,9}", value, re.ASCII) or not least <= int(value) <= most:
            self.problem(f"{column} {_shown(value)} is not a whole number from {least} to {most}")
            return None
        return int(value)

    def minor(self, column: str, currency: str) -> int | None:
        """An amount in minor units, or None where the cell is empty or the currency itself is wrong."""
        value = self._cells.get(column, "").strip()
        if not value:
            if column in self._sheet.required:
                self.problem(f"{column} is empty")
            return None
        if value.startswith(("-", "−")):
            self.problem(f"{column} {_shown(value)} is negative")
            return None
        return self._parsed(column, value, currency) if currency else None

    def _parsed(self, column: str, value: str, currency: str) -> int | None:
        try:
            minor = Money.parse(value, currency).minor
        except InvalidInput as error:
            self.problem(f"{column}: {error}" if len(value) < _SHOWN else f"{column} is not an amount")
            return None
        if minor > _LARGEST:
            self.problem(f"{column} {_shown(value)} is more than can be counted")
        return minor

    def moment(self, column: str) -> datetime | None:
        """A time in UTC, or None where the cell is empty."""
        value = self._cells.get(column, "").strip()
        if not value:
            if column in self._sheet.required:
                self.problem(f"{column} is empty")
            return None
        try:
            return parse_time(value)
        except ValueError as error:
            self.problem(f"{column} {_shown(value)} {error}")
            return None

    def metadata(self) -> dict[str, str]:
        """Every column that the sheet does not name; empty cells are kept, so that they can unset."""
        return {
            plain(column): plain(value).strip()
            for column, value in self._cells.items()
            if column not in self._sheet.columns
        }


_SHOWN = 60


def _shown(value: str) -> str:
    return repr(value if len(value) <= _SHOWN else value[: _SHOWN - 1] + "…")


def plain(text: str) -> str:
    """The text without control characters; the usual text is let through without a second look."""
    return text if text.isprintable() else readable(text)


def refusal(error: ValueError | CountersignError) -> str:
    """Why a row is refused, in words."""
    if isinstance(error, ValidationError):
        return "; ".join(f"{problem['loc'][-1]}: {problem['msg']}" for problem in error.errors())
    return str(error)


def parse_time(value: str) -> datetime:
    """ISO 8601 with an offset, or a bare date as that day at 00:00 UTC.

    Raises ValueError whose message completes the sentence "delivered_at '2026-02-30' ...".
    """
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        raise ValueError("is not an ISO 8601 date or time") from None
    if len(value) == _BARE_DATE:
        moment = moment.replace(tzinfo=UTC)
    elif moment.tzinfo is None:
        raise ValueError("has no offset from UTC (write Z or +02:00 at its end)")
    if moment.year not in _YEARS:
        raise ValueError(f"is not between {_YEARS.start} and {_YEARS.stop - 1}")
    return moment.astimezone(UTC)
