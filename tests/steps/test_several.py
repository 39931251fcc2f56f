"""A message about several orders: a case for each, linked, drafted, decided and paid by itself."""

from pathlib import Path

from hitl.domain.case import Case, Status
from hitl.domain.decision import Approve
from hitl.domain.draft import Action, Draft
from hitl.domain.facts import MOST_APART
from hitl.domain.gate.verdict import Code, Route
from hitl.domain.money import Money
from hitl.domain.policy import Reason
from hitl.ports.drafter import Brief
from tests.company import START, Company, line, order, ticket
from tests.importing import Importer

BOTH = "Orders 20001 and 20002 both came broken, please refund them."


def with_two_orders(company: Company) -> None:
    company.add(
        order("20001", lines=(line(title="Glass vase", sku="VASE", unit_price=1500),)),
        order("20002", lines=(line(title="Fruit bowl", sku="BOWL", unit_price=1100),)),
    )


def asked(company: Company, body: str = BOTH, ticket_id: str = "T1") -> list[Case]:
    """The cases of a message, all drafted, the first first."""
    first, _ = company.draft(ticket(body, ticket_id, order_id=None))
    with company.store.unit() as unit:
        every = list(unit.cases.apart(first).values())
    for case_id in every[1:]:
        assert company.agent.draft(case_id, "worker-1") is not None
    return [company.case(case_id) for case_id in every]


def test_each_order_has_a_case_of_its_own_and_none_goes_alone(company: Company) -> None:
    with_two_orders(company)
    company.receive(ticket("Something else.", "T1/20002"))

    first, second = asked(company)

    assert (first.part_of, second.part_of) == (None, first.case_id)
    assert second.ticket_id == "T1/20002/2", "the ticket of another is not taken for it"
    with company.store.reads() as reads:
        files = [reads.case_file(one.case_id) for one in (first, second)]
        assert [one.order.order_id for one in files if one.order] == ["20001", "20002"]
        amounts = [one.drafted.draft.amount for one in files if one.drafted and one.drafted.draft]
        assert amounts == [Money(minor=1500, currency="USD"), Money(minor=1100, currency="USD")]
        assert [one.order_id for one in files[0].also] == ["20002"]
        assert [one.case_id for one in files[1].also] == [first.case_id]
        verdicts = [one.drafted.verdict for one in files if one.drafted]
        assert {one.route for one in verdicts} <= {Route.REVIEW, Route.TAKEOVER}
        assert not {Code.DUPLICATE_REQUEST} & {code for one in verdicts for code in one.codes}
    assert company.events(second.case_id)[:2] == ["case.received", "case.drafted"]


def test_both_are_decided_and_paid_once_each_and_who_writes_then_opens_a_linked_case(
    company: Company,
) -> None:
    with_two_orders(company)
    cases = asked(company)

    for case in cases:
        company.answer(case, Approve())
    later = company.receive(ticket("And now?", "T3", in_reply_to="T1", order_id=None))

    assert (later.linked_case, later.part_of) == (cases[0].case_id, None)
    with company.store.reads() as reads:
        paid = sorted((one.order_id, one.amount.minor) for one in reads.refunds(None, None))
    assert paid == [("20001", 1500), ("20002", 1100)]


def test_drafting_anew_and_the_same_ticket_again_open_no_further_case(company: Company) -> None:
    with_two_orders(company)
    first, second = asked(company)

    company.receive(ticket("Is there any news?", "T2", in_reply_to="T1", order_id=None))
    for case in (first, second):
        redrafted = company.agent.draft(case.case_id, "worker-1")
        assert redrafted is not None
        assert redrafted.draft is not None
        assert redrafted.draft.order_id == ("20001" if case is first else "20002")
    again = company.receive(ticket(BOTH, order_id=None))

    assert again.case_id == first.case_id
    with company.store.unit() as unit:
        assert list(unit.cases.apart(first)) == ["20001", "20002"]


def test_what_the_customer_adds_reaches_every_open_case_of_the_message(company: Company) -> None:
    with_two_orders(company)
    first, second = asked(company)
    company.answer(first, Approve())

    joined = company.receive(ticket("The bowl has a crack.", "T2", in_reply_to="T1", order_id=None))

    assert joined.case_id == second.case_id
    assert joined.status is Status.RECEIVED
    with company.store.unit() as unit:
        assert len(unit.cases.conversation(second.case_id)) == 2
        assert unit.cases.get(first.case_id).status is not Status.RECEIVED


def test_a_corrected_ticket_corrects_every_open_case_of_the_message(company: Company, tmp_path: Path) -> None:
    with_two_orders(company)
    row = {"ticket_id": "T1", "customer_id": "C1", "received_at": START.isoformat(), "body": BOTH}
    imported = Importer(company.store, company.clock, tmp_path)
    imported("tickets", row)
    first, second = asked(company)
    told = "Orders 20001 and 20002 both came in the wrong colour, please refund them."

    assert imported("tickets", {**row, "body": told}).updated == 1

    for case, order_id in ((first, "20001"), (second, "20002")):
        with company.store.unit() as unit:
            assert [turn.text for turn in unit.cases.conversation(case.case_id)] == [told]
        redrafted = company.agent.draft(case.case_id, "worker-1")
        assert redrafted is not None
        assert redrafted.draft is not None
        assert [(redrafted.draft.order_id, one.reason) for one in redrafted.draft.claims] == [
            (order_id, Reason.WRONG_ITEM)
        ]


def test_a_request_taken_back_is_paid_for_none_of_its_orders(company: Company) -> None:
    with_two_orders(company)
    every = asked(company)

    company.receive(
        ticket("Never mind, please don't refund anything.", "T2", in_reply_to="T1", order_id=None)
    )

    for case in every:
        redrafted = company.agent.draft(case.case_id, "worker-1")
        assert redrafted is not None
        assert redrafted.draft is not None
        assert redrafted.draft.action is Action.ANSWER_ONLY
        assert redrafted.verdict.route is not Route.AUTO


def test_a_draft_about_another_order_than_the_case_is_refused(company: Company) -> None:
    with_two_orders(company)
    first, second = asked(company)
    own = company.agent.drafter
    with company.store.reads() as reads:
        drafted = reads.case_file(first.case_id).drafted
    assert drafted is not None

    class OfTheOther:
        name = "other"

        def draft(self, brief: object) -> object:
            return drafted.draft

    company.agent.drafter = OfTheOther()
    company.receive(ticket("Hello?", "T2", in_reply_to="T1", order_id=None))
    redrafted = company.agent.draft(second.case_id, "worker-1")
    company.agent.drafter = own

    assert redrafted is not None
    assert redrafted.draft is None
    assert redrafted.failure == "The draft is about order 20001; this case is about 20002 alone."


def test_what_the_rules_read_of_other_orders_holds_for_a_models_draft_too(company: Company) -> None:
    with_two_orders(company)
    rules = company.agent.drafter

    class Model:
        name = "model"

        def draft(self, brief: Brief) -> Draft:
            return rules.draft(brief).model_copy(
                update={"model": "m", "also": (), "needs_human_review": False, "review_note": ""}
            )

    company.agent.drafter, company.agent.second = Model(), rules
    first, second = asked(company)

    assert second.part_of == first.case_id
    with company.store.reads() as reads:
        files = [reads.case_file(one.case_id) for one in (first, second)]
    drafts = [one.drafted.draft for one in files if one.drafted and one.drafted.draft]
    assert [(one.order_id, one.also, one.needs_human_review) for one in drafts] == [
        ("20001", ("20002",), True),
        ("20002", ("20001",), True),
    ]


def test_nobody_elses_order_and_not_more_than_a_few_get_a_case(company: Company) -> None:
    every = [f"3000{number}" for number in range(MOST_APART + 1)]
    company.add(*(order(one, placed_at=START) for one in every))

    first, drafted = company.draft(
        ticket(f"Orders {', '.join(every)} all came broken, refund please.", order_id=None)
    )

    assert drafted.verdict.route is not Route.AUTO
    with company.store.unit() as unit:
        assert unit.cases.apart(first) == {}
