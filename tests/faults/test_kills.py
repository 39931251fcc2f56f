"""Workers that are killed without warning: the small form of `make soak`."""

from pathlib import Path

import pytest

from tests.databases import Postgres
from tests.faults.trial import Trial


@pytest.mark.slow
@pytest.mark.timeout(300)
@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_killed_workers_lose_nothing_and_do_nothing_twice(
    kind: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    if kind == "sqlite":
        verdict = trial(f"sqlite:///{tmp_path / 'trial.sqlite'}", tmp_path)
    else:
        server: Postgres = request.getfixturevalue("postgres")
        with server.empty_database() as url:
            verdict = trial(url, tmp_path)

    assert verdict == ()


def trial(url: str, folder: Path) -> tuple[str, ...]:
    """What went wrong. The last workers run some minutes ahead, so that no lease is waited out."""
    return Trial(url, folder, ahead=True).run(cases=30, kills=3, patience=90).wrong
