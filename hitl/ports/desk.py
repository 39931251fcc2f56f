"""What people at the review desk need beside the cases: who has which, notes, what they have saved."""

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from typing import Protocol

from hitl.domain.record import Moment, Record
from hitl.domain.roles import Level
from hitl.domain.saved_reply import SavedReply


class Hold(Record):
    """Who has a case open, as the case's row says it; the lease may have lapsed."""

    case_id: str
    held_by: str
    until: Moment
    takeover_by: str | None = None  # who has asked the holder to hand it over

    def live(self, now: datetime) -> bool:
        """Whether the lease still runs."""
        return self.until > now


class Claim(Record):
    """A lease on a case, as the person sees it who asked for it."""

    case_id: str
    held_by: str
    until: Moment
    yours: bool
    takeover_by: str | None = None


class SavedView(Record):
    """A view of the queue that somebody keeps under a name."""

    name: str
    query: str  # of the address: "view=mine&sort=oldest"


class Note(Record):
    """What a colleague wrote on a case for colleagues."""

    note_id: int
    case_id: str
    by: str
    at: Moment
    text: str  # personal data
    mentions: tuple[str, ...] = ()  # e-mails


class Presence(Record):
    """Somebody who looks at a case right now."""

    email: str
    at: Moment
    doing: str  # "reading", "writing the reply"


class ReplyText(Record):
    """The reply to a draft as people have edited it so far."""

    case_id: str
    version: int  # of the draft
    revision: int  # counts the saves, from 1
    text: str  # personal data
    by: str
    at: Moment


class Day(Record):
    """What one person decided since a time."""

    decided: int
    median_seconds: float | None  # from opening a case to deciding it; None where nothing was timed
    changed: int  # of them, those that departed from the draft

    @property
    def changed_share(self) -> float | None:
        """Between 0 and 1; None where nothing was decided."""
        return self.changed / self.decided if self.decided else None


QUARTER = timedelta(minutes=15)
"""Somebody who decided in a quarter of an hour was at work in it."""


class Flow(Record):
    """What came to the desk and what left it in the quarter hours of a day in which people decided."""

    open: int  # cases that wait for a decision now
    arrived: int
    decided: int  # by people
    worked: timedelta  # those quarter hours together


class Claims(Protocol):
    """Leases on cases, by compare-and-set."""

    def hold(self, case_id: str) -> Hold | None:
        """Who claimed the case last and has not released it."""
        ...

    def claim(self, case_id: str, by: str, now: datetime, until: datetime) -> bool:
        """Hold the case where nobody else does, or renew; False where somebody else holds it."""
        ...

    def claim_next(
        self, by: str, levels: Collection[Level], skip: Collection[str], now: datetime, until: datetime
    ) -> str | None:
        """Hold the first waiting case of those levels that nobody else holds or is assigned."""
        ...

    def release(self, case_id: str, by: str) -> bool:
        """Let go of it; False where that person did not hold it."""
        ...

    def ask_takeover(self, case_id: str, by: str, now: datetime) -> bool:
        """Ask whoever holds it; False where nobody else does."""
        ...

    def pass_on(self, case_id: str, by: str, to: str, now: datetime, until: datetime) -> bool:
        """From its holder to another; False where `by` does not hold it."""
        ...


class Assignments(Protocol):
    """Who is to see to a case, and which cases sleep."""

    def assign(self, case_id: str, to: str | None) -> str | None:
        """Give the case to somebody, or to nobody; returns who had it before."""
        ...

    def assigned(self, email: str) -> tuple[str, ...]:
        """Cases at the desk that are assigned to that person, in order."""
        ...

    def set_away(self, email: str, until: datetime | None) -> None:
        """Until when that person is away; None: they are there."""
        ...

    def away_until(self, email: str) -> datetime | None:
        """Until when that person is away."""
        ...

    def snooze(self, case_id: str, until: datetime) -> bool:
        """Compare-and-set in_review to snoozed; a lease on it ends."""
        ...

    def wake(self, case_id: str) -> bool:
        """Compare-and-set snoozed to in_review."""
        ...

    def to_wake(self, now: datetime, limit: int) -> list[str]:
        """Snoozed cases whose time has come."""
        ...


class Shelf(Protocol):
    """What people save for themselves and for each other, and where they are."""

    def save_view(self, email: str, view: SavedView, at: datetime) -> None:
        """Add or replace."""
        ...

    def remove_view(self, email: str, name: str) -> bool:
        """False where there was none of that name."""
        ...

    def add_reply(self, title: str, text: str, by: str, at: datetime) -> SavedReply:
        """A new saved reply."""
        ...

    def change_reply(self, reply: SavedReply) -> bool:
        """False where there is none of that id."""
        ...

    def remove_reply(self, reply_id: int) -> bool:
        """False where there is none of that id."""
        ...

    def here(self, case_id: str, email: str, doing: str, at: datetime) -> None:
        """That person looks at that case. Scratch: no event."""
        ...

    def gone(self, case_id: str, email: str) -> None:
        """They no longer do."""
        ...


class Notebook(Protocol):
    """Notes on cases and the reply that is edited together."""

    def add_note(self, case_id: str, text: str, by: str, at: datetime, mentions: Collection[str]) -> Note:
        """A note, unread by those it calls."""
        ...

    def mark_read(self, email: str, case_id: str | None, at: datetime) -> int:
        """That person has read the notes that call them, on one case or on all; how many were unread."""
        ...

    def reply_text(self, case_id: str, version: int) -> ReplyText | None:
        """The reply as it was saved last, held until the end of the transaction."""
        ...

    def save_reply_text(self, text: ReplyText) -> bool:
        """Compare-and-set on the revision before this one."""
        ...


class Words(Protocol):
    """The keyed hashes that cases are found by."""

    def take_up(self, at_least: int, limit: int) -> int:
        """Move the words of cases that came lately into the index, once they are so many; how many."""
        ...

    def forget(self, case_id: str) -> None:
        """The case is found by its words no more: its customer was erased."""
        ...


class Desk(Claims, Assignments, Shelf, Notebook, Words, Protocol):
    """Everything of a unit of work that is about the desk."""


class DeskReads(Protocol):
    """What screens read of the desk."""

    def hold(self, case_id: str) -> Hold | None:
        """Who claimed the case last and has not released it; for polling."""
        ...

    def search(self, text: str, limit: int) -> tuple[str, ...]:
        """Cases that hold every word of the text, newest first.

        Looked for in case, ticket, order and customer numbers, names, e-mails, and words of three letters
        or more; upper and lower case and accents make no difference.
        """
        ...

    def day_of(self, email: str, since: datetime) -> Day:
        """What that person decided since then."""
        ...

    def last_decided(self) -> datetime | None:
        """When a person decided something last."""
        ...

    def flow(self, since: datetime, until: datetime) -> Flow:
        """What came to the desk and left it between the two, while people worked, for the forecast."""
        ...

    def saved_views(self, email: str) -> tuple[SavedView, ...]:
        """That person's views, by name."""
        ...

    def saved_replies(self) -> tuple[SavedReply, ...]:
        """Everybody's replies, by title."""
        ...

    def notes(self, case_id: str) -> tuple[Note, ...]:
        """The notes on a case, oldest first."""
        ...

    def unread_mentions(self, email: str) -> int:
        """How many notes call that person and are unread."""
        ...

    def mentions(self, email: str, limit: int) -> tuple[Note, ...]:
        """The unread notes that call that person, newest first."""
        ...

    def away(self, now: datetime) -> Mapping[str, datetime]:
        """Who is away at that time, by e-mail, and until when."""
        ...

    def who_is_here(self, case_id: str, since: datetime) -> tuple[Presence, ...]:
        """Who looked at the case since then, by e-mail."""
        ...

    def reply_text(self, case_id: str, version: int) -> ReplyText | None:
        """The reply to that draft as it was saved last."""
        ...
