"""`doctor`: what is configured, what answers, what does not."""

import argparse
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from hitl.entrypoints.cli.answer import DONE, WRONG, Answer
from hitl.entrypoints.cli.common import command
from hitl.errors import CountersignError

if TYPE_CHECKING:
    from hitl.bootstrap import Countersign
    from hitl.settings import Settings

_ROOM_NEEDED = 200 * 1024 * 1024
"""Bytes that should be free: a day's cases of a busy desk and the database's own journal."""


class Check(NamedTuple):
    """One thing that was looked at."""

    name: str
    ok: bool
    says: str


def register(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command."""
    command(commands, "doctor", "what is configured, what answers, what does not", _doctor)


def _doctor(args: argparse.Namespace) -> Answer:
    del args
    checks = list(_checks())
    ok = all(check.ok for check in checks)
    bad = [check for check in checks if not check.ok]
    return Answer(
        report={"ok": ok, "checks": [check._asdict() for check in checks]},
        text="\n".join(f"{'ok ' if check.ok else 'BAD'}  {check.name:<10}{check.says}" for check in checks),
        status=DONE if ok else WRONG,
        problem="; ".join(f"{check.name}: {check.says}" for check in bad),
    )


def _checks() -> Iterator[Check]:
    from hitl.bootstrap import build
    from hitl.settings import Settings

    try:
        settings = Settings.load()
    except CountersignError as error:
        yield Check("settings", ok=False, says=str(error))
        return
    yield Check("settings", ok=True, says=_settings(settings))
    yield _disk(settings)
    yield _keys(settings)
    try:
        app = build(settings)
    except CountersignError as error:
        yield Check("database", ok=False, says=str(error))
        return
    try:
        yield Check("database", ok=True, says=f"{_backend(settings)} answers, its tables are up to date")
        for name, look in _LOOKS.items():
            yield _looked(name, look, app)
    finally:
        app.close()


def _looked(name: str, look: "Callable[[Countersign], str]", app: "Countersign") -> Check:
    try:
        return Check(name, ok=True, says=look(app))
    except CountersignError as error:
        return Check(name, ok=False, says=str(error))


def _settings(settings: "Settings") -> str:
    as_of = f", as of {settings.clock:%Y-%m-%d %H:%M} UTC" if settings.clock else ""
    return f"drafter {settings.drafter}, payments {settings.payments}, {_backend(settings)}{as_of}"


def _backend(settings: "Settings") -> str:
    return "SQLite" if settings.sqlite else "PostgreSQL"


def _disk(settings: "Settings") -> Check:
    import os
    import shutil

    folder = settings.var
    while not folder.exists():
        folder = folder.parent
    free = shutil.disk_usage(folder).free
    if not os.access(folder, os.W_OK):
        return Check("disk", ok=False, says=f"{folder} cannot be written")
    return Check("disk", ok=free >= _ROOM_NEEDED, says=f"{free / 1024**3:.1f} GB free")


def _keys(settings: "Settings") -> Check:
    kept = [settings.var / "data.key", settings.var / "ledger.key"]
    configured = [settings.data_key is not None, settings.ledger_key is not None]
    if all(configured):
        return Check("keys", ok=True, says="configured")
    loose = settings.payments != "demo"
    says = (
        "made by this installation and kept in its var folder"
        if all(k.exists() for k in kept)
        else ("made on first use and kept in the var folder")
    )
    if loose:
        says += "; with real payments set HITL_DATA_KEY and HITL_LEDGER_KEY"
    return Check("keys", ok=not loose, says=says)


def _policy(app: "Countersign") -> str:
    with app.store.unit() as unit:
        active = unit.policies.active()
    checkable = sum(clause.terms is not None for clause in active.clauses)
    if not active.clauses:
        return "none in force yet: every case goes to a person; `import policies DIR` brings one"
    return f"version {active.version}, {len(active.clauses)} clauses, {checkable} of them checkable"


def _rules(app: "Countersign") -> str:
    return f"{app.ruleset.version}, {len(app.ruleset.keywords)} keyword groups"


def _drafter(app: "Countersign") -> str:
    from hitl.ports.drafter import OnRecord

    health = app.drafter.health if isinstance(app.drafter, OnRecord) else ""
    return f"{app.drafter.name}{f'; {health}' if health else ''}"


def _payments(app: "Countersign") -> str:
    from itertools import islice

    from hitl.errors import PaymentUnknown

    try:
        list(islice(app.payments.refunds(), 1))
    except PaymentUnknown as error:
        raise PaymentUnknown(f"{app.payments.name} does not answer: {error}") from error
    return f"{app.payments.name} answers"


def _mode(app: "Countersign") -> str:
    with app.store.unit() as unit:
        state, stopped = unit.controls.mode(), unit.controls.stopped()
    switch = f"; execution is stopped: {stopped}" if stopped is not None else ""
    return f"{state.mode}, canary {state.canary} %{switch}"


def _webhook(app: "Countersign") -> str:
    from hitl.adapters.webhook import NotifyingPost

    if not isinstance(app.post, NotifyingPost):
        return "no receiver of notifications is configured"
    app.post.webhook.ping()
    return f"{app.post.webhook.host} answers"


_LOOKS: "dict[str, Callable[[Countersign], str]]" = {
    "policy": _policy,
    "rules": _rules,
    "drafter": _drafter,
    "payments": _payments,
    "webhook": _webhook,
    "mode": _mode,
}
