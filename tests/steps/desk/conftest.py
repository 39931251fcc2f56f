"""A company in which three cases wait: small ones that a reviewer may decide."""

from datetime import timedelta

import pytest

from hitl.domain.case import Case
from hitl.domain.mode import Mode
from hitl.domain.roles import Role, User
from tests.company import Company, order, ticket

GRACE = User(email="grace@example.com", name="Grace Hopper", role=Role.REVIEWER)


@pytest.fixture
def company(company: Company) -> Company:
    """With a second reviewer, where nothing leaves without a person."""
    company.set_mode(Mode.COPILOT)
    company.add(*(order(f"2000{number}") for number in range(3)))
    with company.store.unit() as unit:
        unit.controls.save_user(GRACE, company.clock.now())
        unit.commit()
    return company


@pytest.fixture
def cases(company: Company) -> tuple[Case, ...]:
    """By the time when they are due."""
    waiting = []
    for number in range(3):
        wanted = ticket(ticket_id=f"T{number}", order_id=f"2000{number}")
        waiting.append(company.draft(wanted)[0])
        company.clock.advance(timedelta(seconds=10))
    return tuple(waiting)
