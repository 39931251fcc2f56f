"""How an answer differs from the draft, in rows and in the reply's own words, before it is sent."""

from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import NamedTuple

from hitl.domain.decision import Answer, Approve, Edit, Reject
from hitl.domain.draft import Action, Claim, Draft
from hitl.domain.order import Order
from hitl.domain.signature import Signature
from hitl.ui import markup, words


class Row(NamedTuple):
    """One thing that differs."""

    what: str
    before: str
    after: str


def of_answer(answer: Answer | None, draft: Draft | None, order: Order | None) -> str:
    """The block above the reasons; empty where nothing differs."""
    match answer:
        case Reject():
            return _block([Row("The draft", "would be sent", "nothing of it goes out")], "")
        case Approve():
            return _block(list(_dropped(answer, draft)), "")
        case Edit():
            reply = answer.reply if answer.reply is not None else (draft.reply if draft else "")
            return _block(
                list(_edited(answer, draft, order)), of_replies(draft.reply if draft else "", reply)
            )
        case _:
            return ""


def of_signature(first: Signature, draft: Draft | None, order: Order | None) -> str:
    """What the first person would do otherwise than the draft."""
    rows = list(
        _facts(
            draft,
            order,
            action=first.action,
            amount=str(first.amount or ""),
            claims=first.claims,
            replaces=first.replaces,
        )
    )
    rows += _dropped(first, draft)
    return _block(rows, of_replies(draft.reply if draft else "", first.reply))


def goods(claims: tuple[Claim, ...], order: Order | None) -> str:
    """The pieces that are claimed, in words: "2 × Stoneware mug"."""
    named = []
    for claim in claims:
        line = order.line(claim.line_id) if order else None
        named.append(f"{claim.quantity} × {line.title if line else f'line {claim.line_id}'}")
    return ", ".join(named) or "none"


def _edited(answer: Edit, draft: Draft | None, order: Order | None) -> Iterator[Row]:
    action = Action.ANSWER_ONLY if answer.replaces else answer.action or (draft.action if draft else None)
    claims = answer.claims if answer.claims is not None else (draft.claims if draft else ())
    same = answer.amount is None and not answer.replaces and draft is not None and action is draft.action
    amount = (draft.amount if draft else None) if same else answer.amount
    yield from _facts(
        draft, order, action=action, amount=str(amount or ""), claims=claims, replaces=answer.replaces
    )
    yield from _dropped(answer, draft)
    if answer.note:
        yield Row("Ticket note", "the usual one", answer.note)


def _facts(
    draft: Draft | None,
    order: Order | None,
    *,
    action: Action | None,
    amount: str,
    claims: tuple[Claim, ...],
    replaces: bool,
) -> Iterator[Row]:
    before = words.ACTION[draft.action] if draft else "no draft"
    after = "Send the goods again" if replaces else words.ACTION[action] if action else ""
    if before != after:
        yield Row("Decision", before, after)
    drafted = str(draft.amount or "") if draft else ""
    if drafted != amount:
        yield Row("Amount", drafted or "none", amount or "none")
    if draft is not None and claims != draft.claims:
        yield Row("Goods", goods(draft.claims, order), goods(claims, order))


def _dropped(answer: Approve | Edit | Signature, draft: Draft | None) -> Iterator[Row]:
    says = {step.kind: step.says for step in draft.steps} if draft else {}
    for kind in sorted(answer.without):
        yield Row("Left out", says.get(kind, words.STEP[kind]), "not done")


def _block(rows: list[Row], reply: str) -> str:
    lines = "".join(
        f'<tr><th scope="row" class="k">{row.what}</th>'
        f"<td><del>{markup.esc(row.before, 200)}</del> {markup.icon('arrow_forward', 'mut')} "
        f"<ins>{markup.esc(row.after, 200)}</ins></td></tr>"
        for row in rows
    )
    table = f'<table class="f diff">{lines}</table>' if rows else ""
    return table + reply


def of_replies(before: str, after: str) -> str:
    """The reply with what was taken out and what was put in."""
    if before.strip() == after.strip():
        return ""
    old, new = before.split(), after.split()
    pieces = []
    for kind, start, end, begin, stop in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        gone, come = " ".join(old[start:end]), " ".join(new[begin:stop])
        if kind == "equal":
            pieces.append(markup.esc(gone))
            continue
        pieces += [f"<del>{markup.esc(gone)}</del>"] if gone else []
        pieces += [f"<ins>{markup.esc(come)}</ins>"] if come else []
    text = " ".join(pieces)
    return f'<div class="replydiff" tabindex="0" role="group" aria-label="Changes to the reply">{text}</div>'
