"""How like plain requests a message is: such as could be paid as they stand, by what they say.

Fixed patterns know the doubts that somebody thought of. Customers say that a refund is not wanted, that the
dog had it, or that they only wonder, in words that no list foresees; so all the words together are weighed
by a classifier that was fitted to plain requests and to others that look like them
(`scripts/train_ordinary.py`). It only ever holds a case or takes the edge off a doubt about wording: what is
paid is read by patterns.
"""

import re
from collections.abc import Iterable, Iterator, Mapping

from hitl.domain.reading.catalogue import stem
from hitl.domain.reading.classifier import Weights, features, probability
from hitl.domain.reading.text import normal

ORDINARY = "ordinary"
"""The label of plain requests; every other one is "other"."""

_MOST_LETTERS = 1500
"""Longer messages are in doubt for their length already."""

_FIGURE = re.compile(r"\d+(?:[.,]\d+)*")
_LONG = 3
"""Letters from which a figure is taken for an order's number, a year or a price."""
_WORD = re.compile(r"[a-z]+")
_NO_NAMES = frozenset("and for from the with set pack pair piece".split())


def features_of_message(
    text: str, classes: Mapping[str, tuple[str, ...]], goods: Iterable[str]
) -> Iterator[str]:
    """The features of a whole message about an order's goods, given by their titles.

    What the goods are called is no sign of anything, nor is a figure: each is like any other.
    """
    told = _FIGURE.sub(lambda found: "long" if len(found[0]) >= _LONG else "num", normal(text))
    named = {word for title in goods for word in _WORD.findall(normal(title)) if len(word) >= _LONG}
    names = {stem(word) for word in named - _NO_NAMES}
    told = _WORD.sub(lambda found: _THING if stem(found[0]) in names else found[0], told)
    return features(told, classes, most=_MOST_LETTERS)


_THING = "thing"


def ordinary(texts: Iterable[str], weights: Weights | None, goods: Iterable[str] = ()) -> float | None:
    """The chance that all of a customer's words together are a plain request; None where nothing tells.

    `goods` are the titles of what the customer bought.
    """
    text = "\n".join(texts)
    if weights is None or not text.strip():
        return None
    return probability(ORDINARY, features_of_message(text, weights.classes, goods), weights)
