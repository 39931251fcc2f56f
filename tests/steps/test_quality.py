"""Quality cases: who gets one, that nothing ever comes of it, and what its reviewer is told."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from hitl.adapters.policy_search import ClauseSearch
from hitl.adapters.post import FakePost
from hitl.adapters.rules_drafter import RulesDrafter
from hitl.adapters.sql.columns import metadata
from hitl.bootstrap import QUALITY
from hitl.domain.decision import (
    Answer,
    Approve,
    Ask,
    DecisionReason,
    Edit,
    Escalate,
    Reject,
    Submission,
)
from hitl.domain.delivery import DeliveryStatus
from hitl.domain.draft import Action
from hitl.domain.gate.ruleset import Ruleset
from hitl.domain.mode import Mode
from hitl.domain.money import Money
from hitl.domain.policy import Reason
from hitl.domain.quality import Outcome, QualityCase, gap
from hitl.domain.refund import RefundStatus
from hitl.domain.roles import Level, User
from hitl.errors import NotFound, Refused, TooSoon, Unconfirmed
from hitl.labelled.quality import Files
from hitl.ports.quality import Setting
from hitl.ports.reads import QueueFilter, Reads
from hitl.settings import ROOT
from hitl.steps.deliver import deliver
from hitl.steps.execute import execute_refund
from hitl.steps.exporting import rows_of
from hitl.steps.halt import MADE_UP
from hitl.steps.measure_all import measured
from hitl.steps.measure_slice import read_log
from hitl.steps.review import quality
from hitl.steps.review.quality import LAPSES, answer_quality, lay_aside, next_quality
from hitl.steps.roll_up import roll_up
from hitl.views import View, case_page, desk, number_of
from tests.company import (
    LEXICON,
    REVIEWER,
    RULESET,
    SENIOR,
    START,
    Company,
    customer,
    ticket,
)

STOCK = Files(QUALITY, drafter=RulesDrafter(LEXICON), lexicon=LEXICON, search=ClauseSearch())
PLATES, VASE = "count-plates", "plain-vase"


class Only:
    """One case of the files."""

    def __init__(self, label: str) -> None:
        self.labels = (label,)

    make = staticmethod(STOCK.make)


@pytest.fixture
def company(company: Company, monkeypatch: pytest.MonkeyPatch) -> Company:
    """The company after one decision of the reviewer's, in which a made-up case is due after each."""
    company.set_mode(Mode.COPILOT)
    monkeypatch.setattr(quality, "gap", lambda *_: 1)
    decide(company, "T1")
    return company


def decide(company: Company, ticket_id: str, by: User = REVIEWER) -> str:
    case, _ = company.draft(ticket(ticket_id=ticket_id))
    company.clock.advance(timedelta(minutes=1))
    company.answer(
        case, Edit(action=Action.ANSWER_ONLY, reply="No.", reason_code=DecisionReason.OTHER), by=by
    )
    return case.case_id


def given(
    company: Company,
    label: str = PLATES,
    to: User = REVIEWER,
    ruleset: Ruleset = RULESET,
    skip: tuple[str, ...] = (),
) -> str | None:
    return next_quality(
        to.email, store=company.store, ruleset=ruleset, clock=company.clock, stock=Only(label), skip=skip
    )


def read(company: Company, case_id: str, answer: Answer, *, by: User = REVIEWER, **changes: object):
    known = {"case_id": case_id, "draft_version": 1, "answer": answer, "by": by.email}
    submission = Submission.model_validate({**known, **changes})
    return answer_quality(submission, store=company.store, ruleset=RULESET, clock=company.clock)


def usd(text: str) -> Money:
    return Money.parse(text, "USD")


def answers(company: Company, by: User = REVIEWER):
    with company.store.reads() as reads:
        return reads.quality_answers(by.email, 100, demo=False)


RIGHT = Edit(amount=usd("42.00"), reason_code=DecisionReason.AMOUNT_WRONG)

LATER = START + timedelta(days=1)
LEFT_OUT: dict[str, Callable[[Reads], object]] = {
    "the figures": lambda reads: measured(read_log(reads, None, None, demo=True)),
    "cases": lambda reads: list(rows_of("cases", reads)),
    "decisions": lambda reads: list(rows_of("decisions", reads)),
    "refunds": lambda reads: list(rows_of("refunds", reads)),
    "the queue": lambda reads: desk(reads, view=View.TO_DECIDE, level=Level.MANAGER, now=LATER),
    "what was decided lately": lambda reads: reads.queue(QueueFilter(decided_since=START), None, 99),
    "the forecast": lambda reads: reads.flow(START, LATER),
    "a person's day": lambda reads: reads.day_of(REVIEWER.email, START),
    "how somebody decides": lambda reads: reads.reviews_of(REVIEWER.email, 99, demo=True),
    "what people correct": lambda reads: reads.departures(START, demo=True),
    "what drafts learn from": lambda reads: reads.corrections("CS-9", list(Reason)),
    "second readings": lambda reads: (
        reads.to_read_blind(SENIOR.email, list(Level), START, LATER, LATER, demo=True),
        reads.blind_pairs(99, demo=True),
    ),
    "search": lambda reads: (reads.search("plates", 50), reads.search("owen price", 50)),
    "similar cases": lambda reads: (reads.similar("CS-1001"), reads.waiting_alike("CS-1001", 50)),
    "what falls back": lambda reads: (reads.to_fall_back(LATER, 50), reads.chats_to_fall_back(50)),
    "customers": lambda reads: reads.customers(50),
}


def business(company: Company) -> dict[str, object]:
    """Everything that is counted, paid, sent or done next."""
    roll_up(company.store)
    with company.store.reads() as reads:
        found = {name: see(reads) for name, see in LEFT_OUT.items()}
    with company.store.unit() as unit:
        found["to pay"] = (unit.refunds.due(LATER, 99), unit.refunds.unsettled(LATER, 99))
        found["to send"] = unit.deliveries.due(LATER, 99)
        found["to draft"] = unit.cases.to_draft(LATER, 99)
    return found | {"asked of the processor": dict(company.payments.calls)}


@pytest.mark.parametrize(
    ("answer", "action", "outcome", "reason"),
    [
        (Approve(), Action.APPROVE_REFUND, Outcome.WRONG, "five plates are paid, three are broken"),
        (RIGHT, Action.APPROVE_REFUND, Outcome.RIGHT, "three plates"),
        (Ask(question="How many?"), Action.REQUEST_MORE_INFO, Outcome.WRONG, "it was said"),
        (Escalate(note="Too odd"), None, Outcome.HANDED_ON, "neither right nor wrong"),
        (
            Edit(action=Action.DENY_REFUND, reply="No.", reason_code=DecisionReason.OTHER),
            Action.DENY_REFUND,
            Outcome.WRONG,
            "three are broken",
        ),
    ],
)
def test_whatever_is_answered_nothing_is_counted_paid_sent_or_done_and_the_person_is_told(
    company: Company, answer: Answer, action: Action | None, outcome: Outcome, reason: str
) -> None:
    before = business(company)

    case_id = given(company)
    assert business(company) == before, "nor by giving it"
    told = read(company, case_id, answer)

    assert (told.said.action, told.outcome) == (action, outcome), reason
    assert (told.right.actions, told.right.amount) == ((Action.APPROVE_REFUND,), usd("42.00"))
    assert told.as_drafted is isinstance(answer, Approve)
    assert business(company) == before, reason


def test_it_looks_like_a_case_that_has_just_come_and_only_to_whom_it_was_given(company: Company) -> None:
    case_id = given(company)

    with company.store.reads() as reads:
        page = case_page(reads, case_id, reader=REVIEWER.email)
        assert number_of(reads, case_id, reader=REVIEWER.email) == case_id
        for reader in (SENIOR.email, ""):
            with pytest.raises(NotFound):
                case_page(reads, case_id, reader=reader)
            with pytest.raises(NotFound):
                number_of(reads, case_id, reader=reader)
    file = page.file
    assert page.decidable
    assert page.made_up
    assert (file.order.customer_id, file.customer.name) == (file.customer.customer_id, "Owen Price")
    assert file.order.order_id in file.conversation[0].text
    assert file.case.received_at < company.clock.now() < file.at_desk.due_at
    assert file.drafted.draft.amount == usd("70.00")
    with company.store.unit() as unit:
        assert unit.catalog.order(file.order.order_id) is None
        assert unit.catalog.customer(file.customer.customer_id) is None
        with pytest.raises(NotFound):
            unit.cases.get(case_id)


def test_real_and_made_up_cases_share_one_series_of_numbers(company: Company) -> None:
    one = given(company)
    real, _ = company.draft(ticket(ticket_id="T2"))
    read(company, one, Approve())
    decide(company, "T3")
    other = given(company, VASE)

    assert [one, real.case_id, "CS-1004", other] == ["CS-1002", "CS-1003", "CS-1004", "CS-1005"]


def test_what_happened_stands_in_the_ledger_and_belongs_to_no_case(company: Company) -> None:
    case_id = given(company)
    read(company, case_id, RIGHT)

    with company.store.reads() as reads:
        events = [event for event in reads.events(0, 100) if str(event.kind).startswith("quality.")]
        assert reads.verify().ok
        assert reads.timeline(case_id) == ()
    assert [(str(event.kind), event.actor, event.case_id) for event in events] == [
        ("quality.given", REVIEWER.email, None),
        ("quality.answered", REVIEWER.email, None),
    ]
    assert events[1].payload["number"] == case_id
    assert (events[1].payload["amount"], events[1].payload["outcome"]) == ("$42.00", "right")


def test_it_meets_the_checks_of_any_decision(company: Company) -> None:
    case_id = given(company)

    for changes, refusal, reason in (
        ({"answer": Edit(amount=usd("113.00"), reason_code=DecisionReason.OTHER)}, Refused, "too much"),
        ({"opened_at": company.clock.now()}, TooSoon, "a held key"),
        ({"seen": "something else"}, Refused, "another screen"),
        ({"draft_version": 2}, Refused, "another draft"),
        ({"by": SENIOR}, Refused, "somebody else's"),
        ({"case_id": "CS-1001"}, Refused, "a real case"),
    ):
        known = {"case_id": case_id, "answer": Approve(), **changes}
        with pytest.raises(refusal):
            read(company, known.pop("case_id"), known.pop("answer"), **known)
        assert answers(company) == (), reason


def test_a_confirmation_is_asked_for_as_with_any_decision(company: Company) -> None:
    case_id = given(company, "window-rug")
    with company.store.reads() as reads:
        seen = case_page(reads, case_id, reader=REVIEWER.email).seen
    more = Edit(
        action=Action.APPROVE_REFUND, amount=usd("95.00"), reply="Yes.", reason_code=DecisionReason.OTHER
    )
    stakes = RULESET.model_copy(
        update={"review": RULESET.review.model_copy(update={"confirm_from": {"USD": 1}})}
    )

    def send(**changes: object):
        known = {"case_id": case_id, "draft_version": 1, "answer": more, "by": REVIEWER.email, "seen": seen}
        submission = Submission.model_validate({**known, **changes})
        return answer_quality(submission, store=company.store, ruleset=stakes, clock=company.clock)

    with pytest.raises(Unconfirmed):
        send()
    assert send(confirmed="yes").outcome is Outcome.RIGHT


def test_who_throws_the_draft_away_goes_on_to_an_answer_of_their_own(company: Company) -> None:
    case_id = given(company)

    assert read(company, case_id, Reject(reason_code=DecisionReason.FACTS_WRONG)) is None

    with pytest.raises(Refused, match="rejected"):
        read(company, case_id, Approve())
    own = Edit(
        action=Action.APPROVE_REFUND, amount=usd("42.00"), reply="Three.", reason_code=DecisionReason.OTHER
    )
    assert read(company, case_id, own).outcome is Outcome.RIGHT
    assert [one.outcome for one in answers(company)] == [Outcome.RIGHT]


def test_an_answer_is_given_once_and_nobody_gets_the_same_one_twice(company: Company) -> None:
    case_id = given(company)
    read(company, case_id, Approve())

    with pytest.raises(Refused, match="changed meanwhile"):
        read(company, case_id, RIGHT)
    decide(company, "T2")
    assert given(company) is None, "they had it"
    assert given(company, VASE) is not None, "another one"


def test_it_comes_after_so_many_decisions_of_their_own_and_waits_until_it_is_answered(
    company: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(quality, "gap", lambda *_: 2)
    assert given(company) is None, "one decision"
    assert given(company, to=SENIOR) is None, "none of theirs"
    decide(company, "T2")

    case_id = given(company)
    assert case_id is not None
    assert given(company) == case_id, "it waits"
    assert given(company, skip=(case_id,)) is None, "they passed it over"
    company.clock.advance(LAPSES)
    assert given(company) is None, "by now it would show its age"
    with company.store.reads() as reads:
        assert reads.quality_answers(REVIEWER.email, 9, demo=True) == ()


def test_none_is_given_where_the_share_is_0_or_the_case_does_not_fit_this_desk(company: Company) -> None:
    none = RULESET.review.model_copy(
        update={"quality": RULESET.review.quality.model_copy(update={"quality_percent": 0})}
    )

    assert given(company, ruleset=RULESET.model_copy(update={"review": none})) is None
    assert given(company, "photo-kettle") is None, "this company's policy asks for no photo"
    assert given(company, "window-lamp") is None, "its draft would be right under it"
    assert given(company, "window-shelf") is not None


def test_one_whose_order_or_customer_is_on_record_is_not_given(company: Company) -> None:
    with company.store.unit() as unit:
        unit.catalog.save_customer(customer("C77", email="o.price@example.net"))
        unit.commit()

    assert given(company) is None


def test_what_cannot_be_done_with_a_made_up_case_ends_it_and_it_counts_for_nothing(company: Company) -> None:
    case_id = given(company)

    told = lay_aside(case_id, REVIEWER.email, store=company.store, clock=company.clock)

    assert (told.outcome, told.said) == (Outcome.LAID_ASIDE, None)
    with pytest.raises(Refused):
        lay_aside(case_id, REVIEWER.email, store=company.store, clock=company.clock)
    with company.store.reads() as reads:
        kinds = [str(event.kind) for event in reads.events(0, 100)]
    assert kinds[-1] == "quality.laid_aside"


def test_in_shadow_mode_it_is_the_same(company: Company) -> None:
    company.set_mode(Mode.SHADOW)
    before = business(company)

    assert read(company, given(company), RIGHT).outcome is Outcome.RIGHT
    assert business(company) == before


@pytest.mark.parametrize("percent", [1, 3, 5, 10])
def test_in_the_long_run_it_is_the_share_of_what_a_person_decides(percent: int) -> None:
    gaps = [gap(REVIEWER.email, given, percent) for given in range(400)]

    assert percent / 100 == pytest.approx(400 / sum(gaps), rel=0.08)
    assert min(gaps) >= round(50 / percent)
    assert len(set(gaps)) > 5, "nobody can count along"


def test_the_state_and_its_event_are_kept_together_or_not_at_all(
    company: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    case_id = given(company)
    with company.store.reads() as reads:
        last = reads.last_event()

    def fails(*_: object, **__: object) -> None:
        raise Refused("the ledger")

    monkeypatch.setattr(quality, "_log", fails)
    with pytest.raises(Refused, match="the ledger"):
        read(company, case_id, RIGHT)

    assert answers(company) == ()
    with company.store.reads() as reads:
        assert reads.last_event() == last


def collide(company: Company, case_id: str) -> None:
    """A quality case under the number of a real one, which no way of the product leads to."""
    with company.store.unit() as unit:
        mode, policy, at = unit.controls.mode(), unit.policies.active(), company.clock.now()
        made = STOCK.make(VASE, Setting(now=at, policy=policy, ruleset=RULESET, mode=mode), 0)
        assert unit.quality.give(QualityCase(made=made.numbered(case_id), by=REVIEWER.email, at=at))
        unit.commit()


def test_a_decision_on_a_quality_case_is_refused_should_one_ever_be_taken(company: Company) -> None:
    case, _ = company.draft(ticket(ticket_id="T2"))
    collide(company, case.case_id)

    for answer in (Approve(), Edit(action=Action.DENY_REFUND, reply="No.", reason_code=DecisionReason.OTHER)):
        with pytest.raises(Refused, match="quality case"):
            company.answer(case, answer)

    with company.store.unit() as unit:
        assert unit.decisions.of_case(case.case_id) is None
        assert unit.refunds.of_case(case.case_id) is None
        assert unit.deliveries.of_case(case.case_id) == ()


def test_the_executor_refuses_to_pay_for_a_quality_case_should_a_refund_ever_exist(company: Company) -> None:
    case, _ = company.draft(ticket(ticket_id="T2"))
    company.answer(case, Approve())
    collide(company, case.case_id)
    with company.store.unit() as unit:
        refund = unit.refunds.of_case(case.case_id)

    status = execute_refund(
        refund.refund_id, store=company.store, payments=company.payments, clock=company.clock, worker="w"
    )

    assert status is RefundStatus.FAILED
    assert company.payments.calls["refund"] == 0
    with company.store.unit() as unit:
        assert unit.refunds.of_case(case.case_id).error == MADE_UP


def test_nothing_is_carried_to_anybody_for_a_quality_case_should_a_delivery_ever_exist(
    company: Company,
) -> None:
    case, _ = company.draft(ticket(ticket_id="T2"))
    company.answer(case, Edit(action=Action.DENY_REFUND, reply="No.", reason_code=DecisionReason.OTHER))
    collide(company, case.case_id)
    with company.store.unit() as unit:
        waiting = unit.deliveries.of_case(case.case_id)
    assert waiting

    post = FakePost()
    for one in waiting:
        known = {"store": company.store, "post": post, "clock": company.clock, "worker": "w"}
        assert not deliver(one.delivery_id, **known)

    assert not post.sent
    with company.store.unit() as unit:
        after = unit.deliveries.of_case(case.case_id)
    assert {(one.status, one.error) for one in after} == {(DeliveryStatus.FAILED, MADE_UP)}


def test_no_table_refers_to_quality_cases_and_only_their_own_statements_read_them() -> None:
    fathers = {key.column.table.name for table in metadata.sorted_tables for key in table.foreign_keys}
    assert "quality_cases" not in fathers
    assert not metadata.tables["quality_cases"].foreign_keys

    sources = (ROOT / "hitl").rglob("*.py")
    users = {path.name for path in sources if "quality_cases" in path.read_text("utf-8")}
    assert users == {"quality_tables.py", "quality.py", "case_statements.py", "0009_quality.py"}, (
        "the case numbers are counted over both"
    )
