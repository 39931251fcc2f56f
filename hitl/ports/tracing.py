"""Where traces of models' runs go besides the case's own timeline."""

from typing import Protocol

from hitl.domain.drafted import Drafted
from hitl.ports.reads import CaseFile


class Tracing(Protocol):
    """A receiver of traces, feedback and examples. Everything may be sent twice and counts once."""

    @property
    def place(self) -> int | None:
        """The ledger's number up to which everything was passed on; None before the first time."""
        ...

    def reached(self, place: int) -> None:
        """Everything up to that number was passed on."""
        ...

    def drafted(self, drafted: Drafted) -> None:
        """What models did for a draft. Raises TracesUnavailable."""
        ...

    def decided(self, drafted: Drafted, file: CaseFile) -> None:
        """What a person made of a draft: feedback, and an example where it was changed.

        Personal data is masked before it is sent. Raises TracesUnavailable.
        """
        ...
