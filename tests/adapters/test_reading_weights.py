"""The classifiers' weights come from files that somebody may have fitted anew."""

import json
from pathlib import Path

import pytest

from hitl.adapters.reading_weights import WEIGHTS, load_lexicon
from hitl.bootstrap import read_ruleset
from hitl.errors import InvalidInput

GOOD = {"labels": ["a", "b"], "bias": [0.1, -0.1], "features": {"w": [1, -1]}, "classes": {"w": ["x"]}}


@pytest.mark.parametrize(
    ("stored", "why"),
    [
        ("{", "no JSON"),
        (json.dumps([]), "no object"),
        (json.dumps({**GOOD, "features": {"w": [1]}}), "a weight is missing"),
        (json.dumps({**GOOD, "bias": [1]}), "a bias is missing"),
        (json.dumps({key: GOOD[key] for key in ("labels", "bias")}), "no features"),
    ],
)
def test_a_file_that_holds_no_weights_is_named(stored: str, why: str, tmp_path: Path) -> None:
    path = tmp_path / WEIGHTS
    path.parent.mkdir(parents=True)
    path.write_text(stored, encoding="utf-8")
    with pytest.raises(InvalidInput, match=path.name):
        load_lexicon(tmp_path, read_ruleset())
    assert why


def test_without_files_patterns_read_alone(tmp_path: Path) -> None:
    lexicon = load_lexicon(tmp_path, read_ruleset())
    assert (lexicon.weights, lexicon.ordinary) == (None, None)
