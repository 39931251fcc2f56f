"""Step 8, measure: what the product has been worth, by the log and by assumptions that anybody may change.

Pure functions; the definitions stand in docs/metrics.md under the same names. What the log says (`tally`)
is kept apart from what is assumed (`Assumptions`), so that a changed assumption needs no new look at the log.
Amounts of different currencies are added together only at rates that somebody gave.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Annotated

from pydantic import Field

from hitl.domain.decision import GATE
from hitl.domain.draft import Action
from hitl.domain.gate.verdict import Code
from hitl.domain.mode import Mode
from hitl.domain.money import Currency, Money, minor_digits
from hitl.domain.record import Record
from hitl.ports.reads import DecisionRow
from hitl.steps.measure import refund_matter

NOTHING_PAID = frozenset({Action.DENY_REFUND, Action.ANSWER_ONLY})
"""What a person decides where no money moves; a question is no end."""


class Avoided(Record):
    """Payments that a draft proposed and a person stopped or lowered, in one currency."""

    cases: int
    amount: Money
    held_by_terms: Money  # the part of it where the policy's own terms had already spoken against the draft


class Tally(Record):
    """What the log says of one span of time; without shadow mode, where no draft was used."""

    cases: int  # final decisions
    alone: int  # of them by the gate
    measured: int  # people's decisions whose opening was logged
    hands_on_seconds: int  # from opening to deciding, over those
    avoided: dict[str, Avoided]  # by currency


class Assumptions(Record):
    """What the log cannot know."""

    minutes_without: Annotated[Decimal, Field(ge=0, le=600)] = Decimal(8)  # a person's, per case, by hand
    hour: Money = Money(minor=30_00, currency="USD")  # what an hour of a reviewer costs
    rates: dict[Currency, Annotated[Decimal, Field(gt=0)]] = Field(default_factory=dict)
    """Units of the hour's currency for one unit of another: 1.08 dollars for a euro."""


class Value(Record):
    """What it comes to."""

    tally: Tally
    minutes_saved: Fraction  # may be negative: people took longer than assumed
    money_saved: Money  # of working time, in the hour's currency
    avoided: Money | None  # all of it in the hour's currency; None where a rate is missing
    case: Money | None  # working time that a case cost; None where there was none
    case_by_hand: Money  # what it would have cost without the agent
    cases_an_hour: (
        Fraction | None
    )  # of people's measured decisions, while at work on them; None: none measured


def tally(decisions: Iterable[DecisionRow]) -> Tally:
    """Count the final decisions on refund matters that were taken outside shadow mode."""
    rows = [row for row in decisions if refund_matter(row) and row.mode is not Mode.SHADOW]
    by_people = [row for row in rows if row.by != GATE]
    spans = [row.decided_at - row.opened_at for row in by_people if row.opened_at]
    return Tally(
        cases=len(rows),
        alone=len(rows) - len(by_people),
        measured=len(spans),
        hands_on_seconds=sum(max(0, round(span.total_seconds())) for span in spans),
        avoided=wrong_payments_avoided(by_people),
    )


def wrong_payments_avoided(by_people: Iterable[DecisionRow]) -> dict[str, Avoided]:
    """By how much people paid less than the drafts proposed, by currency; never a payment that was raised."""
    cases: Counter[str] = Counter()
    sums: Counter[str] = Counter()
    held: Counter[str] = Counter()
    for row in by_people:
        less = kept_back(row)
        if less is None:
            continue
        cases[less.currency] += 1
        sums[less.currency] += less.minor
        held[less.currency] += less.minor if Code.POLICY_TERMS_NOT_MET in row.reasons else 0
    return {
        currency: Avoided(
            cases=cases[currency],
            amount=Money(minor=sums[currency], currency=currency),
            held_by_terms=Money(minor=held[currency], currency=currency),
        )
        for currency in sorted(cases)
    }


def kept_back(row: DecisionRow) -> Money | None:
    """What the person kept back of the draft's payment; None where it was paid in full, or was none."""
    if row.draft_action is not Action.APPROVE_REFUND or row.draft_amount is None:
        return None
    if row.action in NOTHING_PAID:
        return row.draft_amount
    if row.amount is None or row.amount.currency != row.draft_amount.currency:
        return None  # a question; or amounts that cannot be compared
    return row.draft_amount - row.amount if row.amount < row.draft_amount else None


def value(found: Tally, given: Assumptions) -> Value:
    """The worth of what the log says, under the assumptions.

    Minutes saved: those that a person would have needed for every case by hand, less those that people
    spent. A decision whose opening was not logged saves nothing: the minutes by hand are taken as spent.
    """
    by_hand = Fraction(given.minutes_without)
    unmeasured = found.cases - found.alone - found.measured
    spent = Fraction(found.hands_on_seconds, 60) + by_hand * unmeasured
    minutes = by_hand * found.cases - spent
    measured = Fraction(found.measured * 3600, found.hands_on_seconds) if found.hands_on_seconds else None
    return Value(
        tally=found,
        minutes_saved=minutes,
        money_saved=_cost(minutes, given),
        avoided=together([one.amount for one in found.avoided.values()], given),
        case=_cost(spent / found.cases, given) if found.cases else None,
        case_by_hand=_cost(by_hand, given),
        cases_an_hour=measured,
    )


def _cost(minutes: Fraction, given: Assumptions) -> Money:
    """Of so much working time, rounded half to even."""
    return given.hour.model_copy(update={"minor": round(minutes * given.hour.minor / 60)})


def together(sums: Iterable[Money], given: Assumptions) -> Money | None:
    """The sums in the hour's currency at the given rates; None where a rate is missing."""
    total = Money.zero(given.hour.currency)
    for one in sums:
        there = converted(one, given.hour.currency, given.rates)
        if there is None:
            return None
        total += there
    return total


def converted(amount: Money, to: str, rates: Mapping[str, Decimal]) -> Money | None:
    """The amount in another currency, rounded half to even; None without a rate."""
    if amount.currency == to:
        return amount
    rate = rates.get(amount.currency)
    if rate is None:
        return None
    places = minor_digits(to) - minor_digits(amount.currency)
    return Money(minor=round(amount.minor * Fraction(rate) * Fraction(10) ** places), currency=to)
