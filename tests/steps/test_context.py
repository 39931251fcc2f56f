"""Context: whose an order is, what counts as refunded, who is writing."""

from datetime import timedelta

import pytest

from hitl.domain.facts import Facts, Standing
from hitl.steps.context import gather
from tests.company import START, Company, customer, order, ticket


def facts(company: Company, **changes: object) -> Facts:
    case = company.receive(ticket(**changes))
    with company.store.unit() as unit:
        return gather(unit, case, START)


def test_the_customers_own_order_is_found_with_or_without_a_hash_sign(company: Company) -> None:
    for number, ticket_id in (("10482", "T1"), ("#10482", "T2")):
        assert facts(company, ticket_id=ticket_id, order_id=number).ticket_order == "10482"


@pytest.mark.parametrize(
    ("body", "number", "standing", "reason"),
    [
        ("My order 10482 is broken", "10482", Standing.OWN, "the customer's own"),
        ("My order 30000 is broken", "30000", Standing.OTHERS, "it belongs to somebody else"),
        ("My order 99999 is broken", "99999", Standing.UNKNOWN, "no such order"),
    ],
)
def test_a_number_in_the_text_is_looked_up(
    company: Company, body: str, number: str, standing: Standing, reason: str
) -> None:
    company.add(order("30000", "C2"), owner=customer("C2"))

    assert facts(company, body=body, order_id=None).mentioned == {number: standing}, reason


def test_a_plain_number_that_is_no_order_is_no_order_number(company: Company) -> None:
    assert facts(company, body="I waited 12345 seconds for the mug", order_id=None).mentioned == {}


def test_another_customers_order_is_never_among_the_orders(company: Company) -> None:
    company.add(order("30000", "C2"), owner=customer("C2"))

    known = facts(company, order_id="30000")

    assert [each.order_id for each in known.orders] == ["10482"]
    assert known.order("30000") is None


@pytest.mark.parametrize(
    ("changes", "verified", "reason"),
    [
        ({}, True, "a signed-in customer"),
        ({"email": "C1@EXAMPLE.com"}, True, "the address on record, in other letters"),
        ({"email": "someone@example.net"}, False, "another sender for this customer"),
        ({"customer_id": None, "email": "stranger@example.net"}, False, "nobody on record"),
        ({"customer_id": None, "email": None}, False, "nobody at all"),
    ],
)
def test_who_writes_is_checked_against_the_record(
    company: Company, changes: dict[str, object], verified: bool, reason: str
) -> None:
    assert facts(company, **changes).sender_verified is verified, reason


def test_days_count_from_the_first_message(company: Company) -> None:
    first = START - timedelta(days=3)
    known = facts(company, received_at=first)

    assert known.first_message_at == first


def test_earlier_refunds_of_the_import_count(company: Company) -> None:
    company.add(owner=customer(prior_refunds=4))

    assert facts(company).prior_refunds == 4


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"order_id": "10482"}, "the ticket names the order"),
        ({"order_id": None, "body": "My order 10482 is broken"}, "the text names it"),
        ({"order_id": None, "body": "It is broken"}, "the customer has only this one"),
    ],
)
def test_a_second_request_about_an_order_is_seen(
    company: Company, changes: dict[str, object], reason: str
) -> None:
    first = company.receive(ticket())

    assert facts(company, ticket_id="T2", **changes).duplicates == (first.case_id,), reason
