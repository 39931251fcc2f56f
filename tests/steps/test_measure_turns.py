"""What was changed on purpose stands on the time axis."""

from datetime import timedelta

import pytest
from pydantic import JsonValue

from hitl.domain.event import EventKind, LoggedEvent
from hitl.steps.measure_turns import Kind, Turn, turns
from tests.steps.test_measure import NOON, decision


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
    assert [(turn.kind, turn.to) for turn in turns([event], ())] == [told]


def test_another_prompt_is_a_change_from_its_first_decision_on() -> None:
    rows = [
        decision(number, decided_at=NOON + timedelta(days=number), prompt=prompt, model="m")
        for number, prompt in enumerate(("", "1", "1", "2", "2", "1"))
    ]
    assert turns((), rows) == (
        Turn(at=NOON + timedelta(days=3), kind=Kind.PROMPT, to="2"),
        Turn(at=NOON + timedelta(days=5), kind=Kind.PROMPT, to="1"),
    )
