"""Drafts beside what people made of them, as examples to learn from: JSON Lines in the chat form, masked."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

from pydantic import JsonValue

from hitl.domain.case import Author
from hitl.domain.decision import GATE, Decision
from hitl.domain.draft import Draft
from hitl.domain.drafted import Drafted
from hitl.domain.model_run import Happened
from hitl.domain.money import Money
from hitl.errors import InvalidInput
from hitl.ports.reads import CaseFile, Reads

Hide = Callable[[str], str]
Masking = Callable[[CaseFile], Hide]
"""What hides one customer's personal data in a text."""

_SYSTEM, _HUMAN = "system: ", "\n\nhuman: "


def export_dataset(path: Path, reads: Reads, masking: Masking) -> int:
    """Write the file, complete or not at all; how many examples. Raises InvalidInput where it cannot."""
    if path.suffix.lower() != ".jsonl":
        raise InvalidInput(f"{path}: a data set is written as .jsonl")
    part = path.with_name(f".{path.name}.part")
    count = 0
    try:
        with part.open("w", encoding="utf-8") as file:
            for example in examples(reads, masking):
                file.write(json.dumps(example, ensure_ascii=False) + "\n")
                count += 1
        part.replace(path)
    except OSError as error:
        raise InvalidInput(f"{path} cannot be written: {error.strerror}") from error
    finally:
        part.unlink(missing_ok=True)
    return count


def examples(reads: Reads, masking: Masking) -> Iterator[dict[str, JsonValue]]:
    """One for each draft that a person decided on and whose texts were not erased."""
    for row in reads.decisions(None, None):
        if row.by == GATE:
            continue
        file = reads.case_file(row.case_id)
        drafted = next((one for one in reads.drafts(row.case_id) if one.version == row.draft_version), None)
        if drafted is None or drafted.draft is None or drafted.confidence is None or file.decision is None:
            continue
        yield _example(file, drafted, drafted.draft, file.decision, masking(file))


def _example(
    file: CaseFile, drafted: Drafted, draft: Draft, decision: Decision, hide: Hide
) -> dict[str, JsonValue]:
    final = _answer(decision.action.value, decision.order_id, decision.amount, hide(decision.reply))
    answer: JsonValue = {"role": "assistant", "content": json.dumps(final, ensure_ascii=False)}
    return {
        "case": drafted.case_id,
        "messages": [*_asked(file, drafted, hide), answer],
        "draft": _answer(draft.action.value, draft.order_id, draft.amount, hide(draft.reply)),
        "final": final,
        "reason_code": decision.reason_code.value if decision.reason_code else None,
        "drafter": draft.drafter,
        "model": draft.model,
        "prompt": draft.prompt,
    }


def _answer(action: str, order_id: str | None, amount: Money | None, reply: str) -> dict[str, JsonValue]:
    return {
        "action": action,
        "order_id": order_id,
        "amount": amount.decimal() if amount else None,
        "currency": amount.currency if amount else None,
        "reply": reply,
    }


def _asked(file: CaseFile, drafted: Drafted, hide: Hide) -> list[JsonValue]:
    """What a model was first sent; for a draft without a model what was said before it was made."""
    steps = drafted.run.steps if drafted.run else ()
    sent = next((step.text for step in steps if step.happened is Happened.ASKED), "")
    if sent.startswith(_SYSTEM) and _HUMAN in sent:
        system, _, human = sent.removeprefix(_SYSTEM).partition(_HUMAN)
        return [{"role": "system", "content": system}, {"role": "user", "content": human}]
    said = [one for one in file.conversation if one.at <= drafted.drafted_at]
    return [
        {"role": "user" if one.author is Author.CUSTOMER else "assistant", "content": hide(one.text)}
        for one in said
    ]
