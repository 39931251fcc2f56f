"""Another amount, other goods, other words: changes of the draft, through the page."""

import pytest

from hitl.bootstrap import Countersign
from hitl.domain.decision import DecisionOutcome, DecisionReason
from hitl.steps.desk.saved import add_reply
from tests.company import line
from tests.pages.at_the_desk import a_refund, ask_for, confirm, field, has_read, press, stored
from tests.pages.conftest import MANAGER, REVIEWER, Show, words


def test_an_edited_amount_and_reply_are_one_decision(demo: Countersign, show: Show) -> None:
    case_id = a_refund(demo)
    page = press(has_read(show("desk", by=REVIEWER, case=case_id)), "Edit")
    field(page, "text_input", "Refund").input("1.50")
    field(page, "text_area", "Reply").input("We refund 1.50 as agreed on the phone.")
    page = press(page, "Continue")
    assert "<ins>$1.50</ins>" in words(page)
    assert stored(demo, case_id).decision is None, "the difference is shown before anything is sent"
    press(page, "Goodwill")
    decision = stored(demo, case_id).decision
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
    case_id = a_refund(demo)
    page = press(has_read(show("desk", by=REVIEWER, case=case_id)), "Edit")
    field(page, "text_input", "Refund").input(amount)
    field(page, "text_area", "Reply").input("My own careful words.")
    page = press(page, "Continue")
    assert says in words(page), reason
    assert field(page, "text_area", "Reply").value == "My own careful words."
    assert stored(demo, case_id).decision is None


def test_fewer_pieces_bring_the_amount_with_them(demo: Countersign, show: Show) -> None:
    case_id = ask_for(demo, line(unit_price=4000, quantity=2, title="Arc lamp", category="home"), "lamps")
    page = press(has_read(show("desk", by=MANAGER, case=case_id)), "Edit")
    field(page, "number_input", "Arc lamp").decrement()
    page = press(page, "Continue")
    assert "<ins>1 × Arc lamp</ins>" in words(page)
    confirm(press(page, "The wrong items"))
    decision = stored(demo, case_id).decision
    assert decision is not None
    assert (str(decision.draft_amount), str(decision.amount)) == ("$80.00", "$40.00")
    assert "claims" in decision.changes


def test_goods_are_sent_again_instead_of_money(demo: Countersign, show: Show) -> None:
    case_id = a_refund(demo)
    page = press(has_read(show("desk", by=REVIEWER, case=case_id)), "Edit")
    field(page, "selectbox", "Decision").select("replacement")
    field(page, "text_area", "Reply").input("We send it again today.")
    page = press(page, "Continue")
    assert "Send the goods again" in words(page)
    confirm(press(page, "Goodwill"))
    decision = stored(demo, case_id).decision
    assert decision is not None
    assert (decision.replaces, decision.amount) == (True, None)


def test_an_answer_with_nothing_changed_is_no_edit(demo: Countersign, show: Show) -> None:
    case_id = a_refund(demo)
    page = press(press(has_read(show("desk", by=REVIEWER, case=case_id)), "Edit"), "Continue")
    assert "Nothing differs from the draft" in words(page)


def test_a_saved_reply_goes_into_the_field_with_its_places_filled(demo: Countersign, show: Show) -> None:
    add_reply("Sorry", "Dear {name}, sorry about order {order}.", MANAGER, store=demo.store, clock=demo.clock)
    case_id = a_refund(demo)
    page = press(press(show("desk", by=REVIEWER, case=case_id), "Edit"), "Sorry")
    file = stored(demo, case_id)
    assert file.customer is not None
    assert file.order is not None
    expected = f"Dear {file.customer.first_name}, sorry about order {file.order.order_id}."
    assert field(page, "text_area", "Reply").value == expected


def test_a_reply_that_a_colleague_kept_is_gone_on_with_and_not_overwritten(
    demo: Countersign, show: Show
) -> None:
    case_id = a_refund(demo)
    mine = press(show("desk", by=REVIEWER, case=case_id), "Edit")
    theirs = press(show("desk", by=MANAGER, case=case_id), "Edit")
    field(theirs, "text_area", "Reply").input("Words of the manager.")
    press(theirs, "Save text")

    field(mine, "text_area", "Reply").input("Words of the reviewer.")
    mine = press(has_read(mine), "Continue")
    assert "Mona Manager kept other words meanwhile" in words(mine)
    assert "<del>manager.</del> <ins>reviewer.</ins>" in words(mine)
    assert field(mine, "text_area", "Reply").value == "Words of the reviewer."

    mine = press(mine, "Continue")
    assert stored(demo, case_id).decision is None
    confirm(press(mine, "The tone"))
    decision = stored(demo, case_id).decision
    assert decision is not None
    assert decision.reply == "Words of the reviewer."

    other = a_refund(demo)
    kept = press(show("desk", by=MANAGER, case=other), "Edit")
    field(kept, "text_area", "Reply").input("Begun by the manager.")
    press(kept, "Save text")
    later = press(show("desk", by=REVIEWER, case=other), "Edit")
    assert field(later, "text_area", "Reply").value == "Begun by the manager."
    assert "Mona Manager has been writing this reply" in words(later)


@pytest.mark.parametrize(
    ("cents", "amount", "keys"),
    [
        (4000, "31.50", ["e", "ctrl+enter", "1"]),  # open, go on, why
        (24_000, "180.00", ["e", "ctrl+enter", "1", "y"]),  # a larger one is confirmed as well
    ],
)
def test_another_amount_with_its_reason_takes_four_keys_at_most_beside_the_number(
    demo: Countersign, show: Show, cents: int, amount: str, keys: list[str]
) -> None:
    case_id = ask_for(demo, line(unit_price=cents, title="Arc lamp", category="home"), "lamp")
    page = has_read(show("desk", by=MANAGER, case=case_id))
    for key in keys:
        page = next(one for one in page.button if one.proto.shortcut.lower() == key).click().run()
        if key == "e":
            field(page, "text_input", "Refund").input(amount)
    decision = stored(demo, case_id).decision
    assert decision is not None
    assert decision.amount is not None
    assert decision.amount.decimal() == amount
    assert decision.reason_code is DecisionReason.AMOUNT_WRONG
    assert str(decision.amount) in decision.reply
    assert str(decision.draft_amount) not in decision.reply


def test_whole_lines_are_ticked(demo: Countersign, show: Show) -> None:
    case_id = ask_for(demo, line(unit_price=4000, title="Arc lamp", category="home"), "lamp")
    page = press(has_read(show("desk", by=MANAGER, case=case_id)), "Edit")
    box = field(page, "checkbox", "Arc lamp, $40.00 left")
    assert box.value is True
    box.uncheck()
    field(page, "selectbox", "Decision").select("answer_only")
    field(page, "text_area", "Reply").input("We look into it.")
    page = press(page, "Continue")
    assert "<del>1 × Arc lamp</del>" in words(page)
    confirm(press(page, "The wrong items"))
    decision = stored(demo, case_id).decision
    assert decision is not None
    assert decision.claims == ()
