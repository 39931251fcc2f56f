"""What an import changed on a known record, for the ledger."""

from collections.abc import Collection

from pydantic import JsonValue

from hitl.domain.event import Event, EventKind
from hitl.domain.record import Moment, Record

Difference = dict[str, JsonValue]
"""Field -> [old, new], as JSON."""


def differences(old: Record, new: Record, *, without: Collection[str] = ()) -> Difference:
    """The fields of two records of one kind that differ."""
    before, after = old.model_dump(mode="json"), new.model_dump(mode="json")
    return {
        field: [before[field], after[field]]
        for field in before
        if field not in without and before[field] != after[field]
    }


def changed(
    what: str, identity: dict[str, JsonValue], found: Difference, *, open_fields: Collection[str], at: Moment
) -> Event:
    """The event that says so: field names for everybody, values of personal fields under the customer's key.

    `identity` names the record and its customer; values of `open_fields` are no personal data.
    """
    return Event(
        kind=EventKind.RECORD_CHANGED,
        at=at,
        actor="import",
        payload={
            "what": what,
            **identity,
            "fields": sorted(found),
            "changed": {field: value for field, value in found.items() if field in open_fields},
        },
        private={field: value for field, value in found.items() if field not in open_fields},
    )
