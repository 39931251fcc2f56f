"""One level: a model looks things up, within bounds, and then answers."""

import json
from collections.abc import Callable
from time import monotonic, perf_counter
from typing import Any

from langchain_core.messages import AIMessage, BaseMessage, HumanMessage, SystemMessage, ToolMessage

from hitl.adapters.llm_drafter import answer, tools
from hitl.adapters.llm_drafter.answer import Answer
from hitl.adapters.llm_drafter.breaker import Breaker
from hitl.adapters.llm_drafter.budget import BudgetSpent, CaseBudget, Reserved
from hitl.adapters.llm_drafter.client import Endpoint
from hitl.adapters.llm_drafter.failures import AskFailed
from hitl.adapters.llm_drafter.masking import Masks
from hitl.adapters.llm_drafter.prompt import Prompt, case, fenced, learning
from hitl.adapters.llm_drafter.tools import Tools
from hitl.adapters.llm_drafter.watch import Watch, shown
from hitl.adapters.llm_drafter.writing import Writing
from hitl.domain.model_run import Happened
from hitl.ports.drafter import Brief, PolicySearch

ROUNDS = 5
"""Answers that ask for look-ups before one must be the draft: two or three are usual."""

_AGAIN_WHEN_FULL = 3
"""Repetitions where an endpoint only has no room yet; where something broke, one tells that it still is."""

LOOK_UPS = 6
"""Look-ups in one answer; a model that wants more is going round in circles."""

_TOOLS = tools.declared()
_FORM = answer.form()
_OVERHEAD = len(json.dumps([_TOOLS, _FORM]).encode()) + 200
"""Bytes that go with every prompt: tools, form, and the protocol's own words."""


class Asking:
    """The models of one case, asked within its time and budget."""

    def __init__(
        self,
        brief: Brief,
        *,
        endpoint: Endpoint,
        prompt: Prompt,
        search: PolicySearch,
        budget: CaseBudget,
        breaker: Breaker,
        admitted: int,
        watch: Watch,
        wait: Callable[[float], object],
    ) -> None:
        """`admitted`: the breaker's count when this case was let in."""
        self.masks = Masks(brief)
        self._brief = learning(brief, budget.correction_tokens)
        self._endpoint = endpoint
        self._prompt = prompt
        self._tools = Tools(brief, search)
        self._budget = budget
        self._breaker = breaker
        self._admitted = admitted
        self._watch = watch
        self._wait = wait
        watch.learns(self._brief.corrections)
        self._writing = Writing(brief.tell) if brief.tell else None

    def ask(self, model: str, until: float) -> Answer:
        """The answer of one model, before a reading of monotonic. Raises AskFailed or BudgetSpent."""
        self._watch.begins(model)
        messages: list[BaseMessage] = [
            SystemMessage(self._prompt.text),
            HumanMessage(case(self._brief, self.masks)),
        ]
        for _ in range(ROUNDS):
            message = self._patiently(model, messages, until)
            if not message.tool_calls and not message.invalid_tool_calls:
                return _read(message)
            messages += [message, *self._look_up(message)]
        raise AskFailed("The model kept looking things up and came to no answer.")

    def _patiently(self, model: str, messages: list[BaseMessage], until: float, tried: int = 1) -> AIMessage:
        """One call, repeated where the server says that it may help and there is time."""
        try:
            return self._once(model, messages, until)
        except AskFailed as failure:
            lost, pause = failure, _pause(failure, tried, until - monotonic())
            if pause is None:
                self._tell(failure)
                raise
        self._watch.note(Happened.FAILED, f"{lost} Tried again after {pause:.2g} s.")
        self._wait(pause)
        try:
            return self._patiently(model, messages, until, tried + 1)
        except BudgetSpent:
            self._tell(lost)
            raise lost from None  # it used the budget up, and is why there is no draft

    def _tell(self, failure: AskFailed) -> None:
        if failure.dead:
            self._breaker.failed(str(failure), self._admitted, failure.again_after if failure.full else None)

    def _once(self, model: str, messages: list[BaseMessage], until: float) -> AIMessage:
        """One call; whoever waits for a turn has set nothing of the budgets aside yet."""
        with self._endpoint.turn(until):
            return self._in_turn(model, messages, until)

    def _in_turn(self, model: str, messages: list[BaseMessage], until: float) -> AIMessage:
        left = until - monotonic()
        if left <= 0:
            raise AskFailed("The case's time for the model was over.")
        reserved = self._budget.reserve(model, _bytes(messages))
        message, unpaid = None, False
        try:
            message = self._endpoint.ask(
                model,
                messages,
                tools=_TOOLS,
                form=_FORM,
                answer_tokens=reserved.answer,
                seconds=left,
                watch=self._watch,
                writing=self._writing,
            )
        except AskFailed as failure:
            unpaid = failure.unpaid
            raise
        finally:
            self._settle(reserved, model, message, unpaid=unpaid)
        self._breaker.succeeded()
        return message

    def _settle(self, reserved: Reserved, model: str, message: AIMessage | None, *, unpaid: bool) -> None:
        """What an endpoint says of its own use is believed unless it is absurd or says nothing."""
        usage = message.usage_metadata if message else None
        sent = 0 if unpaid else usage["input_tokens"] if usage else -1
        received = 0 if unpaid else usage["output_tokens"] if usage else -1
        said = sent > 0 and received >= 0 and sent + received <= reserved.most.tokens
        believed = said or unpaid
        spent = self._budget.settle(
            reserved, model, sent if believed else None, received if believed else None
        )
        self._watch.costs(spent, received if believed else reserved.answer)

    def _look_up(self, message: AIMessage) -> list[ToolMessage]:
        calls = message.tool_calls
        if message.invalid_tool_calls or len(calls) > LOOK_UPS:
            raise AskFailed("The model asked for look-ups in a way that cannot be followed.")
        return [
            ToolMessage(self._result(call["name"], call["args"]), tool_call_id=call["id"] or "")
            for call in calls
        ]

    def _result(self, name: str, arguments: dict[str, Any]) -> str:
        since = perf_counter()
        looked = self._tools.run(name, arguments)
        if looked is None:
            self._watch.refused(name)
            return fenced(shown(name), {"error": "there is no such tool"}, self.masks)
        result = fenced(name, looked.result, None if looked.ours else self.masks)
        self._watch.looked(name, arguments, result, found=looked.found, since=since)
        return result


def _pause(failure: AskFailed, tried: int, left: float) -> float | None:
    """Seconds after which a call is repeated; None where it is not."""
    pause = failure.again_after
    if pause is None or tried > (_AGAIN_WHEN_FULL if failure.full else 1):
        return None
    return pause if pause < left / 2 else None


def _read(message: AIMessage) -> Answer:
    if message.additional_kwargs.get("refusal"):
        raise AskFailed("The model refused to answer.")
    finish = message.response_metadata.get("finish_reason")
    if finish == "length":
        raise AskFailed("The model's answer was cut off before its end.")
    if finish == "content_filter":
        raise AskFailed("The model's endpoint withheld the answer.")
    return answer.parse(message.text)


def _bytes(messages: list[BaseMessage]) -> int:
    """What a prompt has at most of tokens."""
    return _OVERHEAD + sum(len(message.model_dump_json().encode()) for message in messages)
