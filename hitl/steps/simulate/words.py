"""How simulated customers write: messages put together from the sentence parts in words.toml."""

import tomllib
from collections.abc import Iterable
from pathlib import Path

from hitl.domain.case import Channel
from hitl.domain.money import Money
from hitl.domain.order import Order
from hitl.steps.simulate.chance import Chance


class Words:
    """Draws messages; no two of them are the same."""

    def __init__(self, folder: Path, chance: Chance) -> None:
        parts = tomllib.loads((folder / "words.toml").read_text("utf-8"))
        self._languages: dict[str, list[str]] = parts.pop("in_other_languages")
        parts.pop("desk")  # see DeskWords
        self._parts: dict[str, list[str]] = parts
        self._chance = chance
        self._said: set[str] = set()

    def message(self, channel: Channel, kinds: Iterable[str], filled: dict[str, str]) -> str:
        """One sentence of each kind, with a greeting and an end where the channel has them.

        Kinds whose name begins with "?" are left out in half of the messages.
        """
        wanted = tuple(kinds)
        while True:
            body = self._draw(channel, wanted, filled)
            if body not in self._said:
                self._said.add(body)
                return body

    def line(self, kind: str, filled: dict[str, str]) -> str:
        """One sentence part by itself, such as a subject."""
        return self._chance.one_of(self._parts[kind]).format(**filled)

    def foreign(self, country: str, filled: dict[str, str]) -> str | None:
        """A message in the language of that country; None where nothing is written in it."""
        known = self._languages.get(country)
        return self._chance.one_of(known).format(**filled) if known else None

    def _draw(self, channel: Channel, kinds: tuple[str, ...], filled: dict[str, str]) -> str:
        chance = self._chance
        said = [kind.lstrip("?") for kind in kinds if not kind.startswith("?") or chance.happens(0.5)]
        sentences = " ".join(chance.one_of(self._parts[kind]).format(**filled) for kind in said)
        greeting = chance.one_of(self._parts["greeting"])
        goodbye = chance.one_of(self._parts["goodbye"]).format(**filled)
        match channel:
            case Channel.EMAIL:
                return f"{greeting}\n\n{sentences}\n\n{goodbye}"
            case Channel.CHAT:
                return f"{greeting} {sentences}" if chance.happens(0.4) else sentences
            case _:
                return f"{greeting} {sentences} {goodbye}" if chance.happens(0.6) else sentences


class DeskWords:
    """How the simulated reviewers write."""

    def __init__(self, folder: Path, chance: Chance) -> None:
        self._parts: dict[str, list[str]] = tomllib.loads((folder / "words.toml").read_text("utf-8"))["desk"]
        self._chance = chance

    def one_of(self, kind: str) -> str:
        """One sentence of that kind."""
        return self._chance.one_of(self._parts[kind])

    def letter(
        self, kind: str, greeting: str, amount: Money | None = None, order: Order | None = None
    ) -> str:
        """A whole reply around such a sentence."""
        says = self.one_of(kind).format(amount=amount, order=order.order_id if order else "")
        return f"{greeting}\n\n{says}\n\nKind regards\nFernhill"
