"""Loading the demo company afresh: asked first, then done beside the pages, with a sign of life.

It runs in a thread of its own: what a script does inline is killed half way by the next click. One runs at
a time in a process; whoever looks at the start page meanwhile sees how far it is.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Lock, Thread
from time import monotonic

import streamlit as st

from hitl.errors import CountersignError
from hitl.ui import markup
from hitl.ui.metrics import report
from hitl.ui.walk import visit

log = logging.getLogger(__name__)

EVERY = 0.5
"""Seconds between two looks at how far it is."""

Run = Callable[[Callable[[str], None]], object]
"""What loads the demo afresh; it is given somebody to tell how far it is."""


@dataclass
class Job:
    """The one reset of this process."""

    lock: Lock = field(default_factory=Lock)
    began: float | None = None  # on the monotonic clock; None: none is running
    says: str = ""  # how far it is, in its own words
    failed: str = ""  # why the last one did not end well

    def start(self, run: Run) -> bool:
        """Begin in a thread; False where one is running already."""
        with self.lock:
            if self.began is not None:
                return False
            self.began, self.says, self.failed = monotonic(), "", ""
        Thread(target=self._work, args=(run,), name="reset-demo", daemon=True).start()
        return True

    def tell(self, how_far: str) -> None:
        """Take down how far it is."""
        self.says = how_far

    def _work(self, run: Run) -> None:
        try:
            run(self.tell)
        except CountersignError as error:
            self.failed = str(error)
        except Exception:  # nobody else would ever see what ended the thread
            log.exception("action=reset_failed")
            self.failed = "It was written to the log. Try again, or run: python -m hitl demo --reset"
        finally:
            visit.forget_all()
            report.forget()
            self.began = None


def show(key: str, run: Run) -> None:
    """The button; while a reset runs, how long it has been at it."""
    job = _job()
    if job.began is not None:
        st.fragment(_progress, run_every=EVERY)(job)
        return
    if job.failed:
        st.html(markup.note(f"<b>The demo was not reset.</b> {markup.esc(job.failed)}", "r", "error"))
    with st.container(key="reset"):
        st.html('<p class="mut">Somebody else has a turn, or you want to see it again?</p>')
        if st.button("Reset demo", icon=":material/restart_alt:", key=key):
            _ask(key, run)


def running() -> bool:
    """Whether the demo is being loaded afresh just now."""
    return _job().began is not None


def _progress(job: Job) -> None:
    began = job.began
    if began is None:
        st.rerun()
    else:
        how_far = markup.esc(job.says or "Customers, orders and past cases come back ...", 200)
        says = f"<b>The demo company is loaded afresh.</b> {how_far} {monotonic() - began:.0f} s so far."
        st.html(f'<div class="working">{markup.note(says, "", "progress_activity", role="status")}</div>')


def _confirm(key: str, run: Run) -> None:
    st.html(
        "<p>Everything that was asked and decided here goes, for everybody who looks at this demo. The "
        "made-up company is loaded afresh, as of now.</p>"
    )
    with st.container(horizontal=True):
        if st.button("Yes, reset the demo", type="primary", key=f"{key}_yes"):
            _job().start(run)
            for known in ("desk", "asking", "orders_of"):
                st.session_state.pop(known, None)
            st.rerun()
        if st.button("Back", key=f"{key}_back"):
            st.rerun()


_ask: Callable[[str, Run], None] = st.dialog("Reset the demo?", width="small")(_confirm)


@st.cache_resource(show_spinner=False)
def _job() -> Job:
    return Job()
