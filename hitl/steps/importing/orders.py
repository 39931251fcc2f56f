"""Importing orders: one row a line item, the rows of an order gathered from wherever they stand in the file.

A refused row leaves the other rows of its order in. What the rows say of the order itself must agree:
the first accepted row that says something decides, a later one that contradicts it is refused. An
empty cell contradicts nothing, since many exports fill the order's columns on its first row only.
"""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from itertools import pairwise

from pydantic import JsonValue, ValidationError

from hitl.domain.order import Line, Order, OrderStatus, PaymentMethod
from hitl.domain.record import Moment, Record
from hitl.errors import InvalidInput
from hitl.ports.catalog import Saved
from hitl.ports.store import Unit
from hitl.steps.importing.cells import Cells, refusal
from hitl.steps.importing.changes import Difference, changed, differences
from hitl.steps.importing.run import Entry, Import, OncePerFile, Result
from hitl.steps.importing.sheets import ORDERS
from hitl.steps.importing.table import Row, Table

_MOMENTS = ("placed_at", "shipped_at", "delivered_at")
_AMOUNTS = ("paid_total", "discount", "shipping", "tax")
_OPEN = frozenset((*Order.model_fields, "lines")) - {"metadata"}
"""The fields of an order that are no personal data."""


class _ReadLine(Record):
    """One row, understood: what it says of the order and what of the line."""

    row: Row
    line_id: str
    of_order: dict[str, object]
    of_line: dict[str, object]


def orders() -> Import:
    """How a file of orders is imported; one object a file, since it remembers the lines it saw."""
    seen = OncePerFile()

    def take(unit: Unit, entry: Entry, at: Moment) -> Iterator[Result]:
        return _take_order(unit, entry, seen, at)

    return Import(sheet=ORDERS, entries=_by_order, take=take)


def _by_order(table: Table) -> Iterator[Entry]:
    """All rows of an order together, in the order in which their first rows stand in the file."""
    gathered: dict[str, Entry] = {}
    for row in table.rows():
        order_id = row.cells.get("order_id", "").strip()
        gathered.setdefault(order_id or f"line {row.line}", []).append(row)
    yield from gathered.values()


def _take_order(unit: Unit, entry: Entry, seen: OncePerFile, at: Moment) -> Iterator[Result]:
    known = unit.catalog.order_as_imported(entry[0].cells.get("order_id", "").strip())
    accepted: dict[str, _ReadLine] = {}
    facts: dict[str, object] = {}
    pieces: Counter[str] = Counter()
    for row in entry:
        try:
            read = _read(unit, row, pieces, known)
            if seen.repeats(_named(read), row):
                yield row, Saved.SAME
                continue
            _agree(facts, read)
        except (InvalidInput, ValueError) as error:
            yield row, refusal(error)
            continue
        seen.accept(_named(read), row)
        accepted[read.line_id] = read
    if accepted:
        yield from _save(unit, known, facts, accepted, at)


def _read(unit: Unit, row: Row, pieces: Counter[str], known: Order | None) -> _ReadLine:
    """Raises InvalidInput with everything that is wrong with the row."""
    cells = Cells(row, ORDERS)
    line_id = _line_id(cells, pieces)
    of_order = _of_order(cells)
    of_line = _of_line(cells, str(of_order["currency"]))
    _check_customer(unit, cells, str(of_order["customer_id"]))
    _check_dates(cells, of_order, of_line)
    if known and of_order["currency"] and known.currency != of_order["currency"]:
        cells.problem(f"the order is known in {known.currency} and cannot become {of_order['currency']}")
    cells.check()
    return _ReadLine(row=row, line_id=line_id, of_order=of_order, of_line=of_line)


def _named(read: _ReadLine) -> str:
    return f"line {read.line_id} of order {read.of_order['order_id']}"


def _line_id(cells: Cells, pieces: Counter[str]) -> str:
    """The file's own, or order, sku and the row's place among the rows of that sku in the order.

    Counted by sku and not by row, so that a file that is sorted otherwise, or that holds only some
    lines of an order, names each line as before.
    """
    order_id, sku = cells.identifier("order_id"), cells.identifier("sku")
    pieces[sku] += 1
    return cells.identifier("line_id") or f"{order_id}/{sku}/{pieces[sku]}"


def _of_order(cells: Cells) -> dict[str, object]:
    currency = cells.currency("currency")
    given: dict[str, object] = {
        "order_id": cells.identifier("order_id"),
        "customer_id": cells.identifier("customer_id"),
        "currency": currency,
    }
    given |= {name: cells.moment(name) for name in _MOMENTS if cells.has(name)}
    given |= {name: cells.minor(name, currency) for name in _AMOUNTS if cells.has(name)}
    if cells.has("status"):
        given["status"] = cells.choice("status", OrderStatus)
    if cells.has("payment_method"):
        given["payment_method"] = cells.choice("payment_method", PaymentMethod)
    if cells.has("payment_ref"):
        given["payment_ref"] = cells.identifier("payment_ref") or None
    if cells.has("dispute_open"):
        given["dispute_open"] = cells.flag("dispute_open") if cells.text("dispute_open") else None
    return given


def _of_line(cells: Cells, currency: str) -> dict[str, object]:
    given: dict[str, object] = {
        "sku": cells.identifier("sku"),
        "title": cells.required_text("title"),
        "unit_price": cells.minor("unit_price", currency),
        "quantity": cells.whole("quantity", least=1),
        "metadata": cells.metadata(),
    }
    if cells.has("category"):
        given["category"] = cells.text("category") or None
    if cells.has("final_sale"):
        given["final_sale"] = cells.flag("final_sale")
    if cells.has("returned_at"):
        given["returned_at"] = cells.moment("returned_at")
    if cells.has("refunded"):
        given["refunded"] = cells.minor("refunded", currency) or 0
    return given


def _check_customer(unit: Unit, cells: Cells, customer_id: str) -> None:
    if not customer_id:
        cells.problem("customer_id is empty")
    elif unit.catalog.customer(customer_id) is None:
        cells.problem(f"the customer {customer_id} is not known")


def _check_dates(cells: Cells, of_order: dict[str, object], of_line: dict[str, object]) -> None:
    """Nothing is shipped, delivered or returned on a day before it was placed, and so on along the way."""
    dates = [
        (name, moment)
        for name, moment in [
            *((name, of_order.get(name)) for name in _MOMENTS),
            ("returned_at", of_line.get("returned_at")),
        ]
        if isinstance(moment, datetime)
    ]
    for (earlier, first), (later, second) in pairwise(dates):
        # A bare date stands for its first moment, and a shop's day is not UTC's: a day's grace.
        if (first - second).days >= 1:
            cells.problem(f"{later} {second:%Y-%m-%d} is before {earlier} {first:%Y-%m-%d}")


def _agree(facts: dict[str, object], read: _ReadLine) -> None:
    """Raise ValueError where the row contradicts an earlier one; otherwise take its facts in."""
    said = {name: value for name, value in read.of_order.items() if value is not None}
    for name, value in said.items():
        if facts.get(name) is not None and facts[name] != value:
            raise ValueError(f"{name} contradicts an earlier row of order {read.of_order['order_id']}")
    for name, value in read.of_order.items():
        facts[name] = value if facts.get(name) is None else facts[name]


def _save(
    unit: Unit, known: Order | None, facts: dict[str, object], accepted: dict[str, _ReadLine], at: Moment
) -> Iterator[Result]:
    try:
        order = _merged(known, facts, accepted)
    except ValidationError as error:
        yield from ((read.row, refusal(error)) for read in accepted.values())
        return
    if order != known:
        unit.catalog.save_order(order)
    if known is not None and order != known:
        identity: dict[str, JsonValue] = {"order_id": order.order_id, "customer_id": order.customer_id}
        unit.log(changed("order", identity, _differences(known, order), open_fields=_OPEN, at=at))
    for read in accepted.values():
        yield read.row, _saved(known, order, read.line_id)


def _merged(known: Order | None, facts: dict[str, object], accepted: dict[str, _ReadLine]) -> Order:
    """The known order with what the file says laid over it; lines that it does not name stay."""
    given = {
        name: Order.model_fields[name].get_default() if value is None else value
        for name, value in facts.items()
    }
    lines = {line.line_id: line for line in known.lines} if known else {}
    for line_id, read in accepted.items():
        before = lines[line_id].model_dump() if line_id in lines else {"line_id": line_id, "metadata": {}}
        metadata = {**before["metadata"], **read.of_line["metadata"]}  # type: ignore[dict-item]
        kept = {key: value for key, value in metadata.items() if value}
        lines[line_id] = Line.model_validate({**before, **read.of_line, "metadata": kept})
    before = known.model_dump() if known else {}
    return Order.model_validate({**before, **given, "lines": tuple(lines.values())})


def _differences(old: Order, new: Order) -> Difference:
    found = differences(old, new, without=("lines",))
    lines: Difference = {}
    metadata: Difference = {}
    for line in new.lines:
        before = old.line(line.line_id)
        if before is None:
            lines[line.line_id] = "new"
        elif before != line:
            lines[line.line_id] = differences(before, line, without=("metadata",))
            metadata |= {
                f"{line.line_id}/{key}": value
                for key, value in differences(before, line).items()
                if key == "metadata"
            }
    return found | ({"lines": lines} if lines else {}) | metadata


def _saved(known: Order | None, order: Order, line_id: str) -> Saved:
    before = known.line(line_id) if known else None
    if known is None or before is None:
        return Saved.NEW
    same = before == order.line(line_id) and not differences(known, order, without=("lines",))
    return Saved.SAME if same else Saved.CHANGED
