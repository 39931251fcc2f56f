"""Customers: what is refused and why, what an update changes, and what the ledger says of it."""

import csv
import json

import pytest

from hitl.domain.event import EventKind
from hitl.domain.order import Tier
from tests.importing import CUSTOMER, Importer, counts, reasons


@pytest.fixture
def load(store, clock, tmp_path) -> Importer:
    return Importer(store, clock, tmp_path)


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"customer_id": " "}, "customer_id is empty"),
        ({"customer_id": "C" * 201}, "customer_id is longer than 200 characters"),
        ({"customer_id": "C\x001"}, "customer_id contains control characters"),
        ({"email": ""}, "email is empty"),
        ({"email": "ada.example.com"}, "email 'ada.example.com' is not an e-mail address"),
        ({"email": "ada@"}, "email 'ada@' is not an e-mail address"),
        ({"tier": "gold"}, "tier 'gold' is not known (known are standard, premium, enterprise)"),
        ({"country": "USA"}, "country 'USA' is not an ISO 3166-1 alpha-2 country code"),
        ({"country": "ZZ"}, "country 'ZZ' is not an ISO 3166-1 alpha-2 country code"),
        ({"created_at": "2026-02-30"}, "created_at '2026-02-30' is not an ISO 8601 date or time"),
        ({"created_at": "31/12/2025"}, "created_at '31/12/2025' is not an ISO 8601 date or time"),
        ({"created_at": "0202-01-01"}, "created_at '0202-01-01' is not between 1970 and 2100"),
        (
            {"created_at": "2026-01-01T10:00:00"},
            "created_at '2026-01-01T10:00:00' has no offset from UTC (write Z or +02:00 at its end)",
        ),
        ({"prior_refunds": "-1"}, "prior_refunds '-1' is not a whole number from 0 to 1000000"),
        (
            {"email": "x", "tier": "gold"},
            "email 'x' is not an e-mail address; "
            "tier 'gold' is not known (known are standard, premium, enterprise)",
        ),
    ],
)
def test_a_bad_row_is_refused_with_its_line_and_every_reason_and_the_rest_is_imported(load, changes, reason):
    report = load("customers", {**CUSTOMER, **changes}, {**CUSTOMER, "customer_id": "C2"})
    assert reasons(report) == [(2, reason)]
    assert counts(report) == (1, 0, 0, 1)


def test_the_same_file_twice_changes_nothing_and_writes_nothing(load):
    rows = [{**CUSTOMER, "segment": "loyal"}, {**CUSTOMER, "customer_id": "C2", "created_at": "2020-01-01"}]
    assert counts(load("customers", *rows)) == (2, 0, 0, 0)
    events = load.events()
    assert counts(load("customers", *rows)) == (0, 0, 2, 0)
    assert counts(load("customers", *rows, suffix=".jsonl")) == (0, 0, 2, 0)
    assert load.events() == events


def test_a_known_customer_with_other_content_is_updated_and_only_sealed_values_say_what_was_personal(load):
    load("customers", {**CUSTOMER, "tier": "standard"})
    report = load("customers", {**CUSTOMER, "tier": "premium", "name": "Ada Lovelace"})
    assert counts(report) == (0, 1, 0, 0)
    event = next(event for event in load.events() if event.kind is EventKind.RECORD_CHANGED)
    assert event.payload == {
        "what": "customer",
        "customer_id": "C1",
        "fields": ["name", "tier"],
        "changed": {"tier": ["standard", "premium"]},
    }
    assert event.private == {"name": ["Ada Byron", "Ada Lovelace"]}


def test_a_column_that_the_file_lacks_leaves_what_is_known_and_an_empty_cell_unsets_it(load, store):
    load("customers", {**CUSTOMER, "tier": "premium", "segment": "loyal"})
    load("customers", {"customer_id": "C1", "email": "ada@example.com", "name": ""})
    with store.unit() as unit:
        known = unit.catalog.customer("C1")
    assert (known.name, known.tier, known.country) == ("", Tier.PREMIUM, "US")
    assert known.metadata == {"segment": "loyal"}
    load("customers", {"customer_id": "C1", "email": "ada@example.com", "segment": ""})
    with store.unit() as unit:
        assert unit.catalog.customer("C1").metadata == {}


def test_one_id_twice_in_a_file_is_unchanged_if_the_same_and_refused_if_not(load):
    other = {**CUSTOMER, "name": "Somebody Else"}
    report = load("customers", CUSTOMER, CUSTOMER, other)
    assert counts(report) == (1, 0, 1, 1)
    assert reasons(report) == [(4, "C1 stands in line 2 of the file with other content")]


def test_a_refused_row_does_not_take_its_id_from_a_later_good_one(load):
    report = load("customers", {**CUSTOMER, "email": "x"}, CUSTOMER)
    assert counts(report) == (1, 0, 0, 1)


@pytest.mark.parametrize("suffix", [".csv", ".jsonl"])
def test_refused_rows_go_to_a_file_with_their_line_and_reason_and_all_their_columns(load, tmp_path, suffix):
    path = tmp_path / f"refused{suffix}"
    load("customers", {**CUSTOMER, "email": "x", "reason": "theirs"}, CUSTOMER, rejects=path)
    with path.open(encoding="utf-8", newline="") as file:
        (row,) = csv.DictReader(file) if suffix == ".csv" else map(json.loads, file)
    assert str(row["line"]) == "2"
    assert row["reason"] == "email 'x' is not an e-mail address"
    assert (row["name"], row["email"], row["reason (theirs)"]) == ("Ada Byron", "x", "theirs")


def test_thousands_of_rows_take_seconds_and_every_batch_is_in_the_ledger(sqlite_store, clock, tmp_path):
    load = Importer(sqlite_store, clock, tmp_path)
    rows = [{**CUSTOMER, "customer_id": f"C{n}", "email": f"c{n}@example.com"} for n in range(1000)]
    seen = []
    assert counts(load("customers", *rows, progress=seen.append)) == (1000, 0, 0, 0)
    assert seen == [200, 400, 600, 800, 1000]
    batches = [event for event in load.events() if event.kind is EventKind.RECORD_IMPORTED]
    assert sum(int(str(event.payload["new"])) for event in batches) == 1000
