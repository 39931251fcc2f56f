"""What somebody of certain habits makes of a draft."""

from hitl.domain.decision import Answer, Approve, DecisionReason, Edit, Escalate, Reject
from hitl.domain.draft import Action, Draft
from hitl.domain.money import Money
from hitl.domain.order import Order
from hitl.domain.record import Record
from hitl.steps.simulate.chance import Chance
from hitl.steps.simulate.reviewers import Habit
from hitl.steps.simulate.words import DeskWords


class Seen(Record):
    """What is on the screen."""

    draft: Draft | None
    order: Order | None  # the customer's own, at stake
    slip: bool  # something is wrong with the words of the reply
    rejected: bool  # the draft was thrown away; only an answer of one's own may go out
    greeting: str  # "Hello Ada,"


def answer_to(seen: Seen, habit: Habit, words: DeskWords, chance: Chance) -> Answer:
    """The answer to a case that waits for a decision."""
    draft = seen.draft
    if seen.rejected or draft is None:
        return _of_ones_own(seen, words)
    if draft.action in {Action.REQUEST_MORE_INFO, Action.ANSWER_ONLY}:
        return Approve()
    if seen.slip and draft.amount is not None:
        reply = words.letter("pays", seen.greeting, draft.amount, seen.order)
        return Edit(reply=reply, reason_code=DecisionReason.REPLY_WRONG)
    return _passed_on(habit, words, chance) or _changed(seen, draft, habit, words, chance) or Approve()


def _passed_on(habit: Habit, words: DeskWords, chance: Chance) -> Answer | None:
    """Not decided on this draft: handed to somebody else, or thrown away."""
    if chance.happens(habit.hands_on):
        return Escalate(note=words.one_of("hands_on"))
    if chance.happens(habit.throws_away):
        return Reject(reason_code=DecisionReason.REPLY_WRONG, note=words.one_of("throws_away"))
    return None


def _changed(seen: Seen, draft: Draft, habit: Habit, words: DeskWords, chance: Chance) -> Answer | None:
    """Something of one's own in place of a part of the draft."""
    if draft.action is Action.DENY_REFUND:
        return _relent(seen, words) if chance.happens(habit.relents) else None
    if chance.happens(habit.trims):
        return _trim(seen, draft, words, chance)
    if chance.happens(habit.rewords):
        return Edit(reply=_warmer(draft.reply, words.one_of("warm")), reason_code=DecisionReason.TONE)
    return None


def _of_ones_own(seen: Seen, words: DeskWords) -> Answer:
    """Whatever is left of the first line is paid back; nothing where there is no order to pay on."""
    left = _left(seen)
    if left is None:
        reply = words.letter("answers", seen.greeting)
        return Edit(action=Action.ANSWER_ONLY, reply=reply, reason_code=DecisionReason.FACTS_WRONG)
    return Edit(
        action=Action.APPROVE_REFUND,
        amount=left,
        claims=(),
        reply=words.letter("pays", seen.greeting, left, seen.order),
        reason_code=DecisionReason.FACTS_WRONG,
    )


def _relent(seen: Seen, words: DeskWords) -> Answer | None:
    """Half of the price, although the policy gives nothing."""
    left = _left(seen)
    if left is None or left.minor < 2:
        return None
    half = Money(minor=left.minor // 2, currency=left.currency)
    return Edit(
        action=Action.APPROVE_REFUND,
        amount=half,
        reply=words.letter("goodwill", seen.greeting, half, seen.order),
        reason_code=DecisionReason.GOODWILL,
    )


def _trim(seen: Seen, draft: Draft, words: DeskWords, chance: Chance) -> Answer | None:
    """A part of the price for goods that the customer keeps."""
    if draft.amount is None or draft.amount.minor < 10:
        return None
    part = Money(minor=draft.amount.minor * chance.whole(4, 8) // 10, currency=draft.amount.currency)
    return Edit(
        amount=part,
        reply=words.letter("pays_part", seen.greeting, part, seen.order),
        reason_code=DecisionReason.AMOUNT_WRONG,
    )


def _left(seen: Seen) -> Money | None:
    """What may still be paid back on the first line of the order."""
    order = seen.order
    left = order.refundable_on(order.lines[0].line_id) if order is not None else 0
    return order.money(left) if order is not None and left > 0 else None


def _warmer(reply: str, sentence: str) -> str:
    """The reply with one more sentence after its first paragraph."""
    first, gap, rest = reply.partition("\n\n")
    return f"{first}{gap}{sentence} {rest}" if gap else f"{sentence} {reply}"
