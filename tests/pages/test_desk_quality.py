"""A quality case at the desk: like any other case until it is answered, and told of at once."""

import pytest
from streamlit.testing.v1 import AppTest

from hitl.bootstrap import Countersign
from hitl.domain.blind import Said
from hitl.domain.draft import Action
from hitl.domain.money import Money
from hitl.domain.quality import Outcome, Right, Told
from hitl.domain.roles import Level, Role, User
from hitl.ports.quality import Setting
from hitl.steps.review.quality import give
from hitl.ui.desk import blind, snooze
from hitl.ui.desk.holding import Holding
from hitl.ui.desk.state import Desk
from tests.databases import NOW
from tests.pages.conftest import REVIEWER, SENIOR, Show, words
from tests.pages.test_desk_blind import answered


def _given(product: Countersign, label: str) -> str:
    """Given to the senior, who has decided too little in the demo to have had many."""
    with product.store.unit() as unit:
        mode, policy = unit.controls.mode(), unit.policies.active()
    now = product.clock.now()
    setting = Setting(now=now, policy=policy, ruleset=product.ruleset, mode=mode, simulated=True)
    made = product.quality.make(label, setting, 0)
    assert made is not None
    case_id = give(made, SENIOR, store=product.store, at=now)
    assert case_id is not None
    return case_id


def test_it_looks_like_a_case_that_waits_and_its_answer_is_told_at_once(
    demo: Countersign, show: Show
) -> None:
    case_id = _given(demo, "line-mirror")

    page: AppTest = show("desk", by=SENIOR)
    assert page.session_state["desk"].case_id == case_id
    said = words(page)
    assert f"Open {case_id}" in said, "it stands in the queue"
    assert "Clara Nilsen" in said
    assert "quality case" not in said
    page = next(one for one in page.button if one.label == "Similar cases").click().run()
    assert not page.exception
    assert "Clara Nilsen" in words(show("case", by=SENIOR, case=case_id)), "its own page is theirs"
    assert "No such case" in words(show("case", by=REVIEWER, case=case_id))

    page = answered(page, "Approve")

    said = words(page)
    assert page.session_state["desk"].case_id not in {case_id, None}
    assert f"{case_id} was a quality case" in said
    assert "“refund $89.00” was right, you said “refund $64.00”" in said
    assert "Its draft was wrong on purpose." in said
    assert "The mirror is broken, not the lamp." in said
    with demo.store.reads() as reads:
        kept = reads.quality_answers(SENIOR, 1, demo=True)[-1]
    assert (kept.label, kept.outcome, kept.as_drafted) == ("line-mirror", Outcome.WRONG, True)


@pytest.mark.parametrize(
    ("outcome", "said", "expected"),
    [
        (Outcome.RIGHT, Action.DENY_REFUND, "“no refund” is right"),
        (Outcome.HANDED_ON, None, "“no refund” was right"),
        (Outcome.LAID_ASIDE, None, "“no refund” was right"),
        (Outcome.WRONG, Action.APPROVE_REFUND, "“no refund” was right, you said “refund $5.00”"),
    ],
)
def test_every_end_of_it_is_told_in_words(outcome: Outcome, said: Action | None, expected: str) -> None:
    amount = Money.parse("5.00", "USD") if said is Action.APPROVE_REFUND else None
    told = Told(
        case_id="CS-1",
        outcome=outcome,
        right=Right(actions=(Action.DENY_REFUND,), why="It is <b>late</b>."),
        said=None if outcome is Outcome.LAID_ASIDE else Said(by="a", action=said, amount=amount, at=NOW),
        planted=False,
        as_drafted=False,
    )

    shown = blind.told_html(told)

    assert expected in shown
    assert "It is &lt;b&gt;late&lt;/b&gt;. Nothing is paid, sent or counted." in shown
    assert "on purpose" not in shown


def test_putting_it_off_ends_it_and_says_so(demo: Countersign) -> None:
    case_id = _given(demo, "plain-vase")
    desk = Desk(case_id=case_id, blind=True, made_up=True)
    me = User(email=SENIOR, name="Sam", role=Role.SENIOR)

    snooze.put_off(Holding(demo, desk, me, Level.SENIOR), "30")

    assert (desk.case_id, desk.trouble) == (None, "")
    assert desk.told is not None
    assert desk.told.outcome is Outcome.LAID_ASIDE
    with demo.store.reads() as reads:
        assert reads.quality_given(case_id, SENIOR) is None
