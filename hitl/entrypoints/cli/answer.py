"""What a command answers: one report for scripts, the same for people, and how it went."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

DONE, WRONG, UNUSABLE = 0, 1, 2
"""Exit statuses: done; done but something was refused or found wrong; unusable input, nothing done."""


@dataclass(frozen=True, kw_only=True)
class Answer:
    """A command's end."""

    report: Mapping[str, Any] = field(default_factory=dict)  # what `--json` prints
    text: str = ""  # what is printed without it
    status: int = DONE
    problem: str = ""  # one sentence on standard error where the status is not 0
