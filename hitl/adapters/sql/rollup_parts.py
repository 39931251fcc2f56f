"""The copy of the roll-ups by columns: batches of parts, each one compressed body."""

import zlib
from collections.abc import Collection, Iterator
from io import BytesIO
from typing import TYPE_CHECKING

from sqlalchemy import Connection, bindparam, delete, insert, select

from hitl.adapters.sql.rollup_tables import rollup_parts
from hitl.ports.rollups import PartColumns

if TYPE_CHECKING:  # a command that counts nothing starts without it
    import numpy as np
    from numpy.typing import NDArray

_MEETING = (
    select(rollup_parts.c.body)
    .where(rollup_parts.c.last >= bindparam("first_"), rollup_parts.c.first <= bindparam("last_"))
    .order_by(rollup_parts.c.number)
)
_SMALL = select(rollup_parts.c.number, rollup_parts.c.body).where(rollup_parts.c.size < bindparam("below"))
_DROP = delete(rollup_parts).where(rollup_parts.c.number == bindparam("this"))


def keep(connection: Connection, parts: PartColumns) -> None:
    """Add a batch; of nothing there is none."""
    if len(parts.days):
        row = {
            "first": int(parts.days.min()),
            "last": int(parts.days.max()),
            "size": len(parts.days),
            "body": packed(parts),
        }
        connection.execute(insert(rollup_parts), row)


def between(connection: Connection, first: int, last: int) -> Iterator[PartColumns]:
    """The batches in which there is anything of those days."""
    bodies = connection.execute(_MEETING, {"first_": first, "last_": last}).scalars().all()
    return map(unpacked, bodies)


def small(connection: Connection, below: int) -> dict[int, PartColumns]:
    """The batches of fewer parts than that."""
    return {row.number: unpacked(row.body) for row in connection.execute(_SMALL, {"below": below})}


def drop(connection: Connection, numbers: Collection[int]) -> None:
    """Take batches out."""
    if numbers:
        connection.execute(_DROP, [{"this": number} for number in numbers])


def packed(parts: PartColumns) -> bytes:
    """Each column in as few bytes a number as hold it, all of them compressed quickly."""
    import numpy as np

    out = BytesIO()
    np.savez(out, *map(_narrow, parts))
    return zlib.compress(out.getvalue(), 1)


def unpacked(body: bytes) -> PartColumns:
    """What `packed` was given, in narrower numbers."""
    import numpy as np

    with np.load(BytesIO(zlib.decompress(body))) as found:
        return PartColumns(*(found[name] for name in found.files))


def _narrow(column: "NDArray[np.int64]") -> "NDArray[np.integer]":
    import numpy as np

    low, high = (int(column.min()), int(column.max())) if column.size else (0, 0)
    kinds = (np.uint8, np.int8, np.uint16, np.int16, np.int32, np.int64)
    fits = (kind for kind in kinds if np.iinfo(kind).min <= low and high <= np.iinfo(kind).max)
    return column.astype(next(fits))
