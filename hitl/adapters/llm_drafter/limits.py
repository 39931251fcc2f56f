"""The limits of data/model.toml: budgets, prices and when to leave an endpoint alone."""

import tomllib
from decimal import Decimal
from pathlib import Path
from typing import Annotated

from pydantic import Field, ValidationError

from hitl.domain.model_run import Use
from hitl.domain.record import Record
from hitl.errors import InvalidSetting

Positive = Annotated[int, Field(strict=True, gt=0)]
Dollars = Annotated[Decimal, Field(ge=0, le=1_000_000)]


class HourLimit(Record):
    """What all drafts of an hour may use together."""

    calls: Positive
    tokens: Positive
    dollars: Dollars

    @property
    def use(self) -> Use:
        """The same as a use."""
        return Use(calls=self.calls, tokens=self.tokens, microdollars=int(self.dollars * 1_000_000))


class CaseLimit(HourLimit):
    """What one draft may use."""

    answer_tokens: Positive
    correction_tokens: Annotated[int, Field(strict=True, ge=0)]  # of what people changed in similar cases


class Price(Record):
    """US dollars for a million tokens."""

    sent: Dollars
    received: Dollars

    def of(self, sent: int, received: int) -> int:
        """Millionths of a dollar for so many tokens, rounded up."""
        return -int(-(self.sent * sent + self.received * received) // 1)


class BreakerLimit(Record):
    """When an endpoint is left alone, and for how long."""

    failures: Positive
    seconds: Positive
    most_seconds: Positive


class EndpointLimit(Record):
    """How much is asked of an endpoint at a time."""

    at_once: Positive = 16  # calls of one process


class Limits(Record):
    """The whole file."""

    case: CaseLimit
    hour: HourLimit
    prices: dict[str, Price]
    breaker: BreakerLimit
    endpoint: EndpointLimit = EndpointLimit()

    def price(self, model: str) -> Price:
        """The price of a model; of one that is not listed, the dear one."""
        return self.prices.get(model, self.prices["other"])


def read_limits(path: Path) -> Limits:
    """Raises InvalidSetting naming the file and what is wrong with it."""
    try:
        limits = Limits.model_validate(tomllib.loads(path.read_text("utf-8")))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise InvalidSetting(f"{path.name} cannot be read: {error}") from error
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(map(str, first["loc"]))
        raise InvalidSetting(f"{path.name}: {where}: {first['msg']}") from error
    if "other" not in limits.prices:
        raise InvalidSetting(f"{path.name}: prices.other: needed for models that are not listed")
    return limits
