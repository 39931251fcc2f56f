"""A second reading at the desk: like any other case until it is answered, and told of afterwards."""

from datetime import timedelta

from streamlit.testing.v1 import AppTest

from hitl.bootstrap import Countersign
from hitl.domain.blind import Given, Pair, Said
from hitl.domain.decision import Approve, Submission
from hitl.domain.draft import Action
from hitl.domain.money import Money
from hitl.domain.roles import Level
from hitl.ports.reads import CaseFile, QueueFilter
from hitl.steps.review import submit
from hitl.ui.desk import blind, snooze
from hitl.ui.desk.holding import Holding
from hitl.ui.desk.state import Desk
from tests.company import REVIEWER as SOMEBODY
from tests.databases import NOW
from tests.pages.conftest import REVIEWER, SENIOR, Show, words


def _given(product: Countersign) -> str:
    """A refund that the senior has decided, given to the reviewer to read."""
    works = product
    with works.store.reads() as reads:
        rows = reads.queue(QueueFilter(), None, 100)
    case_id = next(
        row.case_id
        for row in rows
        if row.action is Action.APPROVE_REFUND and row.level is Level.REVIEWER and not row.first_signed_by
    )
    version = _file(works, case_id).case.draft_version
    approval = Submission(case_id=case_id, draft_version=version, answer=Approve(), by=SENIOR)
    submit(approval, store=works.store, ruleset=works.ruleset, clock=works.clock)
    given = Given(case_id=case_id, draft_version=version, by=REVIEWER, at=works.clock.now())
    with works.store.unit() as unit:
        assert unit.blind.give(given, lapsed=given.at)
        unit.commit()
    return case_id


def _file(product: Countersign, case_id: str) -> CaseFile:
    with product.store.reads() as reads:
        return reads.case_file(case_id)


def answered(page: AppTest, label: str) -> AppTest:
    desk = page.session_state["desk"]
    desk.opened = {case_id: at - timedelta(seconds=5) for case_id, at in desk.opened.items()}
    page = next(one for one in page.button if one.label.startswith(label)).click().run()
    asked = [one for one in page.button if one.label.startswith("Yes,")]
    return asked[0].click().run() if asked else page


def test_it_looks_like_a_case_that_waits_and_tells_what_was_decided_once_it_is_answered(
    demo: Countersign, show: Show
) -> None:
    case_id = _given(demo)
    before = _file(demo, case_id)
    assert before.decision is not None

    page = show("desk", by=REVIEWER)
    assert page.session_state["desk"].case_id == case_id
    said = words(page)
    assert f"Open {case_id}" in said, "it stands in the queue"
    assert "second reading" not in said
    assert "had decided" not in said
    assert "Decided" not in words(show("case", by=REVIEWER, case=case_id)), "nor does its own page tell"
    assert "Decided" in words(show("case", by=SENIOR, case=case_id))

    page = answered(page, "Approve")

    assert page.session_state["desk"].case_id != case_id
    assert f"{case_id} was a second reading" in words(page)
    assert "had decided the same" in words(page)
    after = _file(demo, case_id)
    assert (after.case, after.decision, after.refund) == (before.case, before.decision, before.refund)
    assert "They would do the same" in words(show("case", by=REVIEWER, case=case_id))


def test_where_they_differ_both_answers_stand_side_by_side() -> None:
    paid = Said(by=SENIOR, action=Action.APPROVE_REFUND, amount=Money.parse("12.00", "USD"), at=NOW)
    pair = Pair(case_id="CS-1", first=paid, second=Said(by=REVIEWER, action=None, at=NOW))

    shown = blind.html(pair, {SENIOR: "Sam <b>Senior</b>"})

    assert (
        "Sam &lt;b&gt;Senior&lt;/b&gt; had decided “refund $12.00”, you “hand it to a higher level”" in shown
    )
    assert "Nothing was paid or sent by your answer" in shown


def test_putting_it_off_leaves_it_to_somebody_else(empty: Countersign) -> None:
    desk = Desk(case_id="CS-1", blind=True)

    snooze.put_off(Holding(empty, desk, SOMEBODY, Level.REVIEWER), "30")

    assert (desk.case_id, desk.passed, desk.trouble) == (None, ["CS-1"], "")
