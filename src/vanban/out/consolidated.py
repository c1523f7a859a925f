"""How is a consolidation written as the contract's JSON?"""

from typing import Any

from vanban.consolidation import Consolidated, Standing


def to_json(result: Consolidated) -> dict[str, Any]:
    """The contract's object, and more: until when it holds, what each instruction did, the words of those left."""
    return {
        "as_of": result.as_of and result.as_of.isoformat(),
        "until": result.until and result.until.isoformat(),
        "complete": result.complete,
        "text": result.text,
        "provisions": [_provision(row) for row in result.provisions],
        "applied": [
            {"doc": row.doc, "own_loc": row.own_loc, "op": row.op, "at": row.at,
             "from": row.since and row.since.isoformat(), "state": row.state, "reason": row.reason,
             "touched": [{"loc": one.loc, "before": one.before, "after": one.after} for one in row.touched]}
            for row in result.applied
        ],
        "unresolved": [
            {"doc": row.doc, "own_loc": row.own_loc, "op": row.op, "at": row.at, "reason": row.reason,
             "start": row.start, "end": row.end, "words": row.words}
            for row in result.unresolved
        ],
    }  # fmt: skip


def _provision(row: Standing) -> dict[str, Any]:
    return {
        "loc": row.loc, "level": row.level, "number": row.number, "heading": row.heading,
        "start": row.start, "end": row.end, "state": row.state,
        "changed_by": [
            {"doc": one.doc, "own_loc": one.own_loc, "op": one.op, "from": one.since and one.since.isoformat(),
             "until": one.until and one.until.isoformat()}
            for one in row.changes
        ],
    }  # fmt: skip
