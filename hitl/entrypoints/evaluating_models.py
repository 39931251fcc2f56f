"""Evaluation of a language model on a real endpoint: in parallel, resumable, beside the rules drafter.

Whatever a model answers to a case is written down at once, under the model, the prompt and the case's own
content, so that a run that was broken off, or stopped by the hour's budget, goes on where it was and no
answer is paid for twice.
"""

import json
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from hashlib import sha256
from pathlib import Path
from statistics import median
from threading import Lock
from time import perf_counter
from typing import Any, NamedTuple

from pydantic import NonNegativeFloat, ValidationError

from hitl.adapters.llm_drafter import LlmDrafter
from hitl.adapters.llm_drafter.budget import BudgetSpent
from hitl.adapters.llm_drafter.failures import AskFailed
from hitl.adapters.policy_search import ClauseSearch
from hitl.adapters.reading_weights import load_lexicon
from hitl.bootstrap import PROMPT, USUAL_MODEL, model_drafter, read_ruleset
from hitl.domain.draft import Draft
from hitl.domain.facts import Facts
from hitl.domain.model_run import Happened, ModelRun, Use
from hitl.domain.record import Record
from hitl.entrypoints.evaluation import Evaluation, evaluate_files, gathered, read_labelled
from hitl.errors import DrafterFailed, InvalidInput
from hitl.labelled import load_policy
from hitl.ports.drafter import Brief
from hitl.settings import ROOT, Settings
from hitl.steps.draft import find_passages, understand

AT_ONCE = 8
"""Cases that are drafted at the same time unless told otherwise: most accounts are allowed that many."""


class Answered(Record):
    """What a model made of one case."""

    key: str  # of the case's content
    draft: Draft | None
    failure: str = ""  # the model's own; where its endpoint is at fault the case is asked again
    run: ModelRun  # without the texts
    seconds: NonNegativeFloat


_NOTHING = ModelRun(prompt="", models=(), asked=Use(), spent=Use())


class Beside(NamedTuple):
    """A model and the rules drafter on the same cases."""

    model: Evaluation
    rules: Evaluation
    name: str  # of the models
    spent: Use  # for all answers, those of earlier runs included
    asked: int  # cases of this run
    kept: int  # cases that an earlier run has answers for
    left_out: Mapping[str, str]  # cases without an answer, in neither column, and why
    median_seconds: float  # of a draft, what the model's server took included


def beside(
    path: Path,
    settings: Settings,
    *,
    at_once: int = AT_ONCE,
    afresh: bool = False,
    progress: Callable[[str], None] = lambda _: None,
) -> Beside:
    """Draft the labelled cases with the configured model and with the rules, and compare.

    Answers are kept in the `eval` folder of the installation; `afresh` forgets those of this model and
    prompt. The company's hourly budget holds here as well. Raises InvalidFile, InvalidInput, InvalidSetting.
    """
    found = ask_all(path, settings, at_once=at_once, afresh=afresh, progress=progress)
    wanted = frozenset(found.answers)
    by_rules = settings.model_copy(update={"drafter": "rules"})
    return Beside(
        model=evaluate_files(path, settings, drafter=found.kept, only=wanted),
        rules=evaluate_files(path, by_rules, only=wanted),
        name=name_of(settings),
        spent=found.spent,
        asked=len(wanted) - found.before,
        kept=found.before,
        left_out=found.left_out,
        median_seconds=found.median_seconds,
    )


class Asked(NamedTuple):
    """A model's answers to labelled cases, those of earlier runs included."""

    kept: "Kept"
    answers: Mapping[str, Answered]  # by the case's id
    before: int  # cases that an earlier run had answers for
    left_out: Mapping[str, str]  # cases without an answer, and why

    @property
    def spent(self) -> Use:
        """On all of the answers."""
        return sum((one.run.spent for one in self.answers.values()), start=Use())

    @property
    def median_seconds(self) -> float:
        """Of a draft."""
        return round(median(one.seconds for one in self.answers.values()), 3) if self.answers else 0.0


def ask_all(
    path: Path,
    settings: Settings,
    *,
    prompt: Path = PROMPT,
    at_once: int = AT_ONCE,
    afresh: bool = False,
    progress: Callable[[str], None] = lambda _: None,
) -> Asked:
    """Have a model draft the labelled cases that no answer is kept for. Raises as `beside`."""
    if at_once < 1:
        raise InvalidInput("--at-once: at least 1")
    drafter = model_drafter(settings, prompt)
    kept = Kept(_file(settings, prompt), afresh=afresh)
    every = _briefs(path, settings)
    before = sum(key_of(brief.facts) in kept.answers for brief in every.values())
    left_out = _ask(every, drafter, kept, at_once, progress)
    return Asked(
        kept=kept,
        answers={
            one: kept.answers[key_of(brief.facts)] for one, brief in every.items() if one not in left_out
        },
        before=before,
        left_out=left_out,
    )


def name_of(settings: Settings) -> str:
    """The models that are asked, in order."""
    return " then ".join(filter(None, (settings.model or USUAL_MODEL, settings.senior_model)))


class Kept:
    """Answers in a file of lines; as a drafter it gives again what it has."""

    health = trouble = ""

    def __init__(self, file: Path, *, afresh: bool = False) -> None:
        self.name = "model, as kept"
        self._file = file
        self._lock = Lock()
        self._last: ModelRun | None = None
        if afresh:
            file.unlink(missing_ok=True)
        self.answers = {one.key: one for one in _read(file)}

    def keep(self, answered: Answered) -> None:
        """Written at once: the run may be broken off."""
        with self._lock:
            self.answers[answered.key] = answered
            self._file.parent.mkdir(parents=True, exist_ok=True)
            with self._file.open("a", encoding="utf-8") as lines:
                lines.write(answered.model_dump_json() + "\n")

    def draft(self, brief: Brief) -> Draft:
        """What was answered to that case. Raises DrafterFailed where that was nothing."""
        found = self.answers[key_of(brief.facts)]
        self._last = found.run
        if found.draft is None:
            raise DrafterFailed(found.failure)
        return found.draft

    def run_of(self, case_id: str) -> ModelRun | None:
        """The run of the draft that was given last: cases are gone through one by one."""
        del case_id
        return self._last


def key_of(facts: Facts) -> str:
    """The same for the same case, in every process and whatever number it has in a database."""
    policy = facts.policy.model_copy(update={"version": 0})
    known = facts.model_copy(update={"case_id": "", "policy": policy})
    plain = _in_order(
        known.model_dump(exclude_defaults=True)
    )  # a fact that cases may have one day is none yet
    return sha256(json.dumps(plain, sort_keys=True, default=str).encode()).hexdigest()[:32]


def _in_order(value: Any) -> Any:
    """The same without sets, whose order is another one in every process."""
    if isinstance(value, frozenset):
        return sorted(map(str, value))
    if isinstance(value, dict):
        return {name: _in_order(inner) for name, inner in value.items()}
    return [_in_order(inner) for inner in value] if isinstance(value, tuple | list) else value


def _read(file: Path) -> Iterable[Answered]:
    """The answers of a file; a last line that was cut off is no answer."""
    if not file.exists():
        return
    for line in file.read_text("utf-8").splitlines():
        try:
            yield Answered.model_validate_json(line)
        except ValidationError:
            continue


def _file(settings: Settings, prompt: Path) -> Path:
    """Another model, endpoint or prompt answers otherwise."""
    same = "\n".join((name_of(settings), settings.openai_base_url, prompt.read_text("utf-8")))
    return settings.var / "eval" / f"{sha256(same.encode()).hexdigest()[:16]}.jsonl"


def _briefs(path: Path, settings: Settings) -> dict[str, Brief]:
    """What the drafter gets of every case whose facts can be put together, by the case's id."""
    lexicon, search = load_lexicon(ROOT, read_ruleset()), ClauseSearch()
    policy = load_policy(ROOT / "data" / "policies")
    found: dict[str, Brief] = {}
    with gathered(settings.model_copy(update={"drafter": "rules"})) as facts_of:
        for case in (one for cases in read_labelled(path)[0].values() for one in cases):
            facts = facts_of(case, policy).model_copy(update={"case_id": case.id})
            reading = understand(facts, lexicon)
            found[case.id] = Brief(
                facts=facts, reading=reading, passages=find_passages(facts, reading, search)
            )
    return found


def _ask(
    every: Mapping[str, Brief],
    drafter: LlmDrafter,
    kept: Kept,
    at_once: int,
    progress: Callable[[str], None],
) -> dict[str, str]:
    """Draft what no answer is kept for; gives the cases that still have none, and why."""
    waiting = [brief for brief in every.values() if key_of(brief.facts) not in kept.answers]
    left_out: dict[str, str] = {}
    with ThreadPoolExecutor(at_once) as pool:
        whys = pool.map(partial(_answer, drafter=drafter, kept=kept), waiting)
        for number, (brief, why) in enumerate(zip(waiting, whys, strict=True), start=1):
            if why:
                left_out[brief.facts.case_id] = why
            if number % 25 == 0 or number == len(waiting):
                progress(f"{number} of {len(waiting)} cases asked, {len(left_out)} without an answer")
    return left_out


def _answer(brief: Brief, *, drafter: LlmDrafter, kept: Kept) -> str:
    """Ask, and keep what came of it; why there is nothing to keep."""
    since, draft, failed = perf_counter(), None, None
    try:
        draft = drafter.draft(brief)
    except DrafterFailed as caught:
        failed = caught
    run = drafter.run_of(brief.facts.case_id) or _NOTHING
    if failed and not _its_own(failed, run):
        return str(failed)
    bare = tuple(step.model_copy(update={"text": ""}) for step in run.steps)
    kept.keep(
        Answered(
            key=key_of(brief.facts),
            draft=draft,
            failure=str(failed or ""),
            run=run.model_copy(update={"steps": bare}),
            seconds=round(perf_counter() - since, 3),
        )
    )
    return ""


def _its_own(failed: DrafterFailed, run: ModelRun) -> bool:
    """Whether the model failed, which counts against it, and not its endpoint or the hour's budget.

    A case's budget may be used up by calls that were lost on the way, which is no fault of the model's.
    """
    if isinstance(failed, BudgetSpent):
        return failed.of_the_case and all(step.happened is not Happened.FAILED for step in run.steps)
    return isinstance(failed, AskFailed) and not failed.dead
