"""Where the draft itself says that it may be about other goods, approving is not the first thing offered."""

from pathlib import Path
from typing import Any

import pytest

from hitl.adapters.reading_weights import load_lexicon
from hitl.adapters.rules_drafter import RulesDrafter
from hitl.domain.case import Author, Message
from hitl.domain.draft import Action, Draft, Sentence
from hitl.domain.drafted import Drafted
from hitl.ports.drafter import Brief
from hitl.steps.draft import understand
from hitl.ui import evidence
from tests.gate_cases import (
    NOW,
    a_draft,
    a_reading,
    an_assessment,
    an_order,
    judged,
    rules,
    some_facts,
)

ROOT = Path(__file__).parent.parent.parent


def drafted(draft: Draft, **changes: Any) -> Drafted:
    return Drafted(
        case_id="CS-1",
        version=1,
        verdict=judged(draft=draft),
        policy=1,
        reading=a_reading(),
        draft=draft,
        assessment=an_assessment(),
        confidence=None,
        flow="1",
        drafted_at=NOW,
        **changes,
    )


def with_sentence(text: str, *, supports: bool) -> Draft:
    return a_draft(rationale=(*a_draft().rationale, Sentence(text=text, supports=supports)))


@pytest.mark.parametrize(
    ("draft", "against", "why"),
    [
        (a_draft(), False, "nothing speaks against it"),
        (
            with_sentence(f"{evidence.OUTSIDE_THE_ORDER}: plate.", supports=False),
            True,
            "other goods are named",
        ),
        (
            with_sentence(f"{evidence.OUTSIDE_THE_ORDER}: plate.", supports=True),
            False,
            "it speaks for the draft",
        ),
        (with_sentence("The message is long.", supports=False), False, "another doubt"),
    ],
)
def test_goods_that_the_order_lacks_speak_against_approving(draft: Draft, against: bool, why: str) -> None:
    assert evidence.contradicted(drafted(draft), an_order()) is against, why


def test_the_rules_drafter_says_so_in_these_words() -> None:
    text = "My teapot arrived broken, order 48291. Please refund it."
    facts = some_facts(conversation=(Message(author=Author.CUSTOMER, text=text, at=NOW),))
    lexicon = load_lexicon(ROOT, rules())
    brief = Brief(facts=facts, reading=understand(facts, lexicon), passages=())
    draft = RulesDrafter(lexicon).draft(brief)
    assert draft.action is Action.APPROVE_REFUND
    assert any(
        not one.supports and one.text.startswith(evidence.OUTSIDE_THE_ORDER) for one in draft.rationale
    )
    assert evidence.contradicted(drafted(draft), an_order())
