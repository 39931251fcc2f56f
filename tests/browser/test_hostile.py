"""Customers' words are text on every page: nothing of them is drawn, run or loaded."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Open
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
    expect(page.get_by_text("<script>document.title='owned'</script>").first).to_be_visible(timeout=15_000)
    assert page.title() != "owned"
    main = page.locator("[data-testid=stMain]")
    assert main.locator("img, script, iframe, b:text-is('e'), .katex").count() == 0
    assert "\u202e" not in main.inner_text()
