"""A change of model or prompt, tried before it is switched on: what drafts now beside the candidate.

On the labelled cases and on the newest corrections of this installation. The result is kept in the ledger.
"""

import json
from collections import deque
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from pydantic import JsonValue

from hitl.adapters.llm_drafter.prompt import read_prompt
from hitl.bootstrap import PROMPT, hiding, open_records
from hitl.domain.event import Event, EventKind
from hitl.domain.model_run import Use
from hitl.domain.record import Record
from hitl.domain.trial import Compared, Score, Trial
from hitl.entrypoints.evaluating_models import AT_ONCE, Asked, ask_all, name_of
from hitl.entrypoints.evaluation import Evaluation, evaluate_files
from hitl.errors import InvalidInput
from hitl.labelled import Tally
from hitl.ports.store import Store
from hitl.settings import Settings
from hitl.steps.labelling import corrected, labelled_case

NEWEST = 200
"""Corrections that are tried: what people taught a year ago is in the policy by now, or should be."""

LABELLED, CORRECTIONS = "labelled cases", "newest corrections"

Progress = Callable[[str], None]


class Change(Record):
    """What would be different; what is empty stays as it is."""

    model: str = ""
    senior: str = ""
    prompt: Path | None = None


class Pair(NamedTuple):
    """Both on the same cases."""

    now: Tally
    candidate: Tally

    @property
    def better(self) -> tuple[str, ...]:
        """Cases that are wrong now and would be right."""
        return _without(self.now, self.candidate)

    @property
    def worse(self) -> tuple[str, ...]:
        """Cases that are right now and would be wrong."""
        return _without(self.candidate, self.now)


class Tried(NamedTuple):
    """What trying a change came to."""

    now: str  # who drafts now
    candidate: str
    pairs: dict[str, Pair]  # by the kind of cases; no corrections where there are none
    spent: Use  # on the candidate's answers, those of earlier runs included
    left_out: dict[str, str]  # cases without an answer, in neither column, and why


def try_change(
    path: Path,
    settings: Settings,
    change: Change,
    *,
    by: str,
    at_once: int = AT_ONCE,
    progress: Progress = lambda _: None,
) -> Tried:
    """Draft everything both ways, compare, and log the result. Raises as `evaluating_models.beside`."""
    trial = _Trial(settings, change, at_once, progress)
    with TemporaryDirectory(prefix="countersign-try-") as folder, closing(open_records(settings)) as records:
        corrections = Path(folder) / "corrections.jsonl"
        pairs = {LABELLED: trial.on(path)}
        if _write_newest(corrections, records.store):
            pairs[CORRECTIONS] = trial.on(corrections)
        tried = Tried(trial.now, trial.candidate, pairs, trial.spent, trial.left_out)
        with records.store.unit() as unit:
            event = Event(
                kind=EventKind.CHANGE_TRIED, at=records.clock.now(), actor=by, payload=payload_of(tried)
            )
            unit.log(event)
            unit.commit()
    return tried


class _Trial:
    """What is in force and what is not yet, on one file of cases after the other."""

    def __init__(self, settings: Settings, change: Change, at_once: int, progress: Progress) -> None:
        changed = {"model": change.model, "senior_model": change.senior}
        self._settings = settings
        self._prompt = change.prompt or PROMPT
        self._with = settings.model_copy(
            update={"drafter": "llm", **{name: value for name, value in changed.items() if value}}
        )
        self._at_once = at_once
        self._progress = progress
        self.spent = Use()
        self.left_out: dict[str, str] = {}
        self.now = _name(settings, PROMPT)
        self.candidate = _name(self._with, self._prompt)
        if self.now == self.candidate:
            raise InvalidInput(f"{self.candidate} is what drafts now; name another model or prompt")

    def on(self, path: Path) -> Pair:
        """Both on the cases that both have an answer for."""
        candidate = self._asked(path, self._with, self._prompt)
        present = self._asked(path, self._settings, PROMPT) if self._settings.drafter == "llm" else None
        self.spent += candidate.spent
        wanted = frozenset(candidate.answers)
        if present is not None:
            wanted &= frozenset(present.answers)
        return Pair(
            now=self._evaluated(path, self._settings, present, wanted).tally,
            candidate=self._evaluated(path, self._with, candidate, wanted).tally,
        )

    def _asked(self, path: Path, settings: Settings, prompt: Path) -> Asked:
        found = ask_all(path, settings, prompt=prompt, at_once=self._at_once, progress=self._progress)
        self.left_out.update(found.left_out)
        return found

    def _evaluated(
        self, path: Path, settings: Settings, asked: Asked | None, wanted: frozenset[str]
    ) -> Evaluation:
        return evaluate_files(path, settings, drafter=asked.kept if asked else None, only=wanted)


def payload_of(tried: Tried) -> dict[str, JsonValue]:
    """A Trial as it is kept and printed."""
    trial = Trial(
        now=tried.now,
        candidate=tried.candidate,
        cases={name: _compared(pair) for name, pair in tried.pairs.items()},
        spent=tried.spent,
        left_out=len(tried.left_out),
    )
    return trial.model_dump(mode="json")


def _compared(pair: Pair) -> Compared:
    return Compared(
        cases=pair.now.cases,
        now=score_of(pair.now),
        candidate=score_of(pair.candidate),
        better=pair.better,
        worse=pair.worse,
    )


def score_of(tally: Tally) -> Score:
    """A drafter's score on labelled cases."""
    return Score(
        action=tally.action_accuracy,
        amount=tally.amount_accuracy,
        route=tally.route_accuracy,
        reasons=tally.reason_recall,
        unsafe=len(tally.unsafe_auto),
        wrong=len(tally.wrong),
    )


def _without(wrong: Tally, right: Tally) -> tuple[str, ...]:
    still = {one.id for one in right.wrong}
    return tuple(one.id for one in wrong.wrong if one.id not in still)


def _name(settings: Settings, prompt: Path) -> str:
    if settings.drafter == "rules":
        return "the rules drafter"
    return f"{name_of(settings)}, prompt {read_prompt(prompt).version}"


def _write_newest(path: Path, store: Store) -> int:
    """The newest corrections as labelled cases; how many."""
    with store.reads() as reads:
        labels = (labelled_case(one, hiding(one.file)) for one in corrected(reads))
        newest = deque((one for one in labels if one is not None), maxlen=NEWEST)
    path.write_text("".join(json.dumps(one, ensure_ascii=False) + "\n" for one in newest), "utf-8")
    return len(newest)
