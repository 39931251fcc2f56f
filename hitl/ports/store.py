"""The store: what steps read and change inside one transaction.

A unit of work is opened, used and committed explicitly; leaving it without `commit()` changes nothing.
Events appended in a unit are written with it, last. `compare-and-set` methods return False (or None)
instead of changing anything when the row is no longer as expected.
"""

from contextlib import AbstractContextManager
from typing import Protocol, Self

from hitl.domain.event import Event
from hitl.ports.blind import Blind
from hitl.ports.cases import Cases
from hitl.ports.catalog import Catalog, Policies
from hitl.ports.controls import Controls
from hitl.ports.decisions import Decisions, Outcomes, Ratings
from hitl.ports.deliveries import Deliveries
from hitl.ports.desk import Desk
from hitl.ports.jobs import Job
from hitl.ports.quality import Quality
from hitl.ports.reads import Reads
from hitl.ports.refunds import Refunds
from hitl.ports.rollups import Rollups


class Unit(Protocol):
    """One transaction."""

    @property
    def cases(self) -> Cases:
        """Cases with their messages and drafts."""
        ...

    @property
    def catalog(self) -> Catalog:
        """Customers and orders."""
        ...

    @property
    def policies(self) -> Policies:
        """Versions of the policy."""
        ...

    @property
    def decisions(self) -> Decisions:
        """Final decisions."""
        ...

    @property
    def refunds(self) -> Refunds:
        """Refunds."""
        ...

    @property
    def deliveries(self) -> Deliveries:
        """What leaves the house besides money."""
        ...

    @property
    def controls(self) -> Controls:
        """Mode, kill switch, people and rulesets."""
        ...

    @property
    def outcomes(self) -> Outcomes:
        """What people decided beside the agent."""
        ...

    @property
    def ratings(self) -> Ratings:
        """How satisfied customers said they were."""
        ...

    @property
    def rollups(self) -> Rollups:
        """Kept sums of the figures."""
        ...

    @property
    def blind(self) -> Blind:
        """Second readings of decided cases."""
        ...

    @property
    def quality(self) -> Quality:
        """Made-up cases with a known answer."""
        ...

    @property
    def desk(self) -> Desk:
        """Who has which case, notes, and what people have saved."""
        ...

    def log(self, event: Event) -> None:
        """Append to the ledger with this transaction."""
        ...

    def enqueue(self, job: Job) -> None:
        """Give work to the durable queue with this transaction."""
        ...

    def commit(self) -> None:
        """Keep everything. Nothing may be used after it."""
        ...

    def __enter__(self) -> Self: ...

    def __exit__(self, *raised: object) -> None: ...


class Store(Protocol):
    """Opens units of work and reading snapshots."""

    def unit(self, *, passing: bool = False) -> Unit:
        """A writing transaction; on SQLite it takes the write lock at once.

        What a `passing` one has kept may be lost if the power fails: who works on what, and nothing that is
        logged, decided or paid. The end of a process loses nothing of it.
        """
        ...

    @property
    def written(self) -> int:
        """Another number after every unit that this process has kept; others' are not counted."""
        ...

    def reads(self) -> AbstractContextManager[Reads]:
        """Queries for screens, exports and figures, on one snapshot."""
        ...
