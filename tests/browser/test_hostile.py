"""Customers' words are text on every page: nothing of them is drawn, run or loaded."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Open, settle
from tests.browser.served import Served

HOSTILE = (
    "<img src='http://evil.example/a.png' onerror='document.title=\"owned\"'> "
    "![b](http://evil.example/b.png) <script>document.title='owned'</script> [c](javascript:alert(1)) "
    ":red[d] $x^2$ <b>e</b> \u202egnp.exe\u202c <style>body{display:none}</style> I want a refund."
)


@pytest.mark.parametrize("place", ["desk?case={}", "case?case={}"])
@pytest.mark.parametrize("scheme", ["light"])
def test_hostile_words_are_shown_as_they_were_written(
    app: Served, tab: Open, place: str, scheme: str
) -> None:
    case = app.send(body=HOSTILE, subject=HOSTILE[:400], email="x@y.example", order_id="<i>1</i>")
    page = tab(f"{app.address}/{place.format(case)}", scheme=scheme)
    expect(page.get_by_text("<script>document.title='owned'</script>").first).to_be_visible()
    assert page.title() != "owned"
    main = page.locator("[data-testid=stMain]")
    assert main.locator("img, script, iframe, b:text-is('e'), .katex").count() == 0
    assert "\u202e" not in main.inner_text()


@pytest.mark.parametrize("way", ["Chat", "E-mail", "Form"])
def test_hostile_words_in_every_field_of_the_request_are_shown_as_they_were_written(
    app: Served, tab: Open, way: str
) -> None:
    page = tab(f"{app.address}/request")
    page.get_by_role("radio", name=way, exact=True).or_(
        page.get_by_test_id("stBaseButton-segmented_control").filter(has_text=way)
    ).first.click()
    page.wait_for_timeout(500)
    _write(settle(page), way)
    expect(page.get_by_text("<script>document.title='owned'</script>").first).to_be_visible()
    page.locator(".out h2").wait_for()
    page.get_by_text("What the company sees").click()
    page.locator(".company").wait_for()
    assert page.title() != "owned"
    main = page.locator("[data-testid=stMain]")
    assert main.locator("img, script, iframe, b:text-is('e'), .katex").count() == 0
    assert "\u202e" not in main.inner_text()


def _write(page: Page, way: str) -> None:
    photo = {"name": "<img src=x onerror=alert(1)>.jpg", "mimeType": "image/jpeg", "buffer": b"x"}
    if way == "Chat":
        page.get_by_placeholder("Write as the customer").fill(HOSTILE)
        page.keyboard.press("Enter")
        return
    if way == "E-mail":
        page.get_by_label("From").fill(HOSTILE)
        page.get_by_label("Subject").fill(HOSTILE)
    page.get_by_label("Text" if way == "E-mail" else "In your own words, if you like").fill(HOSTILE)
    page.locator("input[type=file]").set_input_files([photo])  # type: ignore[list-item]
    page.get_by_text("onerror").first.wait_for()
    page.get_by_role("button", name="Send the").click()
