"""Whoever drafts: fixed rules or a model."""

from collections.abc import Callable
from typing import Protocol, runtime_checkable

from pydantic import Field

from hitl.domain.correction import Correction
from hitl.domain.draft import Draft
from hitl.domain.drafted import Passage
from hitl.domain.facts import Facts
from hitl.domain.model_run import ModelRun
from hitl.domain.policy import Clause
from hitl.domain.reading.record import Reading
from hitl.domain.record import Record


class Brief(Record):
    """Everything that a drafter may look at."""

    facts: Facts
    reading: Reading
    passages: tuple[Passage, ...]  # the clauses found for this case, nearest first
    corrections: tuple[Correction, ...] = ()  # what people changed in similar cases, nearest first
    tell: Callable[[str], None] | None = Field(default=None, exclude=True, repr=False)
    """Told now and then how far the drafter is, where somebody watches."""


class Drafter(Protocol):
    """Proposes what to do with a case. Never moves money, never chooses a route."""

    @property
    def name(self) -> str:
        """Name and version, as every draft shows it: "rules 1.0"."""
        ...

    def draft(self, brief: Brief) -> Draft:
        """A draft for the case.

        Raises DrafterFailed when there is none to be had; any other exception is treated alike.
        """
        ...


@runtime_checkable
class OnRecord(Protocol):
    """A drafter that keeps a record of what it asked of models."""

    @property
    def health(self) -> str:
        """One sentence on whether the models are asked at present; empty where there are none."""
        ...

    @property
    def trouble(self) -> str:
        """Why the models give no drafts at present, for whoever decides; empty while they do."""
        ...

    def run_of(self, case_id: str) -> ModelRun | None:
        """What was asked for a case when it was last drafted, handed out once; also where that failed."""
        ...


class PolicySearch(Protocol):
    """Finds the clauses that a request may be about."""

    def find(self, words: str, clauses: tuple[Clause, ...], limit: int) -> tuple[Passage, ...]:
        """At most `limit` clauses by their text, nearest first; none where no word matches."""
        ...
