"""Importing outcomes: what people decided before or beside the agent, one row a ticket."""

from functools import partial

from pydantic import JsonValue

from hitl.domain.draft import Action
from hitl.domain.event import Event, EventKind
from hitl.domain.record import Moment
from hitl.ports.catalog import Saved
from hitl.ports.decisions import HumanOutcome
from hitl.ports.store import Unit
from hitl.steps.importing.cells import Cells
from hitl.steps.importing.changes import changed, differences
from hitl.steps.importing.run import Import, OncePerFile, row_by_row
from hitl.steps.importing.sheets import OUTCOMES
from hitl.steps.importing.table import Row

_LONGEST_HANDLING = 30 * 24 * 3600
"""Seconds that one ticket may take: a month; more is a wrong unit."""


def outcomes() -> Import:
    """How a file of outcomes is imported; one object a file, since it remembers the tickets it saw."""
    return row_by_row(OUTCOMES, partial(_take, OncePerFile()))


def _take(seen: OncePerFile, unit: Unit, row: Row, at: Moment) -> Saved:
    outcome, case_id = _outcome(unit, Cells(row, OUTCOMES))
    if seen.repeats(outcome.ticket_id, row):
        return Saved.SAME
    known = unit.outcomes.of_ticket(outcome.ticket_id)
    if known is not None and known == outcome:
        seen.accept(outcome.ticket_id, row)
        return Saved.SAME
    unit.outcomes.save(outcome)
    unit.log(_event(known, outcome, case_id, at))
    seen.accept(outcome.ticket_id, row)
    return Saved.CHANGED if known else Saved.NEW


def _outcome(unit: Unit, cells: Cells) -> tuple[HumanOutcome, str | None]:
    """The outcome and the case it belongs to. Raises InvalidInput with everything that is wrong."""
    ticket_id, action = cells.identifier("ticket_id"), cells.choice("action", Action)
    currency = cells.currency("currency")
    decided_at, amount = cells.moment("decided_at"), cells.minor("amount", currency)
    seconds = cells.whole("seconds_spent", least=0, most=_LONGEST_HANDLING)
    csat = cells.whole("csat", least=1, most=5)
    case = unit.cases.by_ticket(ticket_id) if ticket_id else None
    if ticket_id and case is None:
        cells.problem(f"the ticket {ticket_id} is not known")
    if cells.text("amount") and not cells.text("currency"):
        cells.problem("an amount needs its currency")
    cells.check()
    outcome = HumanOutcome.model_validate(
        {
            "ticket_id": ticket_id,
            "action": action,
            "decided_at": decided_at,
            "amount_minor": amount,
            "currency": currency or None,
            "reviewer": cells.text("reviewer") or None,
            "seconds_spent": seconds,
            "csat": csat,
        }
    )
    return outcome, case.case_id if case else None


def _event(known: HumanOutcome | None, outcome: HumanOutcome, case_id: str | None, at: Moment) -> Event:
    if known is not None:
        identity: dict[str, JsonValue] = {"ticket_id": outcome.ticket_id}
        found = differences(known, outcome)
        event = changed("outcome", identity, found, open_fields=set(HumanOutcome.model_fields), at=at)
        return event.model_copy(update={"case_id": case_id})
    payload = outcome.model_dump(mode="json")
    return Event(kind=EventKind.OUTCOME_IMPORTED, at=at, actor="import", case_id=case_id, payload=payload)
