"""A reply that two people may edit at once: the second save shows the difference, and overwrites nothing."""

from hitl.domain.event import EventKind
from hitl.domain.record import Moment, Record
from hitl.errors import InvalidInput
from hitl.ports.clock import Clock
from hitl.ports.desk import ReplyText
from hitl.ports.store import Store
from hitl.steps.desk.people import colleague, log

LONGEST = 20_000


class Saved(Record):
    """The text is kept."""

    revision: int  # to name as `base_revision` of the next save
    at: Moment


class Conflict(Record):
    """Somebody saved another text since; nothing was changed."""

    theirs: str
    by: str
    at: Moment
    revision: int  # to name as `base_revision` once both texts are brought together


def save_reply_text(
    case_id: str, version: int, text: str, by: str, base_revision: int, *, store: Store, clock: Clock
) -> Saved | Conflict:
    """Keep the reply to that draft, made from `base_revision` (0: the draft's own words).

    The text that is kept already, from whatever revision, is no conflict. Raises NotFound, NotAllowed,
    InvalidInput for a text that is too long.
    """
    if len(text) > LONGEST:
        raise InvalidInput(f"A reply has at most {LONGEST:,} characters.")
    with store.unit() as unit:
        at, person = clock.now(), colleague(unit, by).email
        unit.cases.get(case_id)
        before = unit.desk.reply_text(case_id, version)
        if before is not None and before.text == text:
            return Saved(revision=before.revision, at=before.at)
        revision = (before.revision if before is not None else 0) + 1
        kept = ReplyText(case_id=case_id, version=version, revision=revision, text=text, by=person, at=at)
        if revision != base_revision + 1 or not unit.desk.save_reply_text(kept):
            return _conflict(unit.desk.reply_text(case_id, version), base_revision)
        log(
            unit,
            EventKind.CASE_REPLY_SAVED,
            by=person,
            at=at,
            case_id=case_id,
            version=version,
            revision=revision,
        )
        unit.commit()
    return Saved(revision=revision, at=at)


def _conflict(theirs: ReplyText | None, base_revision: int) -> Conflict:
    if theirs is None:
        raise InvalidInput(f"There is no revision {base_revision} of this reply.")
    return Conflict(theirs=theirs.text, by=theirs.by, at=theirs.at, revision=theirs.revision)
