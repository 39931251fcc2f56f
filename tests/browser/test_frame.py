"""The frame around every page: its sizes, its first opening in a fresh process, its headers."""

import re
import shutil
from pathlib import Path
from urllib.request import urlopen

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Open, act_as, settle
from tests.browser.served import Served, serving
from tests.demo_company import AS_OF, case_of

PAGES = {
    "": "The story in five steps",
    "start": "The story in five steps",
    "request": "Ask for a refund",
    "desk": "To decide, by priority",
    "metrics": "Metrics",
    "rollout": "Rollout",
    "case?case=CS-1001": "Case",
}
USUAL = ("FH-0601", "FH-0606", "FH-0632", "FH-0612")
"""Tickets of the demo company: a plain one, one with five reasons, one with a doubt, one above a reviewer."""
HIDDEN = """() => Object.fromEntries([".st-key-centre", ".st-key-draftbody"].map((pane) => {
  const at = document.querySelector(pane)
  return [pane, at.scrollHeight - at.clientHeight]
}))"""
"""How many pixels of each pane can only be seen by scrolling."""


def test_the_desk_fits_the_window_in_three_panes(app: Served, tab: Open) -> None:
    page = tab(f"{app.address}/desk")
    boxes = {name: page.locator(f".st-key-{name}").bounding_box() for name in ("rail", "centre", "right")}
    sizes = {
        name: (round(box["x"]), round(box["y"]), round(box["width"])) for name, box in boxes.items() if box
    }
    assert sizes == {"rail": (0, 44, 276), "centre": (276, 44, 736), "right": (1012, 44, 428)}
    assert page.evaluate("document.querySelector('[data-testid=stMain]').scrollHeight <= innerHeight")
    bar = page.locator(".st-key-decide").bounding_box()
    assert bar is not None
    assert round(bar["y"] + bar["height"]) == 900


def test_usual_cases_are_whole_on_the_screen_with_nothing_to_scroll(app: Served, tab: Open) -> None:
    page = tab(f"{app.address}/desk")
    search = page.locator(".st-key-rail_search input")
    for case_id in (case_of(app.var, ticket) for ticket in USUAL):
        search.fill(case_id)
        search.press("Enter")
        expect(page.locator(f'.casehead [data-copy="{case_id}"]')).to_be_visible()
        assert settle(page).evaluate(HIDDEN) == {".st-key-centre": 0, ".st-key-draftbody": 0}, case_id


def test_a_sentence_for_the_draft_points_to_what_it_rests_on(app: Served, tab: Open) -> None:
    page = tab(f"{app.address}/desk?case={case_of(app.var, USUAL[0])}")
    for rests_on, text in (("order 48291", "Order 48291"), ("message 1", "My package"), ("RP-2", "RP-2")):
        page.locator(".rat").get_by_role("button", name=rests_on, exact=True).click()
        expect(page.locator(".pointed")).to_contain_text(text)


@pytest.mark.parametrize("path", [path for path in PAGES if path != "request"])
def test_no_page_scrolls_sideways_on_a_telephone(app: Served, tab: Open, path: str) -> None:
    page = tab(f"{app.address}/{path}", width=390, height=844)
    assert page.evaluate("document.scrollingElement.scrollWidth <= innerWidth")
    overflow = page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth - innerWidth")
    assert overflow <= 0


@pytest.mark.parametrize("path", ["start", "request", "desk", "metrics"])
def test_a_page_is_whole_when_it_is_the_first_that_a_process_serves(
    demo_var: Path, tmp_path: Path, tab: Open, path: str
) -> None:
    shutil.copytree(demo_var, tmp_path / "var")
    with serving(tmp_path / "var", workers=0, as_of=AS_OF) as served:
        page = tab(f"{served.address}/{path}")
        expect(page.get_by_role("heading", name=PAGES[path], exact=False).first).to_be_visible()
        expect(page.get_by_role("combobox", name="Act as")).to_be_visible()
        expect(page.get_by_role("link", name="Review desk")).to_be_visible()
        page.close()  # before its server, whose end it would complain about


def test_it_starts_with_uvicorn_too_and_stops_with_its_worker(demo_var: Path, tmp_path: Path) -> None:
    shutil.copytree(demo_var, tmp_path / "var")
    command = ("-m", "uvicorn", "app:app", "--host", "127.0.0.1", "--port")
    with serving(tmp_path / "var", command=command, as_of=AS_OF) as served:
        assert served.health()["ok"] is True
    with serving(tmp_path / "var", workers=0, as_of=AS_OF) as served:
        assert served.health()["workers"] == 0


@pytest.mark.parametrize("path", ["", "desk", "api/health", "app/static/icon.png"])
def test_every_answer_carries_the_headers(app: Served, path: str) -> None:
    with urlopen(f"{app.address}/{path}", timeout=20) as answer:
        assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]
        assert answer.headers["x-content-type-options"] == "nosniff"


def test_a_reload_and_a_new_tab_know_whom_one_acts_as(app: Served, tab: Open) -> None:
    page = act_as(tab(f"{app.address}/desk"), "Mona Manager")
    _acts(page, "Mona Manager, manager")
    page.reload()
    _acts(page, "Mona Manager, manager")
    other = page.context.new_page()
    other.goto(f"{app.address}/metrics")
    _acts(other, "Mona Manager, manager")
    _acts(tab(f"{app.address}/desk"), "Rita Reviewer, reviewer")


def _acts(page: Page, name: str) -> None:
    expect(page.get_by_role("combobox", name="Act as")).to_have_value(name)


@pytest.mark.parametrize(
    ("key", "field"), [("e", "Refund, up to"), ("s", "What should they know"), ("q", "Question")]
)
def test_a_form_opened_by_its_key_is_ready_to_be_filled(app: Served, tab: Open, key: str, field: str) -> None:
    page = tab(f"{app.address}/desk")
    page.keyboard.press(key)
    expect(page.locator(".st-key-decide").get_by_label(re.compile(f"^{field}")).first).to_be_focused()
    if key != "s":
        page.get_by_role("button", name="Saved replies").click(trial=True)  # nothing lies over it
    if key == "e":
        page.keyboard.type("1.25")
        expect(page.get_by_label(re.compile("^Refund, up to"))).to_have_value("1.25")
    _goes_back(page)


def test_a_rejection_asks_for_its_reason_and_leaves_the_keys_to_choose_one(app: Served, tab: Open) -> None:
    page = tab(f"{app.address}/desk")
    page.keyboard.press("x")
    expect(page.get_by_role("heading", name="Why reject it?")).to_be_visible()
    expect(page.locator(".st-key-reasons kbd")).to_have_text([*"123456789", "0"])
    expect(page.locator("input:focus, textarea:focus")).to_have_count(0)
    _goes_back(page)


def _goes_back(page: Page) -> None:
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Ask", exact=False).first).to_be_visible()
    expect(page.get_by_role("button", name="Back", exact=True)).to_have_count(0)
