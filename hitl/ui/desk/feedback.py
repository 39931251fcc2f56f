"""What the reviewer thought of the draft: a score, what was wrong with it, a comment. All of it optional."""

import streamlit as st

from hitl.domain.decision import Feedback

KINDS = {
    "facts": "Facts",
    "policy": "Policy",
    "amount": "Amount",
    "goods": "Goods",
    "tone": "Tone",
    "reply": "Reply",
}

FIELDS = ("score", "kind", "comment")


def show(key: str, case_id: str) -> None:
    """Folded until it is wanted; it goes with the decision."""
    rating = st.popover("Rate the draft", type="tertiary", key=f"{key}_{case_id}_rate", on_change="rerun")
    if not rating.open:
        for name in FIELDS:
            _keep(_field(key, case_id, name))
        return
    with rating:
        st.feedback("stars", key=_field(key, case_id, "score"))
        st.pills(
            "What could be better?",
            list(KINDS),
            format_func=KINDS.__getitem__,
            key=_field(key, case_id, "kind"),
        )
        st.text_input(
            "Comment", key=_field(key, case_id, "comment"), max_chars=500, placeholder="For whoever tunes it"
        )


def _keep(field: str) -> None:
    """What stands in a field that is not drawn now; Streamlit forgets it otherwise."""
    if field in st.session_state:
        st.session_state[field] = st.session_state[field]


def given(key: str, case_id: str) -> Feedback | None:
    """What was said; None where nothing was."""
    stars = st.session_state.get(_field(key, case_id, "score"))
    kind = str(st.session_state.get(_field(key, case_id, "kind")) or "")
    comment = str(st.session_state.get(_field(key, case_id, "comment")) or "").strip()
    if stars is None and not kind and not comment:
        return None
    return Feedback(score=None if stars is None else int(stars) + 1, kind=kind, comment=comment)


def _field(key: str, case_id: str, name: str) -> str:
    return f"{key}_{case_id}_feedback_{name}"
