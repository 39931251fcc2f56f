"""Policy clauses and their machine-checkable terms."""

from enum import StrEnum
from typing import Annotated, Literal, Self

from pydantic import ConfigDict, Field, model_validator

from hitl.domain.order import Id, OrderStatus
from hitl.domain.record import Record


class Reason(StrEnum):
    """Why a customer wants money back."""

    DAMAGED = "damaged"
    DEFECTIVE = "defective"
    WRONG_ITEM = "wrong_item"
    NOT_AS_DESCRIBED = "not_as_described"
    LATE = "late"
    NEVER_ARRIVED = "never_arrived"
    CHANGED_MIND = "changed_mind"
    CHARGED_TWICE = "charged_twice"
    CANCELLED = "cancelled"
    PRICE = "price"
    OTHER = "other"


class Outcome(StrEnum):
    """What a clause says about a line that it covers and for which it holds."""

    REFUND = "refund"
    DENY = "deny"
    REVIEW = "review"


class Remedy(StrEnum):
    """What may be offered."""

    REFUND = "refund"
    REPLACEMENT = "replacement"


class GoodsBack(StrEnum):
    """Whether the goods must come back: not at all, or before anything is paid."""

    NO = "no"
    FIRST = "first"


class DateField(StrEnum):
    """The date of an order from which days are counted."""

    PLACED = "placed_at"
    SHIPPED = "shipped_at"
    DELIVERED = "delivered_at"


Days = Annotated[int, Field(strict=True, ge=0, le=3650)]


class Terms(Record):
    """The checkable part of a clause: reasons and categories say what it covers, the rest, if it holds."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)

    reasons: Annotated[frozenset[Reason], Field(min_length=1)]
    outcome: Outcome
    categories: frozenset[str] | None = None
    except_categories: frozenset[str] | None = None
    remedies: Annotated[frozenset[Remedy], Field(min_length=1)] = frozenset({Remedy.REFUND})
    within_days: Days | None = None  # inclusive
    after_days: Days | None = None
    counted_from: DateField = DateField.DELIVERED
    statuses: Annotated[frozenset[OrderStatus], Field(min_length=1)] | None = None
    final_sale: Annotated[bool, Field(strict=True)] | None = None
    condition: tuple[str, ...] = ()
    goods_back: GoodsBack = GoodsBack.NO
    pays_percent: Annotated[int, Field(strict=True, ge=0, le=100)] = 100
    evidence: tuple[str, ...] = ()
    max_prior_refunds: Annotated[int, Field(strict=True, ge=0, le=10_000)] | None = None

    @model_validator(mode="after")
    def _not_both(self) -> Self:
        if self.categories is not None and self.except_categories is not None:
            raise ValueError("categories and except_categories cannot stand together")
        return self


class Clause(Record):
    """One clause of the policy, as it stood in one version of it."""

    clause_id: Id  # RP-2
    title: str
    text: str  # plain English, without the terms
    topic: str  # the file it came from, without its suffix
    terms: Terms | None = None


class PolicyVersion(Record):
    """All clauses that were in force together."""

    version: int
    clauses: tuple[Clause, ...]

    def clause(self, clause_id: str) -> Clause | None:
        """The clause of that id, or None."""
        for clause in self.clauses:
            if clause.clause_id == clause_id:
                return clause
        return None


Match = Literal["strong", "medium", "weak"]
