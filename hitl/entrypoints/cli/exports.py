"""`export`: cases, decisions and refunds as files."""

import argparse
from pathlib import Path

from hitl.entrypoints.cli.answer import Answer
from hitl.entrypoints.cli.common import command, records


def register(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command."""
    parser = command(commands, "export", "write cases, decisions or refunds to a file", _export)
    parser.add_argument("what", choices=("cases", "decisions", "refunds"))
    parser.add_argument("path", type=Path, metavar="FILE", help=".csv, .jsonl or .parquet")


def _export(args: argparse.Namespace) -> Answer:
    from hitl.steps.exporting import export

    with records() as app, app.store.reads() as reads:
        rows = export(args.what, args.path, reads)
    report = {"what": args.what, "file": str(args.path), "rows": rows}
    return Answer(report=report, text=f"{rows} {args.what} written to {args.path}")
