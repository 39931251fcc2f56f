"""The prompt: a versioned file of instructions, and the case as fenced data.

What a customer wrote, earlier replies and results of tools are put as JSON between marks. In it every `<` and
`>` is written as an escape, so that no text can close its fence or open another.
"""

import json
import re
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import Any

from hitl.adapters.llm_drafter import examples
from hitl.adapters.llm_drafter.masking import Masks
from hitl.domain.policy import Clause
from hitl.domain.record import Record
from hitl.errors import InvalidSetting
from hitl.ports.drafter import Brief

_WORD = re.compile(r"[^\W_]+")
_HEAD = re.compile(r"version: ([1-9]\d{0,5})\n\s*")
_MOST_OF_A_MESSAGE = 6_000
"""Characters of one message: two pages say what a request is about; the whole stands on the desk."""

RECITED = 6
"""Words in a row that stand in the prompt and in a reply: by chance nobody hits upon so many."""

NEWEST = 12
"""Messages that are shown at once; the tool shows the rest."""


class Prompt(Record):
    """The instructions."""

    version: str  # "1-3fa94c2e": the number that people count, and a hash of the content
    text: str

    def is_recited_in(self, reply: str) -> bool:
        """Whether a reply tells a customer words of the prompt, which are nobody's but ours."""
        return not self.runs.isdisjoint(_runs(reply))

    @cached_property
    def runs(self) -> frozenset[tuple[str, ...]]:
        """Every so many words in a row."""
        return _runs(self.text)


def _runs(text: str) -> frozenset[tuple[str, ...]]:
    words = _WORD.findall(text.lower())
    return frozenset(tuple(words[at : at + RECITED]) for at in range(len(words) - RECITED + 1))


def read_prompt(path: Path) -> Prompt:
    """Raises InvalidSetting where the file is not there or names no version in its first line."""
    try:
        content = path.read_text("utf-8").replace("\r\n", "\n")
    except OSError as error:
        raise InvalidSetting(f"The prompt {path.name} cannot be read: {error.strerror}") from error
    head = _HEAD.match(content)
    if head is None:
        raise InvalidSetting(f'The prompt {path.name} must begin with "version: " and a number')
    digest = sha256(content.encode()).hexdigest()[:8]
    return Prompt(version=f"{head[1]}-{digest}", text=content[head.end() :])


def fenced(name: str, content: Any, masks: Masks | None) -> str:
    """Material about the case that no text in it can escape from; without masks the company's own words."""
    plain = json.dumps(masks.within(content) if masks else content, ensure_ascii=False, default=str)
    return f'<data name="{name}">\n{_no_marks(plain)}\n</data>'


def _no_marks(text: str) -> str:
    return text.replace("<", "\\u003c").replace(">", "\\u003e")


def case(brief: Brief, masks: Masks) -> str:
    """The case as the model is first told of it."""
    facts = brief.facts
    about = {
        "today": facts.now.date().isoformat(),
        "subject": facts.subject[:_MOST_OF_A_MESSAGE],
        "order named in the form": facts.ticket_order if facts.order(facts.ticket_order) else None,
        "this customer's orders": [order.order_id for order in facts.orders],
        "earlier refunds in a year": facts.prior_refunds,
    }
    clauses = [facts.policy.clause(passage.clause_id) for passage in brief.passages]
    shown = [clause_as_told(clause) for clause in clauses if clause]
    return "\n\n".join(
        [
            fenced("case", about, masks),
            fenced("conversation", messages(brief, NEWEST), masks),
            fenced("policy", shown, None),
            *([corrections(brief)] if brief.corrections else []),
            "Draft the answer to this case.",
        ]
    )


def corrections(brief: Brief) -> str:
    """What people changed in similar cases: codes and shares, see examples.py."""
    return fenced("corrections", examples.told(brief), None)


def learning(brief: Brief, tokens: int) -> Brief:
    """The brief with as many of its corrections as so many tokens hold: a token is at least one byte."""
    for count in range(len(brief.corrections), 0, -1):
        less = brief.model_copy(update={"corrections": brief.corrections[:count]})
        if len(corrections(less).encode()) <= tokens:
            return less
    return brief.model_copy(update={"corrections": ()})


def messages(brief: Brief, newest: int) -> list[dict[str, Any]]:
    """The conversation, numbered from 1; only the newest where there are more."""
    numbered = list(enumerate(brief.facts.conversation, start=1))
    return [
        {
            "message": number,
            "from": message.author,
            "day": message.at.date().isoformat(),
            "text": message.text[:_MOST_OF_A_MESSAGE],
            "attachments": list(message.attachments),
        }
        for number, message in numbered[-newest:]
    ]


def clause_as_told(clause: Clause) -> dict[str, str]:
    """A clause of the policy, as every model reads it."""
    return {"id": clause.clause_id, "title": clause.title, "text": clause.text}
