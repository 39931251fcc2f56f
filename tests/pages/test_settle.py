"""A decided case that failed on its way: why it needs a person, and what they can do about it at the desk."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from streamlit.testing.v1 import AppTest

from hitl.adapters.clock import FixedClock
from hitl.adapters.post import FakePost
from hitl.bootstrap import Countersign
from hitl.domain.case import Status
from hitl.domain.decision import DecisionReason, Edit, Submission
from hitl.domain.delivery import DeliveryStatus
from hitl.domain.draft import Action
from hitl.domain.event import EventKind, LoggedEvent
from hitl.domain.mode import Mode
from hitl.domain.refund import RefundStatus
from hitl.domain.roles import Level
from hitl.durable.drain import drain
from hitl.ports.reads import CaseFile, QueueFilter
from hitl.steps.deliver import deliver
from hitl.steps.review import submit
from hitl.ui import story
from tests.pages.conftest import MANAGER, Show, words

TICKET = "FH-0520"
"""The demo company's request about order 40302, whose refunds the demo processor refuses."""


@pytest.fixture
def failed(demo: Countersign) -> str:
    """The case whose refund failed."""
    drain(demo)
    with demo.store.reads() as reads:
        return reads.case_id_of(TICKET)


def _file(product: Countersign, case_id: str) -> CaseFile:
    with product.store.reads() as reads:
        return reads.case_file(case_id)


def _labels(page: AppTest) -> list[str]:
    return [one.label.replace("\\", "") for one in page.button]


def _press(page: AppTest, label: str) -> AppTest:
    return next(one for one in page.button if one.label.replace("\\", "") == label).click().run()


def _write(page: AppTest, note: str) -> AppTest:
    next(one for one in page.text_area if one.label == "How was it settled?").input(note)
    return page


def test_why_it_needs_a_person_stands_above_the_draft_with_two_actions(
    demo: Countersign, show: Show, failed: str
) -> None:
    page = show("desk", by=MANAGER, case=failed)
    text = words(page)
    assert "The refund of €89.00 was not paid." in text
    assert text.index("was not paid") < text.index("Agent&#x27;s draft")
    assert "decided, but not paid" in text
    assert "The customer does not have the reply." in text
    assert {"Try the refund again", "Settled by hand…"} <= set(_labels(page))
    assert not {"Edit", "Reject", "Escalate", "Ask"} & set(_labels(page))
    steps = re.findall(r'<button[^>]*data-do="step"[^>]*>', text)
    assert steps
    assert all(" disabled" in step for step in steps), "what was decided is not decided again"


def _undelivered(product: Countersign) -> str:
    """A case that was refused, and whose reply nobody has received."""
    with product.store.reads() as reads:
        row = reads.queue(QueueFilter(), None, 1)[0]
    no = Edit(action=Action.DENY_REFUND, reply="We cannot refund this.", reason_code=DecisionReason.OTHER)
    given = Submission(case_id=row.case_id, draft_version=row.draft_version, answer=no, by=MANAGER)
    submit(given, store=product.store, ruleset=product.ruleset, clock=product.clock)
    reply = next(one for one in _file(product, row.case_id).deliveries if one.decision_id)
    post, clock = FakePost(), FixedClock(product.clock.now())
    post.script.extend(["no such address"] * 3)
    for _ in range(3):
        clock.advance(timedelta(minutes=10))
        deliver(reply.delivery_id, store=product.store, post=post, clock=clock, worker="w1")
    return row.case_id


def test_a_reply_that_nobody_received_is_sent_again_from_the_desk(demo: Countersign, show: Show) -> None:
    case_id = _undelivered(demo)
    page = show("desk", by=MANAGER, case=case_id)
    assert "The reply could not be delivered in 3 attempts." in words(page)

    page = _press(page, "Send it again")

    assert "it is sent again" in words(page)
    with demo.store.unit() as unit:
        assert any(one.status is DeliveryStatus.WAITING for one in unit.deliveries.of_case(case_id))
    assert "To be sent once more" in words(show("case", case=case_id))


def test_a_failed_refund_is_tried_again_from_the_desk(demo: Countersign, show: Show, failed: str) -> None:
    page = _press(show("desk", by=MANAGER, case=failed), "Try the refund again")
    assert "the refund of €89.00 is tried again" in words(page)
    assert _file(demo, failed).case.status is Status.DECIDED
    drain(demo)  # the processor refuses it once more
    assert _file(demo, failed).case.status is Status.NEEDS_ATTENTION
    assert "To be tried again." in words(show("case", case=failed))


def test_a_case_settled_by_hand_is_finished_with_its_note(demo: Countersign, show: Show, failed: str) -> None:
    page = _press(show("desk", by=MANAGER, case=failed), "Settled by hand…")
    page = _press(_write(page, "Paid by bank transfer."), "Finish the case")
    assert "finished as settled by hand" in words(page)
    file = _file(demo, failed)
    assert file.case.status is Status.CLOSED
    assert file.refund is not None
    assert file.refund.status is RefundStatus.FAILED
    told = words(show("case", case=failed))
    assert "Settled by hand." in told
    assert "Paid by bank transfer." in told
    assert "settled it by hand" in words(show("desk", by=MANAGER, case=failed))


def test_without_a_note_it_is_not_taken_and_the_form_stays(
    demo: Countersign, show: Show, failed: str
) -> None:
    page = _press(show("desk", by=MANAGER, case=failed), "Settled by hand…")
    page = _press(_write(page, "  "), "Finish the case")
    assert "<b>Not taken.</b> Say how the case was settled." in words(page)
    assert "Finish the case" in _labels(page)
    assert _file(demo, failed).case.status is Status.NEEDS_ATTENTION


def test_while_the_agent_only_watches_nothing_is_tried_again(
    demo: Countersign, show: Show, failed: str
) -> None:
    page = show("desk", by=MANAGER, case=failed)
    with demo.store.unit() as unit:
        unit.controls.set_mode(unit.controls.mode().model_copy(update={"mode": Mode.SHADOW}), {})
        unit.commit()
    page = _press(page, "Try the refund again")
    assert "Not taken." in words(page)
    assert _file(demo, failed).case.status is Status.NEEDS_ATTENTION


def test_what_somebody_else_settled_meanwhile_is_told_and_the_note_kept(
    demo: Countersign, show: Show, failed: str
) -> None:
    page = _press(show("desk", by=MANAGER, case=failed), "Settled by hand…")
    other = _press(show("desk", by=MANAGER, case=failed), "Settled by hand…")
    _press(_write(other, "Paid in cash."), "Finish the case")
    page = _press(_write(page, "Paid by bank transfer."), "Finish the case")
    assert "Not taken." in words(page)
    kept = next(one for one in page.text_area if one.label == "What you had written")
    assert kept.value == "Paid by bank transfer."


def test_a_case_without_a_decision_that_needs_attention_stays_decidable(
    demo: Countersign, show: Show
) -> None:
    drain(demo)
    with demo.store.reads() as reads:
        case_id = reads.queue(QueueFilter(level=Level.MANAGER), None, 1)[0].case_id
    with demo.store.unit() as unit:
        unit.cases.move(
            case_id,
            Status.NEEDS_ATTENTION,
            expect={Status.IN_REVIEW},
            attention="The question could not be delivered.",
            at=demo.clock.now(),
        )
        unit.commit()
    page = show("desk", by=MANAGER, case=case_id)
    assert "The question could not be delivered." in words(page)
    assert {"Edit", "Escalate", "Ask"} <= set(_labels(page))
    assert "Settled by hand…" not in _labels(page)


def test_goods_that_came_back_have_words_of_their_own_on_the_timeline() -> None:
    now = datetime(2026, 11, 10, 12, 0, tzinfo=UTC)
    event = LoggedEvent(
        seq=1,
        kind=EventKind.CASE_GOODS_RETURNED,
        at=now,
        actor="worker",
        case_id="CS-1",
        payload={"refund_id": "RF-1", "order_id": "48291"},
    )
    told = story.html((event,), now, ())
    assert "The goods came back" in told
    assert "inventory_2" in told
    assert "Order 48291" in told
