"""The benchmarks, as a table. Each compares two things in one run, in turns, and prints medians.

    python scripts/bench.py [drain] [worker] [queue] [rules] [model] [pages] [start] [filter] [figures]

Without arguments all of them. Exit status 1 where a bar is missed.
"""

import logging
import sys
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "scripts")]


def main(chosen: list[str]) -> int:
    """Run the benchmarks named, or all. Exit status 1 where a bar is missed, 2 for an unknown name."""
    logging.disable(logging.WARNING)
    import bench_engine
    import bench_model
    import bench_pages
    import bench_rollups
    import bench_rules
    from bench_figures import Figure

    known: dict[str, Callable[[], list[Figure]]] = {
        "drain": bench_engine.drain_against_a_bare_graph,
        "worker": bench_engine.worker_under_the_engine,
        "queue": bench_pages.first_page_of_the_queue,
        "rules": bench_rules.rules,
        "model": bench_model.model,
        "pages": bench_pages.rerun_of_the_desk,
        "start": bench_pages.start,
        "filter": bench_pages.filter_of_the_metrics,
        "figures": bench_rollups.figures_of_a_long_log,
    }
    if unknown := set(chosen) - set(known):
        print(
            f"There is no benchmark {', '.join(sorted(unknown))}; there are {', '.join(known)}",
            file=sys.stderr,
        )
        return 2
    missed = 0
    for name in chosen or known:
        for figure in known[name]():
            missed += not figure.met
            mark = "" if not figure.bar else ("  ok    " if figure.met else "  MISSED")
            print(f"{figure.what:<62} {figure.value:>22}{mark}  {figure.bar}", flush=True)
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
