"""Tickets become cases, and no request is lost for the form it comes in."""

import pytest

from hitl.domain.case import MAX_MESSAGE, Channel, Status
from hitl.domain.event import EventKind
from hitl.steps.context import gather
from tests.importing import CUSTOMER, TICKET, Importer, counts, reasons


@pytest.fixture
def load(store, clock, tmp_path) -> Importer:
    importer = Importer(store, clock, tmp_path)
    importer("customers", CUSTOMER)
    return importer


def case_of(store, ticket_id: str = "T1"):
    with store.unit() as unit:
        return unit.cases.by_ticket(ticket_id)


def facts_of(store, clock, ticket_id: str = "T1"):
    with store.unit() as unit:
        return gather(unit, unit.cases.by_ticket(ticket_id), clock.now())


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"ticket_id": ""}, "ticket_id is empty"),
        ({"received_at": ""}, "received_at is empty"),
        ({"received_at": "soon"}, "received_at 'soon' is not an ISO 8601 date or time"),
        ({"channel": "fax"}, "channel 'fax' is not known (known are chat, email, web_form, api)"),
        ({"customer_id": "C9"}, "the customer C9 is not known"),
        ({"email": "nobody"}, "email 'nobody' is not an e-mail address"),
        ({"waiting": "1"}, "waiting '1' is neither true nor false"),
    ],
)
def test_a_bad_row_is_refused_and_the_rest_is_imported(load, changes, reason):
    report = load("tickets", {**TICKET, **changes}, {**TICKET, "ticket_id": "T2"})
    assert reasons(report) == [(2, reason)]
    assert counts(report) == (1, 0, 0, 1)


def test_a_ticket_becomes_a_case_that_waits_for_its_draft(load, store, clock):
    load(
        "tickets",
        {
            **TICKET,
            "channel": "chat",
            "order_id": "99",
            "subject": "Broken mug",
            "waiting": "true",
            "attachments": "a.jpg; b.jpg",
        },
    )
    case = case_of(store)
    assert (case.status, case.channel, case.order_id, case.waiting) == (
        Status.RECEIVED,
        Channel.CHAT,
        "99",
        True,
    )
    facts = facts_of(store, clock)
    assert facts.attachments == ("a.jpg", "b.jpg")
    assert facts.subject == "Broken mug"
    assert case.case_id in [event.case_id for event in load.events()]


@pytest.mark.parametrize(
    ("body", "kept"),
    [
        ("", ""),
        ("x" * 1_000_000, f"[{1_000_000 - MAX_MESSAGE} more characters were cut]"),
        ("a\x00b\x1bc\u202e", "abc"),
        ("=cmd|' /C calc'!A0", "=cmd|' /C calc'!A0"),
        ('"quoted"\nand broken\r\nlines', '"quoted"\nand broken\nlines'),
    ],
    ids=["empty", "a megabyte", "control characters", "a formula", "line breaks"],
)
def test_whatever_the_words_are_the_ticket_is_a_case(load, store, clock, body, kept):
    assert counts(load("tickets", {**TICKET, "body": body})) == (1, 0, 0, 0)
    assert kept in facts_of(store, clock).conversation[0].text


def test_a_lone_surrogate_of_a_json_escape_does_no_harm(load, store):
    report = load("tickets", {**TICKET, "body": "\ud800 broken", "note": "\udfff"}, suffix=".jsonl")
    assert counts(report) == (1, 0, 0, 0)
    assert case_of(store) is not None


@pytest.mark.parametrize(
    ("sender", "customer", "verified"),
    [
        ({"customer_id": "", "email": "ADA@example.com"}, "C1", True),
        ({"customer_id": "", "email": "stranger@example.com"}, None, False),
        ({"customer_id": "C1", "email": "stranger@example.com"}, "C1", False),
        ({"customer_id": "C1", "email": "ada@example.com"}, "C1", True),
        ({"customer_id": "C1", "email": ""}, "C1", True),
        ({"customer_id": "", "email": ""}, None, False),
    ],
    ids=["address known", "address unknown", "another's address", "both agree", "id alone", "neither"],
)
def test_who_is_asking_is_told_from_the_id_or_the_address(load, store, sender, customer, verified):
    assert counts(load("tickets", {**TICKET, **sender})) == (1, 0, 0, 0)
    facts = facts_of(store, load.clock)
    assert (facts.customer.customer_id if facts.customer else None) == customer
    assert facts.sender_verified is verified


def test_the_same_file_twice_opens_no_second_case(load, store):
    rows = [TICKET, {**TICKET, "ticket_id": "T2", "customer_id": "", "email": "x@y.z", "lang": "en"}]
    assert counts(load("tickets", *rows)) == (2, 0, 0, 0)
    before = load.events()
    assert counts(load("tickets", *rows)) == (0, 0, 2, 0)
    assert load.events() == before


def test_an_id_twice_in_a_file_is_one_case_and_other_content_is_refused(load):
    report = load("tickets", TICKET, TICKET, {**TICKET, "body": "Something else"})
    assert counts(report) == (1, 0, 1, 1)
    assert reasons(report) == [(4, "T1 stands in line 2 of the file with other content")]


def test_a_corrected_ticket_is_drafted_anew_and_the_ledger_keeps_both_texts_sealed(load, store, clock):
    load("tickets", TICKET)
    report = load("tickets", {**TICKET, "body": "I meant the lamp.", "order_id": "12"})
    assert counts(report) == (0, 1, 0, 0)
    assert facts_of(store, clock).said == "I meant the lamp."
    event = next(event for event in load.events() if event.kind is EventKind.RECORD_CHANGED)
    assert event.payload["changed"] == {"order_id": [None, "12"]}
    assert event.private == {"body": [TICKET["body"], "I meant the lamp."]}
    assert event.case_id == case_of(store).case_id


def test_a_ticket_whose_case_is_over_keeps_the_words_that_were_decided_on(load, store, clock):
    load("tickets", TICKET)
    case = case_of(store)
    with store.unit() as unit:
        unit.cases.move(case.case_id, Status.CLOSED, expect={Status.RECEIVED}, at=clock.now())
        unit.commit()
    ((_, reason),) = reasons(load("tickets", {**TICKET, "body": "Other words"}))
    assert reason.startswith(f"ticket T1 is known with other content and case {case.case_id} is closed")


def test_an_answer_joins_the_case_of_the_ticket_it_replies_to(load, store, clock):
    load("tickets", TICKET)
    reply = {**TICKET, "ticket_id": "T2", "body": "Here is the photo.", "in_reply_to": "T1"}
    assert counts(load("tickets", reply)) == (1, 0, 0, 0)
    assert case_of(store, "T2").case_id == case_of(store, "T1").case_id
    assert [message.text for message in facts_of(store, clock).conversation] == [
        TICKET["body"],
        "Here is the photo.",
    ]
    assert counts(load("tickets", reply)) == (0, 0, 1, 0)


def test_an_answer_wakes_a_case_that_waits_for_the_customer(load, store, clock):
    load("tickets", TICKET)
    case = case_of(store)
    with store.unit() as unit:
        unit.cases.move(case.case_id, Status.AWAITING_CUSTOMER, expect={Status.RECEIVED}, at=clock.now())
        unit.commit()
    load("tickets", {**TICKET, "ticket_id": "T2", "body": "Order 10482.", "in_reply_to": "T1"})
    assert case_of(store).status is Status.RECEIVED


def test_who_writes_again_after_the_end_has_a_new_case_that_names_the_old_one(load, store, clock):
    load("tickets", TICKET)
    case = case_of(store)
    with store.unit() as unit:
        unit.cases.move(case.case_id, Status.CLOSED, expect={Status.RECEIVED}, at=clock.now())
        unit.commit()
    load("tickets", {**TICKET, "ticket_id": "T2", "body": "Still broken.", "in_reply_to": "T1"})
    again = case_of(store, "T2")
    assert again.case_id != case.case_id
    assert again.linked_case == case.case_id
