"""Two signatures: above the second limit one person's decision waits until another agrees.

One of the two may approve the amount alone, the other is at least a senior. The second sees what the first
would decide and why; until they agree nothing is reserved, paid or sent.
"""

from hitl.domain.case import OPEN_FOR_REVIEW, Status
from hitl.domain.decision import Disagree, binding
from hitl.domain.event import EventKind
from hitl.domain.roles import Level, Role
from hitl.domain.signature import Signature
from hitl.domain.stakes import may_alone, needs_second
from hitl.errors import NotAllowed, Refused, StaleDraft
from hitl.ports.store import Unit
from hitl.steps.review.final import Final, check_confirmed, check_rights, decide, order_for
from hitl.steps.review.standing import Review, insist, log


def settle(unit: Unit, review: Review, final: Final) -> None:
    """Make the decision final, or, above the second limit, keep it as the first of two signatures."""
    if review.acts and needs_second(final.amount, review.ruleset):
        _sign(unit, review, final)
        return
    check_rights(review, final.amount)
    decide(unit, review, final)


def agree(unit: Unit, review: Review) -> None:
    """The second signature: the first person's decision becomes final as it stands."""
    first = signed_first(unit, review)
    user = review.user
    if user.email == first.by:
        raise NotAllowed(f"You signed {first.case_id} first; somebody else must agree.")
    _insist_on_senior(review)
    signer = unit.controls.user(first.by)
    both = [one for one in (user, signer) if one is not None]
    if not any(may_alone(one, review.level, first.amount, review.ruleset) for one in both):
        level = review.ruleset.level_for(first.amount) if first.amount else review.level
        raise NotAllowed(f"{first.amount} needs the signature of a {max(level, review.level, key=_rank)}.")
    order = order_for(review, _final(first))
    if first.bound != binding(order, action=first.action, amount=first.amount, reply=first.reply):
        raise StaleDraft(f"The order of {first.case_id} changed since {first.by} signed; decide it anew.")
    unit.decisions.unsign(first.case_id)
    decide(unit, review, _final(first), first_by=first.by, expect=frozenset({Status.AWAITING_SECOND}))


def disagree(unit: Unit, review: Review, answer: Disagree) -> None:
    """Set the first signature aside: the case waits for a decision again, with the reason why."""
    first = signed_first(unit, review)
    if review.user.email != first.by:
        _insist_on_senior(review)
    if not answer.note.strip():
        raise Refused("Say why, for whoever signed first.")
    _reopen(unit, review)
    unit.decisions.unsign(first.case_id)
    unit.decisions.note_action(first.case_id, "disagree", review.user.email, review.at, answer.note)
    log(
        unit,
        review,
        EventKind.CASE_SIGNATURE_SET_ASIDE,
        note=answer.note,
        reason=answer.reason_code,
        first_by=first.by,
    )


def signed_first(unit: Unit, review: Review) -> Signature:
    """The signature that waits. Raises Refused where there is none for the draft on the screen."""
    first = unit.decisions.signature(review.case.case_id)
    if first is None or first.draft_version != review.drafted.version:
        raise Refused(f"Nobody has signed {review.case.case_id} yet.")
    return first


def _sign(unit: Unit, review: Review, final: Final) -> None:
    _insist_on_senior(review)
    check_confirmed(review, final)
    order = order_for(review, final)
    submission = review.submission
    moved = unit.cases.move(
        review.case.case_id,
        Status.AWAITING_SECOND,
        expect=OPEN_FOR_REVIEW,
        draft_version=review.drafted.version,
        at=review.at,
    )
    insist(review.case, moved=moved)
    signature = Signature(
        case_id=review.case.case_id,
        draft_version=review.drafted.version,
        by=review.user.email,
        at=review.at,
        opened_at=submission.opened_at,
        action=final.action,
        amount=final.amount,
        claims=final.claims,
        reply=final.reply,
        note=final.note,
        reason_code=final.reason_code,
        without=frozenset(final.without),
        replaces=final.replaces,
        bound=binding(order, action=final.action, amount=final.amount, reply=final.reply),
        says=submission.says.strip(),
        feedback=submission.feedback,
    )
    unit.decisions.sign(signature)
    unit.decisions.note_action(signature.case_id, "sign", signature.by, review.at, signature.says)
    log(
        unit,
        review,
        EventKind.CASE_SIGNED_FIRST,
        note=signature.says,
        action=final.action,
        amount=str(final.amount),
        bound=signature.bound,
    )


def _reopen(unit: Unit, review: Review) -> None:
    moved = unit.cases.move(
        review.case.case_id,
        Status.IN_REVIEW,
        expect={Status.AWAITING_SECOND},
        draft_version=review.drafted.version,
        at=review.at,
    )
    insist(review.case, moved=moved)


def _insist_on_senior(review: Review) -> None:
    if review.user.role.rank < Role.SENIOR.rank:
        raise NotAllowed(f"{review.case.case_id} takes two signatures, of seniors or above; escalate it.")


def _rank(level: Level) -> int:
    return level.role.rank


def _final(first: Signature) -> Final:
    return Final(
        first.action,
        first.amount,
        first.claims,
        first.reply,
        first.reason_code,
        first.without,
        first.note,
        first.replaces,
    )
