"""LangSmith as the receiver of traces, reviewers' feedback and corrected drafts as examples.

What models were sent and answered is masked already; what people wrote is masked here. The ids follow from
what is sent, so that sending twice adds nothing.
"""

from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid5

from langsmith import Client
from langsmith.utils import LangSmithConflictError, LangSmithError
from urllib3 import Retry

from hitl.adapters.case_masks import masks_of
from hitl.adapters.llm_drafter.masking import Masks
from hitl.domain.decision import Decision, DecisionOutcome
from hitl.domain.drafted import Drafted
from hitl.domain.model_run import Happened, ModelRun, ModelStep
from hitl.domain.record import Moment
from hitl.errors import TracesUnavailable
from hitl.ports.reads import CaseFile

DATASET = "countersign corrections"

_OURS = UUID("6d0e7c53-7f0c-5d0e-9c55-0f6a4c1f2b11")
_MILLISECONDS = 10_000


class LangSmith:
    """Implements ports.tracing.Tracing."""

    def __init__(self, *, address: str, key: str, project: str, workspace: str, place: Path) -> None:
        """`place`: the file that remembers up to where the ledger was passed on."""
        self._client = Client(
            address,
            api_key=key,
            workspace_id=workspace or None,
            auto_batch_tracing=False,  # what was sent must be known before the place moves on
            omit_traced_runtime_info=True,
            timeout_ms=_MILLISECONDS,
            retry_config=Retry(total=0),  # tried again with the next look
        )
        self._project = project
        self._file = place
        self._dataset: UUID | None = None
        self._session: UUID | None = None

    @property
    def place(self) -> int | None:
        """The ledger's number up to which everything was passed on."""
        return int(self._file.read_text()) if self._file.exists() else None

    def reached(self, place: int) -> None:
        """Remember it."""
        part = self._file.with_suffix(".part")
        part.write_text(str(place))
        part.replace(self._file)

    def drafted(self, drafted: Drafted) -> None:
        """One trace: the draft, and below it every call and look-up."""
        if drafted.run is None:
            return
        for run in _runs(drafted, drafted.run):
            _sent(self._client.create_run, **run, project_name=self._project)

    def decided(self, drafted: Drafted, file: CaseFile) -> None:
        """Feedback on the trace, and an example of what would have been right."""
        decision = file.decision
        if decision is None or drafted.run is None:
            return
        masks = masks_of(file)
        root = _id(drafted)
        for one in _feedback(decision, masks):
            known = uuid5(root, f"{one['key']} {decision.decided_at.isoformat()}")
            place = {"run_id": root, "trace_id": root, "session_id": self._session_id()}
            _sent(self._client.create_feedback, **place, **one, feedback_id=known)
        if decision.outcome is not DecisionOutcome.APPROVED:
            example = _example(drafted, drafted.run, decision, masks)
            _sent(self._client.create_example, **example, dataset_id=self._dataset_id())

    def _session_id(self) -> UUID:
        if self._session is None:
            self._session = _asked(self._client.read_project, project_name=self._project).id
        return self._session

    def _dataset_id(self) -> UUID:
        if self._dataset is None:
            known = _asked(self._client.has_dataset, dataset_name=DATASET)
            ask = self._client.read_dataset if known else self._client.create_dataset
            self._dataset = _asked(ask, dataset_name=DATASET).id
        return self._dataset


def _sent(send: Callable[..., object], **what: Any) -> None:
    """Send; what is there already need not be sent again."""
    with suppress(LangSmithConflictError):
        _asked(send, **what)


def _asked(ask: Callable[..., Any], **what: Any) -> Any:
    try:
        return ask(**what)
    except LangSmithConflictError:
        raise
    except (LangSmithError, ValueError) as error:
        raise TracesUnavailable(f"LangSmith: {type(error).__name__}") from error


def _id(drafted: Drafted) -> UUID:
    return uuid5(_OURS, f"{drafted.case_id}:{drafted.version}:{drafted.drafted_at.isoformat()}")


def _runs(drafted: Drafted, run: ModelRun) -> Iterator[dict[str, Any]]:
    """The draft first, then its steps in the order of time."""
    root = _id(drafted)
    lasted = max((step.began + step.milliseconds for step in run.steps), default=0.0)
    start = drafted.drafted_at - timedelta(milliseconds=lasted)
    path = _dotted(start, root)
    levels = [step.says for step in run.steps if step.happened is Happened.LEVEL]
    yield {
        "id": root,
        "trace_id": root,
        "dotted_order": path,
        "name": "draft",
        "run_type": "chain",
        "inputs": {"case": drafted.case_id, "version": drafted.version},
        "outputs": {"action": run.metadata.get("action"), "levels": levels},
        "error": drafted.failure or None,
        "start_time": start,
        "end_time": drafted.drafted_at,
        "tags": [*run.tags],
        "extra": {"metadata": {**run.metadata, "thread_id": drafted.case_id, "policy": drafted.policy}},
    }
    asked = ""
    for number, step in enumerate(run.steps):
        if step.happened is Happened.ASKED:
            asked = step.text
            continue
        if step.happened is Happened.LEVEL:
            continue
        begun = start + timedelta(milliseconds=step.began)
        known = uuid5(root, str(number))
        yield {
            "id": known,
            "trace_id": root,
            "parent_run_id": root,
            "dotted_order": f"{path}.{_dotted(begun, known)}",
            "start_time": begun,
            "end_time": begun + timedelta(milliseconds=step.milliseconds),
            **_content(step, asked),
        }


def _dotted(at: Moment, known: UUID) -> str:
    """How LangSmith sorts runs: the time in UTC, then the id."""
    return f"{at:%Y%m%dT%H%M%S%f}Z{known}"


def _content(step: ModelStep, asked: str) -> dict[str, Any]:
    wrong = step.says if step.failed or step.happened is Happened.FAILED else None
    if step.happened in {Happened.TOOL, Happened.REFUSED}:
        arguments, _, found = step.text.partition("\n")
        return {
            "name": step.says.removeprefix("Looked up: ").split(".")[0],
            "run_type": "tool",
            "inputs": {"arguments": arguments},
            "outputs": {"found": found},
            "error": wrong,
        }
    usage = {
        "input_tokens": step.tokens - step.received,
        "output_tokens": step.received,
        "total_tokens": step.tokens,
        "total_cost": step.microdollars / 1_000_000,
    }
    return {
        "name": step.model or "model",
        "run_type": "llm",
        "inputs": {"messages": asked},
        "outputs": {"answer": step.text, "usage_metadata": usage},
        "error": wrong,
        "extra": {"metadata": {"ls_provider": "openai", "ls_model_name": step.model}},
    }


def _feedback(decision: Decision, masks: Masks) -> Iterator[dict[str, Any]]:
    said = decision.feedback
    why = f"{decision.reason_code or ''} {masks.hide(said.comment) if said else ''}".strip()
    unchanged = decision.outcome is DecisionOutcome.APPROVED
    yield {"key": "decision", "score": float(unchanged), "value": decision.outcome.value, "comment": why}
    if said is not None and said.score is not None:
        yield {"key": "stars", "score": said.score / 5, "value": said.kind or None, "comment": ""}


def _example(drafted: Drafted, run: ModelRun, decision: Decision, masks: Masks) -> dict[str, Any]:
    """What the model was asked, and what a person made of its answer."""
    asked = next((step.text for step in run.steps if step.happened is Happened.ASKED), "")
    return {
        "example_id": uuid5(_id(drafted), f"example {decision.decided_at.isoformat()}"),
        "inputs": {"messages": asked},
        "reference_outputs": {
            "action": decision.action.value,
            "amount": decision.amount.decimal() if decision.amount else None,
            "currency": decision.amount.currency if decision.amount else None,
            "reply": masks.hide(decision.reply),
            "reason": decision.reason_code.value if decision.reason_code else None,
        },
        "metadata": {"case": drafted.case_id, "prompt": run.prompt, "models": [*run.models]},
    }
