"""A server on this machine that speaks the OpenAI chat protocol and does what a script says, faults included.

It stands in for the wire. It says nothing about how well a model drafts.
"""

import json
import socket
import struct
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from typing import Any

Script = Callable[["Exchange"], None]


@dataclass
class Exchange:
    """One request, and the means to answer it in any way."""

    handler: BaseHTTPRequestHandler
    body: dict[str, Any]
    number: int  # of the request, from 0
    over: Event  # set when the server ends

    @property
    def texts(self) -> str:
        """Everything that was sent, as one text."""
        return json.dumps(self.body, ensure_ascii=False)

    def send(self, status: int, body: bytes, kind: str = "application/json", **headers: str) -> None:
        """A whole answer."""
        self.handler.send_response(status)
        self.handler.send_header("content-type", kind)
        self.handler.send_header("content-length", str(len(body)))
        for name, value in headers.items():
            self.handler.send_header(name.replace("_", "-"), value)
        self.handler.end_headers()
        self.handler.wfile.write(body)

    def say(self, content: str | None, *, whole: bool = False, **more: Any) -> None:
        """A chat completion with that content; tool calls, refusals and usage as given.

        In pieces where that is asked for, unless it is to be `whole` all the same.
        """
        usage = more.pop("usage", {"prompt_tokens": 900, "completion_tokens": 200, "total_tokens": 1100})
        finish = more.pop("finish_reason", "tool_calls" if more.get("tool_calls") else "stop")
        if self.body.get("stream") and not whole:
            self.stream([content] if content else [], finish=finish, usage=usage, **more)
            return
        message = {"role": "assistant", "content": content, **more}
        answer = {
            "id": f"chatcmpl-{self.number}",
            "object": "chat.completion",
            "created": 1,
            "model": self.body.get("model", ""),
            "choices": [{"index": 0, "message": message, "finish_reason": finish}],
            "usage": usage,
        }
        self.send(200, json.dumps(answer).encode())

    def stream(
        self,
        pieces: Iterable[str],
        *,
        finish: str | None = "stop",
        usage: dict[str, int] | None = None,
        tool_calls: Sequence[dict[str, Any]] = (),
        **more: Any,
    ) -> None:
        """The same piece by piece, as events; `pieces` may wait between two."""
        self.handler.send_response(200)
        self.handler.send_header("content-type", "text/event-stream")
        self.handler.end_headers()
        calls = [{"index": place, **call} for place, call in enumerate(tool_calls)]
        self._event({"role": "assistant", **({"tool_calls": calls} if calls else {}), **more})
        for piece in pieces:
            self._event({"content": piece})
        self._event({}, finish=finish)
        if usage and (self.body.get("stream_options") or {}).get("include_usage"):
            self._event(None, usage=usage)
        self._send(b"data: [DONE]\n\n")

    def _event(self, delta: dict[str, Any] | None, finish: str | None = None, **more: Any) -> None:
        choices = [] if delta is None else [{"index": 0, "delta": delta, "finish_reason": finish}]
        chunk = {
            "id": f"chatcmpl-{self.number}",
            "object": "chat.completion.chunk",
            "created": 1,
            "model": self.body.get("model", ""),
            "choices": choices,
            **more,
        }
        self._send(b"data: " + json.dumps(chunk).encode() + b"\n\n")

    def _send(self, piece: bytes) -> None:
        self.handler.wfile.write(piece)
        self.handler.wfile.flush()

    def call(self, name: str, arguments: str = "{}") -> None:
        """An answer that asks for a tool."""
        function = {"name": name, "arguments": arguments}
        self.say(None, tool_calls=[{"id": f"call_{self.number}", "type": "function", "function": function}])

    def drip(self, piece: bytes, every: float) -> None:
        """The head of an answer, then a piece of it now and then, for ever."""
        self.handler.send_response(200)
        self.handler.send_header("content-type", "application/json")
        self.handler.send_header("content-length", str(10**9))
        self.handler.end_headers()
        while not self.over.wait(every):
            self.handler.wfile.write(piece)
            self.handler.wfile.flush()

    def reset(self, after: bytes) -> None:
        """Some of an answer, and then the connection is reset."""
        self.handler.send_response(200)
        self.handler.send_header("content-type", "application/json")
        self.handler.send_header("content-length", "5000")
        self.handler.end_headers()
        self.handler.wfile.write(after)
        self.handler.wfile.flush()
        self.handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.handler.connection.close()


@dataclass
class StandIn:
    """The server: what it was asked, and what it does from now on."""

    script: Script
    url: str = ""
    asked: list[dict[str, Any]] = field(default_factory=list)

    def models(self) -> list[str]:
        """Which models were asked, in order."""
        return [body.get("model", "") for body in self.asked]


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that went away is what many of these scripts are about."""


@contextmanager
def standing_in(script: Script) -> Iterator[StandIn]:
    """A server that listens until the end of the block."""
    stand_in, over = StandIn(script), Event()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["content-length"])))
            number = len(stand_in.asked)
            stand_in.asked.append(body)
            with suppress(OSError):
                stand_in.script(Exchange(self, body, number, over))

        def log_message(self, *_: object) -> None:
            """Nothing on standard error."""

    server = _Server(("127.0.0.1", 0), Handler)
    stand_in.url = f"http://127.0.0.1:{server.server_address[1]}/v1"
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield stand_in
    finally:
        over.set()
        server.shutdown()
        server.server_close()
        thread.join()
