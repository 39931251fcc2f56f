"""The store: opens units of work and reading snapshots on one database."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from sqlalchemy import Engine
from sqlalchemy.engine import URL, make_url

from hitl.adapters.clock import SystemClock
from hitl.adapters.migrations.migrate import bring_up_to_date, start_afresh
from hitl.adapters.sql.all_or_nothing import all_or_nothing
from hitl.adapters.sql.engine import make_engine, make_folder, passing, reading
from hitl.adapters.sql.failures import in_plain_words
from hitl.adapters.sql.ledger import LastHead
from hitl.adapters.sql.policies import KnownVersions
from hitl.adapters.sql.reads import SqlReads
from hitl.adapters.sql.turns import Turns
from hitl.adapters.sql.unit import JobSink, SqlUnit
from hitl.adapters.vault import Vault, open_vault
from hitl.ports.clock import Clock
from hitl.settings import Settings

__all__ = ["JobSink", "SqlStore", "open_store"]


class SqlStore:
    """Implements ports.store.Store on SQLite and PostgreSQL."""

    def __init__(
        self, url: str | URL, vault: Vault, jobs: JobSink | None = None, engine: Engine | None = None
    ) -> None:
        """Nothing is connected yet; `migrate` makes a new database usable."""
        self.url = make_url(url)
        self.jobs = jobs  # may be set once the durable queue is there
        self._vault = vault
        self._engine = engine or make_engine(self.url)
        self._reading = reading(self._engine)
        self._passing = passing(self._engine)
        self._known = KnownVersions()
        self._last = LastHead()
        self.turns = Turns() if self.url.get_backend_name() == "sqlite" else None  # who writes when

    @property
    def engine(self) -> Engine:
        """The pool; on SQLite every transaction of it takes the write lock at once."""
        return self._engine

    def migrate(self, now: datetime) -> None:
        """Bring an empty or older database up to date; a new one starts in shadow mode as of `now`.

        Raises StoreUnavailable where it cannot be reached, is of a newer version, or belongs to other keys.
        """
        make_folder(self.url)
        with in_plain_words(self.url):
            bring_up_to_date(self.url, self._vault, now)

    def start_afresh(self, now: datetime) -> None:
        """Delete all business in it; whether that may be done is for the caller to know."""
        with in_plain_words(self.url), self._engine.begin() as connection:
            start_afresh(connection, self._vault, now)

    @contextmanager
    def as_one(self, jobs: JobSink | None = None) -> Iterator["SqlStore"]:
        """A store, for one thread, whose units are all kept at the end of the block, or none if it raises.

        Until then everybody else sees the database as it was; on SQLite they wait with what they write.
        Only one such block runs at a time: the next one begins when this one has ended.
        """
        try:
            with in_plain_words(self.url), all_or_nothing(self.url) as engine:
                yield SqlStore(self.url, self._vault, jobs, engine)
        except BaseException:
            self._vault.forget()  # keys that were made and are not kept
            raise

    def unit(self, *, passing: bool = False) -> SqlUnit:
        """A writing transaction; on SQLite it takes the write lock at once, in order of arrival."""
        engine = self._passing if passing else self._engine
        return SqlUnit(engine, self._vault, self._known, last=self._last, jobs=self.jobs, turns=self.turns)

    @property
    def written(self) -> int:
        """Another number after every unit that this process has kept."""
        return SqlUnit.committed

    @contextmanager
    def reads(self) -> Iterator[SqlReads]:
        """Queries on one snapshot."""
        with in_plain_words(self.url), self._reading.connect() as connection:
            yield SqlReads(connection, self._vault, self._known)

    def close(self) -> None:
        """Close every connection and forget the keys."""
        self._engine.dispose()
        self._vault.forget()


def open_store(settings: Settings, *, clock: Clock | None = None, jobs: JobSink | None = None) -> SqlStore:
    """The store of this installation, migrated. Raises StoreUnavailable, InvalidSetting."""
    store = SqlStore(settings.database_url, open_vault(settings), jobs)
    store.migrate((clock or SystemClock(settings.clock)).now())
    return store
