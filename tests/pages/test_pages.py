"""Every page on a new database and on the demo company: it shows something sensible and never fails."""

import pytest

from hitl.bootstrap import Countersign
from hitl.domain.refund import RefundStatus
from hitl.domain.roles import Role, User
from tests.pages.conftest import REVIEWER, Show, words

PAGES = ("start", "request", "desk", "metrics", "rollout", "case")


@pytest.mark.parametrize("name", PAGES)
def test_every_page_runs_on_the_demo_company(demo: Countersign, show: Show, name: str) -> None:
    page = show(name)
    assert not page.exception
    assert "nan" not in words(page).replace("finance", "").lower().split()


@pytest.mark.parametrize("name", PAGES)
def test_every_page_runs_on_a_new_database(empty: Countersign, show: Show, name: str) -> None:
    page = show(name)
    assert not page.exception
    assert "This page is not for you" not in words(page)


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("desk", "Nothing waits here"),
        ("metrics", "No case came in within this time"),
        ("rollout", "Nothing was tried yet."),
        ("case", "Which case?"),
        ("request", "What went wrong with your order?"),
    ],
)
def test_a_page_without_anything_to_show_says_so(
    empty: Countersign, show: Show, name: str, says: str
) -> None:
    assert says in words(show(name))


@pytest.mark.parametrize("name", ["desk", "metrics", "rollout", "case"])
def test_a_page_refuses_whoever_is_disabled(demo: Countersign, show: Show, name: str) -> None:
    with demo.store.unit() as unit:
        for user in unit.controls.users():
            unit.controls.save_user(user.model_copy(update={"disabled": True}), demo.clock.now())
        unit.commit()
    assert "This page is not for you" in words(show(name))


def test_an_analyst_reads_figures_and_does_not_reach_the_desk(demo: Countersign, show: Show) -> None:
    analyst = User(email="analyst@fernhill.example", name="Ana", role=Role.ANALYST)
    with demo.store.unit() as unit:
        unit.controls.save_user(analyst, demo.clock.now())
        unit.commit()
    assert "This page is not for you" in words(show("desk", by=analyst.email))
    assert "Decided without a person" in words(show("metrics", by=analyst.email))


def test_an_unknown_case_is_said_in_a_sentence(demo: Countersign, show: Show) -> None:
    page = show("case", by=REVIEWER, case="CS-999999<script>")
    assert "No such case" in words(page)
    assert "<script>" not in words(page)


def test_a_case_shows_its_whole_story(demo: Countersign, show: Show) -> None:
    with demo.store.reads() as reads:
        decided = next(
            row
            for row in reads.decisions(None, None)
            if row.by != "gate" and row.refund_status is RefundStatus.SUCCEEDED
        )
    page = show("case", by=REVIEWER, case=decided.case_id)
    told = words(page)
    for event in ("Request came in", "The agent made a draft", "Decided", "Refund paid"):
        assert event in told
