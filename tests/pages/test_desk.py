"""The desk: decisions through the page, and what it says where one is refused."""

from datetime import timedelta

import pytest
from streamlit.testing.v1 import AppTest

from hitl.bootstrap import Countersign
from hitl.domain.case import Status, Ticket
from hitl.domain.decision import Approve, DecisionOutcome, DecisionReason, Submission
from hitl.domain.draft import Action, PlannedStep, StepKind
from hitl.domain.roles import Level
from hitl.durable.drain import drain
from hitl.steps.desk.claims import release
from hitl.steps.intake import receive
from hitl.steps.review import submit
from hitl.ui.desk import ahead, presses
from hitl.ui.desk.draft import may_be_left_out
from hitl.ui.desk.holding import Holding
from tests.company import line
from tests.gate_cases import a_draft
from tests.pages.at_the_desk import a_refund, ask_for, confirm, field, has_read, press, stored, waiting
from tests.pages.conftest import MANAGER, REVIEWER, SENIOR, Show, words


def test_the_first_case_of_the_queue_is_on_the_screen(demo: Countersign, show: Show) -> None:
    first = waiting(demo, level=Level.REVIEWER)[0]
    page = show("desk", by=REVIEWER)
    assert page.session_state["desk"].case_id == first.case_id
    assert first.customer_name in words(page)


def test_approving_decides_the_case_and_shows_the_next(demo: Countersign, show: Show) -> None:
    case_id = a_refund(demo)
    page = confirm(press(has_read(show("desk", by=REVIEWER, case=case_id)), "Approve"))
    decision = stored(demo, case_id).decision
    assert decision is not None
    assert (decision.outcome, decision.by) == (DecisionOutcome.APPROVED, REVIEWER)
    assert page.session_state["desk"].case_id != case_id
    assert "approved, leaves in" in words(page)


def test_a_decision_sooner_than_anybody_can_read_is_refused(demo: Countersign, show: Show) -> None:
    case_id = a_refund(demo)
    page = show("desk", by=REVIEWER, case=case_id)
    page.session_state["desk"].opened[case_id] = demo.clock.now() + timedelta(seconds=5)
    page = confirm(press(page, "Approve"))
    assert "Not taken." in words(page)
    assert stored(demo, case_id).decision is None


def test_undoing_brings_the_case_back(demo: Countersign, show: Show) -> None:
    case_id = a_refund(demo)
    page = confirm(press(has_read(show("desk", by=REVIEWER, case=case_id)), "Approve"))
    page = press(page, "Undo")
    assert stored(demo, case_id).decision is None
    assert stored(demo, case_id).case.status is Status.IN_REVIEW
    assert page.session_state["desk"].case_id == case_id


def test_a_case_that_somebody_else_decided_meanwhile_is_told(demo: Countersign, show: Show) -> None:
    case_id = a_refund(demo)
    page = press(has_read(show("desk", by=REVIEWER, case=case_id)), "Edit")
    field(page, "text_area", "Reply").input("Words that took a while.")
    page = press(page, "Continue")
    other = Submission(case_id=case_id, draft_version=1, answer=Approve(), by=MANAGER)
    submit(other, store=demo.store, ruleset=demo.ruleset, clock=demo.clock)
    page = press(page, "The tone")
    assert f"was approved by {MANAGER}" in words(page)
    assert field(page, "text_area", "What you had written").value == "Words that took a while."


def test_words_typed_on_a_draft_that_changed_are_kept(demo: Countersign, show: Show) -> None:
    case_id = a_refund(demo)
    page = press(has_read(show("desk", by=REVIEWER, case=case_id)), "Edit")
    field(page, "text_area", "Reply").input("Words that took a while.")
    page = press(page, "Continue")
    more = Ticket(
        ticket_id="T-more",
        body="It is the whole set, by the way.",
        received_at=demo.clock.now(),
        in_reply_to=stored(demo, case_id).case.ticket_id,
    )
    receive(more, store=demo.store, clock=demo.clock)
    drain(demo)
    page = press(page, "The tone")
    assert "drafted anew meanwhile" in words(page)
    page = press(page, "Back")
    assert field(page, "text_area", "Reply").value == "Words that took a while."
    assert "It is the whole set, by the way." in words(page)


def test_a_rejected_draft_waits_for_an_answer_of_ones_own(demo: Countersign, show: Show) -> None:
    case_id = a_refund(demo)
    page = press(has_read(show("desk", by=REVIEWER, case=case_id)), "Reject")
    page = press(page, "The facts were wrong")
    file = stored(demo, case_id)
    assert file.case.draft_rejected
    assert file.decision is None
    assert field(page, "text_area", "Reply").value == "", "the form for it is open"


def test_a_question_parks_the_case_until_the_answer(demo: Countersign, show: Show) -> None:
    case_id = a_refund(demo)
    page = press(has_read(show("desk", by=REVIEWER, case=case_id)), "Ask")
    field(page, "text_area", "Question").input("Which of the two is broken?")
    press(page, "Send the question")
    assert stored(demo, case_id).case.status is Status.AWAITING_CUSTOMER


def test_escalating_raises_the_level(demo: Countersign, show: Show) -> None:
    case_id = a_refund(demo)
    page = press(has_read(show("desk", by=REVIEWER, case=case_id)), "Escalate")
    press(page, "Escalate")
    assert stored(demo, case_id).at_desk.level is Level.SENIOR


def test_a_reviewer_is_told_which_case_is_above_them(demo: Countersign, show: Show) -> None:
    above = [row for row in waiting(demo) if row.level is not Level.REVIEWER]
    assert above, "the demo company has cases for seniors"
    page = show("desk", by=REVIEWER, case=above[0].case_id)
    assert "You may escalate it" in words(page)
    keys = {one.proto.shortcut.lower(): one.disabled for one in page.button}
    assert "a" not in keys
    assert [keys[key] for key in "sq"] == [False, False]


def test_a_number_that_nobody_knows_is_said_beside_the_search(demo: Countersign, show: Show) -> None:
    page = show("desk", by=REVIEWER)
    page.text_input[0].input("CS-424242").run()
    assert "Nothing is found for “CS-424242”" in words(page)


def test_a_step_that_is_left_out_needs_a_reason(demo: Countersign, show: Show) -> None:
    case_id = a_refund(demo)
    page = show("desk", by=REVIEWER, case=case_id)
    assert words(page).count('aria-pressed="true"') == 3
    for step in ("ticket_note", "reply", "replacement", "<b>"):
        _on_html(demo, page, "step", step)
    page = page.run()
    assert words(page).count('aria-pressed="false"') == 2, "only what is planned can be left out"
    _on_html(demo, page, "step", "reply")
    page = press(has_read(page.run()), "Approve")
    assert "Left out" in words(page)
    confirm(press(page, "Another reason"))
    decision = stored(demo, case_id).decision
    assert decision is not None
    assert decision.without == {StepKind.TICKET_NOTE}
    assert decision.reason_code is DecisionReason.OTHER


@pytest.mark.parametrize(
    ("action", "kinds", "loose"),
    [
        (Action.APPROVE_REFUND, ("refund", "reply", "ticket_note"), {"refund", "reply", "ticket_note"}),
        (Action.DENY_REFUND, ("reply", "ticket_note"), {"reply", "ticket_note"}),
        (Action.REQUEST_MORE_INFO, ("reply", "ticket_note"), {"ticket_note"}),
        (Action.ANSWER_ONLY, ("reply",), set()),
    ],
)
def test_a_reply_can_be_left_out_where_something_else_is_done(
    action: Action, kinds: tuple[str, ...], loose: set[str]
) -> None:
    steps = tuple(PlannedStep(kind=StepKind(kind), says="Do it") for kind in kinds)
    assert may_be_left_out(a_draft().model_copy(update={"action": action, "steps": steps})) == loose


def test_what_the_reviewer_thought_of_the_draft_goes_with_the_decision(demo: Countersign, show: Show) -> None:
    case_id = a_refund(demo)
    page = show("desk", by=REVIEWER, case=case_id)
    page.session_state[f"bar_{case_id}_rate"] = True
    page = field(page.run(), "text_input", "Comment").input("Too stiff").run()
    page.session_state[f"bar_{case_id}_rate"] = False
    page = page.run()
    confirm(press(has_read(page), "Approve"))
    feedback = stored(demo, case_id).decision.feedback
    assert feedback is not None
    assert feedback.comment == "Too stiff"


@pytest.fixture
def dear(demo: Countersign) -> str:
    """A case above the second limit, at the desk."""
    return ask_for(demo, line(unit_price=140_000, title="Sofa", category="home"), "sofa")


def test_two_people_sign_what_is_above_the_second_limit(demo: Countersign, show: Show, dear: str) -> None:
    page = press(has_read(show("desk", by=SENIOR, case=dear)), "Approve")
    assert "Two people must agree" in words(page)
    field(page, "text_input", "Type").input("refund 1400.00")
    field(page, "text_input", "For whoever").input("Photo seen, frame broken")
    press(page, "Yes, refund")
    assert stored(demo, dear).case.status is Status.AWAITING_SECOND

    page = show("desk", by=MANAGER, case=dear)
    assert "Signed first" in words(page)
    assert "Photo seen, frame broken" in words(page)
    page = press(has_read(page), "Agree to")
    field(page, "text_input", "Type").input("refund 1400.00")
    press(page, "Yes, refund")
    decision = stored(demo, dear).decision
    assert decision is not None
    assert (decision.by, decision.first_by) == (MANAGER, SENIOR)


def test_the_second_sees_the_firsts_reasons_and_not_what_they_had_begun_themselves(
    demo: Countersign, show: Show, dear: str
) -> None:
    second = press(show("desk", by=MANAGER, case=dear), "Edit")
    field(second, "text_area", "Reply").input("My own wording of it.")
    second = press(second, "Save text")
    release(dear, MANAGER, store=demo.store, clock=demo.clock)
    first = press(has_read(show("desk", by=SENIOR, case=dear)), "Approve")
    field(first, "text_input", "Type").input("refund 1400.00")
    field(first, "text_input", "For whoever").input("Photo seen, frame broken")
    press(first, "Yes, refund")

    second = second.run()
    assert "Photo seen, frame broken" in words(second)
    assert "My own wording" not in words(second) + "".join(str(area.value) for area in second.text_area)
    assert [one.label for one in second.button if "Agree" in one.label]


def test_whoever_signed_first_may_take_it_back_but_not_agree(
    demo: Countersign, show: Show, dear: str
) -> None:
    page = press(has_read(show("desk", by=MANAGER, case=dear)), "Approve")
    field(page, "text_input", "Type").input("refund 1400.00")
    press(page, "Yes, refund")

    page = show("desk", by=MANAGER, case=dear)
    assert not [one for one in page.button if one.label.startswith("Agree")]
    press(page, "Take it back")
    assert stored(demo, dear).case.status is Status.IN_REVIEW


def _on_html(demo: Countersign, page: AppTest, do: str, what: str) -> None:
    """A press on a button of plain HTML, as the browser tells of it."""
    desk = page.session_state["desk"]
    with demo.store.reads() as reads:
        me = next(user for user in reads.house().users if user.email == REVIEWER)
        at = Holding(demo, desk, me, Level.REVIEWER)
        presses.press(at, ahead.queue(reads, at), reads.case_file(desk.case_id).drafted, do, what)
