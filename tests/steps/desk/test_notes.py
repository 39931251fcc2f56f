"""Notes for colleagues, the reply two people edit, and who looks at a case."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from hitl.adapters.vault import ERASED
from hitl.domain.case import Case
from hitl.errors import InvalidInput, NotAllowed, NotFound
from hitl.ports.desk import Presence
from hitl.steps.desk.notes import add_note, mark_read
from hitl.steps.desk.presence import gone, here, who_is_here
from hitl.steps.desk.reply_text import Conflict, Saved, save_reply_text
from tests.company import ANALYST, MANAGER, REVIEWER, Company
from tests.steps.desk.conftest import GRACE

Do = Callable[..., object]


@pytest.fixture
def case(cases: tuple[Case, ...]) -> Case:
    """One that waits."""
    return cases[0]


@pytest.fixture
def do(company: Company) -> Do:
    """Calls a step in the company."""
    return lambda step, *what: step(*what, store=company.store, clock=company.clock)


def test_a_note_calls_colleagues_who_then_read_it(company: Company, case: Case, do: Do) -> None:
    do(add_note, case.case_id, "Shall we, @grace and @Manager?", REVIEWER.email)
    do(add_note, case.case_id, "@reviewer yes", GRACE.email)
    with company.store.reads() as reads:
        assert [note.text for note in reads.notes(case.case_id)] == [
            "Shall we, @grace and @Manager?",
            "@reviewer yes",
        ]
        assert [reads.unread_mentions(one.email) for one in (GRACE, MANAGER, REVIEWER)] == [1, 1, 1]
        assert reads.mentions(GRACE.email, 9)[0].mentions == (GRACE.email, MANAGER.email)
    assert do(mark_read, GRACE.email, case.case_id) == 1
    assert do(mark_read, MANAGER.email, "CS-9") == 0
    assert do(mark_read, MANAGER.email, None) == 1
    with company.store.reads() as reads:
        assert [reads.unread_mentions(one.email) for one in (GRACE, MANAGER, REVIEWER)] == [0, 0, 1]
        event = reads.timeline(case.case_id)[-1]
    assert (event.kind, event.private) == ("case.noted", {"note": "@reviewer yes"})


def test_nobody_calls_themselves(company: Company, case: Case, do: Do) -> None:
    do(add_note, case.case_id, "@grace remember the label", GRACE.email)
    with company.store.reads() as reads:
        assert reads.unread_mentions(GRACE.email) == 0


def test_a_note_that_cannot_be_is_refused(company: Company, case: Case, do: Do) -> None:
    for case_id, text, by, error in (
        (case.case_id, "  ", REVIEWER.email, InvalidInput),
        (case.case_id, "x" * 4001, REVIEWER.email, InvalidInput),
        (case.case_id, "hm", ANALYST.email, NotAllowed),
        ("CS-9", "hm", REVIEWER.email, NotFound),
    ):
        with pytest.raises(error):
            do(add_note, case_id, text, by)


def test_notes_and_replies_go_with_the_customers_key(company: Company, case: Case, do: Do) -> None:
    do(add_note, case.case_id, "She called about it.", REVIEWER.email)
    do(save_reply_text, case.case_id, 1, "Dear Ada", REVIEWER.email, 0)
    with company.store.unit() as unit:
        unit.catalog.erase("C1", company.clock.now())
        unit.commit()
    with company.store.reads() as reads:
        assert [note.text for note in reads.notes(case.case_id)] == [ERASED]
        assert reads.reply_text(case.case_id, 1).text == ERASED


def test_the_second_save_sees_the_first_and_overwrites_nothing(company: Company, case: Case, do: Do) -> None:
    at = company.clock.now()
    assert do(save_reply_text, case.case_id, 1, "Dear Ada,", REVIEWER.email, 0) == Saved(revision=1, at=at)
    theirs = Conflict(theirs="Dear Ada,", by=REVIEWER.email, at=at, revision=1)
    assert do(save_reply_text, case.case_id, 1, "Hello Ada,", GRACE.email, 0) == theirs
    assert do(save_reply_text, case.case_id, 1, "Dear Ada, hello", GRACE.email, 1) == Saved(revision=2, at=at)
    assert do(save_reply_text, case.case_id, 2, "Another draft", REVIEWER.email, 0) == Saved(
        revision=1, at=at
    )
    with company.store.reads() as reads:
        assert reads.reply_text(case.case_id, 1).text == "Dear Ada, hello"
    assert company.events(case.case_id).count("case.reply_saved") == 3


def test_saving_what_is_kept_already_is_no_conflict(company: Company, case: Case, do: Do) -> None:
    do(save_reply_text, case.case_id, 1, "Dear Ada,", REVIEWER.email, 0)
    again = do(save_reply_text, case.case_id, 1, "Dear Ada,", GRACE.email, 0)
    assert again == Saved(revision=1, at=company.clock.now())
    assert company.events(case.case_id).count("case.reply_saved") == 1


def test_of_many_saves_from_one_revision_one_is_kept(company: Company, case: Case, do: Do) -> None:
    def save(number: int) -> Saved | Conflict:
        return do(save_reply_text, case.case_id, 1, f"Text {number}", REVIEWER.email, 0)

    with ThreadPoolExecutor(6) as pool:
        results = list(pool.map(save, range(6)))
    (kept,) = [number for number, result in enumerate(results) if isinstance(result, Saved)]
    others = {result.theirs for result in results if isinstance(result, Conflict)}
    assert others == {f"Text {kept}"}


def test_a_revision_that_never_was_is_refused(company: Company, case: Case, do: Do) -> None:
    with pytest.raises(InvalidInput, match="no revision 7"):
        do(save_reply_text, case.case_id, 1, "Dear Ada,", REVIEWER.email, 7)
    with pytest.raises(InvalidInput, match="20,000"):
        do(save_reply_text, case.case_id, 1, "x" * 20_001, REVIEWER.email, 0)


def test_who_gave_a_sign_in_the_last_half_minute_is_here(company: Company, case: Case, do: Do) -> None:
    start = company.clock.now()
    do(here, case.case_id, REVIEWER.email, "reading")
    company.clock.advance(timedelta(seconds=20))
    do(here, case.case_id, GRACE.email, "reading")
    do(here, case.case_id, GRACE.email, "writing the reply")
    both = do(who_is_here, case.case_id)
    now = company.clock.now()
    assert both == (
        Presence(email=GRACE.email, at=now, doing="writing the reply"),
        Presence(email=REVIEWER.email, at=start, doing="reading"),
    )
    company.clock.advance(timedelta(seconds=10))
    assert [one.email for one in do(who_is_here, case.case_id)] == [GRACE.email]
    gone(case.case_id, GRACE.email, store=company.store)
    assert do(who_is_here, case.case_id) == ()


def test_old_traces_of_presence_are_swept_away(company: Company, cases: tuple[Case, ...], do: Do) -> None:
    do(here, cases[0].case_id, REVIEWER.email, "reading")
    long_ago = company.clock.now() - timedelta(days=1)
    company.clock.advance(timedelta(hours=2))
    do(here, cases[1].case_id, REVIEWER.email, "reading")
    with company.store.reads() as reads:
        assert reads.who_is_here(cases[0].case_id, long_ago) == ()
