"""`import`: a company's own files."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from hitl.entrypoints.cli.answer import DONE, WRONG, Answer
from hitl.entrypoints.cli.common import acting_user, add_actor, command, records, tell

if TYPE_CHECKING:
    from hitl.steps.importing.policies import PolicyReport
    from hitl.steps.importing.report import ImportReport

_FILES = ("customers", "orders", "tickets", "outcomes")


def register(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command."""
    parser = command(commands, "import", "import customers, orders, tickets, outcomes or policies", _import)
    parser.add_argument("what", choices=(*_FILES, "policies"))
    parser.add_argument(
        "path", type=Path, metavar="FILE|DIR", help="a .csv or .jsonl file; a folder of policies"
    )
    parser.add_argument(
        "--map",
        dest="mapping",
        action="append",
        default=[],
        metavar="THEIRS=OURS",
        help="rename a column, or a value with --map status:processed=placed; repeat as needed",
    )
    parser.add_argument(
        "--set",
        dest="constants",
        action="append",
        default=[],
        metavar="COLUMN=VALUE",
        help="a column that the file does not have, with one value for every row",
    )
    parser.add_argument(
        "--rejects", type=Path, metavar="FILE", help="receives each refused row with its reason"
    )
    parser.add_argument("--activate", action="store_true", help="put an imported policy in force at once")
    add_actor(parser, required=False)


def _import(args: argparse.Namespace) -> Answer:
    return _import_policies(args) if args.what == "policies" else _import_file(args)


def _import_file(args: argparse.Namespace) -> Answer:
    from hitl.errors import InvalidInput
    from hitl.steps.importing.customers import customers
    from hitl.steps.importing.mapping import Mapping
    from hitl.steps.importing.orders import orders
    from hitl.steps.importing.outcomes import outcomes
    from hitl.steps.importing.run import run_import
    from hitl.steps.importing.tickets import tickets

    if args.activate:
        raise InvalidInput("--activate goes together with policies only")
    kinds = {"customers": customers, "orders": orders, "tickets": tickets, "outcomes": outcomes}
    with records() as app:
        report = run_import(
            kinds[args.what](),
            args.path,
            store=app.store,
            clock=app.clock,
            mapping=Mapping(entries=tuple(args.mapping), constants=tuple(args.constants)),
            rejects=args.rejects,
            progress=_progress,
        )
    return _file_answer(report, args.rejects)


_TELL_EVERY = 2_000


def _progress(rows: int) -> None:
    if rows >= _TELL_EVERY and rows % _TELL_EVERY < 200:
        tell(f"{rows} rows ...")


def _file_answer(report: "ImportReport", rejects: Path | None) -> Answer:
    lines = [
        f"{report.what} from {report.file}: {report.read} rows read, {report.imported} imported, "
        f"{report.updated} updated, {report.unchanged} unchanged, {report.rejected} refused"
    ]
    lines += [f"  line {row.line}: {row.reason}" for row in report.refused]
    if report.rejected > len(report.refused):
        where = f"see {rejects}" if rejects else "--rejects FILE writes all of them"
        lines.append(f"  and {report.rejected - len(report.refused)} more; {where}")
    problem = f"{report.rejected} of {report.read} rows were refused" if report.rejected else ""
    return Answer(
        report=report.model_dump(mode="json"),
        text="\n".join(lines),
        status=WRONG if report.rejected else DONE,
        problem=problem,
    )


def _import_policies(args: argparse.Namespace) -> Answer:
    from hitl.errors import InvalidInput
    from hitl.steps.importing.policies import import_policies

    if args.mapping or args.constants or args.rejects:
        raise InvalidInput("--map, --set and --rejects do not go together with policies")
    if args.activate and not args.actor:
        raise InvalidInput("--activate needs --as EMAIL: who puts the policy in force")
    with records() as app:
        by = None
        if args.actor:
            with app.store.unit() as unit:
                by = acting_user(unit, args.actor)
        report = import_policies(args.path, store=app.store, clock=app.clock, activate=args.activate, by=by)
    return Answer(report=report.model_dump(mode="json"), text=_policy_text(report))


def _policy_text(report: "PolicyReport") -> str:
    stands = "in force" if report.active else "a draft version; --activate --as EMAIL puts it in force"
    return (
        f"policy version {report.version} from {report.file}: {report.read} clauses, {report.imported} new, "
        f"{report.updated} changed, {report.unchanged} unchanged, {report.removed} removed; {stands}"
    )
