"""A server on this machine that takes what LangSmith would: runs, feedback, datasets and examples."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from uuid import uuid4


@dataclass
class Received:
    """What came in, by kind, each id once; and what is answered instead where it is told so."""

    url: str = ""
    key: str = ""
    raw: list[str] = field(default_factory=list)
    runs: list[dict[str, Any]] = field(default_factory=list)
    feedback: list[dict[str, Any]] = field(default_factory=list)
    datasets: list[dict[str, Any]] = field(default_factory=list)
    examples: list[dict[str, Any]] = field(default_factory=list)
    status: int = 200  # of every answer to what is sent

    def take(self, path: str, body: dict[str, Any]) -> tuple[int, Any]:
        """Keep what was sent; a second one of the same id is a conflict."""
        kept = {"runs": self.runs, "feedback": self.feedback, "datasets": self.datasets}.get(
            path.strip("/"), self.examples
        )
        if self.status != 200:
            return self.status, {"detail": "no"}
        if body.get("id") in [one.get("id") for one in kept if "id" in one]:
            return 409, {"detail": "known"}
        kept.append({"id": str(uuid4()), "created_at": "2026-11-10T12:00:00Z", **body})
        return 200, kept[-1]

    def look(self, path: str) -> Any:
        """Answer a question."""
        kind, _, asked = path.strip("/").partition("?")
        if kind == "sessions":
            project = {"id": str(uuid4()), "name": "refunds", "start_time": "2026-11-10T12:00:00Z"}
            return [{**project, "tenant_id": str(uuid4()), "reference_dataset_id": None}]
        if kind == "datasets":
            return [one for one in self.datasets if one["name"] in asked.replace("+", " ")]
        return {}


@contextmanager
def receiving() -> Iterator[Received]:
    """A server that listens until the end of the block."""
    received = Received()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._answer(200, received.look(self.path))

        def do_POST(self) -> None:
            text = self.rfile.read(int(self.headers["content-length"])).decode()
            received.raw.append(text)
            received.key = self.headers["x-api-key"]
            self._answer(*received.take(self.path, json.loads(text)))

        def _answer(self, status: int, content: Any) -> None:
            body = json.dumps(content).encode()
            self.send_response(status)
            self.send_header("content-type", "application/json")
            self.send_header("content-length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Nothing on standard error."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    received.url = f"http://127.0.0.1:{server.server_address[1]}"
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield received
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
