"""A visitor without a browser: speaks to a Streamlit server over its websocket and times reruns.

A rerun counts from the message that asks for it until the server says that the script has finished;
drawing is left out, since it is the visitor's machine that draws.
"""

import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Self

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import connect

_PATIENCE = 60.0


class Server:
    """A Streamlit server on a port of its own, for as long as the block lasts."""

    def __init__(self, script: Path, port: int, environment: Mapping[str, str], log: Path) -> None:
        self.port = port
        self.started_in = 0.0  # seconds from the command to the first answer
        self._command = [sys.executable, "-m", "streamlit", "run", str(script)]
        self._options = [f"--server.port={port}", "--server.address=127.0.0.1", "--server.headless=true"]
        self._options += ["--server.fileWatcherType=none", "--browser.gatherUsageStats=false"]
        self._environment = dict(environment)
        self._log = log
        self._folder = script.parent

    def __enter__(self) -> Self:
        since = time.perf_counter()
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(
                [*self._command, *self._options],
                env=self._environment,
                cwd=self._folder,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        self._wait()
        self.started_in = time.perf_counter() - since
        return self

    def __exit__(self, *raised: object) -> None:
        self._process.terminate()
        try:
            self._process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def _wait(self) -> None:
        end = time.perf_counter() + _PATIENCE
        while time.perf_counter() < end and self._process.poll() is None:
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/_stcore/health", timeout=1):
                    return
            except (urllib.error.URLError, OSError):
                time.sleep(0.02)
        raise SystemExit(f"no server on port {self.port}; see {self._log}")


class Visitor:
    """One session on one page."""

    def __init__(self, port: int, page: str = "") -> None:
        self._page = page
        self._socket = connect(
            f"ws://127.0.0.1:{port}/_stcore/stream",
            subprotocols=["streamlit"],  # type: ignore[list-item]
            max_size=None,
            origin=f"http://127.0.0.1:{port}",  # type: ignore[arg-type]
        )
        self._seen: list[str] = []
        self._hash = ""

    def rerun(self, query: str = "") -> float:
        """Ask for the page again, that query in its address; milliseconds until its script has finished."""
        message = BackMsg()
        message.rerun_script.query_string = query
        if self._hash:
            message.rerun_script.page_script_hash = self._hash
        else:
            message.rerun_script.page_name = self._page
        since = time.perf_counter()
        self._socket.send(message.SerializeToString())
        self._until_finished()
        return (time.perf_counter() - since) * 1000

    def words(self) -> str:
        """Every word that the last rerun has sent, to see that it was the page and not an error."""
        return "\n".join(self._seen)

    def _acknowledge_at_once(self) -> None:
        """Else Linux waits 40 ms to acknowledge, and a server that waits for it looks slow for nothing."""
        if hasattr(socket, "TCP_QUICKACK"):
            self._socket.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_QUICKACK, 1)

    def close(self) -> None:
        """Leave."""
        self._socket.close()

    def _until_finished(self) -> None:
        self._seen.clear()
        while True:
            self._acknowledge_at_once()
            data = self._socket.recv(timeout=_PATIENCE)
            message = ForwardMsg()
            message.ParseFromString(data if isinstance(data, bytes) else data.encode())
            kind = message.WhichOneof("type")
            if kind == "new_session":
                self._hash = message.new_session.page_script_hash
            if kind == "navigation":  # the page that was asked for; before it only the entry script is known
                self._hash = message.navigation.page_script_hash
            if kind == "delta":
                self._seen.append(str(message.delta))
            if kind == "script_finished":
                return


def main(arguments: Sequence[str]) -> int:
    """Time ten reruns of a page of a running server: `browserless.py PORT [PAGE]`."""
    visitor = Visitor(int(arguments[0]), arguments[1] if len(arguments) > 1 else "")
    print([round(visitor.rerun(), 1) for _ in range(10)])
    visitor.close()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
