"""Labels of a run of models: the tags and values by which its trace is found and sorted."""

from pydantic import JsonValue

from hitl.domain.draft import Draft
from hitl.domain.facts import Facts
from hitl.domain.gate.verdict import Route, Verdict
from hitl.domain.model_run import ModelRun
from hitl.domain.money import Money

HUMAN = "human_review_required"


def labelled(run: ModelRun, *, draft: Draft | None, verdict: Verdict, facts: Facts) -> ModelRun:
    """The run with its labels, once the gate has judged; nothing in them is personal data."""
    human = verdict.route is not Route.AUTO
    tier = facts.customer.tier if facts.customer else None
    value = _value(draft, facts)
    metadata: dict[str, JsonValue] = {
        HUMAN: human,
        "tier": tier,
        "value": value.decimal() if value else None,
        "currency": value.currency if value else None,
        "flags": [*run.flags],
        "action": draft.action if draft else None,
        "route": verdict.route,
        "reasons": [*sorted(verdict.codes)],
        "models": [*run.models],
        "corrections": len(run.corrections),
        "prompt": run.prompt,
    }
    tags = [*([HUMAN] if human else []), f"route:{verdict.route}", *(f"flag:{flag}" for flag in run.flags)]
    if tier:
        tags.append(f"tier:{tier}")
    return run.model_copy(update={"tags": tuple(tags), "metadata": metadata})


def _value(draft: Draft | None, facts: Facts) -> Money | None:
    """What is at stake: what the draft would pay, else what is left on the order that it is about."""
    if draft is None:
        return None
    order = facts.order(draft.order_id)
    return draft.amount or (order.money(order.refundable) if order else None)
