"""What the customer asks for on one order: which lines, how many pieces, why, and how much.

The messages are read clause by clause. A clause gives a reason, asks, speaks well of goods, or only names
them; what it does not name itself ("they arrived broken") it takes from what was named before.
"""

from dataclasses import dataclass, field

from hitl.adapters.rules_drafter.doubts import GRAVE, SLIGHT, SOME, Doubt
from hitl.domain.draft import Claim, Missing
from hitl.domain.order import Line, Order
from hitl.domain.policy import Reason
from hitl.domain.reading.classifier import Weights
from hitl.domain.reading.intent import ASKS
from hitl.domain.reading.items import (
    Catalogue,
    Mention,
    bare_count,
    catalogue,
    everything,
    mentions,
    the_order,
)
from hitl.domain.reading.reasons import Clause, hear
from hitl.domain.reading.text import normal, words

WHOLE_ORDER = frozenset(
    {Reason.NEVER_ARRIVED, Reason.LATE, Reason.CANCELLED, Reason.CHARGED_TWICE, Reason.PRICE}
)
"""Reasons that are about an order as a whole where no goods are named."""


@dataclass(frozen=True, kw_only=True)
class Request:
    """The claims that the words support, likeliest first, and what is missing or doubtful."""

    claims: tuple[Claim, ...] = ()
    alternatives: tuple[tuple[Claim, ...], ...] = ()  # other readings of the same words
    missing: tuple[Missing, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    reasons: tuple[Reason, ...] = ()


@dataclass(kw_only=True)
class _Target:
    """Lines that a clause means: None for what cannot be told yet."""

    pieces: dict[str, int] | None
    ambiguous: tuple[str, ...] = ()  # one of these, and which cannot be told


@dataclass(kw_only=True)
class _Group:
    """One reason with what it is said of."""

    reason: Reason
    others: tuple[Reason, ...]
    sure: bool
    target: _Target
    sentence: int


@dataclass
class _Notes:
    """What was gathered while reading."""

    groups: list[_Group] = field(default_factory=list)
    asked: dict[str, int] = field(default_factory=dict)
    asked_all: bool = False
    asked_count: int | str | None = None
    kept: set[str] = field(default_factory=set)
    kept_pieces: dict[str, int] = field(default_factory=dict)
    ambiguous: tuple[str, ...] = ()
    antecedent: tuple[Mention, ...] = ()
    doubts: list[Doubt] = field(default_factory=list)
    returns: bool = False
    only: bool = False


def understand(texts: tuple[str, ...], order: Order, weights: Weights | None) -> Request:
    """What the customer's messages, oldest first, ask for on this order."""
    known = catalogue(order)
    notes = _Notes()
    for text in _current(texts):
        _read(_masked(text, known), known, notes, weights)
    request = _resolve(notes, order)
    return request


def _current(texts: tuple[str, ...]) -> tuple[str, ...]:
    """All messages; from a correction on only that and what follows, where it stands by itself."""
    for index in range(len(texts) - 1, 0, -1):
        if (
            any(sign in normal(texts[index])[:80] for sign in _CORRECTIONS)
            and len(words(texts[index])) > _SHORT
        ):
            return texts[index:]
    return texts


_CORRECTIONS = (
    "actually",
    "correction",
    "i meant",
    "i was wrong",
    "my mistake, it",
    "sorry, it was",
    "wait,",
    "no, it was",
    "no, the",
)
_SHORT = 5


def _masked(text: str, known: Catalogue) -> str:
    """The text with full titles replaced by their heads: "Ripped jeans" are not ripped, a "Stained glass" not stained."""
    small = normal(text)
    for line in known.order.lines:
        title = normal(line.title).strip()
        if len(title) > 3 and title in small:
            small = small.replace(title, _head(line, known))
    return small


def _head(line: Line, known: Catalogue) -> str:
    """A word that names this line and no other."""
    own = [
        (worth[line.line_id], word)
        for word, worth in known.worth.items()
        if set(worth) == {line.line_id} and len(word) > 2 and word in normal(line.title)
    ]
    if own:
        return max(own)[1]
    return normal(line.title)


def _read(text: str, known: Catalogue, notes: _Notes, weights: Weights | None) -> None:
    heard = hear(text, weights)
    rows = [(clause, mentions(clause.text, known)) for clause in heard]
    pending: list[
        Mention
    ] = []  # bare names at the head of a sentence: "the lamp, the mug and the vase are broken"
    last = "neutral"
    sentence = -1
    for index, (clause, named) in enumerate(rows):
        if clause.sentence != sentence:
            sentence, last, pending = clause.sentence, last if _only_names(clause, named) else "neutral", []
        if _only_names(clause, named) and _leads_on(rows, index):
            pending += named
            continue
        last = _take(clause, tuple(pending) + named, known, notes, last)
        pending = []


def _only_names(clause: Clause, named: tuple[Mention, ...]) -> bool:
    """A clause without a verb of its own: "the mugs", "both lamps too"."""
    return (
        bool(named)
        and not clause.heard
        and not clause.fine
        and len(words(clause.text)) <= _NAME_WORDS
        and not ASKS.search(clause.text)
        and not (_VERBS & set(words(clause.text)))
    )


_NAME_WORDS = 6
_VERBS = frozenset(
    """i i'd i'm i've we is are was were bought ordered have has had got want need like received came arrived
    return returned refund send keep works""".split()
)


def _leads_on(rows: list[tuple[Clause, tuple[Mention, ...]]], index: int) -> bool:
    """Whether a later clause of the same sentence says what is the matter with these names, and none before did."""
    clause = rows[index][0]
    before = (
        index > 0 and rows[index - 1][0].sentence == clause.sentence and not _only_names(*rows[index - 1])
    )
    after = any(row[0].sentence == clause.sentence for row in rows[index + 1 :])
    return after and not before


def _take(clause: Clause, named: tuple[Mention, ...], known: Catalogue, notes: _Notes, last: str) -> str:
    """File one clause under what it does; returns that, for names that follow alone."""
    wrong = any(one.reason is Reason.WRONG_ITEM for one in clause.heard)
    kept = () if wrong else tuple(one for one in named if one.kept)
    meant = named if wrong else tuple(one for one in named if not one.kept)
    for one in kept:
        _keep(one, known, notes)
    notes.only = notes.only or (bool(meant) and bool({"only", "just"} & set(words(clause.text))))
    if clause.supposed:
        return "neutral"
    if clause.heard:
        _give_reason(clause, meant, known, notes)
        return "reason"
    if clause.fine and meant:
        for one in meant:
            _keep(one, known, notes)
        return "fine"
    asks = bool(ASKS.search(clause.text))
    if asks or (last == "ask" and _only_names(clause, meant)):
        _ask(clause, meant, known, notes)
        return "ask"
    if _only_names(clause, meant):
        return _follow(meant, known, notes, last)
    if meant:
        notes.antecedent = meant
    elif bare_count(clause.text) and notes.antecedent and notes.groups:
        pass
    if everything(clause.text) and not meant:
        notes.asked_all = True
    return "neutral"


def _follow(meant: tuple[Mention, ...], known: Catalogue, notes: _Notes, last: str) -> str:
    """Names alone: they join what was said before them, or answer our question."""
    if last == "fine":
        for one in meant:
            _keep(one, known, notes)
    elif last == "reason" and notes.groups and notes.groups[-1].target.pieces is not None:
        _add(notes.groups[-1].target, meant, known, notes)
    else:
        target = _target(meant, known, notes, "")
        notes.asked |= target.pieces or {}
        notes.ambiguous = target.ambiguous or notes.ambiguous
    return last


def _keep(one: Mention, known: Catalogue, notes: _Notes) -> None:
    for line in one.lines:
        if one.pieces is not None and one.pieces < _quantity(known.order, line):
            notes.kept_pieces[line] = one.pieces
        else:
            notes.kept.add(line)


def _quantity(order: Order, line_id: str) -> int:
    line = order.line(line_id)
    return line.quantity if line else 0


def _give_reason(clause: Clause, meant: tuple[Mention, ...], known: Catalogue, notes: _Notes) -> None:
    first, *rest = clause.heard
    if meant and first.reason is Reason.WRONG_ITEM:
        meant = _ordered(clause, meant)
    whole = everything(clause.text)
    if meant:
        target = _target(meant, known, notes, clause.text)
        notes.antecedent = meant
    elif whole or (first.reason in WHOLE_ORDER and (the_order(clause.text) or not notes.antecedent)):
        target = _Target(pieces=_all(known.order))
    elif notes.antecedent:
        target = _from_antecedent(clause, known, notes)
    else:
        target = _counted(clause, known)
    notes.groups.append(
        _Group(
            reason=first.reason,
            others=tuple(one.reason for one in rest),
            sure=first.sure,
            target=target,
            sentence=clause.sentence,
        )
    )
    if not first.sure:
        cost = SLIGHT if first.weight >= _CONFIDENT else SOME
        notes.doubts.append(
            Doubt(cost, f"The reason was told by likeness to other requests ({first.weight:.0%}).")
        )
    notes.returns = notes.returns or first.reason is Reason.CHANGED_MIND


_CONFIDENT = 0.75


def _ordered(clause: Clause, meant: tuple[Mention, ...]) -> tuple[Mention, ...]:
    """Of "got a plate instead of the mug" and "ordered a mug, got a plate": what was ordered."""
    instead = clause.text.find("instead of")
    after = tuple(one for one in meant if instead >= 0 and one.start > instead)
    return after or meant[:1]


def _from_antecedent(clause: Clause, known: Catalogue, notes: _Notes) -> _Target:
    """ "They arrived broken", "two were cracked": of what was named last."""
    meant = notes.antecedent
    count = bare_count(clause.text)
    lines = tuple(dict.fromkeys(line for one in meant for line in one.lines))
    if count is not None:
        if len(lines) == 1:
            return _Target(pieces={lines[0]: _pieces(count[0], known.order, lines[0], notes)})
        return _Target(pieces=None, ambiguous=lines)
    if len(lines) > 1 and _SINGULAR & set(words(clause.text)) and not everything(clause.text):
        return _Target(pieces=None, ambiguous=lines)
    return _target(meant, known, notes, "")


_SINGULAR = frozenset({"it", "it's", "one", "this", "that"})


def _counted(clause: Clause, known: Catalogue) -> _Target:
    """No goods named so far: "two arrived broken" of an order of one line, or nothing to be told yet."""
    count = bare_count(clause.text)
    if count is not None and len(known.order.lines) == 1:
        line = known.order.lines[0]
        pieces = line.quantity // 2 if count[0] == "half" else count[0]
        if isinstance(pieces, int) and pieces <= line.quantity:
            return _Target(pieces={line.line_id: pieces})
    return _Target(pieces=None)


def _target(meant: tuple[Mention, ...], known: Catalogue, notes: _Notes, text: str) -> _Target:
    target = _Target(pieces={})
    _add(target, meant, known, notes)
    return target


def _add(target: _Target, meant: tuple[Mention, ...], known: Catalogue, notes: _Notes) -> None:
    order = known.order
    for one in meant:
        lines = _narrowed(one, order)
        if len(lines) > 1 and not (one.plural or one.pieces == len(lines) or _both(one)):
            target.ambiguous = lines
            continue
        if not one.sure:
            notes.doubts.append(Doubt(SOME, "The goods are named only loosely."))
        for line in lines:
            pieces = target.pieces if target.pieces is not None else {}
            pieces[line] = _pieces(
                "half" if one.half else one.pieces if len(lines) == 1 else None,
                order,
                line,
                notes,
                mention=one,
            )
            target.pieces = pieces


def _both(one: Mention) -> bool:
    return one.pieces == 2 and len(one.lines) == 2


def _narrowed(one: Mention, order: Order) -> tuple[str, ...]:
    return one.lines


def _pieces(
    count: int | str | None, order: Order, line_id: str, notes: _Notes, mention: Mention | None = None
) -> int:
    """How many pieces of the line are meant."""
    bought = _quantity(order, line_id)
    if count == "half":
        return max(1, bought // 2)
    if isinstance(count, str):
        notes.doubts.append(Doubt(GRAVE, "How many pieces are meant is not said."))
        return bought
    if count is None:
        if mention is not None and not mention.plural and bought > 1 and not _always_plural(order, line_id):
            notes.doubts.append(Doubt(SOME, f"One piece or all {bought}: the words leave it open."))
            return 1
        return bought
    if count > bought:
        notes.doubts.append(
            Doubt(
                GRAVE if bought == 1 else SOME,
                f"The customer speaks of {count} pieces, the order has {bought}.",
            )
        )
        return bought
    return max(1, count)


def _always_plural(order: Order, line_id: str) -> bool:
    """ "Set of glasses", "Curtains": one such thing is named in the plural anyway."""
    line = order.line(line_id)
    return line is not None and line.quantity == 1


def _ask(clause: Clause, meant: tuple[Mention, ...], known: Catalogue, notes: _Notes) -> None:
    notes.returns = notes.returns or any(
        word in clause.text for word in ("return", "send", "exchange", "swap")
    )
    if meant:
        target = _target(meant, known, notes, clause.text)
        notes.asked |= target.pieces or {}
        notes.ambiguous = target.ambiguous or notes.ambiguous
        notes.antecedent = meant
    elif everything(clause.text):
        notes.asked_all = True
    else:
        count = bare_count(clause.text)
        notes.asked_count = count[0] if count else notes.asked_count


def _all(order: Order) -> dict[str, int]:
    return {line.line_id: line.quantity for line in order.lines}


def _resolve(notes: _Notes, order: Order) -> Request:
    """Put reasons and goods together."""
    groups = _of_weight(notes.groups)
    asked = _without_kept(_asked(notes, order), notes, order)
    reasons = tuple(dict.fromkeys(reason for group in groups for reason in (group.reason, *group.others)))
    if not groups:
        return _without_reason(notes, order, asked)
    claims: dict[str, list[tuple[int, Reason]]] = {}
    missing: list[Missing] = []
    for group in groups:
        pieces = _pieces_of(group, groups, asked, notes, order)
        if pieces is None:
            missing.append(Missing.ITEM)
            continue
        for line, count in _without_kept(pieces, notes, order).items():
            claims.setdefault(line, []).append((count, group.reason))
    if notes.only and asked and set(asked) < set(claims):
        claims = {line: told for line, told in claims.items() if line in asked}
    left_over = (
        {line: count for line, count in asked.items() if line not in claims} if not notes.asked_all else {}
    )
    if claims and left_over:
        main = groups[0].reason
        reason = main if main in {Reason.CHANGED_MIND, Reason.CANCELLED} else Reason.CHANGED_MIND
        notes.doubts.append(Doubt(SOME, "Why a part of the goods should be refunded is not said."))
        for line, count in left_over.items():
            claims.setdefault(line, []).append((count, reason))
    if claims:
        missing = []
    return _request(claims, missing, notes, order, reasons)


def _of_weight(groups: list[_Group]) -> list[_Group]:
    """Without vague reasons where there are plain ones, and without guesses where something was said outright."""
    plain = [group for group in groups if group.reason is not Reason.OTHER] or groups
    return [group for group in plain if group.sure] or plain


def _asked(notes: _Notes, order: Order) -> dict[str, int]:
    if notes.asked:
        return notes.asked
    if notes.asked_all:
        return _all(order)
    if notes.asked_count is not None and len(order.lines) == 1:
        line = order.lines[0]
        return {line.line_id: _pieces(notes.asked_count, order, line.line_id, notes)}
    return {}


def _without_kept(pieces: dict[str, int], notes: _Notes, order: Order) -> dict[str, int]:
    kept = notes.kept if len(order.lines) > 1 else set()
    left = {line: count for line, count in pieces.items() if line not in kept}
    for line, keep in notes.kept_pieces.items():
        if line in left and left[line] > _quantity(order, line) - keep:
            left[line] = max(1, _quantity(order, line) - keep)
    return left


def _pieces_of(
    group: _Group, groups: list[_Group], asked: dict[str, int], notes: _Notes, order: Order
) -> dict[str, int] | None:
    """The pieces that a reason is said of, from the clause itself or from everything else that was said."""
    own = group.target.pieces
    if own:
        return {
            line: min(count, asked[line]) if line in asked and len(groups) == 1 else count
            for line, count in own.items()
        }
    if asked:
        return asked
    if len(order.lines) == 1:
        line = order.lines[0]
        return {line.line_id: _of_single_line(group, line, notes)}
    if group.reason in WHOLE_ORDER:
        return _all(order)
    others = {
        line: count for other in groups if other.target.pieces for line, count in other.target.pieces.items()
    }
    if others:
        return others
    left = {line.line_id: line.quantity for line in order.lines if line.line_id not in notes.kept}
    return left if notes.kept and len(left) == 1 else None


def _of_single_line(group: _Group, line: Line, notes: _Notes) -> int:
    if line.quantity > 1 and group.reason not in WHOLE_ORDER | {Reason.CHANGED_MIND}:
        notes.doubts.append(
            Doubt(SOME, f"The line has {line.quantity} pieces, and how many are meant is not said.")
        )
    return line.quantity


def _without_reason(notes: _Notes, order: Order, asked: dict[str, int]) -> Request:
    """Goods named and no reason: to send them back is a change of mind unless something else is said."""
    if asked and notes.returns:
        doubt = Doubt(GRAVE, "No reason is given; goods to be sent back are taken for a change of mind.")
        notes.doubts.append(doubt)
        claims = {line: [(count, Reason.CHANGED_MIND)] for line, count in asked.items()}
        return _request(claims, [], notes, order, (Reason.CHANGED_MIND,))
    missing = [Missing.REASON]
    if len(order.lines) > 1 and not asked:
        missing.append(Missing.ITEM)
    return Request(missing=tuple(missing), doubts=tuple(notes.doubts))


def _request(
    told: dict[str, list[tuple[int, Reason]]],
    missing: list[Missing],
    notes: _Notes,
    order: Order,
    reasons: tuple[Reason, ...],
) -> Request:
    claims: list[Claim] = []
    alternatives: list[tuple[Claim, ...]] = []
    for line in (line for line in order.lines if line.line_id in told):
        own = list(dict.fromkeys(told[line.line_id]))
        if len(own) > 1 and sum(count for count, _ in own) <= line.quantity:
            claims += [Claim(line_id=line.line_id, quantity=count, reason=reason) for count, reason in own]
            continue
        count = own[-1][0] if len({reason for _, reason in own}) == 1 else max(count for count, _ in own)
        claims.append(Claim(line_id=line.line_id, quantity=min(count, line.quantity), reason=own[0][1]))
        others = [reason for _, reason in own[1:]] + [
            reason for reason in reasons if reason not in {one for _, one in own}
        ]
        for reason in dict.fromkeys(others):
            if reason is not own[0][1]:
                alternatives.append(
                    (Claim(line_id=line.line_id, quantity=min(count, line.quantity), reason=reason),)
                )
    return Request(
        claims=tuple(claims),
        alternatives=tuple(alternatives),
        missing=tuple(dict.fromkeys(missing)),
        doubts=tuple(notes.doubts),
        reasons=reasons,
    )
