"""Putting reasons and goods together: from what was gathered to claims, or to what is missing."""

from dataclasses import dataclass, replace

from hitl.adapters.rules_drafter.doubts import GRAVE, SLIGHT, SOME, Doubt, cost_of_guess
from hitl.adapters.rules_drafter.gathering import HARDLY, WHATEVER_THEIR_STATE, WHOLE_ORDER, Gathering, Group
from hitl.adapters.rules_drafter.pieces import pieces_of
from hitl.domain.draft import Claim, Missing
from hitl.domain.order import Line, OrderStatus
from hitl.domain.policy import Reason
from hitl.domain.reading.reasons import HINT

_Told = dict[str, list[tuple[int, Reason]]]
"""For each line the pieces and reasons that were told of it."""


@dataclass(frozen=True, kw_only=True)
class Request:
    """The claims that the words support, likeliest first, and what is missing or doubtful."""

    claims: tuple[Claim, ...] = ()
    alternatives: tuple[Claim, ...] = ()  # other readings of the same words, each of one line
    missing: tuple[Missing, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    counted: bool = False  # what is said of the pieces' number fits together


def resolve(gathering: Gathering) -> Request:
    """The request that follows from everything gathered."""
    asked = _without_kept(gathering, _asked(gathering))
    groups = _of_weight(gathering)
    if not groups:
        return _without_reason(gathering, asked)
    told, missing = _told(gathering, groups, asked)
    told = told if gathering.cancels_all else _restricted(gathering, told, asked)
    _add_what_is_only_asked(gathering, told, asked, groups[0].reason)
    reasons = tuple(dict.fromkeys(reason for group in groups for reason in (group.reason, *group.others)))
    if not told:
        return Request(missing=missing or (Missing.ITEM,), doubts=tuple(gathering.doubts))
    if _how_many(gathering, told):
        return Request(missing=(Missing.QUANTITY,), doubts=tuple(gathering.doubts))
    return _request(gathering, told, reasons)


def _how_many(gathering: Gathering, told: _Told) -> bool:
    """Whether only a part of several pieces is meant, and no number is given anywhere."""
    counted = bool(gathering.asked) or gathering.asked_all or gathering.asked_count is not None
    lines = (line for line in gathering.order.lines if line.line_id in told)
    return (
        gathering.uncounted_part
        and not counted
        and any(
            line.quantity > 1 and any(count == line.quantity for count, _ in told[line.line_id])
            for line in lines
        )
    )


def _of_weight(gathering: Gathering) -> list[Group]:
    """Without vague reasons where there are plain ones, without guesses where something was said outright."""
    groups = gathering.groups
    sure = [group for group in groups if group.weight >= 1]
    if not sure and groups:
        guess = _fitting(max(groups, key=lambda group: group.weight), gathering.order.status)
        if guess.reason is Reason.OTHER and guess.weight < _LIKELY:
            return []  # "I am not satisfied" tells nothing
        if guess.weight < _LIKELY and gathering.goes_back_as_new:
            return []  # unused and sent back says more than a weak guess
        says = f"The reason was told by likeness to other requests ({guess.weight:.0%})."
        gathering.doubt(cost_of_guess(guess.weight), says, of_reason=guess.shares)
        sure = [guess]
    plain = [group for group in sure if group.reason is not Reason.OTHER] or sure
    if any(group.reason is Reason.CANCELLED for group in plain):
        plain = [group for group in plain if group.reason not in _WHY_CANCELLED]
    return plain


def _fitting(guess: Group, status: OrderStatus | None) -> Group:
    """The guess; of goods that are still on their way no fault can be told, so the next likely reason."""
    hardly = HARDLY.get(status, frozenset()) if status in _ON_THEIR_WAY else frozenset()
    if guess.reason not in hardly:
        return guess
    left = [(share, reason) for reason, share in guess.shares if reason not in hardly]
    share, reason = max(left, default=(0.0, guess.reason))
    none = 1 - sum(share for _, share in guess.shares)
    weight = share / (sum(share for share, _ in left) + none) if share > none else 0.0
    return replace(guess, reason=reason, others=(), weight=weight) if weight >= HINT else guess


_ON_THEIR_WAY = frozenset({OrderStatus.PLACED, OrderStatus.SHIPPED})
_WHY_CANCELLED = frozenset({Reason.CHANGED_MIND, Reason.PRICE})
_LIKELY = 0.6


def _asked(gathering: Gathering) -> dict[str, int]:
    lines = gathering.order.lines
    if gathering.asked:
        return gathering.asked
    if gathering.asked_all:
        return {line.line_id: line.quantity for line in lines}
    if gathering.asked_count is not None and len(lines) == 1:
        return {lines[0].line_id: pieces_of(gathering, lines[0].line_id, gathering.asked_count)}
    return {}


def _without_kept(gathering: Gathering, pieces: dict[str, int]) -> dict[str, int]:
    kept = gathering.kept if len(gathering.order.lines) > 1 else set()
    left = {line: count for line, count in pieces.items() if line not in kept}
    for line_id, keep in gathering.kept_pieces.items():
        line = gathering.order.line(line_id)
        if line is not None and line_id in left:
            left[line_id] = max(1, min(left[line_id], line.quantity - keep))
    return left


def _told(
    gathering: Gathering, groups: list[Group], asked: dict[str, int]
) -> tuple[_Told, tuple[Missing, ...]]:
    told: _Told = {}
    missing: list[Missing] = []
    for group in groups:
        pieces = _pieces(gathering, group, groups, asked)
        if pieces is None:
            missing.append(Missing.ITEM)
            continue
        kept_too = group.reason in WHATEVER_THEIR_STATE
        for line, count in (pieces if kept_too else _without_kept(gathering, pieces)).items():
            told.setdefault(line, []).append((count, group.reason))
    return told, tuple(dict.fromkeys(missing))


def _pieces(
    gathering: Gathering, group: Group, groups: list[Group], asked: dict[str, int]
) -> dict[str, int] | None:
    """The pieces that a reason is said of, from the clause itself or from everything else that was said."""
    own, lines = group.target.pieces, gathering.order.lines
    if own:
        alone = all(other.reason is group.reason for other in groups)
        return (
            _with_asked(gathering, own, asked) if len(groups) == 1 or (alone and gathering.asked_all) else own
        )
    if asked:
        return asked
    if len(lines) == 1:
        return {lines[0].line_id: _of_single_line(gathering, group, lines[0])}
    if group.reason in WHOLE_ORDER and not group.target.ambiguous:
        return {line.line_id: line.quantity for line in lines}
    others = {
        line: count
        for other in groups
        if other.target.pieces and other.reason is group.reason
        for line, count in other.target.pieces.items()
    }
    if others:
        return others
    left = {line.line_id: line.quantity for line in lines if line.line_id not in gathering.kept}
    return left if gathering.kept and len(left) == 1 else None


def _with_asked(gathering: Gathering, own: dict[str, int], asked: dict[str, int]) -> dict[str, int]:
    """As in "my bowls are cracked", then "just one"; "the curtain is too short", then "I return both"."""
    if gathering.asked_all and len(gathering.order.lines) == 1:
        return asked or own
    return {line: min(count, asked.get(line, count)) for line, count in own.items()}


def _of_single_line(gathering: Gathering, group: Group, line: Line) -> int:
    named = any(one.plural for one in gathering.antecedent) and group.reason is Reason.WRONG_ITEM
    if line.quantity > 1 and not named and group.reason not in WHOLE_ORDER | {Reason.CHANGED_MIND}:
        says = f"The line has {line.quantity} pieces, and how many are meant is not said."
        gathering.doubt(SOME, says, of_count=True)
    return line.quantity


def _restricted(gathering: Gathering, told: _Told, asked: dict[str, int]) -> _Told:
    """Only what money is asked for, where more is complained of: "Both are bad, refund the lamp"."""
    if not asked or not set(asked) < set(told):
        return told
    if not gathering.only:
        gathering.doubt(SOME, "A reason is given for more than money is asked for.")
    return {line: reasons for line, reasons in told.items() if line in asked}


def _add_what_is_only_asked(gathering: Gathering, told: _Told, asked: dict[str, int], first: Reason) -> None:
    """Goods to be refunded without a word on why, beside others with a reason."""
    left_over = {line: count for line, count in asked.items() if line not in told}
    if not told or not left_over:
        return
    if gathering.asked_all and not gathering.asked:
        gathering.doubt(SOME, "Everything is asked for, and a reason given for a part only.")
        return
    gathering.doubt(SOME, "Why a part of the goods should be refunded is not said.")
    reason = first if first in {Reason.CHANGED_MIND, Reason.CANCELLED} else Reason.CHANGED_MIND
    for line, count in left_over.items():
        told.setdefault(line, []).append((count, reason))


def _without_reason(gathering: Gathering, asked: dict[str, int]) -> Request:
    """Goods named and no reason: to send them back is a change of mind unless something else is said."""
    single = gathering.order.lines[0] if len(gathering.order.lines) == 1 else None
    if gathering.as_new and (asked or single):
        meant = asked or ({single.line_id: single.quantity} if single else {})
        gathering.doubt(
            SLIGHT if gathering.sends_back else SOME,
            "No reason is given; goods as new that are to be sent back are not wanted any more.",
        )
        unwanted = {line: [(count, Reason.CHANGED_MIND)] for line, count in meant.items()}
        return _request(gathering, unwanted, (Reason.CHANGED_MIND,))
    by_state = _by_state(gathering)
    if by_state is not None and not gathering.sends_back:
        gathering.doubt(SOME, "No reason is given; the state of the order suggests one.")
        every = asked or {line.line_id: line.quantity for line in gathering.order.lines}
        return _request(gathering, {line: [(count, by_state)] for line, count in every.items()}, (by_state,))
    if (gathering.sends_back and asked) or (single and gathering.used):
        gathering.doubt(GRAVE, "No reason is given; goods to be sent back are taken for a change of mind.")
        meant = asked or ({single.line_id: single.quantity} if single else {})
        told = {line: [(count, Reason.CHANGED_MIND)] for line, count in meant.items()}
        return _request(gathering, told, (Reason.CHANGED_MIND,))
    item = len(gathering.order.lines) > 1 and not asked
    missing = (Missing.REASON, Missing.ITEM) if item else (Missing.REASON,)
    return Request(missing=missing, doubts=tuple(gathering.doubts))


def _by_state(gathering: Gathering) -> Reason | None:
    """What a refund for goods that never reached the customer is asked for, where time is spoken of."""
    status = gathering.order.status
    if status is OrderStatus.CANCELLED:
        return Reason.CANCELLED
    return Reason.NEVER_ARRIVED if status is OrderStatus.SHIPPED and gathering.waits else None


def _request(gathering: Gathering, told: _Told, reasons: tuple[Reason, ...]) -> Request:
    claims: list[Claim] = []
    alternatives: list[Claim] = []
    for line in (line for line in gathering.order.lines if line.line_id in told):
        own = list(dict.fromkeys(told[line.line_id]))
        if (
            len(own) > 1
            and len({reason for _, reason in own}) > 1
            and sum(count for count, _ in own) <= line.quantity
        ):
            claims += [Claim(line_id=line.line_id, quantity=count, reason=reason) for count, reason in own]
            continue
        count = _count(own, line)
        first = own[0][1]
        claims.append(Claim(line_id=line.line_id, quantity=count, reason=first))
        others = dict.fromkeys([*(reason for _, reason in own), *(reasons if len(told) == 1 else ())])
        alternatives += [
            Claim(line_id=line.line_id, quantity=count, reason=reason)
            for reason in others
            if reason is not first
        ]
    return Request(claims=tuple(claims), alternatives=tuple(alternatives), doubts=tuple(gathering.doubts))


def _count(own: list[tuple[int, Reason]], line: Line) -> int:
    """Of several counts for one reason the last, which corrects the others; for several reasons the most."""
    if len({reason for _, reason in own}) == 1:
        return min(own[-1][0], line.quantity)
    return min(max(count for count, _ in own), line.quantity)
