"""Parsing the command, running it, and telling how it ended.

Only argparse is imported here, so that `--help` costs nothing; each command imports what it needs.
"""

import argparse
import json
import os
import signal
import sys
from collections.abc import Sequence
from contextlib import redirect_stdout
from typing import Any, NoReturn

from hitl.entrypoints.cli import (
    calibrating,
    control,
    demo,
    doctor,
    evaluate,
    exports,
    figures,
    imports,
    ledger,
    review,
    rollups,
    work,
)
from hitl.entrypoints.cli.answer import DONE, UNUSABLE, WRONG, Answer
from hitl.errors import CountersignError, InvalidInput, NotAllowed, Refused

GROUPS = (
    demo,
    imports,
    work,
    review,
    evaluate,
    ledger,
    exports,
    figures,
    rollups,
    control,
    calibrating,
    doctor,
)

INTERRUPTED = 128 + signal.SIGINT
"""The shell's usual status for Ctrl-C."""


class _Parser(argparse.ArgumentParser):
    """Raises instead of exiting, so that `--json` stays one object whatever was wrong.

    Options are written out: an abbreviation in somebody's script would break with the next option.
    """

    def __init__(self, **options: Any) -> None:
        super().__init__(**{**options, "allow_abbrev": False})

    def error(self, message: str) -> NoReturn:
        raise InvalidInput(f"{message} (see {self.prog} --help)")


def parser() -> argparse.ArgumentParser:
    """Every command with its arguments."""
    top = _Parser(prog="python -m hitl", description="Countersign, a refund co-pilot.")
    commands = top.add_subparsers(title="commands", metavar="COMMAND", required=True, parser_class=_Parser)
    for group in GROUPS:
        group.register(commands)
    return top


def main(argv: Sequence[str]) -> int:
    """Run one command; the exit status. Standard output holds its report and nothing else."""
    in_json = "--json" in argv
    try:
        answer = _run([word for word in argv if word != "--json"])
        _print(answer, in_json=in_json)
    except KeyboardInterrupt:
        print("Interrupted.", file=sys.stderr)
        return INTERRUPTED
    except BrokenPipeError:
        # Whoever read the output has had enough; keep the interpreter from flushing into the closed pipe.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    return answer.status


def _run(argv: Sequence[str]) -> Answer:
    try:
        args = parser().parse_args(argv)
        # A library that prints would spoil the report.
        with redirect_stdout(sys.stderr):
            answer: Answer = args.run(args)
    except (Refused, NotAllowed) as error:
        return Answer(report={"error": str(error)}, problem=str(error), status=WRONG)
    except CountersignError as error:
        return Answer(report={"error": str(error)}, problem=str(error), status=UNUSABLE)
    return answer


def _print(answer: Answer, *, in_json: bool) -> None:
    if answer.problem:
        print(answer.problem, file=sys.stderr)
    if in_json:
        print(json.dumps(answer.report, ensure_ascii=False), flush=True)
    elif answer.text:
        print(answer.text, flush=True)
