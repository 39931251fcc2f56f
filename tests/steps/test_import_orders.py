"""Orders: rows of one order are put together, contradictions are refused, a repetition changes nothing."""

import pytest

from hitl.domain.event import EventKind
from hitl.domain.order import OrderStatus, PaymentMethod
from tests.importing import CUSTOMER, LINE, Importer, counts, reasons

TEA = {**LINE, "sku": "TEA", "title": "Green tea", "unit_price": "11.50"}


@pytest.fixture
def load(store, clock, tmp_path) -> Importer:
    importer = Importer(store, clock, tmp_path)
    importer("customers", CUSTOMER)
    return importer


def order(store, order_id: str = "10482"):
    with store.unit() as unit:
        return unit.catalog.order_as_imported(order_id)


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"order_id": ""}, "order_id is empty"),
        ({"customer_id": ""}, "customer_id is empty"),
        ({"customer_id": "C9"}, "the customer C9 is not known"),
        ({"currency": "XYZ"}, "currency 'XYZ' is not an ISO 4217 currency code"),
        ({"currency": "usd"}, "currency 'usd' is not an ISO 4217 currency code"),
        ({"currency": ""}, "currency is empty"),
        ({"sku": ""}, "sku is empty"),
        ({"title": "  "}, "title is empty"),
        ({"unit_price": ""}, "unit_price is empty"),
        ({"unit_price": "-12.00"}, "unit_price '-12.00' is negative"),
        ({"unit_price": "12.0"}, "unit_price: '12.0' is not an amount in USD (2 digits after the point)"),
        ({"unit_price": "12,00"}, "unit_price: '12,00' is not an amount in USD (2 digits after the point)"),
        ({"unit_price": "1e3"}, "unit_price: '1e3' is not an amount in USD (2 digits after the point)"),
        ({"unit_price": "NaN"}, "unit_price: 'NaN' is not an amount in USD (2 digits after the point)"),
        (
            {"currency": "JPY", "unit_price": "500.00"},
            "unit_price: '500.00' is not an amount in JPY (0 digits after the point)",
        ),
        ({"unit_price": "99999999999999.00"}, "unit_price '99999999999999.00' is more than can be counted"),
        ({"quantity": "0"}, "quantity '0' is not a whole number from 1 to 1000000"),
        ({"quantity": "-1"}, "quantity '-1' is not a whole number from 1 to 1000000"),
        ({"quantity": "1.5"}, "quantity '1.5' is not a whole number from 1 to 1000000"),
        ({"quantity": "two"}, "quantity 'two' is not a whole number from 1 to 1000000"),
        ({"placed_at": "2026-13-01"}, "placed_at '2026-13-01' is not an ISO 8601 date or time"),
        ({"delivered_at": "yesterday"}, "delivered_at 'yesterday' is not an ISO 8601 date or time"),
        (
            {"placed_at": "2026-11-05", "delivered_at": "2026-11-01"},
            "delivered_at 2026-11-01 is before placed_at 2026-11-05",
        ),
        (
            {"status": "lost"},
            "status 'lost' is not known (known are placed, shipped, delivered, cancelled)",
        ),
        (
            {"payment_method": "paypal"},
            "payment_method 'paypal' is not known (known are card, wallet, bank_transfer, invoice)",
        ),
        ({"final_sale": "maybe"}, "final_sale 'maybe' is neither true nor false"),
        ({"refunded": "-1.00"}, "refunded '-1.00' is negative"),
        ({"paid_total": "1.234"}, "paid_total: '1.234' is not an amount in USD (2 digits after the point)"),
        ({"quantity": "0", "unit_price": "-1.00"}, "unit_price '-1.00' is negative; quantity '0' is not"),
    ],
)
def test_a_bad_row_is_refused_with_every_reason_and_the_other_orders_are_imported(load, changes, reason):
    report = load("orders", {**LINE, **changes}, {**LINE, "order_id": "10483"})
    ((line, said),) = reasons(report)
    assert (line, said[: len(reason)]) == (2, reason)
    assert counts(report) == (1, 0, 0, 1)


def test_rows_of_an_order_are_put_together_wherever_they_stand(load, store):
    report = load("orders", LINE, {**LINE, "order_id": "10483"}, TEA)
    assert counts(report) == (3, 0, 0, 0)
    assert [line.sku for line in order(store).lines] == ["MUG", "TEA"]


def test_every_column_arrives(load, store):
    load(
        "orders",
        {
            **LINE,
            "quantity": "3",
            "placed_at": "2026-11-01",
            "shipped_at": "2026-11-02T10:00:00+02:00",
            "delivered_at": "2026-11-04T08:00:00Z",
            "returned_at": "2026-11-08",
            "status": "delivered",
            "category": "kitchen",
            "final_sale": "TRUE",
            "refunded": "4.00",
            "paid_total": "39.95",
            "discount": "2.00",
            "shipping": "4.95",
            "tax": "1.00",
            "payment_ref": "pi_1",
            "payment_method": "card",
            "dispute_open": "true",
            "warehouse": "B",
        },
    )
    found = order(store)
    assert found.placed_at.isoformat() == "2026-11-01T00:00:00+00:00"
    assert found.shipped_at.isoformat() == "2026-11-02T08:00:00+00:00"
    assert (found.status, found.payment_method) == (OrderStatus.DELIVERED, PaymentMethod.CARD)
    assert (found.paid_total, found.discount, found.shipping, found.tax) == (3995, 200, 495, 100)
    assert (found.payment_ref, found.dispute_open) == ("pi_1", True)
    (line,) = found.lines
    assert (line.unit_price, line.quantity, line.refunded, line.final_sale) == (1200, 3, 400, True)
    assert (line.category, line.metadata) == ("kitchen", {"warehouse": "B"})
    assert line.returned_at is not None


def test_amounts_of_json_lines_keep_the_digits_they_are_written_with(load, store, tmp_path):
    path = tmp_path / "numbers.jsonl"
    head = '{"order_id": "1", "customer_id": "C1", "currency": "USD", "sku": "%s", "title": "Mug", '
    rows = ['"unit_price": 19.90, "quantity": 1}', '"unit_price": 20, "quantity": 2}', '"unit_price": 19.9}']
    path.write_text("\n".join(head % n + row for n, row in enumerate(rows)))
    from hitl.steps.importing.orders import orders
    from hitl.steps.importing.run import run_import

    report = run_import(orders(), path, store=store, clock=load.clock)
    assert [line.unit_price for line in order(store, "1").lines] == [1990, 2000]
    assert reasons(report) == [
        (3, "unit_price: '19.9' is not an amount in USD (2 digits after the point); quantity is empty")
    ]


def test_a_refused_line_leaves_the_rest_of_its_order_in(load, store):
    report = load("orders", LINE, {**TEA, "quantity": "0"})
    assert counts(report) == (1, 0, 0, 1)
    assert [line.sku for line in order(store).lines] == ["MUG"]


@pytest.mark.parametrize(
    ("first", "second", "reason"),
    [
        ({"currency": "USD"}, {"currency": "EUR"}, "currency contradicts an earlier row of order 10482"),
        ({"status": "placed"}, {"status": "shipped"}, "status contradicts an earlier row of order 10482"),
        ({"tax": "1.00"}, {"tax": "2.00"}, "tax contradicts an earlier row of order 10482"),
        (
            {"dispute_open": "true"},
            {"dispute_open": "false"},
            "dispute_open contradicts an earlier row of order 10482",
        ),
    ],
)
def test_a_row_that_contradicts_what_an_earlier_one_says_of_the_order_is_refused(load, first, second, reason):
    assert reasons(load("orders", {**LINE, **first}, {**TEA, **second})) == [(3, reason)]


def test_an_order_of_two_customers_refuses_the_second(load):
    load("customers", {**CUSTOMER, "customer_id": "C2"})
    report = load("orders", LINE, {**TEA, "customer_id": "C2"})
    assert reasons(report) == [(3, "customer_id contradicts an earlier row of order 10482")]


def test_what_only_the_first_row_says_of_an_order_holds_for_all_and_contradicts_nothing(load, store):
    report = load("orders", {**LINE, "status": "shipped", "tax": "1.00"}, TEA)
    assert counts(report) == (2, 0, 0, 0)
    assert (order(store).status, order(store).tax) == (OrderStatus.SHIPPED, 100)


@pytest.mark.parametrize("line_ids", [("", ""), ("L1", "L2")], ids=["by sku and place", "the file's own"])
def test_the_same_file_twice_in_whatever_order_of_rows_changes_nothing(load, store, line_ids):
    rows = [
        {**LINE, "line_id": line_ids[0], "placed_at": "2026-11-01", "gift": "yes"},
        {**TEA, "line_id": line_ids[1], "placed_at": "2026-11-01", "gift": ""},
    ]
    load("orders", *rows)
    before = (order(store), load.events())
    assert counts(load("orders", *rows)) == (0, 0, 2, 0)
    assert counts(load("orders", *reversed(rows))) == (0, 0, 2, 0)
    assert (order(store), load.events()) == before


def test_one_line_id_twice_is_unchanged_if_the_same_and_refused_if_not(load):
    line = {**LINE, "line_id": "1"}
    report = load("orders", line, line, {**line, "quantity": "2"}, {**line, "order_id": "10483"})
    assert counts(report) == (2, 0, 1, 1)
    assert reasons(report) == [(4, "line 1 of order 10482 stands in line 2 of the file with other content")]


def test_a_file_with_some_lines_of_a_known_order_updates_those_and_keeps_the_others(load, store):
    load("orders", {**LINE, "status": "placed"}, {**TEA, "status": "placed"})
    report = load("orders", {**TEA, "status": "delivered", "refunded": "11.50"})
    assert counts(report) == (0, 1, 0, 0)
    found = order(store)
    assert [(line.sku, line.refunded) for line in found.lines] == [("MUG", 0), ("TEA", 1150)]
    event = next(event for event in load.events() if event.kind is EventKind.RECORD_CHANGED)
    assert event.payload["changed"] == {
        "status": ["placed", "delivered"],
        "lines": {"10482/TEA/1": {"refunded": [0, 1150]}},
    }


def test_a_new_line_of_a_known_order_is_imported(load, store):
    load("orders", LINE)
    assert counts(load("orders", LINE, TEA)) == (1, 0, 1, 0)
    assert [line.sku for line in order(store).lines] == ["MUG", "TEA"]


def test_what_changes_of_an_order_counts_for_each_of_its_rows(load):
    load("orders", LINE, TEA)
    rows = [{**row, "status": "shipped"} for row in (LINE, TEA)]
    assert counts(load("orders", *rows)) == (0, 2, 0, 0)


def test_a_known_order_never_changes_its_currency_for_its_amounts_would_change_with_it(load):
    load("orders", LINE)
    report = load("orders", {**LINE, "currency": "EUR"})
    assert reasons(report) == [(2, "the order is known in USD and cannot become EUR")]


def test_free_metadata_of_a_line_is_personal_and_stays_sealed(load):
    load("orders", {**LINE, "engraving": "For Ada"})
    load("orders", {**LINE, "engraving": "For Bob"})
    event = next(event for event in load.events() if event.kind is EventKind.RECORD_CHANGED)
    assert "For" not in str(event.payload)
    assert "For Bob" in str(event.private)
