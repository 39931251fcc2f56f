"""What was changed on purpose stands on the time axis."""

from collections import Counter
from datetime import timedelta

import pytest
from pydantic import JsonValue

from hitl.domain.event import EventKind, LoggedEvent
from hitl.steps.measure_turns import Kind, Turn, settings_of, turns
from hitl.ui.metrics import naming
from tests.steps.test_measure import NOON


@pytest.mark.parametrize(
    ("kind", "payload", "told"),
    [
        (EventKind.RULESET_ADOPTED, {"version": "2-ab"}, (Kind.RULES, "2-ab")),
        (EventKind.MODE_CHANGED, {"to": "copilot"}, (Kind.MODE, "copilot")),
        (EventKind.MODE_CHANGED, {"to": {"mode": "shadow", "canary": 0}}, (Kind.MODE, "shadow")),
        (EventKind.EXECUTION_STOPPED, {"reason": "wrong prices"}, (Kind.STOPPED, "wrong prices")),
        (EventKind.POLICY_ACTIVATED, {}, (Kind.POLICY, "")),
    ],
)
def test_a_change_in_the_ledger_is_told(
    kind: EventKind, payload: dict[str, JsonValue], told: tuple[Kind, str]
) -> None:
    event = LoggedEvent(seq=1, kind=kind, at=NOON, actor="mona@example.com", payload=payload)
    assert [(turn.kind, turn.to) for turn in turns([event], {})] == [told]


@pytest.mark.parametrize(
    ("to", "says"),
    [
        ({"mode": "limited_autonomy", "canary": 10}, "mode: small clear cases go alone, in 10% of the cases"),
        ({"mode": "limited_autonomy", "canary": 100}, "mode: small clear cases go alone"),
        ({"mode": "copilot", "canary": 50}, "mode: people approve everything"),
    ],
)
def test_a_step_of_autonomy_says_in_how_many_cases(to: dict[str, JsonValue], says: str) -> None:
    event = LoggedEvent(
        seq=1, kind=EventKind.MODE_CHANGED, at=NOON, actor="mona@example.com", payload={"to": to}
    )
    assert naming.turn(turns([event], {})[0]) == says


def test_the_rules_that_a_company_begins_with_are_no_change() -> None:
    first = LoggedEvent(
        seq=1,
        kind=EventKind.RULESET_ADOPTED,
        at=NOON,
        actor="system",
        payload={"version": "1-a", "number": 1},
    )
    second = first.model_copy(update={"seq": 2, "payload": {"version": "2-b", "number": 2}})
    assert [turn.to for turn in turns([first, second], {})] == ["2-b"]
    stopped = first.model_copy(update={"seq": 3, "kind": EventKind.EXECUTION_STOPPED})
    assert settings_of([first, stopped]) == ()
    assert settings_of([first, second, stopped]) == (NOON.date(),)


def test_another_prompt_is_a_change_from_the_day_on_which_most_cases_are_decided_on_it() -> None:
    prompts = ("none", "1", "1 1 2", "1 2", "2 2 1", "2", "", "1")  # of the cases of each day
    days = {
        NOON.date() + timedelta(days=number): Counter(f"prompt={prompt}" for prompt in of_day.split())
        for number, of_day in enumerate(prompts)
    }
    midnight = NOON.replace(hour=0)
    assert turns((), days) == (
        Turn(at=midnight + timedelta(days=4), kind=Kind.PROMPT, to="2"),
        Turn(at=midnight + timedelta(days=7), kind=Kind.PROMPT, to="1"),
    )
