"""What the simulated shop sells, read from goods.toml."""

import tomllib
from pathlib import Path

from hitl.domain.record import Record
from hitl.steps.simulate.chance import Chance


class Goods(Record):
    """One article."""

    sku: str
    title: str
    names: tuple[str, ...]  # as customers call it: "The mug ..."
    category: str
    price: dict[str, str]  # major units by currency
    weight: int  # how often it is bought, against the others
    plural: bool = False  # "the candles are", "refund them"
    damaged: tuple[str, ...] = ()  # "arrived chipped"
    defective: tuple[str, ...] = ()
    not_as_described: tuple[str, ...] = ()

    def faults(self, reason: str) -> tuple[str, ...]:
        """How customers put what is wrong with it; empty where that does not happen to it."""
        return {
            "damaged": self.damaged,
            "defective": self.defective,
            "not_as_described": self.not_as_described,
        }.get(reason, ())


class BadBatch(Record):
    """The goods of the event, and how customers put what is wrong with them."""

    sku: str
    defective: tuple[str, ...]


class Catalogue(Record):
    """Everything the shop sells."""

    goods: tuple[Goods, ...]
    event: BadBatch

    def of(self, sku: str) -> Goods:
        """The article of that number."""
        return next(one for one in self.goods if one.sku == sku)

    def bought(self, chance: Chance, among: tuple[Goods, ...] | None = None) -> Goods:
        """One that somebody buys."""
        choices = self.goods if among is None else among
        return chance.weighted(choices, [one.weight for one in choices])

    def failing(self, reason: str) -> tuple[Goods, ...]:
        """What customers complain about for that reason."""
        return tuple(one for one in self.goods if one.faults(reason))

    def except_for(self, *categories: str) -> tuple[Goods, ...]:
        """Everything that is in none of those categories."""
        return tuple(one for one in self.goods if one.category not in categories)

    def only(self, *categories: str) -> tuple[Goods, ...]:
        """Everything in one of those categories."""
        return tuple(one for one in self.goods if one.category in categories)


def read_goods(folder: Path) -> Catalogue:
    """The shop's catalogue."""
    return Catalogue.model_validate(tomllib.loads((folder / "goods.toml").read_text("utf-8")))
