"""`decide` and `case`: what the review desk does, from the command line."""

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hitl.entrypoints.cli.answer import WRONG, Answer
from hitl.entrypoints.cli.common import add_actor, command, records

if TYPE_CHECKING:
    from hitl.bootstrap import Records
    from hitl.domain.decision import Answer as ReviewAnswer
    from hitl.domain.decision import DecisionReason, Submission
    from hitl.domain.money import Money
    from hitl.ports.reads import CaseFile

_ANSWERS = ("approve", "edit", "reject", "escalate", "ask")


def register(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add both commands."""
    decide = command(
        commands, "decide", "decide a case as the review desk does, without an undo window", _decide
    )
    decide.add_argument("case", metavar="CASE", help="a case id or a ticket id")
    decide.add_argument("answer", choices=_ANSWERS)
    add_actor(decide, required=True)
    decide.add_argument("--action", metavar="A", help="edit: another action than the draft's")
    decide.add_argument("--amount", metavar="N", help="edit: another amount, in the order's currency")
    decide.add_argument(
        "--reply", metavar="FILE", help="edit: another reply; ask: the question; - reads it here"
    )
    decide.add_argument("--reason", metavar="CODE", help="why the decision departs from the draft")
    decide.add_argument("--version", type=int, metavar="N", help="the draft version that was looked at")
    case = command(commands, "case", "everything known of a case, in order of time", _case)
    case.add_argument("case", metavar="ID", help="a case id or a ticket id")


def _decide(args: argparse.Namespace) -> Answer:
    from hitl.domain.decision import Submission
    from hitl.errors import NotAllowed, Refused

    with records() as app:
        file = _file(app, args.case)
        answer = _answer(args, file)
        feedback = _feedback(args)
        submission = Submission(
            case_id=file.case.case_id,
            draft_version=file.case.draft_version if args.version is None else args.version,
            answer=answer,
            by=_known_user(app, args.actor),
            feedback=feedback,
        )
        try:
            return _submit(app, submission)
        except (Refused, NotAllowed) as error:
            now = _file(app, file.case.case_id)
            return Answer(
                report={**_standing(now), "error": str(error)}, problem=_with_news(error, now), status=WRONG
            )


def _submit(app: "Records", submission: "Submission") -> Answer:
    from datetime import timedelta

    from hitl.bootstrap import read_ruleset
    from hitl.steps.review import submit

    case = submit(submission, store=app.store, ruleset=read_ruleset(), clock=app.clock, undo=timedelta(0))
    report = _standing(_file(app, case.case_id))
    return Answer(report=report, text=f"{case.case_id} is {case.status.replace('_', ' ')}")


def _standing(file: "CaseFile") -> dict[str, Any]:
    return {
        "case": file.case.case_id,
        "status": file.case.status,
        "draft_version": file.case.draft_version,
        "decision": file.decision.decision_id if file.decision else None,
    }


def _with_news(error: Exception, now: "CaseFile") -> str:
    """The refusal, and what happened meanwhile where somebody else was quicker."""
    decision = now.decision
    if decision is None or decision.by in str(error):
        return str(error)
    paid = f" of {decision.amount}" if decision.amount is not None else ""
    action = decision.action.replace("_", " ")
    return f"{error} {decision.by} decided it at {decision.decided_at:%Y-%m-%d %H:%M} UTC: {action}{paid}."


def _answer(args: argparse.Namespace, file: "CaseFile") -> "ReviewAnswer":
    """What was answered. Raises InvalidInput for arguments that do not belong to it."""
    from hitl.domain.decision import Approve, Ask, DecisionReason, Edit, Escalate, Reject
    from hitl.domain.draft import Action

    _check_arguments(args)
    code = _reason(args.reason)
    words = _words(args.reply) if args.reply else None
    match args.answer:
        case "approve":
            return Approve()
        case "edit":
            return Edit(
                action=_one_of(Action, args.action, "--action") if args.action else None,
                amount=_amount(args.amount, file) if args.amount else None,
                reply=words,
                reason_code=code or DecisionReason.OTHER,
            )
        case "reject":
            return Reject(reason_code=code or DecisionReason.OTHER)
        case "escalate":
            return Escalate(reason_code=code or DecisionReason.NEEDS_SENIOR)
        case _:
            return Ask(question=words or "", reason_code=code or DecisionReason.MISSING_INFORMATION)


def _check_arguments(args: argparse.Namespace) -> None:
    from hitl.errors import InvalidInput

    allowed = {"edit": {"action", "amount", "reply"}, "ask": {"reply"}}.get(args.answer, set())
    for name in ("action", "amount", "reply"):
        if getattr(args, name) is not None and name not in allowed:
            raise InvalidInput(f"--{name} does not go together with {args.answer}")
    if args.answer == "edit" and not (args.action or args.amount or args.reply):
        raise InvalidInput("edit needs at least one of --action, --amount and --reply")


def _feedback(args: argparse.Namespace) -> Any:
    """A reason given with an approval says what the reviewer thought of the draft."""
    from hitl.domain.decision import Feedback

    return Feedback(kind=args.reason) if args.answer == "approve" and args.reason else None


def _reason(code: str | None) -> "DecisionReason | None":
    from hitl.domain.decision import DecisionReason

    return _one_of(DecisionReason, code, "--reason") if code else None


def _one_of(kind: Any, value: str, option: str) -> Any:
    from hitl.errors import InvalidInput

    try:
        return kind(value)
    except ValueError:
        raise InvalidInput(f"{option} {value}: known are {', '.join(kind)}") from None


def _amount(text: str, file: "CaseFile") -> "Money":
    from hitl.domain.money import Money
    from hitl.errors import InvalidInput

    if file.order is None:
        raise InvalidInput(f"{file.case.case_id} has no order, so an amount has no currency")
    return Money.parse(text, file.order.currency)


def _words(path: str) -> str:
    from hitl.errors import InvalidInput

    try:
        text = sys.stdin.read() if path == "-" else Path(path).read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise InvalidInput(f"--reply {path} cannot be read: {error}") from error
    if not text.strip():
        raise InvalidInput(f"--reply {path} is empty")
    return text.strip()


def _known_user(app: "Records", email: str) -> str:
    from hitl.entrypoints.cli.common import acting_user

    with app.store.unit() as unit:
        return acting_user(unit, email).email


def _file(app: "Records", case_or_ticket: str) -> "CaseFile":
    with app.store.reads() as reads:
        return reads.case_file(reads.case_id_of(case_or_ticket))


def _case(args: argparse.Namespace) -> Answer:
    from hitl.entrypoints.cli.case_text import case_report, case_text

    with records() as app, app.store.reads() as reads:
        case_id = reads.case_id_of(args.case)
        file, events = reads.case_file(case_id), reads.timeline(case_id)
    return Answer(report=case_report(file, events), text=case_text(file, events))
