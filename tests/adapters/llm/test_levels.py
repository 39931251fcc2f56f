"""Who is asked: the first model, then the stronger one, then a person, and what each of them said."""

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from hitl.adapters.clock import FixedClock
from hitl.domain.event import EventKind
from hitl.domain.model_run import Happened, ModelRun
from hitl.domain.reading.record import Reading, Sentiment
from hitl.errors import DrafterFailed
from hitl.ports.store import Store
from tests.adapters.llm.drafting import a_brief, a_drafter, answers
from tests.adapters.llm.stand_in import Exchange, standing_in
from tests.adapters.llm.test_on_the_queue import good
from tests.company import found
from tests.gate_cases import a_reading
from tests.gate_cases import found as words
from tests.patience import within

Turn = Callable[[Exchange], None]
UNSURE = 0.699
"""Below 0.7, as the answer is right in every other respect."""


def sure(value: float) -> Turn:
    return lambda exchange: answers(exchange, sure=value)


def nonsense(exchange: Exchange) -> None:
    exchange.say("I would rather not.")


def down(exchange: Exchange) -> None:
    exchange.send(503, b"{}", retry_after="3600")


def lost(exchange: Exchange) -> None:
    exchange.send(500, b"{}", retry_after="0")


def silent(exchange: Exchange) -> None:
    exchange.over.wait(20)


SMALL, BOTH, LARGE = ["small"], ["small", "large"], ["large"]
CALM = a_reading()
LAWSUIT = a_reading(keywords=(words("legal_action"),))
A_LAWYER = a_reading(keywords=(words("legal_action", sure=False),))
STEERED = a_reading(injection=(words("override"),))
ANGRY = a_reading(sentiment=Sentiment.ANGRY)


def by_level(small: Turn, large: Turn) -> Turn:
    return lambda exchange: (small if exchange.body["model"] == "small" else large)(exchange)


class Row(NamedTuple):
    """What the customer's words are, what each model does, who is asked and whose draft it is."""

    reading: Reading
    small: Turn
    large: Turn
    asked: list[str]
    taken: str
    reason: str


ROWS = [
    Row(CALM, sure(0.7), sure(0.9), SMALL, "small", "sure enough"),
    Row(CALM, sure(UNSURE), sure(0.9), BOTH, "large", "not sure enough"),
    Row(CALM, sure(0.5), sure(0.4), BOTH, "small", "neither is, and the better one is shown"),
    Row(CALM, nonsense, sure(0.9), BOTH, "large", "an error"),
    Row(CALM, down, sure(0.9), BOTH, "large", "the first model is down"),
    Row(CALM, silent, sure(0.9), BOTH, "large", "it leaves the second its time"),
    Row(CALM, sure(0.5), nonsense, BOTH, "small", "an unsure draft is better than none"),
    Row(LAWSUIT, sure(0.9), sure(0.9), LARGE, "large", "sensitive by its words"),
    Row(STEERED, sure(0.9), sure(0.9), LARGE, "large", "words that steer whoever reads them"),
    Row(ANGRY, sure(0.9), sure(0.9), LARGE, "large", "an angry customer"),
    Row(A_LAWYER, sure(0.9), sure(0.9), SMALL, "small", "only looks like a sensitive word"),
]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.reason)
def test_an_error_a_doubt_or_a_sensitive_case_is_asked_of_the_stronger_model(
    row: Row, tmp_path: Path
) -> None:
    seconds = 3 if row.small is silent else 30
    with standing_in(by_level(row.small, row.large)) as stand_in:
        drafter = a_drafter(stand_in.url, tmp_path, senior="large", seconds=seconds)
        with within(seconds + 1):
            draft = drafter.draft(a_brief(reading=row.reading))
    run = drafter.run_of("CS-1")
    assert run is not None
    assert (stand_in.models(), draft.model) == (row.asked, row.taken)
    first = ["A sensitive case"] if row.asked == LARGE else []
    assert [one.partition(":")[0] for one in said(run)] == [*first, *row.asked], "what each level said"
    nobody = row.taken == "small" and row.asked == BOTH
    assert ("No model was sure enough" in draft.review_note) == nobody


def said(run: ModelRun) -> list[str]:
    return [step.says for step in run.steps if step.happened is Happened.LEVEL]


@pytest.mark.parametrize(
    ("small", "large", "why"),
    [
        (nonsense, down, "failed (503)"),
        (down, nonsense, "no complete JSON"),
        (lost, lost, "failed (500)"),
    ],
    ids=["the last says why", "whoever it is", "a budget that lost calls used up is not why"],
)
def test_where_no_level_gives_a_draft_a_person_is_told_why(
    small: Turn, large: Turn, why: str, tmp_path: Path
) -> None:
    with standing_in(by_level(small, large)) as stand_in:
        drafter = a_drafter(stand_in.url, tmp_path, senior="large")
        with pytest.raises(DrafterFailed) as failed:
            drafter.draft(a_brief())
    run = drafter.run_of("CS-1")
    assert run is not None
    assert why in str(failed.value)
    assert [one.partition(":")[0] for one in said(run)] == BOTH


@pytest.mark.parametrize("senior", ["", "small"])
def test_without_a_stronger_model_the_next_level_is_a_person(senior: str, tmp_path: Path) -> None:
    with standing_in(sure(UNSURE)) as stand_in:
        draft = a_drafter(stand_in.url, tmp_path, senior=senior).draft(a_brief())
        assert stand_in.models() == SMALL
    assert draft.needs_human_review
    assert draft.review_note == "No model was sure enough (confidence 0.70)"


def test_each_hop_is_in_the_ledger(sqlite_store: Store, clock: FixedClock, tmp_path: Path) -> None:
    company = found(sqlite_store, clock)
    with standing_in(by_level(nonsense, good)) as stand_in:
        company.agent.drafter = a_drafter(stand_in.url, tmp_path, senior="large")
        case, _ = company.draft()
    with company.store.reads() as reads:
        logged = [one for one in reads.timeline(case.case_id) if one.kind is EventKind.CASE_DRAFTED]
    assert logged[-1].payload["models"] == BOTH
    assert logged[-1].payload["levels"] == [
        "small: The model's answer is no complete JSON.",
        "large: approve refund of $12.00, confidence 0.97",
    ]
    asked, spent = (logged[-1].payload[name] for name in ("asked", "spent"))
    assert (asked["calls"], spent["calls"], spent["tokens"]) == (2, 2, 2200)
    assert asked["tokens"] > spent["tokens"], "what it could have come to, and what it did"
