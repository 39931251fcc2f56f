"""From what stands on the screen to one submission, and what became of it.

One press is one callback is one call of `steps.review.submit`; a refusal leaves everything typed where
it is and says what happened meanwhile. Where the server asks for a confirmation, the answer waits in the
desk's state until it is given.
"""

from collections.abc import Callable
from typing import NamedTuple

import streamlit as st

from hitl.domain.case import Status
from hitl.domain.decision import (
    Agree,
    Answer,
    Approve,
    Ask,
    DecisionReason,
    Disagree,
    Edit,
    Escalate,
    Reject,
    Submission,
)
from hitl.domain.draft import StepKind
from hitl.domain.money import Money
from hitl.domain.roles import Level, User
from hitl.errors import CountersignError, Unconfirmed
from hitl.steps.review import UNDO, submit
from hitl.steps.review.blind import answer_blind
from hitl.steps.review.quality import answer_quality
from hitl.ui import words
from hitl.ui.desk import feedback
from hitl.ui.desk.state import Desk, Done, Panel, Refusal
from hitl.ui.works import Works
from hitl.views import CasePage

DECIDED = frozenset({Status.DECIDED, Status.EXECUTING, Status.AWAITING_RETURN, Status.AWAITING_SECOND})
"""Where an answer leaves a case while it can still be taken back; in shadow it closes at once."""


WRITTEN = ("reply", "note", "ticket_note", "question")
"""The fields in which people write at length."""


class Bar(NamedTuple):
    """What the decision bar stands on: the case as it was drawn, who decides, with what."""

    key: str
    page: CasePage
    works: Works
    me: User
    desk: Desk
    people: tuple[User, ...]
    held: str = ""  # why nothing can be decided now: somebody else has the case open

    @property
    def case_id(self) -> str:
        """The case on the screen."""
        return self.page.file.case.case_id

    @property
    def version(self) -> int:
        """The version of the draft on the screen."""
        return self.page.file.drafted.version if self.page.file.drafted else 0

    @property
    def without(self) -> frozenset[StepKind]:
        """The steps of the plan that were unticked, as it stands when a button is pressed."""
        return self.desk.dropped.get((self.case_id, self.version), frozenset())

    def field(self, name: str) -> str:
        """The session's name of a field or button.

        One a case: no word typed for one customer reaches another, and a key pressed twice in a hurry
        finds no button of the next case.
        """
        return f"{self.key}_{self.case_id}_{name}"

    def typed(self, name: str) -> str:
        """What stands in a field now."""
        return str(st.session_state.get(self.field(name)) or "")

    def starts_as(self, name: str, value: str | int | None) -> str:
        """The field's key, filled with `value` unless something stands in it already."""
        st.session_state.setdefault(self.field(name), value)
        return self.field(name)

    def keep(self, *names: str) -> None:
        """Keep what stands in fields that are not drawn now; Streamlit forgets them otherwise."""
        for name in names:
            if self.field(name) in st.session_state:
                st.session_state[self.field(name)] = st.session_state[self.field(name)]


def give(bar: Bar, build: Callable[[], Answer], *, confirmed: str = "") -> None:
    """Submit what `build` makes of the fields; the callback of every button that decides."""
    now = bar.works.clock.now()
    try:
        answer = build()
        submission = _submission(bar, answer, confirmed)
        status = _read_apart(bar, submission) if bar.page.blind else _submit(bar, submission)
    except Unconfirmed as needed:
        bar.desk.pending, bar.desk.panel = answer, Panel.CONFIRM
        bar.desk.refusal = Refusal(bar.case_id, str(needed)) if confirmed else None
        return
    except CountersignError as refusal:
        bar.desk.refusal = Refusal(bar.case_id, str(refusal), _kept(bar))
        bar.desk.opened[bar.case_id] = now  # the time to read starts again with every refused attempt
        return
    said = f"{who(bar)}{_said(bar, answer, status)}"
    told = bar.desk.told or bar.desk.revealed  # says itself what became of the answer
    bar.desk.done = None if told else Done(bar.case_id, said, now, undoable=status in DECIDED)
    bar.desk.take(bar.case_id)
    if isinstance(answer, Reject) and (bar.page.blind or bar.me.reaches(bar.page.file.at_desk.level)):
        bar.desk.panel = Panel.EDIT  # whoever throws the draft away writes the answer
    else:
        bar.desk.go_on()


def _submit(bar: Bar, submission: Submission) -> Status:
    works = bar.works
    case = submit(submission, store=works.store, ruleset=works.ruleset, clock=works.clock, undo=UNDO)
    bar.desk.hear()
    return case.status


def _read_apart(bar: Bar, submission: Submission) -> Status:
    """A second reading or quality case: its reader is told now; nothing follows, so nothing can be undone."""
    store, ruleset, clock = bar.works.store, bar.works.ruleset, bar.works.clock
    if bar.page.made_up:
        bar.desk.hear(told=answer_quality(submission, store=store, ruleset=ruleset, clock=clock))
    else:
        bar.desk.hear(revealed=answer_blind(submission, store=store, ruleset=ruleset, clock=clock))
    return Status.CLOSED


def _submission(bar: Bar, answer: Answer, confirmed: str) -> Submission:
    return Submission(
        case_id=bar.case_id,
        draft_version=bar.version,
        answer=answer,
        by=bar.me.email,
        opened_at=bar.desk.opened.get(bar.case_id, bar.works.clock.now()),
        seen=bar.page.seen,
        feedback=feedback.given(bar.key, bar.case_id),
        confirmed=confirmed,
        says=bar.typed("says"),
    )


def _kept(bar: Bar) -> str:
    fields = (bar.typed(name) for name in WRITTEN)
    return "\n\n".join(text for text in fields if text)


def approve(bar: Bar) -> Answer:
    """The draft as it stands, without the steps that were unticked."""
    return Approve(without=bar.without)


def instead(bar: Bar, amount: Money) -> Answer:
    """The draft with the amount that the policy allows."""
    return Edit(amount=amount, reason_code=DecisionReason.AMOUNT_WRONG, without=bar.without)


def reject(_: Bar) -> Answer:
    """The draft is thrown away; the case stays for an answer of one's own."""
    return Reject(reason_code=DecisionReason.OTHER)


def escalate(bar: Bar) -> Answer:
    """To the chosen level."""
    level = st.session_state.get(bar.field("level"))
    return Escalate(level=Level(level) if level else None, note=bar.typed("note"))


def ask(bar: Bar) -> Answer:
    """The question as written."""
    return Ask(question=bar.typed("question"))


def disagree(bar: Bar) -> Answer:
    """The first signature is set aside."""
    return Disagree(note=bar.typed("note"))


def wait_for_why(bar: Bar, build: Callable[[], Answer]) -> None:
    """Keep the answer until its reason is given; the callback of every departure from the draft."""
    try:
        bar.desk.pending = build()
    except CountersignError as refusal:
        bar.desk.refusal = Refusal(bar.case_id, str(refusal), _kept(bar))
        return
    bar.desk.panel, bar.desk.refusal = Panel.WHY, None


def because(bar: Bar, reason: DecisionReason) -> Answer:
    """The answer that waits, with its reason and, for a rejection, the note beside it."""
    pending = bar.desk.pending
    if not isinstance(pending, Approve | Edit | Reject):
        return Approve(without=bar.without)
    note = {"note": bar.typed("note")} if isinstance(pending, Reject) else {}
    return pending.model_copy(update={"reason_code": reason, **note})


def who(bar: Bar) -> str:
    """How the strip of what was done begins: the customer's first name, where it is known."""
    customer = bar.page.file.customer
    return f"{customer.first_name}: " if customer and customer.first_name else ""


_SAID: dict[type[Answer], str] = {
    Approve: "approved",
    Reject: "draft rejected; write the answer",
    Disagree: "set aside; the case waits for a decision again",
    Escalate: "escalated",
    Ask: "question sent to the customer",
}


def _said(bar: Bar, answer: Answer, status: Status) -> str:
    if status is Status.AWAITING_SECOND:
        return "signed; a second person must agree"
    drafted, first = bar.page.file.drafted, bar.page.file.first
    if isinstance(answer, Edit):
        amount = str(answer.amount) if answer.amount else "your own answer"
        return "the goods are sent again" if answer.replaces else f"{amount} decided"
    if isinstance(answer, Agree) and first is not None:
        return f"{first.amount or words.ACTION[first.action].lower()} agreed"
    if isinstance(answer, Approve) and drafted is not None and drafted.draft is not None:
        return f"{drafted.draft.amount or words.ACTION[drafted.draft.action].lower()} approved"
    return _SAID.get(type(answer), "decided")
