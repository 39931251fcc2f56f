"""From what stands on the screen to one submission, and what became of it.

One press is one callback is one call of `steps.review.submit`; a refusal leaves everything typed where
it is and says what happened meanwhile.
"""

from collections.abc import Callable
from typing import NamedTuple

import streamlit as st

from hitl.domain.case import Status
from hitl.domain.decision import Answer, Approve, Ask, DecisionReason, Edit, Escalate, Reject, Submission
from hitl.domain.draft import Action, StepKind
from hitl.domain.money import Money
from hitl.domain.roles import Level, User
from hitl.errors import CountersignError, Refused
from hitl.steps.review import UNDO, submit
from hitl.ui import words
from hitl.ui.desk.state import Desk, Done, Refusal
from hitl.ui.works import Works
from hitl.views import CasePage

DECIDED = frozenset({Status.DECIDED, Status.EXECUTING, Status.AWAITING_RETURN})
"""Where a final decision leaves a case while it can still be taken back; in shadow it closes at once."""


class Bar(NamedTuple):
    """What the decision bar stands on: the case as it was drawn, who decides, with what."""

    key: str
    page: CasePage
    works: Works
    me: User
    desk: Desk
    without: frozenset[StepKind]
    people: tuple[User, ...]

    @property
    def case_id(self) -> str:
        """The case on the screen."""
        return self.page.file.case.case_id

    @property
    def version(self) -> int:
        """The version of the draft on the screen."""
        return self.page.file.drafted.version if self.page.file.drafted else 0

    def field(self, name: str) -> str:
        """The session's name of a field or button.

        One a case: no word typed for one customer reaches another, and a key pressed twice in a hurry
        finds no button of the next case.
        """
        return f"{self.key}_{self.case_id}_{name}"

    def typed(self, name: str) -> str:
        """What stands in a field now."""
        return str(st.session_state.get(self.field(name)) or "")


def give(bar: Bar, answer: Callable[[], Answer]) -> None:
    """Submit what `answer` builds from the fields; the callback of every button that decides."""
    now = bar.works.clock.now()
    try:
        built = answer()
        submission = Submission(
            case_id=bar.case_id,
            draft_version=bar.version,
            answer=built,
            by=bar.me.email,
            opened_at=bar.desk.opened.get(bar.case_id, now),
            seen=bar.page.seen,
        )
        case = submit(
            submission, store=bar.works.store, ruleset=bar.works.ruleset, clock=bar.works.clock, undo=UNDO
        )
    except CountersignError as refusal:
        bar.desk.refusal = Refusal(bar.case_id, str(refusal), _kept(bar))
        bar.desk.opened[bar.case_id] = now  # the time to read starts again with every refused attempt
        return
    bar.desk.done = Done(bar.case_id, f"{who(bar)}{_said(bar, built)}", now, undoable=case.status in DECIDED)
    bar.desk.go_on()


def _kept(bar: Bar) -> str:
    fields = (bar.typed(name) for name in ("reply", "note", "question"))
    return "\n\n".join(text for text in fields if text)


def approve(bar: Bar) -> Answer:
    """The draft as it stands, without the steps that were unticked."""
    return Approve(without=bar.without)


def instead(bar: Bar, amount: Money) -> Answer:
    """The draft with the amount that the policy allows."""
    return Edit(amount=amount, reason_code=DecisionReason.AMOUNT_WRONG, without=bar.without)


def edit(bar: Bar) -> Answer:
    """What the form says; what it leaves as drafted is left to the draft."""
    draft = bar.page.file.drafted.draft if bar.page.file.drafted else None
    action = Action(st.session_state[bar.field("action")])
    reply = bar.typed("reply")
    rejected = bar.page.file.case.draft_rejected
    same_reply = draft is not None and not rejected and reply.strip() == draft.reply.strip()
    amount = _amount(bar) if action is Action.APPROVE_REFUND else None
    check_phrase(bar, amount)
    return Edit(
        action=action,
        amount=amount,
        reply=None if same_reply else reply,
        reason_code=_reason(bar),
        without=bar.without,
    )


def _amount(bar: Bar) -> Money:
    refundable = bar.page.refundable
    if refundable is None:
        raise Refused("No order of this customer is tied to the case, so nothing can be refunded.")
    return Money.parse(bar.typed("amount").replace(",", ""), refundable.currency)


def _reason(bar: Bar) -> DecisionReason:
    chosen = st.session_state.get(bar.field("reason"))
    if chosen is None:
        raise Refused("Choose a reason first; it is what the agent learns from.")
    return DecisionReason(chosen)


def check_phrase(bar: Bar, amount: Money | None) -> None:
    """Where the stakes are high, the amount must be typed once more. Raises Refused."""
    drafted = bar.page.file.drafted
    if drafted is None or drafted.verdict.confirmation != "phrase":
        return
    wanted = phrase(amount)
    if bar.typed("phrase").strip().lower().lstrip("$€£¥") != wanted.lower():
        raise Refused(f"Type {wanted} to confirm.")


def phrase(amount: Money | None) -> str:
    """What must be typed: the amount, or the word for sending."""
    return amount.decimal() if amount else "send"


def reject(bar: Bar) -> Answer:
    """The draft is thrown away; the case stays for an answer of one's own."""
    return Reject(reason_code=_reason(bar), note=bar.typed("note"))


def escalate(bar: Bar) -> Answer:
    """To the chosen level."""
    level = st.session_state.get(bar.field("level"))
    return Escalate(level=Level(level) if level else None, note=bar.typed("note"))


def ask(bar: Bar) -> Answer:
    """The question as written."""
    return Ask(question=bar.typed("question"))


def who(bar: Bar) -> str:
    """How the strip of what was done begins: the customer's first name, where it is known."""
    customer = bar.page.file.customer
    return f"{customer.first_name}: " if customer and customer.first_name else ""


def _said(bar: Bar, answer: Answer) -> str:
    draft = bar.page.file.drafted.draft if bar.page.file.drafted else None
    match answer:
        case Approve() if draft is not None:
            what = str(draft.amount) if draft.amount else words.ACTION[draft.action].lower()
            return f"{what} approved"
        case Edit():
            return f"{answer.amount} decided" if answer.amount else "your own answer decided"
        case Reject():
            return "draft rejected; the case waits for your own answer"
        case Escalate():
            return f"escalated to a {words.LEVEL[answer.level]}" if answer.level else "escalated"
        case Ask():
            return "question sent to the customer"
        case _:
            return "decided"
