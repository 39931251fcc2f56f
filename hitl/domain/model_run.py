"""What was asked of models for one draft, what they answered, and what it cost."""

from enum import StrEnum
from typing import Annotated

from pydantic import BeforeValidator, Field, JsonValue, NonNegativeFloat

from hitl.domain.record import Record

Count = Annotated[int, Field(ge=0)]


def _writable(text: str) -> str:
    """A model may send half a character, which no file takes, and zeros, which no database does."""
    return text.encode(errors="replace").decode().replace("\0", "?")


FromOutside = Annotated[str, BeforeValidator(_writable)]
"""Text as a model sent it, fit to be kept."""


class Use(Record):
    """So much of a model; what is asked for is the most that calls may come to."""

    calls: Count = 0
    tokens: Count = 0  # sent and received
    microdollars: Count = 0  # millionths of a US dollar, by the prices of data/model.toml

    def __add__(self, other: "Use") -> "Use":
        return Use(
            calls=self.calls + other.calls,
            tokens=self.tokens + other.tokens,
            microdollars=self.microdollars + other.microdollars,
        )


class Happened(StrEnum):
    """What a step of a run was."""

    ASKED = "asked"  # the prompt, as it was sent
    ANSWERED = "answered"  # as it came back
    TOOL = "tool"  # a look-up that the model asked for, with its result
    REFUSED = "refused"  # a tool outside of the list; it was not run
    FAILED = "failed"  # no answer, or none that could be used
    LEVEL = "level"  # what became of this model's draft


class Flag(StrEnum):
    """What is odd about a run. Stable: traces are filtered by them."""

    HEDGED = "hedged"  # uncertain wording in a draft, also in one that was not taken
    LOOKUP_FAILED = "lookup_failed"  # a look-up found nothing
    TOOL_REFUSED = "tool_refused"  # a tool outside of the list was asked for


class ModelStep(Record):
    """One step, in the order in which it happened."""

    happened: Happened
    model: str
    says: str  # one plain sentence without personal data
    text: FromOutside = ""  # prompt, arguments, result or answer; personal data
    tokens: Count = 0  # sent and received
    received: Count = 0  # of them
    microdollars: Count = 0
    failed: bool = False  # a look-up that found nothing or was refused
    began: NonNegativeFloat = 0  # milliseconds after the run's begin
    milliseconds: NonNegativeFloat = 0


class ModelRun(Record):
    """Everything that models did for one draft, whether or not one came of it."""

    prompt: str  # version of the prompt: "1-3fa94c2e"
    models: tuple[str, ...]  # that were asked, in order
    asked: Use
    spent: Use
    findings: tuple[str, ...] = ()  # what a person should know: "The model asked for a tool that it has not"
    flags: tuple[Flag, ...] = ()  # the same for machines, each once
    steps: tuple[ModelStep, ...] = ()
    tags: tuple[str, ...] = ()  # of the trace, once the gate has judged
    metadata: dict[str, JsonValue] = Field(default_factory=dict)  # the same with values
    corrections: tuple[str, ...] = ()  # cases whose corrections the models were told of, nearest first

    @property
    def lookups(self) -> tuple[int, int]:
        """How many look-ups found nothing or were refused, of how many."""
        asked = [step.happened for step in self.steps if step.happened in {Happened.TOOL, Happened.REFUSED}]
        return sum(step.failed for step in self.steps), len(asked)
