"""What the scripts share that fit the reading's classifiers: word classes, the matrix, groups, the file."""

import json
import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import connected_components
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold, cross_val_predict

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from hitl.domain.reading.text import words  # noqa: E402 - after the path is set

CLASSES = ROOT / "data" / "reading" / "word_classes.txt"
MESSAGES = ROOT / "data" / "reading" / "requests.jsonl"  # whole messages, plain requests and others
FOLDS = 8
DIGITS = 2  # of a weight; more changes no answer on the sentences and doubles the file
LEAST = 0.05  # a weight that is smaller for every label is left out
ALIKE = 0.5  # share of common words from which two texts are one group
EMPTY = frozenset(
    "the a an i it is was to of and my in on that this for me with at you your have has".split()
)


def word_classes() -> dict[str, list[str]]:
    """The classes of each word; a line of the file is a class's name, a colon and its words."""
    classes: dict[str, list[str]] = {}
    for line in CLASSES.read_text(encoding="utf-8").splitlines():
        name, _, members = line.partition(":")
        for word in dict.fromkeys(members.split()):
            classes.setdefault(word, []).append(name)
    return classes


def rows_of(path: Path) -> list[dict[str, Any]]:
    """The objects of a file with one to a line."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]


def matrix_of(seen: list[set[str]], names: list[str]) -> csr_matrix:
    """A row for each text, a column for each name; what a text has of them shares a length of 1."""
    place = {name: column for column, name in enumerate(names)}
    rows, columns, values = [], [], []
    for row, one in enumerate(seen):
        known = [place[name] for name in one if name in place]
        rows += [row] * len(known)
        columns += known
        values += [1 / max(1, len(known)) ** 0.5] * len(known)
    return csr_matrix((values, (rows, columns)), shape=(len(seen), len(names)))


def groups_of(texts: list[str]) -> np.ndarray:
    """The number of each sentence's group: those that are alike, and alike to one that is."""
    told = [frozenset(words(text)) - EMPTY for text in texts]
    pairs = [
        (row, other)
        for row, one in enumerate(told)
        for other in range(row)
        if one and len(one & told[other]) >= ALIKE * len(one | told[other])
    ]
    rows, columns = zip(*pairs, strict=True)
    graph = csr_matrix((np.ones(len(pairs)), (rows, columns)), shape=(len(texts), len(texts)))
    return connected_components(graph, directed=False)[1]


def unseen_shares(
    model: LogisticRegression, matrix: csr_matrix, labels: np.ndarray, groups: np.ndarray
) -> np.ndarray:
    """The probability of each label for each text, by a fit to texts of other groups."""
    folds = GroupKFold(n_splits=FOLDS, shuffle=True, random_state=7)
    return cross_val_predict(model, matrix, labels, groups=groups, cv=folds, method="predict_proba")


def recurring(seen: Iterable[set[str]]) -> list[str]:
    """The features that occur more than once: those that occur once tell one text and nothing of others."""
    counts = Counter(name for one in seen for name in one)
    return sorted(name for name, count in counts.items() if count > 1)


def write_weights(
    path: Path,
    labels: list[str],
    bias: np.ndarray,
    table: dict[str, np.ndarray],
    classes: dict[str, list[str]],
) -> None:
    """The weights as plain data: `table` has for each feature its weight for each label."""
    rounded = {name: np.round(row, DIGITS) for name, row in table.items()}
    stored = {
        "labels": labels,
        "bias": np.round(bias, DIGITS).tolist(),
        "features": {name: row.tolist() for name, row in rounded.items() if np.abs(row).max() > LEAST},
        "classes": classes,
    }
    path.write_text(json.dumps(stored, separators=(",", ":")) + "\n", encoding="utf-8")
    print(f"{len(stored['features'])} features, {path.stat().st_size // 1024} kB in {path.relative_to(ROOT)}")
