"""Nobody there: the next level, the customer and the company's systems are told, each once for a due time."""

import json
from collections.abc import Iterator
from datetime import timedelta
from threading import Barrier, Thread

import pytest

from hitl.adapters.post import FakePost, LocalPost
from hitl.adapters.webhook import NotifyingPost, Webhook
from hitl.domain.case import Case, Status
from hitl.domain.decision import Reject
from hitl.domain.delivery import DeliveryKind, DeliveryStatus
from hitl.domain.gate.ruleset import Ruleset
from hitl.domain.mode import Mode
from hitl.domain.roles import Level
from hitl.ports.post import Post
from hitl.steps.deliver import deliver
from hitl.steps.fallback import BATCH, FallbackReport, fall_back
from tests.company import MANAGER, RULESET, Company, line, order, ticket
from tests.receiver import SECRET, Receiver, receiving

QUIET = timedelta(minutes=RULESET.review.fallback.quiet_minutes)
NOTHING = FallbackReport(overdue=0, unattended=0)


@pytest.fixture
def company(company: Company) -> Company:
    """The company with a 48.00 order, which waits for a person."""
    company.add(order("20000", lines=(line(unit_price=4800),)))
    return company


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with receiving() as started:
        yield started


def held(company: Company, *, chat: bool = False, ticket_id: str = "T1") -> Case:
    case, _ = company.draft(ticket(ticket_id=ticket_id, order_id="20000", waiting=chat))
    assert case.status is Status.IN_REVIEW
    return case


def fell(company: Company, post: Post | None = None, *, rules: Ruleset = RULESET) -> FallbackReport:
    return fall_back(store=company.store, ruleset=rules, post=post or FakePost(), clock=company.clock)


def past_due(company: Company, case: Case) -> None:
    company.clock.set(company.case(case.case_id).due_at + timedelta(seconds=1))


def deliveries(company: Company, case: Case):
    with company.store.unit() as unit:
        return unit.deliveries.of_case(case.case_id)


def notices(company: Company, case: Case) -> list[str]:
    return [one.body for one in deliveries(company, case) if one.kind is DeliveryKind.NOTICE]


def carry(company: Company, post: Post) -> list[bool]:
    with company.store.unit() as unit:
        due = unit.deliveries.due(company.clock.now(), 100)
    return [deliver(one, store=company.store, post=post, clock=company.clock, worker="w1") for one in due]


def with_rules(**changes: bool | int) -> Ruleset:
    review = RULESET.review
    fallback = review.fallback.model_copy(update=changes)
    return RULESET.model_copy(update={"review": review.model_copy(update={"fallback": fallback})})


def seen(company: Company) -> None:
    """Somebody looks at some case now."""
    with company.store.unit() as unit:
        unit.desk.here("CS-1", MANAGER.email, "reading", company.clock.now())
        unit.commit()


def test_an_overdue_case_goes_up_and_the_customer_is_told_the_new_time(company: Company) -> None:
    case = held(company)
    past_due(company, case)

    assert fell(company) == FallbackReport(overdue=1, unattended=0)

    now = company.case(case.case_id)
    assert (now.status, now.level) == (Status.IN_REVIEW, Level.SENIOR)
    assert notices(company, case) == [
        "We are sorry that this takes longer than we said. A senior colleague has your request now and will "
        f"answer by {now.due_at:%-d %B, %H:%M} UTC."
    ]
    with company.store.unit() as unit:
        assert unit.decisions.of_case(case.case_id) is None, "nothing is ever approved by it"


def test_the_customer_reads_it_in_the_conversation(company: Company) -> None:
    case = held(company)
    past_due(company, case)
    post = LocalPost()
    fell(company, post)

    assert carry(company, post) == [True]

    with company.store.unit() as unit:
        said = unit.cases.conversation(case.case_id)[-1].text
    assert [said] == notices(company, case)
    assert company.case(case.case_id).status is Status.IN_REVIEW


def test_it_happens_once_for_each_due_time_up_to_the_manager(company: Company) -> None:
    case = held(company)
    counts = []
    for _ in range(4):
        past_due(company, case)
        counts.append(fell(company).overdue)
        assert fell(company) == NOTHING

    assert counts == [1, 1, 1, 0]
    told = notices(company, case)
    assert len(told) == len(set(told)) == 3
    assert told[-1] == "We are sorry that this takes longer than we said. A manager has your request."
    kinds = company.events(case.case_id)
    assert (kinds.count("case.escalated"), kinds.count("case.overdue")) == (2, 1)


def test_what_the_desk_shows_as_overdue_stays_so_with_the_manager(company: Company) -> None:
    case = held(company)
    for _ in range(3):
        past_due(company, case)
        fell(company)

    assert company.case(case.case_id).due_at < company.clock.now()


def test_a_chat_at_an_empty_desk_falls_back_before_it_is_due(company: Company) -> None:
    case = held(company, chat=True)
    company.clock.advance(QUIET)

    assert fell(company) == FallbackReport(overdue=0, unattended=1)
    assert fell(company) == NOTHING

    now = company.case(case.case_id)
    assert now.level is Level.SENIOR
    assert now.due_at == company.clock.now() + RULESET.time_to_decide(Level.SENIOR)
    assert notices(company, case)[0].startswith("We are sorry, nobody is free to answer right now.")
    with company.store.reads() as reads:
        (event,) = [one for one in reads.timeline(case.case_id) if one.kind == "case.escalated"]
    assert (event.actor, event.payload["why"]) == ("worker", "unattended")


@pytest.mark.parametrize(
    ("chat", "wait", "reason"),
    [
        (True, QUIET - timedelta(seconds=1), "a moment's quiet is no empty desk: nobody had anything to do"),
        (False, QUIET, "who does not wait in a chat can wait for the due time"),
    ],
)
def test_no_fallback_before_its_time(company: Company, chat: bool, wait: timedelta, reason: str) -> None:
    case = held(company, chat=chat)
    company.clock.advance(wait)

    assert fell(company) == NOTHING, reason
    assert deliveries(company, case) == ()


def test_while_somebody_is_at_the_desk_a_chat_waits_for_its_due_time(company: Company) -> None:
    case = held(company, chat=True)
    company.clock.advance(QUIET)
    seen(company)
    company.clock.advance(timedelta(minutes=1))

    assert fell(company) == NOTHING

    company.clock.advance(QUIET)
    assert fell(company) == FallbackReport(overdue=1, unattended=0)
    assert company.case(case.case_id).due_at > company.clock.now() + timedelta(hours=1), (
        "with an empty desk five minutes more would be a promise to break"
    )
    assert fell(company) == NOTHING


def test_every_kind_of_activity_counts_as_being_there(company: Company) -> None:
    case = held(company)

    def last_seen():
        with company.store.reads() as reads:
            return reads.last_seen_at_desk()

    assert last_seen() is None
    seen(company)
    assert last_seen() == company.clock.now()
    company.clock.advance(timedelta(minutes=1))
    company.answer(case, Reject(reason_code="facts_wrong"))
    assert last_seen() == company.clock.now()
    company.clock.advance(timedelta(minutes=1))
    company.answer(case, {"kind": "edit", "reason_code": "goodwill", "reply": "No.", "action": "deny_refund"})
    assert last_seen() == company.clock.now()
    other = held(company, ticket_id="T2")
    until = company.clock.now() + timedelta(minutes=2)
    with company.store.unit() as unit:
        unit.desk.claim(other.case_id, MANAGER.email, company.clock.now(), until)
        unit.commit()
    assert last_seen() == until


def test_in_shadow_nothing_is_told_and_the_level_rises_all_the_same(company: Company) -> None:
    case = held(company)
    company.set_mode(Mode.SHADOW)
    past_due(company, case)

    assert fell(company).overdue == 1

    assert company.case(case.case_id).level is Level.SENIOR
    assert deliveries(company, case) == ()


def test_what_was_drafted_in_shadow_is_never_told(company: Company) -> None:
    company.set_mode(Mode.SHADOW)
    case = held(company)
    company.set_mode(Mode.COPILOT)
    past_due(company, case)

    fell(company)

    assert deliveries(company, case) == ()


def test_while_execution_is_stopped_nothing_is_told_that_would_be_old_later(company: Company) -> None:
    case = held(company)
    past_due(company, case)
    with company.store.unit() as unit:
        unit.controls.set_stopped("fire drill", "test", company.clock.now())
        unit.commit()

    assert fell(company).overdue == 1
    assert deliveries(company, case) == ()


@pytest.mark.parametrize(
    ("changes", "level", "kinds"),
    [
        ({}, Level.SENIOR, ["notice", "webhook"]),
        ({"raise_level": False}, Level.REVIEWER, ["notice", "webhook"]),
        ({"tell_customer": False}, Level.SENIOR, ["webhook"]),
        ({"notify": False}, Level.SENIOR, ["notice"]),
    ],
)
def test_each_part_can_be_turned_off(
    company: Company, changes: dict[str, bool], level: Level, kinds: list[str]
) -> None:
    case = held(company)
    past_due(company, case)

    assert fell(company, rules=with_rules(**changes)).overdue == 1
    assert fell(company, rules=with_rules(**changes)) == NOTHING

    assert company.case(case.case_id).level is level
    assert [one.kind for one in deliveries(company, case)] == kinds


def test_without_a_receiver_nothing_is_addressed_to_one(company: Company) -> None:
    case = held(company)
    past_due(company, case)

    fell(company, LocalPost())

    assert [one.kind for one in deliveries(company, case)] == [DeliveryKind.NOTICE]


def notifying(company: Company, receiver: Receiver) -> tuple[Post, Case]:
    """A case that has fallen back, with its notice and its notification on their way."""
    post = NotifyingPost(LocalPost(), Webhook(receiver.url, SECRET))
    case = held(company)
    past_due(company, case)
    fell(company, post)
    return post, case


def test_the_notification_reaches_its_receiver_signed_and_without_personal_data(
    company: Company, receiver: Receiver
) -> None:
    post, case = notifying(company, receiver)

    assert carry(company, post) == [True, True]

    (got,) = receiver.got
    assert got.verified is not None
    now = company.case(case.case_id)
    assert got.verified["type"] == "case.overdue"
    assert got.verified["data"] == {
        "case": case.case_id,
        "reason": f"Nobody decided it by {case.due_at:%-d %b, %H:%M} UTC. It needs a senior now.",
        "due_at": now.due_at.isoformat(),
        "link": f"/desk?case={case.case_id}",
    }
    for private in ("Ada", "Byron", "c1@example.com", "mug", "10482"):
        assert private not in json.dumps(got.verified)
    with company.store.unit() as unit:
        said = [message.text for message in unit.cases.conversation(case.case_id)]
    assert not any("desk?case" in text for text in said), "the customer does not read it"
    assert company.events(case.case_id).count("delivery.sent") == 2


def test_a_receiver_that_fails_is_tried_again_under_the_same_id_and_then_given_up(
    company: Company, receiver: Receiver
) -> None:
    post, case = notifying(company, receiver)
    receiver.answers = 503
    for _ in range(4):
        carry(company, post)
        company.clock.advance(timedelta(minutes=5))

    assert [got.id for got in receiver.got] == [f"{case.case_id}-2"] * 3
    sent = {one.kind: one.status for one in deliveries(company, case)}
    assert sent == {DeliveryKind.NOTICE: DeliveryStatus.SENT, DeliveryKind.WEBHOOK: DeliveryStatus.FAILED}
    assert company.case(case.case_id).status is Status.IN_REVIEW, "the case needs nobody because of that"


def test_two_sweeps_at_once_tell_once(company: Company) -> None:
    cases = [held(company, ticket_id=f"T{number}") for number in range(4)]
    company.clock.advance(timedelta(days=3))
    start = Barrier(3)

    def work() -> None:
        start.wait()
        fell(company)

    threads = [Thread(target=work) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    for case in cases:
        assert len(notices(company, case)) == 1
        assert company.events(case.case_id).count("case.escalated") == 1


def test_a_sweep_takes_so_many_and_the_next_one_the_rest(
    company: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert BATCH == 100
    monkeypatch.setattr("hitl.steps.fallback.BATCH", 2)
    for number in range(5):
        held(company, ticket_id=f"T{number}", chat=number == 3)
    company.clock.advance(timedelta(days=3))

    assert [fell(company).overdue for _ in range(4)] == [2, 2, 1, 0]


def test_who_was_decided_meanwhile_is_left_alone(company: Company) -> None:
    case = held(company)
    past_due(company, case)
    company.answer(case, {"kind": "approve"})

    assert fell(company) == NOTHING
