"""The drafter on a model: first model, then the stronger one, then a person, with what each of them said.

It proposes; everything it names is checked against what code has loaded, and the gate lets nothing of it go
without a person while its confidence is not calibrated.
"""

from collections import OrderedDict
from collections.abc import Callable
from pathlib import Path
from threading import Lock
from time import monotonic, sleep, time

from hitl.adapters.llm_drafter.asking import Asking
from hitl.adapters.llm_drafter.breaker import Breaker, Health
from hitl.adapters.llm_drafter.budget import BudgetSpent, CaseBudget, Hour
from hitl.adapters.llm_drafter.checking import assessed, draft_of
from hitl.adapters.llm_drafter.client import Endpoint
from hitl.adapters.llm_drafter.failures import AskFailed
from hitl.adapters.llm_drafter.limits import Limits
from hitl.adapters.llm_drafter.prompt import Prompt
from hitl.adapters.llm_drafter.scratch import Scratch
from hitl.adapters.llm_drafter.watch import Watch
from hitl.domain.confidence import score
from hitl.domain.draft import Draft
from hitl.domain.model_run import Happened, ModelRun
from hitl.domain.reading.record import Sentiment
from hitl.errors import DrafterFailed
from hitl.ports.drafter import Brief, PolicySearch

VERSION = "model 1.0"

SURE = 0.7
"""Confidence from which a draft needs no stronger model."""

_FIRST = 0.6
"""Share of the time that the first model may take where there is a second."""

_REMEMBERED = 256
"""Runs that nobody has asked for yet: more than the cases that are drafted at once."""


class LlmDrafter:
    """Implements ports.drafter.Drafter and ports.drafter.OnRecord."""

    def __init__(
        self,
        *,
        endpoint: Endpoint,
        model: str,
        senior: str,
        prompt: Prompt,
        limits: Limits,
        search: PolicySearch,
        scratch: Path,
        seconds: float,
        wait: Callable[[float], object] = sleep,
        now: Callable[[], float] = time,
    ) -> None:
        """`senior` is empty where there is no stronger model; `seconds` is what one draft may take in all.

        `now`: the time that all processes of an installation share, in seconds.
        """
        file = Scratch(scratch)
        self._endpoint = endpoint
        self._models = (model, senior) if senior and senior != model else (model,)
        self._prompt = prompt
        self._limits = limits
        self._search = search
        self._hour = Hour(file, limits.hour, now)
        self._breaker = Breaker(file, limits.breaker, endpoint.address, now)
        self._seconds = seconds
        self._wait = wait
        self._watches: OrderedDict[str, tuple[Watch, CaseBudget]] = OrderedDict()
        self._lock = Lock()

    @property
    def name(self) -> str:
        """Name and version, as every draft shows it."""
        return VERSION

    @property
    def health(self) -> str:
        """One sentence on whether the endpoint is asked at present."""
        return f"{', then '.join(self._models)}: {self._health().says}"

    @property
    def trouble(self) -> str:
        """Why the endpoint gives no drafts at present, as sentences for the desk; empty while it does."""
        return self._health().trouble

    def draft(self, brief: Brief) -> Draft:
        """The draft of the first model that is sure enough, else the best there is. Raises DrafterFailed."""
        ends = monotonic() + self._seconds
        watch = Watch(self._prompt.version)
        budget = CaseBudget(self._limits, self._hour)
        self._remember(brief.facts.case_id, watch, budget)
        health = self._breaker.admit()
        if not health.asked:
            raise DrafterFailed(f"Not asked: {health.says}")
        asking = Asking(
            brief,
            endpoint=self._endpoint,
            prompt=self._prompt,
            search=self._search,
            budget=budget,
            breaker=self._breaker,
            admitted=health.opened,
            watch=watch,
            wait=self._wait,
        )
        return self._through_the_levels(brief, asking, watch, ends)

    def run_of(self, case_id: str) -> ModelRun | None:
        """What was asked for a case the last time, once; also while or after it was given up."""
        with self._lock:
            found = self._watches.pop(case_id, None)
        return found[0].run(found[1].asked, found[1].spent) if found else None

    def _through_the_levels(self, brief: Brief, asking: Asking, watch: Watch, ends: float) -> Draft:
        best: tuple[float, Draft] | None = None
        failure: DrafterFailed | None = None
        models = self._models[-1:] if sensitive(brief) else self._models
        if models != self._models:
            watch.note(Happened.LEVEL, "A sensitive case: the stronger model alone is asked.")
        for model in models:
            try:
                draft, confidence = self._level(brief, asking, model, self._until(model, ends))
            except DrafterFailed as failed:
                if failure is None or not isinstance(failed, BudgetSpent):
                    failure = failed  # the last, unless that is only what the one before left over
                watch.note(Happened.LEVEL, f"{model}: {failed}")
                continue
            watch.reads(draft.reply, [sentence.text for sentence in draft.rationale])
            amount = f" of {draft.amount}" if draft.amount else ""
            says = f"{model}: {draft.action.value.replace('_', ' ')}{amount}, confidence {confidence:.2f}"
            watch.note(Happened.LEVEL, says)
            if best is None or confidence > best[0]:
                best = confidence, draft
            if confidence >= SURE:
                break
        if best is None:
            raise failure or DrafterFailed("No model was asked.")
        return _for_a_person(best[1], best[0], watch.findings)

    def _level(self, brief: Brief, asking: Asking, model: str, until: float) -> tuple[Draft, float]:
        answer = asking.ask(model, until)
        if self._prompt.is_recited_in(answer.reply):
            raise AskFailed("The model's reply recites its instructions.")
        facts = brief.facts
        draft = draft_of(
            answer, facts, asking.masks, drafter=VERSION, model=model, prompt=self._prompt.version
        )
        assessment = assessed(draft.claims, facts, facts.order(draft.order_id))
        confidence = score(draft=draft, facts=facts, reading=brief.reading, assessment=assessment)
        return draft, confidence.value

    def _until(self, model: str, ends: float) -> float:
        """A first model must leave time for the second."""
        if model == self._models[-1]:
            return ends
        return ends - self._seconds * (1 - _FIRST)

    def _health(self) -> Health:
        try:
            return self._breaker.health()
        except DrafterFailed as failed:
            return Health(asked=False, dead=True, why=str(failed))

    def _remember(self, case_id: str, watch: Watch, budget: CaseBudget) -> None:
        with self._lock:
            self._watches[case_id] = watch, budget
            while len(self._watches) > _REMEMBERED:
                self._watches.popitem(last=False)


def sensitive(brief: Brief) -> bool:
    """Whether the words speak of harm, law, fraud or anger, or try to steer whoever reads them."""
    reading = brief.reading
    return (
        any(found.sure for found in reading.keywords)
        or bool(reading.injection)
        or reading.sentiment is Sentiment.ANGRY
    )


def _for_a_person(draft: Draft, confidence: float, findings: tuple[str, ...]) -> Draft:
    """The draft with everything that was odd about its making, which a person must see."""
    notes = [draft.review_note] if draft.review_note else []
    notes += findings
    if confidence < SURE:
        notes.append(f"No model was sure enough (confidence {confidence:.2f})")
    if not notes:
        return draft
    return draft.model_copy(update={"needs_human_review": True, "review_note": ". ".join(notes)})
