"""The frame around every page: its sizes, its first opening in a fresh process, its headers."""

import shutil
from pathlib import Path
from urllib.request import urlopen

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Open, settle
from tests.browser.served import Served, serving

PAGES = {
    "": "Ask for a refund",
    "request": "Ask for a refund",
    "desk": "To decide, by priority",
    "metrics": "Metrics",
    "case?case=CS-1001": "Case",
}


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


@pytest.mark.parametrize("path", [path for path in PAGES if path != "request"])
def test_no_page_scrolls_sideways_on_a_telephone(app: Served, tab: Open, path: str) -> None:
    page = tab(f"{app.address}/{path}", width=390, height=844)
    assert page.evaluate("document.scrollingElement.scrollWidth <= innerWidth")
    overflow = page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth - innerWidth")
    assert overflow <= 0


@pytest.mark.parametrize("path", [path for path in PAGES if path])
def test_every_page_is_whole_when_it_is_the_first_that_a_process_serves(
    demo_var: Path, tmp_path: Path, tab: Open, path: str
) -> None:
    shutil.copytree(demo_var, tmp_path / "var")
    with serving(tmp_path / "var", workers=0) as served:
        page = tab(f"{served.address}/{path}")
        expect(page.get_by_role("heading", name=PAGES[path], exact=False).first).to_be_visible()
        expect(page.get_by_role("combobox", name="Act as")).to_be_visible()
        expect(page.get_by_role("link", name="Review desk")).to_be_visible()
        page.close()  # before its server, whose end it would complain about


def test_it_starts_with_uvicorn_too_and_stops_with_its_worker(demo_var: Path, tmp_path: Path) -> None:
    shutil.copytree(demo_var, tmp_path / "var")
    command = ("-m", "uvicorn", "app:app", "--host", "127.0.0.1", "--port")
    with serving(tmp_path / "var", command=command) as served:
        assert served.health()["ok"] is True
    with serving(tmp_path / "var", workers=0) as served:
        assert served.health()["workers"] == 0


@pytest.mark.parametrize("path", ["", "desk", "api/health", "app/static/icon.png"])
def test_every_answer_carries_the_headers(app: Served, path: str) -> None:
    with urlopen(f"{app.address}/{path}", timeout=20) as answer:
        assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]
        assert answer.headers["x-content-type-options"] == "nosniff"


def test_a_reload_and_a_new_tab_know_whom_one_acts_as(app: Served, tab: Open) -> None:
    page = tab(f"{app.address}/desk")
    page.get_by_role("combobox", name="Act as").click()
    page.get_by_role("option", name="Mona Manager").click()
    shown = page.locator(".st-key-topright [data-testid=stSelectbox]")
    expect(shown).to_contain_text("Mona Manager")
    settle(page).reload()
    expect(settle(page).locator(".st-key-topright [data-testid=stSelectbox]")).to_contain_text("Mona Manager")
    other = page.context.new_page()
    other.goto(f"{app.address}/metrics")
    expect(settle(other).locator(".st-key-topright [data-testid=stSelectbox]")).to_contain_text("Mona")
    stranger = tab(f"{app.address}/desk")
    expect(stranger.locator(".st-key-topright [data-testid=stSelectbox]")).not_to_contain_text("Mona")
