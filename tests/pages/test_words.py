"""Plain words: every code that a page may show has them, and times read as people say them."""

from datetime import UTC, datetime, timedelta
from enum import StrEnum

import pytest

from hitl.domain.assessment import Holds, Result
from hitl.domain.case import Channel, Status
from hitl.domain.decision import DecisionOutcome, DecisionReason
from hitl.domain.delivery import DeliveryKind, DeliveryStatus
from hitl.domain.draft import Action, StepKind
from hitl.domain.event import EventKind
from hitl.domain.gate.verdict import Code, Route
from hitl.domain.mode import Mode, ModeState
from hitl.domain.order import OrderStatus, PaymentMethod, Tier
from hitl.domain.policy import Reason
from hitl.domain.reading.record import Sentiment
from hitl.domain.refund import RefundStatus
from hitl.domain.roles import Level, Role
from hitl.ui import words

NOW = datetime(2026, 11, 10, 12, 0, tzinfo=UTC)

DICTIONARIES: list[tuple[type[StrEnum], dict[object, str]]] = [
    (Status, words.STATUS),
    (Channel, words.CHANNEL),
    (Channel, words.CHANNEL_ICON),
    (Tier, words.TIER),
    (OrderStatus, words.ORDER_STATUS),
    (PaymentMethod, words.PAYMENT),
    (Action, words.ACTION),
    (Action, words.APPROVE),
    (StepKind, words.STEP),
    (Reason, words.REASON),
    (Sentiment, words.SENTIMENT),
    (Route, words.ROUTE),
    (Holds, words.HOLDS),
    (Result, words.RESULT),
    (Code, words.CODE),
    (DecisionOutcome, words.OUTCOME),
    (DecisionReason, words.DECISION_REASON),
    (RefundStatus, words.REFUND),
    (DeliveryKind, words.DELIVERY),
    (DeliveryStatus, words.DELIVERY_STATUS),
    (Level, words.LEVEL),
    (Role, words.ROLE),
]


@pytest.mark.parametrize(("codes", "said"), DICTIONARIES)
def test_every_code_has_plain_words(codes: type[StrEnum], said: dict[object, str]) -> None:
    assert set(said) == set(codes)
    assert not any("_" in text for text in said.values() if text not in words.CHANNEL_ICON.values())


def test_every_event_has_words_even_a_new_one() -> None:
    assert all("." not in words.event(kind) for kind in EventKind)


@pytest.mark.parametrize(
    ("seconds", "said"),
    [(40, "40 s"), (60, "1 min"), (1080, "18 min"), (4200, "1 h 10"), (86_400, "1 day"), (300_000, "3 days")],
)
def test_a_length_of_time_reads_as_people_say_it(seconds: int, said: str) -> None:
    assert words.span(timedelta(seconds=seconds)) == said


@pytest.mark.parametrize(
    ("minutes", "said"),
    [(18, "18 min"), (-41, "41 min late")],
)
def test_what_is_due_says_how_long_or_how_late(minutes: int, said: str) -> None:
    assert words.due(NOW + timedelta(minutes=minutes), NOW) == said


@pytest.mark.parametrize(
    ("mode", "canary", "said"),
    [
        (Mode.SHADOW, 100, "agent only watches"),
        (Mode.COPILOT, 100, "people approve everything"),
        (Mode.LIMITED_AUTONOMY, 100, "small clear cases go alone"),
        (Mode.LIMITED_AUTONOMY, 10, "small clear cases go alone, in 10% of cases"),
    ],
)
def test_the_mode_is_said_in_plain_words(mode: Mode, canary: int, said: str) -> None:
    assert words.mode(ModeState(mode=mode, canary=canary, since=NOW, by="somebody")) == said


@pytest.mark.parametrize(
    ("at", "said"),
    [
        (NOW, "today 12:00"),
        (NOW - timedelta(days=2), "8 Nov 12:00"),
        (NOW - timedelta(days=400), "6 Oct 2025 12:00"),
    ],
)
def test_a_moment_names_the_year_only_where_it_is_another(at: datetime, said: str) -> None:
    assert words.moment(at, NOW) == said
