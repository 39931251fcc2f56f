"""What pages need of the product, so that components depend on steps and ports, never on adapters."""

from typing import Protocol

from hitl.domain.gate.ruleset import Ruleset
from hitl.ports.clock import Clock
from hitl.ports.drafter import Drafter
from hitl.ports.quality import Stock
from hitl.ports.store import Store


class Works(Protocol):
    """The product, put together by `hitl.bootstrap`."""

    @property
    def store(self) -> Store:
        """Where everything is."""
        ...

    @property
    def clock(self) -> Clock:
        """The time of day."""
        ...

    @property
    def drafter(self) -> Drafter:
        """Who drafts."""
        ...

    @property
    def ruleset(self) -> Ruleset:
        """The gate's rules in force."""
        ...

    @property
    def quality(self) -> Stock:
        """Made-up cases with a known answer."""
        ...
