"""After the end: one click on how satisfied the customer is."""

import streamlit as st

from hitl.domain.case import ENDED
from hitl.errors import CountersignError
from hitl.ports.reads import CaseFile
from hitl.steps.satisfaction import SCORES, rate
from hitl.ui import markup
from hitl.ui.asking import state
from hitl.ui.works import Works

SAYS = {1: "1 · not at all", 2: "2", 3: "3", 4: "4", 5: "5 · very"}


def show(key: str, file: CaseFile, works: Works) -> None:
    """The scale, once the request is finished; whoever clicks again means the newer answer."""
    if file.case.status not in ENDED:
        return
    of = f"{key}_{file.case.case_id}"

    def said() -> None:
        score = st.session_state[of]
        try:
            rate(file.case.case_id, score, store=works.store, clock=works.clock)
        except CountersignError as error:
            state.asking().problem = str(error)

    if of not in st.session_state and file.satisfaction is not None:
        st.session_state[of] = file.satisfaction
    with st.container(key="rating"):
        st.segmented_control(
            "How satisfied are you with how this was handled?",
            list(SCORES),
            format_func=lambda score: SAYS[score],
            required=file.satisfaction is not None,
            key=of,
            on_change=said,
        )
        if file.satisfaction is not None:
            st.html(f'<span class="good">{markup.icon("check")} Thank you, it is noted.</span>')
