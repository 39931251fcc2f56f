"""A drafter that answers in time or not at all."""

from queue import Empty, SimpleQueue
from threading import Thread

from hitl.domain.draft import Draft
from hitl.errors import DrafterFailed
from hitl.ports.drafter import Brief, Drafter


class InTime:
    """Runs another drafter in a thread of its own and stops waiting at the deadline.

    A thread that hangs cannot be ended; it is left behind as a daemon and its answer, if one ever
    comes, is thrown away.
    """

    def __init__(self, drafter: Drafter, seconds: float) -> None:
        self._drafter = drafter
        self._seconds = seconds

    @property
    def name(self) -> str:
        """The name of the drafter inside."""
        return self._drafter.name

    def draft(self, brief: Brief) -> Draft:
        """The other drafter's draft. Raises DrafterFailed past the deadline, else what it raises."""
        answers: SimpleQueue[Draft | BaseException] = SimpleQueue()

        def work() -> None:
            try:
                answers.put(self._drafter.draft(brief))
            except BaseException as failure:  # noqa: BLE001 - handed to the caller's thread as it is
                answers.put(failure)

        Thread(target=work, name=f"draft-{brief.facts.case_id}", daemon=True).start()
        try:
            answer = answers.get(timeout=self._seconds)
        except Empty:
            raise DrafterFailed(f"No draft within {self._seconds:g} seconds.") from None
        if isinstance(answer, BaseException) and not isinstance(answer, Exception):
            # What would end a thread, such as SystemExit, must end the drafter's only.
            raise DrafterFailed(f"The drafter ended with {type(answer).__name__}.") from answer
        if isinstance(answer, Exception):
            raise answer
        return answer
