"""Importing customers: one row a customer."""

from functools import partial
from typing import Any

from pydantic import JsonValue

from hitl.domain.order import Customer, Tier
from hitl.domain.record import Moment
from hitl.ports.catalog import Saved
from hitl.ports.store import Unit
from hitl.steps.importing.cells import Cells
from hitl.steps.importing.changes import changed, differences
from hitl.steps.importing.run import Import, OncePerFile, row_by_row
from hitl.steps.importing.sheets import CUSTOMERS
from hitl.steps.importing.table import Row

_OPEN = frozenset({"tier"})
"""The fields of a customer that are no personal data."""

_TEXTS = ("name", "phone", "address")


def customers() -> Import:
    """How a file of customers is imported; one object a file, since it remembers the ids it saw."""
    return row_by_row(CUSTOMERS, partial(_take, OncePerFile()))


def _take(seen: OncePerFile, unit: Unit, row: Row, at: Moment) -> Saved:
    cells = Cells(row, CUSTOMERS)
    customer_id, given = cells.identifier("customer_id"), _given(cells)
    cells.check()
    if seen.repeats(customer_id, row):
        return Saved.SAME
    known = unit.catalog.customer(customer_id)
    customer = _merged(customer_id, known, given, cells.metadata())
    if known is not None and customer == known:
        seen.accept(customer_id, row)
        return Saved.SAME
    unit.catalog.save_customer(customer)
    if known is not None:
        identity: dict[str, JsonValue] = {"customer_id": customer_id}
        found = differences(known, customer)
        unit.log(changed("customer", identity, found, open_fields=_OPEN, at=at))
    seen.accept(customer_id, row)
    return Saved.CHANGED if known else Saved.NEW


def _given(cells: Cells) -> dict[str, object]:
    """The fields that the file speaks about; what it does not mention stays as it is known."""
    given: dict[str, object] = {"email": cells.email("email")}
    if cells.has("tier"):
        given["tier"] = cells.choice("tier", Tier) or Tier.STANDARD
    if cells.has("country"):
        given["country"] = cells.country("country")
    if cells.has("created_at"):
        given["created_at"] = cells.moment("created_at")
    if cells.has("prior_refunds"):
        given["prior_refunds"] = cells.whole("prior_refunds", least=0) or 0
    return given | {name: cells.text(name) for name in _TEXTS if cells.has(name)}


def _merged(
    customer_id: str, known: Customer | None, given: dict[str, object], metadata: dict[str, str]
) -> Customer:
    before: dict[str, Any] = known.model_dump() if known else {"customer_id": customer_id, "metadata": {}}
    kept = {key: value for key, value in {**before["metadata"], **metadata}.items() if value}
    return Customer.model_validate({**before, **given, "metadata": kept})
