"""Who may change how far the agent goes, and who may stop it."""

import pytest

from hitl.domain.event import EventKind
from hitl.domain.mode import Mode
from hitl.domain.roles import Role, User
from hitl.errors import InvalidInput, NotAllowed, Refused
from hitl.steps.roll_out import change_mode, resume, stop


def user(role: Role, **changes: object) -> User:
    return User.model_validate({"email": f"{role}@example.com", "name": role, "role": role, **changes})


@pytest.fixture
def change(store, clock):
    def change(mode: Mode, role: Role, canary: int | None = None, *, without_evidence: bool = False):
        return change_mode(
            mode,
            canary=canary,
            reason="a test",
            by=user(role),
            without_evidence=without_evidence,
            store=store,
            clock=clock,
        )

    return change


def events(store):
    with store.reads() as reads:
        return reads.events(0, 100)


@pytest.mark.parametrize(
    "row",
    [
        (Role.ANALYST, Mode.COPILOT, False, NotAllowed),
        (Role.SENIOR, Mode.COPILOT, False, NotAllowed),
        (Role.MANAGER, Mode.COPILOT, False, None),
        (Role.MANAGER, Mode.LIMITED_AUTONOMY, False, Refused),
        (Role.MANAGER, Mode.LIMITED_AUTONOMY, True, NotAllowed),
        (Role.ADMINISTRATOR, Mode.LIMITED_AUTONOMY, False, Refused),
        (Role.ADMINISTRATOR, Mode.LIMITED_AUTONOMY, True, None),
    ],
)
def test_more_autonomy_takes_a_higher_role_and_says_that_there_is_no_evidence(change, store, row):
    role, mode, without_evidence, refusal = row
    if refusal is None:
        assert change(mode, role, without_evidence=without_evidence).mode is mode
        event = events(store)[-1]
        assert (event.kind, event.actor) == (EventKind.MODE_CHANGED, f"{role}@example.com")
        assert event.payload["without_evidence"] is without_evidence
        return
    with pytest.raises(refusal):
        change(mode, role, without_evidence=without_evidence)
    assert events(store) == ()


def test_less_autonomy_is_a_managers_word_and_a_larger_canary_share_is_more(change):
    change(Mode.LIMITED_AUTONOMY, Role.ADMINISTRATOR, 20, without_evidence=True)
    with pytest.raises(Refused):
        change(Mode.LIMITED_AUTONOMY, Role.MANAGER, 50)
    assert change(Mode.LIMITED_AUTONOMY, Role.MANAGER, 10).canary == 10
    assert change(Mode.SHADOW, Role.MANAGER).mode is Mode.SHADOW


def test_the_mode_that_is_in_force_already_changes_nothing(change, store):
    change(Mode.COPILOT, Role.MANAGER)
    before = events(store)
    change(Mode.COPILOT, Role.MANAGER)
    assert events(store) == before


@pytest.mark.parametrize(
    ("mode", "canary", "reason"),
    [(Mode.COPILOT, 50, "x"), (Mode.LIMITED_AUTONOMY, 101, "x"), (Mode.COPILOT, None, "  ")],
    ids=["a share without autonomy", "more than all", "no reason"],
)
def test_arguments_that_make_no_sense_are_refused(store, clock, mode, canary, reason):
    with pytest.raises(InvalidInput):
        change_mode(
            mode,
            canary=canary,
            reason=reason,
            by=user(Role.ADMINISTRATOR),
            without_evidence=True,
            store=store,
            clock=clock,
        )


def test_every_reviewer_may_stop_and_a_manager_lets_it_go_on(store, clock):
    with pytest.raises(NotAllowed):
        stop(reason="x", by=user(Role.ANALYST), store=store, clock=clock)
    stop(reason="strange refunds", by=user(Role.REVIEWER), store=store, clock=clock)
    stop(reason="still strange", by=user(Role.REVIEWER), store=store, clock=clock)
    with store.unit() as unit:
        assert unit.controls.stopped() == "strange refunds", "the first reason is the one that counts"
    with pytest.raises(NotAllowed):
        resume(reason="fine", by=user(Role.SENIOR), store=store, clock=clock)
    resume(reason="fine", by=user(Role.MANAGER), store=store, clock=clock)
    with store.unit() as unit:
        assert unit.controls.stopped() is None
    kinds = [event.kind for event in events(store)]
    assert kinds == [EventKind.EXECUTION_STOPPED, EventKind.EXECUTION_RESUMED]


def test_somebody_who_is_disabled_may_nothing(store, clock):
    with pytest.raises(NotAllowed):
        stop(reason="x", by=user(Role.MANAGER, disabled=True), store=store, clock=clock)
