"""Quality cases: made-up requests whose right answer is known, mixed into what people review.

They tell whether drafts are still read. None is ever a case of the tables: no decision, refund or delivery
can refer to one.
"""

from collections.abc import Iterable
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from hitl.domain.blind import Said
from hitl.domain.case import Case, Message
from hitl.domain.draft import Action, Draft
from hitl.domain.drafted import Drafted
from hitl.domain.mode import bucket
from hitl.domain.money import Money
from hitl.domain.order import Customer, Order
from hitl.domain.record import Moment, Record


class Right(Record):
    """The answer that is right, and why, for whoever gave one."""

    actions: Annotated[tuple[Action, ...], Field(min_length=1)]  # any of these
    amount: Money | None = None  # of a refund; None: not asked about
    why: str = ""

    def is_met(self, action: Action | None, amount: Money | None) -> bool:
        """Whether that is the right answer; None is no answer at all."""
        return action in self.actions and (self.amount is None or amount == self.amount)


class Made(Record):
    """A made-up case as its reviewer meets it, with the right answer."""

    label: str  # its id in the file
    case: Case
    customer: Customer | None
    order: Order | None
    conversation: tuple[Message, ...]
    drafted: Drafted
    right: Right
    planted: bool  # whether the draft is wrong on purpose

    @property
    def draft(self) -> Draft | None:
        """What was put before the reviewer."""
        return self.drafted.draft

    def numbered(self, case_id: str) -> "Made":
        """The same under another number."""
        case = self.case.model_copy(update={"case_id": case_id, "ticket_id": case_id})
        drafted = self.drafted.model_copy(update={"case_id": case_id})
        return self.model_copy(update={"case": case, "drafted": drafted})


class QualityCase(Record):
    """A made-up case that was given to somebody and is not answered yet."""

    made: Made
    by: str  # e-mail of the reviewer
    at: Moment
    rejected: bool = False  # they threw the draft away and go on to an answer of their own

    @property
    def case_id(self) -> str:
        """Its number, which no other case has."""
        return self.made.case.case_id


class Outcome(StrEnum):
    """How it ended."""

    RIGHT = "right"
    WRONG = "wrong"
    HANDED_ON = "handed_on"  # to a higher level
    LAID_ASIDE = "laid_aside"  # given away, put off or noted upon, which a made-up case cannot be


class Told(Record):
    """What its reviewer is told at once."""

    case_id: str
    outcome: Outcome
    right: Right
    said: Said | None  # None: laid aside
    planted: bool
    as_drafted: bool  # with the draft's action and money, whatever was written


class Answered(Record):
    """One that was answered, as the figures count it."""

    by: str
    label: str
    at: Moment
    planted: bool
    outcome: Outcome
    as_drafted: bool


def told(given: QualityCase, said: Said | None) -> Told:
    """What that answer comes to."""
    made = given.made
    draft = made.draft
    if said is None:
        outcome = Outcome.LAID_ASIDE
    elif said.action is None:
        outcome = Outcome.HANDED_ON
    else:
        outcome = Outcome.RIGHT if made.right.is_met(said.action, said.amount) else Outcome.WRONG
    same = (
        said is not None and draft is not None and (said.action, said.amount) == (draft.action, draft.amount)
    )
    return Told(
        case_id=given.case_id,
        outcome=outcome,
        right=made.right,
        said=said,
        planted=made.planted,
        as_drafted=same,
    )


def gap(by: str, given: int, percent: int) -> int:
    """After so many decisions of their own a person who was given so many gets the next one.

    Between half and one and a half of 100 / percent, by a hash, so that nobody can count along; in the long
    run `percent` of what they decide. Only for a percent above 0.
    """
    return round((50 + bucket(f"{by} {given}", "quality")) / percent)


def in_turn(labels: Iterable[str], by: str) -> list[str]:
    """The order in which that person meets them, another for everybody."""
    return sorted(labels, key=lambda label: (bucket(f"{by} {label}", "quality"), label))
