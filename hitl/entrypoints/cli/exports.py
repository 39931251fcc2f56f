"""`export`: cases, decisions, refunds and examples to learn from as files."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

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
    parser.add_argument(
        "--cases",
        type=Path,
        metavar="FILE",
        help="where a data set's corrections go as labelled cases for `eval`; NAME.cases.jsonl unless given",
    )


def _export(args: argparse.Namespace) -> Answer:
    from hitl.steps.exporting import export

    with records() as app, app.store.reads() as reads:
        if args.what == "dataset":
            return _dataset(args, reads)
        rows = export(args.what, args.path, reads)
    report = {"what": args.what, "file": str(args.path), "rows": rows}
    return Answer(report=report, text=f"{rows} {args.what} written to {args.path}")


def _dataset(args: argparse.Namespace, reads: "Reads") -> Answer:
    from hitl.bootstrap import hiding
    from hitl.steps.dataset import cases_beside, export_dataset

    beside = args.cases or cases_beside(args.path)
    written = export_dataset(args.path, beside, reads, hiding)
    report: dict[str, Any] = {
        "what": args.what,
        "file": str(args.path),
        "rows": written.examples,
        "cases_file": str(beside),
        "cases": written.cases,
        "left_out": written.left_out,
    }
    left = (
        f"; {written.left_out} corrections left out, for their orders have changed"
        if written.left_out
        else ""
    )
    text = f"{written.examples} examples in {args.path}, {written.cases} labelled cases in {beside}{left}"
    return Answer(report=report, text=text)
