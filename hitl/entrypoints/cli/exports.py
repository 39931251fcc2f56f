"""`export`: cases, decisions, refunds and examples to learn from as files."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from hitl.entrypoints.cli.answer import Answer
from hitl.entrypoints.cli.common import command, records

if TYPE_CHECKING:
    from hitl.ports.reads import Reads


def register(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command."""
    parser = command(commands, "export", "write cases, decisions, refunds or a data set to a file", _export)
    parser.add_argument("what", choices=("cases", "decisions", "refunds", "dataset"))
    parser.add_argument(
        "path", type=Path, metavar="FILE", help=".csv, .jsonl or .parquet; a data set as .jsonl"
    )


def _export(args: argparse.Namespace) -> Answer:
    from hitl.steps.exporting import export

    with records() as app, app.store.reads() as reads:
        rows = _dataset(args.path, reads) if args.what == "dataset" else export(args.what, args.path, reads)
    report = {"what": args.what, "file": str(args.path), "rows": rows}
    return Answer(report=report, text=f"{rows} {args.what} written to {args.path}")


def _dataset(path: Path, reads: "Reads") -> int:
    from hitl.bootstrap import hiding
    from hitl.steps.dataset import export_dataset

    return export_dataset(path, reads, hiding)
