"""What the tests of the model's drafter share: a good answer, a brief, and a drafter on a stand-in."""

import json
from collections.abc import Callable
from pathlib import Path
from time import time
from typing import Any

from hitl.adapters.llm_drafter import LlmDrafter
from hitl.adapters.llm_drafter.client import Endpoint
from hitl.adapters.llm_drafter.limits import HourLimit, Limits, read_limits
from hitl.adapters.llm_drafter.prompt import read_prompt
from hitl.adapters.policy_search import ClauseSearch
from hitl.bootstrap import MODEL_LIMITS, PROMPT
from hitl.domain.drafted import Passage
from hitl.ports.drafter import Brief
from tests.adapters.llm.stand_in import Exchange
from tests.gate_cases import a_reading, some_facts

LIMITS = read_limits(MODEL_LIMITS)
FREE = LIMITS.model_copy(update={"hour": HourLimit(calls=10**6, tokens=10**10, dollars="100000")})
"""For trials that are about something else than the hour's budget."""


def an_answer(**changes: Any) -> dict[str, Any]:
    """The right answer to the small clear case of `some_facts`."""
    answer = {
        "action": "approve_refund",
        "order_id": "48291",
        "claims": [{"line_id": "1", "quantity": 1, "reason": "damaged"}],
        "amount": "12.50",
        "citations": ["RP-2"],
        "rationale": [
            {"text": "Delivered 3 days ago, the limit is 30.", "supports": True, "evidence": ["RP-2"]}
        ],
        "reply": "Hello [customer], we are sorry that your blue mug arrived broken. "
        "We refund $12.50 for order 48291 to your card.",
        "customer_sentiment": "calm",
        "missing": [],
        "refund_matter": True,
        "needs_human_review": False,
        "review_note": "",
        "sure": 0.97,
        "doubts": [],
    }
    return {**answer, **changes}


def answers(exchange: Exchange, **changes: Any) -> None:
    """The right answer, or what is changed of it."""
    exchange.say(json.dumps(an_answer(**changes)))


def a_brief(**changes: Any) -> Brief:
    """The small clear case, read and with its clause found."""
    reading = changes.pop("reading", a_reading())
    passages = (Passage(clause_id="RP-2", score=1.0),)
    return Brief(facts=some_facts(**changes), reading=reading, passages=passages)


def a_drafter(
    url: str,
    folder: Path,
    *,
    seconds: float = 5,
    senior: str = "",
    limits: Limits = LIMITS,
    now: Callable[[], float] = time,
    at_once: int = LIMITS.endpoint.at_once,
) -> LlmDrafter:
    """The drafter as the product builds it, but for its time."""
    return LlmDrafter(
        endpoint=Endpoint(address=url, key="test", at_once=at_once),
        model="small",
        senior=senior,
        prompt=read_prompt(PROMPT),
        limits=limits,
        search=ClauseSearch(),
        scratch=folder / "model.sqlite",
        seconds=seconds,
        now=now,
    )
