"""Second readings: a share of what people decided is decided by another person too, who sees no decision.

It goes the way of any other answer and meets the same checks, and is a review action of its own: the case,
its decision and its money stay as they are. Afterwards the second person is told what the first decided.
"""

from datetime import timedelta

from hitl.domain.at_stake import order_at_stake
from hitl.domain.blind import Given, Pair, Said, is_chosen, undecided, unpaid
from hitl.domain.decision import Answer, Decision, Reject, Submission, order_state
from hitl.domain.event import EventKind
from hitl.domain.gate.ruleset import Ruleset
from hitl.domain.record import Moment
from hitl.domain.roles import User
from hitl.domain.stakes import may_alone, needs_second
from hitl.ports.clock import Clock
from hitl.ports.store import Store, Unit
from hitl.steps.desk.people import colleague, levels_of
from hitl.steps.review.apart import Shown, apart, gone, rejected_already, would
from hitl.steps.review.standing import Review, log

SETTLED = timedelta(minutes=10)
"""A decision younger than that may be taken back, or talked about at the next desk."""

LATELY = timedelta(days=2)
"""An older case shows its age, and the order has gone on."""

LAPSES = timedelta(minutes=30)
"""Who left one unanswered so long does not get it again; somebody else may."""

EVERY = 10
"""At most one in so many cases that a person decides, however many wait to be read."""

SHIFT = timedelta(hours=12)
"""Decisions of that time are counted for it."""

_TRIED = 5
"""Cases of the share that are looked at for one that still stands as it was drafted."""


def next_blind(
    by: str,
    *,
    store: Store,
    ruleset: Ruleset,
    clock: Clock,
    skip: tuple[str, ...] = (),
    every: int | None = None,
) -> str | None:
    """The decided case that this person is to read now; None nearly always. Raises NotAllowed.

    Never one that they decided, or asked, escalated or rejected something about. `every` is how many cases
    they decide from one to the next at least, where that is not `EVERY`.
    """
    at, every = clock.now(), EVERY if every is None else every
    with store.reads() as reads:
        mine = reads.blind_open(by, at - LAPSES)
        if mine is not None or reads.decided_since_blind(by, at - SHIFT) < every:
            return None if mine in skip else mine
        house = reads.house()
        user = next((user for user in house.users if user.email == by), None)
        levels = levels_of(user) if user else ()
        found = reads.to_read_blind(by, levels, at - LATELY, at - SETTLED, at - LAPSES, demo=house.simulated)
    chosen = [one for one in found if is_chosen(one, ruleset.review.quality.blind_percent)]
    return _give(chosen[:_TRIED], by, store, ruleset, at) if chosen else None


def answer_blind(submission: Submission, *, store: Store, ruleset: Ruleset, clock: Clock) -> Pair | None:
    """Take a second reader's answer; returns it beside the decision that counts.

    None where they threw the draft away: then their own answer is awaited. Raises NotFound, NotAllowed,
    TooSoon, Unconfirmed or Refused, and changes nothing then.
    """
    with store.reads() as reads:
        given = reads.blind_given(submission.case_id, submission.by)
    with store.unit() as unit:
        review, decision = _checked(unit, submission, given, ruleset, clock.now())
        pair = _taken(unit, review, decision, submission.answer)
        unit.commit()
    return pair


def _give(chosen: list[str], by: str, store: Store, ruleset: Ruleset, at: Moment) -> str | None:
    with store.unit() as unit:
        user = colleague(unit, by)
        for case_id in chosen:
            version = _version_to_read(unit, case_id, user, ruleset)
            given = Given(case_id=case_id, draft_version=version or 0, by=user.email, at=at)
            if version is not None and unit.blind.give(given, at - LAPSES):
                unit.commit()
                return case_id
    return None


def _version_to_read(unit: Unit, case_id: str, user: User, ruleset: Ruleset) -> int | None:
    """The draft that both would have read; None where what is shown has changed, or exceeds their rights."""
    case, decision = unit.cases.get(case_id), unit.decisions.of_case(case_id)
    drafted = unit.cases.drafted(case_id)
    if decision is None or drafted is None or drafted.draft is None:
        return None
    order = unpaid(order_at_stake(case, drafted, unit.catalog), unit.refunds.of_case(case_id))
    same = (drafted.version, drafted.order_state) == (decision.draft_version, order_state(order))
    level = case.level or drafted.verdict.level
    allowed = all(
        may_alone(user, level, amount, ruleset) and not needs_second(amount, ruleset)
        for amount in (drafted.draft.amount, decision.amount)
    )
    return drafted.version if same and allowed else None


def _checked(
    unit: Unit, submission: Submission, given: Given | None, ruleset: Ruleset, at: Moment
) -> tuple[Review, Decision]:
    """The submission beside what it is checked against, as if nothing were decided, and what was."""
    case, user = unit.cases.get(submission.case_id), colleague(unit, submission.by)
    decision = unit.decisions.of_case(case.case_id)
    drafted = unit.cases.drafted(case.case_id, given.draft_version) if given else None
    if given is None or decision is None or drafted is None or decision.by == user.email:
        raise gone(case.case_id)
    order = unpaid(order_at_stake(case, drafted, unit.catalog), unit.refunds.of_case(case.case_id))
    shown = Shown(undecided(case, given), drafted, order)
    return apart(unit, submission, shown, user=user, ruleset=ruleset, at=at), decision


def _taken(unit: Unit, review: Review, decision: Decision, answer: Answer) -> Pair | None:
    if isinstance(answer, Reject):
        if not unit.blind.reject(review.case.case_id, review.user.email):
            raise rejected_already(review.case.case_id)
        return None
    said, words = would(review, answer)
    return _keep(unit, review, decision, said, words)


def _keep(unit: Unit, review: Review, decision: Decision, said: Said, words: str) -> Pair:
    case_id = review.case.case_id
    if not unit.blind.answer(case_id, said, words):
        raise gone(case_id)
    first = Said(by=decision.by, action=decision.action, amount=decision.amount, at=decision.decided_at)
    pair = Pair(case_id=case_id, first=first, second=said)
    unit.decisions.note_action(case_id, "blind", said.by, said.at, words)
    log(
        unit,
        review,
        EventKind.CASE_READ_BLIND,
        note=words,
        action=said.action or "escalate",
        amount=str(said.amount or ""),
        agrees="yes" if pair.same else "no",
    )
    return pair
