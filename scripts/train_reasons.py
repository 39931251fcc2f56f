"""Fit the classifier of reasons: labelled sentences in, weights as plain data out.

    .venv/bin/python scripts/train_reasons.py            # fits and writes data/reading/reason_weights.json
    .venv/bin/python scripts/train_reasons.py --check    # five-fold accuracy only, writes nothing

Multinomial logistic regression with an L2 penalty (scikit-learn's lbfgs), on the features that
`hitl.domain.reading.classifier` will see: each is 1 where it occurs, divided by the root of how many
occur. Features that occur once only are left out: they tell one sentence, not a reason.
"""

import argparse
import json
import sys
from collections import Counter
from pathlib import Path

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold, cross_val_predict

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from hitl.domain.reading.classifier import features  # noqa: E402 - after the path is set
from hitl.domain.reading.reasons import FAULTS  # noqa: E402
from hitl.domain.reading.text import normal  # noqa: E402

SENTENCES = ROOT / "data" / "reading" / "reasons.jsonl"
WEIGHTS = ROOT / "data" / "reading" / "reason_weights.json"
STRENGTH = 10.0  # inverse of the penalty; the best of 3, 10, 30, 100 in five-fold accuracy
DIGITS = 2  # of a weight; more changes no answer on the sentences and doubles the file


def main() -> int:
    """Fit, say how well it does on sentences that it has not seen, and write the weights."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--check", action="store_true", help="measure only")
    arguments = parser.parse_args()
    rows = [json.loads(line) for line in SENTENCES.read_text(encoding="utf-8").splitlines() if line]
    seen = [set(features(normal(row["text"]))) for row in rows]
    labels = [row["reason"] for row in rows]
    names = sorted(name for name, count in Counter(name for one in seen for name in one).items() if count > 1)
    matrix = _matrix(seen, names)
    model = LogisticRegression(C=STRENGTH, max_iter=2000)
    _measure(model, matrix, labels)
    if not arguments.check:
        model.fit(matrix, labels)
        _write(model, names)
    return 0


def _matrix(seen: list[set[str]], names: list[str]) -> csr_matrix:
    place = {name: column for column, name in enumerate(names)}
    rows, columns, values = [], [], []
    for row, one in enumerate(seen):
        known = [place[name] for name in one if name in place]
        rows += [row] * len(known)
        columns += known
        values += [1 / max(1, len(known)) ** 0.5] * len(known)
    return csr_matrix((values, (rows, columns)), shape=(len(seen), len(names)))


def _measure(model: LogisticRegression, matrix: csr_matrix, labels: list[str]) -> None:
    folds = StratifiedKFold(n_splits=5, shuffle=True, random_state=7)
    shares = cross_val_predict(model, matrix, labels, cv=folds, method="predict_proba")
    classes = np.unique(labels)
    said, sure = classes[shares.argmax(axis=1)], shares.max(axis=1)
    right = said == np.array(labels)
    print(f"{len(labels)} sentences, five-fold accuracy {right.mean():.3f}")
    fault = np.isin(classes, [str(reason) for reason in FAULTS])
    together, of_fault = shares[:, fault].sum(axis=1), np.isin(labels, [str(reason) for reason in FAULTS])
    for least in (0.6, 0.8):
        among, apart = sure >= least, together >= least
        print(
            f"  one reason sure by {least}: right {right[among].mean():.3f}, of {among.mean():.2f} "
            f"of the sentences"
        )
        print(
            f"  some fault sure by {least}: right {of_fault[apart].mean():.3f}, of "
            f"{apart.mean():.2f} of the sentences"
        )


def _write(model: LogisticRegression, names: list[str]) -> None:
    table = np.round(model.coef_.T, DIGITS)
    kept = {name: table[row].tolist() for row, name in enumerate(names) if np.abs(table[row]).max() > 0.05}
    stored = {
        "labels": list(model.classes_),
        "bias": np.round(model.intercept_, DIGITS).tolist(),
        "features": kept,
    }
    WEIGHTS.write_text(json.dumps(stored, separators=(",", ":")) + "\n", encoding="utf-8")
    print(f"{len(kept)} features, {WEIGHTS.stat().st_size // 1024} kB in {WEIGHTS.relative_to(ROOT)}")


if __name__ == "__main__":
    raise SystemExit(main())
