"""What a run of models looked like from outside: each prompt, answer and look-up, and what is odd about it.

A langchain callback handler, so that it sees what really went over the wire, whoever made the call.
"""

import json
import re
from collections.abc import Sequence
from time import perf_counter
from typing import Any
from uuid import UUID

from langchain_core.callbacks import BaseCallbackHandler
from langchain_core.messages import AIMessage, BaseMessage
from langchain_core.outputs import ChatGeneration, LLMResult

from hitl.adapters.llm_drafter.tools import NAMES
from hitl.domain.correction import Correction
from hitl.domain.counted import counted
from hitl.domain.model_run import Flag, Happened, ModelRun, ModelStep, Use
from hitl.domain.reply.check import hedge_in

_MOST_SHOWN = 20_000
"""Characters of a prompt or an answer that are kept: all of what we send, and enough of anything else."""

_IN_QUOTES = re.compile(r"“[^”]*”|\"[^\"]*\"")
_NAME = re.compile(r"[A-Za-z0-9_-]{1,40}")


class Watch(BaseCallbackHandler):
    """Keeps the record of one draft's run; read by another thread where the run is given up."""

    run_inline = True
    raise_error = True  # what is not on record must not count as done

    def __init__(self, prompt: str) -> None:
        self._prompt = prompt
        self._steps: list[ModelStep] = []
        self._findings: dict[str, Flag] = {}
        self._models: dict[str, None] = {}
        self._corrections: tuple[str, ...] = ()
        self._model = ""
        self._began = self._since = perf_counter()

    def begins(self, model: str) -> None:
        """From now on a model of that name is asked."""
        self._model = model
        self._models[model] = None

    def learns(self, corrections: Sequence[Correction]) -> None:
        """The models are told of these."""
        self._corrections = tuple(one.case_id for one in corrections)

    def finds(self, flag: Flag, finding: str) -> None:
        """Something that a person should know, said once."""
        self._findings[finding] = flag

    def note(
        self,
        happened: Happened,
        says: str,
        text: str = "",
        *,
        since: float | None = None,
        failed: bool = False,
    ) -> None:
        """Add a step; `since` is a reading of perf_counter."""
        now = perf_counter()
        begun = now if since is None else since
        step = ModelStep(
            happened=happened,
            model=self._model,
            says=says,
            text=text[:_MOST_SHOWN],
            failed=failed,
            began=round((begun - self._began) * 1000, 2),
            milliseconds=round((now - begun) * 1000, 2),
        )
        self._steps.append(step)

    def costs(self, spent: Use, received: int) -> None:
        """What the call that ended last is counted with; a silent endpoint's with the most it can be."""
        last = {"tokens": spent.tokens, "received": received, "microdollars": spent.microdollars}
        for place in reversed(range(len(self._steps))):
            if self._steps[place].happened in {Happened.ANSWERED, Happened.FAILED}:
                self._steps[place] = self._steps[place].model_copy(update=last)
                return

    def on_chat_model_start(
        self, serialized: dict[str, Any], messages: list[list[BaseMessage]], *, run_id: UUID, **kwargs: Any
    ) -> None:
        """Keep what is sent; of a longer exchange what is new in it."""
        del serialized, run_id, kwargs
        self._since = perf_counter()
        sent = messages[0]
        answered = max((place for place, one in enumerate(sent) if isinstance(one, AIMessage)), default=-1)
        new = [f"{one.type}: {one.content}" for one in sent[answered + 1 :]]
        self.note(Happened.ASKED, f"Asked {self._model}.", "\n\n".join(new))

    def on_llm_end(self, response: LLMResult, *, run_id: UUID, **kwargs: Any) -> None:
        """Keep what came back, and what is odd about it."""
        del run_id, kwargs
        generation = response.generations[0][0]
        message = generation.message if isinstance(generation, ChatGeneration) else None
        if not isinstance(message, AIMessage):
            return
        calls = [call["name"] for call in message.tool_calls]
        text = "\n".join(filter(None, [str(message.content), *(f"calls {name}" for name in calls)]))
        wanted = f"asks for {counted(len(calls), 'look-up')}"
        says = f"{self._model} {wanted if calls else 'answered'}."
        self.note(Happened.ANSWERED, says, text, since=self._since)
        for name in calls:
            if name not in NAMES:
                self.finds(Flag.TOOL_REFUSED, f"The model asked for a tool that it has not ({shown(name)})")

    def on_llm_error(self, error: BaseException, *, run_id: UUID, **kwargs: Any) -> None:
        """Keep that a call failed; in which words is said where the failure is understood."""
        del run_id, kwargs
        self.note(Happened.FAILED, f"The call failed ({type(error).__name__}).", since=self._since)

    def looked(self, name: str, arguments: dict[str, Any], result: str, *, found: bool, since: float) -> None:
        """A look-up was run."""
        text = f"{json.dumps(arguments)}\n{result}"
        nothing = "" if found else " It found nothing."
        self.note(Happened.TOOL, f"Looked up: {name}.{nothing}", text, since=since, failed=not found)
        if not found:
            self.finds(Flag.LOOKUP_FAILED, f"A look-up of the model found nothing ({name})")

    def refused(self, name: str) -> None:
        """A tool outside of the list was asked for and not run."""
        self.note(Happened.REFUSED, f"Refused before it ran: {shown(name)}.", failed=True)

    def reads(self, reply: str, rationale: Sequence[str]) -> None:
        """Look for uncertain wording in a draft."""
        hedge = hedge_in(".\n".join([reply, *rationale]), unless=_IN_QUOTES)
        if hedge:
            self.finds(Flag.HEDGED, f'The model hedges: "{hedge}"')

    @property
    def findings(self) -> tuple[str, ...]:
        """What a person should know, in order."""
        return tuple(self._findings)

    def run(self, asked: Use, spent: Use) -> ModelRun:
        """The record as it stands."""
        return ModelRun(
            prompt=self._prompt,
            models=tuple(self._models),
            asked=asked,
            spent=spent,
            findings=self.findings,
            flags=tuple(dict.fromkeys(self._findings.values())),
            steps=tuple(self._steps),
            corrections=self._corrections,
        )


def shown(name: str) -> str:
    """A tool's name as a model wrote it, where it is fit to be shown."""
    return name if _NAME.fullmatch(name) else "a name that is none"
