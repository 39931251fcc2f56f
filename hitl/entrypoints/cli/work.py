"""`drain` and `worker`: what waits for the agent, the executor and the post."""

import argparse

from hitl.entrypoints.cli.answer import DONE, WRONG, Answer
from hitl.entrypoints.cli.common import command, opened
from hitl.errors import InvalidSetting

_QUEUES = "draft,execute,deliver"


def register(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add both commands."""
    command(commands, "drain", "work off everything that waits, in a plain loop, then stop", _drain)
    worker = command(commands, "worker", "work off the queues for as long as it runs", _worker)
    worker.add_argument(
        "--queues", default=_QUEUES, metavar="LIST", help=f"some of {_QUEUES}; all unless given"
    )
    worker.add_argument("--parent", type=int, metavar="PID", help="end when this process is gone")


def _drain(args: argparse.Namespace) -> Answer:
    from hitl.durable.drain import drain

    del args
    with opened() as app:
        if app.settings.apart:
            raise InvalidSetting(
                "A model drafts and the money is real: run `worker --queues draft` and `worker --queues "
                "execute,deliver` as two processes instead of drain"
            )
        done = drain(app)
    text = (
        f"{done.drafted} drafted: {done.auto_approved} let through, {done.sent_to_review} to a person; "
        f"{done.executed} refunds executed, {done.failed} failed; {done.seconds:.1f} s"
    )
    problem = f"{done.failed} failed; `python -m hitl case ID` says why" if done.failed else ""
    status = WRONG if done.failed else DONE
    return Answer(report=done.model_dump(mode="json"), text=text, problem=problem, status=status)


def _worker(args: argparse.Namespace) -> Answer:
    from hitl.entrypoints.worker import work
    from hitl.settings import Settings

    work(Settings.load(), queues=args.queues, parent=args.parent)
