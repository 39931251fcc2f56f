"""What the log shows of a visit, a line for each of the five steps that is done.

A step counts when it happened: the visitor's own request was paid by the gate, or drafted by a model whose
drafts wait; one was held, a person decided. The ledger counts when it was opened, the figures when they were
open after a decision. Lines are kept with the visit, so that a page of the walk costs one or two small
queries; a decision is looked at anew each time, because it can be undone.
"""

from collections.abc import Iterator
from typing import NamedTuple

from hitl.domain.case import OPEN_FOR_REVIEW, Status
from hitl.domain.counted import counted
from hitl.domain.decision import GATE
from hitl.domain.refund import RefundStatus
from hitl.errors import NotFound
from hitl.ports.reads import CaseFile, QueueFilter, Reads
from hitl.ui import words
from hitl.ui.walk.visit import Visit

ALONE, HELD, DECIDED, LEDGER, FIGURES = range(5)
"""The steps in their order."""

_LATEST = 5
"""So many of the visitor's requests are looked at; nobody needs more to see two things happen."""


class Seen(NamedTuple):
    """Lines by step, and the cases to which the next steps lead."""

    lines: dict[int, str]
    waiting: str  # the visitor's own case that waits for a person; empty: the top of the queue
    ledger: str  # the case whose story says most; empty where there is none at all
    working: bool  # the newest request is on its way; what comes of it shows in a moment


def seen(visit: Visit, reads: Reads) -> Seen:
    """How far the visitor is."""
    own = list(_own(visit, reads))
    if not {ALONE, HELD} <= visit.lines.keys():
        for case_id in own:
            _requests(visit, reads.case_file(case_id))
    _decided(visit, own, reads)
    _looked_at(visit, reads)
    stand = {case_id: reads.case_status(case_id) for case_id in own}
    return Seen(
        lines=visit.lines,
        waiting=next((one for one in reversed(own) if stand[one] in OPEN_FOR_REVIEW), ""),
        ledger=visit.settled or next(reversed(own), "") or _any(reads),
        working=bool(own) and stand[own[-1]] in _ON_ITS_WAY,
    )


_ON_ITS_WAY = frozenset({Status.RECEIVED, Status.DRAFTING, Status.DECIDED, Status.EXECUTING})


def _own(visit: Visit, reads: Reads) -> Iterator[str]:
    for ticket in visit.tickets[-_LATEST:]:
        try:
            yield reads.case_id_of(ticket)
        except NotFound:
            continue  # a ticket that somebody else's address named


def _any(reads: Reads) -> str:
    """The case that waits first."""
    return next((row.case_id for row in reads.queue(QueueFilter(), None, 1)), "")


def _requests(visit: Visit, file: CaseFile) -> None:
    decision, refund, case_id = file.decision, file.refund, file.case.case_id
    if decision and decision.by == GATE and refund and refund.status is RefundStatus.SUCCEEDED:
        length = refund.settled_at - file.case.received_at if refund.settled_at else None
        took = f" in {words.milliseconds(length.total_seconds() * 1000)}" if length else ""
        visit.lines.setdefault(ALONE, f"{case_id}: {refund.amount} paid{took} without a person")
    if file.at_desk.queued_at and file.drafted and (reasons := file.drafted.verdict.reasons):
        held = f"{case_id}: held for a person. {reasons[0].says}"
        by_model = file.drafted.draft is not None and bool(file.drafted.draft.model)
        if by_model and visit.lines.setdefault(ALONE, held) == held:
            return  # a model's drafts wait until its confidence is known; the line says so
        visit.lines.setdefault(HELD, held)


def _decided(visit: Visit, own: list[str], reads: Reads) -> None:
    """The newest decision of a person on a case of the visitor's, or taken at the visitor's desk."""
    if visit.settled and reads.case_status(visit.settled) not in OPEN_FOR_REVIEW:
        return
    visit.settled = ""
    visit.lines.pop(DECIDED, None)
    for case_id in dict.fromkeys(reversed([*own, *visit.decided[-_LATEST:]])):
        decision = reads.case_file(case_id).decision
        if decision is not None and decision.by != GATE:
            visit.settled = case_id
            amount = f" of {decision.amount}" if decision.amount else ""
            names = {user.email: user.name for user in reads.house().users}
            says = f"{case_id}: {words.ACTION[decision.action].lower()}{amount}"
            by = words.actor(decision.by, names)
            visit.lines[DECIDED] = f"{says}, the draft {words.OUTCOME[decision.outcome]} by {by}"
            return


def _looked_at(visit: Visit, reads: Reads) -> None:
    if visit.read and LEDGER not in visit.lines:
        try:
            entries = len(reads.timeline(reads.case_id_of(visit.read)))
        except NotFound:
            visit.read = ""
        else:
            visit.lines[LEDGER] = f"{visit.read}: {entries} entries, from the request to its end so far"
    if visit.figures and FIGURES not in visit.lines:
        made = sum(1 for _ in reads.decisions(visit.since, None))
        if not made:
            return  # nothing moved yet
        decisions = counted(made, "decision")
        visit.lines[FIGURES] = f"The figures hold {decisions} made since you came"
