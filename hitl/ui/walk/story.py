"""The five steps of the walk: what each asks for, where it leads, and what was seen there."""

from collections.abc import Mapping
from typing import NamedTuple

from hitl.ui.places import Place
from hitl.ui.walk.seen import Seen


class Step(NamedTuple):
    """One step; `seen` is empty until it is done."""

    title: str
    asks: str  # what one will see
    go: str  # the link's words
    short: str  # the same in the strip: "next: decide it"
    place: Place
    query: Mapping[str, str]
    seen: str = ""


class Walk(NamedTuple):
    """All five, in order."""

    steps: tuple[Step, ...]
    working: bool  # the visitor's newest request is on its way

    @property
    def next(self) -> int | None:
        """The first that is not done, from 0; None where all are."""
        return next((number for number, step in enumerate(self.steps) if not step.seen), None)

    @property
    def done(self) -> int:
        """How many are done."""
        return sum(bool(step.seen) for step in self.steps)


def walk(found: Seen) -> Walk:
    """The steps with what was seen and where they lead by now."""
    on_desk = {"case": found.waiting} if found.waiting else {}
    in_ledger = {"case": found.ledger} if found.ledger else {}
    steps = (
        Step(
            "A small refund goes alone",
            "Be a customer with a clear request for a small amount. The agent looks up the order and the "
            "policy; the rules let it pay at once.",
            "Send a small request",
            "a small refund",
            Place.REQUEST,
            {"sample": "small"},
        ),
        Step(
            "A larger one waits",
            "The same for more money. The rules hold it for a person and say why.",
            "Send a larger one",
            "a larger one",
            Place.REQUEST,
            {"sample": "large"},
        ),
        Step(
            "You decide it",
            "At the review desk the draft stands beside the policy it rests on. Approve it, change it, or "
            "throw it away.",
            "Decide it",
            "decide it",
            Place.DESK,
            on_desk,
        ),
        Step(
            "See why it was done",
            "The ledger holds every step of a case: who, when, on which text. Each entry seals the one "
            "before it, so a later change shows.",
            "Open its ledger",
            "see why",
            Place.CASE,
            in_ledger,
        ),
        Step(
            "See the figures move",
            "From the same ledger: how much goes out alone, how much people change, how long cases wait.",
            "Open the figures",
            "the figures",
            Place.METRICS,
            {},
        ),
    )
    told = tuple(step._replace(seen=found.lines.get(number, "")) for number, step in enumerate(steps))
    return Walk(told, found.working)
