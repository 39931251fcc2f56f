"""What living through a history needs of the product."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol

from hitl.domain.gate.ruleset import Ruleset
from hitl.errors import InvalidFile
from hitl.ports.drafter import Drafter
from hitl.ports.quality import Stock
from hitl.ports.store import Store
from hitl.steps.importing.run import Import, run_import


class MovableClock(Protocol):
    """A clock that can be set."""

    def now(self) -> datetime:
        """The moment at which it stands."""
        ...

    def set(self, at: datetime) -> None:
        """Stand at another moment."""
        ...


class Agent(Protocol):
    """Who drafts, and by which rules; each can be put in another's place."""

    drafter: Drafter
    second: Drafter | None  # drafts independently what a model drafts
    ruleset: Ruleset


@dataclass(frozen=True, kw_only=True)
class Shop:
    """The product around the demo company."""

    folder: Path  # data/demo
    policies: Path
    store: Store
    rules: str  # the text of the rules as delivered
    agent: Agent
    quality: Stock
    clock: MovableClock
    work: Callable[
        [], object
    ]  # do what intake and decisions have handed to the agent, the executor, the post
    sweep: Callable[[], object]  # see to what time alone moves

    @property
    def ruleset(self) -> Ruleset:
        """The rules in force."""
        return self.agent.ruleset

    def take_file(self, kind: Import, path: Path) -> None:
        """Import a file of the demo's. Raises InvalidFile where a row of it is refused."""
        report = run_import(kind, path, store=self.store, clock=self.clock)
        if report.rejected:
            first = report.refused[0]
            raise InvalidFile(f"data/demo/{path.name}, line {first.line}: {first.reason}")
