"""What the shop's own system sends every night: new customers and orders, and goods that came back."""

import csv
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from hitl.steps.importing.customers import customers
from hitl.steps.importing.orders import orders
from hitl.steps.simulate.orders import Purchase
from hitl.steps.simulate.requests import Visit
from hitl.steps.simulate.shop import Shop


class Nights:
    """Hands purchases over in the night after they became known."""

    def __init__(self, shop: Shop, visits: Iterable[Visit], scratch: Path) -> None:
        self._shop = shop
        self._scratch = scratch
        self._coming = sorted(
            (visit.purchase for visit in visits), key=lambda one: one.known_at, reverse=True
        )
        self._known: set[str] = set()
        self._returned: dict[str, tuple[Purchase, datetime]] = {}  # by the case for which goods came back

    def comes_back(self, case_id: str, purchase: Purchase, at: datetime) -> None:
        """The goods that the customer wrote about are in the warehouse again."""
        self._returned[case_id] = (purchase, at)

    def hand_over(self) -> tuple[str, ...]:
        """Import what has become known since the night before; the cases for which goods came back."""
        now = self._shop.clock.now()
        new: list[Purchase] = []
        while self._coming and self._coming[-1].known_at <= now:
            new.append(self._coming.pop())
        buyers = {one.buyer.customer_id: one.buyer for one in new if one.buyer.customer_id not in self._known}
        self._known |= set(buyers)
        rows = [row for one in new for row in one.rows()]
        rows += [row for one, at in self._returned.values() for row in one.rows(returned_at=at)]
        returned = tuple(self._returned)
        self._returned.clear()
        if buyers:
            self._shop.take_file(customers(), self._file("customers", [one.row() for one in buyers.values()]))
        if rows:
            self._shop.take_file(orders(), self._file("orders", rows))
        return returned

    def _file(self, name: str, rows: list[dict[str, str]]) -> Path:
        path = self._scratch / f"night_{name}.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, rows[0])
            writer.writeheader()
            writer.writerows(rows)
        return path
