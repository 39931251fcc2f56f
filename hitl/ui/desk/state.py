"""What one reviewer's desk remembers between reruns; all of it lives in the session and may be lost."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from typing import NamedTuple

import streamlit as st

from hitl.domain.blind import Pair
from hitl.domain.case import Status
from hitl.domain.decision import Answer, Edit
from hitl.domain.draft import StepKind
from hitl.domain.quality import Told
from hitl.narrowing import Narrowed
from hitl.ports.desk import Day, Flow, Hold
from hitl.ports.reads import QueuePlace
from hitl.steps.measure import Rate
from hitl.views import CasePage, View
from hitl.views import Desk as Queue

_ALL = Narrowed()


class Panel(StrEnum):
    """What the decision bar shows instead of its buttons."""

    CONFIRM = "confirm"  # the stakes ask for a second look at the answer that waits
    WHY = "why"  # the answer that waits departs from the draft, and says why
    EDIT = "edit"
    DISAGREE = "disagree"  # with the first of two signatures
    ESCALATE = "escalate"
    ASK = "ask"
    BY_HAND = "by_hand"  # of a decided case that failed on its way


_WRITING = frozenset({Panel.EDIT, Panel.DISAGREE, Panel.ESCALATE, Panel.ASK, Panel.BY_HAND})
"""Panels in which people write."""


class Side(StrEnum):
    """A small panel over the desk; one at a time."""

    FILTERS = "filters"
    SORT = "sort"
    VIEWS = "views"  # saved ones
    GIVE = "give"
    SNOOZE = "snooze"
    NOTES = "notes"
    ME = "me"  # my day, who called me, being away


@dataclass(frozen=True)
class Ahead:
    """The case that comes next, read while the present one is on the screen."""

    page: CasePage
    at: datetime


@dataclass(frozen=True)
class Pace:
    """What this person did today and how the queue moves, as it was read last."""

    day: Day
    flow: Flow
    since: datetime  # of the flow
    calls: int  # notes that call this person, unread
    at: datetime
    of: str  # e-mail
    hurried: Rate | None = None  # approvals quicker than can be read, where they are often so


class Seen(NamedTuple):
    """What a change would show in: the counts, the rows, and how the case on the screen stands."""

    counts: tuple[int, ...]
    rows: tuple[tuple[str, str | None, str | None], ...]  # case, who has it, whose it is
    status: Status | None
    holder: str | None  # somebody else who has it
    pace: Pace  # of the rail's foot


class Around(NamedTuple):
    """Who is at the case on the screen."""

    hold: Hold | None  # while it runs
    others: tuple[str, ...]  # who looks at it, by e-mail, without oneself


class Look(NamedTuple):
    """What the desk shows, as it was read at one time."""

    queue: Queue
    page: CasePage | None
    around: Around
    seen: Seen
    of: tuple[object, ...]  # whose desk it was, how it stood, and what this process had written by then
    at: datetime


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
    narrowed: Narrowed = _ALL
    linked: str = ""  # the case that the address names, as it was followed last
    unfolded: bool = False  # whether the rarer views are listed
    places: list[QueuePlace] = field(default_factory=list)  # where each page of the queue began
    fresh: bool = True  # until the first case is chosen
    held: str | None = None  # the case that this desk took hold of
    holder: str = ""  # whoever took hold of it, by e-mail
    passed: list[str] = field(default_factory=list)  # left undecided, or answered: not to come next again
    present: tuple[str, datetime] = ("", datetime.min.replace(tzinfo=UTC))  # told of which case, again when
    ahead: Ahead | None = None
    pace: Pace | None = None
    last_look: Look | None = None
    side: Side | None = None
    trouble: str = ""  # why the last press at the side did nothing
    panel: Panel | None = None
    dropped: dict[tuple[str, int], frozenset[StepKind]] = field(
        default_factory=dict
    )  # by case, draft version
    pending: Answer | None = None  # what the open panel is about to send
    opened: dict[str, datetime] = field(default_factory=dict)
    similar: bool = False  # whether similar cases are shown
    listed_at: datetime | None = None  # when a list to be decided together was put on the screen
    sent: Counter[str] = field(default_factory=Counter)  # how often something was sent, by what it is of
    left: dict[tuple[str, str], Panel] = field(default_factory=dict)  # forms left open: by e-mail and case
    refusal: Refusal | None = None
    done: Done | None = None
    blind: bool = False  # the case on the screen is a second reading, which its reader is not told
    made_up: bool = False  # it is a quality case, which its reader is not told either
    revealed: Pair | None = None  # what the last second reading is compared with, until the next answer
    told: Told | None = None  # of the quality case that was answered last, until the next answer
    lost: str = ""  # a search that found nothing

    def open(self, case_id: str | None) -> None:
        """Put another case on the screen; None: the next of the view."""
        if case_id != self.case_id:
            panel = Panel.EDIT if isinstance(self.pending, Edit) else self.panel
            if self.case_id is not None and panel in _WRITING:
                self.left[self.holder, self.case_id] = panel
            self.close()
            self.side, self.trouble = None, ""
            self.opened.pop(case_id or "", None)
        self.case_id = case_id

    def come_back(self, me: str) -> None:
        """The form that this person left open at the case on the screen opens again."""
        panel = self.left.pop((me, self.case_id or ""), None)
        self.panel = self.panel or panel

    def take(self, case_id: str) -> None:
        """An answer to the case was taken: what was typed for it is done with."""
        self.sent[case_id] += 1
        self.close()

    def close(self) -> None:
        """Back to the buttons."""
        self.panel, self.pending, self.refusal = None, None, None

    def go_on(self) -> None:
        """Leave this case for the next one of the view; which that is shows when the page is drawn."""
        if self.case_id is not None and self.case_id not in self.passed:
            self.passed.append(self.case_id)
        self.open(None)

    def hear(self, *, revealed: Pair | None = None, told: Told | None = None) -> None:
        """What became of the last answer, or nothing: what was told of the one before goes."""
        self.revealed, self.told = revealed, told

    def look_at(self, view: View, narrowed: Narrowed = _ALL) -> None:
        """Another view, or the same one narrowed otherwise, from its beginning."""
        self.view, self.narrowed = view, narrowed
        self.places, self.passed, self.lost = [], [], ""
        self.open(None)


def desk() -> Desk:
    """The desk of this session."""
    if "desk" not in st.session_state:
        st.session_state["desk"] = Desk()
    remembered: Desk = st.session_state["desk"]
    return remembered
