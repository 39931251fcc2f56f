"""`calibrate`: what a model's confidence is worth, learned from decisions."""

import argparse
from typing import TYPE_CHECKING

from hitl.entrypoints.cli.answer import Answer
from hitl.entrypoints.cli.common import acting_user, add_actor, command, records

if TYPE_CHECKING:
    from hitl.bootstrap import Records
    from hitl.domain.roles import User


def register(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command."""
    parser = command(commands, "calibrate", "learn from decisions what a model's confidence is worth", _run)
    add_actor(parser, required=False)
    parser.add_argument("--maker", metavar="NAME", default="", help="whose drafts, as the command lists them")
    parser.add_argument("--reason", metavar="TEXT", default="", help="why; kept with the change")
    word = parser.add_mutually_exclusive_group()
    word.add_argument(
        "--without-evidence", action="store_true", help="an administrator's word, and logged as such"
    )
    word.add_argument("--revoke", action="store_true", help="take the calibration out of force")


def _run(args: argparse.Namespace) -> Answer:
    from hitl.errors import InvalidInput
    from hitl.steps.calibrate import allow, calibrate, revoke

    with records() as app:
        by = _user(app, args.actor) if args.actor else None
        if args.without_evidence or args.revoke:
            if by is None:
                raise InvalidInput("this needs --as EMAIL")
            act = revoke if args.revoke else allow
            kept = act(args.maker, reason=args.reason, by=by, store=app.store, clock=app.clock)
            return Answer(
                report={"calibration": kept.model_dump(mode="json")}, text=f"{kept.maker}: {kept.label}"
            )
        tried = calibrate(by=by, store=app.store, clock=app.clock)
    rows = [f"{one.maker}: {one.says}" for one in tried]
    return Answer(
        report={"makers": [one.model_dump(mode="json") for one in tried]},
        text="\n".join(rows) or "Nobody has decided on a model's draft yet.",
    )


def _user(app: "Records", email: str) -> "User":
    with app.store.unit() as unit:
        return acting_user(unit, email)
