"""A drafter that answers in time or not at all."""

from queue import Empty, SimpleQueue
from threading import Thread

from hitl.domain.draft import Draft
from hitl.domain.model_run import ModelRun
from hitl.errors import DrafterFailed
from hitl.ports.drafter import Brief, Drafter, OnRecord

Answer = Draft | BaseException


class InTime:
    """Runs another drafter in a thread of its own and stops waiting at the deadline.

    A thread that has answered in time drafts the next case. One that hangs cannot be ended; it is left
    behind as a daemon, and its answer, if one ever comes, is thrown away.
    """

    def __init__(self, drafter: Drafter, seconds: float) -> None:
        self._drafter = drafter
        self._on_record = drafter if isinstance(drafter, OnRecord) else None  # asked once: it is slow to tell
        self._seconds = seconds
        self._idle: list[_Hand] = []

    @property
    def name(self) -> str:
        """The name of the drafter inside."""
        return self._drafter.name

    @property
    def health(self) -> str:
        """How the models of the drafter inside are; empty where it has none."""
        return self._on_record.health if self._on_record else ""

    @property
    def trouble(self) -> str:
        """Why the models of the drafter inside give no drafts; empty while they do, or where it has none."""
        return self._drafter.trouble if isinstance(self._drafter, OnRecord) else ""

    def run_of(self, case_id: str) -> ModelRun | None:
        """What the drafter inside has on record, also where it was given up."""
        return self._on_record.run_of(case_id) if self._on_record else None

    def draft(self, brief: Brief) -> Draft:
        """The other drafter's draft. Raises DrafterFailed past the deadline, else what it raises."""
        try:
            hand = self._idle.pop()
        except IndexError:
            hand = _Hand(self._drafter)
        hand.briefs.put(brief)
        try:
            answer = hand.answers.get(timeout=self._seconds)
        except Empty:
            hand.briefs.put(None)  # should it ever come back
            raise DrafterFailed(f"No draft within {self._seconds:g} seconds.") from None
        self._idle.append(hand)
        if isinstance(answer, BaseException) and not isinstance(answer, Exception):
            # What would end a thread, such as SystemExit, must end the drafter's only.
            raise DrafterFailed(f"The drafter ended with {type(answer).__name__}.") from answer
        if isinstance(answer, Exception):
            raise answer
        return answer


class _Hand:
    """One thread that drafts one brief after another."""

    def __init__(self, drafter: Drafter) -> None:
        self.briefs: SimpleQueue[Brief | None] = SimpleQueue()
        self.answers: SimpleQueue[Answer] = SimpleQueue()
        self._drafter = drafter
        Thread(target=self._work, name="draft", daemon=True).start()

    def _work(self) -> None:
        while (brief := self.briefs.get()) is not None:
            try:
                self.answers.put(self._drafter.draft(brief))
            except BaseException as failure:  # noqa: BLE001 - handed to the caller's thread as it is
                self.answers.put(failure)
