"""One visit to the simulated shop: somebody, what they have bought, and what they write about it."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from hitl.domain.case import Channel, Ticket
from hitl.domain.record import Record
from hitl.steps.simulate.chance import Chance
from hitl.steps.simulate.customers import Buyer, Clientele
from hitl.steps.simulate.goods import Catalogue, Goods
from hitl.steps.simulate.kinds import MOODS, Kind
from hitl.steps.simulate.orders import Bought, OrderBook, Purchase
from hitl.steps.simulate.words import Words

_CHANNELS = {Channel.EMAIL: 42, Channel.WEB_FORM: 30, Channel.CHAT: 24, Channel.API: 4}
_STAYS = ("food", "gift_cards", "digital", "seasonal")  # what the shop does not take back unused
_FEW = ("no", "one", "two", "three", "four", "five", "six")


class Visit(Record):
    """A message with everything behind it."""

    kind: str
    purchase: Purchase
    ticket: Ticket
    answer: str  # what they write when they are asked; empty: nothing
    answer_photo: str  # the picture they send with it

    @property
    def at(self) -> datetime:
        """When it came in."""
        return self.ticket.received_at

    @property
    def buyer(self) -> Buyer:
        """Who wrote."""
        return self.purchase.buyer


class Visitors:
    """Draws visits, each with the next ticket number."""

    def __init__(self, catalogue: Catalogue, clientele: Clientele, words: Words, chance: Chance) -> None:
        self._catalogue = catalogue
        self._clientele = clientele
        self._words = words
        self._chance = chance
        self._book = OrderBook(chance)
        self._number = 1000

    def visit(
        self,
        kind: Kind,
        at: datetime,
        *,
        moods: Mapping[str, float] = MOODS,
        goods: Goods | None = None,
        faults: tuple[str, ...] = (),
    ) -> Visit:
        """A message of that kind; with `goods` and `faults` where they are not to be drawn."""
        chance = self._chance
        buyer = self._clientele.somebody(at)
        about = goods or self._catalogue.bought(chance, self._choices(kind))
        since = timedelta(days=chance.whole(*kind.days), minutes=chance.whole(0, 700))
        purchase = self._book.order(buyer, self._lines(kind, about), kind.stage, since, at)
        channel = chance.weighted([*_CHANNELS], [*_CHANNELS.values()])
        photo = _file(about) if chance.happens(kind.photo) else ""
        filled = _filled(purchase, about, faults or about.faults(kind.fault), since, chance)
        filled["unused"] = self._words.line("unused", filled)
        self._number += 1
        ticket = Ticket(
            ticket_id=f"SIM-{self._number}",
            body=self._body(channel, self._says(kind, moods, photo), buyer, filled),
            received_at=at,
            channel=channel,
            customer_id=buyer.customer_id,
            email=self._address(kind, buyer) if channel is Channel.EMAIL or not kind.known else None,
            order_id=self._field(kind, purchase, channel),
            subject=self._words.line("subject", filled) if channel is not Channel.CHAT else "",
            waiting=False,
            attachments=(photo,) if photo else (),
            metadata={"simulated": "true"},
        )
        return Visit(
            kind=kind.name,
            purchase=purchase,
            ticket=ticket,
            answer=self._words.message(Channel.CHAT, kind.answer, filled) if kind.answer else "",
            answer_photo=_file(about) if kind.answer_photo else "",
        )

    def _choices(self, kind: Kind) -> tuple[Goods, ...]:
        if kind.fault:
            return self._catalogue.failing(kind.fault)
        return (
            self._catalogue.only(*kind.categories) if kind.categories else self._catalogue.except_for(*_STAYS)
        )

    def _lines(self, kind: Kind, about: Goods) -> tuple[Bought, ...]:
        """What the customer writes about, and nothing else that could be called the same."""
        chance = self._chance
        first = Bought(goods=about, final_sale=chance.happens(kind.final_sale))
        others: dict[str, Bought] = {}
        for _ in range(chance.weighted([0, 1, 2], [58, 30, 12])):
            more = self._catalogue.bought(chance)
            if more.names[-1].split()[-1] != about.names[-1].split()[-1]:
                others[more.sku] = Bought(goods=more, refunded=chance.happens(0.06))
        return (first, *others.values())

    def _says(self, kind: Kind, moods: Mapping[str, float], photo: str) -> tuple[str, ...]:
        """The kinds of its sentences; none where it is in another language."""
        if not kind.says:
            return ()
        mood = self._chance.weighted([*moods], [*moods.values()]) if kind.moods else ""
        more = (mood, "photo" if photo and kind.fault else "")
        return (*kind.says, *filter(None, more))

    def _body(self, channel: Channel, says: tuple[str, ...], buyer: Buyer, filled: dict[str, str]) -> str:
        foreign = None if says else self._words.foreign(buyer.country, filled)
        return foreign or self._words.message(channel, says or ("arrival", "wrong", "refund"), filled)

    def _address(self, kind: Kind, buyer: Buyer) -> str:
        return buyer.email if kind.known else f"{buyer.first_name.lower()}{self._number}@mail.example.net"

    def _field(self, kind: Kind, purchase: Purchase, channel: Channel) -> str | None:
        """The order number that a form or a program hands over beside the words."""
        has_field = channel in {Channel.WEB_FORM, Channel.API} and kind.names_order
        return purchase.order_id if has_field and self._chance.happens(0.8) else None


def _filled(
    purchase: Purchase, about: Goods, faults: tuple[str, ...], since: timedelta, chance: Chance
) -> dict[str, str]:
    """What stands in the places of a sentence part."""
    return {
        "order": purchase.order_id,
        "item": chance.one_of(about.names),
        "fault": chance.one_of(faults or ("is broken",)),
        "when": _when(since.days),
        "days": _FEW[chance.whole(2, 6)],
        "it": "them" if about.plural else "it",
        "is": "are" if about.plural else "is",
        "do": "do" if about.plural else "does",
        "first": purchase.buyer.first_name,
    }


def _when(days: int) -> str:
    if days < 2:
        return "yesterday" if days else "today"
    if days < len(_FEW):
        return f"{_FEW[days]} days ago"
    return "last week" if days < 14 else f"{_FEW[min(days // 7, 6)]} weeks ago"


def _file(about: Goods) -> str:
    return f"{about.names[-1].replace(' ', '-').lower()}.jpg"
