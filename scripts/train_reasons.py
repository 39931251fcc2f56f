"""Fit the classifier of reasons: labelled sentences in, weights as plain data out.

    .venv/bin/python scripts/train_reasons.py            # fits and writes data/reading/reason_weights.json
    .venv/bin/python scripts/train_reasons.py --check    # accuracy only, writes nothing

Multinomial logistic regression with an L2 penalty (scikit-learn's lbfgs), on the features that
`hitl.domain.reading.classifier` will see: each is 1 where it occurs, divided by the root of how many
occur. Features that occur once only are left out: they tell one sentence, not a reason. What the fixed
patterns find is a feature of its own here, and never at work, where the classifier is asked only if they
are silent: so the words are weighed by the sentences that patterns miss.

Accuracy is measured on sentences of other groups than the fitted ones: sentences that share half of their
words are one group, so that no near-paraphrase of a sentence helps to tell it.
"""

import argparse
import json
import sys
from collections import Counter
from pathlib import Path

import numpy as np
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import connected_components
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold, cross_val_predict

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from hitl.domain.reading.classifier import features  # noqa: E402 - after the path is set
from hitl.domain.reading.reasons import FAULTS, hear  # noqa: E402
from hitl.domain.reading.text import normal, words  # noqa: E402

SENTENCES = ROOT / "data" / "reading" / "reasons.jsonl"
CLASSES = ROOT / "data" / "reading" / "word_classes.txt"
WEIGHTS = ROOT / "data" / "reading" / "reason_weights.json"
STRENGTH = 10.0  # inverse of the penalty; the best calibrated of 3, 10, 30, 100 on unseen groups
DIGITS = 2  # of a weight; more changes no answer on the sentences and doubles the file
FOLDS = 8
ALIKE = 0.5  # share of common words from which two sentences are one group
EMPTY = frozenset(
    "the a an i it is was to of and my in on that this for me with at you your have has".split()
)


def main() -> int:
    """Fit, say how well it does on sentences that it has not seen, and write the weights."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--check", action="store_true", help="measure only")
    arguments = parser.parse_args()
    rows = [json.loads(line) for line in SENTENCES.read_text(encoding="utf-8").splitlines() if line]
    texts = [normal(row["text"]) for row in rows]
    labels = [row["reason"] for row in rows]
    classes = _classes()
    by_pattern = [{f"@{one.reason}" for clause in hear(text, None) for one in clause.heard} for text in texts]
    seen = [set(features(text, classes)) | found for text, found in zip(texts, by_pattern, strict=True)]
    names = sorted(name for name, count in Counter(name for one in seen for name in one).items() if count > 1)
    matrix = _matrix(seen, names)
    model = LogisticRegression(C=STRENGTH, max_iter=2000)
    _measure(model, matrix, np.array(labels), _groups(texts), np.array([not found for found in by_pattern]))
    if not arguments.check:
        model.fit(matrix, labels)
        _write(model, names, classes)
    return 0


def _classes() -> dict[str, list[str]]:
    """The classes of each word; a line of the file is a class's name, a colon and its words."""
    classes: dict[str, list[str]] = {}
    for line in CLASSES.read_text(encoding="utf-8").splitlines():
        name, _, members = line.partition(":")
        for word in dict.fromkeys(members.split()):
            classes.setdefault(word, []).append(name)
    return classes


def _matrix(seen: list[set[str]], names: list[str]) -> csr_matrix:
    place = {name: column for column, name in enumerate(names)}
    rows, columns, values = [], [], []
    for row, one in enumerate(seen):
        known = [place[name] for name in one if name in place]
        rows += [row] * len(known)
        columns += known
        values += [1 / max(1, len(known)) ** 0.5] * len(known)
    return csr_matrix((values, (rows, columns)), shape=(len(seen), len(names)))


def _groups(texts: list[str]) -> np.ndarray:
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


def _measure(
    model: LogisticRegression, matrix: csr_matrix, labels: np.ndarray, groups: np.ndarray, silent: np.ndarray
) -> None:
    folds = GroupKFold(n_splits=FOLDS, shuffle=True, random_state=7)
    shares = cross_val_predict(model, matrix, labels, groups=groups, cv=folds, method="predict_proba")
    told = np.unique(labels)
    said, sure = told[shares.argmax(axis=1)], shares.max(axis=1)
    right = said == labels
    print(f"{len(labels)} sentences in {len(set(groups))} groups; unseen groups right {right.mean():.3f}")
    print(f"of the {silent.sum()} that no pattern tells: right {right[silent].mean():.3f}")
    faults = [str(reason) for reason in FAULTS]
    alike = right | (np.isin(said, faults) & np.isin(labels, faults))
    for least in (0.5, 0.6, 0.8):
        asked = silent & (said != "none") & (sure >= least)
        print(
            f"  a reason sure by {least}: {asked.sum()}, right {right[asked].mean():.3f}, "
            f"right or another fault {alike[asked].mean():.3f}"
        )


def _write(model: LogisticRegression, names: list[str], classes: dict[str, list[str]]) -> None:
    table = np.round(model.coef_.T, DIGITS)
    kept = {
        name: table[row].tolist()
        for row, name in enumerate(names)
        if np.abs(table[row]).max() > 0.05 and not name.startswith("@")
    }
    stored = {
        "labels": list(model.classes_),
        "bias": np.round(model.intercept_, DIGITS).tolist(),
        "features": kept,
        "classes": classes,
    }
    WEIGHTS.write_text(json.dumps(stored, separators=(",", ":")) + "\n", encoding="utf-8")
    print(f"{len(kept)} features, {WEIGHTS.stat().st_size // 1024} kB in {WEIGHTS.relative_to(ROOT)}")


if __name__ == "__main__":
    raise SystemExit(main())
