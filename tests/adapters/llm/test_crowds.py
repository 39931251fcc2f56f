"""Many cases against models that want too much. `scripts/soak.py model` runs ten times as many."""

from pathlib import Path

from tests.adapters.llm.crowds import HOUR, everything_to_everybody, never_enough, nothing_personal


def test_the_maximum_to_everybody_never_pays_more_than_the_terms_confirm(tmp_path: Path) -> None:
    paid = everything_to_everybody(100, tmp_path)

    assert paid.wrong == []
    assert paid.by_model == 0, "as the product is, nothing of a model's goes alone"
    assert 0 < paid.by_trusted_model <= paid.by_rules <= paid.confirmed


def test_no_budget_is_exceeded_by_any_count(tmp_path: Path) -> None:
    used = never_enough(100, tmp_path)

    assert used.wrong == []
    assert 0 < used.calls <= used.hours * HOUR.calls


def test_nothing_personal_is_in_any_request_and_the_reply_is_to_the_right_one(tmp_path: Path) -> None:
    masked = nothing_personal(40, tmp_path)

    assert masked.wrong == []
    assert masked.requests >= masked.cases * 3
