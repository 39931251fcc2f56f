"""From the policy's word on the claims to a draft: approve, deny, not yet, ask, or a person."""

from collections.abc import Iterable
from dataclasses import dataclass

from hitl.adapters.rules_drafter import replies
from hitl.adapters.rules_drafter.doubts import GRAVE, SLIGHT, SOME, Doubt, understanding
from hitl.domain.assessment import Assessment, ClaimAssessment, Holds, Result
from hitl.domain.draft import Action, Claim, Draft, Missing, PlannedStep, Sentence, StepKind
from hitl.domain.money import Money, portion
from hitl.domain.order import Order
from hitl.domain.policy import Clause, GoodsBack, Outcome, Reason
from hitl.domain.reading.record import MentionedAmount, Reading
from hitl.domain.reply import check_reply
from hitl.domain.terms import assess
from hitl.ports.drafter import Brief

NAME = "rules 1.0"
"""What stands on every draft: that fixed rules made it, and which."""

IN_WORDS = {
    Reason.DAMAGED: "arrived damaged",
    Reason.DEFECTIVE: "does not work as it should",
    Reason.WRONG_ITEM: "is not what was ordered",
    Reason.NOT_AS_DESCRIBED: "is not as described",
    Reason.LATE: "arrived late",
    Reason.NEVER_ARRIVED: "did not arrive",
    Reason.CHANGED_MIND: "is no longer wanted",
    Reason.CHARGED_TWICE: "was charged twice",
    Reason.CANCELLED: "was cancelled",
    Reason.PRICE: "is available for less",
    Reason.OTHER: "is not to the customer's satisfaction",
}
_WHY = {
    Reason.DAMAGED: ", which arrived damaged",
    Reason.DEFECTIVE: ", which does not work as it should",
    Reason.WRONG_ITEM: ", which is not what you ordered",
    Reason.NOT_AS_DESCRIBED: ", which is not as described",
    Reason.LATE: ", which came late",
    Reason.NEVER_ARRIVED: ", which did not arrive",
    Reason.CANCELLED: ", which you cancelled",
}


@dataclass(frozen=True, kw_only=True)
class Wish:
    """What else the customer says about how the matter should end."""

    sum: MentionedAmount | None = None  # "give me $10 back"
    percent: int | None = None  # "half of the price"
    some: bool = False  # "a partial refund", without saying how much
    replacement: bool = False  # a replacement, and no money


@dataclass(frozen=True, kw_only=True)
class Matter:
    """Everything that the outcome depends on."""

    brief: Brief
    order: Order
    claims: tuple[Claim, ...]
    alternatives: tuple[Claim, ...]
    doubts: tuple[Doubt, ...]
    wish: Wish


def conclude(matter: Matter) -> Draft:
    """The draft for claims on a known order."""
    chosen, assessment, doubts = _choose(matter)
    matter = Matter(
        brief=matter.brief,
        order=matter.order,
        claims=chosen,
        alternatives=(),
        doubts=doubts,
        wish=matter.wish,
    )
    if not _left(matter.order, chosen):
        return _nothing_left(matter, assessment)
    if matter.wish.replacement:
        return _replace(matter, assessment)
    results = assessment.results
    if results <= {Result.REFUND}:
        return _approve(matter, assessment)
    if results <= {Result.DENY}:
        return _deny(matter, assessment)
    if results <= {Result.NOT_YET}:
        return _not_yet(matter, assessment)
    if Result.EVIDENCE in results and results <= {Result.EVIDENCE, Result.REFUND}:
        return _ask_evidence(matter, assessment)
    return _for_a_person(matter, assessment)


def assessed(brief: Brief, order: Order, claims: tuple[Claim, ...]) -> Assessment:
    """The policy's word, on the same facts that the gate goes by."""
    facts = brief.facts
    return assess(
        claims,
        order,
        facts.policy.clauses,
        first_message_at=facts.first_message_at,
        said=facts.said,
        attachments=facts.attachments,
        prior_refunds=facts.prior_refunds,
    )


_RANK = {Result.REFUND: 0, Result.EVIDENCE: 1, Result.NOT_YET: 2, Result.DENY: 3, Result.REVIEW: 4}


def _choose(matter: Matter) -> tuple[tuple[Claim, ...], Assessment, tuple[Doubt, ...]]:
    """Of several readings of the same words the one that the policy honours; a doubt where they differ.

    A reading of which the policy says nothing contradicts none that it speaks of.
    """
    chosen = matter.claims
    best = assessed(matter.brief, matter.order, chosen)
    doubts = matter.doubts
    for alternative in matter.alternatives:
        other = _with(chosen, alternative)
        found = assessed(matter.brief, matter.order, other)
        if Result.UNCOVERED in found.results or (found.results, found.amount, found.goods_back) == (
            best.results,
            best.amount,
            best.goods_back,
        ):
            continue
        doubts = (*doubts, Doubt(SOME, f"The words also say that it {IN_WORDS[alternative.reason]}."))
        if _rank(found) < _rank(best):
            chosen, best = other, found
    return chosen, best, doubts


def _rank(assessment: Assessment) -> int:
    return max((_RANK.get(result, 5) for result in assessment.results), default=9)


def _with(claims: tuple[Claim, ...], other: Claim) -> tuple[Claim, ...]:
    return tuple(other if claim.line_id == other.line_id else claim for claim in claims)


def _left(order: Order, claims: tuple[Claim, ...]) -> int:
    """What could still be paid back on these claims at most, minor units."""
    left, total = order, 0
    for claim in claims:
        amount = left.refundable_on(claim.line_id, quantity=claim.quantity)
        left = left.paid_back({claim.line_id: amount})
        total += amount
    return total


def _approve(matter: Matter, assessment: Assessment) -> Draft:
    amount, doubts, told = _amount(matter, assessment.amount)
    if amount <= 0:
        return _nothing_left(matter, assessment)
    money = matter.order.money(amount)
    back_first = assessment.goods_back is GoodsBack.FIRST and not _is_back(matter)
    write = replies.approved_when_back if back_first else replies.approved
    body = write(matter.order, money, _goods(matter), _why(matter.claims))
    reply = _sound(matter, money, body, told, _under(matter, assessment))
    steps = (
        PlannedStep(kind=StepKind.REFUND, says=_refund_step(matter, money, back_first=back_first)),
        *_reply_steps("Tell the customer"),
    )
    return _draft(
        matter,
        assessment,
        action=Action.APPROVE_REFUND,
        amount=money,
        reply=reply,
        steps=steps,
        doubts=(*matter.doubts, *doubts),
    )


def _sound(matter: Matter, money: Money, body: str, *further: str) -> str:
    """The letter with those further paragraphs that pass the reply check: a policy's title may say anything."""
    facts, sentiment = matter.brief.facts, matter.brief.reading.sentiment
    for kept in (further, further[:-1], ()):
        letter = replies.letter(facts, sentiment, body, *kept)
        problems = check_reply(
            letter, action=Action.APPROVE_REFUND, amount=money, order=matter.order, customer=facts.customer
        )
        if not problems:
            return letter
    return replies.letter(facts, sentiment, body, *further)


def _amount(matter: Matter, allowed: int) -> tuple[int, tuple[Doubt, ...], str]:
    """What is asked for where that is less than the policy allows, else what it allows; and a word on it."""
    wish = matter.wish
    if wish.percent is not None:
        part = min(allowed, portion(_left(matter.order, matter.claims), wish.percent, 100))
        return (
            part,
            (Doubt(SLIGHT, f"The customer asks for {wish.percent} % only."),),
            "This is the part that you asked for.",
        )
    if wish.some:
        return allowed, (Doubt(GRAVE, "A part of the price is asked for, and not which."),), ""
    if wish.sum is None:
        return allowed, (), ""
    if wish.sum.currency not in {None, matter.order.currency}:
        return (
            allowed,
            (
                Doubt(
                    GRAVE,
                    f"A sum in {wish.sum.currency} is asked for; the order is in {matter.order.currency}.",
                ),
            ),
            "",
        )
    if 0 < wish.sum.minor < allowed:
        return wish.sum.minor, (), "This is the sum that you asked for."
    if wish.sum.minor > allowed:
        says = f"The customer asks for {matter.order.money(wish.sum.minor)}, more than the policy allows."
        return allowed, (Doubt(SLIGHT, says),), "This is the most that our policy allows for these goods."
    return allowed, (), ""


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
        f"Thank you for writing to us about {_goods(matter)} of your order {matter.order.order_id}. "
        f"We have looked into it carefully and cannot pay a refund in this case: {because}."
    )
    reply = replies.letter(
        matter.brief.facts,
        matter.brief.reading.sentiment,
        body,
        "If there is something that we have not taken into account, please write to us again.",
    )
    return _draft(
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
            title = _title(matter, check.clause_id)
            failed = [one.says for one in check.checks if one.holds is Holds.NO]
            if check.outcome is Outcome.DENY and check.holds is Holds.YES:
                yield f"our policy on “{title}” excludes it"
            elif failed:
                yield f"under our policy on “{title}” the conditions are not met ({', '.join(failed)})"


def _nothing_left(matter: Matter, assessment: Assessment) -> Draft:
    body = (
        f"We have looked at your order {matter.order.order_id}: what was paid for {_goods(matter)} "
        f"has already been paid back, "
        "so there is nothing left to refund. The money went back the way you paid."
    )
    reply = replies.letter(matter.brief.facts, matter.brief.reading.sentiment, body)
    already = Sentence(
        text=f"Nothing is left to refund on these goods: "
        f"{matter.order.money(matter.order.refunded)} was paid back before.",
        evidence=(f"order {matter.order.order_id}",),
    )
    return _draft(
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
        f"Thank you for telling us about {_goods(matter)} of your order {matter.order.order_id}. De"
        f"liveries sometimes take their time, "
        f"so please wait {until}. If nothing has come by then, write to us again and we will take i"
        f"t from there."
    )
    reply = replies.letter(matter.brief.facts, matter.brief.reading.sentiment, body)
    return _draft(
        matter,
        assessment,
        action=Action.ANSWER_ONLY,
        reply=reply,
        steps=_reply_steps("Tell the customer from when on"),
    )


def _ask_evidence(matter: Matter, assessment: Assessment) -> Draft:
    wanted = tuple(dict.fromkeys(one for claim in assessment.claims for one in claim.evidence))
    what = f"{' and '.join(_article(one) for one in wanted) or 'a photo'} of {_goods(matter)}"
    body = f"Thank you for telling us about {_goods(matter)} of your order {matter.order.order_id}."
    reply = replies.letter(
        matter.brief.facts, matter.brief.reading.sentiment, body, replies.asking((Missing.EVIDENCE,), what)
    )
    return _draft(
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
        kind=StepKind.REPLACEMENT, says=f"Send {_goods(matter)} of order {matter.order.order_id} again"
    )
    note = (
        "A replacement is asked for, which a person arranges."
        if offered
        else "A replacement is asked for, which the policy does not offer."
    )
    body = (
        f"Thank you for telling us about {_goods(matter)} of your order {matter.order.order_id}."
        f" A colleague is looking after the replacement that you asked for."
    )
    reply = replies.letter(matter.brief.facts, matter.brief.reading.sentiment, body)
    return _draft(
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
    likely = min(likely, _left(matter.order, matter.claims))
    notes = tuple(
        dict.fromkeys(
            _NOTES[claim.result] for claim in assessment.claims if claim.result is not Result.REFUND
        )
    )
    note = " ".join(notes)
    amount, doubts, told = _amount(matter, likely)
    if not amount or not (decided or open_ones):
        return _deny(matter, assessment)
    money = matter.order.money(amount)
    paid = {claim.claim.line_id for claim in (*decided, *open_ones)}
    body = replies.approved(matter.order, money, _goods(matter, paid), "")
    refused = _refused(matter, assessment)
    reply = replies.letter(matter.brief.facts, matter.brief.reading.sentiment, body, told, refused)
    steps = (
        PlannedStep(kind=StepKind.REFUND, says=_refund_step(matter, money, back_first=False)),
        *_reply_steps("Tell the customer"),
    )
    return _draft(
        matter,
        assessment,
        action=Action.APPROVE_REFUND,
        amount=money,
        reply=reply,
        steps=steps,
        review_note=note,
        doubts=(*matter.doubts, *doubts),
    )


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
        f"For {_goods(matter, lines)} we cannot pay a refund now: "
        f""
        f""
        f""
        f""
        f""
        f"{'; '.join(dict.fromkeys(_failed_in_words(matter, assessment))) or 'our policy does not allow it'}"
        f"."
    )


def _goods(matter: Matter, only: set[str] | None = None) -> str:
    titles: dict[str, int] = {}
    for claim in matter.claims:
        if only is None or claim.line_id in only:
            titles[claim.line_id] = titles.get(claim.line_id, 0) + claim.quantity
    if len(titles) > _MANY:
        return "the goods"
    named = ((count, line.title) for line_id, count in titles.items() if (line := matter.order.line(line_id)))
    return replies.goods(tuple(named))


_MANY = 5


def _why(claims: tuple[Claim, ...]) -> str:
    reasons = {claim.reason for claim in claims}
    return (
        _WHY.get(next(iter(reasons)), "")
        if len(reasons) == 1 and len({claim.line_id for claim in claims}) == 1
        else ""
    )


def _under(matter: Matter, assessment: Assessment) -> str:
    titles = tuple(dict.fromkeys(_title(matter, clause_id) for clause_id in assessment.deciding))
    return f"This follows our policy on “{'” and “'.join(titles)}”." if titles else ""


def _title(matter: Matter, clause_id: str) -> str:
    clause: Clause | None = matter.brief.facts.policy.clause(clause_id)
    return clause.title if clause and clause.title else clause_id


def _draft(
    matter: Matter,
    assessment: Assessment,
    *,
    action: Action,
    reply: str,
    steps: tuple[PlannedStep, ...],
    amount: Money | None = None,
    missing: tuple[Missing, ...] = (),
    review_note: str = "",
    further: tuple[Sentence, ...] = (),
    doubts: tuple[Doubt, ...] | None = None,
) -> Draft:
    reading: Reading = matter.brief.reading
    doubts = matter.doubts if doubts is None else doubts
    return Draft(
        action=action,
        reply=reply,
        order_id=matter.order.order_id,
        claims=matter.claims,
        amount=amount,
        citations=_citations(matter, assessment),
        rationale=(*_rationale(matter, assessment), *further, *_against(doubts)),
        policy_match=assessment.match,
        needs_human_review=bool(review_note),
        review_note=review_note,
        customer_sentiment=reading.sentiment,
        steps=steps,
        missing=missing,
        understanding=understanding(doubts),
        doubts=tuple(doubt.says for doubt in doubts),
        drafter=NAME,
    )


def _citations(matter: Matter, assessment: Assessment) -> tuple[str, ...]:
    """The clauses that decide; where none does, the nearest in words."""
    return assessment.deciding or tuple(passage.clause_id for passage in matter.brief.passages[:2])


def _rationale(matter: Matter, assessment: Assessment) -> Iterable[Sentence]:
    for claim in assessment.claims:
        line = matter.order.line(claim.claim.line_id)
        title = line.title if line else claim.claim.line_id
        count = f"{claim.claim.quantity} × " if claim.claim.quantity > 1 else ""
        yield Sentence(
            text=f"The customer writes that {count}{title} {IN_WORDS[claim.claim.reason]}.",
            evidence=(f"order {matter.order.order_id}", f"line {claim.claim.line_id}", "message 1"),
        )
        for check in claim.clauses:
            says = "; ".join(one.says for one in check.checks) or "no further terms"
            yield Sentence(
                text=f"{_title(matter, check.clause_id)}: {says}.",
                supports=check.holds is Holds.YES or check.clause_id in claim.deciding,
                evidence=(check.clause_id,),
            )


def _against(doubts: tuple[Doubt, ...]) -> Iterable[Sentence]:
    return (Sentence(text=doubt.says, supports=False, evidence=("message 1",)) for doubt in doubts)
