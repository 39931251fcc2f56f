"""Arguments that several commands share, and opening the application for one of them."""

import argparse
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from hitl.entrypoints.cli.answer import Answer

if TYPE_CHECKING:
    from datetime import datetime

    from hitl.bootstrap import Countersign, Records
    from hitl.domain.roles import User
    from hitl.ports.store import Unit


def command(
    commands: "argparse._SubParsersAction[argparse.ArgumentParser]",
    name: str,
    says: str,
    run: Callable[[argparse.Namespace], Answer],
) -> argparse.ArgumentParser:
    """A command with `--json`."""
    parser = commands.add_parser(name, help=says, description=f"{says[0].upper()}{says[1:]}.")
    parser.add_argument("--json", action="store_true", help="print one JSON object and nothing else")
    parser.set_defaults(run=run)
    return parser


def add_actor(parser: argparse.ArgumentParser, *, required: bool) -> None:
    """`--as EMAIL`."""
    parser.add_argument(
        "--as", dest="actor", metavar="EMAIL", required=required, help="who acts: a known user"
    )


@contextmanager
def records() -> "Iterator[Records]":
    """The configured database alone, for commands that need no agent; closed again at the end."""
    from hitl.bootstrap import open_records
    from hitl.settings import Settings

    found = open_records(Settings.load())
    try:
        yield found
    finally:
        found.close()


@contextmanager
def opened() -> "Iterator[Countersign]":
    """The application on the configured database, closed again at the end."""
    from hitl.bootstrap import build
    from hitl.settings import Settings

    app = build(Settings.load())
    try:
        yield app
    finally:
        app.close()


def acting_user(unit: "Unit", email: str) -> "User":
    """The user of that address. Raises InvalidInput where nobody has it."""
    from hitl.errors import InvalidInput

    user = unit.controls.user(email.strip())
    if user is None:
        raise InvalidInput(f"--as {email}: nobody here has that address")
    return user


def moment(text: str | None, option: str) -> "datetime | None":
    """A time from the command line. Raises InvalidInput naming the option."""
    from hitl.errors import InvalidInput
    from hitl.steps.importing.cells import parse_time

    if text is None:
        return None
    try:
        return parse_time(text.strip())
    except ValueError as error:
        raise InvalidInput(f"{option} {text!r} {error}") from None


def tell(says: str) -> None:
    """Progress, to standard error."""
    print(says, file=sys.stderr, flush=True)
