"""`mode`, `stop` and `resume`: how far the agent may go, and the kill switch."""

import argparse
from typing import TYPE_CHECKING

from hitl.entrypoints.cli.answer import Answer
from hitl.entrypoints.cli.common import acting_user, add_actor, command, records

if TYPE_CHECKING:
    from hitl.bootstrap import Records
    from hitl.domain.mode import ModeState
    from hitl.domain.roles import User

_MODES = ("shadow", "copilot", "limited_autonomy")


def register(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the commands."""
    mode = command(commands, "mode", "say or change how far the agent may go", _mode)
    mode.add_argument("mode", nargs="?", choices=_MODES)
    add_actor(mode, required=False)
    mode.add_argument("--reason", metavar="TEXT", help="why; kept with the change")
    mode.add_argument("--canary", type=int, metavar="PERCENT", help="share of the cases, 100 unless given")
    mode.add_argument(
        "--without-evidence", action="store_true", help="an administrator's word, and logged as such"
    )
    for name, says, run in (
        ("stop", "stop everything that executes", _stop),
        ("resume", "let execution go on", _resume),
    ):
        switch = command(commands, name, says, run)
        add_actor(switch, required=True)
        switch.add_argument("--reason", metavar="TEXT", required=True, help="why; kept with the change")


def _mode(args: argparse.Namespace) -> Answer:
    from hitl.domain.mode import Mode
    from hitl.errors import InvalidInput
    from hitl.steps.roll_out import change_mode

    with records() as app:
        if args.mode is None:
            if args.canary is not None or args.reason or args.without_evidence:
                raise InvalidInput(f"name the mode to change to: {', '.join(_MODES)}")
            with app.store.unit() as unit:
                return _mode_answer(unit.controls.mode())
        if not args.actor or args.reason is None:
            raise InvalidInput("changing the mode needs --as EMAIL and --reason TEXT")
        state = change_mode(
            Mode(args.mode),
            canary=args.canary,
            reason=args.reason,
            by=_user(app, args.actor),
            without_evidence=args.without_evidence,
            store=app.store,
            clock=app.clock,
        )
    return _mode_answer(state)


def _mode_answer(state: "ModeState") -> Answer:
    share = f", canary {state.canary} %" if state.mode == "limited_autonomy" else ""
    why = f": {state.reason}" if state.reason else ""
    return Answer(
        report=state.model_dump(mode="json"),
        text=f"{state.mode}{share}, since {state.since:%Y-%m-%d %H:%M} UTC by {state.by}{why}",
    )


def _stop(args: argparse.Namespace) -> Answer:
    from hitl.steps.roll_out import stop

    with records() as app:
        stop(reason=args.reason, by=_user(app, args.actor), store=app.store, clock=app.clock)
        return _switch_answer(app)


def _resume(args: argparse.Namespace) -> Answer:
    from hitl.steps.roll_out import resume

    with records() as app:
        resume(reason=args.reason, by=_user(app, args.actor), store=app.store, clock=app.clock)
        return _switch_answer(app)


def _switch_answer(app: "Records") -> Answer:
    with app.store.unit() as unit:
        why = unit.controls.stopped()
    text = "execution goes on" if why is None else f"execution is stopped: {why}"
    return Answer(report={"stopped": why is not None, "reason": why}, text=text)


def _user(app: "Records", email: str) -> "User":
    with app.store.unit() as unit:
        return acting_user(unit, email)
