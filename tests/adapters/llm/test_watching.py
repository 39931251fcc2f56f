"""What is watched while a model works: findings, costs and labels, and that the gate hears of them."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from hitl.adapters.llm_drafter.drafter import VERSION
from hitl.adapters.llm_drafter.prompt import read_prompt
from hitl.adapters.rules_drafter import RulesDrafter
from hitl.bootstrap import PROMPT
from hitl.domain.calibration import Calibration, maker_of
from hitl.domain.confidence import SCORER
from hitl.domain.gate.verdict import Code, Route
from hitl.domain.model_run import Flag, Happened, ModelRun, Use
from hitl.domain.order import Tier
from hitl.domain.run_labels import HUMAN, labelled
from tests.adapters.llm.drafting import a_brief, a_drafter, an_answer, answers
from tests.adapters.llm.stand_in import Exchange, standing_in
from tests.adapters.llm.test_on_the_queue import REPLY, good
from tests.company import LEXICON, found
from tests.gate_cases import a_confidence, a_customer, a_draft, judged, some_facts

Turn = Callable[[Exchange], None]


def says(**changes: object) -> Turn:
    return lambda exchange: answers(exchange, **changes)


def calls(name: str, arguments: str = "{}") -> Turn:
    return lambda exchange: exchange.call(name, arguments)


def run_of(folder: Path, *turns: Turn, senior: str = "") -> tuple[ModelRun, list[dict]]:
    """The record of one draft in which the model did one thing after the other."""
    with standing_in(lambda exchange: turns[exchange.number](exchange)) as stand_in:
        drafter = a_drafter(stand_in.url, folder, senior=senior)
        drafter.draft(a_brief())
        run = drafter.run_of("CS-1")
    assert run is not None
    return run, stand_in.asked


@pytest.mark.parametrize(
    ("turns", "flags", "why"),
    [
        ([says()], (), "nothing was odd"),
        ([calls("refund_now"), says()], (Flag.TOOL_REFUSED,), "a tool outside of the list"),
        ([calls("get_order", '{"order_id": "99999"}'), says()], (Flag.LOOKUP_FAILED,), "no such order"),
        ([calls("get_order", '{"order": "48291"}'), says()], (Flag.LOOKUP_FAILED,), "not what it takes"),
        ([calls("get_order", '{"order_id": "48291"}'), says()], (), "a look-up that found something"),
        (
            [says(reply=an_answer()["reply"] + " I think that this may be right.")],
            (Flag.HEDGED,),
            "uncertain words in the reply",
        ),
        (
            [calls("delete_order"), calls("delete_order"), says()],
            (Flag.TOOL_REFUSED,),
            "the same twice is one flag",
        ),
    ],
)
def test_what_is_odd_is_flagged(tmp_path: Path, turns: list[Turn], flags: tuple[Flag, ...], why: str) -> None:
    assert run_of(tmp_path, *turns)[0].flags == flags, why


def test_a_tool_outside_of_the_list_is_refused_before_it_runs(tmp_path: Path) -> None:
    run, asked = run_of(tmp_path, calls("send_money", '{"amount": "500"}'), says())
    told = [message["content"] for message in asked[1]["messages"] if message["role"] == "tool"]
    assert len(told) == 1
    assert "there is no such tool" in told[0]
    assert [step.says for step in run.steps if step.happened is Happened.REFUSED] == [
        "Refused before it ran: send_money."
    ]
    assert run.lookups == (1, 1)


def test_the_costs_of_the_steps_are_what_the_run_spent(tmp_path: Path) -> None:
    run, _ = run_of(tmp_path, calls("customer_history"), says(sure=0.1), says(), senior="large")
    assert run.models == ("small", "large")
    spent = Use()
    for step in run.steps:
        spent += Use(calls=step.tokens > 0, tokens=step.tokens, microdollars=step.microdollars)
    assert spent == run.spent
    assert run.spent.microdollars > 0


def test_an_endpoint_that_does_not_count_costs_the_most_that_it_can(tmp_path: Path) -> None:
    run, _ = run_of(tmp_path, lambda exchange: exchange.say(json.dumps(an_answer()), usage=None))
    answered = [step for step in run.steps if step.happened is Happened.ANSWERED]
    assert [step.tokens for step in answered] == [run.spent.tokens] == [run.asked.tokens]


@pytest.mark.parametrize(
    ("breaks", "paid", "why"),
    [
        (lambda exchange: exchange.send(429, b"{}", retry_after="0"), False, "no model worked on it"),
        (lambda exchange: exchange.send(500, b"{}"), True, "nobody knows how far it came"),
    ],
)
def test_a_call_that_was_turned_away_is_a_call_and_costs_nothing(
    tmp_path: Path, breaks: Turn, paid: bool, why: str
) -> None:
    run, _ = run_of(tmp_path, breaks, says())
    (lost,) = [
        step for step in run.steps if step.happened is Happened.FAILED and not step.text and step.milliseconds
    ]
    assert run.spent.calls == 2
    assert (lost.microdollars > 0, run.spent.microdollars > 20_000) == (paid, paid), why


def test_steps_follow_one_another_in_time(tmp_path: Path) -> None:
    run, _ = run_of(tmp_path, calls("customer_history"), says())
    began = [step.began for step in run.steps if step.happened in {Happened.ANSWERED, Happened.TOOL}]
    assert began == sorted(began)
    assert began[-1] > 0


RUN = ModelRun(prompt="1-abc", models=("small",), asked=Use(), spent=Use())


@pytest.mark.parametrize(
    ("flag", "code"),
    [
        (Flag.HEDGED, Code.HEDGED_LANGUAGE),
        (Flag.LOOKUP_FAILED, Code.MODEL_ASKED_FOR_REVIEW),
        (Flag.TOOL_REFUSED, Code.MODEL_ASKED_FOR_REVIEW),
    ],
)
def test_the_gate_hears_of_it_whatever_the_draft_says_of_itself(flag: Flag, code: Code) -> None:
    assert judged().route is Route.AUTO
    verdict = judged(run=RUN.model_copy(update={"flags": (flag,), "findings": ("It was odd",)}))
    assert code in verdict.codes
    asked = next(reason for reason in verdict.reasons if reason.code is Code.MODEL_ASKED_FOR_REVIEW)
    assert (asked.says, asked.evidence) == ("It was odd", {"flags": [flag]})


def test_a_run_that_was_not_odd_is_no_reason() -> None:
    assert judged(run=RUN).route is Route.AUTO


def test_a_run_is_labelled_with_what_traces_are_looked_for_by() -> None:
    facts = some_facts(customer=a_customer(tier=Tier.ENTERPRISE))
    odd = RUN.model_copy(update={"flags": (Flag.HEDGED,), "findings": ("It was odd",)})
    draft = a_draft()
    found = labelled(odd, draft=draft, verdict=judged(run=odd), facts=facts)
    assert found.tags == (HUMAN, "route:review", "flag:hedged", "tier:enterprise")
    expected = {HUMAN: True, "tier": "enterprise", "value": "12.50", "currency": "USD", "flags": ["hedged"]}
    assert {**found.metadata, **expected} == found.metadata
    alone = labelled(RUN, draft=draft, verdict=judged(), facts=facts)
    assert alone.metadata[HUMAN] is False
    assert HUMAN not in alone.tags


def test_a_models_draft_is_compared_with_one_of_the_fixed_rules(sqlite_store, clock, tmp_path: Path) -> None:
    company = found(sqlite_store, clock)
    company.agent.second = RulesDrafter(LEXICON)
    reason = {"text": "It arrived damaged.", "supports": True, "evidence": ["RP-1"]}
    own = {"order_id": "10482", "citations": ["RP-1"], "rationale": [reason]}
    with standing_in(lambda exchange: answers(exchange, amount="7.00", **own)) as stand_in:
        company.agent.drafter = a_drafter(stand_in.url, tmp_path)
        _, drafted = company.draft()
    assert drafted.confidence is not None
    assert drafted.confidence.agreement == 0.5, "the fixed rules would pay 12.00"
    assert drafted.confidence.calibration == ""
    uncalibrated = next(one for one in drafted.verdict.reasons if one.code is Code.LOW_CONFIDENCE)
    assert uncalibrated.evidence == {"calibrated": False}


def test_a_calibrated_models_draft_may_go_alone_and_an_uncalibrated_one_never() -> None:
    draft = a_draft(drafter="model 1.0", model="large", prompt="1-abc")
    assert judged(draft=draft, run=RUN).codes == {Code.LOW_CONFIDENCE}
    calibrated = a_confidence().model_copy(update={"calibration": "1 (412 decisions)", "agreement": 1.0})
    assert judged(draft=draft, run=RUN, confidence=calibrated).route is Route.AUTO


@pytest.mark.parametrize(
    ("agreement", "reason"), [(0.5, "they pay otherwise"), (None, "they were not asked")]
)
def test_however_calibrated_a_model_pays_nothing_that_the_fixed_rules_do_not(
    agreement: float | None, reason: str
) -> None:
    draft = a_draft(drafter="model 1.0", model="large", prompt="1-abc")
    update = {"calibration": "1 (412 decisions)", "agreement": agreement}
    found = judged(draft=draft, run=RUN, confidence=a_confidence().model_copy(update=update))
    assert found.codes == {Code.LOW_CONFIDENCE}, reason


@pytest.mark.parametrize(
    ("says_more", "changes", "alone", "why"),
    [
        (
            " And the same again every week, a grand on top.",
            {},
            True,
            "whatever it promised, nobody reads it",
        ),
        ("", {"action": "answer_only", "amount": None, "claims": []}, False, "the fixed rules would pay"),
    ],
)
def test_what_leaves_alone_leaves_in_the_words_of_the_fixed_rules(  # noqa: PLR0917
    sqlite_store, clock, tmp_path: Path, says_more: str, changes: dict, alone: bool, why: str
) -> None:
    company = found(sqlite_store, clock)
    rules = company.agent.second = RulesDrafter(LEXICON)
    maker = maker_of(a_draft(drafter=VERSION, model="small", prompt=read_prompt(PROMPT).version))
    company.agent.calibrations = {maker: Calibration(version=1, maker=maker, scorer=SCORER, at=clock.now())}
    with standing_in(lambda exchange: good(exchange, reply=REPLY + says_more, **changes)) as stand_in:
        company.agent.drafter = a_drafter(stand_in.url, tmp_path)
        case, drafted = company.draft()
    assert drafted.draft is not None
    assert (drafted.verdict.route is Route.AUTO) == alone, why
    assert (says_more in drafted.draft.reply) == (not alone)
    with company.store.unit() as unit:
        decision = unit.decisions.of_case(case.case_id)
    assert (decision is not None) == alone
    if decision:
        assert (decision.reply, decision.amount) == (drafted.draft.reply, drafted.draft.amount)
        assert drafted.run is not None
        assert any(says_more in step.text for step in drafted.run.steps), "what the model said is on record"
    assert rules.name not in drafted.draft.drafter
