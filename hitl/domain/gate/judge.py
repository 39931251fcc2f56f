"""The gate: collects every reason against letting a draft go alone, and says where it goes."""

from collections.abc import Iterator
from datetime import timedelta

from hitl.domain.assessment import Assessment
from hitl.domain.draft import Confidence, Draft
from hitl.domain.facts import Facts
from hitl.domain.gate.matter import Matter, held, matter_of
from hitl.domain.gate.rules import OF_A_DRAFT, OF_A_REFUND, OF_EVERY_CASE
from hitl.domain.gate.ruleset import Ruleset
from hitl.domain.gate.verdict import Code, Confirmation, GateReason, Route, Verdict
from hitl.domain.mode import ModeState, bucket
from hitl.domain.model_run import ModelRun
from hitl.domain.reading.keywords import KeywordGroup
from hitl.domain.reading.record import Reading, Sentiment
from hitl.domain.roles import Level

USUAL_QUEUE = "refunds"
_LEVELS = tuple(Level)
_TAKEOVER = frozenset({Code.VERY_LOW_CONFIDENCE, Code.DRAFT_FAILED, Code.LANGUAGE})


def judge(
    *,
    draft: Draft | None,
    failure: str,
    confidence: Confidence | None,
    reading: Reading,
    assessment: Assessment | None,
    facts: Facts,
    ruleset: Ruleset,
    mode: ModeState,
    run: ModelRun | None = None,
) -> Verdict:
    """Where a draft goes, and every reason for it; `auto` exactly where there is none.

    Pure: the same records give the same verdict. Never raises on any combination of valid records.
    """
    matter = matter_of(
        draft=draft,
        failure=failure,
        confidence=confidence,
        reading=reading,
        assessment=assessment,
        facts=facts,
        ruleset=ruleset,
        mode=mode,
        run=run,
    )
    reasons = tuple(_reasons(matter)) or tuple(_sample(matter))
    groups = _sure_groups(matter)
    level = _level(matter, reasons, groups)
    priority = _priority(matter, reasons, groups)
    queue = groups[0].queue if groups else USUAL_QUEUE
    return Verdict(
        route=_route(reasons, groups),
        reasons=reasons,
        queue=queue,
        level=level,
        confirmation=_confirmation(matter, reasons, groups),
        priority=priority,
        due_at=facts.now + _time_to_decide(matter, priority, queue),
        ruleset=ruleset.version,
        mode=mode.mode,
    )


def _reasons(matter: Matter) -> Iterator[GateReason]:
    """Every rule's reason, each code once."""
    draft = matter.draft
    asked = [rule(matter) for rule in OF_EVERY_CASE]
    if draft is not None:
        asked += [rule(matter, draft) for rule in OF_A_DRAFT]
        if draft.amount is not None:
            asked += [rule(matter, draft.amount) for rule in OF_A_REFUND]
    given: set[Code] = set()
    for reason in asked:
        if reason is not None and reason.code not in given:
            given.add(reason.code)
            yield reason


def _sample(matter: Matter) -> Iterator[GateReason]:
    """A share of what could go alone is looked at all the same."""
    share = matter.ruleset.auto.sample_percent
    if bucket(matter.facts.case_id, "quality") < share:
        yield held(
            Code.SAMPLED_FOR_QUALITY, f"One of the {share} % that are checked for quality", percent=share
        )


def _sure_groups(matter: Matter) -> list[KeywordGroup]:
    """The keyword groups that surely stand in the texts, gravest first."""
    kinds = {found.kind for found in matter.keywords if found.sure}
    return [group for group in matter.ruleset.keywords if group.name in kinds]


def _route(reasons: tuple[GateReason, ...], groups: list[KeywordGroup]) -> Route:
    if not reasons:
        return Route.AUTO
    if any(reason.code in _TAKEOVER for reason in reasons) or any(group.takeover for group in groups):
        return Route.TAKEOVER
    return Route.REVIEW


def _level(matter: Matter, reasons: tuple[GateReason, ...], groups: list[KeywordGroup]) -> Level:
    """The highest level that the amount, a reason or a keyword group asks for."""
    by_reason = matter.ruleset.review.level_by_reason
    asked = [Level.REVIEWER, *(group.level for group in groups)]
    asked += [by_reason[reason.code] for reason in reasons if reason.code in by_reason]
    amount = matter.draft.amount if matter.draft else None
    if amount is not None:
        asked.append(matter.ruleset.level_for(amount))
    return max(asked, key=_LEVELS.index) if len(asked) > 1 else Level.REVIEWER


def _confirmation(
    matter: Matter, reasons: tuple[GateReason, ...], groups: list[KeywordGroup]
) -> Confirmation:
    """How much a person must do: more for larger amounts and for anything grave."""
    if any(reason.code is Code.HIGH_VALUE for reason in reasons):
        return "phrase"
    amount = matter.draft.amount if matter.draft else None
    if amount is not None:
        confirm_from = matter.ruleset.review.confirm_from.get(amount.currency)
        if confirm_from is None or amount.minor >= confirm_from:
            return "confirm"
    return "confirm" if groups else "inform"


def _priority(matter: Matter, reasons: tuple[GateReason, ...], groups: list[KeywordGroup]) -> int:
    """The most urgent that applies; 0 first."""
    rules = matter.ruleset.review.priority
    codes = {reason.code for reason in reasons}
    urgent = [rules.usual if codes != {Code.SAMPLED_FOR_QUALITY} else rules.sampled]
    urgent += [group.priority for group in groups]
    if matter.facts.waiting:
        urgent.append(rules.waiting)
    if Code.HIGH_VALUE in codes:
        urgent.append(rules.high_value)
    drafted = matter.draft.customer_sentiment if matter.draft else Sentiment.CALM
    if Sentiment.ANGRY in {matter.reading.sentiment, drafted}:
        urgent.append(rules.angry)
    return min(urgent)


def _time_to_decide(matter: Matter, priority: int, queue: str) -> timedelta:
    """The earliest of what applies."""
    rules = matter.ruleset.review.minutes
    minutes = [rules.by_priority[priority]]
    if queue in rules.by_queue:
        minutes.append(rules.by_queue[queue])
    if matter.facts.waiting:
        minutes.append(rules.waiting)
    return timedelta(minutes=min(minutes))
