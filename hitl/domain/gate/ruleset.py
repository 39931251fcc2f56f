"""The gate's rules as the file `data/rules.toml` states them, strictly read."""

import tomllib
from datetime import timedelta
from hashlib import sha256
from typing import Annotated, Self

from pydantic import BeforeValidator, Field, ValidationError, model_validator

from hitl.domain.gate.verdict import Code
from hitl.domain.mode import Percent
from hitl.domain.money import Currency, Money, known_currency
from hitl.domain.order import Country, PaymentMethod, Tier
from hitl.domain.reading.keywords import KeywordGroup
from hitl.domain.record import Record
from hitl.domain.roles import Level, Role
from hitl.errors import InvalidInput, InvalidSetting


def _minor(table: object) -> object:
    """Amounts as written, "25.00", in minor units."""
    if not isinstance(table, dict):
        return table
    return {currency: _amount(currency, text) for currency, text in table.items()}


def _amount(currency: str, text: object) -> object:
    if not isinstance(text, str):
        raise ValueError(f'{currency} must be a string in major units, "25.00"')  # noqa: TRY004 - a field's fault
    try:
        return Money.parse(text, known_currency(currency)).minor
    except InvalidInput as error:
        raise ValueError(str(error)) from error


Positive = Annotated[int, Field(gt=0)]
Amounts = Annotated[dict[Currency, Positive], BeforeValidator(_minor)]
Minutes = Annotated[int, Field(strict=True, ge=1, le=60 * 24 * 30)]
Priority = Annotated[int, Field(strict=True, ge=0, le=9)]
Band = Annotated[float, Field(strict=True, ge=0, le=1)]
Switch = Annotated[bool, Field(strict=True)]


class ConfidenceBands(Record):
    """From `alone` on a draft may go by itself; below `review` a person takes over."""

    alone: Band
    review: Band

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.review > self.alone:
            raise ValueError("review must not be above alone")
        return self


class AutoRules(Record):
    """What may go without a person."""

    answers_alone: Switch
    denials_to_person: Switch
    sample_percent: Percent
    languages: Annotated[tuple[Annotated[str, Field(pattern="^[a-z]{2}$")], ...], Field(min_length=1)]
    limit: Amounts  # strictly under, minor units
    confidence: ConfidenceBands


class HeldRules(Record):
    """What a person looks at, whatever the draft says."""

    velocity_times_limit: Annotated[int, Field(strict=True, ge=1, le=100)]
    repeat_refunds_from: Annotated[int, Field(strict=True, ge=1, le=1000)]
    customer_tiers: frozenset[Tier]
    countries: frozenset[Country]
    payment_methods: frozenset[PaymentMethod]
    high_value: Amounts  # above, minor units


class RoleLimits(Record):
    """What a role may approve alone, minor units; a currency that is not listed: nothing."""

    reviewer: Amounts
    senior: Amounts

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        for currency, limit in self.reviewer.items():
            if limit > self.senior.get(currency, 0):
                raise ValueError(f"in {currency} a reviewer may approve more than a senior")
        return self


class Priorities(Record):
    """The priority of cases without exception words; the most urgent that applies counts."""

    usual: Priority
    waiting: Priority
    angry: Priority
    high_value: Priority
    sampled: Priority


class DueMinutes(Record):
    """Minutes from the draft to the promised decision; the earliest that applies counts."""

    by_priority: Annotated[tuple[Minutes, ...], Field(min_length=10, max_length=10)]
    waiting: Minutes
    by_queue: dict[str, Minutes]
    by_level: dict[Level, Minutes]  # after an escalation

    @model_validator(mode="after")
    def _every_level(self) -> Self:
        if missing := set(Level) - set(self.by_level):
            raise ValueError(f"by_level lacks {', '.join(sorted(missing))}")
        return self


class FallbackRules(Record):
    """What happens where nobody decides in time; never an approval."""

    quiet_minutes: Minutes = 5
    raise_level: Switch = True
    tell_customer: Switch = True
    notify: Switch = True


class QualityRules(Record):
    """How the decisions of people are checked."""

    blind_percent: Percent = 5  # of people's decisions that a second person makes as well, unseen
    quality_percent: Annotated[int, Field(strict=True, ge=0, le=10)] = (
        3  # made-up cases, of what people decide
    )


class ReviewRules(Record):
    """Who decides, how carefully, how soon."""

    limits: RoleLimits
    level_by_reason: dict[Code, Level]
    confirm_from: Amounts
    second_above: Amounts = Field(default_factory=dict)  # above, a second person must agree; minor units
    priority: Priorities
    minutes: DueMinutes
    fallback: FallbackRules = FallbackRules()
    quality: QualityRules = QualityRules()


class Ruleset(Record):
    """One version of the rules."""

    version: str  # "1-3fa94c2e": the number that people count, and a hash of the content
    auto: AutoRules
    held: HeldRules
    review: ReviewRules
    keywords: tuple[KeywordGroup, ...]  # gravest first

    @model_validator(mode="after")
    def _gravest_first(self) -> Self:
        names = [group.name for group in self.keywords]
        if len(set(names)) < len(names):
            raise ValueError("keywords: two groups have the same name")
        priorities = [group.priority for group in self.keywords]
        if priorities != sorted(priorities):
            raise ValueError("keywords: the groups must stand in the order of their priority, gravest first")
        return self

    def auto_limit(self, currency: str) -> Money | None:
        """Strictly under this a refund may go alone; None where the currency is not listed."""
        return _money(self.auto.limit, currency)

    def velocity_limit(self, currency: str) -> Money | None:
        """At most this much automatically to one customer in 30 days; None where not listed."""
        limit = self.auto.limit.get(currency)
        return (
            None if limit is None else Money(minor=limit * self.held.velocity_times_limit, currency=currency)
        )

    def high_value(self, currency: str) -> Money | None:
        """Above this an amount is of high value; None where the currency is not listed."""
        return _money(self.held.high_value, currency)

    def role_limit(self, role: Role, currency: str) -> Money | None:
        """What the role may approve alone, None for anything; nothing in a currency that is not listed."""
        if role.rank >= Role.MANAGER.rank:
            return None
        limits = {Role.REVIEWER: self.review.limits.reviewer, Role.SENIOR: self.review.limits.senior}
        return Money(minor=limits.get(role, {}).get(currency, 0), currency=currency)

    def level_for(self, amount: Money) -> Level:
        """The lowest level whose role may approve the amount."""
        limits = self.review.limits
        for level, allowed in ((Level.REVIEWER, limits.reviewer), (Level.SENIOR, limits.senior)):
            if amount.minor <= allowed.get(amount.currency, 0):
                return level
        return Level.MANAGER

    def time_to_decide(self, level: Level) -> timedelta:
        """How long a case may wait at a level to which it was escalated."""
        return timedelta(minutes=self.review.minutes.by_level[level])

    def group(self, name: str) -> KeywordGroup | None:
        """The keyword group of that name, or None."""
        return next((group for group in self.keywords if group.name == name), None)


def _money(amounts: dict[str, int], currency: str) -> Money | None:
    minor = amounts.get(currency)
    return None if minor is None else Money(minor=minor, currency=currency)


def parse_ruleset(text: str) -> Ruleset:
    """The rules of a TOML text. Raises InvalidSetting, naming the key that is wrong."""
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise InvalidSetting(f"The rules are not TOML: {error}") from error
    number = table.get("version")
    if not isinstance(number, int) or isinstance(number, bool) or number < 1:
        raise InvalidSetting("rules: version must be a whole number from 1 on")
    digest = sha256(text.replace("\r\n", "\n").encode()).hexdigest()[:8]
    try:
        return Ruleset.model_validate({**table, "version": f"{number}-{digest}"})
    except ValidationError as error:
        raise InvalidSetting(_first_mistake(error, table)) from error


def _first_mistake(error: ValidationError, table: dict[str, object]) -> str:
    mistake = error.errors(include_url=False)[0]
    place = [str(part) for part in mistake["loc"] if part != "[key]"]
    if place[:1] == ["keywords"] and len(place) > 1:
        place[1] = _group_name(table, int(place[1]))
    says = str(mistake["msg"]).removeprefix("Value error, ")
    return f"rules: {'.'.join(place) or 'the file'}: {says}"


def _group_name(table: dict[str, object], index: int) -> str:
    groups = table.get("keywords")
    group = groups[index] if isinstance(groups, list) else None
    return str(group.get("name", index)) if isinstance(group, dict) else str(index)
