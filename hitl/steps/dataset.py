"""Drafts beside what people made of them, as examples to learn from: JSON Lines, masked.

In the chat form for whoever tunes a model, and what was corrected as labelled cases as well, for `eval`.
"""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from pydantic import JsonValue

from hitl.domain.case import Author
from hitl.domain.decision import GATE, Decision
from hitl.domain.draft import Draft
from hitl.domain.drafted import Drafted
from hitl.domain.model_run import Happened
from hitl.domain.money import Money
from hitl.errors import InvalidInput
from hitl.ports.reads import CaseFile, Reads
from hitl.steps.labelling import Hide, Masking, corrected, labelled_case

_SYSTEM, _HUMAN = "system: ", "\n\nhuman: "


class Written(NamedTuple):
    """How much of a data set there was."""

    examples: int
    cases: int  # labelled ones
    left_out: int  # corrections that no labelled case can be made of any more


def cases_beside(path: Path) -> Path:
    """Where the labelled cases of a data set are written unless told otherwise."""
    return path.with_name(f"{path.stem}.cases.jsonl")


def export_dataset(path: Path, cases: Path, reads: Reads, masking: Masking) -> Written:
    """Write both files, each complete or not at all. Raises InvalidInput where it cannot."""
    for file in (path, cases):
        if file.suffix.lower() != ".jsonl":
            raise InvalidInput(f"{file}: a data set is written as .jsonl")
    if path.resolve() == cases.resolve():
        raise InvalidInput(f"{path}: the labelled cases need a file of their own")
    labels = [labelled_case(one, masking(one.file)) for one in corrected(reads)]
    return Written(
        examples=_write(path, examples(reads, masking)),
        cases=_write(cases, (one for one in labels if one is not None)),
        left_out=labels.count(None),
    )


def _write(path: Path, rows: Iterable[dict[str, JsonValue]]) -> int:
    part = path.with_name(f".{path.name}.part")
    count = 0
    try:
        with part.open("w", encoding="utf-8") as file:
            for row in rows:
                file.write(json.dumps(row, ensure_ascii=False) + "\n")
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
