"""Loading the demo afresh from the start page: one at a time, in the background, and said where it fails."""

from threading import Event
from threading import enumerate as threads

from streamlit.testing.v1 import AppTest

from hitl.errors import CountersignError
from hitl.ui.walk.reset import Job
from tests.pages.conftest import words


def _finish() -> None:
    for thread in threads():
        if thread.name == "reset-demo":
            thread.join(timeout=20)


def test_one_runs_at_a_time() -> None:
    go, job, ran = Event(), Job(), []
    assert job.start(lambda _: (go.wait(20), ran.append(1)))
    assert not job.start(lambda _: ran.append(2))
    go.set()
    _finish()
    assert ran == [1]
    assert job.began is None
    assert job.start(lambda _: ran.append(3))
    _finish()
    assert ran == [1, 3]


def test_what_goes_wrong_is_said_and_the_next_may_try_again() -> None:
    def own_data(_tell: object) -> None:
        raise CountersignError("This database holds data of its own; nothing was deleted.")

    job = Job()
    job.start(own_data)
    _finish()
    assert job.failed == "This database holds data of its own; nothing was deleted."
    job.start(lambda tell: tell("half way"))
    _finish()
    assert job.says == "half way"
    assert job.failed == ""


def test_a_mistake_of_ours_shows_no_trace() -> None:
    job = Job()
    job.start(lambda _: 1 // 0)
    _finish()
    assert "division" not in job.failed
    assert "demo --reset" in job.failed


def test_visits_begin_anew_with_the_demo() -> None:
    page = AppTest.from_function(_come).run()
    assert words(page) == "a new visit"
    assert words(page.run()) == "the same visit"
    Job().start(lambda _: None)
    _finish()
    assert words(page.run()) == "a new visit"


def _come() -> None:
    from datetime import UTC, datetime

    import streamlit as st

    from hitl.ui.walk import visit

    st.html("the same visit" if visit.current() else "a new visit")
    visit.begin(datetime(2026, 11, 21, tzinfo=UTC))
