"""The API under /api: whether everything works, typed intake, and the figures."""

from typing import Annotated, Any
from uuid import uuid4

from fastapi import FastAPI, Response
from fastapi.requests import Request
from fastapi.responses import JSONResponse
from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from hitl.adapters.sql.workers import SqlWorkers
from hitl.domain.case import Channel, Status, Ticket
from hitl.domain.mode import Mode
from hitl.domain.record import Moment
from hitl.entrypoints.process import product
from hitl.errors import CountersignError, InvalidInput, StoreUnavailable
from hitl.steps.importing.cells import parse_time
from hitl.steps.intake import receive
from hitl.steps.measure_plain import slice_of, told

Short = Annotated[str, StringConstraints(min_length=1, max_length=200, strip_whitespace=True)]


class Health(BaseModel):
    """Whether a request that comes in now would be worked on."""

    ok: bool
    database: str
    workers: int
    mode: Mode
    stopped: str | None


class NewTicket(BaseModel):
    """A request as another system hands it over."""

    model_config = ConfigDict(extra="forbid")

    body: Annotated[str, StringConstraints(min_length=1, max_length=2_000_000)]
    ticket_id: Short | None = None  # the same id twice is one case
    channel: Channel = Channel.API
    customer_id: Short | None = None
    email: Short | None = None
    order_id: Short | None = None
    subject: Annotated[str, StringConstraints(max_length=500)] = ""
    in_reply_to: Short | None = None
    received_at: Moment | None = None
    waiting: bool = False
    attachments: Annotated[tuple[Short, ...], Field(max_length=50)] = ()


class Accepted(BaseModel):
    """The case that the request became."""

    case: str
    ticket_id: str
    status: Status


_NO_DIMENSIONS = frozenset({"since", "until", "against"})

# No interactive documentation: its page loads scripts from outside. /api/openapi.json describes the API.
api = FastAPI(title="Countersign", version="1", docs_url=None, redoc_url=None)


@api.exception_handler(CountersignError)
def refuse(_request: Request, error: CountersignError) -> JSONResponse:
    """One sentence for whatever the product expected to go wrong."""
    known = {StoreUnavailable: 503, InvalidInput: 422}
    status = next((code for kind, code in known.items() if isinstance(error, kind)), 409)
    return JSONResponse({"error": str(error)}, status_code=status)


@api.get("/health")
def health(response: Response) -> Health:
    """Database, workers and mode; status 503 where nobody would work on a request."""
    built = product()
    with built.store.unit() as unit:
        mode, stopped = unit.controls.mode(), unit.controls.stopped()
    workers = len(SqlWorkers(built.store.engine).alive())
    response.status_code = 200 if workers else 503
    database = "sqlite" if built.settings.sqlite else "postgresql"
    return Health(ok=workers > 0, database=database, workers=workers, mode=mode.mode, stopped=stopped)


@api.get("/metrics")
def metrics(request: Request, since: str = "", until: str = "", against: str = "") -> dict[str, Any]:
    """The figures of the metrics page, as `metrics --json` gives them.

    `since` and `until` are ISO 8601; every dimension may be given with a value (`channel=chat`); `against`
    sets another slice beside it (`channel:email`).
    """
    own = {name: wanted for name, wanted in request.query_params.items() if name not in _NO_DIMENSIONS}
    name, _, wanted = against.partition(":")
    try:
        where, beside = slice_of(own), slice_of({name: wanted}) if against else None
    except ValueError as error:
        raise InvalidInput(str(error)) from None
    first, last = _time("since", since), _time("until", until)
    if first and last and first >= last:
        raise InvalidInput("since must be before until")
    with product().store.reads() as reads:
        _, found, _ = told(reads, where, first, last, beside)
    return {"since": since or None, "until": until or None, **found}


def _time(name: str, given: str) -> Moment | None:
    try:
        return parse_time(given) if given else None
    except ValueError as error:
        raise InvalidInput(f"{name} {given!r} {error}") from None


@api.post("/tickets", status_code=202)
def take_in(ticket: NewTicket) -> Accepted:
    """Take a request in; the agent works on it afterwards."""
    built = product()
    case = receive(
        Ticket(
            **ticket.model_dump(exclude={"ticket_id", "received_at"}),
            ticket_id=ticket.ticket_id or f"API-{uuid4().hex[:12]}",
            received_at=ticket.received_at or built.clock.now(),
        ),
        store=built.store,
        clock=built.clock,
    )
    return Accepted(case=case.case_id, ticket_id=case.ticket_id, status=case.status)
