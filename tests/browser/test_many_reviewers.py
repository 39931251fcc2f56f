"""Several people at one desk; `make soak` lets twenty of them decide four hundred cases."""

from pathlib import Path

from playwright.sync_api import Browser

from tests.browser.served import serving
from tests.load.reviewers import people, seed, trial

REVIEWERS, CASES = 3, 8


def test_every_case_is_decided_once_by_people_in_browsers_of_their_own(
    browser: Browser, tmp_path: Path
) -> None:
    reviewers = people(REVIEWERS)
    seed(tmp_path / "var", reviewers, CASES)
    with serving(tmp_path / "var") as served:
        outcome = trial(browser, served, reviewers, CASES)
    assert outcome.wrong == ()
    assert sum(outcome.by.values()) == CASES
    assert len(outcome.by) == REVIEWERS, "everybody had something to decide"
