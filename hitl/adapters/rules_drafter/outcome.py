"""From the policy's word on the claims to a draft: approve, deny, not yet, ask, or a person."""

from collections.abc import Callable, Iterable
from dataclasses import replace

from hitl.adapters.rules_drafter import replies
from hitl.adapters.rules_drafter.amount import amount_of
from hitl.adapters.rules_drafter.choosing import choose
from hitl.adapters.rules_drafter.doubts import Doubt, about_the_whole
from hitl.adapters.rules_drafter.matter import Matter, goods, left, title, under, why
from hitl.adapters.rules_drafter.misgivings import NO_WISH
from hitl.adapters.rules_drafter.proposal import proposal
from hitl.domain.assessment import Assessment, ClaimAssessment, Holds, Result
from hitl.domain.draft import Action, Draft, Missing, PlannedStep, Sentence, StepKind
from hitl.domain.money import Money
from hitl.domain.order import Order
from hitl.domain.policy import GoodsBack, Outcome, Reason
from hitl.domain.reply import check_reply


def conclude(matter: Matter) -> Draft:
    """The draft for claims on a known order."""
    chosen, assessment, doubts = choose(matter)
    matter = replace(matter, claims=chosen, alternatives=(), doubts=doubts)
    if not left(matter.order, chosen):
        return _nothing_left(matter, assessment)
    if matter.wish.replacement and any(claim.reason is not Reason.CANCELLED for claim in chosen):
        return _replace(matter, assessment)
    for results, write in _BY_RESULTS:
        if assessment.results <= results:
            return write(matter, assessment)
    return _for_a_person(matter, assessment)


def _approve(matter: Matter, assessment: Assessment) -> Draft:
    amount, doubts, told = amount_of(matter, assessment.amount)
    if amount <= 0:
        return _nothing_left(matter, assessment)
    money = matter.order.money(amount)
    back_first = assessment.goods_back is GoodsBack.FIRST and not _is_back(matter)
    write = replies.approved_when_back if back_first else replies.approved
    body = write(matter.order, money, goods(matter), why(matter.claims))
    reply = _sound(matter, money, body, told, under(matter, assessment))
    return _paying(matter, assessment, money, reply, doubts=doubts, back_first=back_first)


def _paying(
    matter: Matter,
    assessment: Assessment,
    money: Money,
    reply: str,
    *,
    doubts: tuple[Doubt, ...],
    back_first: bool = False,
    review_note: str = "",
) -> Draft:
    """The proposal to pay, with its steps."""
    steps = (
        PlannedStep(kind=StepKind.REFUND, says=_refund_step(matter, money, back_first=back_first)),
        *_reply_steps("Tell the customer"),
    )
    return proposal(
        matter,
        assessment,
        action=Action.APPROVE_REFUND,
        amount=money,
        reply=reply,
        steps=steps,
        review_note=review_note,
        doubts=(*matter.doubts, *doubts, *about_the_whole(matter.brief.reading)),
    )


def _sound(matter: Matter, money: Money, body: str, *further: str) -> str:
    """The letter with what of the rest passes the reply check: a policy's title may say anything."""
    facts, sentiment = matter.brief.facts, matter.brief.reading.sentiment
    for kept in (further, further[:-1], ()):
        letter = replies.letter(facts, sentiment, body, *kept)
        problems = check_reply(
            letter, action=Action.APPROVE_REFUND, amount=money, order=matter.order, customer=facts.customer
        )
        if not problems:
            return letter
    return replies.letter(facts, sentiment, body, *further)


def _is_back(matter: Matter) -> bool:
    lines = [matter.order.line(claim.line_id) for claim in matter.claims]
    return all(line is not None and line.returned_at is not None for line in lines)


def _refund_step(matter: Matter, money: Money, *, back_first: bool) -> str:
    when = " once the goods are back" if back_first else ""
    return f"Refund {money} on order {matter.order.order_id}{when}"


def _reply_steps(says: str) -> tuple[PlannedStep, ...]:
    return (
        PlannedStep(kind=StepKind.REPLY, says=says),
        PlannedStep(kind=StepKind.TICKET_NOTE, says="Note the decision and its clauses on the ticket"),
    )


def _deny(matter: Matter, assessment: Assessment) -> Draft:
    because = "; ".join(dict.fromkeys(_failed_in_words(matter, assessment)))
    body = (
        f"Thank you for writing to us about {goods(matter)} of your order {matter.order.order_id}. "
        f"We have looked into it carefully and cannot pay a refund in this case: {because}."
    )
    reply = replies.letter(
        matter.brief.facts,
        matter.brief.reading.sentiment,
        body,
        "If there is something that we have not taken into account, please write to us again.",
    )
    return proposal(
        matter,
        assessment,
        action=Action.DENY_REFUND,
        reply=reply,
        steps=_reply_steps("Tell the customer why not"),
    )


def _failed_in_words(matter: Matter, assessment: Assessment) -> Iterable[str]:
    for claim in assessment.claims:
        for check in claim.clauses:
            if check.clause_id not in claim.deciding:
                continue
            named = title(matter, check.clause_id)
            failed = [one.says for one in check.checks if one.holds is Holds.NO]
            if check.outcome is Outcome.DENY and check.holds is Holds.YES:
                yield f"our policy on “{named}” excludes it"
            elif failed:
                yield f"under our policy on “{named}” the conditions are not met ({', '.join(failed)})"


def _nothing_left(matter: Matter, assessment: Assessment) -> Draft:
    body = (
        f"We have looked at your order {matter.order.order_id}: what was paid for {goods(matter)} "
        f"has already been paid back, "
        "so there is nothing left to refund. The money went back the way you paid."
    )
    reply = replies.letter(matter.brief.facts, matter.brief.reading.sentiment, body)
    already = Sentence(
        text=f"Nothing is left to refund on these goods: "
        f"{matter.order.money(matter.order.refunded)} was paid back before.",
        evidence=(f"order {matter.order.order_id}",),
    )
    return proposal(
        matter,
        assessment,
        action=Action.DENY_REFUND,
        reply=reply,
        steps=_reply_steps("Tell the customer"),
        further=(already,),
    )


def _not_yet(matter: Matter, assessment: Assessment) -> Draft:
    when = max((claim.not_before for claim in assessment.claims if claim.not_before), default=None)
    until = f"until {replies.day(when)}" if when else "a little longer"
    body = (
        f"Thank you for telling us about {goods(matter)} of your order {matter.order.order_id}. De"
        f"liveries sometimes take their time, "
        f"so please wait {until}. If nothing has come by then, write to us again and we will take i"
        f"t from there."
    )
    reply = replies.letter(matter.brief.facts, matter.brief.reading.sentiment, body)
    return proposal(
        matter,
        assessment,
        action=Action.ANSWER_ONLY,
        reply=reply,
        steps=_reply_steps("Tell the customer from when on"),
        doubts=tuple(one for one in matter.doubts if one.says != NO_WISH),
    )


def _ask_evidence(matter: Matter, assessment: Assessment) -> Draft:
    wanted = tuple(dict.fromkeys(one for claim in assessment.claims for one in claim.evidence))
    what = f"{' and '.join(_article(one) for one in wanted) or 'a photo'} of {goods(matter)}"
    body = f"Thank you for telling us about {goods(matter)} of your order {matter.order.order_id}."
    reply = replies.letter(
        matter.brief.facts, matter.brief.reading.sentiment, body, replies.asking((Missing.EVIDENCE,), what)
    )
    return proposal(
        matter,
        assessment,
        action=Action.REQUEST_MORE_INFO,
        reply=reply,
        steps=(PlannedStep(kind=StepKind.REPLY, says=f"Ask for {what}"),),
        missing=(Missing.EVIDENCE,),
    )


def _article(noun: str) -> str:
    plain = noun.replace("_", " ").lower()
    return f"{'an' if plain[:1] in 'aeiou' else 'a'} {plain}"


def _replace(matter: Matter, assessment: Assessment) -> Draft:
    """Goods instead of money: never without a person, who has to see that there are any."""
    offered = all(claim.replacement for claim in assessment.claims)
    step = PlannedStep(
        kind=StepKind.REPLACEMENT, says=f"Send {goods(matter)} of order {matter.order.order_id} again"
    )
    note = (
        "A replacement is asked for, which a person arranges."
        if offered
        else "A replacement is asked for, which the policy does not offer."
    )
    body = (
        f"Thank you for telling us about {goods(matter)} of your order {matter.order.order_id}."
        f" A colleague is looking after the replacement that you asked for."
    )
    reply = replies.letter(matter.brief.facts, matter.brief.reading.sentiment, body)
    return proposal(
        matter,
        assessment,
        action=Action.ANSWER_ONLY,
        reply=reply,
        steps=(*((step,) if offered else ()), *_reply_steps("Tell the customer")),
        review_note=note,
        further=(Sentence(text=note, supports=offered, evidence=assessment.deciding),),
    )


_NOTES = {
    Result.REVIEW: "A clause says that a person decides.",
    Result.CONTRADICTION: "Clauses contradict each other.",
    Result.UNCOVERED: "No clause with terms covers the request.",
    Result.UNKNOWN: "A fact that the policy needs is not recorded.",
    Result.REFUND: "The policy allows a part of the request only.",
    Result.EVIDENCE: "For a part of the request the evidence is missing.",
    Result.DENY: "The policy excludes a part of the request.",
    Result.NOT_YET: "A part of the request is too early.",
}


def _for_a_person(matter: Matter, assessment: Assessment) -> Draft:
    """The likeliest draft where the policy does not decide: what would be paid if it allowed it."""
    decided = [claim for claim in assessment.claims if claim.result is Result.REFUND]
    open_ones = [claim for claim in assessment.claims if claim.result in _OPEN]
    likely = assessment.amount + sum(_likely(matter.order, claim) for claim in open_ones)
    likely = min(likely, left(matter.order, matter.claims))
    notes = tuple(
        dict.fromkeys(
            _NOTES[claim.result] for claim in assessment.claims if claim.result is not Result.REFUND
        )
    )
    note = " ".join(notes)
    amount, doubts, told = amount_of(matter, likely)
    if not amount or not (decided or open_ones):
        return _deny(matter, assessment)
    money = matter.order.money(amount)
    paid = {claim.claim.line_id for claim in (*decided, *open_ones)}
    body = replies.approved(matter.order, money, goods(matter, paid), "")
    refused = _refused(matter, assessment)
    reply = replies.letter(matter.brief.facts, matter.brief.reading.sentiment, body, told, refused)
    return _paying(matter, assessment, money, reply, doubts=doubts, review_note=note)


_OPEN = frozenset({Result.REVIEW, Result.CONTRADICTION, Result.UNCOVERED, Result.UNKNOWN})


def _likely(order: Order, claim: ClaimAssessment) -> int:
    percent = claim.percent or 100
    return order.refundable_on(claim.claim.line_id, quantity=claim.claim.quantity, percent=percent)


def _refused(matter: Matter, assessment: Assessment) -> str:
    lines = {
        claim.claim.line_id
        for claim in assessment.claims
        if claim.result in {Result.DENY, Result.NOT_YET, Result.EVIDENCE}
    }
    if not lines:
        return ""
    return (
        f"For {goods(matter, lines)} we cannot pay a refund now: "
        f"{'; '.join(dict.fromkeys(_failed_in_words(matter, assessment))) or 'our policy does not allow it'}"
        f"."
    )


_BY_RESULTS: tuple[tuple[frozenset[Result], Callable[[Matter, Assessment], Draft]], ...] = (
    (frozenset({Result.REFUND}), _approve),
    (frozenset({Result.DENY}), _deny),
    (frozenset({Result.NOT_YET}), _not_yet),
    (frozenset({Result.EVIDENCE, Result.REFUND}), _ask_evidence),
)
"""What to write where the claims come to nothing but these; the first that fits."""
