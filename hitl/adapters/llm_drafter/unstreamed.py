"""For servers that answer as a whole although a stream was asked for: the same answer as one event."""

import json
from typing import Any


def asked_for(request: bytes) -> bool:
    """Whether a request asks for a stream."""
    return b'"stream"' in request and bool(json.loads(request).get("stream"))


def as_events(body: bytes) -> bytes | None:
    """A whole answer as the events of a stream; None where it is none."""
    try:
        answer = json.loads(body)
        event = {**answer, "choices": [_choice(choice) for choice in answer["choices"]]}
    except (ValueError, KeyError, TypeError):
        return None
    return f"data: {json.dumps(event)}\n\ndata: [DONE]\n\n".encode()


def _choice(choice: dict[str, Any]) -> dict[str, Any]:
    """The message as what has come since the beginning, which is all of it."""
    message = dict(choice["message"])
    if message.get("tool_calls"):
        message["tool_calls"] = [{**call, "index": place} for place, call in enumerate(message["tool_calls"])]
    return {"index": 0, "delta": message, "finish_reason": choice.get("finish_reason")}
