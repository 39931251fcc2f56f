"""Confusion tables count what was expected against what came out."""

import pytest

from hitl.labelled import confusion


@pytest.mark.parametrize(
    ("pairs", "counts", "reason"),
    [
        ([], {}, "nothing was evaluated"),
        ([((), "auto")], {}, "nothing was expected"),
        ([(("a",), "a"), (("a",), "b"), (("a",), "a")], {("a", "a"): 2, ("a", "b"): 1}, "counted by pair"),
        ([(("a", "b"), "b")], {("b", "b"): 1}, "any of several is right"),
        ([(("a", "b"), "c")], {("a", "c"): 1}, "none of several counts under the first"),
    ],
)
def test_pairs_are_counted(
    pairs: list[tuple[tuple[str, ...], str]], counts: dict[tuple[str, str], int], reason: str
) -> None:
    assert confusion(pairs).counts == counts, reason


def test_rows_are_in_the_order_of_the_columns() -> None:
    table = confusion([(("b",), "a"), (("a",), "c"), (("b",), "b"), (("b",), "a")])
    assert (table.expected, table.got) == (("a", "b"), ("a", "b", "c"))
    assert [table.row(name) for name in table.expected] == [(0, 0, 1), (2, 1, 0)]
