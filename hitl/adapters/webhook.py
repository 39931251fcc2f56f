"""Outgoing notifications: one signed POST to the receiver that the company has configured.

Signed as https://www.standardwebhooks.com says: a receiver verifies the headers `webhook-id`,
`webhook-timestamp` and `webhook-signature` with the shared secret, and knows a repetition by its id.
"""

from base64 import b64decode
from collections.abc import Callable
from datetime import UTC, datetime
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from ipaddress import ip_address
from urllib.parse import SplitResult, urlsplit

from standardwebhooks.webhooks import Webhook as Signer

from hitl.domain.case import Case
from hitl.domain.delivery import Delivery, DeliveryKind
from hitl.domain.notification import Concern, Notification
from hitl.errors import CountersignError, InvalidSetting
from hitl.ports.post import Post

TIMEOUT = 5.0
"""Seconds to connect, and to wait for the answer: a receiver takes a message in and works on it later."""


SHORTEST_KEY = 24
"""Bytes of a secret, as Standard Webhooks asks for at least."""


def _wall_clock() -> datetime:
    return datetime.now(UTC)


class Webhook:
    """The receiver. Raises InvalidSetting for an address or a secret that cannot be used."""

    def __init__(self, url: str, secret: str, *, now: Callable[[], datetime] = _wall_clock) -> None:
        """`now` is the time of day, whatever HITL_CLOCK says: receivers refuse stamps of another day."""
        self._url = _checked(url)
        self._now = now
        self._signer = Signer(_key(secret))

    @property
    def host(self) -> str:
        """Where it goes, for people."""
        return self._url.netloc

    def send(self, message_id: str, body: str) -> None:
        """Send it. Raises CountersignError unless the receiver says 2xx; redirects are not followed."""
        at = self._now()
        headers = {
            "content-type": "application/json",
            "user-agent": "Countersign",
            "webhook-id": message_id,
            "webhook-timestamp": str(int(at.timestamp())),
            "webhook-signature": self._signer.sign(message_id, at, body),
        }
        status = self._post(headers, body.encode())
        if not 200 <= status < 300:
            raise CountersignError(f"The receiver of notifications answered {status}.")

    def ping(self) -> None:
        """Ask whether it answers. Raises CountersignError where it does not."""
        at = self._now()
        ping = Notification(concern=Concern.PING, at=at, case_id="", reason="Does the receiver answer?")
        self.send(f"ping-{int(at.timestamp())}", ping.body)

    def _post(self, headers: dict[str, str], body: bytes) -> int:
        kind = HTTPSConnection if self._url.scheme == "https" else HTTPConnection
        connection = kind(self._url.hostname or "", self._url.port, timeout=TIMEOUT)
        path = f"{self._url.path or '/'}{f'?{self._url.query}' if self._url.query else ''}"
        try:
            connection.request("POST", path, body, headers)
            return connection.getresponse().status
        except (OSError, HTTPException) as error:
            how = type(error).__name__
            raise CountersignError(f"The receiver of notifications cannot be reached ({how}).") from error
        finally:
            connection.close()


class NotifyingPost:
    """A carrier that also takes notifications to the receiver; everything else is the other carrier's."""

    def __init__(self, post: Post, webhook: Webhook) -> None:
        self._post = post
        self.webhook = webhook

    @property
    def local(self) -> bool:
        """Whether words to the customer stay in the house."""
        return self._post.local

    def carries(self, kind: DeliveryKind) -> bool:
        """Notifications, and what the other carrier takes."""
        return kind is DeliveryKind.WEBHOOK or self._post.carries(kind)

    def send(self, delivery: Delivery, case: Case) -> None:
        """Deliver it. Raises CountersignError with a plain reason when it cannot."""
        if delivery.kind is DeliveryKind.WEBHOOK:
            self.webhook.send(delivery.delivery_id, delivery.body)
        else:
            self._post.send(delivery, case)


def _checked(url: str) -> SplitResult:
    try:
        parts = urlsplit(url)
        parts.port  # noqa: B018 - raises where it is no number
    except ValueError as error:
        raise InvalidSetting("HITL_WEBHOOK_URL is not an address") from error
    host = parts.hostname or ""
    if parts.username or parts.password:
        raise InvalidSetting("HITL_WEBHOOK_URL must not hold a user or a password")
    if not host or not (parts.scheme == "https" or (parts.scheme == "http" and _is_loopback(host))):
        raise InvalidSetting("HITL_WEBHOOK_URL must be https, or http on this very machine")
    return parts


def _key(secret: str) -> bytes:
    """The secret's bytes; the signer itself would pass over what is no base64."""
    text = secret.strip().removeprefix("whsec_")
    try:
        key = b64decode(text + "=" * (-len(text) % 4), validate=True)
    except ValueError as error:
        raise InvalidSetting("HITL_WEBHOOK_SECRET must be base64, with or without whsec_") from error
    if len(key) < SHORTEST_KEY:
        raise InvalidSetting(f"HITL_WEBHOOK_SECRET must stand for at least {SHORTEST_KEY} bytes")
    return key


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
