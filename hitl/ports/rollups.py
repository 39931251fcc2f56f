"""Kept sums of the figures: a cell for every day and slice, and for every case what it has added to them.

What a cell or a share holds is for `steps.roll_up` to know. Everything here can be made afresh from the log.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple, Protocol

from hitl.domain.record import Moment, Record
from hitl.ports.reads import CaseRow, DecisionRow

if TYPE_CHECKING:  # a command that counts nothing starts without it
    import numpy as np
    from numpy.typing import NDArray


class RollupState(Record):
    """How far the kept sums go."""

    version: int  # of the definitions that they were made by
    seq: int  # the last event of the ledger that is in
    built: bool  # whether every case is in; else those received up to `after`
    after: tuple[Moment, str] | None = None  # time of receipt and id of a case


class Place(NamedTuple):
    """A cell: one slice on one day."""

    slice: str
    day: int  # proleptic Gregorian ordinal, UTC


class Cell(NamedTuple):
    """What is summed up in a cell."""

    counts: Mapping[str, int]
    spread: Mapping[int, int]  # durations: how many by bucket, 0 to 65,535


class CellColumns(NamedTuple):
    """A cell as columns: what is counted by its number, durations by bucket; each ascending, none twice."""

    place: Place
    numbers: "NDArray[np.int64]"
    counts: "NDArray[np.int64]"  # as many
    buckets: "NDArray[np.int64]"
    lengths: "NDArray[np.int64]"  # how many durations, as many


class PartColumns(NamedTuple):
    """What cases have added or taken back, as columns: a row for each part, whatever slice it belongs to."""

    days: "NDArray[np.int64]"
    simulated: "NDArray[np.int64]"  # 0 or 1
    times: "NDArray[np.int64]"  # how often it counts; below 0: taken back
    values: "NDArray[np.int64]"  # a row for each part, the number of its value for each dimension
    entries: "NDArray[np.int64]"  # how many things each part counts
    numbers: "NDArray[np.int64]"  # what they are, one part after the other
    amounts: "NDArray[np.int64]"  # and how many of it
    lengths: "NDArray[np.int64]"  # how many durations each part has
    buckets: "NDArray[np.int64]"  # their buckets, one part after the other


class DayCounts(NamedTuple):
    """The counts of one cell; what is counted has a number, which stands in it once."""

    day: int
    numbers: "NDArray[np.int64]"  # places in the names that come along
    counts: "NDArray[np.int64]"  # as many


class Rolled(NamedTuple):
    """Cells of some slices; a day may have several."""

    names: Sequence[str]  # what is counted, by number
    days: Sequence[DayCounts]
    spread: dict[int, int]  # of all days together


class Touched(NamedTuple):
    """Cases that may have changed."""

    case_ids: tuple[str, ...]
    seq: int  # of the last event that was looked at


class Rollups(Protocol):
    """The kept sums. What changes them is used in a unit that holds `lock`."""

    def state(self) -> RollupState | None:
        """How far they go; None where there are none."""
        ...

    def lock(self) -> None:
        """Let nobody else change them until the end of this transaction."""
        ...

    def start(self, version: int) -> RollupState:
        """Throw everything away; building begins, and from now on events count."""
        ...

    def keep_state(self, state: RollupState) -> None:
        """Say how far they go now."""
        ...

    def next_rows(
        self, after: tuple[datetime, str] | None, limit: int
    ) -> tuple[list[CaseRow], list[DecisionRow]]:
        """The next cases by time of receipt, for building, and their decisions."""
        ...

    def names(self) -> Mapping[str, int]:
        """The number of every name that is counted, in order of numbers from 0 on."""
        ...

    def columns(self, places: Iterable[Place]) -> Mapping[Place, CellColumns]:
        """The cells that are there."""
        ...

    def put(
        self,
        shares: Mapping[str, str],
        names: Mapping[str, int],
        known: Iterable[Place],
        cells: Iterable[CellColumns],
    ) -> None:
        """Insert shares and names that are new, and cells: new ones and those in place of known ones."""
        ...

    def numbered(self, names: Iterable[str]) -> Mapping[str, int]:
        """The number of every name, those included; new ones are written down."""
        ...

    def keep_parts(self, parts: PartColumns) -> None:
        """Add a batch to the copy by columns."""
        ...

    def parts(self, first: int | None, last: int | None) -> Iterator[PartColumns]:
        """The batches in which there is anything from one day to another; other days may be in them too."""
        ...

    def small_parts(self, below: int) -> Mapping[int, PartColumns]:
        """The batches of fewer parts than that, by their numbers."""
        ...

    def drop_parts(self, numbers: Collection[int]) -> None:
        """Take batches out."""
        ...

    def touched(self, after: int, limit: int | None = None) -> Touched:
        """Cases with events after that one (`limit`: among so many events), and those being drafted.

        A case leaves its row without an event only to be drafted; everything else is in the ledger.
        """
        ...

    def rows(self, case_ids: Collection[str]) -> tuple[list[CaseRow], list[DecisionRow]]:
        """The cases as they are now, and their decisions."""
        ...

    def shares(self, case_ids: Collection[str]) -> dict[str, str]:
        """What the cases have added; those that have added nothing are left out."""
        ...

    def keep_shares(self, shares: Mapping[str, str]) -> None:
        """Insert or replace."""
        ...

    def cells(self, places: Iterable[Place]) -> dict[Place, Cell]:
        """The cells that are there."""
        ...

    def keep_cells(self, known: Collection[Place], cells: Mapping[Place, Cell]) -> None:
        """Insert, or replace those that are known; an empty one is removed."""
        ...

    def rolled(self, slices: Collection[str], first: int | None, last: int | None) -> Rolled:
        """The cells of the slices from one day to another, both included."""
        ...

    def anything(self, since: datetime, until: datetime) -> bool:
        """Whether a case came or was decided from `since` on and before `until`."""
        ...
