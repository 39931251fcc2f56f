"""Multinomial logistic regression over words, word pairs, letter groups and word classes, in plain Python.

The weights come as data (`scripts/train_reasons.py` fits them); a clause is classified in some tens of
microseconds. A word that no labelled sentence holds still counts by its letters and by its class: "frayed"
stands among the words for what breaks, as "torn" does.
"""

import math
import re
from collections.abc import Iterable, Iterator, Mapping

from pydantic import Field

from hitl.domain.record import Record

MOST_LETTERS = 400
"""Letters of a clause that are looked at; what follows says nothing new."""

_WORD = re.compile(r"[a-z0-9]+(?:'[a-z]+)?")


class Weights(Record):
    """The fitted model: a bias for each label and, for each feature, its weight for each label."""

    labels: tuple[str, ...]
    bias: tuple[float, ...]
    features: dict[str, tuple[float, ...]] = Field(repr=False)
    classes: dict[str, tuple[str, ...]] = Field(default={}, repr=False)  # of a word


def features(clause: str, classes: Mapping[str, tuple[str, ...]], most: int = MOST_LETTERS) -> Iterator[str]:
    """The features of a clause in normal form, of its first `most` letters.

    Words, pairs of neighbours, letter groups of longer words, classes of words and pairs of near classes.
    """
    found = _WORD.findall(clause[:most])
    before = "^"
    for word in found:
        yield word
        yield f"{before} {word}"
        before = word
        if len(word) > _SHORT:
            padded = f"<{word}>"
            for start in range(len(padded) - 3):
                yield f"~{padded[start : start + 4]}"
    yield f"{before} $"
    yield from _of_classes([classes.get(word, _NEGATED if word.endswith("n't") else ()) for word in found])


_NEGATED = ("neg",)
_NEAR = 4
"""Two classes make a pair up to this many words apart: "handle ... came off"."""


def _of_classes(found: list[tuple[str, ...]]) -> Iterator[str]:
    for place, own in enumerate(found):
        for one in own:
            yield f"={one}"
            for later in found[place + 1 : place + _NEAR]:
                for other in later:
                    yield f"={one}>{other}"


_SHORT = 4


def probabilities(clause: str, weights: Weights) -> tuple[tuple[str, float], ...]:
    """The labels with their probabilities, likeliest first; none where no feature is known."""
    shares = _shares(features(clause, weights.classes), weights)
    return tuple(sorted(zip(weights.labels, shares, strict=False), key=lambda pair: -pair[1]))


def probability(label: str, found: Iterable[str], weights: Weights) -> float | None:
    """The probability of one label by features found; None where none of them is known."""
    shares = _shares(found, weights)
    return shares[weights.labels.index(label)] if shares else None


def _shares(found: Iterable[str], weights: Weights) -> tuple[float, ...]:
    """The probability of each label; none where no feature is known."""
    known = [weights.features[name] for name in set(found) if name in weights.features]
    if not known:
        return ()
    scale = 1 / math.sqrt(len(known))
    scores = [bias + scale * sum(one[place] for one in known) for place, bias in enumerate(weights.bias)]
    top = max(scores)
    powers = [math.exp(score - top) for score in scores]
    total = sum(powers)
    return tuple(power / total for power in powers)
