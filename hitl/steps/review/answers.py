"""What each kind of answer does."""

from hitl.domain.case import OPEN_FOR_REVIEW, Status
from hitl.domain.decision import Approve, Ask, Edit, Escalate, Reject
from hitl.domain.draft import Action, Draft
from hitl.domain.event import EventKind
from hitl.domain.money import Money
from hitl.domain.saved_reply import unfilled
from hitl.errors import Refused
from hitl.ports.store import Unit
from hitl.steps.review import question
from hitl.steps.review.final import Final, plans_replacement
from hitl.steps.review.second import settle
from hitl.steps.review.standing import Review, insist, log


def approve(unit: Unit, review: Review, answer: Approve) -> None:
    """The draft goes out as it stands."""
    _settle_or_ask(unit, review, as_drafted(review, answer))


def edit(unit: Unit, review: Review, answer: Edit) -> None:
    """The person's own action, amount or reply goes out."""
    _settle_or_ask(unit, review, as_edited(review, answer))


def as_drafted(review: Review, answer: Approve) -> Final:
    """What an approval decides. Raises Refused."""
    draft = _usable_draft(review)
    if answer.without and answer.reason_code is None:
        raise Refused("Say why a step is left out.")
    reason = answer.reason_code if answer.without else None
    final = Final(draft.action, draft.amount, draft.claims, draft.reply, reason, answer.without)
    return final._replace(replaces=plans_replacement(draft))


def as_edited(review: Review, answer: Edit) -> Final:
    """What an edit decides, the draft's parts filled in where they are kept. Raises Refused."""
    draft = review.drafted.draft
    action = answer.action or (draft.action if draft else None)
    if answer.replaces:
        action = _replacing(review, answer)
    reply = _whole(answer.reply) if answer.reply is not None else _kept_reply(review, answer, action)
    if action is None:
        raise Refused(f"{review.case.case_id} has no draft; say which action to take.")
    amount = _edited_amount(review, answer, action)
    claims = answer.claims if answer.claims is not None else (draft.claims if draft else ())
    if answer.replaces and not claims:
        raise Refused("Say which goods are sent again.")
    final = Final(action, amount, claims, reply, answer.reason_code, answer.without)
    return final._replace(note=(answer.note or "").strip(), replaces=answer.replaces)


def _settle_or_ask(unit: Unit, review: Review, final: Final) -> None:
    """A question is no final decision: it goes to the customer, and the case waits for the answer."""
    if final.action is Action.REQUEST_MORE_INFO and review.acts:
        _send_question(unit, review, final.reply)
    else:
        settle(unit, review, final)


def _replacing(review: Review, answer: Edit) -> Action:
    """Goods instead of money: the decision moves none."""
    if review.order is None:
        raise Refused(f"{review.case.case_id} names no order of this customer, so nothing can be sent again.")
    if answer.action is Action.APPROVE_REFUND or answer.amount is not None:
        raise Refused("Either the money goes back or the goods are sent again, not both.")
    return Action.ANSWER_ONLY if answer.action is None else answer.action


def _edited_amount(review: Review, answer: Edit, action: Action) -> Money | None:
    if action is not Action.APPROVE_REFUND:
        if answer.amount is not None:
            raise Refused(f"An amount does not go together with {action.replace('_', ' ')}.")
        return None
    drafted = review.drafted.draft.amount if review.drafted.draft else None
    amount = drafted if answer.amount is None else answer.amount
    if amount is None or amount.minor <= 0:
        raise Refused("Say how much to refund, above nothing.")
    return amount


def _kept_reply(review: Review, answer: Edit, action: Action | None) -> str:
    """The draft's reply, unless it would say something else than what was decided."""
    draft = review.drafted.draft
    if draft is None or review.case.draft_rejected:
        raise Refused("Write the reply to the customer: nothing of the draft goes out.")
    if action is draft.action and (answer.amount is None or answer.amount == draft.amount):
        return draft.reply
    if action is draft.action and draft.amount is not None and answer.amount is not None:
        return _with_amount(draft.reply, draft.amount, answer.amount)
    raise Refused("The draft's reply says something else than your decision; write the reply as well.")


def _with_amount(reply: str, before: Money, after: Money) -> str:
    if str(before) not in reply:
        raise Refused("The draft's reply says something else than your decision; write the reply as well.")
    return reply.replace(str(before), str(after))


def reject(unit: Unit, review: Review, answer: Reject) -> None:
    """Nothing of the draft goes out; the case waits for an answer of the person's own."""
    case = review.case
    if case.draft_rejected:
        raise Refused(f"The draft of {case.case_id} is rejected already; it waits for an answer of your own.")
    moved = unit.cases.move(
        case.case_id,
        Status.IN_REVIEW,
        expect=OPEN_FOR_REVIEW,
        draft_version=review.drafted.version,
        draft_rejected=True,
        at=review.at,
    )
    insist(case, moved=moved)
    unit.decisions.note_action(case.case_id, "reject", review.user.email, review.at, answer.note)
    log(unit, review, EventKind.CASE_DRAFT_REJECTED, reason=answer.reason_code, note=answer.note)


def escalate(unit: Unit, review: Review, answer: Escalate) -> None:
    """To a higher level, with another due time."""
    case = review.case
    level = answer.level or review.level.next
    due_at = review.at + review.ruleset.time_to_decide(level)
    moved = unit.cases.move(
        case.case_id,
        Status.IN_REVIEW,
        expect=OPEN_FOR_REVIEW,
        draft_version=review.drafted.version,
        at=review.at,
    )
    insist(case, moved=moved)
    unit.cases.raise_level(case.case_id, level, due_at, review.at)
    unit.decisions.note_action(case.case_id, "escalate", review.user.email, review.at, answer.note)
    log(unit, review, EventKind.CASE_ESCALATED, reason=answer.reason_code, note=answer.note, level=level)


def ask(unit: Unit, review: Review, answer: Ask) -> None:
    """A question goes to the customer; the case waits for the answer."""
    _send_question(unit, review, asked(review, answer))


def asked(review: Review, answer: Ask) -> str:
    """The question as written, or the draft's where it asks. Raises Refused."""
    draft = review.drafted.draft
    words = answer.question.strip()
    if not words and draft is not None and draft.action is Action.REQUEST_MORE_INFO:
        words = draft.reply
    if not words:
        raise Refused("Write the question to the customer.")
    return _whole(words)


def _whole(words: str) -> str:
    """What a customer is about to read. Raises Refused where a saved reply left something open in it."""
    left = unfilled(words)
    if left:
        raise Refused(f"{', '.join(left)} is not filled in; write what belongs there, or take it out.")
    return words


def _send_question(unit: Unit, review: Review, words: str) -> None:
    if not review.acts:
        raise Refused("In shadow mode nothing is sent, so no question can be asked.")
    question.ask(unit, review.case, words, by=review.user.email, at=review.at, expect=review.case.status)


def _usable_draft(review: Review) -> Draft:
    if review.drafted.draft is None:
        raise Refused(f"{review.case.case_id} has no draft to approve; write an answer of your own.")
    if review.case.draft_rejected:
        raise Refused(
            f"The draft of {review.case.case_id} was rejected; only an answer of your own can go out."
        )
    return review.drafted.draft
