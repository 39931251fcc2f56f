"""Whoever carries replies and notes out of the house: mail, help desks, the page itself."""

from typing import Protocol

from hitl.domain.case import Case
from hitl.domain.delivery import Delivery, DeliveryKind


class Post(Protocol):
    """Carries one delivery to where the customer or the ticket is."""

    @property
    def local(self) -> bool:
        """True where what is said stays in the house: what our own tables say is the delivery itself."""
        ...

    def carries(self, kind: DeliveryKind) -> bool:
        """Whether it can take deliveries of that kind at all; none is made that nobody carries."""
        ...

    def send(self, delivery: Delivery, case: Case) -> None:
        """Deliver it, once a delivery id. Raises CountersignError with a plain reason when it cannot."""
        ...
