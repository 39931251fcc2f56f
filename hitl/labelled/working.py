"""A labelled case's way through reading, drafting and gate, by the very steps that handle customers."""

from typing import NamedTuple

from hitl.domain.draft import Action, Draft
from hitl.domain.facts import Facts
from hitl.domain.gate.ruleset import Ruleset
from hitl.domain.gate.verdict import Route, Verdict
from hitl.domain.mode import Mode, ModeState
from hitl.domain.money import Money
from hitl.domain.reading.lexicon import Lexicon
from hitl.domain.reading.record import Reading
from hitl.ports.drafter import Brief, Drafter, OnRecord, PolicySearch
from hitl.steps.draft import find_passages, propose, understand
from hitl.steps.gate import NO_CALIBRATIONS, Calibrations, Judged, judge_draft
from hitl.steps.several import with_others


class Worked(NamedTuple):
    """A labelled case's way through reading, drafting and gate."""

    reading: Reading
    draft: Draft | None
    failure: str
    judged: Judged
    others: tuple["Worked", ...] = ()  # of a message about several orders: what came of the other ones

    @property
    def verdict(self) -> Verdict:
        """The gate's word."""
        return self.judged.verdict

    @property
    def parts(self) -> tuple["Worked", ...]:
        """What came of each order, this one first."""
        return (self, *self.others)

    @property
    def action(self) -> Action | None:
        """What is proposed: to pay, where that is so of any of the message's orders."""
        actions = [part.draft.action for part in self.parts if part.draft]
        return Action.APPROVE_REFUND if Action.APPROVE_REFUND in actions else next(iter(actions), None)

    @property
    def amount(self) -> Money | None:
        """What would be paid on all of the message's orders; None where nothing is, or in more currencies."""
        amounts = [part.draft.amount for part in self.parts if part.draft and part.draft.amount]
        if len({one.currency for one in amounts}) != 1:
            return None
        return Money(minor=sum(one.minor for one in amounts), currency=amounts[0].currency)

    @property
    def codes(self) -> frozenset[str]:
        """The gate's reasons, of whichever order."""
        return frozenset(str(code) for part in self.parts for code in part.verdict.codes)

    @property
    def route(self) -> Route:
        """Where the message goes: alone only where each of its orders does."""
        held = (part.verdict.route for part in self.parts if part.verdict.route is not Route.AUTO)
        return next(held, Route.AUTO)


def draft_and_judge(
    facts: Facts,
    drafter: Drafter,
    *,
    lexicon: Lexicon,
    search: PolicySearch,
    ruleset: Ruleset,
    second: Drafter | None = None,
    calibrations: Calibrations = NO_CALIBRATIONS,
) -> Worked:
    """Read, find, draft, assess, score and judge, under limited autonomy with the full canary share.

    A message about several orders is worked off as the product does: every order in a case of its own.
    """

    def work(facts: Facts) -> Worked:
        return _work(
            facts,
            drafter,
            lexicon=lexicon,
            search=search,
            ruleset=ruleset,
            second=second,
            calibrations=calibrations,
        )

    first = work(facts)
    if first.draft is None or first.draft.order_id is None or not first.draft.also:
        return first
    apart = {order: f"{facts.case_id}/{order}" for order in first.draft.also}
    every = {first.draft.order_id: facts.case_id, **apart}
    others = (work(facts.model_copy(update={"case_id": one, "apart": every})) for one in apart.values())
    return first._replace(others=tuple(others))


def _work(
    facts: Facts,
    drafter: Drafter,
    *,
    lexicon: Lexicon,
    search: PolicySearch,
    ruleset: Ruleset,
    second: Drafter | None,
    calibrations: Calibrations,
) -> Worked:
    reading = understand(facts, lexicon)
    passages = find_passages(facts, reading, search)
    brief = Brief(facts=facts, reading=reading, passages=passages)
    draft, failure = propose(brief, drafter)
    other = propose(brief, second)[0] if second and draft and draft.model else None
    draft = with_others(draft, other) if draft else None
    mode = ModeState(mode=Mode.LIMITED_AUTONOMY, canary=100, since=facts.now, by="eval")
    judged = judge_draft(
        draft=draft,
        failure=failure,
        facts=facts,
        reading=reading,
        ruleset=ruleset,
        mode=mode,
        run=drafter.run_of(facts.case_id) if isinstance(drafter, OnRecord) else None,
        second=other,
        calibrations=calibrations,
    )
    return Worked(reading, draft, failure, judged)
