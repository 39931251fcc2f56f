"""Learning what a model's confidence is worth from what people made of its drafts."""

from collections import deque
from collections.abc import Mapping, Sequence

from hitl.domain.calibration import ENOUGH, GOOD, Calibration, Known, fit, maker_of
from hitl.domain.confidence import SCORER
from hitl.domain.decision import GATE, DecisionOutcome
from hitl.domain.event import Event, EventKind
from hitl.domain.record import Moment, Record
from hitl.domain.roles import Role, User
from hitl.errors import InvalidInput
from hitl.ports.clock import Clock
from hitl.ports.reads import DecisionRow, Reads
from hitl.ports.store import Store, Unit
from hitl.steps.roll_out import given, insist

NEWEST = 3_000
"""Decisions that are learned from, the newest of each model: a year of a busy desk says nothing of today."""


class Tried(Record):
    """What calibrating came to for one maker of drafts."""

    maker: str
    decisions: int  # known, by people, on drafts of the present scorer
    calibration: Calibration | None  # None: too few are known
    changed: bool  # whether it was put in force, or the one before was taken out
    says: str


def calibrate(*, by: User | None, store: Store, clock: Clock) -> tuple[Tried, ...]:
    """Try every model whose drafts people decided on; without `by` nothing is changed. Raises NotAllowed."""
    if by is not None:
        insist(by, Role.MANAGER, "put a calibration in force")
    with store.reads() as reads:
        known = known_drafts(reads)
    with store.unit() as unit:
        current = unit.controls.calibrations()
        tried = tuple(
            _try(maker, known[maker], current, by=by, unit=unit, at=clock.now()) for maker in sorted(known)
        )
        unit.commit()
    return tried


def allow(maker: str, *, reason: str, by: User, store: Store, clock: Clock) -> Calibration:
    """Let a maker's scores count as they are, on an administrator's word. Raises InvalidInput, NotAllowed."""
    insist(by, Role.ADMINISTRATOR, "let a model's confidence count without evidence")
    why = f"without evidence: {given(reason)}"
    return _say(
        maker,
        store,
        Calibration(version=1, maker=maker, scorer=SCORER, source=why, by=by.email, at=clock.now()),
    )


def revoke(maker: str, *, reason: str, by: User, store: Store, clock: Clock) -> Calibration:
    """Take a maker's calibration out of force, a manager's word. Raises InvalidInput and NotAllowed."""
    insist(by, Role.MANAGER, "take a calibration out of force")
    why = f"revoked: {given(reason)}"
    out = Calibration(
        version=1, maker=maker, scorer=SCORER, source=why, in_force=False, by=by.email, at=clock.now()
    )
    return _say(maker, store, out)


def known_drafts(reads: Reads) -> Mapping[str, Sequence[Known]]:
    """Scores of models' drafts and whether people left them as they were, by maker, in the order of time."""
    rows: dict[tuple[str, str, str], deque[DecisionRow]] = {}
    for row in reads.decisions(None, None):
        if row.model and row.by != GATE:
            rows.setdefault((row.drafter, row.model, row.prompt), deque(maxlen=NEWEST)).append(row)
    known: dict[str, list[Known]] = {}
    for row in (one for found in rows.values() for one in found):
        for drafted in reads.drafts(row.case_id):
            draft, scored = drafted.draft, drafted.confidence
            if drafted.version != row.draft_version or draft is None or scored is None:
                continue
            if scored.score is not None and scored.scorer == SCORER:
                known.setdefault(maker_of(draft), []).append(Known(scored.score, _right(row)))
    return known


def _right(row: DecisionRow) -> bool:
    """Whether a person came to the same; words may have been changed."""
    same = (row.action, row.amount) == (row.draft_action, row.draft_amount)
    return same and row.outcome is not DecisionOutcome.REJECTED


def _try(
    maker: str,
    known: Sequence[Known],
    current: Mapping[str, Calibration],
    *,
    by: User | None,
    unit: Unit,
    at: Moment,
) -> Tried:
    before = current.get(maker)
    email = by.email if by else ""
    version = before.version + 1 if before else 1
    found = fit(known, version=version, maker=maker, scorer=SCORER, source="decisions", by=email, at=at)
    changed = False
    if found is None or found.before is None or found.after is None:
        says = f"uncalibrated: {len(known)} of {ENOUGH} decisions are known"
    else:
        says = (
            f"expected calibration error {found.before.error:.3f} before, {found.after.error:.3f} after, on "
            f"{found.measured} held-out decisions"
        )
        learned = before is not None and before.in_force and bool(before.knots)
        if not found.good:
            says += f"; more than {GOOD}, so it does not count"
            found = found.model_copy(update={"in_force": False})
        changed = by is not None and (found.in_force or learned)
        if changed:
            _keep(unit, found)
            says += "; put in force" if found.in_force else "; taken out of force"
    return Tried(maker=maker, decisions=len(known), calibration=found, changed=changed, says=says)


def _say(maker: str, store: Store, calibration: Calibration) -> Calibration:
    if not maker.strip():
        raise InvalidInput("name the maker whose drafts are meant, as `calibrate` lists it")
    with store.unit() as unit:
        before = unit.controls.calibrations().get(maker)
        kept = calibration.model_copy(update={"version": before.version + 1 if before else 1})
        _keep(unit, kept)
        unit.commit()
    return kept


def _keep(unit: Unit, calibration: Calibration) -> None:
    unit.controls.add_calibration(calibration)
    unit.log(
        Event(
            kind=EventKind.CALIBRATION_CHANGED,
            at=calibration.at,
            actor=calibration.by,
            payload=calibration.model_dump(mode="json", exclude={"knots", "at", "by"}),
        )
    )
