"""Names in clauses: those that only name goods, and which of several names are meant."""

import re

from hitl.adapters.rules_drafter.keeping import Row
from hitl.domain.reading.intent_words import ASKS
from hitl.domain.reading.items import Mention
from hitl.domain.reading.reasons import Clause
from hitl.domain.reading.text import words

_NAME_WORDS = 6
_VERBS = frozenset(
    """i i'd i'm i've we is are was were bought ordered have has had got want need like received came arrived
    return returned refund send keep works almost nearly broke""".split()
)


def only_names(clause: Clause, named: tuple[Mention, ...]) -> bool:
    """A clause without a verb of its own: "the mugs", "both lamps too"."""
    if not named or clause.heard or clause.fine or ASKS.search(clause.text):
        return False
    said = words(clause.text)
    return (
        len(said) <= _NAME_WORDS and not (_VERBS & set(said)) and not any(one.endswith("n't") for one in said)
    )


def leads_on(rows: list[Row], index: int) -> bool:
    """Whether a later clause of the sentence says what is the matter with these, and none before did."""
    sentence = rows[index][0].sentence
    before = index > 0 and rows[index - 1][0].sentence == sentence and not only_names(*rows[index - 1])
    return not before and any(row[0].sentence == sentence for row in rows[index + 1 :])


def what_was_ordered(clause: Clause, meant: tuple[Mention, ...]) -> tuple[Mention, ...]:
    """Of "got a plate instead of the mug" and "ordered a mug, got a plate": what was ordered."""
    instead = clause.text.find("instead of")
    after = tuple(one for one in meant if instead >= 0 and one.start > instead)
    if after or (meant and _ORDERED.search(clause.text[: meant[0].start])):
        return after or meant[:1]
    together: list[Mention] = []
    for one in meant:
        before = together[-1].end if together else 0
        if before and not _AND.fullmatch(clause.text[before : one.start]):
            break
        together.append(one)
    return tuple(together)


_ORDERED = re.compile(r"\b(?:ordered|bought|wanted|asked for|chose|picked|paid for|instead)\b")
_AND = re.compile(r"\s*(?:,|and|&|, ?and)\s*(?:the|my|our|both|also)?\s*")
"""What stands between two things that came alike: "the napkins and the rings"."""
