"""The rules file: what is delivered, and that nothing wrong in it passes."""

from datetime import timedelta

import pytest

from hitl.domain.gate.ruleset import parse_ruleset
from hitl.domain.money import Money
from hitl.domain.roles import Level, Role
from hitl.errors import InvalidSetting
from tests.gate_cases import RULES, changed_rules, rules


def test_the_delivered_limits_are_those_promised() -> None:
    limits = {currency: str(rules().auto_limit(currency)) for currency in ("USD", "GBP", "EUR", "JPY")}
    assert limits == {"USD": "$25.00", "GBP": "£20.00", "EUR": "€23.00", "JPY": "¥3,500"}
    assert rules().auto_limit("SEK") is None
    assert str(rules().velocity_limit("USD")) == "$50.00"
    assert str(rules().high_value("USD")) == "$500.00"


def test_the_other_delivered_rules_are_those_promised() -> None:
    given = rules()
    assert given.held.repeat_refunds_from == 3
    assert given.held.customer_tiers == {"enterprise"}
    assert given.held.countries == frozenset()
    assert given.held.payment_methods == {"bank_transfer", "invoice"}
    assert (given.auto.confidence.alone, given.auto.confidence.review) == (0.9, 0.6)
    assert given.auto.denials_to_person
    assert given.auto.answers_alone
    assert given.auto.sample_percent == 0


def test_every_number_of_the_file_has_a_reason_beside_or_above_it() -> None:
    lines = RULES.read_text("utf-8").split("[[keywords]]")[0].splitlines()
    tables = " ".join(line for line in lines if line.startswith("#"))
    assert "Strictly under" in tables
    bare = [
        line
        for place, line in enumerate(lines)
        if any(mark.isdigit() for mark in line.split("#")[0].split("=", 1)[-1])
        and "=" in line
        and not line.startswith("#")
        and "#" not in line
        and '"' not in line
        and "by_queue" not in line
    ]
    assert bare == []


def test_rules_of_before_there_was_a_fallback_still_parse_and_have_the_delivered_one() -> None:
    start, rest = RULES.read_text("utf-8").split("[review.fallback]")
    before = parse_ruleset(start + "[[keywords]]" + rest.split("[[keywords]]", 1)[1])
    assert before.review.fallback == rules().review.fallback
    assert before.review.fallback.quiet_minutes == 5


def test_a_role_may_approve_up_to_its_limit_and_a_manager_anything() -> None:
    given = rules()
    assert given.role_limit(Role.REVIEWER, "USD") == Money(minor=20_000, currency="USD")
    assert given.role_limit(Role.SENIOR, "USD") == Money(minor=50_000, currency="USD")
    assert given.role_limit(Role.MANAGER, "USD") is None
    assert given.role_limit(Role.ADMINISTRATOR, "SEK") is None
    assert given.role_limit(Role.ANALYST, "USD") == Money.zero("USD")
    assert given.role_limit(Role.SENIOR, "SEK") == Money.zero("SEK")


def test_the_time_to_decide_shortens_with_the_level() -> None:
    times = [rules().time_to_decide(level) for level in Level]
    assert times == sorted(times, reverse=True)
    assert times[-1] > timedelta(0)


def test_the_version_tells_two_contents_apart_and_not_two_line_endings() -> None:
    text = RULES.read_text("utf-8")
    assert rules().version.startswith("2-")
    assert parse_ruleset(text.replace("\n", "\r\n")).version == rules().version
    assert changed_rules(('USD = "25.00"', 'USD = "24.00"')).version != rules().version


REFUSED = [
    ('USD = "25.00"', 'USD = "25.0"', "auto.limit", "too few digits for dollars"),
    ('USD = "25.00"', "USD = 25.00", "auto.limit", "an amount is never a float"),
    ('USD = "25.00"', 'USD = "0.00"', "auto.limit.USD", "a limit of nothing is a mistake"),
    ('JPY = "3500"', 'JPY = "3500.00"', "auto.limit", "yen have no digits after the point"),
    ('USD = "25.00"', 'USX = "25.00"', "auto.limit", "no such currency"),
    ("alone = 0.9", "alone = 1.1", "auto.confidence.alone", "a share is at most one"),
    ("alone = 0.9", "alone = 0.5", "auto.confidence", "the bands are in the wrong order"),
    ("answers_alone = true", 'answers_alone = "yes"', "auto.answers_alone", "a switch is true or false"),
    ("sample_percent = 0", "sample_percent = 101", "auto.sample_percent", "more than all"),
    ("answers_alone = true", "answer_alone = true", "auto.answer", "a misspelt key has no effect unseen"),
    (
        "repeat_refunds_from = 3",
        "repeat_refunds_from = 0",
        "held.repeat_refunds_from",
        "would hold everybody",
    ),
    ("velocity_times_limit = 2", "velocity_times_limit = 2.5", "held.velocity_times_limit", "whole times"),
    ('["enterprise"]', '["gold"]', "held.customer_tiers", "no such tier"),
    ("countries = []", 'countries = ["usa"]', "held.countries", "two capital letters"),
    ('"invoice"]', '"cash"]', "held.payment_methods", "no such way of paying"),
    ('high_value = "manager"', 'high_values = "manager"', "review.level_by_reason", "no such code"),
    ('USD = "200.00"', 'USD = "600.00"', "review.limits", "a reviewer above a senior"),
    ("usual = 8", "usual = 10", "review.priority.usual", "priorities end at nine"),
    ("waiting = 10 ", "waiting = 0 ", "review.minutes.waiting", "nobody decides in no time"),
    ("reviewer = 1440, ", "", "review.minutes", "every level has its time"),
    ("[[keywords]]", "[[keyword]]", "keyword", "an unknown table"),
    ('queue = "safety"', 'queue = "Safety First"', "keywords.harm.queue", "a queue's name is an identifier"),
    ("priority = 1\n", "priority = 9\n", "keywords", "the gravest must stand first"),
    ('name = "injury"', 'name = "harm"', "keywords", "two groups of one name"),
    ('"end/ending it all"', '"end/ending ?? all"', "keywords.harm.phrases", "not a phrase"),
    ('"end/ending it all"', '".. it all"', "keywords.harm.phrases", "a phrase cannot begin with anything"),
    ("version = 2 ", 'version = "two" ', "version", "people count versions in numbers"),
    ("[auto]", "[auto", "TOML", "not TOML"),
]


@pytest.mark.parametrize(("old", "new", "named", "why"), REFUSED)
def test_a_wrong_rule_is_refused_and_named(old: str, new: str, named: str, why: str) -> None:
    with pytest.raises(InvalidSetting) as refusal:
        changed_rules((old, new))
    assert named in str(refusal.value), why


def test_a_group_is_found_by_its_name() -> None:
    group = rules().group("legal")
    assert group is not None
    assert group.queue == "legal"
    assert rules().group("nothing") is None
