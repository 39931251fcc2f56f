from threading import Event, Thread

import pytest

from hitl.adapters.sql.store import SqlStore
from hitl.adapters.sql.turns import Turns
from hitl.errors import StoreUnavailable


def test_turns_are_served_in_order_of_arrival() -> None:
    turns, served = Turns(), []
    turns.take(1)
    threads = []
    for number in range(5):
        arrived = Event()

        def wait(number: int = number, arrived: Event = arrived) -> None:
            arrived.set()
            turns.take(10)
            served.append(number)
            turns.give()

        thread = Thread(target=wait)
        thread.start()
        arrived.wait()
        while turns.waiting <= number:  # until it stands in line
            pass
        threads.append(thread)
    turns.give()
    for thread in threads:
        thread.join()
    assert served == [0, 1, 2, 3, 4]


def test_who_waits_too_long_is_told_so_and_leaves_the_line() -> None:
    turns, said = Turns(), []

    def wait() -> None:
        try:
            turns.take(0.01)
        except StoreUnavailable as error:
            said.append(str(error))

    turns.take(1)
    thread = Thread(target=wait)
    thread.start()
    thread.join()
    assert "busy" in said[0]
    assert turns.waiting == 0
    turns.give()
    turns.take(0.01)
    turns.give()


def test_a_unit_inside_of_a_unit_is_a_mistake_and_not_a_standstill(sqlite_store: SqlStore) -> None:
    with sqlite_store.unit(), pytest.raises(RuntimeError, match="inside"):
        sqlite_store.unit().__enter__()
    with sqlite_store.unit() as unit:
        unit.commit()
