"""No page has a finding of axe that is serious or critical, in light or dark, wide or narrow."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.browser.conftest import Open, settle
from tests.browser.served import Served

GRAVE = {"serious", "critical"}


@pytest.mark.parametrize(("scheme", "width"), [("light", 1440), ("dark", 1440), ("light", 390)])
@pytest.mark.parametrize("path", ["", "request", "desk", "metrics", "case?case=CS-1001"])
def test_axe_finds_nothing_grave(app: Served, tab: Open, path: str, width: int, scheme: str) -> None:
    page = tab(f"{app.address}/{path}", scheme=scheme, width=width)
    found = Axe().run(page).response["violations"]
    grave = {
        one["id"]: [node["html"][:160] for node in one["nodes"][:3]]
        for one in found
        if one["impact"] in GRAVE
    }
    assert grave == {}


@pytest.mark.parametrize("key", ["e", "x", "s", "q"])
def test_axe_finds_nothing_grave_in_the_forms_of_the_desk(app: Served, tab: Open, key: str) -> None:
    page = tab(f"{app.address}/desk")
    page.keyboard.press(key)
    page.get_by_role("button", name=re.compile("^Back")).wait_for()
    found = Axe().run(page).response["violations"]
    assert [one["id"] for one in found if one["impact"] in GRAVE] == []


@pytest.mark.parametrize(("scheme", "width"), [("light", 1440), ("dark", 1440), ("light", 390)])
def test_axe_finds_nothing_grave_in_the_states_of_a_request(
    app: Served, tab: Open, width: int, scheme: str
) -> None:
    page = tab(f"{app.address}/request?sample=unclear", scheme=scheme, width=width)
    grave = _grave(page)
    page.get_by_test_id("stChatInputSubmitButton").click()
    page.locator(".out h2").wait_for(timeout=30_000)
    page.get_by_text("What the company sees").click()
    page.locator(".company").wait_for(timeout=15_000)
    page.locator("[data-testid=stMain]").evaluate("main => main.scrollTo(0, 0)")
    assert grave + _grave(page) == []


@pytest.mark.parametrize("way", ["E-mail", "Form"])
def test_axe_finds_nothing_grave_in_the_ways_of_writing(app: Served, tab: Open, way: str) -> None:
    page = tab(f"{app.address}/request")
    page.get_by_text(way, exact=True).click()
    page.get_by_role("button", name="Send the").wait_for()
    assert _grave(page) == []


def _grave(page: Page) -> list[str]:
    found = Axe().run(page).response["violations"]
    return [f"{one['id']}: {one['nodes'][0]['html'][:160]}" for one in found if one["impact"] in GRAVE]


@pytest.mark.parametrize(
    "panel",
    ["Filter this view", "Saved views", "Sort:", "My day", "Notes,", "Give to a colleague", "Snooze (Z)"],
)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_grave_in_the_panels_of_the_desk(
    app: Served, tab: Open, panel: str, scheme: str
) -> None:
    page = tab(f"{app.address}/desk", scheme=scheme)
    page.get_by_role("button", name=panel).first.click()
    page.get_by_role("button", name="Close", exact=True).wait_for()
    found = Axe().run(settle(page)).response["violations"]
    assert [(one["id"], one["nodes"][0]["html"][:200]) for one in found if one["impact"] in GRAVE] == []
