"""Fit the classifier of plain requests: labelled messages in, weights as plain data out.

    .venv/bin/python scripts/train_ordinary.py            # fits and writes data/reading/ordinary_weights.json
    .venv/bin/python scripts/train_ordinary.py --check    # how well it tells, writes nothing

Logistic regression with an L2 penalty on the features of `hitl.domain.reading.ordinary`, each 1 where it
occurs, divided by the root of how many occur; what occurs once is left out. It learns from the messages in
`data/reading/requests.jsonl` and from the labelled cases that the rules were tuned on: those that are to be
paid are plain where nothing but their size holds them, those that must not be paid are not. A case whose
answer hangs on its dates or terms says nothing of its words and is left out.

It is measured on messages of other groups than the fitted ones: messages that share half of their words are
one group.
"""

import argparse
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
from sklearn.metrics import roc_auc_score

from hitl.domain.reading.ordinary import ORDINARY, features_of_message
from hitl.domain.reading.text import normal

CASES = ROOT / "data" / "cases"
WEIGHTS = ROOT / "data" / "reading" / "ordinary_weights.json"
STRENGTH = 10.0  # inverse of the penalty; 3 and 30 tell unseen groups no better
OTHER = "other"
PAYS = "approve_refund"

_OF_SIZE = frozenset({"amount_limit", "high_value", "customer_tier"})
"""Reasons of the gate that say nothing against the words."""
_OF_TERMS = frozenset({"denial", "policy_terms_not_met"})
"""Reasons of the gate that rest on dates and terms."""


def main() -> int:
    """Fit, say how well unseen messages are told apart, and write the weights."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--check", action="store_true", help="measure only")
    only_asked = parser.parse_args().check
    told = [*_messages(), *_cases()]
    classes = word_classes()
    seen = [set(features_of_message(text, classes, goods)) for text, goods, _ in told]
    names = recurring(seen)
    matrix = matrix_of(seen, names)
    plain = np.array([ordinary for _, _, ordinary in told])
    model = LogisticRegression(C=STRENGTH, max_iter=2000, class_weight="balanced")
    if only_asked:
        _measure(model, matrix, plain, groups_of([normal(text) for text, _, _ in told]))
        return 0
    model.fit(matrix, plain)
    apart = np.array([-0.5, 0.5])  # the two labels share the one weight of each feature
    table = {name: weight * apart for name, weight in zip(names, model.coef_[0], strict=True)}
    write_weights(WEIGHTS, [OTHER, ORDINARY], model.intercept_[0] * apart, table, classes)
    return 0


def _messages() -> Iterator[tuple[str, list[str], bool]]:
    """Text, titles of the goods, whether it is a plain request."""
    for row in rows_of(MESSAGES):
        yield row["text"], row.get("goods", []), row["ordinary"]


def _cases() -> Iterator[tuple[str, list[str], bool]]:
    """The first messages of labelled cases whose words alone decide."""
    for path in sorted(CASES.glob("tuned*.jsonl")):
        for case in rows_of(path):
            ordinary = None if case.get("conversation") else _ordinary(case["expect"])
            if ordinary is not None:
                orders = case.get("orders") or [case["order"]]
                titles = [line["title"] for order in orders if order for line in order["lines"]]
                yield case["message"], titles, ordinary


def _ordinary(expected: dict[str, Any]) -> bool | None:
    """Whether such a case is a plain request; None where the label does not tell."""
    action, route, reasons = expected.get("action"), expected.get("route"), {*expected.get("reasons", ())}
    actions = {action} if isinstance(action, str) else {*(action or ())}
    if actions == {PAYS} and (route == "auto" or (reasons and reasons <= _OF_SIZE)):
        return True
    held = route in {"held", "takeover", "review"} and PAYS not in actions and not reasons & _OF_TERMS
    return False if held or route == "unpaid" else None


def _measure(model: LogisticRegression, matrix: csr_matrix, plain: np.ndarray, groups: np.ndarray) -> None:
    shares = unseen_shares(model, matrix, plain, groups)[:, 1]
    print(f"{len(plain)} messages, {plain.mean():.0%} plain, in {len(set(groups))} groups")
    print(f"area under the ROC curve on unseen groups {roc_auc_score(plain, shares):.3f}")
    for least in (0.3, 0.5, 0.7):
        kept, through = (shares[plain] >= least).mean(), (shares[~plain] >= least).mean()
        print(f"  from {least}: {kept:.3f} of the plain ones, {through:.3f} of the others")


if __name__ == "__main__":
    raise SystemExit(main())
