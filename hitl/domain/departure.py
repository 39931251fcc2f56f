"""Which clauses people keep departing from, for which reason, and what might be done about it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from enum import StrEnum

from hitl.domain.decision import DecisionReason
from hitl.domain.intervals import wilson
from hitl.domain.record import Moment, Record

FEWEST = 5
"""Corrections of one kind before it is called frequent: fewer are one reviewer's bad day."""

SHARE = 0.02
"""Of the drafts on a clause, at least so many for sure (the lower end of the 95 % interval)."""

SHOWN = 5
"""Newest cases that a group names."""


class Paid(StrEnum):
    """What people paid beside what was drafted."""

    MORE = "more"
    LESS = "less"
    SAME = "same"


class Departure(Record):
    """A draft that a person did not leave as it was."""

    case_id: str
    clause: str | None  # that the draft cited first
    reason: DecisionReason | None
    paid: Paid
    decided_at: Moment


class Frequent(Record):
    """Departures from one clause for one reason."""

    clause: str | None
    reason: DecisionReason | None
    departures: int
    drafts: int  # that cited the clause and that people decided
    low: float  # of departures among them, 95 % interval
    high: float
    more: int  # of the departures people paid more in so many
    less: int
    suggestion: str
    cases: tuple[str, ...]  # the newest


def frequent(found: Iterable[Departure], drafts: Mapping[str | None, int]) -> tuple[Frequent, ...]:
    """Groups of at least `FEWEST` departures that are for sure `SHARE` of the drafts, largest first.

    `drafts` counts under each clause those that people decided, departures included.
    """
    groups: dict[tuple[str | None, DecisionReason | None], list[Departure]] = defaultdict(list)
    for one in found:
        groups[one.clause, one.reason].append(one)
    every = [_group(group, drafts.get(group[0].clause, 0)) for group in groups.values()]
    often = [one for one in every if one.departures >= FEWEST and one.low >= SHARE]
    return tuple(sorted(often, key=lambda one: (-one.departures, one.clause or "", one.reason or "")))


def _group(group: list[Departure], drafts: int) -> Frequent:
    first, count = group[0], len(group)
    whole = max(count, drafts)
    low, high = wilson(count, whole)
    more = sum(one.paid is Paid.MORE for one in group)
    less = sum(one.paid is Paid.LESS for one in group)
    newest = sorted(group, key=lambda one: (one.decided_at, one.case_id), reverse=True)
    return Frequent(
        clause=first.clause,
        reason=first.reason,
        departures=count,
        drafts=whole,
        low=low,
        high=high,
        more=more,
        less=less,
        suggestion=_suggestion(first.clause, first.reason, mostly(more, less, count)),
        cases=tuple(one.case_id for one in newest[:SHOWN]),
    )


def mostly(more: int, less: int, count: int) -> Paid:
    """Where three of four point; otherwise neither."""
    if 4 * more >= 3 * count:
        return Paid.MORE
    return Paid.LESS if 4 * less >= 3 * count else Paid.SAME


_READ = {
    Paid.MORE: "{clause} is read too strictly: say in its words what it does cover.",
    Paid.LESS: "{clause} is read too generously: say in its words what it does not cover.",
    Paid.SAME: "{clause} is ambiguous: people and drafts read it in different ways. Say it more plainly.",
}
_AMOUNT = {
    Paid.MORE: "{clause} pays less than people do: its percentage may be too low.",
    Paid.LESS: "{clause} pays more than people do: its percentage may be too high.",
    Paid.SAME: "{clause} does not say how much is paid: give it a percentage.",
}
_WHATEVER_WAS_PAID = {
    DecisionReason.GOODWILL: "{clause} may be too strict: people keep paying beyond it as goodwill.",
    DecisionReason.WRONG_ITEMS: "{clause} does not say which goods it covers: name their categories.",
    DecisionReason.FACTS_WRONG: "What {clause} rests on is often not so: ask for evidence in its terms.",
    DecisionReason.MISSING_INFORMATION: "{clause} is applied before enough is known: ask for evidence in it.",
    DecisionReason.FRAUD_SUSPECTED: "{clause} may be too open: limit the earlier refunds in its terms.",
    DecisionReason.TONE: "Not the clause but the words: change how replies about {clause} are written.",
    DecisionReason.REPLY_WRONG: "Not the clause but the words: correct what replies about {clause} promise.",
}
_NOTHING_CITED = "No clause was cited: the policy may say nothing about such cases. Read them and add one."


def _suggestion(clause: str | None, reason: DecisionReason | None, paid: Paid) -> str:
    if clause is None:
        return _NOTHING_CITED
    if reason is DecisionReason.POLICY_MISREAD:
        return _READ[paid].format(clause=clause)
    if reason is DecisionReason.AMOUNT_WRONG:
        return _AMOUNT[paid].format(clause=clause)
    usual = "Read these cases: the reasons given say too little about {clause}."
    return (
        _WHATEVER_WAS_PAID.get(reason, usual).format(clause=clause) if reason else usual.format(clause=clause)
    )
