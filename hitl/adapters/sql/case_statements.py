"""The statements about cases, built once when the module is read."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Integer,
    String,
    and_,
    bindparam,
    case,
    delete,
    exists,
    func,
    insert,
    or_,
    select,
    update,
)

from hitl.adapters.sql.catalog_tables import customers, order_lines
from hitl.adapters.sql.columns import KEY, Micros, code, one_of
from hitl.adapters.sql.quality_tables import quality_cases
from hitl.adapters.sql.tables import FIRST_CASE, cases, messages, progress, refunds, tickets
from hitl.domain.case import ENDED, Status
from hitl.domain.refund import COUNTED
from hitl.ports.reads import SEVERAL

CASE_COLUMNS = [
    cases.c.case_id,
    cases.c.ticket_id,
    cases.c.status,
    cases.c.channel,
    cases.c.received_at,
    cases.c.customer_id,
    cases.c.order_id,
    cases.c.key_id,
    cases.c.sealed,
    cases.c.waiting,
    cases.c.level,
    cases.c.queued_at,
    cases.c.due_at,
    cases.c.draft_version,
    cases.c.attempt,
    cases.c.linked_case,
    cases.c.part_of,
    cases.c.draft_rejected,
    cases.c.attention,
    cases.c.simulated,
    cases.c.queue,
    cases.c.priority,
    cases.c.route,
    cases.c.assigned_to,
    cases.c.escalated,
    cases.c.snoozed_until,
    cases.c.claimed_by,
    cases.c.claimed_until,
    cases.c.takeover_by,
]
"""What a `Case` and its standing at the desk are made of."""

_RECEIVED = code(Status.RECEIVED)
_DRAFTING = code(Status.DRAFTING)
_CLOSED = code(Status.CLOSED)
_THIS = cases.c.case_id == bindparam("id", type_=KEY)


NEXT_NUMBER = select(  # SQLite: the lock is held; real and made-up cases share one series
    func.max(
        *(
            select(func.coalesce(func.max(number), FIRST_CASE - 1)).scalar_subquery()
            for number in (cases.c.number, quality_cases.c.number)
        )
    )
    + 1
)
OPEN = insert(cases)
ADD_TICKET = insert(tickets)
ADD_MESSAGES = insert(messages)
GET = select(*CASE_COLUMNS).where(_THIS)
STATUS = select(cases.c.status).where(_THIS)
CASE_OF_TICKET = select(tickets.c.case_id).where(tickets.c.ticket_id == bindparam("id", type_=KEY))
BY_TICKET = (
    select(*CASE_COLUMNS)
    .join_from(tickets, cases, cases.c.case_id == tickets.c.case_id)
    .where(tickets.c.ticket_id == bindparam("id", type_=KEY))
)
TICKET = select(tickets.c.case_id, tickets.c.sealed).where(tickets.c.ticket_id == bindparam("id", type_=KEY))
CHANGE_TICKET = (
    update(tickets).where(tickets.c.ticket_id == bindparam("id", type_=KEY)).values(sealed=bindparam("text"))
)
MESSAGES = (
    select(messages.c.number, messages.c.author, messages.c.at, messages.c.sealed)
    .where(messages.c.case_id == bindparam("id", type_=KEY))
    .order_by(messages.c.number)
)
NEXT_MESSAGE = select(func.coalesce(func.max(messages.c.number), 0) + 1).where(
    messages.c.case_id == bindparam("id", type_=KEY)
)
MESSAGE_OF_TICKET = select(messages.c.number).where(
    messages.c.case_id == bindparam("id", type_=KEY),
    messages.c.ticket_id == bindparam("ticket", type_=KEY),
)
CHANGE_MESSAGE = (
    update(messages)
    .where(
        messages.c.case_id == bindparam("id", type_=KEY),
        messages.c.number == bindparam("turn", type_=Integer),
    )
    .values(at=bindparam("moment", type_=Micros()), sealed=bindparam("text"))
)
CHANGE_HEAD = (
    update(cases)
    .where(_THIS)
    .values(
        sealed=bindparam("text"),
        channel=bindparam("new_channel"),
        order_id=bindparam("new_order", type_=KEY),
        about_order=func.coalesce(bindparam("new_order", type_=KEY), cases.c.about_order),
        waiting=bindparam("new_waiting", type_=Boolean),
    )
)

_ASKED = [cases.c.case_id, cases.c.waiting, cases.c.received_at]
RECEIVED = (
    select(*_ASKED)
    .where(cases.c.status == _RECEIVED)
    .order_by(cases.c.waiting.desc(), cases.c.received_at, cases.c.case_id)
    .limit(bindparam("count"))
)
LAPSED = (
    select(*_ASKED)
    .where(
        cases.c.status == _DRAFTING,
        cases.c.lease_until <= bindparam("now", type_=Micros()),
    )
    .order_by(cases.c.lease_until)
    .limit(bindparam("count"))
)
CLAIM = (
    update(cases)
    .where(
        _THIS,
        or_(
            cases.c.status == _RECEIVED,
            and_(
                cases.c.status == _DRAFTING,
                cases.c.lease_until <= bindparam("now", type_=Micros()),
            ),
        ),
    )
    .values(
        status=_DRAFTING,
        worker=bindparam("by", type_=KEY),
        lease_until=bindparam("until", type_=Micros()),
        attempt=cases.c.attempt + 1,
    )
    .returning(*CASE_COLUMNS)
)
_TIER = select(customers.c.tier).where(customers.c.customer_id == cases.c.customer_id).scalar_subquery()
_ABOUT_GOODS = func.coalesce(bindparam("order", type_=KEY), cases.c.about_order, cases.c.order_id)
_CATEGORY = (
    select(
        case(
            (
                func.min(order_lines.c.category) == func.max(order_lines.c.category),
                func.min(order_lines.c.category),
            ),
            else_=case((func.min(order_lines.c.category).is_not(None), SEVERAL)),
        )
    )
    .where(order_lines.c.order_id == _ABOUT_GOODS)
    .correlate(cases)
    .scalar_subquery()
)
SAVE_DRAFT = (
    update(cases)
    .where(
        _THIS,
        cases.c.status == _DRAFTING,
        cases.c.worker == bindparam("by", type_=KEY),
        cases.c.draft_version == bindparam("before", type_=Integer),
    )
    .values(
        status=bindparam("to", type_=KEY),
        draft_version=bindparam("version", type_=Integer),
        about_order=func.coalesce(bindparam("order", type_=KEY), cases.c.about_order),
        worker=None,
        lease_until=None,
        draft_rejected=False,
        attention="",
        queue=bindparam("to_queue", type_=KEY),
        level=bindparam("to_level", type_=KEY),
        escalated=False,
        tier=_TIER,
        category=_CATEGORY,
        priority=bindparam("to_priority", type_=Integer),
        due_at=bindparam("due", type_=Micros()),
        queued_at=bindparam("queued", type_=Micros()),
        closed_at=bindparam("closed", type_=Micros()),
        route=bindparam("by_route", type_=KEY),
        mode=bindparam("in_mode", type_=KEY),
        reasons=bindparam("codes", type_=String),
        confidence=bindparam("trust", type_=cases.c.confidence.type),
        language=bindparam("in_language", type_=KEY),
        draft_action=bindparam("action", type_=KEY),
        draft_minor=bindparam("minor", type_=BigInteger),
        draft_currency=bindparam("currency", type_=KEY),
        matter=bindparam("what_for", type_=KEY),
        clause=bindparam("by_clause", type_=KEY),
    )
    .returning(cases.c.key_id)
)
_EXPECTED = cases.c.status.in_(bindparam("expect", expanding=True))
_AS_GIVEN = or_(
    bindparam("version", type_=Integer).is_(None),
    cases.c.draft_version == bindparam("version", type_=Integer),
)
MOVE = (
    update(cases)
    .where(_THIS, _EXPECTED, _AS_GIVEN)
    .values(
        status=bindparam("to", type_=KEY),
        worker=None,
        lease_until=None,
        queued_at=func.coalesce(cases.c.queued_at, bindparam("queued", type_=Micros())),
        closed_at=func.coalesce(bindparam("closed", type_=Micros()), cases.c.closed_at),
        snoozed_until=None,
        attention=func.coalesce(bindparam("why", type_=String), cases.c.attention),
        draft_rejected=func.coalesce(bindparam("rejected", type_=Boolean), cases.c.draft_rejected),
    )
    .returning(cases.c.key_id)
)
REQUEUE = (
    update(cases)
    .where(_THIS, _EXPECTED)
    .values(
        status=Status.RECEIVED.value,
        worker=None,
        lease_until=None,
        queued_at=None,
        draft_rejected=False,
        attention="",
        snoozed_until=None,
    )
)
RAISE = (
    update(cases)
    .where(_THIS)
    .values(
        level=bindparam("to_level", type_=KEY),
        escalated=True,
        due_at=bindparam("due", type_=Micros()),
        queued_at=func.coalesce(cases.c.queued_at, bindparam("at", type_=Micros())),
    )
)

_ABOUT = cases.c.about_order.in_(bindparam("orders", expanding=True))
_PAID_ON_IT = exists().where(
    refunds.c.case_id == cases.c.case_id,
    refunds.c.order_id.in_(bindparam("orders", expanding=True)),
    refunds.c.status.in_(one_of(COUNTED)),
)
SIMILAR = (
    select(cases.c.case_id)
    .where(
        cases.c.customer_id == bindparam("customer", type_=KEY),
        _ABOUT,
        cases.c.case_id != bindparam("id", type_=KEY),
        or_(cases.c.status.not_in(one_of(ENDED)), _PAID_ON_IT),
    )
    .order_by(cases.c.received_at, cases.c.number)
)
APART = (
    select(cases.c.case_id, func.coalesce(cases.c.about_order, cases.c.order_id).label("order_id"))
    .where(
        or_(
            cases.c.case_id == bindparam("first", type_=KEY),
            cases.c.part_of == bindparam("first", type_=KEY),
        )
    )
    .order_by(cases.c.number)
)
ABOUT_ORDER = select(func.coalesce(cases.c.about_order, cases.c.order_id)).where(_THIS)
LAST_CLOSED = (
    select(cases.c.case_id)
    .where(
        cases.c.customer_id == bindparam("customer", type_=KEY),
        cases.c.status == _CLOSED,
    )
    .order_by(cases.c.closed_at.desc(), cases.c.number.desc())
    .limit(1)
)
LAST_CLOSED_ABOUT = LAST_CLOSED.where(_ABOUT)

ADD_PROGRESS = insert(progress)
DROP_PROGRESS = delete(progress).where(progress.c.case_id == bindparam("id", type_=KEY))
_NEWEST_ATTEMPT = (
    select(func.max(progress.c.attempt))
    .where(progress.c.case_id == bindparam("id", type_=KEY))
    .scalar_subquery()
)
PROGRESS = (
    select(progress.c.number, progress.c.at, progress.c.sealed)
    .where(progress.c.case_id == bindparam("id", type_=KEY), progress.c.attempt == _NEWEST_ATTEMPT)
    .order_by(progress.c.number, progress.c.progress_id)
)
