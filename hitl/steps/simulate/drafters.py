"""Who drafts for the demo company: its own drafter, now and then nobody, for a day a model on trial."""

from collections.abc import Callable
from itertools import cycle

from hitl.domain.draft import Draft
from hitl.domain.money import Money
from hitl.errors import DrafterFailed
from hitl.ports.drafter import Brief, Drafter
from hitl.steps.simulate.shop import Agent

MODEL = "simulated model"
"""How the stand-in is called on its drafts: no model is asked by it."""

_HEDGES = "I think that this should probably be the right sum, but I am not entirely sure."
_TELLS = "A copy of this letter goes to lotte.mulder@mail.example.net, who wrote about the same."


def _hedging(draft: Draft) -> str:
    return _with(draft.reply, _HEDGES)


def _telling(draft: Draft) -> str:
    return _with(draft.reply, _TELLS)


def _miscounting(draft: Draft) -> str:
    """Names a tenth more than the draft pays."""
    if draft.amount is None:
        return draft.reply
    more = Money(minor=draft.amount.minor * 11 // 10 + 1, currency=draft.amount.currency)
    return draft.reply.replace(str(draft.amount), str(more))


def _with(reply: str, sentence: str) -> str:
    """The reply with one more sentence at the end of its second paragraph, the first after the greeting."""
    paragraphs = reply.split("\n\n")
    paragraphs[min(1, len(paragraphs) - 1)] += f" {sentence}"
    return "\n\n".join(paragraphs)


SLIPS: dict[str, Callable[[Draft], str]] = {
    "hedging": _hedging,
    "telling": _telling,
    "miscounting": _miscounting,
}
"""How a model's reply goes wrong, by the name that data/demo/tickets.csv has for it."""

NOBODY = "nobody"
"""What that file says where the drafter could not be reached."""


class OutOfReach:
    """Implements Drafter: none answers."""

    name = "out of reach"

    def draft(self, _brief: Brief) -> Draft:
        """Raises DrafterFailed."""
        raise DrafterFailed("The drafter could not be reached (a simulated outage).")


class OnTrial:
    """Implements Drafter: a stand-in for a model: the fixed rules' draft with a slip in its words."""

    name = MODEL

    def __init__(self, rules: Drafter, *slips: str) -> None:
        self._rules = rules
        self._slips = cycle(slips)

    def draft(self, brief: Brief) -> Draft:
        """A refund's draft with the next slip; of the others only the name changes."""
        draft = self._rules.draft(brief)
        reply = draft.reply if draft.amount is None else SLIPS[next(self._slips)](draft)
        return draft.model_copy(
            update={"reply": reply, "drafter": "stand-in 1.0", "model": MODEL, "prompt": "trial 1"}
        )


class Drafters:
    """Puts one in the place of the other."""

    def __init__(self, agent: Agent) -> None:
        self._agent = agent
        self._own = agent.drafter

    def own(self) -> None:
        """The company's own drafter again."""
        self._agent.drafter, self._agent.second = self._own, None

    def out_of_reach(self) -> None:
        """No drafter answers from now on."""
        self._agent.drafter = OutOfReach()

    def on_trial(self, *slips: str) -> None:
        """The stand-in drafts from now on, with these slips in turn, and the fixed rules beside it."""
        self._agent.drafter, self._agent.second = OnTrial(self._own, *slips), self._own

    def as_written(self, name: str) -> None:
        """What data/demo/tickets.csv says of the drafter of one ticket."""
        if name == NOBODY:
            self.out_of_reach()
        elif name:
            self.on_trial(name)
