"""`demo`: the demo company."""

import argparse

from hitl.entrypoints.cli.answer import Answer
from hitl.entrypoints.cli.common import command, tell


def register(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command."""
    parser = command(commands, "demo", "load the demo company; again changes nothing", _demo)
    parser.add_argument("--reset", action="store_true", help="delete the demo company and load it afresh")


def _demo(args: argparse.Namespace) -> Answer:
    from hitl.entrypoints.demo import load
    from hitl.settings import Settings

    report = load(Settings.load(), reset=args.reset, progress=tell)
    stands = "loaded" if report.loaded else "was there already; nothing changed"
    return Answer(
        report=report.model_dump(mode="json"),
        text=f"The demo company {stands}: {report.cases} cases, {report.decisions} of them decided.",
    )
