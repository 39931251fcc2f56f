"""A drafter that hangs is given up at its deadline."""

from threading import Event

import pytest

from hitl.adapters.deadline import InTime
from hitl.domain.draft import Draft
from hitl.errors import DrafterFailed


class Hanging:
    """Waits for something that comes only after the test."""

    name = "hanging"

    def __init__(self) -> None:
        self.released = Event()

    def draft(self, brief) -> Draft:
        self.released.wait(timeout=30)
        raise DrafterFailed("too late to matter")


class Wrong:
    """Fails at once."""

    name = "wrong"

    def draft(self, brief) -> Draft:
        raise KeyError("a bug")


class NoBrief:
    """As much of a brief as the wrapper looks at."""

    class facts:  # noqa: N801 - stands in for an attribute
        case_id = "CS-1"


def test_a_hanging_drafter_is_given_up_at_the_deadline() -> None:
    drafter = Hanging()

    with pytest.raises(DrafterFailed, match=r"within 0\.05 seconds"):
        InTime(drafter, 0.05).draft(NoBrief)
    drafter.released.set()


def test_what_a_drafter_raises_comes_through_unchanged() -> None:
    with pytest.raises(KeyError):
        InTime(Wrong(), 5).draft(NoBrief)


def test_it_bears_the_name_of_the_drafter_inside() -> None:
    assert InTime(Wrong(), 5).name == "wrong"
