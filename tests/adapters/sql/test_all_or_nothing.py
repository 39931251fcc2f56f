"""Many units of work in one transaction: kept together, seen by others together, undone together."""

import pytest

from hitl.domain.event import Event, EventKind
from hitl.domain.roles import Role, User
from tests.databases import NOW


def _save(store, name: str) -> None:
    with store.unit() as unit:
        unit.controls.save_user(User(email=f"{name}@example.com", name=name, role=Role.REVIEWER), NOW)
        unit.log(Event(kind=EventKind.USER_CHANGED, at=NOW, actor="test", payload={"name": name}))
        unit.commit()


def _names(store) -> set[str]:
    with store.reads() as reads:
        return {user.name for user in reads.house().users} - {"Owner"}


def test_others_see_nothing_until_the_end_and_then_all_of_it(store):
    with store.as_one() as one:
        _save(one, "Ada")
        _save(one, "Ben")
        assert _names(one) == {"Ada", "Ben"}
        assert _names(store) == set()
    assert _names(store) == {"Ada", "Ben"}
    with store.reads() as reads:
        assert reads.verify().ok


def test_a_unit_that_is_not_committed_is_undone_alone(store):
    with store.as_one() as one:
        _save(one, "Ada")
        with one.unit() as unit:
            unit.controls.save_user(User(email="b@example.com", name="Ben", role=Role.REVIEWER), NOW)
        _save(one, "Cleo")
    assert _names(store) == {"Ada", "Cleo"}


def test_what_raises_leaves_nothing(store):
    def fail() -> None:
        with store.as_one() as one:
            _save(one, "Ada")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fail()
    assert _names(store) == set()
    _save(store, "Ben")
    assert _names(store) == {"Ben"}


def test_reads_may_stand_inside_of_a_unit(store):
    with store.as_one() as one, one.unit() as unit, one.reads() as reads:
        assert unit.controls.mode() == reads.house().mode


def test_beginning_afresh_is_part_of_it(store):
    _save(store, "Ada")

    def fail() -> None:
        with store.as_one() as one:
            one.start_afresh(NOW)
            assert _names(one) == set()
            raise LookupError

    with pytest.raises(LookupError):
        fail()
    assert _names(store) == {"Ada"}
    with store.as_one() as one:
        one.start_afresh(NOW)
        _save(one, "Ben")
    assert _names(store) == {"Ben"}
    with store.reads() as reads:
        report = reads.verify()
    assert (report.ok, report.events) == (True, 1)
