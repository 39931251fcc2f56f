"""Fit the classifier of reasons: labelled sentences in, weights as plain data out.

    .venv/bin/python scripts/train_reasons.py            # fits and writes data/reading/reason_weights.json
    .venv/bin/python scripts/train_reasons.py --check    # accuracy only, writes nothing

Multinomial logistic regression with an L2 penalty (scikit-learn's lbfgs), on the features that
`hitl.domain.reading.classifier` will see: each is 1 where it occurs, divided by the root of how many
occur. Beside the sentences it learns from the plain messages of `data/reading/requests.jsonl` that have a
reason. Features that occur once only are left out: they tell one sentence, not a reason. What the fixed
patterns find is a feature of its own here, and never at work, where the classifier is asked only if they
are silent: so the words are weighed by the sentences that patterns miss.

Accuracy is measured on sentences of other groups than the fitted ones: sentences that share half of their
words are one group, so that no near-paraphrase of a sentence helps to tell it.
"""

import argparse
from collections import Counter
from collections.abc import Iterator
from typing import Any

import numpy as np
from fitting import (
    MESSAGES,
    ROOT,
    groups_of,
    matrix_of,
    recurring,
    rows_of,
    unseen_shares,
    word_classes,
    write_weights,
)
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from hitl.domain.reading.classifier import features
from hitl.domain.reading.reasons import FAULTS, hear
from hitl.domain.reading.text import normal

SENTENCES = ROOT / "data" / "reading" / "reasons.jsonl"
WEIGHTS = ROOT / "data" / "reading" / "reason_weights.json"
MOST = 100  # messages of one reason
STRENGTH = 10.0  # inverse of the penalty; the best calibrated of 3, 10, 30, 100 on unseen groups


def main() -> int:
    """Fit, say how well it does on sentences that it has not seen, and write the weights."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--check", action="store_true", help="measure only")
    arguments = parser.parse_args()
    sentences, messages = rows_of(SENTENCES), [row for row in rows_of(MESSAGES) if "reason" in row]
    texts = [normal(row["text"]) for row in (*sentences, *messages)]
    labels = [row["reason"] for row in (*sentences, *messages)]
    weights = [*(1.0 for _ in sentences), *_weights(messages)]
    classes = word_classes()
    by_pattern = [{f"@{one.reason}" for clause in hear(text, None) for one in clause.heard} for text in texts]
    seen = [set(features(text, classes)) | found for text, found in zip(texts, by_pattern, strict=True)]
    names = recurring(seen)
    matrix = matrix_of(seen, names)
    model = LogisticRegression(C=STRENGTH, max_iter=2000)
    _measure(model, matrix, np.array(labels), groups_of(texts), np.array([not found for found in by_pattern]))
    if not arguments.check:
        model.fit(matrix, labels, sample_weight=weights)
        table = {name: row for name, row in zip(names, model.coef_.T, strict=True) if name[0] != "@"}
        write_weights(WEIGHTS, list(model.classes_), model.intercept_, table, classes)
    return 0


def _weights(messages: list[dict[str, Any]]) -> Iterator[float]:
    """Whole messages tell faults most of all: each reason weighs as much as so many of them at most."""
    counts = Counter(row["reason"] for row in messages)
    for row in messages:
        yield min(1.0, MOST / counts[row["reason"]])


def _measure(
    model: LogisticRegression, matrix: csr_matrix, labels: np.ndarray, groups: np.ndarray, silent: np.ndarray
) -> None:
    shares = unseen_shares(model, matrix, labels, groups)
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


if __name__ == "__main__":
    raise SystemExit(main())
