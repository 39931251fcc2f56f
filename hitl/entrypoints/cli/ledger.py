"""`audit` and `reconcile`: does the ledger hold, and does the processor say what we say."""

import argparse
from pathlib import Path

from hitl.entrypoints.cli.answer import DONE, WRONG, Answer
from hitl.entrypoints.cli.common import command, records


def register(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add both commands."""
    audit = commands.add_parser(
        "audit", help="check or export the ledger", description="Check or export the ledger."
    )
    audits = audit.add_subparsers(title="commands", metavar="verify|export", required=True)
    command(audits, "verify", "walk the ledger's chain from its start to its end", _verify)
    export = command(audits, "export", "write every event to a folder, without personal data", _export)
    export.add_argument("path", type=Path, metavar="DIR")
    command(commands, "reconcile", "our refunds against the payment processor's, both ways", _reconcile)


def _verify(args: argparse.Namespace) -> Answer:
    del args
    with records() as app, app.store.reads() as reads:
        found = reads.verify()
    problem = "" if found.ok else f"The ledger does not hold at event {found.first_bad}: {found.why}"
    return Answer(
        report=found.model_dump(mode="json"),
        text=f"{found.events} events, the chain holds" if found.ok else "",
        status=DONE if found.ok else WRONG,
        problem=problem,
    )


def _export(args: argparse.Namespace) -> Answer:
    from hitl.steps.exporting import export_ledger

    with records() as app, app.store.reads() as reads:
        found, path = export_ledger(args.path, reads)
    problem = "" if found.ok else f"The ledger does not hold at event {found.first_bad}: {found.why}"
    return Answer(
        report={**found.model_dump(mode="json"), "file": str(path)},
        text=f"{found.events} events written to {path}",
        status=DONE if found.ok else WRONG,
        problem=problem,
    )


def _reconcile(args: argparse.Namespace) -> Answer:
    from hitl.bootstrap import payments_of
    from hitl.steps.reconcile import reconcile

    del args
    with records() as app:
        found = reconcile(store=app.store, payments=payments_of(app))
    count = len(found.differences)
    lines = [f"{found.refunds} refunds here, {found.at_processor} at the processor, {count} differences"]
    lines += [f"  {difference.says}" for difference in found.differences]
    return Answer(
        report=found.model_dump(mode="json"),
        text="\n".join(lines),
        status=WRONG if count else DONE,
        problem=f"{count} differences between our refunds and the processor's" if count else "",
    )
