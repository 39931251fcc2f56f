"""The queue as only a browser shows it: the address, the clipboard, the keys, the clock."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Open, settle
from tests.browser.served import Served
from tests.browser.test_desk_people import a_case, find, number

ROOM = 10
"""Cases that have room under the views at 1440 × 900."""


def _view(page: Page, name: str) -> None:
    page.get_by_role("button", name=f"{name},").click()
    expect(page.get_by_role("heading", name=f"{name},")).to_be_visible()


def test_ten_cases_have_room_under_the_views(app: Served, tab: Open) -> None:
    page = tab(f"{app.address}/desk")
    boxes = [row.bounding_box() for row in page.locator(".row.case").all()]
    assert len(boxes) == ROOM
    foot = page.locator(".row.foot").bounding_box()
    assert foot is not None
    assert all(box is not None and box["y"] + box["height"] <= foot["y"] for box in boxes)
    assert {round(row.bounding_box()["height"]) for row in page.locator(".row.view").all()} == {27}  # type: ignore[index]


def test_the_back_button_brings_the_view_before(app: Served, tab: Open) -> None:
    page = tab(f"{app.address}/desk")
    _view(page, "Unassigned")
    _view(page, "Overdue")
    assert "view=overdue" in page.url
    page.go_back()
    expect(page.get_by_role("heading", name="Unassigned,")).to_be_visible()
    page.go_back()
    expect(page.get_by_role("heading", name="To decide,")).to_be_visible()
    page.go_forward()
    expect(page.get_by_role("heading", name="Unassigned,")).to_be_visible()


def test_a_link_brings_the_same_filtered_view_to_a_colleague(app: Served, tab: Open) -> None:
    page = tab(f"{app.address}/desk")
    page.get_by_role("button", name="Filter this view").click()
    page.get_by_role("combobox", name="Came by").click()
    page.get_by_role("option", name="E-mail").click()
    page.get_by_role("button", name="Show", exact=True).click()
    expect(page.locator(".railchips")).to_contain_text("E-mail")
    shown = [row.get_attribute("data-what") for row in settle(page).locator(".row.case").all()]
    other = tab(page.url)
    expect(other.locator(".railchips")).to_contain_text("E-mail")
    assert [row.get_attribute("data-what") for row in other.locator(".row.case").all()] == shown
    other.get_by_role("button", name="Remove the filter: E-mail").click()
    expect(other.locator(".railchips")).to_have_count(0)
    assert "channel" not in other.url


def test_a_case_number_is_copied_with_one_press(app: Served, tab: Open) -> None:
    page = tab(f"{app.address}/desk")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    case = number(page)
    page.get_by_role("button", name=f"Copy {case}").click()
    expect(page.locator(".said")).to_have_text(f"{case} is copied")
    assert page.evaluate("navigator.clipboard.readText()") == case


@pytest.mark.parametrize(("there", "back"), [("j", "k")])
def test_the_keys_go_down_and_up_the_list(app: Served, tab: Open, there: str, back: str) -> None:
    page = tab(f"{app.address}/desk")
    page.locator(".row.case").first.click()
    rows = [row.get_attribute("data-what") for row in page.locator(".row.case").all()]
    expect(page.locator(".row.case.on")).to_have_attribute("data-what", str(rows[0]))
    page.keyboard.press(there)
    expect(page.locator(".row.case.on")).to_have_attribute("data-what", str(rows[1]))
    page.keyboard.press(back)
    expect(page.locator(".row.case.on")).to_have_attribute("data-what", str(rows[0]))


def test_keys_do_nothing_while_somebody_types(app: Served, tab: Open) -> None:
    page = tab(f"{app.address}/desk")
    case = number(page)
    page.locator("h2").first.click()
    page.keyboard.press("f")
    field = page.get_by_role("textbox", name="Search by case")
    expect(field).to_be_focused()
    page.keyboard.type("nzgm jk")
    expect(field).to_have_value("nzgm jk")
    assert number(page) == case


def test_a_reload_finds_the_case_again_that_was_open(app: Served, tab: Open) -> None:
    case = a_case(app, "tray")
    page = tab(f"{app.address}/desk")
    find(page, case)
    expect(page.locator(".st-key-mainacts button").first).to_be_enabled()
    page.reload()
    expect(page.locator(".casehead")).to_contain_text(case)


def test_due_times_count_down_without_the_server(app: Served, tab: Open) -> None:
    page = tab(f"{app.address}/desk")
    due = page.locator(".casehead [data-due]")
    page.evaluate("""() => {
        const chip = document.querySelector('.casehead [data-due]')
        const clock = Number(document.querySelector('[data-now]').dataset.now)
        chip.dataset.due = String(clock + 90)
    }""")
    expect(due).to_contain_text("due in 1 min")
    page.evaluate("""() => {
        const chip = document.querySelector('.casehead [data-due]')
        chip.dataset.due = String(Number(document.querySelector('[data-now]').dataset.now) - 300)
    }""")
    expect(due).to_contain_text("5 min late")
    expect(due.locator(".late")).to_be_visible()
    row = page.locator(".row.case [data-due]").first
    expect(row.locator(".late")).to_be_hidden()
    page.evaluate("document.querySelector('.row.case [data-due]').dataset.due = '1'")
    expect(row).to_contain_text("days late")
    expect(row.locator(".late")).to_be_visible()


def test_a_saved_view_is_chosen_and_removed(app: Served, tab: Open) -> None:
    page = tab(f"{app.address}/desk?view=unassigned&sort=oldest")
    page.get_by_role("button", name="Saved views").click()
    page.get_by_role("textbox", name="Name for the view").fill("Old <b>ones</b>")
    page.get_by_role("button", name="Save this view").click()
    expect(page.locator(".savedview")).to_have_text(re.compile("Old <b>ones</b>"))
    page.keyboard.press("Escape")
    _view(page, "To decide")
    page.get_by_role("button", name="Saved views").click()
    page.get_by_role("button", name="Old <b>ones</b>", exact=True).click()
    expect(page.get_by_role("heading", name="Unassigned, oldest first")).to_be_visible()
    page.get_by_role("button", name="Saved views").click()
    page.get_by_role("button", name="Remove Old <b>ones</b>").click()
    expect(page.locator(".savedview")).to_have_count(0)
