"""What the reading needs beside the words: the ruleset's keyword groups, the classifiers' weights."""

from hitl.domain.reading.classifier import Weights
from hitl.domain.reading.keywords import KeywordGroup
from hitl.domain.record import Record


class Lexicon(Record):
    """Loaded once, by `hitl.adapters.reading_weights`, and handed to whoever reads."""

    keywords: tuple[KeywordGroup, ...] = ()
    weights: Weights | None = None  # None: patterns alone tell reasons
    ordinary: Weights | None = None  # of plain requests; None: what no pattern knows goes unnoticed
