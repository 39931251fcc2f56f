"""Whatever a drafter does, the case ends with a person, the reason on it, within its deadline."""

import time
from collections.abc import Callable
from typing import NoReturn

import pytest

from hitl.adapters.clock import FixedClock
from hitl.adapters.deadline import InTime
from hitl.domain.case import Status
from hitl.domain.draft import Action, Draft
from hitl.domain.gate.verdict import Code, Route
from hitl.domain.money import Money
from hitl.errors import DrafterFailed
from hitl.ports.drafter import Brief
from hitl.ports.store import Store
from tests.company import found

DEADLINE = 0.3


class Scripted:
    """A drafter that does what it is told."""

    name = "scripted 1.0"

    def __init__(self, act: Callable[[Brief], object]) -> None:
        self._act = act

    def draft(self, brief: Brief) -> Draft:
        return self._act(brief)  # type: ignore[return-value]


def raises(error: BaseException) -> Callable[[Brief], NoReturn]:
    def act(_brief: Brief) -> NoReturn:
        raise error

    return act


def hangs(_brief: Brief) -> NoReturn:
    time.sleep(3600)
    raise AssertionError


def draft(**changes: object) -> Draft:
    known = {
        "action": Action.APPROVE_REFUND,
        "reply": "We have refunded $12.00 for your mug.",
        "order_id": "10482",
        "amount": Money(minor=1200, currency="USD"),
        "citations": ("RP-1",),
        "policy_match": "strong",
        "understanding": 1.0,
        "drafter": "scripted 1.0",
    }
    return Draft.model_validate({**known, **changes})


@pytest.mark.parametrize(
    ("act", "reason"),
    [
        (raises(DrafterFailed("The model declined to answer.")), "it refuses"),
        (raises(ConnectionError("reset")), "its server is gone"),
        (raises(ValueError("not JSON")), "it says something that cannot be read"),
        (raises(MemoryError()), "it runs out of memory"),
        (raises(SystemExit(1)), "a library ends the thread"),
        (hangs, "it hangs past the deadline"),
        (lambda _: None, "it returns nothing"),
        (lambda _: "Refund everything!", "it returns prose"),
    ],
)
def test_a_drafter_that_fails_leaves_the_case_to_a_person(
    sqlite_store: Store, clock: FixedClock, act: Callable[[Brief], object], reason: str
) -> None:
    company = found(sqlite_store, clock, drafter=InTime(Scripted(act), DEADLINE))

    since = time.monotonic()
    case, drafted = company.draft()

    assert time.monotonic() - since < DEADLINE + 5, reason
    assert case.status is Status.IN_REVIEW, reason
    assert Code.DRAFT_FAILED in drafted.verdict.codes, reason
    assert drafted.failure, reason


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"citations": ("RP-99",)}, "it cites a clause that does not exist"),
        ({"order_id": "99999"}, "it names an order that does not exist"),
        ({"amount": Money(minor=2400, currency="USD")}, "it pays more than was paid"),
        ({"amount": Money(minor=1200, currency="EUR")}, "it pays in another currency"),
        ({"claims": (), "citations": ()}, "it claims nothing and rests on nothing"),
    ],
)
def test_an_invented_draft_never_leaves_by_itself(
    sqlite_store: Store, clock: FixedClock, changes: dict[str, object], reason: str
) -> None:
    company = found(sqlite_store, clock, drafter=Scripted(lambda _: draft(**changes)))

    case, drafted = company.draft()

    assert drafted.verdict.route is not Route.AUTO, reason
    assert case.status is Status.IN_REVIEW, reason
