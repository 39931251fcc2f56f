"""How building puts its many cells and shares where they belong."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from sqlalchemy import Connection, bindparam, delete, insert, select

from hitl.adapters.sql.bulk import insert_many
from hitl.adapters.sql.columns import AnyRow
from hitl.adapters.sql.listings import chunks
from hitl.adapters.sql.rollup_cells import buckets_of, columns_of, packed_buckets, packed_columns, packed_text
from hitl.adapters.sql.rollup_tables import rolled_cases, rollup_names, rollups
from hitl.ports.rollups import CellColumns, Place

_THESE = (rollups.c.day == bindparam("on")) & rollups.c.slice.in_(bindparam("names", expanding=True))
_CELLS = select(rollups).where(_THESE)
_GONE = delete(rollups).where(_THESE)


def cells_at(connection: Connection, places: Iterable[Place]) -> Iterator[AnyRow]:
    """The rows of the cells that are there."""
    for values in _by_day(places):
        yield from connection.execute(_CELLS, values)


def columns_at(connection: Connection, places: Iterable[Place]) -> dict[Place, CellColumns]:
    """The cells that are there."""
    found: dict[Place, CellColumns] = {}
    for row in cells_at(connection, places):
        place = Place(row.slice, row.day)
        found[place] = CellColumns(place, *columns_of(row.counts), *buckets_of(row.spread))
    return found


def put(
    connection: Connection,
    shares: Mapping[str, str],
    names: Mapping[str, int],
    known: Iterable[Place],
    cells: Iterable[CellColumns],
) -> None:
    """Insert new shares and names, and the cells in place of those that are known."""
    insert_many(
        connection,
        rolled_cases,
        ("case_id", "share"),
        ((one, packed_text(share)) for one, share in shares.items()),
    )
    if names:
        rows = [{"number": number, "name": name} for name, number in names.items()]
        connection.execute(insert(rollup_names), rows)
    for values in _by_day(known):
        connection.execute(_GONE, values)
    insert_many(connection, rollups, ("slice", "day", "counts", "spread"), map(_row, cells))


def _row(cell: CellColumns) -> tuple[str, int, bytes, bytes]:
    counts = packed_columns(cell.numbers, cell.counts)
    return (*cell.place, counts, packed_buckets(cell.buckets, cell.lengths))


def _by_day(places: Iterable[Place]) -> Iterator[dict[str, object]]:
    by_day: defaultdict[int, list[str]] = defaultdict(list)
    for place in places:
        by_day[place.day].append(place.slice)
    for day, slices in by_day.items():
        yield from ({"on": day, "names": names} for names in chunks(slices))
