"""A real browser on the real app.

- `demo_var`: an installation's folder with the demo company, to be copied
- `app`: one running app for the tests that do not mind each other
- `act_as`, `settle`: what most tests do with it
- `tab`: opens a tab, settled, in a session of its own, watched for calls that leave this machine
"""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Playwright, expect, sync_playwright

from hitl.steps.simulate.reviewers import PEOPLE
from tests.browser.served import Served, serving
from tests.demo_company import AS_OF, prepared

ARGUMENTS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
SETTLED = '[data-testid="stApp"][data-test-script-state="notRunning"]'
LOCAL = ("http://127.0.0.1:", "ws://127.0.0.1:", "data:", "blob:", "about:")
KNOWN = "404"  # a page opened by its address asks for two files beside it first, finds none, and goes on

PATIENCE = 60_000
"""Milliseconds: a busy machine is slow, not wrong, and whoever passes does not wait."""
expect.set_options(timeout=PATIENCE)

Open = Callable[..., Page]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """So that they can be chosen, or left out, by their mark."""
    for item in items:
        if "tests/browser" in str(item.path):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def demo_var(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo company."""
    return prepared(tmp_path_factory)


@pytest.fixture(scope="session")
def app(demo_var: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The app with its worker, on the demo company."""
    var = tmp_path_factory.mktemp("app") / "var"
    shutil.copytree(demo_var, var)
    with serving(var, as_of=AS_OF) as served:
        yield served


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium."""
    with sync_playwright() as playwright:
        started = launched(playwright)
        yield started
        started.close()


def launched(playwright: Playwright) -> Browser:
    """A browser, with a profile of its own."""
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    assert found, "the browser tests need Debian's chromium: make browser"
    return playwright.chromium.launch(executable_path=found, args=list(ARGUMENTS))


@pytest.fixture
def tab(browser: Browser) -> Iterator[Open]:
    """Opens pages, each with cookies of its own; whatever leaves the machine or breaks fails the test."""
    complaints: list[str] = []
    contexts = []

    def open_tab(address: str, *, scheme: str = "light", width: int = 1440, height: int = 900) -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": height},
            color_scheme=scheme,  # type: ignore[arg-type]
            reduced_motion="reduce",
            timezone_id="Europe/Berlin",
        )
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        page = context.new_page()
        page.on("request", lambda call: None if call.url.startswith(LOCAL) else complaints.append(call.url))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda said: complaints.append(said.text) if _bad(said.type, said.text) else None)
        page.goto(address)
        return settle(page)

    yield open_tab
    for context in contexts:
        context.close()
    assert complaints == []


def _bad(kind: str, text: str) -> bool:
    return kind == "error" and KNOWN not in text


def act_as(page: Page, name: str) -> Page:
    """Choose whom one acts as, and wait until the page is that person's."""
    email = next(user.email for user in PEOPLE if user.name == name)
    page.get_by_role("combobox", name="Act as").click()
    page.get_by_role("option", name=name).click()
    page.wait_for_function("who => decodeURIComponent(document.cookie).includes(who)", arg=email)
    return settle(page)


def settle(page: Page) -> Page:
    """Wait until the script has run and nothing is a placeholder any more."""
    page.wait_for_selector(SETTLED)
    page.wait_for_selector('[data-testid="stSkeleton"]', state="detached")
    page.wait_for_selector(SETTLED)
    return page
