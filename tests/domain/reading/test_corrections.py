"""What a customer takes back in the middle of a sentence."""

import pytest

from hitl.domain.order import Line, Order
from hitl.domain.reading.catalogue import catalogue
from hitl.domain.reading.corrections import corrected

KNOWN = catalogue(
    Order(
        order_id="1",
        customer_id="C",
        currency="USD",
        lines=(
            Line(line_id="1", sku="MOUSE", title="Mouse", category="home", unit_price=800, quantity=1),
            Line(line_id="2", sku="CABLE", title="Cable", category="home", unit_price=400, quantity=6),
        ),
    )
)

TAKEN_BACK = [
    ("the mouse - no wait, sorry, the cable - is broken", "the cable - is broken", "other goods"),
    ("refund the mouse (no, the cable)", "refund the cable)", "in brackets"),
    ("the mouse. i mean the cable arrived cut", "the cable arrived cut", "after a full stop"),
    ("two, no wait, three cables are cut", "three cables are cut", "another number"),
    ("i got two cut cables, actually three", "i got three cut cables", "a number after the goods"),
    ("half of it . well 2 of 3 really", "2 of 3 really", "a share made exact"),
]


@pytest.mark.parametrize(("said", "left", "why"), TAKEN_BACK, ids=[row[2] for row in TAKEN_BACK])
def test_what_the_next_words_take_back_is_left_out(said: str, left: str, why: str) -> None:
    assert corrected(said, KNOWN) == left, why


STANDS = [
    ("sorry, the cable is broken", "nothing stands before it"),
    ("the mouse is broken, sorry, the cable too", "a whole clause is no name"),
    ("the cable, sorry, the cable is cut", "the same goods again"),
    ("no wait, i like the mouse", "nothing is taken back"),
    ("i paid $2, well 3 days ago", "a sum is no number of pieces"),
]


@pytest.mark.parametrize(("said", "why"), STANDS, ids=[row[1] for row in STANDS])
def test_anything_else_stands_as_it_is(said: str, why: str) -> None:
    assert corrected(said, KNOWN) == said, why
