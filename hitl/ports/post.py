"""Whoever carries replies and notes out of the house: mail, help desks, the page itself."""

from typing import Protocol

from hitl.domain.case import Case
from hitl.domain.delivery import Delivery


class Post(Protocol):
    """Carries one delivery to where the customer or the ticket is."""

    @property
    def local(self) -> bool:
        """True where nothing leaves the house: what our own tables say is the delivery itself."""
        ...

    def send(self, delivery: Delivery, case: Case) -> None:
        """Deliver it, once a delivery id. Raises CountersignError with a plain reason when it cannot."""
        ...
