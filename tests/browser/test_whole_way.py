"""A request from the customer's words to the money, as people see it in two browsers."""

import re

from playwright.sync_api import Page, expect

from tests.browser.conftest import Open, act_as, settle
from tests.browser.served import Served

HELD = (
    "The bowls of order 48643 arrived broken and I am angry. I want my money back, or my lawyer hears of it."
)


def _write(page: Page, text: str) -> None:
    page.get_by_placeholder("Write as the customer").fill(text)
    page.keyboard.press("Enter")


def _asking(app: Served, tab: Open) -> Page:
    """A customer who has just sent what a person must decide."""
    customer = tab(f"{app.address}/request")
    _be(customer, "Caleb Foster", "48643")
    _write(customer, HELD)
    return customer


def _case(page: Page) -> str:
    return page.locator("a.go", has_text="Case ").inner_text().split()[-1]


def test_a_held_request_is_approved_in_another_tab_and_shows_by_itself(app: Served, tab: Open) -> None:
    customer = _asking(app, tab)
    expect(customer.locator(".tl .it").first).to_be_attached()
    expect(customer.locator(".out h2")).to_have_text("A person is looking at it")
    customer.locator(".fold summary").click()
    expect(customer.locator(".fold")).to_contain_text("Checked the rules")
    case = _case(customer)

    desk = tab(f"{app.address}/desk?case={case}")
    act_as(desk, "Mona Manager")
    expect(desk.locator(".casehead")).to_contain_text(case)
    expect(desk.locator("mark.x").first).to_be_visible()
    desk.wait_for_timeout(1000)  # a decision sooner than anybody can read is refused
    desk.keyboard.press("a")
    _confirm(desk)

    expect(customer.locator(".out h2")).not_to_have_text("A person is looking at it")
    expect(customer.locator(".out .ink2")).to_contain_text("by a person")
    expect(customer.locator(".bub.them").last).to_contain_text("Hello")


def _confirm(desk: Page) -> None:
    """Say yes, and type what is asked for, where the stakes want it; until the decision is taken."""
    yes, taken = desk.get_by_role("button", name=re.compile("^Yes,")), desk.locator(".undo")
    expect(yes.or_(taken)).to_be_visible()
    if yes.is_visible():
        field = desk.get_by_role("textbox", name="to confirm")
        if field.count():
            field.fill((field.get_attribute("aria-label") or "").split()[1])
        yes.click()
    expect(taken).to_be_visible()


def test_a_small_clear_request_is_paid_without_a_person(app: Served, tab: Open) -> None:
    customer = tab(f"{app.address}/request")
    _be(customer, "Samuel Green", "48419")
    _write(
        customer, "The picture frame of order 48419 arrived damaged, its glass is cracked. Please refund it."
    )
    expect(customer.locator(".out h2")).to_have_text("$9.80 refunded")
    expect(customer.locator(".out .ink2").first).to_contain_text("by the agent alone")
    expect(customer.locator(".out")).to_contain_text("RP-")
    expect(customer.locator(".bub.them").last).to_contain_text("$9.80")


def _be(page: Page, customer: str, order: str) -> None:
    """That customer, about that order, once it is their orders that can be chosen."""
    orders = page.get_by_role("combobox", name="About which order")
    before = orders.input_value()
    if customer not in page.get_by_role("combobox", name="You are").input_value():  # whom the page proposes
        _choose(page, "You are", customer)
        expect(orders).not_to_have_value(before)
    if order not in orders.input_value():
        _choose(page, "About which order", order)


def _choose(page: Page, field: str, containing: str) -> None:
    page.get_by_role("combobox", name=field).click()
    page.keyboard.type(containing)  # hundreds of names: those out of sight are not in the page
    page.get_by_role("option", name=containing).first.click()
    settle(page)


def test_a_sample_is_sent_with_one_click_and_nothing_moves_while_it_is_worked_on(
    app: Served, tab: Open
) -> None:
    customer = tab(f"{app.address}/request?sample=large")
    expect(customer.locator(".note.watch")).to_contain_text("Watch:")
    to_come = customer.locator(".tl.steps .it").evaluate_all(
        "all => all.map(it => it.getBoundingClientRect().x)"
    )
    assert len(to_come) > 3
    assert len(set(to_come)) == 1, "one below the other"
    customer.get_by_test_id("stChatInputSubmitButton").click()
    customer.locator(".tl .it").first.wait_for(state="attached")
    places = {_place(customer)}
    for _ in range(20):
        customer.wait_for_timeout(100)
        places.add(_place(customer))
    expect(customer.locator(".out h2")).to_have_text("A person is looking at it")
    places.add(_place(customer))
    assert len(places) == 1, places


def _place(page: Page) -> float:
    """Where the switch stands that is below the agent's steps."""
    return round(page.locator(".st-key-company_sees").bounding_box()["y"])  # type: ignore[index]


def test_a_reload_finds_the_request_again(app: Served, tab: Open) -> None:
    customer = _asking(app, tab)
    expect(customer.locator(".out h2")).to_be_visible()
    customer.reload()
    settle(customer)
    expect(customer.locator(".bub.me").first).to_contain_text("my lawyer")


def test_a_key_that_is_held_decides_once(app: Served, tab: Open) -> None:
    desk = tab(f"{app.address}/desk")
    act_as(desk, "Mona Manager")
    before = _waiting(desk)
    desk.wait_for_timeout(1000)
    for _ in range(12):
        desk.keyboard.down("x")  # without its release: what a held key sends
    desk.keyboard.up("x")
    expect(desk.get_by_role("heading", name="Why reject it?")).to_be_visible()
    assert _waiting(desk) == before


def _waiting(desk: Page) -> int:
    return int(desk.locator(".row.view .n").first.inner_text())


def test_a_new_case_shows_on_an_open_desk_by_itself(app: Served, tab: Open) -> None:
    desk = tab(f"{app.address}/desk")
    act_as(desk, "Mona Manager")
    before = _waiting(desk)
    app.send(body="I was injured by the lamp, pay me back!", email="ben.okafor@example.com")
    expect(desk.locator(".row.view .n").first).to_have_text(str(before + 1))


def test_the_question_mark_lists_the_keys(app: Served, tab: Open) -> None:
    desk = tab(f"{app.address}/desk")
    desk.keyboard.press("?")
    expect(desk.get_by_role("dialog")).to_contain_text("Ask the customer")
