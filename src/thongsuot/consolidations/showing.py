"""How is a consolidation shown, step by step? Without a word of an act that the reader may not open."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse

from thongsuot.consolidations.models import Making, Settlement
from thongsuot.consolidations.telling import choices
from thongsuot.consolidations.wording import DECISIONS, STEP_BADGES, STEPS, plain
from thongsuot.documents.models import Document
from thongsuot.documents.wording import OPERATIONS, place_name, said
from thongsuot.units.access import Acting

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Act:
    """A document that changes the text; ``document`` is None where the reader may not open it."""

    document: Document | None
    since: date | None
    steps: int
    within: bool


@dataclass(frozen=True, slots=True)
class Touched:
    """What a step did to one place."""

    place: str
    url: str
    pieces: Sequence[Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class Step:
    """An instruction that was carried out, or that holds later."""

    act: Document | None
    place: str
    url: str
    operation: str
    at: str
    since: date | None
    state: str
    badge: str
    ahead: bool
    touched: Sequence[Touched]
    reason: str
    settlement: Settlement | None


@dataclass(frozen=True, slots=True)
class Open:
    """An instruction that waits for somebody; ``n`` is its number in the proposal."""

    n: int
    act: Document | None
    place: str
    url: str
    operation: str
    at: str
    reason: str
    words: str
    elsewhere: Document | None  # the amending act that it changes
    settles: bool


@dataclass(frozen=True, slots=True)
class Kept:
    """A decision that was kept; ``idle`` where it found nothing to decide."""

    row: Settlement
    act: Document | None
    place: str
    decision: str
    at: str
    idle: bool


def keys(making: Making) -> set[int]:
    """The acts that a making names."""
    rows: Iterable[Json] = (*making.told["acts"], *making.told["steps"], *making.told["open"])
    return {row["document"] for row in rows if row["document"]} | set(making.told["behind"])


def seen(making: Making, acting: Acting) -> dict[int, Document]:
    """Of the acts that a making names those that somebody may see."""
    return Document.objects.visible_to(acting).in_bulk(keys(making))


def acts(making: Making, known: Mapping[int, Document]) -> list[Act]:
    """The acts that change the text."""
    return [
        Act(known.get(row["document"]), day(row["since"]), row["steps"], row["within"]) for row in making.told["acts"]
    ]


def steps(
    making: Making, rows: Iterable[Json], known: Mapping[int, Document], kept: Mapping[int, Settlement], today: date
) -> list[Step]:
    """Steps as a reader may see them."""
    closed = not set(making.told["behind"]) <= set(known)  # words may come from an act that changes the act
    return [_step(making, row, known.get(row["document"] or 0), kept, today, closed=closed) for row in rows]


def _step(
    making: Making, row: Json, act: Document | None, kept: Mapping[int, Settlement], today: date, *, closed: bool
) -> Step:
    since = day(row["since"])
    ahead = since is not None and since > today
    state = "not-yet" if ahead and row["state"] == "applied" else row["state"]
    return Step(
        act=act,
        place=place_name(row["own_loc"] or "") if act else "",
        url=_clause(act, row["own_loc"]),
        operation=said(OPERATIONS, row["op"]),
        at=_at(row["at"]),
        since=since,
        state=said(STEPS, state),
        badge=STEP_BADGES.get(state, "neutral"),
        ahead=ahead,
        touched=[_touched(making, one) for one in row["touched"]] if act and not closed else (),
        reason=row["reason"] if act else "",
        settlement=kept.get(row["settlement"] or 0) if act else None,
    )


def _touched(making: Making, row: Json) -> Touched:
    pieces = [{"kind": kind, "text": text} for kind, text in row["pieces"]]
    return Touched(_at(row["loc"]), _clause(making.document, row["loc"]), pieces)


def waiting(making: Making, known: Mapping[int, Document], settles: bool) -> list[Open]:
    """What is open, as a reader may see it."""
    return [_open(n, row, known.get(row["document"] or 0), known, settles) for n, row in enumerate(making.told["open"])]


def _open(n: int, row: Json, act: Document | None, known: Mapping[int, Document], settles: bool) -> Open:
    other, parted, _place = row["at"].partition("#")
    elsewhere = next((one for one in known.values() if one.symbol == other), None) if parted else None
    return Open(
        n=n,
        act=act,
        place=place_name(row["own_loc"] or "") if act else "",
        url=_clause(act, row["own_loc"]),
        operation=said(OPERATIONS, row["op"]) if row["op"] else "",
        at=_at(row["at"]) if act and not parted else "",
        reason=plain(row["reason"]) if act else "",
        words=row["words"] if act else "",
        elsewhere=elsewhere,
        settles=settles and act is not None and bool(choices(row)),
    )


def decisions(making: Making | None, rows: Iterable[Settlement], known: Mapping[int, Document]) -> list[Kept]:
    """The decisions that are kept, whatever became of their instruction."""
    idle = set(making.told["idle"]) if making else set()
    return [
        Kept(row, known.get(row.act_id), place_name(row.own_loc), said(DECISIONS, row.to), _at(row.at), row.pk in idle)
        for row in rows
        if row.act_id in known
    ]


def _at(loc: str) -> str:
    return {"ALL": "", "TITLE": "", "BASIS": "", "?": ""}.get(loc, place_name(loc)) if loc else ""


def _clause(document: Document | None, loc: str | None) -> str:
    if document is None or not loc or loc in ("ALL", "TITLE", "BASIS", "?"):
        return reverse("document", args=[document.pk]) if document else ""
    return reverse("clause", args=[document.pk, loc.removesuffix(".TITLE")])


def day(written: str | None) -> date | None:
    """A day as it was kept."""
    return date.fromisoformat(written) if written else None
