"""The desk: decisions through the page, and what it says where one is refused."""

from datetime import timedelta

import pytest
from streamlit.testing.v1 import AppTest

from hitl.bootstrap import Countersign
from hitl.domain.case import Status, Ticket
from hitl.domain.decision import Approve, DecisionOutcome, DecisionReason, Submission
from hitl.domain.draft import Action, StepKind
from hitl.domain.order import Line
from hitl.domain.roles import Level
from hitl.durable.drain import drain
from hitl.ports.reads import CaseFile, QueueFilter, QueueRow
from hitl.steps.desk.saved import add_reply
from hitl.steps.intake import receive
from hitl.steps.review import submit
from hitl.ui.desk import ahead, presses
from hitl.ui.desk.holding import Holding
from tests.company import line, order
from tests.pages.conftest import MANAGER, REVIEWER, SENIOR, Show, words


def _waiting(product: Countersign, **wanted: object) -> list[QueueRow]:
    drain(product)
    with product.store.reads() as reads:
        rows = reads.queue(QueueFilter(), None, 100)
    return [row for row in rows if all(getattr(row, name) == value for name, value in wanted.items())]


def _a_refund(product: Countersign) -> str:
    return _waiting(product, action=Action.APPROVE_REFUND, level=Level.REVIEWER)[0].case_id


def _file(product: Countersign, case_id: str) -> CaseFile:
    with product.store.reads() as reads:
        return reads.case_file(case_id)


def _read(page: AppTest) -> AppTest:
    """As if the case had been on screen for a while."""
    desk = page.session_state["desk"]
    desk.opened = {case_id: at - timedelta(seconds=5) for case_id, at in desk.opened.items()}
    return page


def _press(page: AppTest, label: str) -> AppTest:
    button = next(one for one in page.button if one.label.replace("\\", "").startswith(label))
    return button.click().run()


def _field(page: AppTest, kind: str, label: str) -> object:
    fields = getattr(page, kind)
    return next(one for one in fields if one.label.replace("\\", "").startswith(label))


def test_the_first_case_of_the_queue_is_on_the_screen(demo: Countersign, show: Show) -> None:
    first = _waiting(demo, level=Level.REVIEWER)[0]
    page = show("desk", by=REVIEWER)
    assert page.session_state["desk"].case_id == first.case_id
    assert first.customer_name in words(page)


def test_approving_decides_the_case_and_shows_the_next(demo: Countersign, show: Show) -> None:
    case_id = _a_refund(demo)
    page = _confirm(_press(_read(show("desk", by=REVIEWER, case=case_id)), "Approve"))
    decision = _file(demo, case_id).decision
    assert decision is not None
    assert (decision.outcome, decision.by) == (DecisionOutcome.APPROVED, REVIEWER)
    assert page.session_state["desk"].case_id != case_id
    assert "approved, leaves in" in words(page)


def _confirm(page: AppTest) -> AppTest:
    """Press yes where the stakes ask for a second look."""
    asked = [one for one in page.button if one.label.replace("\\", "").startswith("Yes,")]
    return asked[0].click().run() if asked else page


def test_a_decision_sooner_than_anybody_can_read_is_refused(demo: Countersign, show: Show) -> None:
    case_id = _a_refund(demo)
    page = show("desk", by=REVIEWER, case=case_id)
    page.session_state["desk"].opened[case_id] = demo.clock.now() + timedelta(seconds=5)
    page = _confirm(_press(page, "Approve"))
    assert "Not taken." in words(page)
    assert _file(demo, case_id).decision is None


def test_undoing_brings_the_case_back(demo: Countersign, show: Show) -> None:
    case_id = _a_refund(demo)
    page = _confirm(_press(_read(show("desk", by=REVIEWER, case=case_id)), "Approve"))
    page = _press(page, "Undo")
    assert _file(demo, case_id).decision is None
    assert _file(demo, case_id).case.status is Status.IN_REVIEW
    assert page.session_state["desk"].case_id == case_id


def test_an_edited_amount_and_reply_are_one_decision(demo: Countersign, show: Show) -> None:
    case_id = _a_refund(demo)
    page = _press(_read(show("desk", by=REVIEWER, case=case_id)), "Edit")
    _field(page, "text_input", "Refund").input("1.50")
    _field(page, "text_area", "Reply").input("We refund 1.50 as agreed on the phone.")
    page = _press(page, "Continue")
    assert "<ins>$1.50</ins>" in words(page)
    assert _file(demo, case_id).decision is None, "the difference is shown before anything is sent"
    _press(page, "Goodwill")
    decision = _file(demo, case_id).decision
    assert decision is not None
    assert decision.outcome is DecisionOutcome.EDITED
    assert decision.amount is not None
    assert decision.amount.decimal() == "1.50"
    assert decision.reply.startswith("We refund 1.50")


@pytest.mark.parametrize(
    ("amount", "says", "reason"),
    [
        ("999999.00", "more than the", "above what is refundable"),
        ("1.505", "not an amount", "too many digits"),
        ("", "not an amount", "nothing typed"),
    ],
)
def test_an_edit_that_cannot_be_taken_keeps_what_was_typed(
    demo: Countersign, show: Show, amount: str, says: str, reason: str
) -> None:
    case_id = _a_refund(demo)
    page = _press(_read(show("desk", by=REVIEWER, case=case_id)), "Edit")
    _field(page, "text_input", "Refund").input(amount)
    _field(page, "text_area", "Reply").input("My own careful words.")
    page = _press(page, "Continue")
    assert says in words(page), reason
    assert _field(page, "text_area", "Reply").value == "My own careful words."
    assert _file(demo, case_id).decision is None


def test_a_case_that_somebody_else_decided_meanwhile_is_told(demo: Countersign, show: Show) -> None:
    case_id = _a_refund(demo)
    page = _press(_read(show("desk", by=REVIEWER, case=case_id)), "Edit")
    _field(page, "text_area", "Reply").input("Words that took a while.")
    page = _press(page, "Continue")
    other = Submission(case_id=case_id, draft_version=1, answer=Approve(), by=MANAGER)
    submit(other, store=demo.store, ruleset=demo.ruleset, clock=demo.clock)
    page = _press(page, "The tone")
    assert f"was approved by {MANAGER}" in words(page)
    assert _field(page, "text_area", "What you had written").value == "Words that took a while."


def test_words_typed_on_a_draft_that_changed_are_kept(demo: Countersign, show: Show) -> None:
    case_id = _a_refund(demo)
    page = _press(_read(show("desk", by=REVIEWER, case=case_id)), "Edit")
    _field(page, "text_area", "Reply").input("Words that took a while.")
    page = _press(page, "Continue")
    more = Ticket(
        ticket_id="T-more",
        body="It is the whole set, by the way.",
        received_at=demo.clock.now(),
        in_reply_to=_file(demo, case_id).case.ticket_id,
    )
    receive(more, store=demo.store, clock=demo.clock)
    drain(demo)
    page = _press(page, "The tone")
    assert "drafted anew meanwhile" in words(page)
    page = _press(page, "Back")
    assert _field(page, "text_area", "Reply").value == "Words that took a while."
    assert "It is the whole set, by the way." in words(page)


def test_a_rejected_draft_waits_for_an_answer_of_ones_own(demo: Countersign, show: Show) -> None:
    case_id = _a_refund(demo)
    page = _press(_read(show("desk", by=REVIEWER, case=case_id)), "Reject")
    _press(page, "The facts were wrong")
    file = _file(demo, case_id)
    assert file.case.draft_rejected
    assert file.decision is None


def test_a_question_parks_the_case_until_the_answer(demo: Countersign, show: Show) -> None:
    case_id = _a_refund(demo)
    page = _press(_read(show("desk", by=REVIEWER, case=case_id)), "Ask")
    _field(page, "text_area", "Question").input("Which of the two is broken?")
    _press(page, "Send the question")
    assert _file(demo, case_id).case.status is Status.AWAITING_CUSTOMER


def test_escalating_raises_the_level(demo: Countersign, show: Show) -> None:
    case_id = _a_refund(demo)
    page = _press(_read(show("desk", by=REVIEWER, case=case_id)), "Escalate")
    _press(page, "Escalate")
    assert _file(demo, case_id).at_desk.level is Level.SENIOR


def test_a_reviewer_is_told_which_case_is_above_them(demo: Countersign, show: Show) -> None:
    above = [row for row in _waiting(demo) if row.level is not Level.REVIEWER]
    assert above, "the demo company has cases for seniors"
    page = show("desk", by=REVIEWER, case=above[0].case_id)
    assert "You may escalate it" in words(page)
    approve = next(one for one in page.button if one.proto.shortcut.lower() == "a")
    assert approve.disabled or "Write" in approve.label


def test_a_number_that_nobody_knows_is_said_beside_the_search(demo: Countersign, show: Show) -> None:
    page = show("desk", by=REVIEWER)
    page.text_input[0].input("CS-424242").run()
    assert "Nothing is found for “CS-424242”" in words(page)


def test_a_step_that_is_left_out_needs_a_reason(demo: Countersign, show: Show) -> None:
    case_id = _a_refund(demo)
    page = show("desk", by=REVIEWER, case=case_id)
    assert words(page).count('aria-pressed="true"') == 3
    for step in ("ticket_note", "reply", "<b>"):
        _on_html(demo, page, "step", step)
    page = page.run()
    assert words(page).count('aria-pressed="false"') == 1, "the reply always goes"
    page = _press(_read(page), "Approve")
    assert "Left out" in words(page)
    _confirm(_press(page, "Another reason"))
    decision = _file(demo, case_id).decision
    assert decision is not None
    assert decision.without == {StepKind.TICKET_NOTE}
    assert decision.reason_code is DecisionReason.OTHER


def test_fewer_pieces_bring_the_amount_with_them(demo: Countersign, show: Show) -> None:
    case_id = _ask_for(demo, line(unit_price=4000, quantity=2, title="Arc lamp", category="home"), "lamps")
    page = _press(_read(show("desk", by=MANAGER, case=case_id)), "Edit")
    _field(page, "number_input", "Arc lamp").decrement()
    page = _press(page, "Continue")
    assert "<ins>1 × Arc lamp</ins>" in words(page)
    _confirm(_press(page, "The wrong items"))
    decision = _file(demo, case_id).decision
    assert decision is not None
    assert (str(decision.draft_amount), str(decision.amount)) == ("$80.00", "$40.00")
    assert "claims" in decision.changes


def test_goods_are_sent_again_instead_of_money(demo: Countersign, show: Show) -> None:
    case_id = _a_refund(demo)
    page = _press(_read(show("desk", by=REVIEWER, case=case_id)), "Edit")
    _field(page, "selectbox", "Decision").select("replacement")
    _field(page, "text_area", "Reply").input("We send it again today.")
    page = _press(page, "Continue")
    assert "Send the goods again" in words(page)
    _confirm(_press(page, "Goodwill"))
    decision = _file(demo, case_id).decision
    assert decision is not None
    assert (decision.replaces, decision.amount) == (True, None)


def test_what_the_reviewer_thought_of_the_draft_goes_with_the_decision(demo: Countersign, show: Show) -> None:
    case_id = _a_refund(demo)
    page = show("desk", by=REVIEWER, case=case_id)
    page.session_state[f"bar_{case_id}_rate"] = True
    page = _field(page.run(), "text_input", "Comment").input("Too stiff").run()
    page.session_state[f"bar_{case_id}_rate"] = False
    page = page.run()
    _confirm(_press(_read(page), "Approve"))
    feedback = _file(demo, case_id).decision.feedback
    assert feedback is not None
    assert feedback.comment == "Too stiff"


def test_an_answer_with_nothing_changed_is_no_edit(demo: Countersign, show: Show) -> None:
    case_id = _a_refund(demo)
    page = _press(_press(_read(show("desk", by=REVIEWER, case=case_id)), "Edit"), "Continue")
    assert "Nothing differs from the draft" in words(page)


def _ask_for(product: Countersign, goods: Line, name: str) -> str:
    """A case about an order of those goods, which arrived damaged, at the desk."""
    with product.store.unit() as unit:
        customer = unit.catalog.customer_by_email("ada.lindqvist@example.com")
        assert customer is not None
        bought = order("99001", customer.customer_id, lines=(goods,), delivered_at=product.clock.now())
        unit.catalog.save_order(bought)
        unit.commit()
    asked = Ticket(
        ticket_id="T-dear",
        body=f"The {name} of order 99001 arrived damaged. Please refund it.",
        received_at=product.clock.now(),
        customer_id=customer.customer_id,
        order_id="99001",
        attachments=("photo.jpg",),
    )
    case = receive(asked, store=product.store, clock=product.clock)
    drain(product)
    return case.case_id


@pytest.fixture
def dear(demo: Countersign) -> str:
    """A case above the second limit, at the desk."""
    return _ask_for(demo, line(unit_price=140_000, title="Sofa", category="home"), "sofa")


def test_two_people_sign_what_is_above_the_second_limit(demo: Countersign, show: Show, dear: str) -> None:
    page = _press(_read(show("desk", by=SENIOR, case=dear)), "Approve")
    assert "Two people must agree" in words(page)
    _field(page, "text_input", "Type").input("refund 1400.00")
    _field(page, "text_input", "For whoever").input("Photo seen, frame broken")
    _press(page, "Yes, refund")
    assert _file(demo, dear).case.status is Status.AWAITING_SECOND

    page = show("desk", by=MANAGER, case=dear)
    assert "Signed first" in words(page)
    assert "Photo seen, frame broken" in words(page)
    page = _press(_read(page), "Agree to")
    _field(page, "text_input", "Type").input("refund 1400.00")
    _press(page, "Yes, refund")
    decision = _file(demo, dear).decision
    assert decision is not None
    assert (decision.by, decision.first_by) == (MANAGER, SENIOR)


def test_whoever_signed_first_may_take_it_back_but_not_agree(
    demo: Countersign, show: Show, dear: str
) -> None:
    page = _press(_read(show("desk", by=MANAGER, case=dear)), "Approve")
    _field(page, "text_input", "Type").input("refund 1400.00")
    _press(page, "Yes, refund")

    page = show("desk", by=MANAGER, case=dear)
    assert not [one for one in page.button if one.label.startswith("Agree")]
    _press(page, "Take it back")
    assert _file(demo, dear).case.status is Status.IN_REVIEW


def test_a_saved_reply_goes_into_the_field_with_its_places_filled(demo: Countersign, show: Show) -> None:
    add_reply("Sorry", "Dear {name}, sorry about order {order}.", MANAGER, store=demo.store, clock=demo.clock)
    case_id = _a_refund(demo)
    page = _press(_press(show("desk", by=REVIEWER, case=case_id), "Edit"), "Sorry")
    file = _file(demo, case_id)
    assert file.customer is not None
    assert file.order is not None
    expected = f"Dear {file.customer.first_name}, sorry about order {file.order.order_id}."
    assert _field(page, "text_area", "Reply").value == expected


def test_a_reply_that_a_colleague_kept_is_gone_on_with_and_not_overwritten(
    demo: Countersign, show: Show
) -> None:
    case_id = _a_refund(demo)
    mine = _press(show("desk", by=REVIEWER, case=case_id), "Edit")
    theirs = _press(show("desk", by=MANAGER, case=case_id), "Edit")
    _field(theirs, "text_area", "Reply").input("Words of the manager.")
    _press(theirs, "Keep")

    _field(mine, "text_area", "Reply").input("Words of the reviewer.")
    mine = _press(_read(mine), "Continue")
    assert "Mona Manager kept other words meanwhile" in words(mine)
    assert "<del>manager.</del> <ins>reviewer.</ins>" in words(mine)
    assert _field(mine, "text_area", "Reply").value == "Words of the reviewer."

    mine = _press(mine, "Continue")
    assert _file(demo, case_id).decision is None
    _confirm(_press(mine, "The tone"))
    decision = _file(demo, case_id).decision
    assert decision is not None
    assert decision.reply == "Words of the reviewer."

    other = _a_refund(demo)
    kept = _press(show("desk", by=MANAGER, case=other), "Edit")
    _field(kept, "text_area", "Reply").input("Begun by the manager.")
    _press(kept, "Keep")
    later = _press(show("desk", by=REVIEWER, case=other), "Edit")
    assert _field(later, "text_area", "Reply").value == "Begun by the manager."
    assert "Mona Manager has been writing this reply" in words(later)


def _on_html(demo: Countersign, page: AppTest, do: str, what: str) -> None:
    """A press on a button of plain HTML, as the browser tells of it."""
    desk = page.session_state["desk"]
    with demo.store.reads() as reads:
        me = next(user for user in reads.house().users if user.email == REVIEWER)
        at = Holding(demo, desk, me, Level.REVIEWER)
        presses.press(at, ahead.queue(reads, at), 1, do, what)
