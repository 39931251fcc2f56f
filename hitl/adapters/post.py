"""Carriers: one that keeps everything in the house, and a fake that fails when it is told to."""

from collections import Counter, deque
from threading import Lock

from hitl.domain.case import Case
from hitl.domain.delivery import Delivery, DeliveryKind
from hitl.errors import CountersignError


class LocalPost:
    """The request page and the case's conversation are the channel: nothing leaves the machine."""

    local = True

    def carries(self, kind: DeliveryKind) -> bool:
        """Everything but notifications to other systems."""
        return kind is not DeliveryKind.WEBHOOK

    def send(self, delivery: Delivery, case: Case) -> None:
        """Nothing to carry: the step that delivers writes the words into the conversation."""
        if not self.carries(delivery.kind):
            raise CountersignError(f"No receiver of notifications is configured for {case.case_id}.")


class FakePost:
    """Keeps what it was given, once a delivery id; `script` holds how often it fails first, and why."""

    local = False

    def __init__(self) -> None:
        self.script: deque[str] = deque()  # reasons; each makes one call fail
        self.sent: dict[str, Delivery] = {}
        self.calls: Counter[str] = Counter()  # by delivery id
        self._lock = Lock()

    def carries(self, kind: DeliveryKind) -> bool:  # noqa: ARG002
        """Everything."""
        return True

    def send(self, delivery: Delivery, case: Case) -> None:
        """Keep it, or raise CountersignError with the next scripted reason."""
        if case.case_id != delivery.case_id:
            raise CountersignError(f"{delivery.delivery_id} does not belong to {case.case_id}.")
        with self._lock:
            self.calls[delivery.delivery_id] += 1
            if self.script:
                raise CountersignError(self.script.popleft())
            self.sent.setdefault(delivery.delivery_id, delivery)
