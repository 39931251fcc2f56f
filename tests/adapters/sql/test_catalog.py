from datetime import timedelta

import pytest

from hitl.adapters.sql.store import SqlStore
from hitl.domain.order import Tier
from hitl.domain.refund import COUNTED, RefundLine, RefundStatus
from hitl.ports.catalog import Saved
from tests.adapters.sql.records import NOW, customer, decided, line, order, stocked, usd


def test_a_customer_comes_back_as_saved(store: SqlStore) -> None:
    with store.unit() as unit:
        assert unit.catalog.save_customer(customer()) is Saved.NEW
        assert unit.catalog.customer("C1") == customer()
        unit.catalog.lock_customer("C1")
        assert unit.catalog.customer("C2") is None


def test_saving_a_customer_again_tells_what_it_did(store: SqlStore) -> None:
    stocked(store)
    changed = customer(tier=Tier.ENTERPRISE, email="countess@example.com")
    with store.unit() as unit:
        assert unit.catalog.save_customer(customer()) is Saved.SAME
        assert unit.catalog.save_customer(changed) is Saved.CHANGED
        assert unit.catalog.customer("C1") == changed


@pytest.mark.parametrize(
    ("email", "found"),
    [
        ("c1@example.com", True),  # as saved
        (" C1@Example.COM ", True),  # case and blanks do not tell people apart
        ("c2@example.com", False),  # nobody's
    ],
)
def test_a_customer_is_found_by_address(store: SqlStore, email: str, found: bool) -> None:
    stocked(store)
    with store.unit() as unit:
        assert (unit.catalog.customer_by_email(email) is not None) is found


def test_an_address_that_two_customers_share_identifies_nobody(store: SqlStore) -> None:
    with store.unit() as unit:
        unit.catalog.save_customer(customer("C1", email="both@example.com"))
        unit.catalog.save_customer(customer("C2", email="both@example.com"))
        assert unit.catalog.customer_by_email("both@example.com") is None


def test_an_order_comes_back_as_saved_with_its_lines_in_order(store: SqlStore) -> None:
    ordered = order(lines=(line("b"), line("a", refunded=100, returned_at=NOW)), paid_total=5000)
    with store.unit() as unit:
        assert unit.catalog.save_order(ordered) is Saved.NEW
        assert unit.catalog.order(ordered.order_id) == ordered
        assert unit.catalog.save_order(ordered) is Saved.SAME
        assert unit.catalog.order("other") is None


def test_a_changed_order_replaces_its_lines(store: SqlStore) -> None:
    stocked(store)
    shorter = order(lines=(line("2", quantity=5),), metadata={})
    with store.unit() as unit:
        assert unit.catalog.save_order(shorter) is Saved.CHANGED
        assert unit.catalog.order("48291") == shorter


def test_our_refunds_count_on_their_lines_but_not_in_what_was_imported(store: SqlStore) -> None:
    stocked(store)
    decided(store)
    with store.unit() as unit:
        counted = unit.catalog.order("48291")
        assert counted is not None
        assert {each.line_id: each.refunded for each in counted.lines} == {"1": 4200, "2": 0}
        assert unit.catalog.orders_of("C1", 10) == (counted,)
        assert unit.catalog.order_as_imported("48291") == order()
        assert unit.catalog.save_order(order()) is Saved.SAME


@pytest.mark.parametrize("status", list(RefundStatus))
def test_only_a_refund_that_may_have_left_counts(store: SqlStore, status: RefundStatus) -> None:
    stocked(store)
    decided(store, status=status)
    with store.unit() as unit:
        found = unit.catalog.order("48291")
    assert found is not None
    assert (found.refunded == 4200) is (status in COUNTED)


def test_a_refund_on_a_line_that_an_import_dropped_still_counts_on_the_order(store: SqlStore) -> None:
    stocked(store)
    decided(store, lines=(RefundLine(line_id="1", quantity=2, minor=4200),))
    with store.unit() as unit:
        unit.catalog.save_order(order(lines=(line("9"),)))
        found = unit.catalog.order("48291")
    assert found is not None
    assert found.refunded == 4200


def test_a_refund_without_lines_is_spread_over_the_order(store: SqlStore) -> None:
    stocked(store)
    decided(store, lines=(), amount=usd(1000))
    with store.unit() as unit:
        found = unit.catalog.order("48291")
    assert found is not None
    assert [each.refunded for each in found.lines] == [771, 229]  # in proportion to 4200 and 1250


def test_a_customers_orders_come_newest_first(store: SqlStore) -> None:
    with store.unit() as unit:
        for age, number in ((30, "old"), (1, "new"), (10, "middle")):
            placed = NOW - timedelta(days=age)
            unit.catalog.save_order(order(number, placed_at=placed, metadata={}))
        unit.catalog.save_order(order("undated", placed_at=None, delivered_at=None))
        unit.catalog.save_order(order("theirs", "C2"))
        found = unit.catalog.orders_of("C1", 3)
        assert [each.order_id for each in found] == ["new", "middle", "old"]
        assert unit.catalog.orders_of("C1", 9)[-1].order_id == "undated"
        assert unit.catalog.orders_of("nobody", 9) == ()


def test_the_customers_with_most_orders_come_first(store: SqlStore) -> None:
    with store.unit() as unit:
        for number in ("C1", "C2", "C3"):
            unit.catalog.save_customer(customer(number))
        for number, owner in (("a", "C2"), ("b", "C2"), ("c", "C3")):
            unit.catalog.save_order(order(number, owner))
        unit.commit()
    with store.reads() as reads:
        assert [each.customer_id for each in reads.customers(2)] == ["C2", "C3"]
        assert len(reads.customers(9)) == 3
