"""Screenshots of every page into shots/: light and dark, 1440 and 390 pixels wide.

    python scripts/shots.py [--out FOLDER]

Starts the app on the demo company in a folder of its own, and stops it again.
"""

import argparse
import shutil
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from tests.browser.conftest import ARGUMENTS, settle  # noqa: E402
from tests.browser.served import Served, serving  # noqa: E402

SIZES = ((1440, 900), (390, 844))
SCHEMES = ("light", "dark")
HELD = "Two things: the lamp of my order arrived broken, and I wrote last week. My lawyer will hear of it."


def main() -> int:
    """Save all of them; exit status 0."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--out", type=Path, default=ROOT / "shots")
    out: Path = parser.parse_args().out
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, serving(Path(folder) / "var") as served:
        for scheme in SCHEMES:
            for width, height in SIZES:
                _save_all(served, out, scheme, width, height)
    print(f"{len(list(out.glob('*.png')))} screenshots in {out}")
    return 0


def _save_all(served: Served, out: Path, scheme: str, width: int, height: int) -> None:
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=list(ARGUMENTS))
        context = browser.new_context(
            viewport={"width": width, "height": height},
            color_scheme=scheme,  # type: ignore[arg-type]
            reduced_motion="reduce",
        )
        page = context.new_page()
        for name, path in (
            ("start", ""),
            ("request", "request"),
            ("desk", "desk"),
            ("metrics", "metrics"),
            ("rollout", "rollout"),
            ("case", "case?case=CS-1001"),
        ):
            page.goto(f"{served.address}/{path}")
            if name == "request":
                _ask(page)
            _save(page, out / f"{name}-{scheme}-{width}.png", whole=width < 500)
        page.goto(f"{served.address}/desk")
        settle(page).keyboard.press("e")
        page.get_by_role("textbox", name="Reply to the customer").wait_for()
        _save(page, out / f"desk-edit-{scheme}-{width}.png", whole=False)
        browser.close()


def _ask(page: Page) -> None:
    """A request that is held, so that the page has something to show."""
    settle(page).get_by_placeholder("Write as the customer").fill(HELD)
    page.keyboard.press("Enter")
    page.locator(".out h2").wait_for(timeout=30_000)


def _save(page: Page, file: Path, *, whole: bool) -> None:
    """The page as it stands; where it is narrow, as long as it is."""
    settle(page)
    page.wait_for_timeout(400)  # fonts and charts
    if whole:
        height = page.evaluate("document.querySelector('[data-testid=stMain]').scrollHeight")
        page.set_viewport_size({"width": page.viewport_size["width"], "height": int(height)})  # type: ignore[index]
        page.wait_for_timeout(400)
    page.screenshot(path=file)
    if whole:
        page.set_viewport_size({"width": page.viewport_size["width"], "height": 844})  # type: ignore[index]


if __name__ == "__main__":
    sys.exit(main())
