"""Keeping search quick: the words of new cases are taken up into the index some hundred cases at a time."""

from hitl.ports.store import Store

SEGMENT = 256
"""Cases of one segment: with fewer a search looks into many, with more new ones are read singly for long."""

AT_ONCE = 8
"""Segments of one sweep, each in a transaction of its own, so that nobody waits long behind them."""


def take_up_words(*, store: Store) -> int:
    """Take up what has gathered; how many cases' words were moved. They were found before as well."""
    total = 0
    for _ in range(AT_ONCE):
        with store.unit() as unit:
            moved = unit.desk.take_up(SEGMENT, SEGMENT)
            if not moved:
                break
            unit.commit()
        total += moved
    return total
