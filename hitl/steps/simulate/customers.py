"""Who buys at the simulated shop: customers of several countries, some of whom come again."""

import tomllib
from datetime import datetime, timedelta
from pathlib import Path

from hitl.domain.order import Tier
from hitl.domain.record import Moment, Record
from hitl.steps.simulate.chance import Chance

FIRST_ID = 3001
"""Where their numbers begin: above those of the hand-written customers."""

COMES_AGAIN = 0.33
"""The share of visits by somebody who has written once before; nobody comes a third time, so that the
hand-written customers, who have more orders, stand first where one chooses who to be."""

_HOTELS = ("Harbour View Hotel", "Lindenhof Guesthouse", "Sakura Inn", "Corner Bakery", "Studio Norden")


class Country(Record):
    """Where customers live, what they pay in, and what they are called."""

    code: str  # ISO 3166-1 alpha-2
    weight: int
    currency: str
    first: tuple[str, ...]
    last: tuple[str, ...]


class Buyer(Record):
    """A simulated customer."""

    customer_id: str
    name: str
    email: str
    tier: Tier
    country: str
    currency: str
    created_at: Moment
    prior_refunds: int

    @property
    def first_name(self) -> str:
        """How they sign."""
        return self.name.split()[0]

    def row(self) -> dict[str, str]:
        """A line of the customers' file."""
        return {
            "customer_id": self.customer_id,
            "email": self.email,
            "name": self.name,
            "tier": self.tier,
            "country": self.country,
            "created_at": self.created_at.isoformat(),
            "prior_refunds": str(self.prior_refunds),
            "simulated": "true",
        }


class Clientele:
    """Draws who comes: new customers, and some of those who came before."""

    def __init__(self, folder: Path, chance: Chance) -> None:
        named = tomllib.loads((folder / "names.toml").read_text("utf-8"))
        self._countries = [Country.model_validate({"code": code, **one}) for code, one in named.items()]
        self._chance = chance
        self._came_once: list[Buyer] = []
        self._next = FIRST_ID
        self._names: set[str] = set()

    def somebody(self, at: datetime) -> Buyer:
        """A customer who writes at that time."""
        if self._came_once and self._chance.happens(COMES_AGAIN):
            return self._came_once.pop(self._chance.whole(0, len(self._came_once) - 1))
        return self.newcomer(at)

    def newcomer(self, at: datetime) -> Buyer:
        """A customer who has not written before."""
        chance = self._chance
        country = chance.weighted(self._countries, [one.weight for one in self._countries])
        tier = chance.weighted([Tier.STANDARD, Tier.PREMIUM, Tier.ENTERPRISE], [85, 14, 1])
        name = self._name(country, tier)
        buyer = Buyer(
            customer_id=f"C-{self._next}",
            name=name,
            email=f"{name.lower().replace(' ', '.')}@example.com",
            tier=tier,
            country=country.code,
            currency=country.currency,
            created_at=at - timedelta(days=chance.whole(20, 1400)),
            prior_refunds=chance.weighted([0, 1, 2, 3], [91, 6, 2, 1]),
        )
        self._next += 1
        self._came_once.append(buyer)
        return buyer

    def _name(self, country: Country, tier: Tier) -> str:
        while True:
            name = f"{self._chance.one_of(country.first)} {self._chance.one_of(country.last)}"
            if tier is Tier.ENTERPRISE:
                name = f"{self._chance.one_of(_HOTELS)} {self._chance.whole(2, 99)}"
            if name not in self._names:
                self._names.add(name)
                return name
