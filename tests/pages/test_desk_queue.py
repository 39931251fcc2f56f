"""The rail and the head of the desk: views, filters, search, who has a case, notes, snooze, my day."""

from datetime import timedelta

import pytest
from streamlit.testing.v1 import AppTest

from hitl.bootstrap import Countersign
from hitl.domain.case import Status
from hitl.domain.roles import Level
from hitl.durable.drain import drain
from hitl.ports.reads import QueueFilter, QueueRow
from hitl.steps.desk.assignment import assign
from hitl.steps.desk.claims import ask_to_take_over, claim, keep, next_in
from hitl.steps.desk.notes import add_note
from hitl.steps.desk.snooze import snooze
from hitl.ui.desk.state import Side
from tests.pages.conftest import MANAGER, REVIEWER, SENIOR, Show, words


@pytest.fixture
def rows(demo: Countersign) -> tuple[QueueRow, ...]:
    """What a reviewer may decide, in the order of the queue."""
    drain(demo)
    with demo.store.reads() as reads:
        found = reads.queue(QueueFilter(), None, 100)
    return tuple(row for row in found if row.level == "reviewer")


def _on_the_screen(page: AppTest) -> str | None:
    return page.session_state["desk"].case_id


def _opened(page: AppTest, side: Side) -> AppTest:
    page.session_state["desk"].side = side
    return page.run()


def test_the_address_chooses_view_filter_and_order(demo: Countersign, show: Show, rows: object) -> None:
    page = show("desk", by=REVIEWER, view="unassigned", channel="chat", sort="oldest")
    assert "Unassigned, oldest first" in words(page)
    assert "Remove the filter: Chat" in words(page)


def test_an_address_that_nobody_can_read_shows_the_first_view(demo: Countersign, show: Show) -> None:
    page = show("desk", by=REVIEWER, view="<b>", channel="pigeon", older="never", sort="luck")
    assert not page.exception
    assert "To decide, by priority" in words(page)


def test_opening_the_desk_takes_the_first_free_case(
    demo: Countersign, show: Show, rows: tuple[QueueRow, ...]
) -> None:
    claim(rows[0].case_id, MANAGER, store=demo.store, clock=demo.clock)
    page = show("desk", by=REVIEWER)
    assert _on_the_screen(page) == rows[1].case_id
    assert "Mona has it" in words(page)


def test_a_case_that_somebody_has_is_read_along(
    demo: Countersign, show: Show, rows: tuple[QueueRow, ...]
) -> None:
    claim(rows[0].case_id, MANAGER, store=demo.store, clock=demo.clock)
    page = show("desk", by=REVIEWER, case=rows[0].case_id)
    assert "Mona Manager has this case" in words(page)
    assert "Ask to take over" in words(page)
    off = {one.label for one in page.button if one.disabled}
    assert {"Reject", "Escalate", "Ask"} <= off


def test_the_holder_hears_who_asks_and_may_keep_it(
    demo: Countersign, show: Show, rows: tuple[QueueRow, ...]
) -> None:
    case_id = rows[0].case_id
    claim(case_id, REVIEWER, store=demo.store, clock=demo.clock)
    ask_to_take_over(case_id, SENIOR, store=demo.store, clock=demo.clock)
    page = show("desk", by=REVIEWER, case=case_id)
    assert "Sam Senior asks for this case" in words(page)
    assert keep(case_id, REVIEWER, store=demo.store, clock=demo.clock).takeover_by is None
    assert "asks for this case" not in words(page.run())


def test_the_next_case_of_a_view_is_one_that_nobody_has(
    demo: Countersign, rows: tuple[QueueRow, ...]
) -> None:
    what = QueueFilter(now=demo.clock.now(), level=Level.REVIEWER)
    given = [
        next_in(what, email, store=demo.store, clock=demo.clock) for email in (MANAGER, SENIOR, REVIEWER)
    ]
    assert len(set(given)) == len(given)
    assign(str(given[0]), SENIOR, MANAGER, store=demo.store, clock=demo.clock)
    again = next_in(what, REVIEWER, store=demo.store, clock=demo.clock, skip=(str(given[2]),))
    assert again not in given


def test_a_case_of_a_colleague_shows_their_initials(
    demo: Countersign, show: Show, rows: tuple[QueueRow, ...]
) -> None:
    assign(rows[1].case_id, SENIOR, MANAGER, store=demo.store, clock=demo.clock)
    page = show("desk", by=REVIEWER)
    assert "Assigned to Sam Senior" in words(page)
    assert ">SS</span>" in words(page)


def test_a_snoozed_case_says_until_when(demo: Countersign, show: Show, rows: tuple[QueueRow, ...]) -> None:
    until = demo.clock.now() + timedelta(minutes=30)
    snooze(rows[0].case_id, until, REVIEWER, store=demo.store, clock=demo.clock)
    page = show("desk", by=REVIEWER, view="snoozed")
    assert f"until {until:%H:%M}" in words(page)
    assert "Wake it now" in words(page)


def test_notes_are_shown_as_written_and_read_by_whom_they_call(
    demo: Countersign, show: Show, rows: tuple[QueueRow, ...]
) -> None:
    case_id = rows[0].case_id
    text = f"<script>x</script> @{REVIEWER} look"
    add_note(case_id, text, MANAGER, store=demo.store, clock=demo.clock)
    page = show("desk", by=REVIEWER, case=case_id)
    assert "1 unread note" in words(page)
    page = _opened(page, Side.NOTES)
    assert "&lt;script&gt;x&lt;/script&gt;" in words(page)
    with demo.store.reads() as reads:
        assert reads.unread_mentions(REVIEWER) == 0


def test_a_filter_by_amount_needs_its_currency(
    demo: Countersign, show: Show, rows: tuple[QueueRow, ...]
) -> None:
    page = _opened(show("desk", by=REVIEWER), Side.FILTERS)
    next(one for one in page.text_input if one.label == "From").input("20")
    page = next(one for one in page.button if one.label == "Show").click().run()
    assert "Choose the currency of the amount." in words(page)
    next(one for one in page.selectbox if one.label == "Amount in").select("USD")
    page = next(one for one in page.button if one.label == "Show").click().run()
    assert page.session_state["desk"].narrowed.over == 2000
    assert "$20.00 or more" in words(page)


def test_a_search_that_fits_another_view_says_where(
    demo: Countersign, show: Show, rows: tuple[QueueRow, ...]
) -> None:
    name = rows[0].customer_name.split()[0]
    page = show("desk", by=REVIEWER, view="snoozed", words=name)
    assert "Nothing in this view. Elsewhere:" in words(page)


def test_a_case_is_put_off_until_a_time_of_ones_own_and_not_past_its_due_time(
    demo: Countersign, show: Show, rows: tuple[QueueRow, ...]
) -> None:
    now = demo.clock.now()
    with demo.store.unit() as unit:
        unit.cases.raise_level(rows[0].case_id, "reviewer", now + timedelta(hours=3), now)
        unit.commit()
    page = _opened(show("desk", by=REVIEWER, case=rows[0].case_id), Side.SNOOZE)
    late = (now + timedelta(hours=4)).replace(second=0, microsecond=0)
    page.time_input[0].set_value(late.time())
    page = next(one for one in page.button if one.label == "Snooze").click().run()
    assert "not later" in words(page)
    assert _on_the_screen(page) == rows[0].case_id
    soon = (now + timedelta(hours=2)).replace(second=0, microsecond=0)
    page.time_input[0].set_value(soon.time())
    page = next(one for one in page.button if one.label == "Snooze").click().run()
    with demo.store.reads() as reads:
        assert reads.case_file(rows[0].case_id).at_desk.snoozed_until == soon
    assert _on_the_screen(page) != rows[0].case_id


def test_being_away_hands_over_every_case(demo: Countersign, show: Show, rows: tuple[QueueRow, ...]) -> None:
    assign(rows[0].case_id, REVIEWER, MANAGER, store=demo.store, clock=demo.clock)
    page = _opened(show("desk", by=REVIEWER), Side.ME)
    next(one for one in page.selectbox if one.label == "The cases go to").select(SENIOR)
    page = next(one for one in page.button if one.label == "Hand over all cases").click().run()
    with demo.store.reads() as reads:
        assert reads.case_file(rows[0].case_id).at_desk.assigned_to == SENIOR
    assert "You are away until" in words(page)
    assert "1 case handed over" in words(page)


def test_a_manager_hands_over_the_cases_of_whoever_cannot(
    demo: Countersign, show: Show, rows: tuple[QueueRow, ...]
) -> None:
    assign(rows[0].case_id, REVIEWER, MANAGER, store=demo.store, clock=demo.clock)
    page = _opened(show("desk", by=MANAGER), Side.ME)
    next(one for one in page.selectbox if one.label == "Who is away").select(REVIEWER)
    next(one for one in page.selectbox if one.label == "The cases go to").select(MANAGER)
    page = next(one for one in page.button if one.label == "Hand over all cases").click().run()
    with demo.store.reads() as reads:
        assert reads.case_file(rows[0].case_id).at_desk.assigned_to == MANAGER
        assert set(reads.away(demo.clock.now())) == {REVIEWER}
    assert "Rita Reviewer is away until" in words(page)
    page = next(one for one in page.button if one.label == "Rita Reviewer is back").click().run()
    with demo.store.reads() as reads:
        assert reads.away(demo.clock.now()) == {}


def test_giving_a_case_away_goes_on_with_the_next(
    demo: Countersign, show: Show, rows: tuple[QueueRow, ...]
) -> None:
    page = _opened(show("desk", by=REVIEWER, case=rows[0].case_id), Side.GIVE)
    next(one for one in page.selectbox if one.label == "Colleague").select(SENIOR)
    page = next(one for one in page.button if one.label == "Give it").click().run()
    assert _on_the_screen(page) not in {None, rows[0].case_id}
    with demo.store.reads() as reads:
        file = reads.case_file(rows[0].case_id)
    assert (file.at_desk.assigned_to, file.case.status) == (SENIOR, Status.IN_REVIEW)


def test_what_is_late_says_so_by_a_shape_and_in_words(
    demo: Countersign, show: Show, rows: tuple[QueueRow, ...]
) -> None:
    now, late = demo.clock.now(), rows[0]
    with demo.store.unit() as unit:
        unit.cases.raise_level(late.case_id, late.level, now - timedelta(days=9), now)
        unit.commit()
    row = words(show("desk", by=REVIEWER, sort="soonest")).split('data-do="open"')[1]
    assert f'data-what="{late.case_id}"' in row
    assert "9 days late" in row.split('aria-label="')[1].split('"')[0]
    assert 'class="due over"' in row
    assert 'class="ms late"' in row, "an alarm clock, which the style sheet shows while it is over"


def test_an_empty_view_says_why_and_leads_to_a_case(
    demo: Countersign, show: Show, rows: tuple[QueueRow, ...]
) -> None:
    page = show("desk", by=REVIEWER, view="mine")
    assert "Nothing waits here" in words(page)
    assert 'data-do="view" data-what="to_decide">Open the next one' in words(page)
    page = show("desk", by=REVIEWER, currency="PLN", over="999999")
    assert "Nothing fits" in words(page)
    assert 'data-do="clear"' in words(page)
