"""Quality cases in the demo's history: given and answered by the product's own steps."""

from collections import Counter

from hitl.domain.decision import Answer, Approve, DecisionReason, Edit, Submission
from hitl.domain.draft import Action
from hitl.domain.quality import Made, in_turn
from hitl.ports.quality import Setting
from hitl.steps.review.quality import answer_quality, give
from hitl.steps.simulate.chance import Chance
from hitl.steps.simulate.reviewers import Habit
from hitl.steps.simulate.shop import Shop

EVERY = 6
"""Decisions of a person from one to the next: five times as often as elsewhere, or the figure would have
nothing to say of ninety days of a small shop."""

_OTHERWISE = {
    Action.APPROVE_REFUND: "You are right, and we refund it.",
    Action.DENY_REFUND: "I am sorry, but our policy does not cover this.",
    Action.REQUEST_MORE_INFO: "Could you send us a photo of it, please?",
    Action.ANSWER_ONLY: "Please give it a few more days; most late parcels still come.",
}


class MadeUp:
    """Counts what each of the demo's people decides, and gives them the next one when it is time."""

    def __init__(self, shop: Shop, seed: str) -> None:
        self._shop = shop
        self._chance = Chance(f"{seed}:made up")  # of its own: the rest of the history does not depend on it
        self._decided: Counter[str] = Counter()
        self._had: Counter[str] = Counter()

    def after(self, habit: Habit) -> None:
        """They have decided a case."""
        by = habit.user.email
        self._decided[by] += 1
        if self._decided[by] % EVERY:
            return
        labels = in_turn(self._shop.quality.labels, by)
        if self._had[by] < len(labels):
            self._give(labels[self._had[by]], habit)
            self._had[by] += 1

    def _give(self, label: str, habit: Habit) -> None:
        shop, by = self._shop, habit.user.email
        at = shop.clock.now()
        with shop.store.unit() as unit:
            policy, mode = unit.policies.active(), unit.controls.mode()
        setting = Setting(now=at, policy=policy, ruleset=shop.ruleset, mode=mode, simulated=True)
        made = shop.quality.make(label, setting, self._had[by])
        if made is None or not habit.user.reaches(made.drafted.verdict.level):
            return
        case_id = give(made, by, store=shop.store, at=at)
        if case_id is None:
            return
        reads = not made.planted or self._chance.happens(habit.catches)
        answer = _right(made) if made.planted and reads else Approve()
        submission = Submission(case_id=case_id, draft_version=1, answer=answer, by=by)
        answer_quality(submission, store=shop.store, ruleset=shop.ruleset, clock=shop.clock)


def _right(made: Made) -> Answer:
    action = made.right.actions[0]
    return Edit(
        action=action,
        amount=made.right.amount,
        reply=_OTHERWISE[action],
        reason_code=DecisionReason.FACTS_WRONG,
    )
