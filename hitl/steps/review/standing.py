"""A submission with everything it is checked against, and the checks that every answer must pass."""

from datetime import timedelta
from typing import NamedTuple

from hitl.domain.at_stake import order_at_stake
from hitl.domain.case import OPEN_FOR_REVIEW, Case, Status
from hitl.domain.decision import Agree, Answer, Disagree, Submission, fingerprint
from hitl.domain.drafted import Drafted
from hitl.domain.event import Event, EventKind
from hitl.domain.gate.ruleset import Ruleset
from hitl.domain.mode import Mode
from hitl.domain.order import Order
from hitl.domain.record import Moment
from hitl.domain.roles import Level, User
from hitl.errors import AlreadyDecided, Refused, StaleDraft, TooSoon
from hitl.ports.store import Unit
from hitl.steps.desk.claims import refuse_if_held
from hitl.steps.desk.people import colleague

READ_AT_LEAST = timedelta(seconds=0.8)
"""A decision sooner than this after its case came on screen is a held key, not a reading person."""


class Review(NamedTuple):
    """A submission with everything it is checked against."""

    case: Case
    drafted: Drafted
    order: Order | None
    user: User
    submission: Submission
    mode: Mode
    ruleset: Ruleset
    at: Moment
    not_before: Moment

    @property
    def level(self) -> Level:
        """The level of reviewer that the case needs now, escalations included."""
        return self.case.level or self.drafted.verdict.level

    @property
    def acts(self) -> bool:
        """Whether anything may leave: never for a case drafted, or decided, in shadow."""
        return Mode.SHADOW not in {self.mode, self.drafted.verdict.mode}


def checked(unit: Unit, submission: Submission, *, ruleset: Ruleset, at: Moment, undo: timedelta) -> Review:
    """The submission beside the facts it needs, or a refusal."""
    case = unit.cases.get(submission.case_id)
    user = colleague(unit, submission.by)
    _refuse_if_decided(unit, case)
    drafted = unit.cases.drafted(case.case_id)
    if case.status not in _answerable(submission.answer) or drafted is None:
        raise Refused(f"{case.case_id} is {case.status.replace('_', ' ')}; there is nothing to decide now.")
    if drafted.version != submission.draft_version:
        raise StaleDraft(
            f"{case.case_id} was drafted anew meanwhile (version {drafted.version}, you saw "
            f"{submission.draft_version}); look at the new draft."
        )
    if submission.seen is not None:
        refuse_if_held(unit, case.case_id, user.email, at)
    refuse_unread(submission, at)
    order = order_at_stake(case, drafted, unit.catalog)
    if submission.seen is not None and submission.seen != fingerprint(drafted, order):
        raise StaleDraft(f"The order of {case.case_id} changed since it was shown; look at it again.")
    return Review(
        case=case,
        drafted=drafted,
        order=order,
        user=user,
        submission=submission,
        mode=unit.controls.mode().mode,
        ruleset=ruleset,
        at=at,
        not_before=at + undo,
    )


def _answerable(answer: Answer) -> frozenset[Status]:
    """A second signature is given to a first one; everything else to a case that waits for a decision."""
    return frozenset({Status.AWAITING_SECOND}) if isinstance(answer, Agree | Disagree) else OPEN_FOR_REVIEW


def _refuse_if_decided(unit: Unit, case: Case) -> None:
    decision = unit.decisions.of_case(case.case_id)
    if decision is not None:
        what = decision.action.replace("_", " ") + (f" of {decision.amount}" if decision.amount else "")
        raise AlreadyDecided(
            f"{case.case_id} was {decision.outcome} by {decision.by} "
            f"at {decision.decided_at:%H:%M} UTC: {what}."
        )


def refuse_unread(submission: Submission, at: Moment) -> None:
    """Raises TooSoon where the case has only just come on the screen."""
    if submission.opened_at is not None and at - submission.opened_at < READ_AT_LEAST:
        raise TooSoon(f"{submission.case_id} has only just been opened; look at it first.")


def insist(case: Case, *, moved: bool) -> None:
    """Raises Refused where a compare-and-set found the case changed."""
    if not moved:
        raise Refused(f"{case.case_id} changed while you decided; look at it again.")


def log(unit: Unit, review: Review, kind: EventKind, *, note: str = "", **payload: str) -> None:
    """The audit event of what this person did; the note is sealed."""
    unit.log(
        Event(
            kind=kind,
            at=review.at,
            actor=review.user.email,
            case_id=review.case.case_id,
            payload={"version": review.drafted.version, **payload},
            private={"note": note},
        )
    )
