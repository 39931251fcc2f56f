"""The rollout page: the step in force, what was tried beside what drafts now, and what was changed."""

from datetime import timedelta

import pytest

from hitl.bootstrap import Countersign
from hitl.domain.event import Event, EventKind
from hitl.domain.mode import Mode, ModeState
from hitl.domain.model_run import Use
from hitl.domain.trial import Compared, Score, Trial
from hitl.ui.rollout import ladder
from tests.pages.conftest import Show, words

NOW = Score(action=0.9, amount=0.95, route=0.9, reasons=None, unsafe=0, wrong=12)
THEN = Score(action=0.96, amount=0.95, route=0.88, reasons=None, unsafe=1, wrong=9)


def _trial(**changes: object) -> Trial:
    compared = Compared(cases=120, now=NOW, candidate=THEN, better=("a-1", "a-2"), worse=("<b>",))
    made = Trial(
        now="the rules drafter",
        candidate="big-1, prompt 4",
        cases={"labelled cases": compared},
        spent=Use(calls=240, tokens=90_000, microdollars=1_250_000),
        left_out=0,
    )
    return made.model_copy(update=changes)


def _log(demo: Countersign, kind: EventKind, payload: dict[str, object]) -> None:
    with demo.store.unit() as unit:
        unit.log(
            Event.model_validate(
                {
                    "kind": kind,
                    "at": demo.clock.now(),
                    "actor": "manager@fernhill.example",
                    "payload": payload,
                }
            )
        )
        unit.commit()


def test_a_trial_says_what_would_be_better_and_what_worse(empty: Countersign, show: Show) -> None:
    _log(empty, EventKind.CHANGE_TRIED, _trial(left_out=3).model_dump(mode="json"))
    told = words(show("rollout"))
    assert "big-1, prompt 4" in told
    assert "beside the rules drafter" in told
    assert "240 calls, 90,000 tokens, $1.25 by the list prices" in told
    assert "3 cases without an answer are in neither column" in told
    assert "+6.0 points" in told
    assert "none asked" in told
    assert "2 better (a-1, a-2). 1 worse (&lt;b&gt;)." in told


@pytest.mark.parametrize(
    ("row", "difference", "verdict"),
    [
        ("Right action", "+6.0 points", "better"),
        ("Right way: alone, or to a person", "-2.0 points", "worse"),
        ("Went alone and must not have", "+1", "worse"),
        ("Cases with anything wrong", "-3", "better"),
    ],
)
def test_fewer_mistakes_are_better_and_so_are_more_right_answers(
    empty: Countersign, show: Show, row: str, difference: str, verdict: str
) -> None:
    _log(empty, EventKind.CHANGE_TRIED, _trial().model_dump(mode="json"))
    told = words(show("rollout")).split(f">{row}<")[1].split("</tr>")[0]
    assert difference in told
    assert f">{verdict}<" in told


def test_only_the_newest_trials_are_shown(empty: Countersign, show: Show) -> None:
    for number in range(5):
        _log(empty, EventKind.CHANGE_TRIED, _trial(candidate=f"big-{number}").model_dump(mode="json"))
    told = words(show("rollout"))
    assert [f"big-{number}" in told for number in range(5)] == [False, False, True, True, True]


@pytest.mark.parametrize(
    ("mode", "canary", "step"),
    [
        (Mode.SHADOW, 100, "Shadow"),
        (Mode.COPILOT, 100, "Co-pilot"),
        (Mode.LIMITED_AUTONOMY, 5, "Limited, 10%"),
        (Mode.LIMITED_AUTONOMY, 30, "Limited, 10%"),
        (Mode.LIMITED_AUTONOMY, 50, "Limited, 50%"),
        (Mode.LIMITED_AUTONOMY, 99, "Limited, 50%"),
        (Mode.LIMITED_AUTONOMY, 100, "Limited, 100%"),
    ],
)
def test_a_share_between_two_steps_has_not_reached_the_higher_one(
    empty: Countersign, mode: Mode, canary: int, step: str
) -> None:
    now = empty.clock.now()
    state = ModeState(mode=mode, canary=canary, since=now - timedelta(days=2), by="<i>", reason="a & b")
    assert ladder.STEPS[ladder.current(state)].name == step
    told = ladder.html(state, now)
    assert told.count("aria-current") == 1
    assert "&lt;i&gt;: a &amp; b" in told
    assert (f"Now {canary}%." in told) == (mode is Mode.LIMITED_AUTONOMY and canary not in {50, 100})


def test_what_was_changed_is_told_with_who_and_why(demo: Countersign, show: Show) -> None:
    _log(demo, EventKind.EXECUTION_STOPPED, {"reason": "a leak <i>"})
    drift = {"from": "2026-10-05", "to": "2026-10-18", "left": []}
    _log(demo, EventKind.DRIFT_FOUND, drift)
    slice_ = {"slice": {"reason": "defective"}, "first": "2026-10-09", "last": "2026-10-21"}
    _log(demo, EventKind.DRIFT_FOUND, {**drift, **slice_})
    told = words(show("rollout"))
    assert "All that the gate clears goes alone." in told
    assert "every second case now" in told
    assert "a leak &lt;i&gt;, by manager@fernhill.example" in told
    assert "Drift, 9 to 21 October: more cases with reason: defective" in told
    assert told.index("Drift, 5 to 18 October<") < told.index("a leak")
