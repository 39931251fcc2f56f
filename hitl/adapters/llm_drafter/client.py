"""The wire to an endpoint that speaks the OpenAI protocol: one call at a time, ended when its time is over.

The client library bounds each read, not the whole answer, so that a byte every nine seconds would go on for
ever. Here a watchman closes the connection at the deadline, and what is longer than any answer is not read to
its end. Every call has a connection of its own: one that broke can't harm the next case.
"""

import json
import socket
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, suppress
from threading import Timer
from time import monotonic
from typing import Any

import httpx2
from langchain_core.callbacks import BaseCallbackHandler
from langchain_core.messages import AIMessage, BaseMessage
from langchain_openai import ChatOpenAI
from pydantic import SecretStr

from hitl.adapters.llm_drafter import unstreamed
from hitl.adapters.llm_drafter.failures import AskFailed, TooMuch, in_plain_words
from hitl.adapters.llm_drafter.turns import Turns

MOST_BYTES = 3_000_000
"""Of an answer with its envelope: one of 3,000 tokens is about 12,000, token by token about 900,000."""

USUAL = "https://api.openai.com/v1"


_OK = 200
_ALOUD: dict[str, Any] = {"stream": True, "stream_usage": True}


class Endpoint:
    """Where models are asked."""

    def __init__(self, *, at_once: int, address: str = "", key: str = "") -> None:
        """`address`: OPENAI_BASE_URL, empty for OpenAI itself. Servers of one's own need no key.

        `at_once`: so many turns; the others wait for theirs within their own time.
        """
        self.address = address or USUAL
        self._turns = Turns(at_once)
        self._key = SecretStr(key or "none")
        self._http = httpx2.Client(
            transport=_Bounded(httpx2.HTTPTransport(limits=httpx2.Limits(max_keepalive_connections=0))),
            follow_redirects=False,  # whoever has the key is whom it was given to
        )
        self._models: dict[str, ChatOpenAI] = {}

    def turn(self, until: float) -> AbstractContextManager[None]:
        """The right to one call. Raises AskFailed where none is free before a reading of monotonic."""
        return self._turns.turn(until)

    def ask(
        self,
        model: str,
        messages: Sequence[BaseMessage],
        *,
        tools: Sequence[dict[str, Any]],
        form: dict[str, Any],
        answer_tokens: int,
        seconds: float,
        watch: BaseCallbackHandler,
        writing: BaseCallbackHandler | None = None,
    ) -> AIMessage:
        """One answer, for who has the turn; with `writing`, who is told of every token, token by token.

        Raises AskFailed, never anything else, within `seconds`.
        """
        ends = monotonic() + seconds
        try:
            message = self._model(model).invoke(
                list(messages),
                config={"callbacks": [watch, writing] if writing else [watch]},
                tools=list(tools),
                # Set past the client library, which would read the answer itself, and name no mistake in it.
                extra_body={"response_format": form},
                max_completion_tokens=answer_tokens,
                timeout=seconds,
                **(_ALOUD if writing else {}),
            )
        except AskFailed:
            raise
        except Exception as error:
            # Whatever another program sends may break the client library in any way.
            failure = in_plain_words(error, late=monotonic() >= ends, seconds=seconds)
            if failure.full and failure.again_after is not None and failure.again_after < seconds:
                self._turns.full(failure.again_after)
            raise failure from error
        self._turns.answered()
        if writing and not message.response_metadata.get("finish_reason"):
            # A connection that ends looks like the end of the answer; only the answer's own end is one.
            raise in_plain_words(EOFError(), late=monotonic() >= ends, seconds=seconds)
        if not _is_text([message.content, message.tool_calls, message.invalid_tool_calls]):
            raise AskFailed("The model sent half a character, which is no text.")
        return message

    def close(self) -> None:
        """Let go of the connections."""
        self._http.close()

    def _model(self, name: str) -> ChatOpenAI:
        if name not in self._models:
            self._models[name] = ChatOpenAI(
                model=name,
                api_key=self._key,
                base_url=self.address,
                max_retries=0,  # repeated by us, within the case's time and budget
                http_client=self._http,
                http_socket_options=(),
                use_responses_api=False,  # chat completions is what other servers speak
            )
        return self._models[name]


def _is_text(found: Any) -> bool:
    """Whether it can be sent and kept: JSON may hold half a character, which no file takes."""
    try:
        json.dumps(found, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        return False
    return True


class _Bounded(httpx2.BaseTransport):
    """Ends a request at its time-out as a whole, and an answer at its longest."""

    def __init__(self, inside: httpx2.BaseTransport) -> None:
        self._inside = inside

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        seconds = request.extensions["timeout"]["read"]
        ends = monotonic() + seconds
        watchman = _Watchman(seconds)
        request.extensions = {**request.extensions, "trace": watchman.sees}
        request.headers["accept-encoding"] = "identity"  # a packed answer could unpack to any length
        request.headers["connection"] = "close"
        try:
            response = self._inside.handle_request(request)
        except BaseException:
            watchman.rest()
            raise
        if response.headers.get("content-encoding", "identity") != "identity":
            watchman.rest()
            response.close()
            raise httpx2.RemoteProtocolError("packed although we asked for plain", request=request)
        measured = _Measured(response.stream, ends, watchman.rest)
        if response.status_code == _OK and _is_json(response) and unstreamed.asked_for(request.content):
            return _in_events(response, measured)
        return httpx2.Response(
            response.status_code,
            headers=response.headers,
            stream=measured,
            extensions=response.extensions,
        )

    def close(self) -> None:
        self._inside.close()


def _is_json(response: httpx2.Response) -> bool:
    return "json" in response.headers.get("content-type", "")


def _in_events(response: httpx2.Response, body: "_Measured") -> httpx2.Response:
    """The answer of a server that does not stream, as if it did."""
    try:
        whole = b"".join(body)
    finally:
        body.close()
    events = unstreamed.as_events(whole)
    kind = {"content-type": "text/event-stream" if events else "application/json"}
    return httpx2.Response(response.status_code, headers=kind, content=events or whole)


class _Watchman:
    """Shuts a connection when its time is over, which ends whatever read is waiting on it."""

    def __init__(self, seconds: float) -> None:
        self._stream: Any = None
        self._timer = Timer(seconds, self._shut)
        self._timer.daemon = True
        self._timer.start()

    def sees(self, event: str, info: dict[str, Any]) -> None:
        """The transport's own report of what it does."""
        if event in {"connection.connect_tcp.complete", "connection.start_tls.complete"}:
            self._stream = info["return_value"]

    def rest(self) -> None:
        self._timer.cancel()

    def _shut(self) -> None:
        connection = self._stream.get_extra_info("socket") if self._stream is not None else None
        if connection is not None:
            with suppress(OSError):
                # The plain one below TLS as well: a farewell would have to be read by the other side.
                socket.socket.shutdown(connection, socket.SHUT_RDWR)


class _Measured(httpx2.SyncByteStream):
    """An answer that is not read past its longest, nor past its time, however much of it is there already."""

    def __init__(self, inside: Any, ends: float, done: Callable[[], None]) -> None:
        self._inside = inside
        self._ends = ends
        self._done = done

    def __iter__(self) -> Iterator[bytes]:
        length = 0
        for piece in self._inside:
            length += len(piece)
            if length > MOST_BYTES:
                raise TooMuch
            if monotonic() >= self._ends:
                raise TimeoutError
            yield piece

    def close(self) -> None:
        self._done()
        self._inside.close()
