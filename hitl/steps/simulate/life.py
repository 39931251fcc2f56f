"""What follows from a simulated request: people decide, customers answer, goods come back, ratings come."""

from datetime import datetime, timedelta
from functools import partial

from hitl.domain.case import Case, Channel, Status, Ticket
from hitl.domain.decision import Agree, Feedback
from hitl.domain.draft import Action
from hitl.domain.roles import Level, Role
from hitl.steps.attention import close_by_hand
from hitl.steps.intake import receive
from hitl.steps.satisfaction import rate
from hitl.steps.simulate.answers import Seen, answer_to
from hitl.steps.simulate.chance import Chance
from hitl.steps.simulate.desk import give, of_role, on_screen
from hitl.steps.simulate.made_up import MadeUp
from hitl.steps.simulate.nights import Nights
from hitl.steps.simulate.requests import Visit
from hitl.steps.simulate.reviewers import Rota, Turn
from hitl.steps.simulate.second_readers import SecondReaders
from hitl.steps.simulate.shop import Shop
from hitl.steps.simulate.timeline import Timeline
from hitl.steps.simulate.words import DeskWords

NOBODY_BEHIND = timedelta(minutes=25)
"""What would be decided later than so long before the present is decided sooner: others are to wait."""

_ANSWERS = 0.9  # share of customers who answer a question
_RATES = 0.36  # share of customers who say afterwards how satisfied they are
_SENDS_BACK = 0.92  # share of customers who send goods back as they announced
_ON_THE_WAY_BACK = timedelta(days=7)
_FEEDBACK = 0.15  # share of drafts that get a word from whoever decides


class Life:
    """Remembers whose case is whose, and plans what comes next."""

    def __init__(self, shop: Shop, seed: str, timeline: Timeline, nights: Nights) -> None:
        self._shop = shop
        self._timeline = timeline
        self._nights = nights
        self._visits: dict[str, Visit] = {}  # by case
        self._asked: dict[str, int] = {}  # by case: how often the customer was
        self._chance = Chance(f"{seed}:life")
        self._rota = Rota(self._chance)
        self._words = DeskWords(shop.folder, self._chance)
        self._made_up = MadeUp(shop, seed)
        self._second_readers = SecondReaders(shop, seed)

    def begins(self, visit: Visit) -> None:
        """Somebody writes."""
        case = receive(visit.ticket, store=self._shop.store, clock=self._shop.clock, simulated=True)
        self._visits[case.case_id] = visit
        self._shop.work()
        self.goes_on(case.case_id)

    def goes_on(self, case_id: str) -> None:
        """Plan what follows from where the case stands now."""
        case = self._case(case_id)
        match case.status:
            case Status.IN_REVIEW:
                self._queue(case)
            case Status.AWAITING_SECOND:
                self._sign_later(case)
            case Status.AWAITING_CUSTOMER:
                self._answer_later(case)
            case Status.AWAITING_RETURN:
                self._return_later(case)
            case Status.NEEDS_ATTENTION:
                self._settle_later(case)
            case Status.CLOSED:
                self._rate_later(case)
            case _:
                pass

    def night(self) -> None:
        """The shop's system sends its files, and what waited for time or goods goes on."""
        returned = self._nights.hand_over()
        self._shop.sweep()
        self._shop.work()
        for case_id in returned:
            self.goes_on(case_id)

    def _queue(self, case: Case) -> None:
        turn = self._rota.turn(case.level or Level.REVIEWER, self._shop.clock.now())
        last = self._timeline.until - NOBODY_BEHIND
        if turn.decided_at > last:
            turn = turn.sooner(self._between(self._shop.clock.now(), last))
        self._timeline.plan(turn.decided_at, partial(self._decide, case.case_id, turn))

    def _between(self, since: datetime, until: datetime) -> datetime:
        return since + max(until - since, timedelta(minutes=5)) * (self._chance.whole(1, 99) / 100)

    def _decide(self, case_id: str, turn: Turn) -> None:
        with self._shop.store.unit() as unit:
            case = unit.cases.get(case_id)
            screen = on_screen(unit, case)
        if case.status is not Status.IN_REVIEW:
            return  # the customer has written again meanwhile, or it was handed over
        if not turn.habit.user.reaches(case.level or Level.REVIEWER):
            self._queue(case)  # it was overdue, and is with the next level now
            return
        greeting = f"Hello {self._visits[case_id].buyer.first_name},"
        seen = Seen(**screen._asdict(), rejected=case.draft_rejected, greeting=greeting)
        answer = answer_to(seen, turn.habit, self._words, self._chance)
        feedback = self._feedback(answer.kind)
        by = turn.habit.user
        give(self._shop, case, answer, by=by, opened_at=turn.opened_at, feedback=feedback)
        self._made_up.after(turn.habit)
        self._second_readers.after(turn.habit)
        self.goes_on(case_id)

    def _feedback(self, answer: str) -> Feedback | None:
        if not self._chance.happens(_FEEDBACK):
            return None
        good = answer == "approve"
        return Feedback(score=self._chance.whole(4, 5) if good else self._chance.whole(1, 3))

    def _sign_later(self, case: Case) -> None:
        second = of_role(Role.SENIOR)
        first = self._shop.clock.now()
        at = first + self._chance.lasting(timedelta(minutes=40), 0.5)

        def sign() -> None:
            opened_at = self._shop.clock.now() - timedelta(minutes=2)
            give(self._shop, self._case(case.case_id), Agree(), by=second, opened_at=opened_at)
            self.goes_on(case.case_id)

        self._timeline.plan(at, sign)

    def _answer_later(self, case: Case) -> None:
        visit, times = self._visits[case.case_id], self._asked.get(case.case_id, 0)
        self._asked[case.case_id] = times + 1
        if not visit.answer or times or not self._chance.happens(_ANSWERS):
            return
        at = self._shop.clock.now() + self._chance.lasting(timedelta(hours=5), 0.8)
        self._timeline.plan(at, partial(self._answer, case.case_id, visit))

    def _answer(self, case_id: str, visit: Visit) -> None:
        answer = Ticket(
            ticket_id=f"{visit.ticket.ticket_id}-2",
            body=visit.answer,
            received_at=self._shop.clock.now(),
            channel=visit.ticket.channel if visit.ticket.channel is not Channel.API else Channel.WEB_FORM,
            customer_id=visit.ticket.customer_id,
            email=visit.ticket.email,
            in_reply_to=visit.ticket.ticket_id,
            attachments=(visit.answer_photo,) if visit.answer_photo else (),
            metadata={"simulated": "true"},
        )
        receive(answer, store=self._shop.store, clock=self._shop.clock, simulated=True)
        self._shop.work()
        self.goes_on(case_id)

    def _return_later(self, case: Case) -> None:
        if self._chance.happens(_SENDS_BACK):
            purchase = self._visits[case.case_id].purchase
            at = self._shop.clock.now() + self._chance.lasting(_ON_THE_WAY_BACK, 0.35)
            self._timeline.plan(at, partial(self._nights.comes_back, case.case_id, purchase, at))

    def _settle_later(self, case: Case) -> None:
        at = self._shop.clock.now() + self._chance.lasting(timedelta(hours=3), 0.5)
        by = of_role(Role.MANAGER).email

        def settle() -> None:
            note = self._words.one_of("settled")
            close_by_hand(case.case_id, by=by, note=note, store=self._shop.store, clock=self._shop.clock)

        self._timeline.plan(at, settle)

    def _rate_later(self, case: Case) -> None:
        if not self._chance.happens(_RATES):
            return
        score = self._score(case)
        if score is None:
            return
        at = self._shop.clock.now() + self._chance.lasting(timedelta(hours=18), 0.8)
        self._timeline.plan(
            at, partial(rate, case.case_id, score, store=self._shop.store, clock=self._shop.clock)
        )

    def _score(self, case: Case) -> int | None:
        """Money at once pleases most; a no, or two days of waiting, hardly anybody.

        None where nothing was said to them, as in shadow: they were answered elsewhere, and are asked there.
        """
        with self._shop.store.unit() as unit:
            decision = unit.decisions.of_case(case.case_id)
            if not unit.deliveries.of_case(case.case_id):
                return None
        if decision is None or decision.action is Action.DENY_REFUND:
            return self._chance.weighted([1, 2, 3, 4], [30, 35, 25, 10])
        waited = decision.decided_at - case.received_at
        if waited < timedelta(minutes=5):
            return self._chance.weighted([3, 4, 5], [6, 30, 64])
        if waited < timedelta(hours=8):
            return self._chance.weighted([2, 3, 4, 5], [6, 18, 44, 32])
        return self._chance.weighted([1, 2, 3, 4], [12, 26, 40, 22])

    def _case(self, case_id: str) -> Case:
        with self._shop.store.unit() as unit:
            return unit.cases.get(case_id)
