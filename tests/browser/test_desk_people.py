"""Several people at one queue, in browsers of their own: nobody decides twice, nobody waits for nothing."""

import re

from playwright.sync_api import Page, expect

from tests.browser.conftest import Open, act_as, settle
from tests.browser.served import Served

HELD = "The {} of order 48291 arrived broken and I am angry. I want my money back."


def _at_the_desk(app: Served, tab: Open, name: str) -> Page:
    """Their desk, which nobody else has sat at in this browser."""
    page = act_as(tab(f"{app.address}/metrics"), name)
    page.get_by_role("link", name="Review desk").click()
    expect(page.locator(".casehead")).to_be_visible()
    return settle(page)


def number(page: Page) -> str:
    """The case on the screen."""
    return page.locator(".casehead .copy").inner_text().split("\n")[0].strip()[:7]


def waiting(page: Page) -> int:
    """How many the first view says are to be decided."""
    return int(page.get_by_role("button", name="To decide,").locator(".n").inner_text())


def a_case(app: Served, what: str, **more: str) -> str:
    """A new case that waits for a person; its number."""
    return app.send(body=HELD.format(what), email="ben.okafor@example.com", **more)


def test_two_people_are_given_two_cases_and_two_next_ones(app: Served, tab: Open) -> None:
    rita = tab(f"{app.address}/desk")
    mona = _at_the_desk(app, tab, "Mona Manager")
    seen = {number(rita), number(mona)}
    assert len(seen) == 2
    for page in (rita, mona):
        before = number(page)
        page.locator("h2").first.click()
        page.keyboard.press("n")
        expect(page.locator(".casehead .copy")).not_to_contain_text(before)
        seen.add(number(settle(page)))
    assert number(rita) != number(mona)


def test_whoever_has_a_case_is_asked_for_it_and_hands_it_over(app: Served, tab: Open) -> None:
    case = a_case(app, "lamp")
    mona = act_as(tab(f"{app.address}/desk"), "Mona Manager")
    find(mona, case)
    sam = act_as(tab(f"{app.address}/desk"), "Sam Senior")
    find(sam, case)
    expect(sam.locator(".around")).to_contain_text("Mona Manager has this case")
    approve = sam.locator(".st-key-mainacts button").first
    expect(approve).to_be_disabled()
    sam.get_by_role("button", name="Ask to take over").click()
    expect(sam.locator(".around")).to_contain_text("You have asked for it")
    expect(mona.locator(".around")).to_contain_text("Sam Senior asks for this case")
    mona.get_by_role("button", name="Hand over").click()
    expect(mona.locator(".casehead")).not_to_contain_text(case)
    expect(approve).to_be_enabled()


def find(page: Page, case: str) -> None:
    """Open a case by its number; a new one is there as soon as it is drafted."""
    field = page.get_by_role("textbox", name="Search by case")
    field.fill(case)
    field.press("Enter")
    expect(page.locator(".casehead")).to_contain_text(case)
    settle(page)


def test_a_key_right_after_a_search_is_no_more_of_its_words(app: Served, tab: Open) -> None:
    page = act_as(tab(f"{app.address}/desk"), "Mona Manager")
    field = page.get_by_role("textbox", name="Search by case")
    field.fill(number(page))
    field.press("Enter")
    page.keyboard.press("x")
    expect(page.get_by_role("heading", name="Why reject it?")).to_be_visible()
    expect(field).to_have_value("")


def test_a_key_that_is_held_passes_over_one_case(app: Served, tab: Open) -> None:
    page = tab(f"{app.address}/desk")
    nobodys = page.locator(".row.case:not(:has(.has, .ini))").all()
    first = number(page)
    free = [case for row in nobodys if (case := row.get_attribute("data-what")) != first]
    page.locator("h2").first.click()
    for _ in range(8):
        page.keyboard.down("n")
    page.keyboard.up("n")
    expect(page.locator(".casehead .copy")).not_to_contain_text(first)
    settle(page)
    assert number(page) in free[:2], "one case was passed over, not eight"


def test_a_double_click_on_approve_decides_one_case(app: Served, tab: Open) -> None:
    page = act_as(tab(f"{app.address}/desk"), "Mona Manager")
    before = waiting(page)
    first = number(page)
    page.wait_for_timeout(1200)  # a decision sooner than anybody can read is refused
    page.locator(".st-key-mainacts button").first.dblclick()
    page.wait_for_timeout(1500)
    yes = page.get_by_role("button", name=re.compile("^Yes,"))
    if yes.count():
        assert waiting(page) == before, "the second click was no confirmation"
    else:
        expect(page.locator(".undo")).to_be_visible()
        expect(page.locator(".casehead .copy")).not_to_contain_text(first)
        assert before - waiting(page) <= 1


def test_two_tabs_of_one_person_decide_a_case_once(app: Served, tab: Open) -> None:
    case = a_case(app, "vase")
    one = act_as(tab(f"{app.address}/desk"), "Mona Manager")
    find(one, case)
    other = one.context.new_page()
    other.goto(f"{app.address}/desk?case={case}")
    settle(other)
    for page in (one, other):
        expect(page.locator(".st-key-mainacts button").first).to_be_enabled()
    one.wait_for_timeout(1200)
    one.keyboard.press("q")
    one.get_by_label("Question", exact=True).fill("Which of them is broken?")
    one.get_by_role("button", name=re.compile("^Send the question")).click()
    expect(one.locator(".undo")).to_be_visible()
    other.bring_to_front()
    expect(other.locator(".st-key-decide")).to_contain_text("waits for the customer's answer")
    assert other.locator(".st-key-mainacts button").count() == 0
    other.close()


def test_a_reload_in_the_middle_of_an_answer_decides_nothing(app: Served, tab: Open) -> None:
    case = a_case(app, "jug")
    page = act_as(tab(f"{app.address}/desk"), "Mona Manager")
    find(page, case)
    page.goto(f"{app.address}/desk?case={case}")
    expect(settle(page).locator(".st-key-mainacts button").first).to_be_enabled()
    page.keyboard.press("q")
    page.get_by_label("Question", exact=True).fill("Which of them is broken?")
    page.reload()
    expect(page.locator(".casehead")).to_contain_text(case)
    expect(settle(page).locator(".st-key-mainacts button").first).to_be_enabled()
    expect(page.get_by_label("Question", exact=True)).to_have_count(0)


def test_the_back_button_neither_sends_an_answer_nor_takes_one_back(app: Served, tab: Open) -> None:
    case = a_case(app, "carafe")
    page = act_as(tab(f"{app.address}/desk"), "Mona Manager")
    page.get_by_role("button", name="Unassigned,").click()
    expect(page.get_by_role("heading", name="Unassigned,")).to_be_visible()
    find(page, case)
    expect(page.locator(".st-key-mainacts button").first).to_be_enabled()
    page.keyboard.press("q")
    page.get_by_label("Question", exact=True).fill("Which of them is broken?")
    page.go_back()
    expect(page.get_by_role("heading", name="To decide,")).to_be_visible()
    find(settle(page), case)
    expect(page.get_by_label("Question", exact=True)).to_have_value("Which of them is broken?")
    page.wait_for_timeout(1200)  # a decision sooner than anybody can read is refused
    page.get_by_role("button", name=re.compile("^Send the question")).click()
    expect(page.locator(".undo")).to_be_visible()
    page.go_forward()
    expect(page.get_by_role("heading", name="Unassigned,")).to_be_visible()
    find(settle(page), case)
    expect(page.locator(".st-key-decide")).to_contain_text("waits for the customer's answer")


def test_an_answer_to_a_draft_that_changed_behind_the_form_is_refused(app: Served, tab: Open) -> None:
    case = a_case(app, "bowl", ticket_id="T-stale")
    mona = act_as(tab(f"{app.address}/desk"), "Mona Manager")
    find(mona, case)
    expect(mona.locator(".st-key-mainacts button").first).to_be_enabled()
    mona.keyboard.press("x")
    expect(mona.get_by_role("heading", name="Why reject it?")).to_be_visible()
    rita = tab(f"{app.address}/case?case={case}")
    app.send(body="It is the whole set.", in_reply_to="T-stale", email="ben.okafor@example.com")
    for _ in range(40):  # looks, until the worker has drafted it anew
        if rita.get_by_text("Version 2:").count():
            break
        rita.reload()
        settle(rita)
    mona.bring_to_front()
    mona.keyboard.press("0")
    expect(mona.locator(".st-key-decide").get_by_role("alert")).to_contain_text("Not taken")
    expect(mona.locator(".undo")).to_have_count(0)


def test_a_note_reaches_whom_it_calls_and_is_shown_as_it_was_written(app: Served, tab: Open) -> None:
    mona = act_as(tab(f"{app.address}/desk"), "Mona Manager")
    case = number(mona)
    mona.locator("h2").first.click()
    mona.keyboard.press("m")
    expect(mona.get_by_label("New note")).to_be_focused()
    mona.get_by_label("New note").fill("<img src=http://evil.example/x.png> **look** \u202eabc")
    mona.get_by_role("combobox", name="Call somebody").click()
    mona.get_by_role("option", name="Sam Senior").click()
    mona.keyboard.press("Tab")  # leaves the list of names
    mona.get_by_role("button", name="Write it").click()
    expect(mona.locator(".notes")).to_contain_text("<img src=http://evil.example/x.png> **look**")
    assert mona.locator(".notes img").count() == 0
    mona.keyboard.press("Escape")
    expect(mona.get_by_label("New note")).to_have_count(0)
    mona.keyboard.press("n")  # lets go of it
    settle(mona)
    sam = act_as(tab(f"{app.address}/desk"), "Sam Senior")
    sam.get_by_role("button", name="My day").click()
    sam.locator(".calls button").first.click()
    expect(sam.locator(".casehead")).to_contain_text(case)
    expect(sam.locator(".notes")).to_contain_text("Sam Senior")
