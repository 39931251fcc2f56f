"""`rollups`: the kept sums from which figures of a long log are read."""

import argparse
from time import perf_counter

from hitl.entrypoints.cli.answer import Answer
from hitl.entrypoints.cli.common import command, records


def register(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add both commands."""
    says = "the kept sums behind the figures; a worker keeps them up to date"
    group = commands.add_parser("rollups", help=says, description=f"{says[0].upper()}{says[1:]}.")
    kinds = group.add_subparsers(title="commands", metavar="rebuild|update", required=True)
    command(kinds, "rebuild", "throw them away and make them afresh from the log", _rebuild)
    command(kinds, "update", "take in what has changed since, as a worker does", _update)


def _rebuild(args: argparse.Namespace) -> Answer:
    from hitl.steps.roll_up import rebuild

    del args
    since = perf_counter()
    with records() as app:
        report = rebuild(app.store)
    return _answer(report.cases, report.changed, perf_counter() - since)


def _update(args: argparse.Namespace) -> Answer:
    from hitl.steps.roll_up import roll_up

    del args
    since = perf_counter()
    with records() as app:
        report = roll_up(app.store)
    return _answer(report.cases, report.changed, perf_counter() - since)


def _answer(cases: int, changed: int, seconds: float) -> Answer:
    return Answer(
        report={"cases": cases, "changed": changed, "seconds": round(seconds, 3)},
        text=f"{cases} cases looked at, {changed} of them put in anew, in {seconds:.1f} s",
    )
