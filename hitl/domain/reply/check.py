"""The last look at a reply before it may leave, whoever wrote it."""

import re
from collections.abc import Iterator
from typing import Literal

from hitl.domain.draft import Action
from hitl.domain.money import Money, portion
from hitl.domain.order import Customer, Order
from hitl.domain.reading.phrases import Phrases, Span, Words, words_of
from hitl.domain.record import Record
from hitl.domain.reply import promises
from hitl.domain.reply.figures import Figures, figures, has_any
from hitl.domain.reply.money import percentages, sums
from hitl.domain.reply.private import OF_SECRETS, personal_data, shows_a_secret


class ReplyProblem(Record):
    """One thing that is wrong with a reply."""

    kind: Literal["inconsistent", "personal_data", "hedged", "internal", "leftover", "link"]
    says: str  # in plain words, without repeating personal data


def check_reply(
    reply: str, *, action: Action, amount: Money | None, order: Order | None, customer: Customer | None
) -> tuple[ReplyProblem, ...]:
    """Everything that keeps a reply from leaving by itself; empty where nothing does.

    Every sum must be the decision's amount, nothing may be promised that the decision does not contain, no
    order but the decision's may be named, and no internal word, personal data, hedge, link or gap of a
    template may show. Errs on the side of a person: an amount that the customer asked for and a refusal
    repeats is a problem too.
    """
    if not reply.strip():
        return (_wrong("the reply is empty"),)
    numbers = figures(reply)
    told = promises.WHERE_PAID if action is Action.APPROVE_REFUND else promises.WHERE_NOT_PAID
    words = words_of(reply if told.stand_in(reply) else "")
    said = told.find(words)
    return (
        *_money(reply, numbers, amount, order),
        *(_promises(words, said, action, amount, order) if said else ()),
        *_order_named(reply, numbers, order),
        *_customer_named(reply, customer),
        *_form(reply, words, said, order),
        *_hedges(words, said),
        *_private(reply, numbers, customer, order),
    )


Said = dict[Phrases, list[Span]]
"""The phrases that stand in a reply, by what they say."""


def _wrong(says: str) -> ReplyProblem:
    return ReplyProblem(kind="inconsistent", says=says)


def _money(reply: str, numbers: Figures, amount: Money | None, order: Order | None) -> Iterator[ReplyProblem]:
    for one in sums(reply, numbers):
        if amount is None:
            yield _wrong(f"the reply names {one.text.strip()}, and the decision pays nothing")
        elif not one.is_exactly(amount.minor, amount.currency):
            yield _wrong(f"the reply names {one.text.strip()}, the decision {amount}")
    if "%" in reply or "cent" in reply:
        for percent, place in percentages(reply):
            if _ABOUT_MONEY.search(reply[max(0, place - 60) : place + 40]) and not _is_share(
                percent, amount, order
            ):
                yield _wrong(f"the reply names {percent} %, which is not what the decision pays")


_ABOUT_MONEY = re.compile(
    r"refund|reimburs|pay|paid|credit|back|off\b|discount|price|amount|value", re.IGNORECASE
)


def _is_share(percent: str, amount: Money | None, order: Order | None) -> bool:
    """Whether the amount is that many percent of the order or of some pieces of one line."""
    if amount is None or order is None or "." in percent:
        return False
    return amount.minor in {portion(whole, int(percent), 100) for whole in _wholes(order)}


def _wholes(order: Order) -> set[int]:
    """What may be called "all of it": the order, all goods, or pieces of one line, minor units."""
    net = order.net_prices()
    pieces = {
        portion(net[line.line_id], count, line.quantity)
        for line in order.lines
        for count in range(1, min(line.quantity, 100) + 1)
    }
    return {order.captured, sum(net.values()), *pieces}


def _promises(
    words: Words, said: Said, action: Action, amount: Money | None, order: Order | None
) -> Iterator[ReplyProblem]:
    if action is Action.APPROVE_REFUND:
        yield from _refusals(words, said)
        yield from _overstatements(said, amount, order)
    else:
        for span in said.get(promises.REFUND_PROMISED, ()):
            if _promised(words, span) and not promises.left_open(words, span):
                yield _wrong("the reply promises money, the decision does not")
                break
    if any(_offered(words, span, action, order) for span in said.get(promises.OTHER_REMEDY, ())):
        yield _wrong("the reply offers something that the decision does not contain")


def _offered(words: Words, span: Span, action: Action, order: Order | None) -> bool:
    """Whether we offer it: what the policy says in general, or what the goods are called, is no offer."""
    if _is_title(words, span, order) or not _promised(words, span):
        return False
    if action is Action.APPROVE_REFUND:
        return True
    return promises.ours(words, span) and not promises.left_open(words, span)


def _is_title(words: Words, span: Span, order: Order | None) -> bool:
    """Whether it is what goods are called; a title that goes on like a message is read like one."""
    named = () if order is None else [words_of(line.title) for line in order.lines]
    titles = [title.known for title in named if len(title.list) <= _LONGEST_TITLE]
    said = set(words.list[span.start : span.end]) - _JOINS
    return any(title.issuperset(said) for title in titles)


_LONGEST_TITLE = 12
"""Words and marks: "USB-C charger, 65 W, with a travel bag" has eight, and a sentence more on top many."""

_JOINS = frozenset({"of", "for", "and"})  # "the cream, fragrance free of your order"


def _promised(words: Words, span: Span) -> bool:
    return not promises.refused(words, span) and not promises.asked(words, span)


def _refusals(words: Words, said: Said) -> Iterator[ReplyProblem]:
    for span in said.get(promises.REFUND_REFUSED, ()):
        if promises.refused(words, span):
            yield _wrong("the reply refuses, the decision pays")
            return


def _overstatements(said: Said, amount: Money | None, order: Order | None) -> Iterator[ReplyProblem]:
    part = promises.FULL in said and amount and order and amount.minor not in _wholes(order)
    if part:
        yield _wrong("the reply says all of it, the decision pays a part")
    if promises.QUICK in said:
        yield _wrong("the reply promises a time that depends on the customer's bank")


_NUMBER = re.compile(r"#?[A-Za-z]{0,6}[-_/]?\d[\w/-]*")
_COUNTED = re.compile(
    r"(?:19|20)\d\d|\d{1,2}[/-]\d{1,2}[/-]\d{2,4}|\d{4}-\d\d-\d\d|\d+(?:st|nd|rd|th|x|%|-[a-z]+|–\d+|"
    r"-\d{1,2})?"
)
_INTRODUCING = frozenset("order orders number no no. nr id reference ref purchase #".split())
_OF_AN_ORDER = frozenset("order orders purchase".split())
_LONG = 4  # figures without anything else: shorter ones are counts and days


def _order_named(reply: str, numbers: Figures, order: Order | None) -> Iterator[ReplyProblem]:
    for before, piece in _numbered(reply, numbers):
        if _looks_like_an_order(piece, before) and not _is_own(piece, before, order):
            yield _wrong("the reply names another number than the order's")
            return


_ALL_BUT_BLANKS = re.compile(r"\S*")


def _numbered(reply: str, numbers: Figures) -> Iterator[tuple[str, str]]:
    """Every piece between blanks that has a number in it, after the piece before it; both without marks."""
    for number in numbers:
        start, end = number.span()
        pieces = reply[:start].rsplit(None, 2)
        begun = pieces.pop() if start and not reply[start - 1].isspace() else ""
        before = pieces[-1] if pieces else ""
        rest = _ALL_BUT_BLANKS.match(reply, end)
        for piece in f"{begun}{number[0]}{rest[0] if rest else ''}".split():
            yield before.lower().strip(".,:("), piece.strip(".,;:!?()\"'“”’*")
            before = piece


def _is_own(number: str, before: str, order: Order | None) -> bool:
    if order is None:
        return False
    bare = _bare(number)
    if bare == _bare(order.order_id):
        return True
    # "Order 66601" is none of the goods, whatever somebody wrote into their title.
    return before not in _OF_AN_ORDER and bare in _words_of_the_goods(order)


def _looks_like_an_order(piece: str, before: str) -> bool:
    if not _NUMBER.fullmatch(piece):
        return False
    if piece.startswith("#") or before in _INTRODUCING:
        return True
    return (
        sum(map(str.isdigit, piece)) >= _LONG
        and not (_COUNTED.fullmatch(piece) and len(piece) <= _LONG)
        and (_DATE.fullmatch(piece) is None)
    )


_DATE = re.compile(r"\d{1,4}[/-]\d{1,2}[/-]\d{1,4}")


def _words_of_the_goods(order: Order) -> Iterator[str]:
    """Numbers that are part of a name: "Lamp 3000", "LAMP-3000"."""
    for line in order.lines:
        yield from (_bare(word) for word in (*line.title.split(), line.sku, *line.sku.split("-")))


def _bare(number: str) -> str:
    return number.strip("# ").rstrip("-").casefold()


_GREETED = re.compile(
    r"\A\s*(?:Dear|Hello|Hi|Hey|Good (?:morning|day|afternoon|evening))\s+((?:[A-Z][\w'’.-]*\s?){1,4})[,!.\n]"
)
_NOBODY = frozenset("there customer valued sir madam mr mrs ms mx miss dr all team friend".split())


def _customer_named(reply: str, customer: Customer | None) -> Iterator[ReplyProblem]:
    found = _GREETED.match(reply)
    if not found or customer is None or not customer.name.strip():
        return
    greeted = {part.strip(".,").casefold() for part in found[1].split()} - _NOBODY
    if not greeted <= {part.strip(".,").casefold() for part in customer.name.split()}:
        yield _wrong("the reply greets somebody else")


_LEFTOVER = re.compile(
    r"\{\{?[^{}]*\}?\}|\[[A-Z][A-Za-z _/-]{1,40}\]"
    r"|\[(?:name|customer|order|amount|date|your|insert|item|company|agent)[^\]]*\]"
    r"|<[A-Z_ ]{2,}>|X{3,}|%\(?[a-z_]+\)?s\b|\$\{|<%|_{3,}"
)
_LINK = re.compile(
    r"https?:|www\.|\]\(|!\[|<\s*/?\s*[a-zA-Z!][^>]*>|javascript:|data:\w|mailto:|&#?\w{2,8};|```"
    r"|\w\.(?:com|net|org|io|co|uk|de|fr|eu|info|biz|shop|app|dev|ru|cn|xyz|link|site|online)\b",
    re.IGNORECASE,
)
_LINK_HINTS = (":", "<", "&", "`", "]", "[", "www.")  # one of them, or a point inside, is in each
_POINT_INSIDE = re.compile(r"\.[A-Za-z]{2}")
_CODE = re.compile(
    r"\b[a-z]+_[a-z_]*[a-z]\b|\b[A-Z]+_[A-Z_]+\b|(?<![$€£¥])\b0\.\d+\b(?!\s*(?:%|kg|m\b|l\b))|\b[0-9a-f]{8}-[0-9a-f]{4}-"
)


def _form(reply: str, words: Words, said: Said, order: Order | None) -> Iterator[ReplyProblem]:
    gap = has_any("{[<%_X", reply) and _LEFTOVER.search(reply)
    if gap or promises.GAP in said:
        yield ReplyProblem(kind="leftover", says="the reply has a gap of a template in it")
    if (has_any(_LINK_HINTS, reply.lower()) or _POINT_INSIDE.search(reply)) and _LINK.search(reply):
        yield ReplyProblem(kind="link", says="the reply has a link or mark-up in it")
    inside = any(not _is_title(words, span, order) for span in said.get(promises.INTERNAL, ()))
    if inside or (has_any(("_", "0.", "-"), reply) and _CODE.search(_without_titles(reply, order))):
        yield ReplyProblem(kind="internal", says="the reply shows a word or code of this system")


def _without_titles(reply: str, order: Order | None) -> str:
    """The reply without what goods are called; a title that goes on like a message stays."""
    for line in order.lines if order else ():
        if len(line.title.split()) <= _LONGEST_TITLE:
            reply = reply.replace(line.title, " ")
    return reply


def _hedges(words: Words, said: Said) -> Iterator[ReplyProblem]:
    for span in said.get(promises.HEDGED, [])[:1]:
        yield ReplyProblem(
            kind="hedged", says=f'the reply hedges: "{" ".join(words.list[span.start : span.end])}"'
        )


def hedge_in(text: str, *, unless: re.Pattern[str]) -> str | None:
    """The first uncertain wording of a text outside of what `unless` finds, or None."""
    if not promises.UNCERTAIN.stand_in(text):
        return None
    words = words_of(unless.sub("", text))
    found = promises.HEDGED.find(words)
    return " ".join(words.list[found[0].start : found[0].end]) if found else None


def _private(
    reply: str, numbers: Figures, customer: Customer | None, order: Order | None
) -> Iterator[ReplyProblem]:
    found = personal_data(reply, numbers, customer, order.order_id if order else None)
    for kind in dict.fromkeys(found):
        if kind == OF_SECRETS and not shows_a_secret(_without_titles(reply, order)):
            continue  # a holder for passports
        yield ReplyProblem(kind="personal_data", says=f"the reply shows {kind}")
