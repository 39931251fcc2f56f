"""Clocks: the system's, one that runs as of another day, and one that tests set by hand."""

from datetime import UTC, datetime, timedelta


class SystemClock:
    """The time of day; with `as_of`, time that started to run from there when the clock was made."""

    def __init__(self, as_of: datetime | None = None) -> None:
        self._ahead = timedelta() if as_of is None else as_of.astimezone(UTC) - datetime.now(UTC)

    def now(self) -> datetime:
        """The present moment, aware, in UTC."""
        return datetime.now(UTC) + self._ahead


class FixedClock:
    """A clock for tests: it stands still until it is moved."""

    def __init__(self, at: datetime) -> None:
        self._at = at.astimezone(UTC)

    def now(self) -> datetime:
        """The moment at which the clock stands, in UTC."""
        return self._at

    def set(self, at: datetime) -> None:
        """Stand at another moment."""
        self._at = at.astimezone(UTC)

    def advance(self, by: timedelta) -> datetime:
        """Move on and tell the new time."""
        self._at += by
        return self._at
