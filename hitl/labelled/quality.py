"""The quality cases of an installation: labelled cases, some with what their draft is to misread.

A draft is made from the facts as a careless reader would have them, and then checked, scored and judged
against the true ones, by the very steps that handle customers. So it looks like any other draft of that day.
"""

import json
import re
from collections.abc import Mapping
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

from hitl.domain.case import Case, Status
from hitl.domain.decision import order_state
from hitl.domain.draft import Draft
from hitl.domain.drafted import Drafted, Passage
from hitl.domain.facts import Facts
from hitl.domain.gate.verdict import Route
from hitl.domain.money import Money
from hitl.domain.quality import Made, Right
from hitl.domain.reading.lexicon import Lexicon
from hitl.domain.reading.record import Reading
from hitl.errors import InvalidInput, InvalidSetting
from hitl.labelled.case import LabelledCase, facts_of, parse_case
from hitl.ports.drafter import Brief, Drafter, PolicySearch
from hitl.ports.quality import Setting
from hitl.steps.draft import find_passages, propose, understand
from hitl.steps.gate import NO_CALIBRATIONS, Calibrations, judge_draft

OLDEST = timedelta(minutes=40)
"""A made-up request came at most so long ago: later than anything that waits is due."""

_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
_WRITTEN_AT = "now"


class _Worked(NamedTuple):
    """A case with its draft, before the gate's word on it."""

    label: str
    facts: Facts
    reading: Reading
    passages: tuple[Passage, ...]
    draft: Draft | None
    right: Right
    planted: bool


class Files:
    """Implements ports.quality.Stock."""

    def __init__(
        self,
        folder: Path,
        drafter: Drafter,
        *,
        lexicon: Lexicon,
        search: PolicySearch,
        calibrations: Calibrations = NO_CALIBRATIONS,
    ) -> None:
        """`drafter` goes by fixed rules: what it makes of the true facts must be the right answer.

        Raises InvalidSetting, naming the line that is no case.
        """
        self._lines = _lines(folder)
        self._drafter = drafter
        self._lexicon = lexicon
        self._search = search
        self._calibrations = calibrations

    @property
    def labels(self) -> tuple[str, ...]:
        """Their ids; none where there are no files."""
        return tuple(self._lines)

    def make(self, label: str, setting: Setting, number: int) -> Made | None:
        """That case as it would come to this desk now; None as well where what it says cannot be read."""
        try:
            return self._make(label, setting, number)
        except InvalidInput:
            return None  # a reviewer's page is no place to hear of it; `eval` names it

    def _make(self, label: str, setting: Setting, number: int) -> Made | None:
        given = self._lines[label]
        written_at = setting.now - _age(label, number)
        case = parse_case(_dated(given, written_at, number))
        facts = self._facts(case, setting)
        reading, passages, honest = self._drafted(facts)
        right = _right(case, honest)
        if right is None:
            return None
        misread = given.get("misread")
        draft: Draft | None = honest
        if misread is not None:
            merged = {**given, **misread, "order": {**(given.get("order") or {}), **misread.get("order", {})}}
            wrong = parse_case(_dated(merged, written_at, number))
            _, _, draft = self._drafted(self._facts(wrong, setting))
            if draft is None or right.is_met(draft.action, draft.amount):
                return None
        worked = _Worked(label, facts, reading, passages, draft, right, misread is not None)
        return self._made(worked, setting)

    def _facts(self, case: LabelledCase, setting: Setting) -> Facts:
        """As intake and context would have them, under the policy in force."""
        return facts_of(case, setting.policy.clauses).model_copy(update={"policy": setting.policy})

    def _drafted(self, facts: Facts) -> tuple[Reading, tuple[Passage, ...], Draft | None]:
        reading = understand(facts, self._lexicon)
        passages = find_passages(facts, reading, self._search)
        draft, _ = propose(Brief(facts=facts, reading=reading, passages=passages), self._drafter)
        return reading, passages, draft

    def _made(self, work: _Worked, setting: Setting) -> Made | None:
        facts, reading, draft = work.facts, work.reading, work.draft
        judged = judge_draft(
            draft=draft,
            failure="",
            facts=facts,
            reading=reading,
            ruleset=setting.ruleset,
            mode=setting.mode,
            calibrations=self._calibrations,
        )
        if draft is None or judged.verdict.route is not Route.REVIEW:
            return None  # such a case would not wait for a person
        order = facts.order(draft.order_id)
        drafted = Drafted(
            case_id=facts.case_id,
            version=1,
            verdict=judged.verdict,
            policy=setting.policy.version,
            reading=reading,
            draft=_signed(draft, setting.like),
            assessment=judged.assessment,
            confidence=judged.confidence,
            order_state=order_state(order),
            passages=work.passages,
            flow="",
            drafted_at=facts.now,
        )
        return Made(
            label=work.label,
            case=_case(facts, drafted, simulated=setting.simulated),
            customer=facts.customer,
            order=order,
            conversation=facts.conversation,
            drafted=drafted,
            right=work.right,
            planted=work.planted,
        )


def _lines(folder: Path) -> Mapping[str, dict[str, Any]]:
    """The JSON of each case, by its id."""
    found: dict[str, dict[str, Any]] = {}
    for file in sorted(folder.glob("*.jsonl")):
        for place, text in enumerate(file.read_text("utf-8").splitlines(), start=1):
            if not text.strip():
                continue
            try:
                label = parse_case(text).id
            except InvalidInput as error:
                raise InvalidSetting(f"data/quality/{file.name}, line {place}: {error}") from error
            found[label] = json.loads(text)
    return found


def _case(facts: Facts, drafted: Drafted, *, simulated: bool) -> Case:
    return Case(
        case_id=facts.case_id,
        ticket_id=facts.case_id,
        status=Status.IN_REVIEW,
        channel=facts.channel,
        received_at=facts.now,
        customer_id=facts.customer.customer_id if facts.customer else None,
        order_id=facts.ticket_order,
        sender_email=facts.customer.email if facts.customer else None,
        subject=facts.subject,
        level=drafted.verdict.level,
        queued_at=facts.now,
        due_at=drafted.verdict.due_at,
        draft_version=drafted.version,
        simulated=simulated,
    )


def _signed(draft: Draft, like: Draft | None) -> Draft:
    """With the name that stands under this desk's drafts, so that it does not give the case away."""
    if like is None:
        return draft
    return draft.model_copy(update={name: getattr(like, name) for name in ("drafter", "model", "prompt")})


def _right(case: LabelledCase, honest: Draft | None) -> Right | None:
    """What the file says is right; None where fixed rules say otherwise under the policy in force."""
    expect = case.expect
    if honest is None or not expect.action:
        return None
    currency = honest.amount.currency if honest.amount else ""
    amount = Money.parse(expect.amount, currency) if expect.amount and currency else None
    right = Right(actions=expect.action, amount=amount, why=case.why)
    complete = (amount is None) == (honest.amount is None)
    return right if complete and right.is_met(honest.action, honest.amount) else None


def _age(label: str, number: int) -> timedelta:
    """How long ago the customer wrote."""
    return OLDEST * ((_hash(label, number) % 85 + 10) / 100)


def _hash(label: str, number: int) -> int:
    return int.from_bytes(sha256(f"{label}:{number}".encode()).digest()[:8])


def _dated(given: Mapping[str, Any], now: datetime, number: int) -> str:
    """Its JSON as if it were written now, about an order number of its own."""
    text = json.dumps(given, ensure_ascii=False)
    shift = now.replace(microsecond=0) - datetime.fromisoformat(given[_WRITTEN_AT])
    text = _TIME.sub(lambda at: (datetime.fromisoformat(at[0]) + shift).isoformat(), text)
    order_id = str((given.get("order") or {}).get("order_id") or "")
    return text.replace(order_id, _another(order_id, number, str(given["id"]))) if order_id else text


def _another(order_id: str, number: int, label: str) -> str:
    """An order number of as many digits."""
    return "".join(
        letter if not letter.isdigit() else str(1 + _hash(f"{label} {place}", number) % 9)
        for place, letter in enumerate(order_id)
    )
