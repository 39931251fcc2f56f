"""How far a model is with its answer, for a page that waits: a phase and a count, never the words.

Nothing of an answer is true before all of it was checked, so nothing of it is shown.
"""

import re
from collections.abc import Callable
from time import monotonic
from typing import Any
from uuid import UUID

from langchain_core.callbacks import BaseCallbackHandler

from hitl.domain.counted import counted

EVERY = 0.5
"""Seconds between two signs of life: the page looks about as often."""

_FIELD = re.compile(r'"(rationale|reply)"\s*:')
_STRING = re.compile(r'\s*"((?:[^"\\]|\\.)*)', re.DOTALL)
_DOING = {"rationale": "Writing the reasons", "reply": "Writing the reply"}


def phase(text: str) -> str:
    """What a model is at, by an answer that has come so far: "Writing the reply … 140 words"."""
    begun = list(_FIELD.finditer(text))
    if not begun:
        return "Writing the answer"
    last = begun[-1]
    rest = text[last.end() :]
    string = _STRING.match(rest)  # a reply ends with its own mark; reasons are a list and go on
    count = len((string[1] if string else rest).split())
    return f"{_DOING[last[1]]} … {counted(count, 'word')}"


class Writing(BaseCallbackHandler):
    """Follows the tokens of one call after the other. What `tell` raises ends nothing."""

    run_inline = True

    def __init__(self, tell: Callable[[str], None]) -> None:
        self._tell = tell
        self._text = ""
        self._told = -EVERY

    def on_chat_model_start(self, serialized: dict[str, Any], messages: Any, **kwargs: Any) -> None:
        """Another call begins."""
        del serialized, messages, kwargs
        self._text = ""

    def on_llm_new_token(self, token: Any, *, run_id: UUID, **kwargs: Any) -> None:
        """A piece of the answer came; of a wish for a look-up there is nothing to read."""
        del run_id, kwargs
        self._text += str(token)
        now = monotonic()
        if self._text and now - self._told >= EVERY:
            self._told = now
            self._tell(phase(self._text))
