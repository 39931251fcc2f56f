"""One stand-in for Stripe for all tests of this folder; every test makes payments of its own."""

from collections.abc import Iterator

import pytest

from tests.adapters.payments.localstripe import Stand, running


@pytest.fixture(scope="session")
def stripe_stand(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stand]:
    """A running stand-in."""
    with running(str(tmp_path_factory.mktemp("localstripe"))) as stand:
        yield stand
