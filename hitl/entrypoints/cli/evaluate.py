"""`eval`: drafts and gates labelled cases in a throw-away database."""

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hitl.entrypoints.cli import trying
from hitl.entrypoints.cli.answer import DONE, WRONG, Answer
from hitl.entrypoints.cli.common import command

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hitl.entrypoints.evaluating_models import Beside
    from hitl.entrypoints.evaluation import Evaluation
    from hitl.labelled import Confusion, Tally
    from hitl.settings import Settings


def register(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command."""
    parser = command(commands, "eval", "draft and gate labelled cases in a throw-away database", _eval)
    parser.add_argument("path", type=Path, metavar="FILE", help="a .jsonl file, or a folder of them")
    parser.add_argument("--drafter", metavar="NAME", help="rules or llm; the configured one unless given")
    parser.add_argument(
        "--at-once", type=int, default=8, metavar="N", help="cases that a model drafts at the same time"
    )
    parser.add_argument("--afresh", action="store_true", help="ask a model again for what it has answered")
    trying.add(parser)


def _eval(args: argparse.Namespace) -> Answer:
    from hitl.entrypoints.evaluation import evaluate_files
    from hitl.errors import InvalidInput
    from hitl.settings import Settings

    settings = Settings.load()
    if args.drafter is not None:
        if args.drafter not in {"rules", "llm"}:
            raise InvalidInput(f"--drafter {args.drafter}: known are rules and llm")
        settings = settings.model_copy(update={"drafter": args.drafter})
    if trying.wanted(args):
        return trying.run(args, settings)
    if settings.drafter == "llm":
        return _beside(args, settings)
    done = evaluate_files(args.path, settings)
    bad = len(done.malformed)
    return Answer(
        report=_report(done),
        text=_text(done),
        status=WRONG if bad else DONE,
        problem=f"{bad} lines are no labelled cases" if bad else "",
    )


def _beside(args: argparse.Namespace, settings: "Settings") -> Answer:
    """A model beside the rules."""
    from hitl.entrypoints.evaluating_models import beside

    both = beside(
        args.path,
        settings,
        at_once=args.at_once,
        afresh=args.afresh,
        progress=lambda says: print(says, file=sys.stderr, flush=True),
    )
    report = {
        "models": both.name,
        "model": _report(both.model),
        "rules": _report(both.rules),
        "spent": both.spent.model_dump(),
        "asked": both.asked,
        "kept": both.kept,
        "left_out": dict(both.left_out),
        "median_seconds": both.median_seconds,
    }
    left = len(both.left_out)
    return Answer(
        report=report,
        text=_side_by_side(both),
        status=WRONG if left else DONE,
        problem=f"{left} cases without an answer; the same command goes on with them" if left else "",
    )


def _side_by_side(both: "Beside") -> str:
    model, rules, spent = both.model.tally, both.rules.tally, both.spent
    dollars = spent.microdollars / 1_000_000
    rows = [
        ("action", _share(model.action_accuracy), _share(rules.action_accuracy)),
        ("amount", _share(model.amount_accuracy), _share(rules.amount_accuracy)),
        ("route", _share(model.route_accuracy), _share(rules.route_accuracy)),
        ("reasons", _share(model.reason_recall), _share(rules.reason_recall)),
        ("unsafe", str(len(model.unsafe_auto)), str(len(rules.unsafe_auto))),
        ("wrong", str(len(model.wrong)), str(len(rules.wrong))),
    ]
    whys = [f"left out: {why}" for why in dict.fromkeys(both.left_out.values())]
    lines = [
        f"{model.cases} cases, {both.asked} asked now, {both.kept} answered before, "
        f"{len(both.left_out)} left out",
        f"{both.name}: {spent.calls} calls, {spent.tokens:,} tokens, ${dollars:.2f} by the prices of "
        f"data/model.toml (${dollars / max(1, model.cases):.4f} a case), "
        f"{both.median_seconds:.1f} s a draft (median)",
        "",
        f"{'':10}{'model':>8}{'rules':>8}",
        *(f"{name:10}{one:>8}{other:>8}" for name, one, other in rows),
        "",
        *whys,
        "the model's:",
        *_wrong(both.model),
    ]
    return "\n".join(lines)


def _report(done: "Evaluation") -> dict[str, Any]:
    return {
        **_figures(done.tally),
        "unsafe": list(done.tally.unsafe_auto),
        "seconds": done.seconds,
        "drafter": done.drafter,
        "actions": _cells(done.tally.actions),
        "routes": _cells(done.tally.routes),
        "files": {name: _figures(tally) for name, tally in done.files.items()},
        "wrong": [wrong._asdict() for wrong in done.tally.wrong],
        "malformed": [line.model_dump() for line in done.malformed],
    }


def _figures(tally: "Tally") -> dict[str, Any]:
    return {
        "cases": tally.cases,
        "action_accuracy": tally.action_accuracy,
        "amount_accuracy": tally.amount_accuracy,
        "route_accuracy": tally.route_accuracy,
        "reason_recall": tally.reason_recall,
        "unsafe_auto": len(tally.unsafe_auto),
    }


def _cells(confusion: "Confusion") -> list[dict[str, Any]]:
    return [
        {"expected": expected, "got": got, "cases": cases}
        for (expected, got), cases in sorted(confusion.counts.items())
    ]


HELD_OUT = "held_out"
"""Files of that name are for measuring only: which of their cases went wrong is not shown beside others."""


def _text(done: "Evaluation") -> str:
    lines = [f"{done.tally.cases} cases, drafter {done.drafter}, {done.seconds:.1f} s", ""]
    width = max(len(name) for name in ("all", *done.files))
    lines.append(f"{'':{width}}  cases  action  amount  route   reasons  unsafe")
    lines += [_line(name, tally, width) for name, tally in done.files.items()]
    if len(done.files) > 1:
        lines.append(_line("all", done.tally, width))
    for what, confusion in (("Actions", done.tally.actions), ("Routes", done.tally.routes)):
        lines += ["", *_table(what, confusion)]
    lines += ["", *_wrong(done)]
    lines += [f"  {line.file}, line {line.line}: {line.reason}" for line in done.malformed]
    return "\n".join(lines)


def _line(name: str, tally: "Tally", width: int) -> str:
    shares = (tally.action_accuracy, tally.amount_accuracy, tally.route_accuracy, tally.reason_recall)
    figures = "".join(f"{_share(share):<8}" for share in shares)
    return f"{name:{width}}  {tally.cases:<7}{figures} {len(tally.unsafe_auto)}"


def _table(what: str, confusion: "Confusion") -> list[str]:
    """Rows expected, columns got; right ones stand where both have the same name."""
    width = max((len(name) for name in (*confusion.expected, *confusion.got)), default=0) + 2
    head = "".join(f"{name:>{width}}" for name in confusion.got)
    rows = (
        f"  {expected:<{width}}" + "".join(f"{count or '.':>{width}}" for count in confusion.row(expected))
        for expected in confusion.expected
    )
    return [f"{what}: expected (rows), got (columns)", f"  {'':{width}}{head}", *rows]


def _wrong(done: "Evaluation") -> list[str]:
    lines = []
    for name, tally in done.files.items():
        if name.startswith(HELD_OUT) and len(done.files) > 1:
            lines.append(f"{name}: {len(tally.wrong)} wrong, held out; give the file alone to see them")
            continue
        lines += [f"{name}: {len(tally.wrong)} wrong"] if tally.wrong else []
        for wrong in tally.wrong:
            unsafe = "UNSAFE " if wrong.id in tally.unsafe_auto else ""
            lines.append(f"  {unsafe}{wrong.id}: got {_plain(wrong.got)}; expected {_plain(wrong.expected)}")
    return lines


def _share(value: float | None) -> str:
    return "-" if value is None else f"{value:.3f}"


def _plain(found: "Mapping[str, Any]") -> str:
    return ", ".join(f"{name} {value}" for name, value in found.items() if value not in (None, "", []))
