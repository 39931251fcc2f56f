"""What each button of plain HTML on the desk does (hitl/ui/desk/live.py tells of them)."""

from collections.abc import Callable
from functools import partial

from hitl.domain.draft import StepKind
from hitl.domain.drafted import Drafted
from hitl.ports.reads import QueuePlace
from hitl.ui.desk import address, filters, holding, saved_views, snooze
from hitl.ui.desk.draft import may_be_left_out
from hitl.ui.desk.holding import Holding
from hitl.ui.desk.state import Side
from hitl.views import Desk as Queue
from hitl.views import View


def press(at: Holding, queue: Queue, drafted: Drafted | None, do: str, what: str) -> None:
    """The last two come from the browser: what is not known does nothing. The rest is what was drawn."""
    desk = at.desk
    desk.trouble = ""
    ways: dict[str, Callable[[], None]] = {
        "view": partial(_view, at, what),
        "fold": partial(_fold, at),
        "open": partial(_open, at, what),
        "called": partial(_called, at, what),
        "next": partial(_next, at, what),
        "side": partial(_side, at, what),
        "close": partial(_close, at),
        "further": partial(_further, at, queue),
        "back": partial(_back, at),
        "sort": partial(filters.sort_by, desk, what),
        "clear": partial(filters.clear, desk),
        "without": partial(filters.take_away, desk, what),
        "saved": partial(saved_views.choose, at, what),
        "unsave": partial(saved_views.remove, at, what),
        "snooze": partial(snooze.put_off, at, what),
        "wake": partial(snooze.wake, at),
        "ask_for": partial(holding.ask, at),
        "hand_on": partial(holding.hand_on, at, what),
        "keep": partial(holding.keep_it, at),
        "step": partial(_step, at, drafted, what),
    }
    if do in ways:
        ways[do]()


def _view(at: Holding, what: str) -> None:
    if what in {each.value for each in View}:
        at.desk.side = None
        address.go(View(what), at.desk.narrowed)


def _fold(at: Holding) -> None:
    at.desk.unfolded = not at.desk.unfolded


def _open(at: Holding, what: str) -> None:
    with at.works.store.reads() as reads:
        address.find(reads, at.desk, what, at.me.email)


def _called(at: Holding, what: str) -> None:
    _open(at, what)
    at.desk.side = Side.NOTES


def _next(at: Holding, what: str) -> None:
    """Only from the case that is on the screen: a key pressed twice in a hurry passes over one case."""
    if what == at.desk.case_id:
        at.desk.go_on()


def _side(at: Holding, what: str) -> None:
    if what in {each.value for each in Side}:
        side = Side(what)
        at.desk.side = None if at.desk.side is side else side


def _close(at: Holding) -> None:
    at.desk.side = None


def _further(at: Holding, queue: Queue) -> None:
    if queue.rows:
        at.desk.places.append(QueuePlace.of(queue.rows[-1]))


def _back(at: Holding) -> None:
    if at.desk.places:
        at.desk.places.pop()


def _step(at: Holding, drafted: Drafted | None, what: str) -> None:
    """Leave a step of the plan out, or take it back in."""
    desk, plan = at.desk, drafted.draft if drafted else None
    if (
        desk.case_id is not None
        and drafted is not None
        and plan is not None
        and what in may_be_left_out(plan)
    ):
        of = (desk.case_id, drafted.version)
        desk.dropped[of] = desk.dropped.get(of, frozenset()) ^ {StepKind(what)}
