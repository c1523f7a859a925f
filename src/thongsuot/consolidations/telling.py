"""How is a consolidation kept, to be shown step by step? As plain values that name acts by their keys."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from thongsuot.consolidations.bench import Bench
from thongsuot.consolidations.models import Settlement
from thongsuot.consolidations.rules import To
from thongsuot.documents.difference import trimmed
from thongsuot.documents.models import Document
from vanban.consolidation import Applied, Consolidated, Touch, Unresolved
from vanban.out.consolidated import to_json
from vanban.out.diff.words import compare

Json = dict[str, Any]


def told(bench: Bench, result: Consolidated) -> Json:
    """What is kept of a making."""
    return {
        "inputs": inputs(bench),
        "text": result.text,
        "until": result.until and result.until.isoformat(),
        "provisions": provisions(bench, result),
        "behind": [act.pk for act in bench.behind],
        "acts": [_act(bench, result, act) for act in bench.acts],
        "steps": [_step(bench, row) for row in sorted(result.applied, key=_since)],
        "open": [
            *(_open(bench, row) for row in result.unresolved),
            *(_without(act.pk, act.symbol) for act in waiting(bench, result)),
            *(_without(None, "") for _n in range(bench.hidden)),
        ],
        "idle": [row.pk for row in bench.idle(result)],
    }


def inputs(bench: Bench) -> list[list[Any]]:
    """What a making was made of: as long as it is the same, so is the making."""
    acts = (*bench.acts, *bench.behind)
    texts = [[act.pk, act.current_id, str(act.effective_from or act.date or ""), act.symbol] for act in acts]
    rows = sorted(bench.settlements, key=lambda row: row.pk or 0)
    base = [bench.document.pk, bench.original.pk, bench.hidden, bench.document.symbol]
    return [base, *texts, [row.pk for row in rows]]


def provisions(bench: Bench, result: Consolidated) -> list[Json]:
    """The clauses of the text, their states, and what made them what they are, as a reading has them."""
    rows: list[Json] = to_json(result)["provisions"]
    for row in rows:
        for change in row["changed_by"]:
            change["document"] = bench.keys.get(change["doc"])
    return rows


def waiting(bench: Bench, result: Consolidated) -> list[Document]:
    """The acts without an instruction of which nobody has said that they do not concern the text."""
    said = {row.act_id for row in bench.settlements if not row.op and row.document_id == bench.document.pk}
    return [act for act in bench.silent(result) if act.pk not in said]


def commencing(act: Document) -> date | None:
    """The day from which an act holds."""
    return act.effective_from or act.date


def open_on(bench: Bench, result: Consolidated, day: date) -> int:
    """How many instructions of a text of a day wait for somebody."""
    silent = [act for act in waiting(bench, result) if (commencing(act) or day) <= day]
    return len(result.unresolved) + len(silent) + bench.hidden


def _since(row: Applied) -> date:
    return row.since or date.min


def _act(bench: Bench, result: Consolidated, act: Document) -> Json:
    symbol = bench.symbol(act.pk) if act.pk in bench.readings else None
    rows: Iterable[Applied | Unresolved] = (*result.applied, *result.unresolved)
    since = commencing(act)
    return {
        "document": act.pk,
        "since": since and since.isoformat(),
        "steps": sum(row.doc == symbol for row in rows),
        "within": bench.within(act),
    }


def _step(bench: Bench, row: Applied) -> Json:
    return {
        "document": bench.keys.get(row.doc), "doc": row.doc, "own_loc": row.own_loc, "op": row.op, "at": row.at,
        "since": row.since and row.since.isoformat(), "state": row.state, "reason": row.reason,
        "settlement": _settlement(bench, row), "touched": [_touch(one) for one in row.touched],
    }  # fmt: skip


def _settlement(bench: Bench, row: Applied) -> int | None:
    if row.state != "settled":
        return None
    key = (bench.keys.get(row.doc), row.own_loc or "", row.op)
    rows = [one for one in bench.settlements if (one.act_id, one.own_loc, one.op) == key]
    exact: Sequence[Settlement] = [one for one in rows if one.row == row.at] or rows
    return exact[0].pk if exact else None


def _touch(one: Touch) -> Json:
    pieces = trimmed(compare(one.before, one.after))
    return {"loc": one.loc, "pieces": [[piece.kind, piece.text] for piece in pieces]}


def _open(bench: Bench, row: Unresolved) -> Json:
    return {
        "document": bench.keys.get(row.doc), "doc": row.doc, "own_loc": row.own_loc, "op": row.op, "at": row.at,
        "reason": row.reason, "start": row.start, "words": row.words,
    }  # fmt: skip


def _without(act: int | None, symbol: str) -> Json:
    """An act in which no instruction was found, or that whoever made it may not see."""
    return {
        "document": act, "doc": symbol, "own_loc": None, "op": "", "at": "", "reason": "", "start": 0,
        "words": "",
    }  # fmt: skip


NONE_ONLY = frozenset({To.NONE})
"""What may be decided for an act without an instruction, or for an instruction that changes another act."""


def choices(entry: Json) -> frozenset[To]:
    """What may be decided for what is open."""
    return NONE_ONLY if not entry["op"] or "#" in entry["at"] else frozenset(To)


def place_of(told: Json, entry: Json) -> str:
    """The clause that an open instruction names: one of the text, or where a single one bears its name, that one."""
    locs = [row["loc"] for row in told["provisions"]]
    named = str(entry["at"]).removesuffix(".TITLE")
    if not named or named in locs:
        return named
    ending = [loc for loc in locs if loc.endswith(f".{named}")]
    return str(ending[0]) if len(ending) == 1 else ""
