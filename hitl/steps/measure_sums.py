"""Step 8, measure: the figures out of sums that `measure_counts` made, the same as out of the rows."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from hitl.domain.case import Status
from hitl.domain.draft import Action
from hitl.domain.gate.verdict import Code, Route
from hitl.domain.model_run import Use
from hitl.domain.money import Money
from hitl.domain.refund import RefundStatus
from hitl.steps.measure import KINDS, Figures, Paid, Percentiles, Rate, percentile
from hitl.steps.measure_agreement import BAND, Band, HeldFor
from hitl.steps.measure_all import Measured
from hitl.steps.measure_counts import MICRO, NO, NOTHING, YES, Length
from hitl.steps.measure_flow import SATISFIED, Flow, Moved, Path, Satisfaction
from hitl.steps.measure_value import Avoided, Tally


class Cases(NamedTuple):
    """So many cases of one kind."""

    many: int
    status: str
    route: str
    escalated: str
    again: str
    matter: str

    @property
    def judged(self) -> bool:
        """Whether the gate judged it, and it was a refund matter."""
        return self.route != NOTHING and self.matter == YES

    @property
    def sent(self) -> bool:
        """Whether it was sent to a person."""
        return self.judged and self.route != Route.AUTO


class Decisions(NamedTuple):
    """So many decisions of one kind."""

    many: int
    who: str
    change: str
    draft_action: str
    action: str
    refund: str
    due: str
    opened: str
    path: str
    shadow: str

    @property
    def by_gate(self) -> bool:
        """Whether the gate took it alone."""
        return self.who == "g"

    @property
    def overridden(self) -> bool:
        """Whether it departed from the draft."""
        return self.change != NOTHING


class Sums:
    """Sums, taken apart by what they are sums of."""

    def __init__(self, counts: Mapping[str, int]) -> None:
        """Of keys as `measure_counts` writes them."""
        self.cases: list[Cases] = []
        self.decisions: list[Decisions] = []
        self.by: defaultdict[str, dict[tuple[str, ...], int]] = defaultdict(dict)
        for key, count in counts.items():
            kind, rest = _apart(key)
            if count and kind == "c":
                self.cases.append(Cases(count, *rest))
            elif count and kind == "d":
                self.decisions.append(Decisions(count, *rest))
            elif count:
                self.by[kind][rest] = count
        self.people = [one for one in self.decisions if not one.by_gate]


@lru_cache(maxsize=16_384)
def _apart(key: str) -> tuple[str, tuple[str, ...]]:
    kind, *rest = key.split(" ")
    return kind, tuple(rest)


def measured_of(counts: Mapping[str, int], lengths: Mapping[Length, Sequence[float]]) -> Measured:
    """Every figure; `lengths` are ascending."""
    sums = Sums(counts)
    return Measured(
        figures=_figures(sums, lengths),
        flow=_flow(sums),
        moved=_moved(sums),
        satisfaction={path: _satisfaction(path, sums.by["q"]) for path in Path},
        held=_held(sums.by["k"]),
        bands=_bands(sums),
        waits=lengths[Length.LATENCY],
        unopened=lengths[Length.WAITING],
        hands_on=lengths[Length.HANDLING],
    )


def _figures(sums: Sums, lengths: Mapping[Length, Sequence[float]]) -> Figures:
    statuses: Counter[Status] = Counter()
    for one in sums.cases:
        statuses[Status(one.status)] += one.many
    held = Counter({Code(code): count for (code,), count in sums.by["h"].items()})
    refunds = [one for one in sums.decisions if one.action == Action.APPROVE_REFUND]
    return Figures(
        cases=statuses.total(),
        statuses=dict(sorted(statuses.items())),
        held_for=dict(held.most_common()),
        decisions=_total(sums.decisions),
        by_gate=_total(sums.decisions) - _total(sums.people),
        by_people=_total(sums.people),
        not_refund_matters=held[Code.NOT_A_REFUND_REQUEST],
        auto_approval_rate=auto(sums.decisions),
        auto_refund_rate=auto(refunds),
        override_rate=overridden(sums.people),
        overrides=changes(sums.people),
        override_rate_by_action=_by_action(sums.people),
        review_latency=_percentiles(lengths[Length.LATENCY]),
        waiting=_percentiles(lengths[Length.WAITING]),
        handling=_percentiles(lengths[Length.HANDLING]),
        execution_failure_rate=_failed(sums.decisions),
        paid=_paid(sums.by["paid"]),
    )


def _total(rows: Sequence[Cases | Decisions]) -> int:
    return sum(one.many for one in rows)


def auto(decisions: Sequence[Decisions]) -> Rate:
    """Those that the gate took alone, of all."""
    return Rate.of(sum(one.many for one in decisions if one.by_gate), _total(decisions))


def overridden(by_people: Sequence[Decisions]) -> Rate:
    """Those that departed from the draft, of all of people."""
    return Rate.of(sum(one.many for one in by_people if one.overridden), _total(by_people))


def changes(by_people: Sequence[Decisions]) -> dict[str, Rate]:
    """By what was changed."""
    whole = _total(by_people)
    found: Counter[str] = Counter()
    for one in by_people:
        found[one.change] += one.many
    return {kind: Rate.of(found[kind], whole) for kind in KINDS}


def sent(cases: Sequence[Cases]) -> Rate:
    """Those sent to a person, of those judged."""
    return Rate.of(_total([one for one in cases if one.sent]), _total([one for one in cases if one.judged]))


def _by_action(by_people: Sequence[Decisions]) -> dict[Action, Rate]:
    grouped = {action: [one for one in by_people if one.draft_action == action] for action in Action}
    return {action: overridden(rows) for action, rows in grouped.items() if rows}


def _failed(decisions: Sequence[Decisions]) -> Rate:
    failed = _total([one for one in decisions if one.refund == RefundStatus.FAILED])
    return Rate.of(
        failed, failed + _total([one for one in decisions if one.refund == RefundStatus.SUCCEEDED])
    )


def _percentiles(ascending: Sequence[float]) -> Percentiles:
    p50, p90, p95 = (percentile(ascending, percent) for percent in (50, 90, 95))
    return Percentiles(count=len(ascending), p50=p50, p90=p90, p95=p95)


def _paid(found: Mapping[tuple[str, ...], int]) -> dict[str, Paid]:
    return {
        currency: Paid(
            by_gate=Money(minor=found.get(("g", currency), 0), currency=currency),
            by_people=Money(minor=found.get(("p", currency), 0), currency=currency),
        )
        for currency in sorted({currency for _, currency in found})
    }


def _flow(sums: Sums) -> Flow:
    judged = [one for one in sums.cases if one.judged]
    to_people = [one for one in judged if one.sent]
    promised = [one for one in sums.people if one.due != NOTHING]
    return Flow(
        review_rate=sent(sums.cases),
        takeover_rate=Rate.of(_total([one for one in judged if one.route == Route.TAKEOVER]), _total(judged)),
        escalation_rate=Rate.of(
            _total([one for one in to_people if one.escalated == YES]), _total(to_people)
        ),
        loop_back_rate=Rate.of(_total([one for one in judged if one.again == YES]), _total(judged)),
        sla_met=Rate.of(_total([one for one in promised if one.due == "met"]), _total(promised)),
    )


def _moved(sums: Sums) -> dict[str, Moved]:
    found = sums.by["m"]
    return {
        currency: Moved(
            **{
                name: Money(minor=found.get((name, currency), 0), currency=currency)
                for name in Moved.model_fields
            }
        )
        for currency in sorted({currency for _, currency in found})
    }


def _satisfaction(path: Path, found: Mapping[tuple[str, ...], int]) -> Satisfaction:
    scores = {int(score): count for (of, score), count in found.items() if of == path}
    answers = sum(scores.values())
    satisfied = sum(count for score, count in scores.items() if score >= SATISFIED)
    mean = sum(score * count for score, count in scores.items()) / answers if answers else None
    return Satisfaction(answers=answers, mean=mean, satisfied=Rate.of(satisfied, answers))


def _agreed(found: Mapping[tuple[str, ...], int], name: str) -> Rate:
    agreed = found.get((name, YES), 0)
    return Rate.of(agreed, agreed + found.get((name, NO), 0))


def _held(found: Mapping[tuple[str, ...], int]) -> tuple[HeldFor, ...]:
    rates = [(Code(code), _agreed(found, code)) for code in {code for code, _ in found}]
    held = [HeldFor(code=code, cases=rate.whole, agreed=rate) for code, rate in rates]
    return tuple(sorted(held, key=lambda one: (-one.cases, one.code)))


def _bands(sums: Sums) -> tuple[Band, ...]:
    found, said = sums.by["b"], sums.by["said"]
    bands = []
    for place in sorted({int(place) for place, _ in found}):
        rate = _agreed(found, str(place))
        mean = said.get((str(place),), 0) / MICRO / rate.whole
        bands.append(Band(low=place * BAND, said=mean, agreed=rate))
    return tuple(bands)


def models_of(counts: Mapping[str, int]) -> Use:
    """What was asked of models for the cases, and what it cost."""
    found = {key[2:]: count for key, count in counts.items() if key.startswith("t ")}
    return Use(**found)


def worth_of(counts: Mapping[str, int]) -> Tally:
    """What `measure_value.tally` says of the rows."""
    sums = Sums(counts)
    used = [one for one in sums.decisions if one.shadow == NO]
    cases, alone = _total(used), _total([one for one in used if one.by_gate])
    found = sums.by["v"]
    return Tally(
        cases=cases,
        alone=alone,
        measured=_total([one for one in used if not one.by_gate and one.opened == YES]),
        hands_on_seconds=sums.by["hands"].get((), 0),
        avoided={
            currency: Avoided(
                cases=found[("cases", currency)],
                amount=Money(minor=found.get(("sum", currency), 0), currency=currency),
                held_by_terms=Money(minor=found.get(("held", currency), 0), currency=currency),
            )
            for currency in sorted({currency for _, currency in found})
        },
    )
