"""What does the library say of a file, in the application's terms? The only place where the two packages meet."""

import json
import zlib
from dataclasses import dataclass
from datetime import date
from importlib.metadata import version
from typing import Any

from thongsuot.documents.rules import Kind, symbol_key
from vanban import Text, parse
from vanban.out.contract import to_json
from vanban.readers import read_bytes

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Found:
    """A finding as the reading gives it."""

    kind: Kind
    start: int
    end: int
    loc: str
    quote: str
    payload: Json
    relation: str = ""
    target: str = ""  # the key of the symbol it speaks of

    @property
    def key(self) -> tuple[str, int, int, str]:
        """What makes it the same finding in the same text."""
        return self.kind, self.start, self.end, self.relation


def text_of(raw: bytes, name: str) -> Text:
    """The text of a file; raises ``RefusedFile`` for a secrecy mark, ``UnreadableFile`` for what cannot be read."""
    return read_bytes(raw, name)


def read(text: Text | str) -> Json:
    """The reading, as the contract has it."""
    found: Json = json.loads(to_json(parse(text)))
    return found


def reader_version() -> str:
    """Which reader made a reading."""
    return version("thongsuot")


def pack(reading: Json) -> bytes:
    """A reading as it is kept; the text is kept beside it, once."""
    return zlib.compress(json.dumps({**reading, "text": ""}, ensure_ascii=False).encode(), 6)


def unpack(packed: bytes | memoryview, text: str) -> Json:
    """A kept reading."""
    raw = bytes(packed)
    reading: Json = json.loads(zlib.decompress(raw)) if raw else {}
    return {**reading, "text": text}


def plain(reading: Json) -> Json:
    """A reading for anybody who may see the text: without the acts that changed its clauses, which he may not see."""
    rows = [{key: value for key, value in row.items() if key != "changed_by"} for row in reading.get("provisions", ())]
    return {**reading, "provisions": rows}


def header_fields(header: Json) -> Json:
    """The reading's header as fields of a Document."""
    effective = header.get("effective") or {}
    return {
        "system": header.get("system") or "",
        "kind": (header.get("kind") or "")[:80],
        "symbol": (header.get("symbol") or "")[:120],
        "issuers": [name[:200] for name in header.get("issuers") or ()][:20],
        "place": (header.get("place") or "")[:120],
        "date": _day(header.get("date")),
        "title": (header.get("title") or "")[:4000],
        "urgency": (header.get("urgency") or "")[:40],
        "effective_from": _day(effective.get("from")),
        "effective_to": _day(effective.get("to")),
    }


def findings(reading: Json) -> list[Found]:
    """Citations, relations, obligations and events of a reading, in the order of the text."""
    out: list[Found] = []
    for row in reading["citations"]:
        refs = row["refs"]
        target = next((ref["doc"] for ref in refs if ref["doc"] != "SELF"), "")
        out.append(_found(reading, Kind.CITATION, row, {"refs": refs}, target=target))
    for row in reading["relations"]:
        target = row["doc"] if row.get("from") is None else ""
        payload = {key: row.get(key) for key in ("kind", "from", "doc", "loc", "own_loc", "type", "date", "title")}
        out.append(_found(reading, Kind.RELATION, row, payload, row.get("own_loc") or "", row["kind"], target))
    for row in reading["obligations"]:
        payload = {key: value for key, value in row.items() if key not in ("start", "end", "loc")}
        out.append(_found(reading, Kind.OBLIGATION, row, payload, row.get("loc") or ""))
    for row in reading["events"]:
        payload = {key: value for key, value in row.items() if key not in ("start", "end")}
        out.append(_found(reading, Kind.EVENT, row, payload))
    unique = {found.key: found for found in reversed(out)}
    return sorted(unique.values(), key=lambda found: (found.start, found.end, found.kind))


def loc_at(reading: Json, position: int) -> str:
    """The innermost provision that holds a place of the text."""
    loc = ""
    for row in reading.get("provisions", ()):
        if row["start"] > position:
            break
        if position < row["end"]:
            loc = row["loc"]
    return loc


def _found(
    reading: Json, kind: Kind, row: Json, payload: Json, loc: str = "", relation: str = "", target: str = ""
) -> Found:
    start, end = row["start"], row["end"]
    return Found(
        kind,
        start,
        end,
        (loc or loc_at(reading, start))[:120],
        reading["text"][start:end],
        payload,
        relation[:20],
        "" if target.startswith("NAME:") else symbol_key(target)[:120],
    )


def _day(printed: str | None) -> date | None:
    return date.fromisoformat(printed) if printed else None
