"""What records have in common."""

from functools import cached_property

from hitl.domain.record import Record


class _Price(Record):
    minor: int

    @cached_property
    def doubled(self) -> int:
        return 2 * self.minor


def test_a_copy_with_other_fields_works_out_anew_what_depends_on_them() -> None:
    price = _Price(minor=4)
    assert price.doubled == 8
    assert price.model_copy(update={"minor": 5}).doubled == 10
    assert price.doubled == 8


def test_what_was_worked_out_is_no_difference_between_records() -> None:
    price = _Price(minor=4)
    assert price.doubled == 8
    assert price == _Price(minor=4)
    assert price.model_dump() == {"minor": 4}
