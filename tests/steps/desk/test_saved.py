"""Views people keep for themselves, and replies all of them share."""

from collections.abc import Callable

import pytest

from hitl.errors import InvalidInput, NotAllowed, NotFound
from hitl.ports.desk import SavedView
from hitl.steps.desk.saved import add_reply, change_reply, remove_reply, remove_view, save_view
from tests.company import ANALYST, REVIEWER, Company
from tests.steps.desk.conftest import GRACE

Do = Callable[..., object]


@pytest.fixture
def do(company: Company) -> Do:
    """Calls a step in the company."""
    return lambda step, *what: step(*what, store=company.store, clock=company.clock)


def test_views_are_kept_for_each_person_by_name(company: Company, do: Do) -> None:
    do(save_view, REVIEWER.email, " Big   ones ", "?view=mine&sort=largest")
    do(save_view, REVIEWER.email, "Big ones", "view=to_decide&over=100&currency=USD")
    do(save_view, REVIEWER.email, "A", "view=mine")
    do(save_view, GRACE.email, "Big ones", "view=mine")
    with company.store.reads() as reads:
        assert reads.saved_views(REVIEWER.email) == (
            SavedView(name="A", query="view=mine"),
            SavedView(name="Big ones", query="view=to_decide&over=100&currency=USD"),
        )
    do(remove_view, REVIEWER.email, "Big ones")
    with pytest.raises(NotFound, match="no view called Big ones"):
        do(remove_view, REVIEWER.email, "Big ones")
    with company.store.reads() as reads:
        assert [view.name for view in reads.saved_views(GRACE.email)] == ["Big ones"]


@pytest.mark.parametrize(
    ("name", "query"), [("", "view=mine"), ("x" * 61, "a=b"), ("All", " ? "), ("All", "x" * 1001)]
)
def test_a_view_needs_a_name_and_something_to_show(do: Do, name: str, query: str) -> None:
    with pytest.raises(InvalidInput):
        do(save_view, REVIEWER.email, name, query)


def test_replies_are_shared_changed_and_removed(company: Company, do: Do) -> None:
    sorry = do(add_reply, "Sorry", "Dear {name}, we are sorry about {order}.", REVIEWER.email)
    do(add_reply, "Late", "It comes by {due}.", REVIEWER.email)
    changed = do(change_reply, sorry.reply_id, "Apology", "Dear {name}!", GRACE.email)
    assert (changed.title, changed.by) == ("Apology", GRACE.email)
    with company.store.reads() as reads:
        assert [reply.title for reply in reads.saved_replies()] == ["Apology", "Late"]
        assert [event.kind for event in reads.events(0, 999)].count("saved_reply.changed") == 3
    do(remove_reply, sorry.reply_id, REVIEWER.email)
    for step, what in ((remove_reply, ()), (change_reply, ("Apology", "Dear {name}!"))):
        with pytest.raises(NotFound, match="is gone"):
            do(step, sorry.reply_id, *what, REVIEWER.email)


def test_who_may_not_decide_saves_nothing(do: Do) -> None:
    for step, what in (
        (save_view, (ANALYST.email, "A", "view=mine")),
        (add_reply, ("A", "B", ANALYST.email)),
    ):
        with pytest.raises(NotAllowed):
            do(step, *what)
    with pytest.raises(InvalidInput, match="title"):
        do(add_reply, " ", "text", REVIEWER.email)
