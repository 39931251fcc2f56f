"""`eval`: drafts and gates labelled cases in a throw-away database."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hitl.entrypoints.cli.answer import DONE, WRONG, Answer
from hitl.entrypoints.cli.common import command

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hitl.entrypoints.evaluation import Evaluation


def register(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command."""
    parser = command(commands, "eval", "draft and gate labelled cases in a throw-away database", _eval)
    parser.add_argument("path", type=Path, metavar="FILE", help="a .jsonl file, or a folder of them")
    parser.add_argument("--drafter", metavar="NAME", help="rules; the configured one unless given")


def _eval(args: argparse.Namespace) -> Answer:
    from hitl.entrypoints.evaluation import evaluate_files
    from hitl.errors import InvalidInput
    from hitl.settings import Settings

    settings = Settings.load()
    if args.drafter is not None:
        if args.drafter not in {"rules", "llm"}:
            raise InvalidInput(f"--drafter {args.drafter}: known are rules and llm")
        settings = settings.model_copy(update={"drafter": args.drafter})
    done = evaluate_files(args.path, settings)
    bad = len(done.malformed)
    return Answer(
        report=_report(done),
        text=_text(done),
        status=WRONG if bad else DONE,
        problem=f"{bad} lines are no labelled cases" if bad else "",
    )


def _report(done: "Evaluation") -> dict[str, Any]:
    tally = done.tally
    return {
        "cases": tally.cases,
        "action_accuracy": tally.action_accuracy,
        "amount_accuracy": tally.amount_accuracy,
        "route_accuracy": tally.route_accuracy,
        "reason_recall": tally.reason_recall,
        "unsafe_auto": len(tally.unsafe_auto),
        "unsafe": list(tally.unsafe_auto),
        "seconds": done.seconds,
        "drafter": done.drafter,
        "wrong": [wrong._asdict() for wrong in tally.wrong],
        "malformed": [line.model_dump() for line in done.malformed],
    }


def _text(done: "Evaluation") -> str:
    tally = done.tally
    lines = [
        f"{tally.cases} cases, drafter {done.drafter}, {done.seconds:.1f} s",
        f"action  {_share(tally.action_accuracy)}",
        f"amount  {_share(tally.amount_accuracy)}",
        f"route   {_share(tally.route_accuracy)}",
        f"reasons {_share(tally.reason_recall)}",
        f"unsafe  {len(tally.unsafe_auto)} {' '.join(tally.unsafe_auto)}".rstrip(),
    ]
    for wrong in tally.wrong:
        lines.append(f"  {wrong.id}: got {_plain(wrong.got)}; expected {_plain(wrong.expected)}")
    lines += [f"  {line.file}, line {line.line}: {line.reason}" for line in done.malformed]
    return "\n".join(lines)


def _share(value: float | None) -> str:
    return "nothing was expected" if value is None else f"{value:.3f}"


def _plain(found: "Mapping[str, Any]") -> str:
    return ", ".join(f"{name} {value}" for name, value in found.items() if value not in (None, "", []))
