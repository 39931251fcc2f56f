"""The base of every record: frozen, keyword-only, closed to unknown fields."""

from datetime import UTC, datetime
from typing import Annotated

from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict


def _in_utc(moment: datetime) -> datetime:
    return moment if moment.tzinfo is UTC else moment.astimezone(UTC)


Moment = Annotated[AwareDatetime, AfterValidator(_in_utc)]
"""A point in time, aware of its offset, held in UTC."""


class Record(BaseModel):
    """An immutable value with named fields; unknown fields are refused."""

    model_config = ConfigDict(frozen=True, extra="forbid")
