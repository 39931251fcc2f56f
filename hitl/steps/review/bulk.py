"""Several alike cases decided under one confirmation, and taken back together.

Each is decided by itself, in its own transaction and with all its own checks, so that one that changed
since the list was shown is left out and the others are not held up.
"""

from collections.abc import Iterable, Sequence
from datetime import timedelta
from hashlib import sha256

from hitl.domain.decision import Approve, Submission
from hitl.domain.gate.ruleset import Ruleset
from hitl.domain.record import Moment
from hitl.domain.together import BulkReport, LeftOut, Together, UndoneReport
from hitl.errors import NotAllowed, NotFound, Refused, TooSoon, Unconfirmed
from hitl.ports.clock import Clock
from hitl.ports.store import Store
from hitl.steps.review.standing import READ_AT_LEAST
from hitl.steps.review.submit import submit
from hitl.steps.undo import undo as undo_one


def decide_together(
    items: Sequence[Together],
    *,
    by: str,
    store: Store,
    ruleset: Ruleset,
    clock: Clock,
    undo: timedelta = timedelta(0),
    confirmed: str,
    opened_at: Moment,
) -> BulkReport:
    """Approve each of the list as it was shown; what changed meanwhile is left out, and said.

    `opened_at` is when the list was shown. Raises TooSoon or Unconfirmed for the list as a whole.
    """
    at = clock.now()
    if at - opened_at < READ_AT_LEAST:
        raise TooSoon("The list has only just been shown; look at it first.")
    if not confirmed.strip():
        raise Unconfirmed("Confirm that all of the list are decided.")
    together = _id(items, by, at)
    decided: list[str] = []
    left_out: list[LeftOut] = []
    for item in {each.case_id: each for each in items}.values():
        submission = Submission(
            case_id=item.case_id,
            draft_version=item.version,
            answer=Approve(),
            by=by,
            opened_at=opened_at,
            seen=item.seen,
            confirmed=confirmed,
            together=together,
        )
        try:
            submit(submission, store=store, ruleset=ruleset, clock=clock, undo=undo)
        except (NotFound, NotAllowed, Refused) as reason:
            left_out.append(LeftOut(case_id=item.case_id, why=str(reason)))
        else:
            decided.append(item.case_id)
    return BulkReport(together=together, decided=tuple(decided), left_out=tuple(left_out))


def undo_together(case_ids: Iterable[str], *, by: str, store: Store, clock: Clock) -> UndoneReport:
    """Take each decision back that can still be taken back; the others are said."""
    undone: list[str] = []
    left_out: list[LeftOut] = []
    for case_id in dict.fromkeys(case_ids):
        try:
            undo_one(case_id, by=by, store=store, clock=clock)
        except (NotFound, NotAllowed, Refused) as reason:
            left_out.append(LeftOut(case_id=case_id, why=str(reason)))
        else:
            undone.append(case_id)
    return UndoneReport(undone=tuple(undone), left_out=tuple(left_out))


def _id(items: Sequence[Together], by: str, at: Moment) -> str:
    """One confirmation of one person at one time; by it the ledger finds what was decided with what."""
    basis = "\n".join([by, at.isoformat(), *(item.case_id for item in items)])
    return f"B-{sha256(basis.encode()).hexdigest()[:12]}"
