"""Passing on what models did and what people made of it. Read from the ledger: no case waits for it."""

import logging
from datetime import timedelta

from hitl.domain.drafted import Drafted
from hitl.domain.event import EventKind, LoggedEvent
from hitl.domain.record import Moment
from hitl.errors import TracesUnavailable
from hitl.ports.clock import Clock
from hitl.ports.reads import Reads
from hitl.ports.store import Store
from hitl.ports.tracing import Tracing

log = logging.getLogger(__name__)

PAGE = 200
"""Events that are looked at in one go."""

SETTLED = timedelta(seconds=30)
"""After this a decision can't be taken back with a press of a key."""


def pass_on(*, store: Store, tracing: Tracing, clock: Clock) -> int:
    """Pass on what happened since the last time and return how many events were gone through.

    Begins with what happens from the first call on. Where the receiver does not answer, the rest is kept
    for the next time.
    """
    with store.reads() as reads:
        after = tracing.place
        if after is None:
            tracing.reached(reads.last_event())
            return 0
        done = 0
        for event in reads.events(after, PAGE):
            try:
                if not _passed_on(event, reads, tracing, clock.now()):
                    break
            except TracesUnavailable as error:
                log.warning("action=trace case_id=%s kept=%s", event.case_id, error)
                break
            done = event.seq - after
            tracing.reached(event.seq)
    return done


def _passed_on(event: LoggedEvent, reads: Reads, tracing: Tracing, now: Moment) -> bool:
    """Send what an event is about, if anything; False where it is too young."""
    match event.kind:
        case EventKind.CASE_DRAFTED:
            drafted = _version(event, reads, "version")
            if drafted is not None:
                tracing.drafted(drafted)
        case EventKind.DECISION_MADE:
            if now - event.at < SETTLED:
                return False
            drafted = _version(event, reads, "draft_version")
            file = reads.case_file(event.case_id) if drafted and event.case_id else None
            stands = file is not None and file.decision is not None and file.decision.decided_at == event.at
            if drafted is not None and file is not None and stands and event.actor != "gate":
                tracing.decided(drafted, file)
    return True


def _version(event: LoggedEvent, reads: Reads, name: str) -> Drafted | None:
    """The version that an event is about; None where no model was asked, or its texts were erased."""
    version = event.payload.get(name)
    drafts = reads.drafts(event.case_id) if event.case_id else ()
    found = next((one for one in drafts if one.version == version), None)
    return found if found is not None and found.run is not None else None
