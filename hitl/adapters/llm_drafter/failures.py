"""What can go wrong between us and a model, each as one plain sentence for the person who gets the case."""

import socket
import ssl
from collections.abc import Iterator
from email.utils import parsedate_to_datetime
from time import time

import openai

from hitl.errors import DrafterFailed

_BY_STATUS = {
    400: "The model's endpoint did not understand the request (400).",
    401: "The model's endpoint does not accept the key (401).",
    403: "The model's endpoint does not allow this key to use the model (403).",
    404: "The model's endpoint does not know the model or the address (404).",
    408: "The model's endpoint gave up waiting (408).",
    409: "The model's endpoint was busy with something that stood against the request (409).",
    413: "The case is longer than the model's endpoint takes (413).",
    422: "The model's endpoint did not understand the request (422).",
    429: "The model's endpoint has no room for us at present (429).",
}
_OURS = frozenset({400, 413, 422})  # about this case, not about the endpoint's health
_UNPAID = frozenset({400, 401, 403, 404, 413, 422, 429, 503})
"""Refused before any work was done."""
_AGAIN = frozenset({408, 409, 429, 500, 502, 503, 504})
_NO_ROOM = 429
_LATER = 0.5
"""Seconds before a call is repeated where the server does not say when: a hiccup is over by then."""


class AskFailed(DrafterFailed):
    """A call to a model gave nothing that can be used."""

    def __init__(
        self,
        says: str,
        *,
        dead: bool = False,
        again_after: float | None = None,
        full: bool = False,
        unpaid: bool = False,
    ) -> None:
        """`dead`: the endpoint is at fault, not the answer. `again_after`: seconds until it may work.

        `full`: it said itself that it has no room until then. `unpaid`: no model worked on it, so nobody is
        charged; otherwise that is not known.
        """
        super().__init__(says)
        self.dead = dead
        self.again_after = again_after
        self.full = full
        self.unpaid = unpaid


def in_plain_words(error: Exception, *, late: bool, seconds: float) -> AskFailed:
    """The failure of a call; `late` where its time had run out, whatever came of it then."""
    if late or isinstance(error, openai.APITimeoutError):
        return AskFailed(f"The model did not answer within {seconds:.3g} seconds.", dead=True)
    if isinstance(error, openai.APIStatusError):
        return _status(error)
    if any(isinstance(cause, TooMuch) for cause in _causes(error)):
        return AskFailed("The model's endpoint sent more than any answer is long.", dead=True)
    if isinstance(error, openai.APIConnectionError):
        return _connection(error)
    return AskFailed("The model's endpoint answered with something that is no answer of a model.", dead=True)


def _status(error: openai.APIStatusError) -> AskFailed:
    status = error.status_code
    says = _BY_STATUS.get(status, f"The model's endpoint failed ({status}).")
    asked = _retry_after(error)
    return AskFailed(
        says,
        dead=status not in _OURS,
        again_after=(_LATER if asked is None else asked) if status in _AGAIN else None,
        full=status == _NO_ROOM or (status in _AGAIN and asked is not None),
        unpaid=status in _UNPAID,
    )


def _retry_after(error: openai.APIStatusError) -> float | None:
    """Seconds that the server asks us to wait (RFC 9110, 10.2.3); None where it says nothing or nonsense."""
    said = error.response.headers.get("retry-after", "")
    try:
        asked = float(said)
    except ValueError:
        asked = _until(said)
    return asked if 0 <= asked < float("inf") else None


def _until(said: str) -> float:
    """Seconds from now to a date as HTTP writes it; not a number where it is none."""
    try:
        return max(0.0, parsedate_to_datetime(said).timestamp() - time())
    except (ValueError, TypeError, OverflowError):
        return float("nan")


def _connection(error: openai.APIConnectionError) -> AskFailed:
    causes = tuple(_causes(error))
    if _has(causes, socket.gaierror, "name or service", "name resolution", "nodename"):
        return AskFailed("The address of the model's endpoint is not known (DNS).", dead=True, unpaid=True)
    if _has(causes, ssl.SSLError, "ssl", "certificate"):
        return AskFailed(
            "There is no secure connection to the model's endpoint (TLS).", dead=True, unpaid=True
        )
    if _has(causes, ConnectionRefusedError, "refused"):
        return AskFailed("The model's endpoint refuses the connection.", dead=True, unpaid=True)
    return AskFailed("The connection to the model's endpoint broke off.", dead=True, again_after=_LATER)


def _has(causes: tuple[BaseException, ...], kind: type[BaseException], *words: str) -> bool:
    return any(isinstance(one, kind) or any(word in str(one).lower() for word in words) for one in causes)


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        yield error
        error = error.__cause__ or error.__context__


class TooMuch(Exception):
    """An answer is longer than any that could be of use."""
