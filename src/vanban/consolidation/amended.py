"""What has become of an amending act by a day? Others change what it orders, or repeal it: nothing is passed over."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from vanban.consolidation.acts import Act
from vanban.consolidation.days import Holds
from vanban.consolidation.values import Applied, Consolidated, Unresolved
from vanban.model import Amendment


@dataclass(frozen=True, slots=True)
class Turn:
    """An instruction whose turn will come: when it holds, and why it cannot be carried out as it stands, if so."""

    holds: Holds
    act: Act
    row: Amendment
    doubt: str = ""


_ADRIFT = "Chưa rõ lệnh này sửa văn bản nào: lệnh, hoặc văn bản gốc, không có số hiệu đọc được."
_REPEALED = (
    "Lệnh này bãi bỏ {} sau khi lời văn sửa đổi đã có hiệu lực; chưa rõ lời văn trước đó có được dùng lại, hay đơn vị "
    "đã sửa không còn hiệu lực."
)


def turns_of(act: Act, base: Act) -> list[Turn]:
    """The instructions of an act, as it stands, that concern a text."""
    rows = act.instructions(base.names)
    adrift = [row for row in act.adrift(base.names) if row not in rows]
    return [
        *(Turn(act.holds(row), act, row) for row in rows),
        *(Turn(act.holds(row), act, row, _ADRIFT) for row in adrift),
    ]


def turns_of_amended(act: Act, now: Act, result: Consolidated, later: Sequence[Act], base: Act) -> list[Turn]:
    """The same of an act that later ones changed: ``now`` is how it reads, ``result`` what was done to it.

    What it ordered is done even if it was repealed later: what that means for the text is left to people. Only a
    suspension ends with its repeal, and what was repealed before it held never does.
    """
    gone = [row for row in result.applied if row.op == "repeal" and row.state == "applied"]
    found = [turn for turn in turns_of(now, base) if not _repealed(turn.row, gone) and not _bare(turn.row, gone)]
    doubtful: dict[tuple[str, str | None, str], Applied] = {}
    for turn in turns_of(act, base):
        repeal = _repealed(turn.row, gone)
        if repeal is None:
            continue
        since, day = turn.holds.since, repeal.since
        early = since is not None and day is not None and day <= since
        if day is not None and (early or turn.row.op == "suspend"):
            until = min(turn.holds.until or dt.date.max, day - dt.timedelta(1))
            turn = replace(turn, holds=replace(turn.holds, until=until, open_end=False))
        elif turn.row.op != "repeal":
            doubtful[repeal.doc, repeal.own_loc, repeal.at] = repeal
        found.append(turn)
    return [*found, *_doubts(act, doubtful.values(), later, base)]


def _repealed(row: Amendment, gone: Sequence[Applied]) -> Applied | None:
    own = f"{row.own_loc}."
    return next((one for one in gone if one.at == "ALL" or own.startswith(f"{one.at}.")), None)


def _bare(row: Amendment, gone: Sequence[Applied]) -> bool:
    """Whether it is a heading whose orders were repealed, read as an order of its own."""
    return row.at == "?" and any(one.at.startswith(f"{row.own_loc}.") for one in gone)


def _doubts(act: Act, repeals: Iterable[Applied], later: Sequence[Act], base: Act) -> list[Turn]:
    found = []
    for repeal in repeals:
        for other in later:
            if other.symbol != repeal.doc or any(one.at == "ALL" for one in other.instructions(base.names)):
                continue
            for row in other.instructions(act.names):
                if (row.op, row.own_loc, row.at) == ("repeal", repeal.own_loc, repeal.at):
                    place = act.symbol if row.at == "ALL" else f"{row.at} của {act.symbol}"
                    named = replace(row, at=f"{act.symbol}#{row.at}")
                    found.append(Turn(other.holds(row), other, named, _REPEALED.format(place)))
    return found


_UNREAD = "Không đọc được lệnh nào của văn bản này sửa văn bản gốc; cần người xem."


def unread_act(act: Act) -> Turn:
    """An act that was given to be applied, and of which no order was read: one order that people have to settle."""
    content, words = act.document.text.content, act.printed_title or act.symbol
    start = max(content.find(words), 0)
    row = Amendment("replace", "?", act.symbol, None, start, start + len(words), needs_human=True)
    return Turn(act.holds(row), act, row, _UNREAD)


def left(act: Act, result: Consolidated, base: Act) -> list[Unresolved]:
    """What could not be applied to an amending act is not known of the text either, where it may concern it."""
    articles = {_article(row.own_loc or "") for row in act.instructions(base.names)}
    return [
        replace(
            row,
            at=f"{act.symbol}#{row.at}",
            reason=f"Lệnh này sửa {act.symbol}, là văn bản sửa đổi văn bản này. {row.reason}",
        )
        for row in result.unresolved
        if not row.at.startswith("D") or _article(row.at) in articles
    ]


def _article(loc: str) -> str:
    return loc.partition(".")[0]
