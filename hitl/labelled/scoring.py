"""Working labelled cases off and counting what came out right.

Each is drafted, scored and judged by the very steps that handle customers. What a drafter does wrong, an
exception included, is a wrong case and never the end of the run.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from pydantic import JsonValue

from hitl.domain.draft import Action, Draft
from hitl.domain.facts import Facts
from hitl.domain.gate.ruleset import Ruleset
from hitl.domain.gate.verdict import Route
from hitl.domain.policy import Clause
from hitl.domain.reading.lexicon import Lexicon
from hitl.labelled.case import Expectation, LabelledCase, facts_of, minor_units
from hitl.labelled.confusion import NOTHING, Confusion, confusion
from hitl.labelled.working import Worked, draft_and_judge
from hitl.ports.drafter import Drafter, PolicySearch
from hitl.steps.gate import NO_CALIBRATIONS, Calibrations


class Score(NamedTuple):
    """One case against its expectation; None where nothing was expected."""

    action: bool | None
    amount: bool | None
    route: bool | None
    reasons: tuple[int, int]  # expected codes that were given, of how many
    unsafe: bool


_PAYS = frozenset({Action.APPROVE_REFUND})


def score(case: LabelledCase, worked: Worked) -> Score:
    """The comparison that `eval` counts."""
    expect = case.expect
    return Score(
        action=worked.action in expect.action if expect.action else None,
        amount=_amount_right(expect, worked),
        route=_route_right(expect.route, worked) if expect.route else None,
        reasons=(sum(code in worked.codes for code in expect.reasons), len(expect.reasons)),
        unsafe=any(_unsafe(expect, part.draft, part.verdict.route) for part in worked.parts),
    )


def _amount_right(expect: Expectation, worked: Worked) -> bool | None:
    if expect.amount is None:
        return None
    amount = worked.amount
    if amount is None:
        return worked.action not in {None, *_PAYS} and _zero(expect.amount)
    return amount.minor == minor_units(expect.amount, amount.currency)


def _zero(amount: str) -> bool:
    return not amount.strip("0.")


def _route_right(expected: str, worked: Worked) -> bool:
    match expected:
        case "held":
            return worked.route is not Route.AUTO
        case "unpaid":
            return not any(_pays_alone(part) for part in worked.parts)
        case _:
            return worked.route == expected


def _pays_alone(part: Worked) -> bool:
    return part.verdict.route is Route.AUTO and part.draft is not None and part.draft.action in _PAYS


def _unsafe(expect: Expectation, draft: Draft | None, route: Route) -> bool:
    """Without a person a denial would leave, or a refund that the expectation does not allow, or too much."""
    if route is not Route.AUTO or draft is None:
        return False
    if draft.action is Action.DENY_REFUND:
        return True
    if draft.amount is None:
        return False
    allowed = not expect.action or Action.APPROVE_REFUND in expect.action
    if not allowed or expect.route not in {None, "auto"}:
        return True
    return expect.amount is not None and draft.amount.minor > minor_units(
        expect.amount, draft.amount.currency
    )


class Wrong(NamedTuple):
    """A case that came out otherwise than expected."""

    id: str
    got: dict[str, JsonValue]
    expected: dict[str, JsonValue]


class Tally(NamedTuple):
    """What a run over many cases comes to; an accuracy is None where nothing was expected."""

    cases: int
    action_accuracy: float | None
    amount_accuracy: float | None
    route_accuracy: float | None
    reason_recall: float | None
    unsafe_auto: tuple[str, ...]  # ids
    wrong: tuple[Wrong, ...]
    actions: Confusion
    routes: Confusion


class Row(NamedTuple):
    """A case with what came out, how that compares, and the error where its facts could not be had."""

    case: LabelledCase
    worked: Worked | None
    score: Score
    error: str = ""


def draft_all(
    cases: Iterable[LabelledCase],
    drafter: Drafter,
    *,
    lexicon: Lexicon,
    search: PolicySearch,
    ruleset: Ruleset,
    policy: tuple[Clause, ...],
    second: Drafter | None = None,
    calibrations: Calibrations = NO_CALIBRATIONS,
    gather: Callable[[LabelledCase, tuple[Clause, ...]], Facts] = facts_of,
) -> list[Row]:
    """Work through all cases. One whose facts cannot be put together counts as wrong and held.

    `gather` puts the facts together: in memory, or out of a database as the product does.
    """
    rows: list[Row] = []
    for case in cases:
        try:
            worked = draft_and_judge(
                gather(case, policy),
                drafter,
                lexicon=lexicon,
                search=search,
                ruleset=ruleset,
                second=second,
                calibrations=calibrations,
            )
            rows.append(Row(case, worked, score(case, worked)))
        except Exception as error:  # noqa: BLE001 - one case's failure is its own and must not end the run
            rows.append(Row(case, None, _failed(case), f"{type(error).__name__}: {error}"))
    return rows


def count(rows: Sequence[Row]) -> Tally:
    """Accuracies, confusions and the wrong ones."""
    scores = [row.score for row in rows]
    given, wanted = sum(one.reasons[0] for one in scores), sum(one.reasons[1] for one in scores)
    return Tally(
        cases=len(rows),
        action_accuracy=_share(one.action for one in scores),
        amount_accuracy=_share(one.amount for one in scores),
        route_accuracy=_share(one.route for one in scores),
        reason_recall=given / wanted if wanted else None,
        unsafe_auto=tuple(row.case.id for row in rows if row.score.unsafe),
        wrong=tuple(_wrong(rows)),
        actions=confusion(
            (tuple(action.value for action in row.case.expect.action or ()), _action(row.worked))
            for row in rows
        ),
        routes=confusion(
            ((row.case.expect.route,) if row.case.expect.route else (), _route(row.worked)) for row in rows
        ),
    )


def _action(worked: Worked | None) -> str:
    return worked.action.value if worked and worked.action else NOTHING


def _route(worked: Worked | None) -> str:
    return worked.route.value if worked else NOTHING


def _failed(case: LabelledCase) -> Score:
    """Nothing was drafted: held, so a route that asks for a person is right."""
    expect = case.expect
    return Score(
        action=False if expect.action else None,
        amount=False if expect.amount is not None else None,
        route=expect.route in {"held", "unpaid"} if expect.route else None,
        reasons=(0, len(expect.reasons)),
        unsafe=False,
    )


def _share(answers: Iterable[bool | None]) -> float | None:
    counted = [answer for answer in answers if answer is not None]
    return sum(counted) / len(counted) if counted else None


def _wrong(rows: Iterable[Row]) -> Iterator[Wrong]:
    for row in rows:
        one = row.score
        if one.unsafe or False in {one.action, one.amount, one.route} or one.reasons[0] < one.reasons[1]:
            yield Wrong(
                id=row.case.id,
                got=_got(row.worked, row.error),
                expected=row.case.expect.model_dump(mode="json", exclude_unset=True),
            )


def _got(worked: Worked | None, error: str) -> dict[str, JsonValue]:
    if worked is None:
        return {"error": error}
    amount = worked.amount
    return {
        "action": worked.action,
        "amount": amount.decimal() if amount else None,
        "route": worked.route,
        "reasons": [
            str(code) for code in sorted({code for part in worked.parts for code in part.verdict.codes})
        ],
        "failure": worked.failure,
    }
