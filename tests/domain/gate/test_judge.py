"""Where a held case goes: route, queue, level, confirmation, priority, due time."""

from datetime import timedelta
from itertools import pairwise
from typing import Any

import pytest

from hitl.domain.gate.verdict import Code, Route
from hitl.domain.mode import Mode
from hitl.domain.order import Tier
from hitl.domain.reading.record import Sentiment
from hitl.domain.roles import Level
from tests.gate_cases import (
    NOW,
    a_confidence,
    a_customer,
    a_draft,
    a_mode,
    a_reading,
    an_order,
    changed_rules,
    found,
    judged,
    judged_amount,
    rules,
    some_facts,
)

GRAVITY = ["harm", "injury", "legal", "regulator", "fraud", "press", "staff", "repeated"]


def with_words(*kinds: str, sure: bool = True, **changes: Any) -> Any:
    return judged(reading=a_reading(keywords=tuple(found(kind, sure=sure) for kind in kinds)), **changes)


def test_the_groups_stand_in_the_order_of_their_gravity() -> None:
    assert [group.name for group in rules().keywords] == GRAVITY
    priorities = [with_words(kind).priority for kind in GRAVITY]
    assert priorities == sorted(set(priorities))
    assert judged(facts=some_facts(prior_refunds=3)).priority > priorities[-1]


@pytest.mark.parametrize(("graver", "lighter"), list(pairwise(GRAVITY)))
def test_the_gravest_group_decides_queue_and_priority(graver: str, lighter: str) -> None:
    alone, both = with_words(graver), with_words(lighter, graver)
    assert (both.queue, both.priority, both.level) == (alone.queue, alone.priority, alone.level)


ROUTES: list[tuple[dict[str, Any], Route, str]] = [
    ({}, Route.AUTO, "nothing speaks against it"),
    ({"confidence": a_confidence(0.8)}, Route.REVIEW, "good enough to approve"),
    ({"confidence": a_confidence(0.5)}, Route.TAKEOVER, "the draft is in the way"),
    ({"draft": None, "failure": "timed out"}, Route.TAKEOVER, "there is nothing to approve"),
    ({"reading": a_reading(language="fr")}, Route.TAKEOVER, "nobody read the message"),
    ({"reading": a_reading(keywords=(found("harm"),))}, Route.TAKEOVER, "no drafted text answers this"),
    ({"reading": a_reading(keywords=(found("harm", sure=False),))}, Route.REVIEW, "a lookalike is a review"),
    ({"reading": a_reading(keywords=(found("legal"),))}, Route.REVIEW, "a person decides on the draft"),
    ({"mode": a_mode(Mode.SHADOW)}, Route.REVIEW, "compared with what people do"),
]


@pytest.mark.parametrize(("changed", "route", "why"), ROUTES)
def test_the_route_follows_from_the_reasons(changed: dict[str, Any], route: Route, why: str) -> None:
    assert judged(**changed).route is route, why


def test_a_lookalike_costs_a_review_and_nothing_more() -> None:
    plain = judged(facts=some_facts(prior_refunds=3))
    unsure = with_words("legal", sure=False)
    assert Code.EXCEPTION_KEYWORD in unsure.codes
    for attribute in ("queue", "level", "priority", "confirmation", "due_at"):
        assert getattr(unsure, attribute) == getattr(plain, attribute), attribute


LEVELS = [
    (2_500, "USD", Level.REVIEWER, "inform", "small"),
    (9_999, "USD", Level.REVIEWER, "inform", "a cent under what is confirmed"),
    (10_000, "USD", Level.REVIEWER, "confirm", "from 100.00 on a decision is confirmed"),
    (20_000, "USD", Level.REVIEWER, "confirm", "a reviewer's limit is included"),
    (20_001, "USD", Level.SENIOR, "confirm", "above it a senior"),
    (50_000, "USD", Level.SENIOR, "confirm", "a senior's limit is included"),
    (50_001, "USD", Level.MANAGER, "phrase", "above 500.00 a manager types a phrase"),
    (100, "SEK", Level.MANAGER, "confirm", "nobody said what a small amount is in kronor"),
]


@pytest.mark.parametrize(("minor", "currency", "level", "confirmation", "why"), LEVELS)
def test_level_and_confirmation_grow_with_the_amount(
    minor: int, currency: str, level: Level, confirmation: str, why: str
) -> None:
    verdict = judged_amount(minor, currency)
    assert (verdict.level, verdict.confirmation) == (level, confirmation), why


def test_some_reasons_need_a_senior_however_small_the_amount() -> None:
    enterprise = judged(facts=some_facts(customer=a_customer(tier=Tier.ENTERPRISE)))
    disputed = judged(facts=some_facts(an_order(dispute_open=True)))
    assert enterprise.level is disputed.level is Level.SENIOR


def test_grave_words_are_confirmed_even_where_the_amount_is_small() -> None:
    assert with_words("legal").confirmation == "confirm"


def test_who_waits_in_a_chat_comes_before_usual_mail_and_is_due_in_minutes() -> None:
    mail = judged(facts=some_facts(prior_refunds=3))
    chat = judged(facts=some_facts(prior_refunds=3, waiting=True))
    assert chat.priority < mail.priority
    assert chat.due_at - NOW == timedelta(minutes=10)
    assert mail.due_at - NOW == timedelta(days=1)


def test_harm_is_due_at_once_and_comes_before_every_chat() -> None:
    harm = with_words("harm")
    chat = judged(facts=some_facts(prior_refunds=3, waiting=True))
    assert harm.priority == 0 < chat.priority
    assert harm.due_at - NOW == timedelta(minutes=15)
    assert harm.queue == "safety"


def test_anger_is_answered_before_the_usual() -> None:
    angry = judged(reading=a_reading(sentiment=Sentiment.ANGRY))
    frustrated = judged(reading=a_reading(sentiment=Sentiment.FRUSTRATED))
    assert angry.priority < frustrated.priority


def test_what_is_only_sampled_comes_last() -> None:
    sampled = judged(ruleset=changed_rules(("sample_percent = 0", "sample_percent = 100")))
    assert sampled.priority == 9


def test_each_code_is_given_once_and_the_rules_are_named() -> None:
    draft = a_draft(reply="Hello Bob, we might refund $99 to {card}.", needs_human_review=True)
    verdict = judged(draft=draft, mode=a_mode(Mode.COPILOT))
    codes = [reason.code for reason in verdict.reasons]
    assert len(codes) == len(set(codes))
    assert verdict.ruleset == rules().version
    assert verdict.mode is Mode.COPILOT
