"""Why the customer wants money back: fixed patterns first, a small classifier where they are silent.

Both read one clause at a time. A pattern's word that is denied, only supposed, or said of the wrapping of
goods that are fine does not count.
"""

from functools import lru_cache
from typing import NamedTuple

from hitl.domain.policy import Reason
from hitl.domain.reading.classifier import Weights, probabilities
from hitl.domain.reading.reason_patterns import DENIED, FINE, PACKAGING, PATTERNS, SUPPOSED
from hitl.domain.reading.text import clauses, normal, sentences

TRUSTED = 0.6
"""The probability from which the classifier's word alone makes a reason; below it, it is only a hint."""


class Heard(NamedTuple):
    """A reason that a clause gives, and how surely."""

    reason: Reason
    sure: bool  # True: by a pattern; False: by the classifier alone
    weight: float  # for the order among several


class Clause(NamedTuple):
    """One clause of the customer's words in normal form, and the reasons in it."""

    text: str
    sentence: int
    heard: tuple[Heard, ...]
    fine: bool  # speaks well of what it names
    supposed: bool


_ECLIPSED: dict[Reason, tuple[Reason, ...]] = {
    # The words of the first name often hold words of the others: "arrived late" is no "never arrived".
    Reason.CHARGED_TWICE: (Reason.OTHER, Reason.PRICE),
    Reason.WRONG_ITEM: (Reason.CHANGED_MIND, Reason.NOT_AS_DESCRIBED, Reason.OTHER),
    Reason.NOT_AS_DESCRIBED: (Reason.CHANGED_MIND, Reason.OTHER),
    Reason.NEVER_ARRIVED: (Reason.LATE, Reason.DEFECTIVE, Reason.CHANGED_MIND),
    Reason.DEFECTIVE: (Reason.OTHER, Reason.DAMAGED),
    Reason.PRICE: (Reason.CHANGED_MIND, Reason.OTHER),
    Reason.DAMAGED: (Reason.OTHER,),
    Reason.LATE: (Reason.OTHER,),
    Reason.CANCELLED: (Reason.OTHER,),
    Reason.CHANGED_MIND: (Reason.OTHER,),
}
_DENIABLE = frozenset({Reason.DAMAGED, Reason.DEFECTIVE, Reason.LATE, Reason.OTHER, Reason.WRONG_ITEM})
_OWN_MISTAKE = (
    "ordered the wrong",
    "bought the wrong",
    "chose the wrong",
    "picked the wrong",
    "selected the wrong",
    "my mistake",
    "my fault",
    "my own",
    "my bad",
    "by mistake",
    "by accident",
    "got the wrong size for",
)


def split(text: str) -> tuple[tuple[str, int], ...]:
    """The clauses of a message in normal form, each with the number of its sentence."""
    return tuple(
        (clause.text, index)
        for index, sentence in enumerate(sentences(normal(text)))
        for clause in clauses(sentence.text)
    )


@lru_cache(maxsize=4096)
def by_pattern(clause: str) -> tuple[Reason, ...]:
    """The reasons that patterns find in one clause of normal text, likeliest first."""
    found = {reason: place for reason in PATTERNS if (place := _asserted(reason, clause)) is not None}
    if any(words in clause for words in _OWN_MISTAKE):
        found.pop(Reason.WRONG_ITEM, None)
        found.setdefault(Reason.CHANGED_MIND, 0)
    for reason in tuple(found):
        for eclipsed in _ECLIPSED.get(reason, ()):
            if reason in found:
                found.pop(eclipsed, None)
    return tuple(found)


def _asserted(reason: Reason, clause: str) -> int | None:
    """Where in the clause the reason is said and not denied."""
    for match in PATTERNS[reason].finditer(clause):
        if reason not in _DENIABLE or not DENIED.search(clause[: match.start()][-60:]):
            return match.start()
    return None


def hear(text: str, weights: Weights | None) -> tuple[Clause, ...]:
    """The clauses of one message with the reasons that each gives."""
    parts = split(text)
    goods_fine = any(FINE.search(part) for part, _ in parts)
    return tuple(
        _heard(part, sentence, weights, goods_fine=goods_fine) for part, sentence in parts[:_MOST_CLAUSES]
    )


_MOST_CLAUSES = 120  # a longer message is not read to the end; the drafter says that it is long


def _heard(clause: str, sentence: int, weights: Weights | None, *, goods_fine: bool) -> Clause:
    supposed = bool(SUPPOSED.search(clause))
    fine = bool(FINE.search(clause))
    if supposed:
        return Clause(clause, sentence, (), fine, supposed)
    found = by_pattern(clause)
    if goods_fine and PACKAGING.search(clause):
        found = tuple(reason for reason in found if reason is not Reason.DAMAGED)
    heard = tuple(Heard(reason, True, 1.0) for reason in found)
    if not heard and not fine and weights is not None:
        heard = _guessed(clause, weights)
    return Clause(clause, sentence, heard, fine, supposed)


def _guessed(clause: str, weights: Weights) -> tuple[Heard, ...]:
    likeliest = probabilities(clause, weights)
    if not likeliest:
        return ()
    name, share = likeliest[0]
    if name == "none" or share < TRUSTED:
        return ()
    return (Heard(Reason(name), False, share),)


def reasons_of(heard: tuple[Clause, ...]) -> tuple[Reason, ...]:
    """All reasons of a message, those by pattern first, then in the order in which they are given."""
    every = [one for clause in heard for one in clause.heard]
    ordered = [one.reason for one in every if one.sure] + [one.reason for one in every if not one.sure]
    return tuple(dict.fromkeys(ordered))
