"""`eval --try-model`, `--try-prompt`: a change beside what is in force, before it is switched on."""

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hitl.entrypoints.cli.answer import DONE, WRONG, Answer
from hitl.entrypoints.cli.common import acting_user, add_actor, records

if TYPE_CHECKING:
    from hitl.entrypoints.trying_models import Pair, Tried
    from hitl.settings import Settings


def add(parser: argparse.ArgumentParser) -> None:
    """Its arguments."""
    group = parser.add_argument_group("a change, beside what drafts now and on the newest corrections too")
    group.add_argument("--try-model", metavar="NAME", default="", help="another model")
    group.add_argument("--try-senior", metavar="NAME", default="", help="another stronger model")
    group.add_argument("--try-prompt", metavar="FILE", type=Path, help="another prompt")
    add_actor(parser, required=False)


def wanted(args: argparse.Namespace) -> bool:
    """Whether a change is named."""
    return bool(args.try_model or args.try_senior or args.try_prompt)


def run(args: argparse.Namespace, settings: "Settings") -> Answer:
    """Try it."""
    from hitl.entrypoints.trying_models import Change, payload_of, try_change

    tried = try_change(
        args.path,
        settings,
        Change(model=args.try_model, senior=args.try_senior, prompt=args.try_prompt),
        by=_actor(args.actor),
        at_once=args.at_once,
        progress=lambda says: print(says, file=sys.stderr, flush=True),
    )
    left = len(tried.left_out)
    return Answer(
        report=payload_of(tried),
        text="\n".join(_lines(tried)),
        status=WRONG if left else DONE,
        problem=f"{left} cases without an answer; the same command goes on with them" if left else "",
    )


def _actor(email: str | None) -> str:
    from hitl.adapters.sql.controls import OWNER

    if email is None:
        return OWNER
    with records() as app, app.store.unit() as unit:
        return acting_user(unit, email).email


def _lines(tried: "Tried") -> list[str]:
    spent = tried.spent
    lines = [
        f"now:       {tried.now}",
        f"candidate: {tried.candidate}; {spent.calls} calls, {spent.tokens:,} tokens, "
        f"${spent.microdollars / 1_000_000:.2f} by the prices of data/model.toml",
    ]
    for name, pair in tried.pairs.items():
        lines += ["", *_pair(f"{pair.now.cases} {name}", pair)]
    return [*lines, *(f"left out: {why}" for why in dict.fromkeys(tried.left_out.values()))]


def _pair(title: str, pair: "Pair") -> list[str]:
    from hitl.entrypoints.trying_models import score_of

    width = max(len(title), 24)
    now, then = score_of(pair.now).model_dump(), score_of(pair.candidate).model_dump()
    rows = [f"  {name:{width - 2}}{_row(now[name], then[name])}" for name in now]
    changed = (("better", pair.better), ("worse", pair.worse))
    ids = [f"  {name}: {len(found)}{_named(found)}" for name, found in changed]
    return [f"{title:{width}}{'now':>10}{'candidate':>11}{'difference':>12}", *rows, *ids]


def _row(now: Any, then: Any) -> str:
    if now is None or then is None:
        return f"{'-':>10}{'-':>11}{'-':>12}"
    if isinstance(now, int) and isinstance(then, int):
        return f"{now:>10}{then:>11}{then - now:>+12}"
    return f"{now:>10.3f}{then:>11.3f}{then - now:>+12.3f}"


def _named(found: tuple[str, ...]) -> str:
    return f" ({', '.join(found)})" if found else ""
