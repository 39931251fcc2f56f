"""Step 3, drafting: read the words, find the clauses, ask the drafter, and take nothing on trust."""

from pydantic import ValidationError

from hitl.domain.draft import Draft
from hitl.domain.drafted import Passage
from hitl.domain.facts import Facts
from hitl.domain.reading.lexicon import Lexicon
from hitl.domain.reading.read import read
from hitl.domain.reading.record import Reading
from hitl.errors import CountersignError, DrafterFailed
from hitl.ports.drafter import Brief, Drafter, PolicySearch

PASSAGES = 6
"""Clauses that are looked at: the demo's policy has three or four a topic."""


def understand(facts: Facts, lexicon: Lexicon) -> Reading:
    """What the customer's words say, by fixed rules."""
    goods = tuple(line.title for order in facts.orders for line in order.lines)
    return read(subject=facts.subject, conversation=facts.conversation, lexicon=lexicon, goods=goods)


def find_passages(facts: Facts, reading: Reading, search: PolicySearch) -> tuple[Passage, ...]:
    """The clauses nearest to the request, those that cover a likely reason first among equals."""
    likely = set(reading.reasons)
    found = search.find(facts.said, facts.policy.clauses, PASSAGES)
    covering = [
        Passage(clause_id=clause.clause_id, score=0.0)
        for clause in facts.policy.clauses
        if clause.terms and likely & clause.terms.reasons
    ]
    by_id = {passage.clause_id: passage for passage in (*covering, *found)}
    return tuple(by_id.values())


def propose(brief: Brief, drafter: Drafter) -> tuple[Draft | None, str]:
    """The drafter's proposal, or None and one plain sentence on why there is none.

    Whatever a drafter does wrong ends here as a sentence for a person: this is where another
    program's output meets ours, so every exception is caught.
    """
    try:
        proposal: object = drafter.draft(brief)
    except DrafterFailed as failure:
        return None, str(failure) or "The drafter gave no reason."
    except CountersignError as failure:
        return None, f"The drafter gave up: {failure}"
    except ValidationError as failure:
        return None, f"The draft was not of the agreed form ({failure.error_count()} mistakes)."
    except Exception as failure:  # noqa: BLE001 - a drafter may fail in any way; the case goes to a person
        return None, f"The drafter failed with {type(failure).__name__}."
    return _of_this_case(proposal, brief.facts.own_order)


def _of_this_case(proposal: object, own: str | None) -> tuple[Draft | None, str]:
    """The proposal where it is one, and about the order of this case where its message has several."""
    if not isinstance(proposal, Draft):
        return None, f"The drafter returned {type(proposal).__name__} instead of a draft."
    if own is not None and proposal.order_id not in {None, own}:
        return None, f"The draft is about order {proposal.order_id}; this case is about {own} alone."
    return proposal, ""
