"""What is kept and asked about quality cases (domain/quality), and where they come from."""

from datetime import datetime
from typing import NamedTuple, Protocol

from hitl.domain.draft import Draft
from hitl.domain.gate.ruleset import Ruleset
from hitl.domain.mode import ModeState
from hitl.domain.policy import PolicyVersion
from hitl.domain.quality import Answered, Made, QualityCase, Told


class Setting(NamedTuple):
    """The desk at which a case is to look like any other."""

    now: datetime
    policy: PolicyVersion
    ruleset: Ruleset
    mode: ModeState
    like: Draft | None = None  # of a real case: whose name stands under its draft
    simulated: bool = False


class Stock(Protocol):
    """The quality cases that an installation has."""

    @property
    def labels(self) -> tuple[str, ...]:
        """Their ids."""
        ...

    def make(self, label: str, setting: Setting, number: int) -> Made | None:
        """That case as it would come to this desk now; `number` varies order and customer numbers.

        None where it is of no use here: the policy in force says another answer, or the gate would have let
        it through.
        """
        ...


class Quality(Protocol):
    """Quality cases that were given to people."""

    def next_id(self) -> str:
        """A case number that nobody has, and that nobody else gets."""
        ...

    def give(self, given: QualityCase) -> bool:
        """Give a made-up case to somebody; False where they had that one before."""
        ...

    def given(self, case_id: str, by: str) -> QualityCase | None:
        """The case, where it was given to that person and they have not answered."""
        ...

    def reject(self, case_id: str, by: str) -> bool:
        """They threw the draft away; False where the case is not theirs to answer, or they did already."""
        ...

    def answer(self, told: Told, by: str, at: datetime, words: str) -> bool:
        """How it ended, and what they wrote; False where the case is not theirs to answer any more."""
        ...

    def holds(self, case_id: str) -> bool:
        """Whether that is the number of a quality case, answered or not: nothing may ever follow from it."""
        ...


class QualityReads(Protocol):
    """What the desk and the figures read of it."""

    def quality_given(self, case_id: str, by: str) -> QualityCase | None:
        """The case, where it was given to that person and they have not answered."""
        ...

    def quality_open(self, by: str, since: datetime) -> str | None:
        """The case that was given to that person last, since then, and that they have not answered."""
        ...

    def quality_labels(self, by: str) -> tuple[str, ...]:
        """Which ones that person was ever given."""
        ...

    def decided_since_quality(self, by: str, since: datetime, limit: int) -> tuple[str, ...]:
        """Cases that they decided since then and since they were last given one, newest first."""
        ...

    def quality_answers(self, by: str, limit: int, *, demo: bool) -> tuple[Answered, ...]:
        """The newest that somebody answered, oldest first; simulated ones only where `demo`."""
        ...
