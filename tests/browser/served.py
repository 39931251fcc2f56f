"""The real app as a process of its own, on a free port and with a `var` folder of its own."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.request import Request, urlopen

from hitl.settings import ROOT

START_WITHIN = 240.0
"""Seconds until a worker is on the roll; a cold, busy machine needs twenty."""


class Served:
    """A running app."""

    def __init__(self, port: int, var: Path, process: "subprocess.Popen[bytes]") -> None:
        self.address = f"http://127.0.0.1:{port}"
        self.var = var
        self._process = process

    @property
    def pid(self) -> int:
        """The process that was started."""
        return self._process.pid

    def send(self, **ticket: object) -> str:
        """Hand a request in by the API; its case."""
        request = Request(
            f"{self.address}/api/tickets",
            json.dumps(ticket).encode(),
            {"content-type": "application/json"},
        )
        with urlopen(request, timeout=20) as answer:
            return str(json.load(answer)["case"])

    def health(self) -> dict[str, object]:
        """What /api/health says, whatever its status."""
        try:
            with urlopen(f"{self.address}/api/health", timeout=20) as answer:
                return dict(json.load(answer))
        except HTTPError as answer:
            with answer:
                return dict(json.load(answer))
        except (URLError, TimeoutError):  # not up yet, or too busy to say
            return {}

    def wait(self, *, workers: int) -> None:
        """Until so many workers are on the roll."""
        end = time.monotonic() + START_WITHIN
        while time.monotonic() < end:
            found = self.health()
            if found and int(str(found["workers"])) >= workers:
                return
            if self._process.poll() is not None:
                raise RuntimeError((self.var.parent / "app.log").read_text())
            time.sleep(0.2)
        raise TimeoutError((self.var.parent / "app.log").read_text())

    def stop(self) -> int:
        """Ctrl-C; the exit status."""
        if self._process.poll() is None:
            self._process.send_signal(signal.SIGINT)
        try:
            return self._process.wait(timeout=30)
        finally:
            if self._process.poll() is None:
                self._process.kill()
                self._process.wait()


@contextmanager
def serving(var: Path, *, workers: int = 1, command: Sequence[str] = (), as_of: str = "") -> Iterator[Served]:
    """The app on `var`, stopped by its id afterwards; without workers it runs the pages alone.

    `as_of` is when it begins to run, if not now: ISO 8601 with an offset.
    """
    port = _free_port()
    known = {
        name: value for name, value in os.environ.items() if not name.startswith(("HITL_", "STREAMLIT_"))
    }
    environment = {**known, "HITL_VAR": str(var), "HITL_WORKER": "beside" if workers else "elsewhere"}
    run = [*(command or ("-m", "streamlit", "run", "app.py", "--server.port")), str(port)]
    if as_of:
        environment["HITL_CLOCK"] = as_of
    with (var.parent / "app.log").open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, *run], cwd=ROOT, env=environment, stdout=output, stderr=output
        )
    served = Served(port, var, process)
    try:
        served.wait(workers=workers)
        yield served
    finally:
        served.stop()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
