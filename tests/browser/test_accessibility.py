"""No page has a finding of axe that is serious or critical, in light or dark, wide or narrow.

A page is opened once and looked at in each dress: whoever changes the scheme or turns the telephone does
not load it anew either.
"""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.browser.conftest import Open, settle
from tests.browser.served import Served

GRAVE = {"serious", "critical"}
FORMS = ("e", "x", "s", "q")
PANELS = ("Filter this view", "Saved views", "Sort:", "My day", "Notes,", "Give to a colleague", "Snooze (Z)")


@pytest.mark.parametrize("path", ["", "request", "desk", "metrics", "rollout", "case?case=CS-1001"])
def test_axe_finds_nothing_grave(app: Served, tab: Open, path: str) -> None:
    page = tab(f"{app.address}/{path}")
    assert _in_every_dress(page, path) == []


def test_axe_finds_nothing_grave_in_the_forms_of_the_desk(app: Served, tab: Open) -> None:
    page = tab(f"{app.address}/desk")
    grave = []
    for key in FORMS:
        page.keyboard.press(key)
        page.get_by_role("button", name=re.compile("^Back")).wait_for()
        grave += _grave(page, key, within=".st-key-decide")
        page.keyboard.press("Escape")
        page.get_by_role("button", name=re.compile("^Back")).wait_for(state="detached")
        settle(page)
    assert grave == []


def test_axe_finds_nothing_grave_in_the_panels_of_the_desk(app: Served, tab: Open) -> None:
    page = tab(f"{app.address}/desk")
    grave = []
    for panel in PANELS:
        page.get_by_role("button", name=panel).first.click()
        page.get_by_role("button", name="Close", exact=True).wait_for()
        for scheme in ("light", "dark"):
            grave += _grave(_dressed(page, scheme), panel, scheme, within='[class*="st-key-over_"]')
        page.get_by_role("button", name="Close", exact=True).click()
        page.get_by_role("button", name="Close", exact=True).wait_for(state="detached")
    assert grave == []


def test_axe_finds_nothing_grave_in_the_states_of_a_request(app: Served, tab: Open) -> None:
    page = tab(f"{app.address}/request?sample=unclear")
    grave = _in_every_dress(page, "before it is sent")
    page.get_by_test_id("stChatInputSubmitButton").click()
    page.locator(".out h2").wait_for()
    page.get_by_text("What the company sees").click()
    page.locator(".company").wait_for()
    page.locator("[data-testid=stMain]").evaluate("main => main.scrollTo(0, 0)")
    assert grave + _in_every_dress(page, "answered") == []


@pytest.mark.parametrize("way", ["E-mail", "Form"])
def test_axe_finds_nothing_grave_in_the_ways_of_writing(app: Served, tab: Open, way: str) -> None:
    page = tab(f"{app.address}/request")
    page.get_by_text(way, exact=True).click()
    page.get_by_role("button", name="Send the").wait_for()
    assert _grave(page, way) == []


def _in_every_dress(page: Page, state: str) -> list[str]:
    grave = []
    for scheme, width in (("light", 1440), ("dark", 1440), ("light", 390)):
        page.set_viewport_size({"width": width, "height": 900})
        grave += _grave(_dressed(page, scheme), state, f"{scheme} {width}")
    page.set_viewport_size({"width": 1440, "height": 900})
    return grave


def _dressed(page: Page, scheme: str) -> Page:
    """The page in that scheme, as it follows the system's."""
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    page.wait_for_function(
        "scheme => [document.querySelector('.stApp'), document.documentElement]"
        ".every(one => getComputedStyle(one).colorScheme === scheme)",
        arg=scheme,
    )
    return settle(page)


def _grave(page: Page, *state: str, within: str = "html") -> list[str]:
    found = Axe().run(settle(page), context=within).response["violations"]
    return [
        f"{', '.join(state)}: {one['id']}: {[node['html'][:160] for node in one['nodes'][:3]]}"
        for one in found
        if one["impact"] in GRAVE
    ]
