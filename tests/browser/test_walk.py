"""The demo's story, walked by somebody who has never seen it: clicks are counted, nothing else is known."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Open, settle
from tests.browser.served import Served, serving
from tests.demo_company import AS_OF

MOST = 6
"""Clicks from the page's opening to a case that a person decided."""


@pytest.fixture
def demo(demo_var: Path, tmp_path: Path) -> Iterator[Served]:
    """The app as a first visitor finds it: nobody has asked about any order yet."""
    shutil.copytree(demo_var, tmp_path / "var")
    with serving(tmp_path / "var", as_of=AS_OF) as served:
        yield served


YES = re.compile("^Yes,")
"""Not "Daniel Reyes, $12.00": a name may hold the word."""


class Visitor:
    """Clicks what stands out, and counts."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.clicks = 0

    def click(self, name: str, *, role: str = "link") -> None:
        """One click on what carries that name."""
        self.page.get_by_role(role, name=name).first.click()  # type: ignore[arg-type]
        self.clicks += 1

    def send(self) -> None:
        """The request that is ready."""
        settle(self.page)
        self.page.locator("[data-testid=stChatInputSubmitButton]").click()
        self.clicks += 1

    def decide(self) -> None:
        """Approve what the draft proposes, and say yes where that is asked."""
        settle(self.page)
        self.page.wait_for_timeout(1000)  # nobody reads in no time; a decision before that is refused
        self.click("Approve", role="button")
        yes, taken = self.page.get_by_role("button", name=YES), self.page.locator(".undo")
        expect(yes.or_(taken).first).to_be_visible()
        if yes.is_visible():
            yes.click()
            self.clicks += 1
        expect(taken).to_be_visible()


def test_from_the_opening_to_a_decided_case_in_six_clicks(demo: Served, tab: Open) -> None:
    visitor = Visitor(tab(demo.address))
    page = visitor.page
    visitor.click("Send a larger one")
    visitor.send()
    expect(page.locator(".out h2")).to_have_text("A person is looking at it")
    visitor.click("Start")
    visitor.click("Decide it")
    visitor.decide()
    assert visitor.clicks <= MOST
    page.close()  # before its server, whose end it would complain about


def test_the_whole_story_has_no_dead_end(demo: Served, tab: Open) -> None:
    visitor = Visitor(tab(demo.address))
    page = visitor.page
    expect(page.locator(".stp.next h3")).to_have_text("A small refund goes alone")

    visitor.click("Send a small request")
    visitor.send()
    expect(page.locator(".out h2")).to_contain_text("refunded")
    visitor.click("next: a larger one", role="button")
    expect(page.locator(".bub")).to_have_count(0)  # a request of its own, not more words on the first
    visitor.send()
    expect(page.locator(".out h2")).to_have_text("A person is looking at it")
    visitor.click("next: decide it")
    visitor.decide()
    assert visitor.clicks <= MOST
    expect(page.locator(".walkat")).to_contain_text("3 of 5 seen")
    visitor.click("next: see why")
    expect(page.get_by_text("Request came in")).to_be_visible()
    visitor.click("next: the figures")
    expect(page.get_by_role("heading", name="Metrics")).to_be_visible()
    expect(page.locator(".walkat")).to_contain_text("5 of 5 seen")
    visitor.click("back to the start")
    expect(page.locator(".stp.done")).to_have_count(5)
    small, large = (page.locator(".stp .got").nth(step).inner_text() for step in (0, 1))
    assert "without a person" in small
    assert small.split(":")[1] != large.split(":")[1]
    page.close()  # before its server, whose end it would complain about


def test_another_tab_and_a_reload_know_how_far_one_is(app: Served, tab: Open) -> None:
    page = tab(app.address)
    page.get_by_role("link", name="Open its ledger").click()
    expect(page.locator(".walkat")).to_contain_text("1 of 5 seen")
    page.reload()
    expect(settle(page).locator(".walkat")).to_contain_text("1 of 5 seen")
    other = page.context.new_page()
    other.goto(app.address)
    expect(settle(other).locator(".stp.done h3")).to_have_text("See why it was done")


def test_the_strip_leaves_the_desk_its_height(app: Served, tab: Open) -> None:
    page = tab(app.address)
    page.get_by_role("link", name="Decide it").click()
    expect(page.locator(".walkat")).to_be_visible()
    bar = settle(page).locator(".st-key-decide").bounding_box()
    assert bar is not None
    assert round(bar["y"] + bar["height"]) == 900


def test_the_demo_is_reset_after_a_question_and_goes_on_whatever_is_clicked(demo: Served, tab: Open) -> None:
    page = tab(demo.address)
    asked = demo.send(body="Where is my money?", email="ben.okafor@example.com", ticket_id="T-before")
    page.get_by_role("link", name="Open its ledger").click()
    page.get_by_role("link", name="Start", exact=True).click()
    expect(page.locator(".stp.done")).to_have_count(1)
    page.get_by_role("button", name="Reset demo").click()
    page.get_by_role("button", name="Back").click()
    expect(page.get_by_role("dialog")).to_have_count(0)
    page.get_by_role("button", name="Reset demo").click()
    page.get_by_role("button", name="Yes, reset").click()
    expect(page.get_by_text("The demo company is loaded afresh.")).to_be_visible()
    page.get_by_role("link", name="Metrics", exact=True).click()  # a click elsewhere does not end it
    page.get_by_role("link", name="Start", exact=True).click()
    expect(page.get_by_role("button", name="Reset demo")).to_be_visible(timeout=120_000)
    expect(page.locator(".stp.done")).to_have_count(0)
    page.goto(f"{demo.address}/case?case=T-before")
    expect(settle(page).get_by_role("heading", name="No such case")).to_be_visible()
    assert asked.startswith("CS-")
    page.close()  # before its server, whose end it would complain about
