"""What one reviewer's desk remembers between reruns; all of it lives in the session and may be lost."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

import streamlit as st

from hitl.domain.decision import Answer
from hitl.ports.reads import QueuePlace
from hitl.views import View


class Panel(StrEnum):
    """What the decision bar shows instead of its buttons."""

    CONFIRM = "confirm"  # the stakes ask for a second look at the answer that waits
    WHY = "why"  # the answer that waits departs from the draft, and says why
    EDIT = "edit"
    DISAGREE = "disagree"  # with the first of two signatures
    ESCALATE = "escalate"
    ASK = "ask"
    BY_HAND = "by_hand"  # of a decided case that failed on its way


@dataclass(frozen=True)
class Refusal:
    """Why an answer was not taken, and what was being written when it was refused."""

    case_id: str
    says: str
    kept: str = ""


@dataclass(frozen=True)
class Done:
    """The last decision of this session, for the strip that can take it back."""

    case_id: str
    says: str
    at: datetime
    undoable: bool
    others: tuple[str, ...] = ()  # further cases under the same confirmation


@dataclass
class Desk:
    """Everything the desk remembers."""

    view: View = View.TO_DECIDE
    case_id: str | None = None
    shown: tuple[str, ...] = ()  # the queue's rows as they were last drawn
    places: list[QueuePlace] = field(default_factory=list)  # where each page of the queue began
    next_place: QueuePlace | None = None
    panel: Panel | None = None
    pending: Answer | None = None  # what the open panel is about to send
    opened: dict[str, datetime] = field(default_factory=dict)
    similar: bool = False  # whether similar cases are shown
    listed_at: datetime | None = None  # when a list to be decided together was put on the screen
    refusal: Refusal | None = None
    done: Done | None = None
    lost: str = ""  # a search that found nothing

    def open(self, case_id: str | None) -> None:
        """Put another case on the screen."""
        if case_id != self.case_id:
            self.close()
            self.opened.pop(case_id or "", None)
        self.case_id = case_id

    def close(self) -> None:
        """Back to the buttons."""
        self.panel, self.pending, self.refusal = None, None, None

    def go_on(self) -> None:
        """Put the case after this one on the screen; the first that waits where this was the last."""
        after = self.shown[self.shown.index(self.case_id) + 1 :] if self.case_id in self.shown else ()
        self.open(next(iter(after), None))

    def look_at(self, view: View) -> None:
        """Another view, from its beginning."""
        self.view, self.places, self.lost = view, [], ""
        self.open(None)


def desk() -> Desk:
    """The desk of this session."""
    if "desk" not in st.session_state:
        st.session_state["desk"] = Desk()
    remembered: Desk = st.session_state["desk"]
    return remembered
