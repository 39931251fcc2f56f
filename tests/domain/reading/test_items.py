"""Which lines are meant, how many pieces, and what is left out."""

import pytest

from hitl.domain.order import Line, Order
from hitl.domain.reading.catalogue import catalogue, foreign_products
from hitl.domain.reading.items import by_price, mentions
from hitl.domain.reading.quantities import bare_count, everything
from hitl.domain.reading.text import normal


def _line(line_id: str, title: str, quantity: int = 1, price: int = 1000, category: str = "home") -> Line:
    return Line(
        line_id=line_id,
        sku=f"SKU-{line_id}",
        title=title,
        category=category,
        unit_price=price,
        quantity=quantity,
    )


ORDER = Order(
    order_id="1",
    customer_id="C",
    currency="USD",
    lines=(
        _line("mug", "Stoneware mug, blue", 4),
        _line("red", "Stoneware mug, red"),
        _line("lamp", "Desk lamp"),
        _line("shelf", "Book Shelf", price=9000),
        _line("tee", "T-Shirt, size M", category="clothing"),
    ),
)
KNOWN = catalogue(ORDER)

MEANT = [
    ("the lamp is broken", {"lamp"}, "by its head"),
    ("the lamps are broken", {"lamp"}, "in the plural"),
    ("the blue mug is broken", {"mug"}, "by what tells it apart"),
    ("the mugs are broken", {"mug", "red"}, "several fit equally"),
    ("my bookshelf is scratched", {"shelf"}, "written as one word"),
    ("the t-shirt is torn", {"tee"}, "with a hyphen"),
    ("both tshirts are torn", {"tee"}, "without one"),
    ("the red one is chipped", {"red"}, "by its colour where something points"),
    ("the cup is chipped", {"mug", "red"}, "by another name for it"),
    ("SKU-lamp is bent", {"lamp"}, "by its article number"),
    ("i would like a refund", set(), "nothing named"),
]


@pytest.mark.parametrize(("clause", "lines", "why"), MEANT, ids=[row[2] for row in MEANT])
def test_the_lines_meant(clause: str, lines: set[str], why: str) -> None:
    assert {line for one in mentions(normal(clause), KNOWN) for line in one.lines} == lines, why


COUNTS = [
    ("two blue mugs are broken", 2, "a word"),
    ("2 x blue mugs broken", 2, "a figure"),
    ("one of the four blue mugs is broken", 1, "a part of many"),
    ("all four blue mugs are broken", 4, "all of them"),
    ("i paid $22 for the blue mugs", None, "a price is no count"),
    ("the 30 cm blue mugs", None, "a measure is no count"),
    ("the last of the blue mugs", 1, "an ordinal"),
    ("the blue mugs are broken", None, "no number"),
]


@pytest.mark.parametrize(("clause", "pieces", "why"), COUNTS, ids=[row[2] for row in COUNTS])
def test_the_pieces_meant(clause: str, pieces: int | None, why: str) -> None:
    assert [one.pieces for one in mentions(clause, KNOWN)] == [pieces], why


@pytest.mark.parametrize(
    "clause", ["everything except the lamp", "not the lamp", "i keep the lamp", "apart from the lamp"]
)
def test_what_is_left_out_is_kept(clause: str) -> None:
    assert all(one.kept for one in mentions(clause, KNOWN))


def test_a_part_of_many_without_a_name() -> None:
    assert bare_count("two of them were cracked") == (2, None)
    assert bare_count("it was cracked") is None


@pytest.mark.parametrize(
    "clause", ["everything was broken", "all of it", "my whole order", "both arrived cracked"]
)
def test_everything_is_meant(clause: str) -> None:
    assert everything(clause)


def test_of_two_the_dearer_is_told_by_its_price() -> None:
    lines = (ORDER.lines[2], ORDER.lines[3])
    assert by_price("the more expensive one", lines) == "shelf"
    assert by_price("the cheaper one", lines) == "lamp"
    assert by_price("the one", lines) is None


def test_goods_that_the_order_does_not_have_are_noticed() -> None:
    assert foreign_products("the kettle is broken", KNOWN) == ("kettle",)
    assert not foreign_products("the lamp is too big for my table", KNOWN)
