"""What a newcomer does: clone, `make run`, open the page, type a request, Ctrl-C, start again.

Prints how long each took, and fails where something does not work or something is left running. The clone is
of the commit that is checked out; the virtual environment is made from nothing.
"""

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from playwright.sync_api import Page, expect, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
FIRST_START = 900.0  # seconds: packages are downloaded
SECOND_START = 60.0
STOP = 30.0
ARGUMENTS = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
).split()
REQUEST = "Hello, what I ordered arrived damaged. Please give me my money back."


def main() -> int:
    """The whole visit. Exit status 1 where a step fails."""
    with tempfile.TemporaryDirectory() as folder:
        clone = Path(folder) / "countersign"
        subprocess.run(["git", "clone", "--quiet", str(ROOT), str(clone)], check=True)
        port = _free_port()
        with _running(clone, port, FIRST_START) as seconds:
            print(f"fresh clone to a page that answers: {seconds:.1f} s")
            print(f"a request typed in the browser, answered: {_send_a_request(port):.1f} s")
        with _running(clone, port, SECOND_START) as seconds:
            print(f"second start to a page that answers: {seconds:.1f} s")
        _nothing_left(clone)
    print("stopped by Ctrl-C, nothing left running")
    return 0


@contextmanager
def _running(clone: Path, port: int, within: float) -> Iterator[float]:
    log = clone.parent / "run.log"
    since = time.monotonic()
    with log.open("wb") as output:
        # A process group of its own, so that Ctrl-C reaches it as it would from a terminal.
        app = subprocess.Popen(
            ["make", "run", f"PORT={port}"],
            cwd=clone,
            stdout=output,
            stderr=output,
            stdin=subprocess.DEVNULL,
            start_new_session=True,
            env=_environment(),
        )
    try:
        _answers(port, app, within)
        yield time.monotonic() - since
    except BaseException:
        print(log.read_text("utf-8", "replace")[-4000:], file=sys.stderr)
        raise
    finally:
        if app.poll() is None:
            os.killpg(app.pid, signal.SIGINT)
        try:
            app.wait(timeout=STOP)
        except subprocess.TimeoutExpired:
            os.killpg(app.pid, signal.SIGKILL)
            raise


def _environment() -> dict[str, str]:
    """As a newcomer's shell has it: nothing of this project's."""
    return {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("HITL_", "STREAMLIT_", "VIRTUAL_ENV", "MAKE", "MFLAGS"))
    }


def _answers(port: int, app: "subprocess.Popen[bytes]", within: float) -> None:
    """Until the app says that it is well."""
    end = time.monotonic() + within
    while time.monotonic() < end:
        if app.poll() is not None:
            raise RuntimeError(f"make run ended with exit status {app.returncode}")
        try:
            with urlopen(f"http://127.0.0.1:{port}/api/health", timeout=5) as answer:
                if answer.status == 200:
                    return
        except (URLError, OSError):
            time.sleep(0.1)
    raise TimeoutError(f"no page within {within:.0f} s")


def _send_a_request(port: int) -> float:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=_chromium(), args=ARGUMENTS)
        page = browser.new_page()
        page.goto(f"http://127.0.0.1:{port}/request")
        seconds = _ask(page)
        browser.close()
    return seconds


def _ask(page: Page) -> float:
    field = page.get_by_placeholder("Write as the customer")
    expect(field).to_be_visible(timeout=60_000)
    since = time.monotonic()
    field.fill(REQUEST)
    page.keyboard.press("Enter")
    expect(page.locator(".out h2")).to_be_visible(timeout=60_000)
    expect(page.locator(".tl .it").first).to_be_attached()  # folded where nothing is to be waited for
    print(f"the page says: {page.locator('.out h2').inner_text()}")
    return time.monotonic() - since


def _nothing_left(clone: Path) -> None:
    """No process may still run from the clone."""
    end = time.monotonic() + STOP
    while left := _running_from(clone):
        if time.monotonic() > end:
            raise RuntimeError(f"still running: {left}")
        time.sleep(0.1)


def _running_from(clone: Path) -> list[str]:
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            command = (process / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
        except OSError:
            continue
        if str(clone) in command:
            found.append(command)
    return found


def _chromium() -> str:
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    if found is None:
        raise RuntimeError("no chromium found; `make browser` installs it")
    return found


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


if __name__ == "__main__":
    sys.exit(main())
