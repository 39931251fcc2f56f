"""How like plain requests a message is: such as could be paid as they stand, by what they say.

Fixed patterns know the doubts that somebody thought of. Customers say that a refund is not wanted, that the
dog had it, or that they only wonder, in words that no list foresees; so all the words together are weighed
by a classifier that was fitted to plain requests and to others that look like them
(`scripts/train_ordinary.py`). It only ever holds a case or takes the edge off a doubt about wording: what is
paid is read by patterns.
"""

import re
from collections.abc import Iterable, Iterator, Mapping

from hitl.domain.reading.classifier import Weights, features, probability
from hitl.domain.reading.text import normal

ORDINARY = "ordinary"
"""The label of plain requests; every other one is "other"."""

_MOST_LETTERS = 1500
"""Longer messages are in doubt for their length already."""

_FIGURE = re.compile(r"\d+(?:[.,]\d+)*")
_LONG = 3
"""Letters from which a figure is taken for an order's number, a year or a price."""


def features_of_message(text: str, classes: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    """The features of a whole message: any figure is like any other of about its length."""
    told = _FIGURE.sub(lambda found: "long" if len(found[0]) >= _LONG else "num", normal(text))
    return features(told, classes, most=_MOST_LETTERS)


def ordinary(texts: Iterable[str], weights: Weights | None) -> float | None:
    """The chance that all of a customer's words together are a plain request; None where nothing tells."""
    text = "\n".join(texts)
    if weights is None or not text.strip():
        return None
    return probability(ORDINARY, features_of_message(text, weights.classes), weights)
