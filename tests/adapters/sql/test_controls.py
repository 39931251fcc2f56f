from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import insert

from hitl.adapters.sql.house_tables import workers
from hitl.adapters.sql.store import SqlStore
from hitl.domain.mode import Mode, ModeState
from hitl.domain.policy import Clause, Outcome, Reason, Terms
from hitl.domain.roles import Role, User
from hitl.errors import NotFound
from hitl.ports.catalog import Saved
from hitl.ports.decisions import HumanOutcome
from tests.adapters.sql.records import NOW

ADMIN = User(email="root@example.com", name="Root", role=Role.ADMINISTRATOR)
GRACE = User(email="grace@example.com", name="Grace", role=Role.REVIEWER, limit=50_000, limit_currency="USD")


def test_a_new_database_is_in_shadow_and_belongs_to_its_owner(store: SqlStore) -> None:
    with store.reads() as reads:
        house = reads.house()
    assert (house.mode.mode, house.mode.since, house.stopped) == (Mode.SHADOW, NOW, None)
    assert (house.simulated, house.workers) == (False, 0)
    assert [(user.email, user.role) for user in house.users] == [("owner@localhost", Role.ADMINISTRATOR)]


@pytest.mark.parametrize(
    ("added", "owner_stays"),
    [
        (GRACE, True),  # somebody has to administer
        (ADMIN.model_copy(update={"disabled": True}), True),  # cannot sign in
        (ADMIN, False),
    ],
)
def test_the_owner_stays_until_an_administrator_is_added(
    store: SqlStore, added: User, owner_stays: bool
) -> None:
    with store.unit() as unit:
        unit.controls.save_user(added, NOW)
        assert (unit.controls.user("owner@localhost") is not None) is owner_stays
        assert unit.controls.user(added.email) == added


def test_people_are_found_without_regard_to_case_and_changed(store: SqlStore) -> None:
    with store.unit() as unit:
        unit.controls.save_user(GRACE, NOW)
        assert unit.controls.user(" Grace@Example.com") == GRACE
        promoted = GRACE.model_copy(update={"role": Role.SENIOR, "limit": None, "limit_currency": None})
        unit.controls.save_user(promoted, NOW)
        assert unit.controls.users()[0] == promoted
        assert unit.controls.user("nobody@example.com") is None


def test_the_newest_mode_is_in_force(store: SqlStore) -> None:
    state = ModeState(
        mode=Mode.LIMITED_AUTONOMY, canary=20, since=NOW, by="root@example.com", reason="a good month"
    )
    with store.unit() as unit:
        unit.controls.set_mode(state.model_copy(update={"mode": Mode.COPILOT}), {})
        unit.controls.set_mode(state, {"override_rate": 0.02})
        assert unit.controls.mode() == state


def test_the_kill_switch_says_why(store: SqlStore) -> None:
    with store.unit() as unit:
        assert unit.controls.stopped() is None
        unit.controls.set_stopped("the processor pays twice", "root@example.com", NOW)
        assert unit.controls.stopped() == "the processor pays twice"
        unit.controls.set_stopped(None, "root@example.com", NOW)
        assert unit.controls.stopped() is None


def test_a_ruleset_is_adopted_once(store: SqlStore) -> None:
    with store.unit() as unit:
        assert unit.controls.adopt_ruleset("1-abc", "[limits]", NOW) == 1
        assert unit.controls.adopt_ruleset("1-abc", "[limits]", NOW) is None
        assert unit.controls.adopt_ruleset("2-abd", "[limits]", NOW) == 2


def test_a_demo_database_says_so(store: SqlStore) -> None:
    with store.unit() as unit:
        assert not unit.controls.simulated()
        unit.controls.set_simulated()
        assert unit.controls.simulated()


def test_workers_whose_lease_has_lapsed_do_not_count_as_alive(store: SqlStore) -> None:
    beat = datetime.now(UTC)
    rows = [
        {"slot": slot, "worker_id": f"w{slot}", "heartbeat_at": beat, "lease_until": beat + lease}
        for slot, lease in (("1", timedelta(hours=1)), ("2", timedelta(hours=-1)))
    ]
    with store.engine.begin() as connection:
        connection.execute(insert(workers), rows)
    with store.reads() as reads:
        assert reads.house().workers == 1


def test_a_human_outcome_is_kept_one_a_ticket(store: SqlStore) -> None:
    outcome = HumanOutcome(
        ticket_id="T1", action="refund", decided_at=NOW, amount_minor=4200, currency="USD", csat=5
    )
    changed = outcome.model_copy(update={"amount_minor": 2100, "reviewer": "grace", "seconds_spent": 30})
    with store.unit() as unit:
        assert unit.outcomes.of_ticket("T1") is None
        assert unit.outcomes.save(outcome) is Saved.NEW
        assert unit.outcomes.save(outcome) is Saved.SAME
        assert unit.outcomes.save(changed) is Saved.CHANGED
        assert unit.outcomes.of_ticket("T1") == changed


def _clause(clause_id: str, days: int) -> Clause:
    terms = Terms(
        reasons=frozenset({Reason.DAMAGED, Reason.DEFECTIVE}), outcome=Outcome.REFUND, within_days=days
    )
    return Clause(clause_id=clause_id, title="Damaged", text="We pay.", topic="refunds", terms=terms)


def test_policy_versions_are_numbered_kept_and_put_in_force(store: SqlStore) -> None:
    old, new = [_clause("RP-1", 30), _clause("RP-2", 10)], [_clause("RP-1", 14)]
    with store.unit() as unit:
        assert unit.policies.active().version == 0
        assert unit.policies.add(old, NOW) == 1
        assert unit.policies.active().clauses == ()
        unit.policies.activate(1, NOW)
        assert unit.policies.active().clauses == tuple(old)
        assert unit.policies.add(new, NOW) == 2
        assert unit.policies.add(list(reversed(old)), NOW) == 1  # the same content is the same version
        unit.policies.activate(2, NOW)
        unit.commit()
    with store.unit() as unit:
        assert unit.policies.active().clauses == tuple(new)
        assert unit.policies.version(1).clauses == tuple(old)
        with pytest.raises(NotFound, match="version 3"):
            unit.policies.version(3)
        with pytest.raises(NotFound, match="version 3"):
            unit.policies.activate(3, NOW)


def test_a_policy_version_that_was_never_committed_is_not_remembered(store: SqlStore) -> None:
    with store.unit() as unit:
        unit.policies.activate(unit.policies.add([_clause("RP-1", 30)], NOW), NOW)
        assert len(unit.policies.active().clauses) == 1
    with store.unit() as unit:
        assert unit.policies.active().version == 0
        unit.policies.activate(unit.policies.add([_clause("RP-9", 5)], NOW), NOW)
        unit.commit()
    with store.unit() as unit:
        assert unit.policies.active().clauses[0].clause_id == "RP-9"
