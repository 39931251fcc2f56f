"""Second readings in the demo's history: given and answered by the product's own steps."""

from collections import Counter

from hitl.domain.blind import unpaid
from hitl.domain.decision import Answer, Escalate, Reject, Submission
from hitl.domain.gate.ruleset import Ruleset
from hitl.errors import NotAllowed
from hitl.steps.review.blind import answer_blind, next_blind
from hitl.steps.simulate.answers import Seen, answer_to
from hitl.steps.simulate.chance import Chance
from hitl.steps.simulate.desk import on_screen
from hitl.steps.simulate.reviewers import Habit
from hitl.steps.simulate.shop import Shop
from hitl.steps.simulate.words import DeskWords

PERCENT = 30
"""Of what people decided: six times as many as elsewhere, or ninety days of a small shop would not make
the thirty pairs from which the figure speaks."""

EVERY = 2
"""Decisions of a person from one look for such a case to the next."""


class SecondReaders:
    """Counts what each of the demo's people decides, and lets them read a decided case when there is one."""

    def __init__(self, shop: Shop, seed: str) -> None:
        self._shop = shop
        self._chance = Chance(f"{seed}:second readers")  # of its own: the history does not depend on it
        self._words = DeskWords(shop.folder, self._chance)
        self._decided: Counter[str] = Counter()

    def after(self, habit: Habit) -> None:
        """They have decided a case."""
        shop, by = self._shop, habit.user.email
        self._decided[by] += 1
        if self._decided[by] % EVERY:
            return
        case_id = next_blind(by, store=shop.store, ruleset=_often(shop.ruleset), clock=shop.clock, every=1)
        if case_id is not None:
            self._read(case_id, habit)

    def _read(self, case_id: str, habit: Habit) -> None:
        with self._shop.store.unit() as unit:
            case = unit.cases.get(case_id)
            screen = on_screen(unit, case)
            screen = screen._replace(order=unpaid(screen.order, unit.refunds.of_case(case_id)))
        seen = Seen(**screen._asdict(), rejected=False, greeting="Hello,")
        said = Submission(
            case_id=case_id,
            draft_version=case.draft_version,
            answer=self._answer(seen, habit),
            by=habit.user.email,
        )
        self._say(said)
        if isinstance(said.answer, Reject):  # the draft is thrown away; their own answer follows
            own = self._answer(seen.model_copy(update={"rejected": True}), habit)
            self._say(said.model_copy(update={"answer": own}))

    def _answer(self, seen: Seen, habit: Habit) -> Answer:
        return answer_to(seen, habit, self._words, self._chance)

    def _say(self, said: Submission) -> None:
        """What is above them they would have handed on."""
        shop = self._shop
        try:
            answer_blind(said, store=shop.store, ruleset=shop.ruleset, clock=shop.clock)
        except NotAllowed as too_much:
            handed_on = said.model_copy(update={"answer": Escalate(note=str(too_much))})
            answer_blind(handed_on, store=shop.store, ruleset=shop.ruleset, clock=shop.clock)


def _often(ruleset: Ruleset) -> Ruleset:
    """The same rules with the larger share."""
    quality = ruleset.review.quality.model_copy(update={"blind_percent": PERCENT})
    review = ruleset.review.model_copy(update={"quality": quality})
    return ruleset.model_copy(update={"review": review})
