"""Quality cases: made-up requests with a known answer, among the real ones, to see whether drafts are read.

An answer meets the checks of any other and then ends here: it is kept beside what is right, the person is
told, and nothing is paid, sent, noted or counted. docs/metrics.md says what is made of it.
"""

from datetime import timedelta

from hitl.domain.decision import Reject, Submission
from hitl.domain.draft import Draft
from hitl.domain.event import Event, EventKind
from hitl.domain.gate.ruleset import Ruleset
from hitl.domain.quality import Made, QualityCase, Told, gap, in_turn, told
from hitl.domain.record import Moment
from hitl.domain.roles import User
from hitl.domain.stakes import may_alone, needs_second
from hitl.ports.clock import Clock
from hitl.ports.quality import Setting, Stock
from hitl.ports.store import Store, Unit
from hitl.steps.desk.people import colleague
from hitl.steps.review.apart import Shown, apart, gone, rejected_already, would
from hitl.steps.review.standing import Review

LAPSES = timedelta(hours=8)
"""Who left one unanswered so long does not get it again: it would show its age."""

LATELY = timedelta(days=7)
"""Decisions of that time are counted for the next one."""

_TRIED = 3
"""Made-up cases that are tried for one that fits this desk; each is drafted twice."""


def next_quality(
    by: str, *, store: Store, ruleset: Ruleset, clock: Clock, stock: Stock, skip: tuple[str, ...] = ()
) -> str | None:
    """The made-up case that this person is to decide now; None nearly always. Raises NotAllowed.

    Nobody gets the same one twice, so that there is none once they had all.
    """
    at, percent = clock.now(), ruleset.review.quality.quality_percent
    with store.reads() as reads:
        mine = reads.quality_open(by, at - LAPSES)
        if mine is not None or not percent:
            return None if mine in skip else mine
        had = reads.quality_labels(by)
        due = gap(by, len(had), percent)
        decided = reads.decided_since_quality(by, at - LATELY, due)
        if len(decided) < due:
            return None
        simulated = reads.house().simulated
    fresh = in_turn(set(stock.labels) - set(had), by)[:_TRIED]
    setting, user = _setting(store, ruleset, at, by, decided[0])
    made = (stock.make(label, setting._replace(simulated=simulated), len(had)) for label in fresh)
    fit = (one for one in made if one is not None and _may_decide(user, one, ruleset))
    given = (give(one, user.email, store=store, at=at) for one in fit)
    return next((case_id for case_id in given if case_id is not None), None)


def give(made: Made, by: str, *, store: Store, at: Moment) -> str | None:
    """Put a made-up case before somebody, under a number of its own.

    None where they had that one, or where its order or customer is on record and it would be taken for real.
    """
    with store.unit() as unit:
        if _is_on_record(unit, made):
            return None
        given = QualityCase(made=made.numbered(unit.quality.next_id()), by=by, at=at)
        if not unit.quality.give(given):
            return None
        _log(unit, EventKind.QUALITY_GIVEN, given, at)
        unit.commit()
    return given.case_id


def answer_quality(submission: Submission, *, store: Store, ruleset: Ruleset, clock: Clock) -> Told | None:
    """Take an answer to a made-up case, and tell what would have been right.

    None where they threw the draft away: then their own answer is awaited. Raises NotAllowed, TooSoon,
    Unconfirmed or Refused, and changes nothing then.
    """
    with store.unit() as unit:
        review, given = _checked(unit, submission, ruleset, clock.now())
        if isinstance(submission.answer, Reject):
            if not unit.quality.reject(given.case_id, given.by):
                raise rejected_already(given.case_id)
            unit.commit()
            return None
        said, words = would(review, submission.answer)
        found = told(given, said)
        _end(unit, given, found, review.at, words)
        unit.commit()
    return found


def lay_aside(case_id: str, by: str, *, store: Store, clock: Clock) -> Told:
    """End it unanswered: it cannot be given away, put off or noted upon, and so it is told of.

    Raises Refused where it is not theirs to answer any more, or NotAllowed.
    """
    with store.unit() as unit:
        given = unit.quality.given(case_id, colleague(unit, by).email)
        if given is None:
            raise gone(case_id)
        found = told(given, None)
        _end(unit, given, found, clock.now(), "")
        unit.commit()
    return found


def _setting(store: Store, ruleset: Ruleset, at: Moment, by: str, last: str) -> tuple[Setting, User]:
    """How this desk stands now; the name under the drafts is that of the case decided last."""
    with store.unit() as unit:
        user, drafted = colleague(unit, by), unit.cases.drafted(last)
        like: Draft | None = drafted.draft if drafted is not None else None
        mode, policy = unit.controls.mode(), unit.policies.active()
    return Setting(now=at, policy=policy, ruleset=ruleset, mode=mode, like=like), user


def _is_on_record(unit: Unit, made: Made) -> bool:
    order, customer = made.order, made.customer
    found = (
        unit.catalog.order(order.order_id) if order else None,
        unit.catalog.customer(customer.customer_id) if customer else None,
        unit.catalog.customer_by_email(customer.email) if customer else None,
    )
    return any(one is not None for one in found)


def _may_decide(user: User, made: Made, ruleset: Ruleset) -> bool:
    amounts = (made.draft.amount if made.draft else None, made.right.amount)
    level = made.drafted.verdict.level
    return all(
        may_alone(user, level, amount, ruleset) and not needs_second(amount, ruleset) for amount in amounts
    )


def _checked(unit: Unit, submission: Submission, ruleset: Ruleset, at: Moment) -> tuple[Review, QualityCase]:
    user = colleague(unit, submission.by)
    given = unit.quality.given(submission.case_id, user.email)
    if given is None:
        raise gone(submission.case_id)
    case = given.made.case.model_copy(update={"draft_rejected": given.rejected})
    shown = Shown(case, given.made.drafted, given.made.order)
    return apart(unit, submission, shown, user=user, ruleset=ruleset, at=at), given


def _end(unit: Unit, given: QualityCase, found: Told, at: Moment, words: str) -> None:
    if not unit.quality.answer(found, given.by, at, words):
        raise gone(given.case_id)
    said = found.said
    kind = EventKind.QUALITY_LAID_ASIDE if said is None else EventKind.QUALITY_ANSWERED
    action = "" if said is None else str(said.action or "escalate")
    amount = str(said.amount) if said is not None and said.amount else ""
    _log(unit, kind, given, at, words=words, action=action, amount=amount, outcome=found.outcome)


def _log(
    unit: Unit, kind: EventKind, given: QualityCase, at: Moment, *, words: str = "", **payload: str
) -> None:
    """It belongs to no case: the number stands in the payload, and what was written is sealed."""
    about = {"number": given.case_id, "quality_case": given.made.label, **payload}
    unit.log(Event(kind=kind, at=at, actor=given.by, payload=about, private={"note": words} if words else {}))
