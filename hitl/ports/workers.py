"""The roll of worker processes: who lives, and who has died with work in hand."""

from typing import Protocol


class Workers(Protocol):
    """A roll that all machines share. A worker lives as long as it beats."""

    def join(self) -> str:
        """A place on the roll under an id that no other process has or ever had: "worker-2.9f3c11d0"."""
        ...

    def beat(self, worker: str) -> bool:
        """Say that it lives. False: it was struck off meanwhile and must stop at once."""
        ...

    def leave(self, worker: str) -> None:
        """Strike it off at its own wish, and let go of the cases that it was drafting."""
        ...

    def strike_off(self) -> tuple[str, ...]:
        """Strike off whoever has fallen silent, and let go of the cases they were drafting; their ids."""
        ...

    def alive(self) -> tuple[str, ...]:
        """Everybody on the roll, in the order of their places."""
        ...
