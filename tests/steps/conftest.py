"""Every step is tried on both databases, in a tiny company."""

import pytest

from tests.company import Company, found


@pytest.fixture
def company(store, clock) -> Company:
    """A company in a fresh database of the kind under test."""
    return found(store, clock)
