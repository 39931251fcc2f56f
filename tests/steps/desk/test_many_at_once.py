"""Twenty people at one queue: every case is decided exactly once, and nobody meets a colleague's case."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest

from hitl.adapters.sql.store import SqlStore
from hitl.domain.case import Status
from hitl.domain.decision import Approve, Submission, fingerprint
from hitl.domain.draft import Action
from hitl.domain.mode import Mode, ModeState
from hitl.domain.roles import Role, User
from hitl.steps.desk.claims import next_case
from hitl.steps.review import submit
from tests.adapters.sql.records import LEASE, NOW, draft, drafted, ticket
from tests.company import RULESET

PEOPLE, CASES = 20, 400


@pytest.fixture
def desk(store: SqlStore, clock: object) -> SqlStore:
    """So many people, and so many cases that wait for an answer without money."""
    answer = draft(action=Action.ANSWER_ONLY, amount=None, claims=(), order_id=None)
    with store.unit() as unit:
        state = ModeState(mode=Mode.COPILOT, since=NOW, by="test")
        unit.controls.set_mode(state, {})
        for number in range(PEOPLE):
            unit.controls.save_user(User(email=_email(number), name="", role=Role.REVIEWER), NOW)
        for number in range(CASES):
            wanted = ticket(f"T{number}", customer_id=None, order_id=None, body="Thanks")
            case = unit.cases.open(wanted, linked_case=None, simulated=False)
            unit.cases.claim_draft(case.case_id, "w1", NOW, LEASE)
            unit.cases.save_draft(drafted(case.case_id, draft=answer), "w1", Status.IN_REVIEW, None)
        unit.commit()
    return store


def _email(number: int) -> str:
    return f"r{number}@example.com"


def _work(store: SqlStore, clock: object, by: str, start: Barrier) -> list[str]:
    """Take the next case and decide it, until none is left."""
    done: list[str] = []
    start.wait()
    while (case_id := next_case(by, store=store, clock=clock)) is not None:
        with store.reads() as reads:
            seen = fingerprint(reads.case_file(case_id).drafted, None)
        answer = Submission(
            case_id=case_id, draft_version=1, answer=Approve(), by=by, seen=seen, confirmed="yes"
        )
        submit(answer, store=store, ruleset=RULESET, clock=clock)
        done.append(case_id)
    return done


@pytest.mark.slow
def test_each_case_is_decided_once(desk: SqlStore, clock: object) -> None:
    start = Barrier(PEOPLE)
    with ThreadPoolExecutor(PEOPLE) as pool:
        people = [pool.submit(_work, desk, clock, _email(number), start) for number in range(PEOPLE)]
        decided = Counter(case_id for person in people for case_id in person.result())
    assert set(decided.values()) == {1}
    assert len(decided) == CASES
    with desk.reads() as reads:
        assert sum(1 for _ in reads.decisions(None, None)) == CASES
        assert reads.flow(NOW, NOW + timedelta(days=1)).decided == CASES
        assert reads.verify().ok


@pytest.mark.slow
def test_people_who_take_at_once_get_different_cases(desk: SqlStore, clock: object) -> None:
    start = Barrier(PEOPLE)

    def take(number: int) -> str | None:
        start.wait()
        return next_case(_email(number), store=desk, clock=clock)

    with ThreadPoolExecutor(PEOPLE) as pool:
        taken = list(pool.map(take, range(PEOPLE)))
    assert len(set(taken)) == PEOPLE
    assert set(taken) == {f"CS-{1001 + number}" for number in range(PEOPLE)}, "the most urgent ones"
