"""The reading's weights as they are shipped, from `data/reading/`."""

import json
from functools import lru_cache
from pathlib import Path

from hitl.domain.gate.ruleset import Ruleset
from hitl.domain.reading.classifier import Weights
from hitl.domain.reading.lexicon import Lexicon
from hitl.errors import InvalidInput

WEIGHTS = Path("data/reading/reason_weights.json")
"""Below the project's root; `scripts/train_reasons.py` writes it."""
ORDINARY = Path("data/reading/ordinary_weights.json")
"""Likewise, by `scripts/train_ordinary.py`."""


def load_lexicon(root: Path, ruleset: Ruleset) -> Lexicon:
    """The ruleset's keyword groups with the classifiers' weights. Raises InvalidInput for a bad file."""
    return Lexicon(
        keywords=ruleset.keywords, weights=_weights(root / WEIGHTS), ordinary=_weights(root / ORDINARY)
    )


@lru_cache(maxsize=4)
def _weights(path: Path) -> Weights | None:
    if not path.exists():
        return None
    try:
        stored = json.loads(path.read_text(encoding="utf-8"))
        labels, features = tuple(stored["labels"]), stored["features"]
        if {len(stored["bias"]), *map(len, features.values())} != {len(labels)}:
            raise ValueError("a weight for each label is missing somewhere")  # noqa: TRY301 - one way out
        return (
            Weights.model_construct(  # thirty thousand rows: to validate each takes longer than to load them
                labels=labels,
                bias=tuple(stored["bias"]),
                features=features,
                classes={word: tuple(names) for word, names in stored["classes"].items()},
            )
        )
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise InvalidInput(f"{path.name} holds no weights: {error}") from error
