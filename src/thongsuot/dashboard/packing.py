"""How are a million duties kept in a few megabytes? By columns, compressed; the same give the same bytes."""

import sys
import zlib
from array import array
from collections.abc import Iterator, Sequence
from datetime import date

from thongsuot.dashboard.rules import Row
from thongsuot.followup.rules import Kind, Standing

COLUMNS = "qqqqiibb"
"""Types of the columns: key, unit that leads, document, level, days due and finished, kind and standing."""
KINDS = tuple(Kind)


def pack(rows: Sequence[Row | None]) -> bytes:
    """Duties, written column by column; nothing (of a difference) is a key of 0."""
    told = [_values(row) for row in rows]
    columns = zip(*told, strict=True) if told else ((),) * len(COLUMNS)
    return b"".join(_little(array(kind, values)) for kind, values in zip(COLUMNS, columns, strict=True))


def unpack(raw: bytes) -> list[Row | None]:
    """The duties again."""
    return [_row(values) for values in zip(*columns(raw), strict=True)]


def columns(raw: bytes) -> list[array[int]]:
    """The columns of packed duties."""
    width = sum(array(kind).itemsize for kind in COLUMNS)
    n, start, out = len(raw) // width, 0, []
    for kind in COLUMNS:
        held = array(kind)
        size = n * held.itemsize
        held.frombytes(raw[start : start + size])
        start += size
        if sys.byteorder == "big":
            held.byteswap()
        out.append(held)
    return out


def compressed(raw: bytes) -> bytes:
    """For keeping."""
    return zlib.compress(raw, 6)


def raw(held: "bytes | memoryview[int]") -> bytes:
    """What was kept."""
    return zlib.decompress(bytes(held))


def chosen(held: "bytes | memoryview[int]", kind: str, standings: Sequence[Standing]) -> Iterator[Row]:
    """Of kept duties those of a kind that stand so, without making the others."""
    told = columns(raw(held))
    wanted, which = {int(one) for one in standings}, KINDS.index(Kind(kind))
    for n, (of, stands) in enumerate(zip(told[6], told[7], strict=True)):
        if of == which and stands in wanted and (row := _row(tuple(column[n] for column in told))):
            yield row


def _little(values: array[int]) -> bytes:
    if sys.byteorder == "big":
        values.byteswap()
    return values.tobytes()


def _values(row: Row | None) -> tuple[int, ...]:
    if row is None:
        return (0,) * len(COLUMNS)
    due, finished = (day.toordinal() if day else 0 for day in (row.due, row.finished))
    kind = KINDS.index(Kind(row.kind))
    return row.pk, row.lead, row.document, row.level, due, finished, kind, int(row.standing)


def _row(values: Sequence[int]) -> Row | None:
    pk, lead, document, level, due, finished, kind, stands = values
    if not pk:
        return None
    days = (date.fromordinal(day) if day else None for day in (due, finished))
    return Row(pk, lead, level, document, KINDS[kind], Standing(stands), *days)
