"""What does the library make of a text and the acts that change it, with what people decided, on a day?"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Literal, cast

from thongsuot.consolidations.models import Settlement
from thongsuot.documents.models import Document, Version
from vanban import parse
from vanban.consolidation import Consolidated, Settled, Unresolved, consolidate
from vanban.model import Document as Read

Decided = Literal["replace", "insert", "repeal", "none"]


def read(document: Document, version: Version) -> Read:
    """A registered text as the library reads it; what a person said of its header holds."""
    found = parse(version.text)
    header = found.header
    since = document.effective_from or header.effective.since
    known = replace(
        header,
        symbol=document.symbol or header.symbol,
        date=document.date or header.date,
        effective=replace(header.effective, since=since),
    )
    return replace(found, header=known)


@dataclass(frozen=True, eq=False)
class Bench:
    """A text, the acts that change it and what people decided; each is read once, whatever day is asked for."""

    document: Document
    original: Version
    acts: Sequence[Document]
    settlements: Sequence[Settlement]
    hidden: int = 0  # acts that whoever makes it may not see
    behind: Sequence[Document] = ()  # acts that change the acts

    @cached_property
    def base(self) -> Read:
        """The text that is changed."""
        return read(self.document, self.original)

    @cached_property
    def readings(self) -> Mapping[int, Read]:
        """The acts that have a text and are not in the original yet, by their keys."""
        later = (act for act in (*self.acts, *self.behind) if not self.within(act))
        return {act.pk: read(act, act.current) for act in later if act.current is not None and act.current.text}

    @cached_property
    def keys(self) -> Mapping[str, int]:
        """Which act a symbol means."""
        return {self.symbol(pk): pk for pk in reversed(list(self.readings))}

    def symbol(self, act: int) -> str:
        """How the library calls an act."""
        return self.readings[act].header.symbol or ""

    def within(self, act: Document) -> bool:
        """Whether the original was registered as the text from a day on that the act holds by: it is in it."""
        day = act.effective_from or act.date
        return self.original.since is not None and day is not None and day <= self.original.since

    def on(self, day: date) -> Consolidated:
        """What the text says on a day. Decisions whose instruction stands elsewhere now are brought there."""
        result = self._on(day)
        return self._on(day) if self._brought(result) else result

    def _on(self, day: date) -> Consolidated:
        return consolidate(self.base, list(self.readings.values()), day, [self._settled(row) for row in self._kept])

    @property
    def _kept(self) -> list[Settlement]:
        return [row for row in self.settlements if row.op and row.act_id in self.readings]

    def _settled(self, row: Settlement) -> Settled:
        to = cast(Decided, row.to)
        own_loc = row.own_loc or None
        return Settled(self.symbol(row.act_id), own_loc, row.op, row.start, row.at, to, row.words, row.reason, row.row)

    def _brought(self, result: Consolidated) -> bool:
        """Whether an idle decision was brought to where its instruction, by its words, stands in an act read anew."""
        idle, moved = set(result.idle), False
        for row in self._kept:
            if self._settled(row) in idle and (there := self._again(row, result.unresolved)):
                row.own_loc, row.start, row.row = there.own_loc or "", there.start, there.at[:200]
                moved = True
        return moved

    def _again(self, row: Settlement, waiting: Iterable[Unresolved]) -> Unresolved | None:
        same = [
            each
            for each in waiting
            if (each.doc, each.op) == (self.symbol(row.act_id), row.op)
            and each.words.split() == row.instruction.split()
        ]
        found = [each for each in same if each.at == row.row] or same
        return found[0] if len(found) == 1 else None

    def idle(self, result: Consolidated) -> list[Settlement]:
        """The decisions that found nothing to decide."""
        given = set(result.idle)
        kept = {id(row) for row in self._kept}
        return [
            row
            for row in self.settlements
            if row.document_id == self.document.pk and row.op and (id(row) not in kept or self._settled(row) in given)
        ]

    def silent(self, result: Consolidated) -> list[Document]:
        """The acts that are said to change the text and in which no instruction for it was found."""
        told = {row.doc for row in result.applied} | {row.doc for row in result.unresolved}
        return [
            act
            for act in self.acts
            if not self.within(act) and (act.pk not in self.readings or self.symbol(act.pk) not in told)
        ]
