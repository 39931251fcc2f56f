"""Outcomes: what people decided beside the agent."""

import pytest

from hitl.domain.event import EventKind
from tests.importing import CUSTOMER, OUTCOME, TICKET, Importer, counts, reasons


@pytest.fixture
def load(store, clock, tmp_path) -> Importer:
    importer = Importer(store, clock, tmp_path)
    importer("customers", CUSTOMER)
    importer("tickets", TICKET, {**TICKET, "ticket_id": "T2"})
    return importer


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"ticket_id": "T9"}, "the ticket T9 is not known"),
        ({"ticket_id": ""}, "ticket_id is empty"),
        ({"decided_at": ""}, "decided_at is empty"),
        ({"action": ""}, "action is empty"),
        ({"amount": "5.00"}, "an amount needs its currency"),
        ({"amount": "-5.00", "currency": "USD"}, "amount '-5.00' is negative"),
        (
            {"amount": "5.0", "currency": "USD"},
            "amount: '5.0' is not an amount in USD (2 digits after the point)",
        ),
        ({"csat": "6"}, "csat '6' is not a whole number from 1 to 5"),
        ({"seconds_spent": "1h"}, "seconds_spent '1h' is not a whole number from 0 to 2592000"),
    ],
)
def test_a_bad_row_is_refused_and_the_rest_is_imported(load, changes, reason):
    report = load("outcomes", {**OUTCOME, **changes}, {**OUTCOME, "ticket_id": "T2"})
    assert reasons(report) == [(2, reason)]
    assert counts(report) == (1, 0, 0, 1)


def test_an_unknown_action_is_refused_with_the_known_ones(load):
    ((_, reason),) = reasons(load("outcomes", {**OUTCOME, "action": "refund"}))
    assert reason.startswith("action 'refund' is not known (known are approve_refund, deny_refund")


def test_an_outcome_arrives_whole_and_a_second_time_changes_nothing(load, store):
    row = {
        **OUTCOME,
        "amount": "12.00",
        "currency": "USD",
        "reviewer": "rita@example.com",
        "seconds_spent": "90",
        "csat": "4",
    }
    assert counts(load("outcomes", row)) == (1, 0, 0, 0)
    assert counts(load("outcomes", row)) == (0, 0, 1, 0)
    with store.unit() as unit:
        outcome = unit.outcomes.of_ticket("T1")
    assert (outcome.amount_minor, outcome.currency, outcome.seconds_spent, outcome.csat) == (
        1200,
        "USD",
        90,
        4,
    )


def test_a_corrected_outcome_is_updated_and_logged(load):
    load("outcomes", OUTCOME)
    assert counts(load("outcomes", {**OUTCOME, "action": "deny_refund"})) == (0, 1, 0, 0)
    event = load.events()[-2]
    assert event.kind is EventKind.RECORD_CHANGED
    assert event.payload["changed"] == {"action": ["approve_refund", "deny_refund"]}
