import pytest

from hitl.adapters.sql.store import SqlStore
from hitl.domain.delivery import DeliveryStatus
from hitl.errors import NotFound
from tests.adapters.sql.records import LEASE, NOW, SECOND, delivery, opened


@pytest.fixture
def waiting(store: SqlStore) -> SqlStore:
    """A store with one delivery, CS-1001-reply, to be sent from now on."""
    opened(store)
    with store.unit() as unit:
        unit.deliveries.add(delivery("CS-1001"))
        unit.commit()
    return store


def test_a_delivery_comes_back_as_added(waiting: SqlStore) -> None:
    with waiting.unit() as unit:
        assert unit.deliveries.get("CS-1001-reply") == delivery("CS-1001")
        assert unit.deliveries.of_case("CS-1001") == (delivery("CS-1001"),)
        with pytest.raises(NotFound, match="other"):
            unit.deliveries.get("other")


def test_a_delivery_is_held_for_one_attempt(waiting: SqlStore) -> None:
    with waiting.unit() as unit:
        assert unit.deliveries.due(NOW - SECOND, 9) == []
        assert unit.deliveries.take("CS-1001-reply", "w1", NOW - SECOND, LEASE) is None
        assert unit.deliveries.due(NOW, 9) == ["CS-1001-reply"]
        taken = unit.deliveries.take("CS-1001-reply", "w1", NOW, LEASE)
        assert taken is not None
        assert (taken.attempts, taken.body) == (1, delivery("CS-1001").body)
        assert unit.deliveries.take("CS-1001-reply", "w2", NOW, LEASE) is None
        assert unit.deliveries.due(NOW, 9) == []
        assert unit.deliveries.due(NOW + LEASE, 9) == ["CS-1001-reply"]


def test_a_delivery_that_failed_waits_for_its_next_attempt(waiting: SqlStore) -> None:
    with waiting.unit() as unit:
        unit.deliveries.take("CS-1001-reply", "w1", NOW, LEASE)
        assert unit.deliveries.settle(
            "CS-1001-reply", DeliveryStatus.WAITING, at=NOW, error="mailbox full", retry_at=NOW + LEASE
        )
        assert unit.deliveries.due(NOW + LEASE - SECOND, 9) == []
        assert unit.deliveries.due(NOW + LEASE, 9) == ["CS-1001-reply"]
        found = unit.deliveries.get("CS-1001-reply")
    assert (found.error, found.body, found.sent_at) == ("mailbox full", delivery("CS-1001").body, None)


@pytest.mark.parametrize("end", [DeliveryStatus.SENT, DeliveryStatus.FAILED])
def test_a_delivery_ends_once(waiting: SqlStore, end: DeliveryStatus) -> None:
    with waiting.unit() as unit:
        unit.deliveries.take("CS-1001-reply", "w1", NOW, LEASE)
        assert unit.deliveries.settle("CS-1001-reply", end, at=NOW)
        assert not unit.deliveries.settle("CS-1001-reply", DeliveryStatus.WAITING, at=NOW)
        assert unit.deliveries.take("CS-1001-reply", "w1", NOW + LEASE, LEASE) is None
        found = unit.deliveries.get("CS-1001-reply")
    assert (found.status, found.sent_at) == (end, NOW if end is DeliveryStatus.SENT else None)
