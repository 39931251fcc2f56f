"""Headers that keep the page to this server: nothing is loaded from, sent to or framed by another."""

import re
from base64 import b64encode
from collections.abc import MutableMapping
from functools import cache
from hashlib import sha256
from pathlib import Path

import streamlit
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

INLINE = re.compile(r"<script>(.*?)</script>", re.DOTALL)


@cache
def policy() -> str:
    """Which sources the browser may use.

    Scripts: this server's, blobs (components, workers), and those that stand in Streamlit's own page, by
    their hashes; no other inline script ever runs.
    """
    page = Path(streamlit.__file__).parent / "static" / "index.html"
    digests = [sha256(script.encode()).digest() for script in INLINE.findall(page.read_text("utf-8"))]
    inline = " ".join(f"'sha256-{b64encode(digest).decode()}'" for digest in digests)
    return "; ".join(
        (
            "default-src 'self'",
            f"script-src 'self' blob: {inline}",
            "style-src 'self' 'unsafe-inline'",  # the style sheets that Streamlit makes as it goes
            "img-src 'self' data: blob:",
            "font-src 'self' data:",
            "connect-src 'self'",
            "worker-src 'self' blob:",
            "object-src 'none'",
            "base-uri 'self'",
            "form-action 'self'",
            "frame-ancestors 'none'",
        )
    )


HEADERS = {
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
}


class SecurityHeaders:
    """Adds the headers to every answer over HTTP."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, and its answer back with the headers."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                _add(message)
            await send(message)

        await self.app(scope, receive, send_with_headers)


def _add(message: MutableMapping[str, object]) -> None:
    headers = MutableHeaders(raw=message["headers"])  # type: ignore[arg-type]
    for name, value in {"content-security-policy": policy(), **HEADERS}.items():
        headers[name] = value
