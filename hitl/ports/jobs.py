"""Work for the durable queue."""

from enum import StrEnum

from hitl.domain.record import Moment, Record


class JobKind(StrEnum):
    """The queues."""

    DRAFT = "draft"
    EXECUTE = "execute"
    DELIVER = "deliver"


class Job(Record):
    """A piece of work for the durable queue; the tables say the same, so a lost job is found again."""

    kind: JobKind
    subject: str  # case id for draft, refund id for execute, delivery id for deliver
    attempt: int
    not_before: Moment | None = None
