"""`make run` as a person meets it: it starts, and Ctrl-C ends everything it started, without a word."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest

from hitl.entrypoints.serve import main
from hitl.settings import ROOT
from tests.demo_company import prepared

PATIENCE = 120.0
"""Seconds until the app answers with its worker beside it, on a machine that has other things to do."""


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _until_it_works(process: "subprocess.Popen[bytes]", port: int) -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and process.poll() is None:
        try:
            with urlopen(f"http://127.0.0.1:{port}/api/health", timeout=20) as answer:
                if answer.status == 200:
                    return
        except (URLError, OSError):
            pass
        time.sleep(0.2)
    raise AssertionError("the app did not start")


def _processes_that_name(var: Path) -> list[int]:
    """Processes of this machine whose environment holds that folder, as Linux shows them."""
    found = []
    for entry in Path("/proc").iterdir():
        try:
            if entry.name.isdigit() and str(var).encode() in (entry / "environ").read_bytes():
                found.append(int(entry.name))
        except OSError:  # it has ended, or is somebody else's
            continue
    return found


def test_ctrl_c_ends_everything_in_silence(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    port, var = _free_port(), tmp_path / "var"
    shutil.copytree(prepared(tmp_path_factory), var)
    known = {
        name: value for name, value in os.environ.items() if not name.startswith(("HITL_", "STREAMLIT_"))
    }
    process = subprocess.Popen(
        [sys.executable, "-m", "hitl.entrypoints.serve", "--port", str(port)],
        cwd=ROOT,
        env={**known, "HITL_VAR": str(var)},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,  # a process group of its own, as a terminal gives each command
    )
    try:
        _until_it_works(process, port)
        assert len(_processes_that_name(var)) >= 2, "the app and its worker"

        os.killpg(process.pid, signal.SIGINT)
        out, err = process.communicate(timeout=60)
    finally:
        if process.poll() is None:
            process.kill()
            process.communicate()

    assert process.returncode == 0, err.decode()
    assert out.decode() == f"Countersign: open http://127.0.0.1:{port} (Ctrl-C stops it)\n"
    assert err.decode().strip() == ""
    assert _processes_that_name(var) == []


def test_a_port_in_use_is_said_with_another_one(capsys: pytest.CaptureFixture[str]) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = int(taken.getsockname()[1])

        assert main(["--port", str(port)]) == 2
    assert capsys.readouterr().err == f"Port {port} is in use. Take another one: make run PORT={port + 100}\n"
