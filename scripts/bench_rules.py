"""What the pure parts cost: gate with terms, and the rules drafter with its reading."""

import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import TypeVar

from bench_engine import waiting
from bench_figures import Figure

from hitl.adapters.policy_search import ClauseSearch
from hitl.adapters.rules_drafter import RulesDrafter
from hitl.bootstrap import Countersign
from hitl.domain.confidence import score
from hitl.domain.facts import Facts
from hitl.domain.gate.judge import judge
from hitl.ports.drafter import Brief
from hitl.steps.context import gather
from hitl.steps.draft import find_passages, understand
from hitl.steps.gate import assess_draft

T = TypeVar("T")

CASES = 50
ROUNDS = 20


def rules() -> list[Figure]:
    """Microseconds of gate and terms, milliseconds of reading and of drafting, a case."""
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        product = waiting(Path(folder), CASES)
        with product.store.unit() as unit:
            now = product.clock.now()
            waiting_ids = unit.cases.to_draft(now, CASES)
            facts = [gather(unit, unit.cases.get(case_id), now) for case_id in waiting_ids]
            mode = unit.controls.mode()
        reading = _milliseconds(lambda each: understand(each, product.lexicon), facts)
        drafting = _milliseconds(lambda each: _draft(product, each), facts)
        gate = 1000 * _gate(product, facts, mode)
        product.close()
    return [
        Figure("reading a request, fixed rules", f"{reading:.2f} ms a case"),
        Figure("rules drafter with reading and retrieval", f"{drafting:.2f} ms a case"),
        Figure("gate and terms", f"{gate:.0f} µs a case", "at most 200", gate <= 200),
    ]


def _draft(product: Countersign, facts: Facts) -> object:
    reading = understand(facts, product.lexicon)
    passages = find_passages(facts, reading, _SEARCH)
    return RulesDrafter(product.lexicon).draft(Brief(facts=facts, reading=reading, passages=passages))


_SEARCH = ClauseSearch()


def _gate(product: Countersign, facts: list[Facts], mode: object) -> float:
    """Milliseconds a case of what follows a draft: the terms, and the gate's rules on everything known."""
    known = []
    for each in facts:
        reading = understand(each, product.lexicon)
        passages = find_passages(each, reading, _SEARCH)
        draft = RulesDrafter(product.lexicon).draft(Brief(facts=each, reading=reading, passages=passages))
        assessment = assess_draft(draft, each)
        confidence = score(draft=draft, facts=each, reading=reading, assessment=assessment)
        known.append((each, reading, draft, confidence))

    def once(case: tuple) -> object:  # type: ignore[type-arg]
        each, reading, draft, confidence = case
        return judge(
            draft=draft,
            failure="",
            confidence=confidence,
            reading=reading,
            assessment=assess_draft(draft, each),
            facts=each,
            ruleset=product.ruleset,
            mode=mode,
        )

    return _milliseconds(once, known)


def _milliseconds(work: Callable[[T], object], cases: list[T]) -> float:
    """Median over rounds of the mean milliseconds a case, of this thread's own time on the processor."""
    means = []
    for _ in range(ROUNDS):
        since = time.thread_time()
        for case in cases:
            work(case)
        means.append((time.thread_time() - since) / len(cases) * 1000)
    return median(means)
