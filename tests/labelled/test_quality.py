"""The quality cases as delivered: under the policy as delivered each comes to the desk with its draft."""

import json
from datetime import timedelta

import pytest

from hitl.adapters.policy_search import ClauseSearch
from hitl.adapters.rules_drafter import RulesDrafter
from hitl.bootstrap import QUALITY, ROOT, shipped_calibrations
from hitl.domain.draft import Draft
from hitl.domain.gate.verdict import Route
from hitl.domain.mode import Mode, ModeState
from hitl.domain.policy import PolicyVersion
from hitl.domain.stakes import may_alone
from hitl.errors import InvalidSetting
from hitl.labelled import load_policy
from hitl.labelled.quality import OLDEST, Files
from hitl.ports.quality import Setting
from tests.company import LEXICON, REVIEWER, RULESET, START

PARTS = {
    "drafter": RulesDrafter(LEXICON),
    "lexicon": LEXICON,
    "search": ClauseSearch(),
    "calibrations": shipped_calibrations(),
}
STOCK = Files(QUALITY, **PARTS)
POLICY = PolicyVersion(version=7, clauses=load_policy(ROOT / "data" / "policies"))


def setting(mode: Mode = Mode.LIMITED_AUTONOMY, like: Draft | None = None) -> Setting:
    state = ModeState(mode=mode, since=START, by="test")
    return Setting(now=START, policy=POLICY, ruleset=RULESET, mode=state, like=like)


@pytest.mark.parametrize("label", STOCK.labels)
def test_every_case_as_delivered_comes_to_a_reviewers_desk(label: str) -> None:
    for mode in Mode:
        made = STOCK.make(label, setting(mode), 3)

        assert made is not None, "fixed rules come to the answer that the file calls right"
        verdict, draft = made.drafted.verdict, made.draft
        assert verdict.route is Route.REVIEW
        assert made.planted is not made.right.is_met(draft.action, draft.amount)
        assert made.right.why
        for amount in (draft.amount, made.right.amount):
            assert may_alone(REVIEWER, verdict.level, amount, RULESET)
        assert timedelta() < START - made.case.received_at <= OLDEST
        assert verdict.due_at > START


def test_some_are_right_as_drafted_and_two_in_three_are_not() -> None:
    planted = [STOCK.make(label, setting(), 0).planted for label in STOCK.labels]

    assert (len(planted), sum(planted)) == (60, 40)


def test_order_and_customer_have_numbers_that_no_two_givings_share() -> None:
    first, again = (STOCK.make("count-plates", setting(), number) for number in (0, 1))

    assert first.order.order_id != again.order.order_id
    assert first.customer.customer_id == f"C{first.order.order_id}"
    assert first.order.order_id in first.conversation[0].text
    assert len(first.order.order_id) == 5


def test_the_name_under_the_draft_is_that_of_the_desks_other_drafts() -> None:
    like = STOCK.make("plain-vase", setting(), 0).draft.model_copy(
        update={"drafter": "llm 2.0", "model": "some model", "prompt": "3"}
    )

    draft = STOCK.make("plain-scale", setting(like=like), 0).draft

    assert (draft.drafter, draft.model, draft.prompt) == ("llm 2.0", "some model", "3")


def test_a_line_that_is_no_case_is_named(tmp_path) -> None:
    (tmp_path / "own.jsonl").write_text('\n{"id": 1}\n', "utf-8")

    with pytest.raises(InvalidSetting, match=r"own\.jsonl, line 2"):
        Files(tmp_path, **PARTS)
    assert Files(tmp_path / "none", **PARTS).labels == ()


def test_a_case_whose_order_cannot_be_read_is_not_given(tmp_path) -> None:
    line = json.loads((QUALITY / "right_drafts.jsonl").read_text("utf-8").splitlines()[0])
    line["order"]["lines"][0]["unit_price"] = "much"
    (tmp_path / "own.jsonl").write_text(json.dumps(line), "utf-8")

    assert Files(tmp_path, **PARTS).make(line["id"], setting(), 0) is None
